"""Standings of persons as a table: full names, since it is for those who award."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import Pid, RoundId
from chalicelib.contest.results_shown import prize_title
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import format_duration, format_second
from office.certificates.closed import Closed
from office.exports.amounts import shown_marks
from office.tables.write import CellOut, SheetOut
from office.texts import text

_HEADINGS = ("rank", "name", "division", "unit", "marks", "time_used", "submitted", "receipt")


def scope_name(contest: Contest, scope: RoundId) -> str:
    """Return the name of a round, or of the results of all rounds."""
    return text("export.whole") if scope == WHOLE_CONTEST else contest.round(scope).name


def notes_on(closed: Closed) -> tuple[str, ...]:
    """Return what stands above every table of full names: for whom it is, what it follows from."""
    digest = text("export.digest", digest=closed.state.standings)
    unpublished = () if closed.is_published() else (text("export.unpublished"),)
    return (text("export.internal"), *unpublished, digest)


def person_sheet(closed: Closed, names: Mapping[Pid, str]) -> SheetOut:
    """Return the standings of a round, or of the contest, best first within each division.

    ``names`` are the full names; who is no longer in the people's store has none.
    """
    rules = closed.rules
    divided = bool(rules.divisions)
    headings = [name for name in _HEADINGS if divided or name != "division"]
    scope = scope_name(rules, closed.scope)
    return SheetOut(
        name=scope,
        title=text("export.results_title", contest=rules.name, scope=scope),
        notes=notes_on(closed),
        headings=tuple(text(f"export.column_{name}") for name in (*headings, "awards")),
        rows=[
            _person_row(closed, row, names, divided=divided) for row in closed.standings["persons"]
        ],
    )


def awards_told(rules: Contest, awards: Iterable[Mapping[str, Any]]) -> str:
    """Return awards in words, those that wait for the board marked."""
    names = {group.id: group.name for group in rules.prizes.groups}
    return "; ".join(
        award_told(award["prize"], names[award["group"]], decided=award["decided"])
        for award in awards
    )


def award_told(prize: str, group: str, *, decided: bool) -> str:
    """Return one award with its group."""
    key = "export.award" if decided else "export.award_waits"
    return text(key, prize=prize_title(prize), group=group)


def _person_row(
    closed: Closed, row: Mapping[str, Any], names: Mapping[Pid, str], *, divided: bool
) -> tuple[CellOut, ...]:
    rules = closed.rules
    units = {unit.id: unit.name for unit in rules.units}
    divisions = {division.id: division.name for division in rules.divisions}
    return (
        row["rank"],
        names.get(row["pid"], text("export.no_name")),
        *((divisions.get(row["division"], ""),) if divided else ()),
        units.get(row["unit"], ""),
        shown_marks(Fraction(row["marks"]), rules.marks.decimals),
        format_duration(row["time_used_ms"]),
        format_second(row["submitted_at"]),
        row["receipt"],
        awards_told(rules, row["awards"]),
    )
