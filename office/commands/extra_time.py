"""``build.py extra-time``: credits on record, for one person or for all who answer."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib.contest.errors import InvalidInputError
from chalicelib.contest.events import CREDITING
from chalicelib.contest.extra_time import MOST_EXTRA_MS
from chalicelib.contest.identity import pid_of
from chalicelib.contest.ids import Pid
from chalicelib.contest.rules import Round
from chalicelib.contest.times import MINUTE_MS, format_moment, format_second
from chalicelib.ports import Person
from chalicelib.use_cases.extra_time import (
    STARTS_SETTLE_MS,
    apply_credits,
    credit_extra_time,
    recorded_events,
)
from office.commands.project import CommandError, Project
from office.local.state_folder import read_endpoint
from office.local.workshop import Workshop
from office.tables.write import SheetOut, write_xlsx
from office.texts import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be credited, and on whose word."""

    round: str
    minutes: int
    reason: str
    by: str
    identifier: str | None = None
    """Of the one person; None for everybody who is answering."""
    dry_run: bool = False


def credit(
    project: Project, wish: Wish, wait: Callable[[float], None] = time.sleep
) -> Iterator[str]:
    """Credit extra time; yield what to tell as it happens.

    Where contestants can be starting at this moment, it is applied once more after a while.  Raises
    CommandError before anything is written.
    """
    round_ = project.round(wish.round)
    _check(wish)
    with project.workshop() as workshop:
        person = None if wish.identifier is None else _person(workshop, wish.identifier)
        in_force = _in_force(workshop, round_)
        _check_open(workshop, in_force, whole_round=person is None)
        closes_at = in_force.closes_at + wish.minutes * MINUTE_MS
        told: dict[str, Any] = {
            "minutes": wish.minutes,
            "round": round_.name,
            "name": person.name if person else "",
            "closes": format_moment(closes_at),
        }
        kind = "round" if person is None else "person"
        if wish.dry_run:
            yield text(f"extra.{kind}_would", **told)
            return
        desk = workshop.desks.extra_time
        event, prolonged = credit_extra_time(
            desk,
            round_.id,
            person.pid if person else None,
            extra_ms=wish.minutes * MINUTE_MS,
            by=wish.by,
            reason=wish.reason,
        )
        yield text(f"extra.{kind}_done", number=event.number, **told)
        yield text("extra.prolonged", count=prolonged)
        yield text("extra.counted")
        if _is_shared(project):
            seconds = STARTS_SETTLE_MS // 1_000
            yield text("extra.settling", seconds=seconds, round=round_.id)
            wait(seconds)
            yield text("extra.settled", count=apply_credits(desk, round_.id))


def apply(project: Project, round_id: str) -> str:
    """Apply what is on record for a round once more; return what to tell."""
    round_ = project.round(round_id)
    with project.workshop() as workshop:
        prolonged = apply_credits(workshop.desks.extra_time, round_.id)
    return text("extra.settled", count=prolonged)


def list_credits(project: Project, out: Path | None) -> list[str]:
    """Return a line for each credit on record, or write them as a table."""
    names = {str(round_.id): round_.name for round_ in project.contest.rounds}
    with project.opened() as workshop:
        events = [
            event for event in recorded_events(workshop.desks.extra_time) if event.kind in CREDITING
        ]
        people = workshop.backend.people
        rows: list[dict[str, Any]] = [
            {
                "number": event.number,
                "at": format_second(event.at),
                "whom": _whom(
                    event.details, lambda pid: people.get_person(project.contest.id, pid)
                ),
                "round": names.get(str(event.details["round"]), str(event.details["round"])),
                "minutes": int(event.details["extra_ms"]) // MINUTE_MS,
                "reason": event.reason,
                "by": event.by,
            }
            for event in events
        ]
    if out is not None:
        heads = ("number", "at", "whom", "round", "minutes", "reason", "by")
        sheet = SheetOut(
            name=text("extra.sheet"),
            headings=tuple(text(f"extra.{head}") for head in heads),
            rows=[[row[head] for head in heads] for row in rows],
            title=text("extra.sheet_title", contest=project.contest.name),
        )
        write_xlsx(out, [sheet])
        return [text("extra.written", count=len(rows), path=out)]
    return [text("extra.line", **row) for row in rows] or [text("extra.none")]


def _check(wish: Wish) -> None:
    if not wish.reason.strip():
        raise CommandError(text("extra.no_reason"))
    if not wish.by.strip():
        raise CommandError(text("extra.no_name"))
    most = MOST_EXTRA_MS // MINUTE_MS
    if not 1 <= wish.minutes <= most:
        raise CommandError(text("extra.bad_minutes", most=most))


def _person(workshop: Workshop, identifier: str) -> Person:
    contest_id = workshop.desks.contest_id
    secrets = workshop.backend.secrets.entry(contest_id)
    try:
        pid = pid_of(contest_id, identifier, secrets.people)
    except InvalidInputError:
        raise CommandError(text("extra.unknown_person", identifier=identifier)) from None
    person = workshop.backend.people.get_person(contest_id, pid)
    if person is None:
        raise CommandError(text("extra.unknown_person", identifier=identifier))
    return person


def _in_force(workshop: Workshop, round_: Round) -> Round:
    """Return the round with the extra time that it has already."""
    contest = workshop.desks.entry.rules.contest()
    return contest.round(round_.id)


def _check_open(workshop: Workshop, round_: Round, *, whole_round: bool) -> None:
    now = workshop.clock.now()
    if now >= round_.closes_at:
        raise CommandError(text("error.round_over", round=round_.name))
    if whole_round and now < round_.opens_at:
        raise CommandError(text("extra.not_open", round=round_.name))


def _whom(details: Mapping[str, str | int], person_of: Callable[[Pid], Person | None]) -> str:
    if "pid" not in details:
        return text("extra.whole_round")
    person = person_of(Pid(str(details["pid"])))
    return person.name if person else text("extra.erased")


def _is_shared(project: Project) -> bool:
    """Tell whether others can write to the store while this command does."""
    return project.stage is not None or read_endpoint(project.state_folder) is not None
