"""Crediting extra time: first on record, then in force, then on every attempt that runs.

1. The event is appended under the next free number, with the digest of the one before it.
2. The release gets the credits of all events: starts, deadlines and the closing go by it within
   ``FRESH_MS``.
3. Every running attempt gets the deadline that the credits give it (``extra_time.credited``), each
   by one conditional write.
4. A start that was under way may be stored ``STARTS_SETTLE_MS`` later yet, with the time that held
   before: so the third step is to be done once more after that.

Steps 2 to 4 follow from the record alone: whatever breaks off, doing them again ends right.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.errors import (
    InvalidInputError,
    NotPreparedError,
    RoundOverError,
    UnknownPersonError,
)
from chalicelib.contest.events import Event, EventKind, check_chain, credits_of
from chalicelib.contest.extra_time import MOST_EXTRA_MS, Credit, credited, with_credits
from chalicelib.contest.ids import ContestId, Pid, RoundId
from chalicelib.contest.rules import AttemptsPer, Contest
from chalicelib.ports import AttemptStore, Clock, ContestStore, EventStore, PeopleStore, Release
from chalicelib.use_cases.in_force import FRESH_MS

STARTS_SETTLE_MS = 30_000 + FRESH_MS
"""The longest that a start can be under way, by the credits that it read at its beginning."""


@dataclass(slots=True, kw_only=True)
class ExtraTimeDesk:
    """Everything that crediting extra time needs."""

    contest_id: ContestId
    clock: Clock
    contests: ContestStore
    attempts: AttemptStore
    people: PeopleStore
    events: EventStore


def credit_extra_time(
    desk: ExtraTimeDesk, round_id: RoundId, pid: Pid | None, *, extra_ms: int, by: str, reason: str
) -> tuple[Event, int]:
    """Credit a person, or everybody who answers now; return the event and how many run longer.

    Raises InvalidInputError (detail: field), UnknownPersonError, UnknownRoundError, and
    RoundOverError (detail: round) where the round has reached its closing instant.
    """
    for field, said in (("by", by), ("reason", reason)):
        if not said.strip():
            raise InvalidInputError(field=field)
    if not 0 < extra_ms <= MOST_EXTRA_MS:
        raise InvalidInputError(field="extra_ms")
    if pid is not None and desk.people.get_person(desk.contest_id, pid) is None:
        raise UnknownPersonError
    _check_open(desk, round_id)
    details: dict[str, str | int] = {"round": round_id, "extra_ms": extra_ms}
    if pid is not None:
        details["pid"] = pid
    while True:
        chain = recorded_events(desk)
        event = Event(
            number=len(chain) + 1,
            kind=EventKind.EXTRA_TIME,
            at=desk.clock.now(),
            by=by.strip(),
            reason=reason.strip().rstrip("."),
            details=details,
            previous=chain[-1].digest() if chain else None,
        )
        appended, _ = desk.events.append(desk.contest_id, event)
        if appended:
            return event, apply_credits(desk, round_id)


def recorded_events(desk: ExtraTimeDesk) -> tuple[Event, ...]:
    """Return the whole record; raise BrokenRecordError where its chain is broken."""
    return check_chain(desk.events.events(desk.contest_id))


def apply_credits(desk: ExtraTimeDesk, round_id: RoundId) -> int:
    """Bring what is on record into force; return how many running attempts were prolonged by it.

    Doing it again is harmless, and completes what was broken off.
    """
    given = credits_of(recorded_events(desk))
    release = _release(desk)
    if release.credits != given:
        desk.contests.put_release(replace(release, credits=given))
    contest = with_credits(_rules(desk, release), given)
    return sum(_prolongs(desk, contest, given, round_id))


def _prolongs(
    desk: ExtraTimeDesk, contest: Contest, given: tuple[Credit, ...], round_id: RoundId
) -> Iterator[bool]:
    closes_at = contest.round(round_id).closes_at
    per_contest = contest.attempts.per is AttemptsPer.CONTEST
    for attempt in desk.attempts.attempts(contest.id, WHOLE_CONTEST if per_contest else round_id):
        prolonged = credited(attempt, given, closes_at)
        if attempt.round_id == round_id and prolonged != attempt:
            written, _ = desk.attempts.prolong(prolonged)
            yield written


def _check_open(desk: ExtraTimeDesk, round_id: RoundId) -> None:
    release = _release(desk)
    round_ = with_credits(_rules(desk, release), release.credits).round(round_id)
    if desk.clock.now() >= round_.closes_at or round_id in desk.contests.get_states(
        desk.contest_id
    ):
        raise RoundOverError(round=round_.name)


def _release(desk: ExtraTimeDesk) -> Release:
    release = desk.contests.get_release(desk.contest_id)
    if release is None:
        raise NotPreparedError(what="release")
    return release


def _rules(desk: ExtraTimeDesk, release: Release) -> Contest:
    contest = desk.contests.get_rules(desk.contest_id, release.rules)
    if contest is None:
        raise NotPreparedError(what="rules")
    return contest
