"""What is due: the acts that the schedule has to start, decided from times and states alone.

A round closes ``CLOSE_DELAY_MS`` after its closing instant: by then the grace has passed and every
request that arrived in time has been answered or given up.  It is published at its hour, once its
results are staged; a close that comes late delays the publication, never skips it.  While it is
open, and for a while after, who has entered is told every ``PARTICIPATION_EVERY_MS``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.contest.attempts import SETTLED_AFTER_MS
from chalicelib.contest.errors import NotDueError
from chalicelib.contest.ids import Digest, RoundId
from chalicelib.contest.rules import Contest, Round

CLOSE_DELAY_MS = SETTLED_AFTER_MS

PARTICIPATION_EVERY_MS = 600_000
"""At every full ten minutes: a coordinator who sends a reminder sees within that what it did."""

SCHEDULE_EVERY_MS = 60_000
"""How often the schedule looks what is due."""

WHOLE_CONTEST = RoundId("contest")
"""Stands for all rounds together where a round's id is expected; no round may be called so."""


class RoundStatus(StrEnum):
    """How far the acts on a round have come; ``scheduled`` until the first of them."""

    SCHEDULED = "scheduled"
    CLOSING = "closing"
    CLOSED = "closed"
    PUBLISHED = "published"


class RoundPhase(StrEnum):
    """What a visitor is told about a round at an instant."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


class ActName(StrEnum):
    """The acts of the schedule."""

    CLOSE = "close"
    PUBLISH = "publish"
    PARTICIPATION = "participation"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundState:
    """The recorded progress of a round, with the digests that a restart must meet again."""

    round: RoundId
    status: RoundStatus = RoundStatus.SCHEDULED
    attempts: Digest | None = None
    standings: Digest | None = None
    results: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act and the round that it is for."""

    name: ActName
    round: RoundId


def due_at(act: ActName, round_: Round) -> int:
    """Return the instant from which an act on a round may start."""
    match act:
        case ActName.CLOSE:
            return round_.closes_at + CLOSE_DELAY_MS
        case ActName.PUBLISH:
            return round_.publishes_at
        case ActName.PARTICIPATION:
            return round_.opens_at


def check_due(act: ActName, round_: Round, now: int) -> None:
    """Raise NotDueError where the act may not start yet."""
    if now < due_at(act, round_):
        raise NotDueError(act=act.value, round=round_.id, due_at=due_at(act, round_))


def due_acts(contest: Contest, states: Mapping[RoundId, RoundState], now: int) -> tuple[Act, ...]:
    """Return the acts to start now, in the order of the rounds; none twice."""
    acts: list[Act] = []
    for round_ in contest.rounds:
        status = _status(states, round_.id)
        if status in {RoundStatus.SCHEDULED, RoundStatus.CLOSING}:
            act = ActName.CLOSE
        elif status is RoundStatus.CLOSED:
            act = ActName.PUBLISH
        else:
            continue
        if now >= due_at(act, round_):
            acts.append(Act(name=act, round=round_.id))
    if whole := whole_contest_act(contest, states):
        acts.append(whole)
    return tuple(acts)


def whole_contest_act(contest: Contest, states: Mapping[RoundId, RoundState]) -> Act | None:
    """Return what is due for all rounds together: the close after every close, and so on.

    The acts on the last rounds do this themselves; the schedule mends what they could not, such as
    where two rounds closed at once or one died in between.
    """
    statuses = {_status(states, round_.id) for round_ in contest.rounds}
    whole = _status(states, WHOLE_CONTEST)
    if statuses <= {RoundStatus.CLOSED, RoundStatus.PUBLISHED} and whole is RoundStatus.SCHEDULED:
        return Act(name=ActName.CLOSE, round=WHOLE_CONTEST)
    if statuses == {RoundStatus.PUBLISHED} and whole is RoundStatus.CLOSED:
        return Act(name=ActName.PUBLISH, round=WHOLE_CONTEST)
    return None


def participation_acts(contest: Contest, looked_at: int, now: int) -> tuple[Act, ...]:
    """Return what is due where the schedule looked at ``looked_at`` before and looks again now.

    Due is a round that runs, or has closed less than two intervals ago, when a full interval has
    begun since the last look: so the last word comes after everybody's time is over.
    """
    if looked_at // PARTICIPATION_EVERY_MS == now // PARTICIPATION_EVERY_MS:
        return ()
    return tuple(
        Act(name=ActName.PARTICIPATION, round=round_.id)
        for round_ in contest.rounds
        if round_.opens_at <= now < round_.closes_at + 2 * PARTICIPATION_EVERY_MS
    )


def _status(states: Mapping[RoundId, RoundState], round_id: RoundId) -> RoundStatus:
    return states.get(round_id, RoundState(round=round_id)).status


def phase_of(round_: Round, status: RoundStatus, now: int) -> RoundPhase:
    """Return what a visitor is told about the round now.

    >>> round_ = Round(id=RoundId("r"), name="R", opens_at=10, closes_at=20, publishes_at=30)
    >>> [phase_of(round_, RoundStatus.SCHEDULED, now).value for now in (9, 10, 19, 20)]
    ['upcoming', 'open', 'open', 'closed']
    """
    if status is RoundStatus.PUBLISHED:
        return RoundPhase.PUBLISHED
    if status is not RoundStatus.SCHEDULED:
        return RoundPhase.CLOSED
    if now < round_.opens_at:
        return RoundPhase.UPCOMING
    return RoundPhase.OPEN if now < round_.closes_at else RoundPhase.CLOSED
