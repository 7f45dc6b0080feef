"""Extra time: credited by the organizer to a person or to a whole round, on record with a reason.

1. A person's credit prolongs each attempt of that person in the round, one that runs already too,
   but never beyond the closing of the round.
2. A round's credit (after an outage, say) prolongs every attempt that runs at that moment, and puts
   off the closing of the round by as much.  Who starts later has the ordinary time.
3. A credit helps to answer, not to win: of the time used, what goes beyond the ordinary limit is
   not counted (``TimedAttempt``), so that nobody has an advantage among equal marks, and nobody is
   counted slower than the slowest without a credit.
4. What is over is over: a credit never revives an attempt whose time has run out before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chalicelib.contest.attempts import Attempt, is_in_time
from chalicelib.contest.ids import Pid, RoundId
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import MINUTE_MS

MOST_EXTRA_MS = 120 * MINUTE_MS
"""More in one credit is a typing error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Extra time in one round, for one person or (None) for everybody who was answering then."""

    round: RoundId
    pid: Pid | None
    extra_ms: int
    at: int
    reason: str = ""
    """Of a round's credit, since it is published; a person's stays in the record of events."""


def with_credits(contest: Contest, given: Sequence[Credit]) -> Contest:
    """Return the contest with the closing of every credited round put off.

    Publication is put off only as far as it must be: never before the round closes.
    """
    put_off: dict[RoundId, int] = {}
    for credit in given:
        if credit.pid is None:
            put_off[credit.round] = put_off.get(credit.round, 0) + credit.extra_ms
    if not put_off:
        return contest
    rounds = []
    for round_ in contest.rounds:
        closes_at = round_.closes_at + put_off.get(round_.id, 0)
        rounds.append(
            replace(round_, closes_at=closes_at, publishes_at=max(round_.publishes_at, closes_at))
        )
    return replace(contest, rounds=tuple(rounds))


def credit_of_person(given: Iterable[Credit], round_id: RoundId, pid: Pid) -> int:
    """Return the milliseconds that a person has to spare in a round.

    >>> one = Credit(round=RoundId("r"), pid=Pid("p"), extra_ms=60_000, at=0)
    >>> credit_of_person([one, one], RoundId("r"), Pid("p"))
    120000
    """
    return sum(credit.extra_ms for credit in given if (credit.round, credit.pid) == (round_id, pid))


def extra_time_value(given: Iterable[Credit], round_id: RoundId) -> dict[str, object] | None:
    """Return what is published of a round's credits; None where there are none.

    Of persons it is told how many were credited, and with how much at most: the rest, a disability
    say, is nobody's business.
    """
    here = [credit for credit in given if credit.round == round_id]
    of_persons: dict[Pid, int] = {}
    for credit in here:
        if credit.pid is not None:
            of_persons[credit.pid] = of_persons.get(credit.pid, 0) + credit.extra_ms
    return (
        {
            "rounds": [
                {"at": credit.at, "minutes": _minutes(credit.extra_ms), "reason": credit.reason}
                for credit in here
                if credit.pid is None
            ],
            "people": len(of_persons),
            "most_minutes": _minutes(max(of_persons.values(), default=0)),
        }
        if here
        else None
    )


def _minutes(milliseconds: int) -> int:
    """Return the minutes, begun ones counted whole."""
    return -(-milliseconds // MINUTE_MS)


def credited(attempt: Attempt, given: Sequence[Credit], closes_at: int) -> Attempt:
    """Return a running attempt with the deadline that the credits give it; a final one as it is.

    ``closes_at`` is the round's closing instant with its credits.  A deadline is never brought
    forward, and the same credits again change nothing.
    """
    if attempt.is_final():
        return attempt
    ordinary = attempt.deadline_at - attempt.credit_ms
    extra = 0
    for credit in given:
        begun = credit.pid is not None or attempt.started_at <= credit.at
        theirs = credit.round == attempt.round_id and credit.pid in {None, attempt.key.pid}
        if theirs and begun and is_in_time(credit.at, ordinary + extra):
            extra += credit.extra_ms
    deadline_at = max(attempt.deadline_at, min(ordinary + extra, closes_at))
    return replace(attempt, deadline_at=deadline_at, credit_ms=deadline_at - ordinary)
