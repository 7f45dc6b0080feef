"""Playing invented contestants through the use cases, in simulated time.

Every step of every entrant happens at its own instant and in the order of time, as it would on the
server: register, start, save now and then, submit or walk away.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from chalicelib.contest.ids import QuestionId, RoundId
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import MINUTE_MS, SECOND_MS
from chalicelib.use_cases.answer import save_answers, submit_attempt
from chalicelib.use_cases.entry import EntryDesk
from chalicelib.use_cases.register import Particulars, register_person
from chalicelib.use_cases.start import start_attempt
from office.local.memory import ManualClock
from office.simulate.entrants import Entrant, choose_answers, invent_entrants


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How many came and how many of them submitted."""

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
) -> Played:
    """Let ``count`` entrants of a seed take the round; ``done`` is called after each of them.

    Those who would not have ended ``before`` that instant are left out.  ``desk`` must tell the
    time by ``clock``; ``right`` gives the right option of each question.
    """
    contest = desk.rules.contest()
    entrants = [
        entrant
        for entrant in invent_entrants(contest, contest.round(round_id), count, seed)
        if before is None or entrant.starts_at + contest.paper.limit_ms + MINUTE_MS < before
    ]
    courses = [_course(desk, entrant, right) for entrant in entrants]
    _run(clock, zip(entrants, courses, strict=True), done)
    return Played(
        entrants=len(entrants), submitted=sum(not entrant.gives_up for entrant in entrants)
    )


def particulars_of(contest: Contest, entrant: Entrant) -> Particulars:
    """Return what an entrant types at registration."""
    return Particulars(
        identifier=entrant.identifier,
        birth_date=entrant.birth_date,
        name=entrant.name,
        unit=entrant.unit,
        division=entrant.division,
        phone=entrant.phone,
        eligible=True,
        consent_version=contest.entry.consent.version,
    )


def _run(
    clock: ManualClock,
    entrants: Iterable[tuple[Entrant, Iterator[int]]],
    done: Callable[[], None],
) -> None:
    agenda = [(entrant.starts_at, entrant.number, course) for entrant, course in entrants]
    heapq.heapify(agenda)
    while agenda:
        at, number, course = heapq.heappop(agenda)
        clock.set(at)
        following = next(course, None)
        if following is None:
            done()
        else:
            heapq.heappush(agenda, (max(following, at), number, course))


def _course(desk: EntryDesk, entrant: Entrant, right: Mapping[QuestionId, str]) -> Iterator[int]:
    """Take one entrant's steps, yielding before each the instant at which it happens."""
    contest = desk.rules.contest()
    code = register_person(desk, particulars_of(contest, entrant)).code
    starts_at = entrant.starts_at + 20 * SECOND_MS
    yield starts_at
    started = start_attempt(desk, code=code, start_id=f"simulated-start-{entrant.seed:016x}")
    answers = choose_answers(entrant, started.paper, right, predicts=bool(started.prediction))
    order = started.paper.question_ids()
    for save in range(1, entrant.saves + 1):
        share = save / (entrant.saves + 1)
        yield starts_at + int(entrant.time_used_ms * share)
        known = order[: int(len(order) * share)]
        save_answers(
            desk,
            token=started.token,
            revision=save,
            answers={question: answers[question] for question in known},
            arrived_at=desk.clock.now(),
        )
    if entrant.gives_up:
        return
    yield min(starts_at + entrant.time_used_ms, started.attempt.deadline_at)
    submit_attempt(
        desk,
        token=started.token,
        submit_id=f"simulated-submit-{entrant.seed:016x}",
        revision=entrant.saves + 1,
        answers=answers,
        arrived_at=desk.clock.now(),
    )
