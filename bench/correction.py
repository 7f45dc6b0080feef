"""What a close costs with all that it stages, and what the preview of a correction then costs.

A real close over stores in memory: attempts are read and archived, standings, pages of results and
everybody's own sealed results are staged.  The preview regrades all of it without one question and
tells every rank and prize that moves.
"""

from collections.abc import Iterator
from dataclasses import replace

from bench.measure import Figure, own_cpu_seconds
from bench.synthetic import QUESTIONS, SEED, invent_attempts, make_contest
from chalicelib.contest.acts import CLOSE_DELAY_MS
from chalicelib.contest.attempts import Attempt
from chalicelib.contest.corrections import Correction, CorrectionKind
from chalicelib.contest.ids import Digest, QuestionId, bank_slot
from chalicelib.contest.questions import WrittenOption, WrittenQuestion
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import MINUTE_MS
from chalicelib.ports import Person
from chalicelib.use_cases.corrections import preview
from chalicelib.use_cases.prepare import prepare_contest
from office.local.in_memory import MemoryWorkshop, make_memory_workshop

ATTEMPTS = 83_200
UNITS = 189
PREVIEW_BAR_SECONDS = 3.0


def measure(attempts: int = ATTEMPTS, units: int = UNITS) -> list[Figure]:
    """Return what the close and the preview cost; refuse a preview in which nothing moves."""
    contest = make_contest(units)
    contest = replace(contest, rounds=contest.rounds[:1])
    round_ = contest.rounds[0]
    workshop = make_memory_workshop(contest.id, at=round_.opens_at - MINUTE_MS, seed=b"bench")
    desks = workshop.desks
    bank = _prepare(workshop, contest)
    for attempt in _attempts(contest, attempts, bank):
        desks.backend.attempts.put_attempt(attempt)
        desks.backend.people.put_person(contest.id, _person(attempt))
    workshop.clock.set(round_.closes_at + CLOSE_DELAY_MS)
    before = own_cpu_seconds()
    desks.close_round(round_.id)
    closed = own_cpu_seconds()
    correction = Correction(
        kind=CorrectionKind.VOID_QUESTION,
        round=round_.id,
        target=QUESTIONS[0],
        bank=bank,
    )
    moved = preview(desks.corrections, correction)[round_.id]
    looked = own_cpu_seconds()
    assert moved.ranks() > attempts // 2, moved.ranks()
    of = f"{attempts:,} attempts in {units} units"
    return [
        Figure(name=f"close of {of}, all that it stages: CPU", value=closed - before, unit="s"),
        Figure(
            name=f"preview of a void question over {of}: CPU",
            value=looked - closed,
            unit="s",
            limit=PREVIEW_BAR_SECONDS,
        ),
    ]


def _prepare(workshop: MemoryWorkshop, contest: Contest) -> Digest:
    """Prepare the contest; return the bank of its only round."""
    slot = bank_slot(contest.rounds[0].id, None)
    questions = [_question(number, question) for number, question in enumerate(QUESTIONS, 1)]
    prepare_contest(workshop.desks.prepare, contest, {slot: questions}, ())
    release = workshop.desks.backend.contests.get_release(contest.id)
    assert release is not None
    return release.banks[slot]


def _question(number: int, question: QuestionId) -> WrittenQuestion:
    return WrittenQuestion(
        id=question,
        text=f"Câu hỏi ví dụ số {number}?",
        options=tuple(
            WrittenOption(text=f"Phương án {letter} của câu {number}", right=letter == "A")
            for letter in "ABCD"
        ),
        source="85/2015/QH13, Điều 2",
        topic="bau-cu",
        difficulty="dễ",
        explanation="Điều luật quy định như vậy.",
    )


def _attempts(contest: Contest, count: int, bank: Digest) -> Iterator[Attempt]:
    for attempt in invent_attempts(contest, contest.rounds[0].id, count, SEED):
        yield replace(attempt, bank=bank)


def _person(attempt: Attempt) -> Person:
    pid = attempt.key.pid
    return Person(
        pid=pid,
        name=f"Nguyễn Thị Ví Dụ {pid[:4]}",
        unit=attempt.unit,
        second_factor=pid,
        code_hash=pid,
        sealed=pid,
        consent_version=1,
        registered_at=attempt.started_at,
    )
