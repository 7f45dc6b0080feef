"""``build.py coordinators``: private links for units, and who of a unit has entered, as a table."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from chalicelib.contest.links import UnitLink
from chalicelib.contest.rules import Round
from chalicelib.contest.times import format_moment, format_second
from chalicelib.contest.units import Unit, index_units
from chalicelib.use_cases.participation import (
    ParticipationDesk,
    make_link,
    participation_of,
    publish_participation,
    revoke_link,
)
from office.commands.project import CommandError, Project
from office.commands.unit_named import unit_named
from office.tables.write import SheetOut, write_xlsx
from office.texts import text

PAGE = "/phu-trach/"
_COLUMNS = ("number", "name", "unit", "state")


def hand_out(project: Project, unit_ids: Sequence[str], site: str, out: Path) -> list[str]:
    """Write a table of the units' links, made where there is none that holds; return what to tell.

    Without ``unit_ids`` every unit that people can choose gets one, and every unit above it.
    """
    address = (site or project.contest.portal).rstrip("/")
    if not address.startswith(("https://", "http://")):
        raise CommandError(text("coordinators.no_site"))
    units = _units(project, unit_ids)
    with project.workshop() as workshop:
        desk = workshop.desks.participation
        links = [(unit, *make_link(desk, unit.id)) for unit in units]
        for round_ in _running(project, workshop.clock.now()):
            publish_participation(desk, round_.id)
    rows = [
        (unit.id, unit.name, f"{address}{PAGE}#{secret}", format_moment(link.made_at))
        for unit, link, secret in links
    ]
    sheet = SheetOut(
        name=text("coordinators.sheet"),
        title=text("coordinators.sheet_title", contest=project.contest.short_name),
        headings=tuple(text(f"coordinators.{key}") for key in ("id", "unit", "link", "since")),
        rows=rows,
    )
    write_xlsx(out, [sheet])
    # Whoever has the table has every link.
    out.chmod(0o600)
    return [text("coordinators.written", count=len(rows), path=out), text("coordinators.keep")]


def list_links(project: Project) -> list[str]:
    """Return a line for every unit that has a link, without the link itself."""
    with project.workshop() as workshop:
        links = workshop.desks.backend.links.get_links(project.contest.id)
    told = [_told(unit, links[unit.id]) for unit in project.contest.units if unit.id in links]
    return told or [text("coordinators.none")]


def revoke(project: Project, unit_id: str, reason: str) -> list[str]:
    """Revoke a unit's link, on record with its reason; return what to tell."""
    unit = _units(project, [unit_id])[0]
    if not reason.strip():
        raise CommandError(text("coordinators.no_reason"))
    with project.workshop() as workshop:
        link = revoke_link(workshop.desks.participation, unit.id, " ".join(reason.split()))
    return [_told(unit, link), text("coordinators.renew", id=unit.id)]


def write_table(project: Project, unit_id: str, round_id: str | None, out: Path) -> list[str]:
    """Write who of a unit has entered a round and who has not, as .xlsx; return what to tell.

    Without a round it is the one that runs, else the last one that has opened.
    """
    unit = _units(project, [unit_id])[0]
    with project.workshop() as workshop:
        desk = workshop.desks.participation
        round_ = project.round(round_id) if round_id else _latest(project, desk)
        view: dict[str, object] = participation_of(desk, round_.id, [unit.id])[0]
        now = workshop.clock.now()
    rows = view["rows"]
    assert isinstance(rows, list)  # noqa: S101 - the view's own shape
    sheet = SheetOut(
        name=round_.name,
        title=text(
            "coordinators.table_title", unit=unit.name, round=round_.name, at=format_second(now)
        ),
        headings=tuple(text(f"site.coordinator.{key}") for key in _COLUMNS),
        rows=[
            (place, row["name"], row["unit"], text(f"site.coordinator.state_{row['state']}"))
            for place, row in enumerate(rows, start=1)
        ],
    )
    write_xlsx(out, [sheet])
    counts = view["counts"]
    assert isinstance(counts, dict)  # noqa: S101 - the view's own shape
    return [
        text(
            "coordinators.table_written",
            unit=unit.name,
            round=round_.name,
            people=view["people"],
            done=counts["done"],
            running=counts["running"],
            not_yet=counts["not_yet"],
            path=out,
        )
    ]


def _units(project: Project, unit_ids: Sequence[str]) -> list[Unit]:
    units = index_units(project.contest.units)
    found: list[Unit] = []
    for typed in unit_ids:
        unit_id = unit_named(project.contest.units, typed)
        if unit_id is None:
            near = get_close_matches(typed, units, n=3, cutoff=0.5)
            hint = text("coordinators.near", ids=", ".join(near)) if near else ""
            raise CommandError(text("coordinators.unknown_unit", id=typed, hint=hint))
        found.append(units[unit_id])
    return found or list(units.values())


def _running(project: Project, now: int) -> list[Round]:
    return [
        round_ for round_ in project.contest.rounds if round_.opens_at <= now < round_.closes_at
    ]


def _latest(project: Project, desk: ParticipationDesk) -> Round:
    now = desk.clock.now()
    opened = [round_ for round_ in project.contest.rounds if round_.opens_at <= now]
    if not opened:
        first = min(project.contest.rounds, key=lambda round_: round_.opens_at)
        raise CommandError(
            text("coordinators.not_open", round=first.name, opens=format_moment(first.opens_at))
        )
    return max(opened, key=lambda round_: round_.opens_at)


def _told(unit: Unit, link: UnitLink) -> str:
    if link.revoked_at is None:
        return text("coordinators.holds", unit=unit.name, since=format_moment(link.made_at))
    return text(
        "coordinators.revoked",
        unit=unit.name,
        at=format_moment(link.revoked_at),
        reason=link.reason,
    )
