"""Playing invented people through the use cases, in simulated time.

Every step of everybody happens at its own instant and in the order of time, as it would on the
server.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.contest.ids import QuestionId, RoundId
from chalicelib.contest.rules import Contest, EntryMode
from chalicelib.contest.times import DAY_MS, MINUTE_MS
from chalicelib.use_cases.enrol import EnrolDesk
from chalicelib.use_cases.entry import EntryDesk
from office.local.memory import ManualClock
from office.simulate.enrolment import enrol_invented
from office.simulate.entrants import Entrant, invent_entrants
from office.simulate.ledger import Ledger
from office.simulate.visit import Venue, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How many came and how many of them submitted in time."""

    entrants: int
    submitted: int


def play_round(
    desk: EntryDesk,
    clock: ManualClock,
    *,
    round_id: RoundId,
    right: Mapping[QuestionId, str],
    count: int,
    seed: int,
    done: Callable[[], None] = lambda: None,
    before: int | None = None,
    enrol: EnrolDesk | None = None,
) -> Played:
    """Let ``count`` entrants of a seed take the round; ``done`` is called after each of them.

    Those who would not have ended ``before`` that instant are left out.  ``desk`` must tell the
    time by ``clock``; ``right`` gives the right option of each question; ``enrol`` is where the
    entrants get their codes by a roster.
    """
    contest = desk.rules.contest()
    entrants = [
        entrant
        for entrant in invent_entrants(contest, contest.round(round_id), count, seed)
        if before is None or entrant.starts_at + longest_visit_ms(contest) < before
    ]
    ledger = Ledger()
    if enrol is not None and contest.entry.mode is EntryMode.ROSTER:
        clock.set(contest.round(round_id).opens_at - DAY_MS)
        enrol_invented(enrol, [entrant.person for entrant in entrants], ledger)
    return play_entrants(
        desk, clock, round_id=round_id, right=right, entrants=entrants, ledger=ledger, done=done
    )


def play_entrants(
    desk: EntryDesk,
    clock: ManualClock,
    *,
    round_id: RoundId,
    right: Mapping[QuestionId, str],
    entrants: Sequence[Entrant],
    ledger: Ledger,
    done: Callable[[], None] = lambda: None,
) -> Played:
    """Let entrants take a round; what they are promised goes into the ledger.

    Raises BrokenPromiseError where a reply is not the one that was due.
    """
    contest = desk.rules.contest()
    venue = Venue(desk, contest, contest.round(round_id), right, ledger)
    visits = (Visit(venue, entrant).steps() for entrant in entrants)
    _run(clock, visits, done)
    return Played(entrants=len(entrants), submitted=sum(entrant.hands_in for entrant in entrants))


def longest_visit_ms(contest: Contest) -> int:
    """Return how long a visit may take from the start to the last thing tried."""
    limits = [contest.paper_of(division).limit_ms for division in contest.division_ids()]
    return max(limits) * (1 + (contest.attempts.limit > 1)) + 2 * MINUTE_MS


def _run(clock: ManualClock, visits: Iterable[Iterator[int]], done: Callable[[], None]) -> None:
    # Nothing happens before a visit's first instant is asked for.
    agenda = [(next(steps), place, steps) for place, steps in enumerate(visits)]
    heapq.heapify(agenda)
    while agenda:
        at, place, steps = heapq.heappop(agenda)
        clock.set(at)
        following = next(steps, None)
        if following is None:
            done()
        else:
            heapq.heappush(agenda, (max(following, at), place, steps))
