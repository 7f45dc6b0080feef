"""What there is to say of one round, and of all rounds together: opening, close, publication."""

from collections.abc import Iterator

from chalicelib.contest.acts import (
    PARTICIPATION_EVERY_MS,
    WHOLE_CONTEST,
    ActName,
    RoundStatus,
    due_at,
    whole_contest_act,
)
from chalicelib.contest.ids import RoundId
from chalicelib.contest.live import tells_live
from chalicelib.contest.retention import last_publication, official_at
from chalicelib.contest.rules import Round
from chalicelib.contest.times import MINUTE_MS
from office.status.facts import Facts
from office.status.findings import Finding, Kind
from office.status.typed import command

LATE_MS = 5 * MINUTE_MS
"""After so long the schedule, which looks every minute, has not come."""

STALE_MS = 2 * PARTICIPATION_EVERY_MS
"""After so long it was not told again how many have taken part."""


def findings_of_round(facts: Facts, round_: Round) -> Iterator[Finding]:
    """Yield what is due, done or to come of a round; its hours have the extra time in them."""
    status = facts.status(round_.id)
    if status is RoundStatus.PUBLISHED:
        yield Finding(kind=Kind.DONE, code="published", about=round_.id)
        yield from _of_complaints(facts, round_.id, round_.publishes_at)
    elif status is RoundStatus.CLOSED:
        yield Finding(kind=Kind.DONE, code="closed", about=round_.id)
        yield _of_act(facts, ActName.PUBLISH, round_)
    elif facts.now < round_.opens_at:
        yield Finding(
            kind=Kind.NEXT,
            code="opens",
            about=round_.id,
            details={"opens_at": round_.opens_at},
            at=round_.opens_at,
        )
    else:
        yield from _of_open(facts, round_)


def findings_of_whole(facts: Facts) -> Iterator[Finding]:
    """Yield what is due of all rounds together, once they are closed or published."""
    if facts.is_published(WHOLE_CONTEST):
        yield Finding(kind=Kind.DONE, code="whole_published", about=WHOLE_CONTEST)
        yield from _of_complaints(facts, WHOLE_CONTEST, last_publication(facts.hours()))
        return
    act = whole_contest_act(facts.hours(), facts.states)
    if act is not None:
        name = act.name.value
        yield Finding(
            kind=Kind.WRONG,
            code=f"whole_{name}",
            about=WHOLE_CONTEST,
            command=command(facts, name, from_at=facts.now),
        )


def _of_open(facts: Facts, round_: Round) -> Iterator[Finding]:
    if facts.now < round_.closes_at:
        until = {"closes_at": round_.closes_at}
        yield Finding(kind=Kind.DONE, code="open", about=round_.id, details=until)
        yield from _of_live(facts, round_)
    yield _of_act(facts, ActName.CLOSE, round_)


def _of_live(facts: Facts, round_: Round) -> Iterator[Finding]:
    """Say where nobody tells any more how many have taken part, as the schedule should."""
    if not facts.scheduled or not tells_live(facts.contest):
        return
    last = max(facts.live_at.get(round_.id, 0), round_.opens_at)
    if facts.now - last >= STALE_MS + LATE_MS:
        yield Finding(
            kind=Kind.WRONG, code="live_stale", about=round_.id, details={"since_at": last}
        )


def _of_act(facts: Facts, act: ActName, round_: Round) -> Finding:
    """Return what there is to say of an act that has not been done: to come, due or overdue."""
    earliest = due_at(act, round_)
    typed = command(facts, act.value, round_id=round_.id, from_at=earliest)
    name, details = act.value, {"due_at": earliest}
    if facts.now < earliest:
        code = f"{name}_by_schedule" if facts.scheduled else f"{name}_from"
        return Finding(
            kind=Kind.NEXT,
            code=code,
            about=round_.id,
            details=details,
            command=() if facts.scheduled else typed,
            at=earliest,
        )
    kind, code = Kind.DUE, name
    if facts.status(round_.id) is RoundStatus.CLOSING:
        code = "close_again"
    if facts.scheduled and facts.now - earliest >= LATE_MS:
        kind, code = Kind.WRONG, f"{name}_overdue"
    return Finding(kind=kind, code=code, about=round_.id, details=details, command=typed)


def _of_complaints(facts: Facts, scope: RoundId, published_at: int) -> Iterator[Finding]:
    until = official_at(facts.hours(), None if scope == WHOLE_CONTEST else scope)
    if until is None or facts.now < published_at:
        return
    details = {"until_at": until}
    if facts.now < until:
        yield Finding(kind=Kind.NEXT, code="provisional", about=scope, details=details, at=until)
    else:
        yield Finding(kind=Kind.DONE, code="official", about=scope, details=details)
