"""Invented contestants: who they are and what they will do, all of it from one seed.

Names are plainly invented ("Trần Thu Ví Dụ"); identifiers start with 999, which no real one does.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.contest.ids import DivisionId, QuestionId
from chalicelib.contest.papers import PREDICTION, Paper
from chalicelib.contest.questions import Question, QuestionKind
from chalicelib.contest.rules import Contest, Round
from chalicelib.contest.times import MINUTE_MS, SECOND_MS

_FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Dương")
_MIDDLE_NAMES = ("Văn", "Thị", "Minh", "Thu", "Đức", "Ngọc", "Quang", "Hồng")
_GIVEN_NAMES = ("Thử", "Mẫu", "Ví Dụ", "Giả Định", "Thí Điểm", "Minh Họa", "Mô Phỏng", "Làm Quen")
_OLDEST_BIRTH = date(1960, 1, 1)
_BIRTH_DAYS = 16_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrant:
    """An invented contestant and the course that the attempt will take."""

    number: int
    identifier: str
    birth_date: str
    name: str
    phone: str
    unit: str | None
    division: str | None
    starts_at: int
    skill: float
    """The probability of knowing an answer."""
    time_used_ms: int
    saves: int
    gives_up: bool
    """Whether the page is left without submitting."""
    seed: int


def invent_entrants(contest: Contest, round_: Round, count: int, seed: int) -> Iterator[Entrant]:
    """Yield that many entrants of a round, in the order in which they start.

    The same seed gives the same entrants; another round gives other starts of the same people.
    """
    starts = random.Random(f"{seed}/{round_.id}/starts")
    window = round_.closes_at - round_.opens_at - MINUTE_MS
    instants = sorted(round_.opens_at + starts.randrange(window) for _ in range(count))
    for number, starts_at in enumerate(instants, start=1):
        yield _invent(contest, number, starts_at, f"{seed}/{round_.id}", seed)


def _invent(contest: Contest, number: int, starts_at: int, round_seed: str, seed: int) -> Entrant:
    person = random.Random(f"{seed}/person/{number}")
    course = random.Random(f"{round_seed}/course/{number}")
    units = [unit for unit in contest.units if unit.selectable]
    weights = [unit.headcount or 50 for unit in units]
    unit = person.choices(units, weights)[0].id if units else None
    name = " ".join(
        (
            person.choice(_FAMILY_NAMES),
            person.choice(_MIDDLE_NAMES),
            person.choice(_GIVEN_NAMES),
        )
    )
    birth = _OLDEST_BIRTH + timedelta(days=person.randrange(_BIRTH_DAYS))
    skill = min(0.995, max(0.3, person.gauss(0.85, 0.15)))
    typical = contest.paper.limit_ms * (0.15 + 0.7 * course.random() ** 2)
    return Entrant(
        number=number,
        identifier=f"999{seed % 1000:03d}{number:06d}",
        birth_date=birth.isoformat(),
        name=name,
        phone=f"0999{number:06d}",
        unit=unit,
        division=choose_division(contest, birth),
        starts_at=starts_at,
        skill=skill,
        time_used_ms=max(20 * SECOND_MS, int(typical)),
        saves=course.randint(1, 3),
        gives_up=course.random() < 0.03,
        seed=course.randrange(1 << 48),
    )


def choose_division(contest: Contest, born_on: date) -> DivisionId | None:
    """Return the first division that takes somebody of that age; None where there are none."""
    for division in contest.divisions:
        if division.ages is None or division.ages.admit(born_on):
            return division.id
    return None


def choose_answers(
    entrant: Entrant, paper: Paper, right: Mapping[QuestionId, str], *, predicts: bool = False
) -> dict[str, str]:
    """Return what the entrant answers: right where the question is known, else a guess."""
    mind = random.Random(entrant.seed)
    answers: dict[str, str] = {}
    for question in paper.questions:
        knows = mind.random() < entrant.skill
        answers[question.id] = right[question.id] if knows else _guess(question, mind)
    if predicts:
        answers[PREDICTION] = str(mind.randrange(1, 2_000))
    return answers


def _guess(question: Question, mind: random.Random) -> str:
    match question.kind:
        case QuestionKind.SINGLE:
            return mind.choice(question.options).id
        case QuestionKind.MULTIPLE:
            several = mind.sample(question.options, mind.randint(1, len(question.options)))
            return "".join(sorted(option.id for option in several))
        case QuestionKind.NUMBER:
            return str(mind.randrange(100))
