"""A whole contest in memory: what use cases, routes and pages are tested on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builders import OPENS_AT, make_contest

from chalicelib.backends import Backend
from chalicelib.composition import Desks
from chalicelib.contest.ids import BankSlot, QuestionId, bank_slot
from chalicelib.contest.questions import WrittenOption, WrittenQuestion
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import MINUTE_MS
from chalicelib.use_cases.prepare import prepare_contest
from chalicelib.use_cases.register import Particulars, Registration, register_person
from chalicelib.use_cases.start import Started, start_attempt
from office.local.engine import Engine
from office.local.in_memory import memory_backend
from office.local.memory import ManualClock, SeededChance

START_ID = "start-id-of-16-letters"
SUBMIT_ID = "submit-id-of-16-letters"


@dataclass
class Scene:
    """A prepared contest, its clock and its desks."""

    contest: Contest
    clock: ManualClock
    desks: Desks
    banks: Mapping[BankSlot, Sequence[WrittenQuestion]]
    engine: Engine | None = None
    """The engine that the contest lies on, where it is not in memory."""

    def register(
        self, number: int = 1, *, came_from: str = "", **overrides: object
    ) -> Registration:
        particulars = make_particulars(number, **overrides)
        return register_person(self.desks.entry, particulars, came_from=came_from)

    def start(self, code: str, start_id: str = START_ID) -> Started:
        return start_attempt(self.desks.entry, code=code, start_id=start_id)

    def right_answers(self, started: Started) -> dict[str, str]:
        """Return the right answers of a paper, by the texts that the writer marked."""
        right = {
            question.id: next(option.text for option in question.options if option.right)
            for bank in self.banks.values()
            for question in bank
        }
        return {
            question.id: next(o.id for o in question.options if o.text == right[question.id])
            for question in started.paper.questions
        }

    def wrong_answers(self, started: Started) -> dict[str, str]:
        """Return answers of which every one is wrong."""
        right = self.right_answers(started)
        return {
            question.id: next(o.id for o in question.options if o.id != right[question.id])
            for question in started.paper.questions
        }


def make_written_bank(prefix: str = "q", count: int = 5) -> list[WrittenQuestion]:
    return [
        WrittenQuestion(
            id=QuestionId(f"{prefix}{number}"),
            text=f"Câu hỏi {prefix}{number}?",
            options=tuple(
                WrittenOption(text=f"Phương án {prefix}{number} {letter}", right=letter == "B")
                for letter in "ABCD"
            ),
            source="85/2015/QH13, Điều 2",
            topic="bau-cu",
            difficulty="dễ",
            explanation=f"Giải thích {prefix}{number}",
        )
        for number in range(1, count + 1)
    ]


def make_written_banks(contest: Contest) -> dict[BankSlot, list[WrittenQuestion]]:
    """Return a bank for every round, or for every division of it: ``r1q1``, ``r1can-boq1`` ..."""
    return {
        bank_slot(round_.id, division): make_written_bank(f"r{place}{division or ''}q")
        for place, round_ in enumerate(contest.rounds, 1)
        for division in contest.division_ids()
    }


def make_particulars(number: int = 1, **overrides: object) -> Particulars:
    fields: dict[str, object] = {
        "identifier": f"99900000{number:04d}",
        "birth_date": "1990-02-28",
        "name": "Trần Thị Ví Dụ",
        "unit": "phuong-1",
        "phone": f"09990{number:05d}",
        "eligible": True,
        "consent_version": 1,
    }
    return Particulars(**{**fields, **overrides})  # type: ignore[arg-type]


def make_scene(
    contest: Contest | None = None,
    *,
    at: int = OPENS_AT + MINUTE_MS,
    backend: Backend | None = None,
    banks: Mapping[BankSlot, Sequence[WrittenQuestion]] | None = None,
    excluded: Sequence[tuple[str, str]] = (),
) -> Scene:
    """Return a prepared contest whose first round opened a minute ago."""
    contest = contest or make_contest()
    clock = ManualClock(at)
    desks = Desks(contest.id, backend or memory_backend(), clock, SeededChance(b"scene"))
    banks = banks or make_written_banks(contest)
    prepare_contest(desks.prepare, contest, banks, excluded)
    return Scene(contest=contest, clock=clock, desks=desks, banks=banks)
