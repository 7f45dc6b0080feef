"""Invented people: who they are, the same ones from the first round to the last.

Names are plainly invented ("Trần Thu Ví Dụ"); identifiers start with 999, which no real one does.
Each unit has people in proportion to its own headcount, that of the units below it taken off.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.contest.ids import DivisionId, UnitId
from chalicelib.contest.rules import Contest, Division
from office.simulate.shares import share_out
from office.simulate.targets import RealSize

FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Dương")
MIDDLE_NAMES = ("Văn", "Thị", "Minh", "Thu", "Đức", "Ngọc", "Quang", "Hồng")
GIVEN_NAMES = ("Thử", "Mẫu", "Ví Dụ", "Giả Định", "Thí Điểm", "Minh Họa", "Mô Phỏng", "Làm Quen")
_OLDEST_BIRTH = date(1960, 1, 1)
_BIRTH_DAYS = 16_000
_TRIES = 200
_TYPICAL_HEADCOUNT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """One invented person: particulars, and what kind of contestant."""

    number: int
    identifier: str
    birth_date: str
    name: str
    phone: str
    unit: UnitId | None
    division: DivisionId | None
    skill: float
    """How much better or worse than others, about 0."""
    pace: float
    """The share of the time limit that the person typically takes."""
    keenness: float
    """Who is keener takes part in more rounds."""


def invent_person(contest: Contest, number: int, seed: int, unit: UnitId | None) -> Invented:
    """Return person number so and so of a seed: for another unit the same person otherwise."""
    dice = random.Random(f"{seed}/person/{number}")
    family, middle, given = (
        dice.choice(names) for names in (FAMILY_NAMES, MIDDLE_NAMES, GIVEN_NAMES)
    )
    born_on, division = _invent_birth(contest, dice)
    return Invented(
        number=number,
        identifier=f"999{seed % 1000:03d}{number:06d}",
        birth_date=born_on.isoformat(),
        name=f"{family} {middle} {given}",
        phone=f"0999{number:06d}",
        unit=unit,
        division=division,
        skill=dice.gauss(0, 0.12),
        pace=min(0.95, max(0.08, dice.lognormvariate(-1.0, 0.45))),
        keenness=dice.random(),
    )


def invent_crowd(contest: Contest, size: RealSize) -> tuple[Invented, ...]:
    """Return all people of a contest, those without a unit last.

    Raises UnmetSizeError where the units have fewer people than the size asks for.
    """
    own = own_headcounts(contest)
    alone = size.people * size.without_unit_percent // 100 if own else size.people
    weights = [headcount or _TYPICAL_HEADCOUNT for headcount in own.values()]
    needed = max((round_.units or 0 for round_ in size.rounds), default=0)
    least = [int(place < needed) for place in _largest_first(weights)]
    most = [
        headcount if size.within_headcount and headcount is not None else size.people
        for headcount in own.values()
    ]
    counts = share_out(size.people - alone, weights, least, most) if own else []
    units: list[UnitId | None] = [
        unit for unit, count in zip(own, counts, strict=True) for _ in range(count)
    ]
    units += [None] * alone
    # Numbers follow chance, so that a person's number does not tell the unit.
    random.Random(f"{size.seed}/units").shuffle(units)
    return tuple(
        invent_person(contest, number, size.seed, unit) for number, unit in enumerate(units, 1)
    )


def own_headcounts(contest: Contest) -> Mapping[UnitId, int | None]:
    """Return the headcount of every unit that can be chosen, without that of the units below it."""
    below: Counter[UnitId] = Counter()
    for unit in contest.units:
        if unit.parent is not None:
            below[unit.parent] += unit.headcount or 0
    return {
        unit.id: None
        if unit.headcount is None
        else (
            unit.headcount - below[unit.id] if unit.headcount > below[unit.id] else unit.headcount
        )
        for unit in contest.units
        if unit.selectable
    }


def choose_division(contest: Contest, born_on: date) -> DivisionId | None:
    """Return the first division that takes somebody of that age; None where there are none."""
    for division in contest.divisions:
        if _admits(division, born_on):
            return division.id
    return None


def _invent_birth(contest: Contest, dice: random.Random) -> tuple[date, DivisionId | None]:
    """Return a birth date and a division that takes it, each division about as often."""
    division = dice.choice(contest.divisions) if contest.divisions else None
    for _ in range(_TRIES):
        # Within their ages most divisions are hit at once; a narrow one is looked for further away.
        born_on = _OLDEST_BIRTH + timedelta(days=dice.randrange(_BIRTH_DAYS))
        if division is None:
            return born_on, None
        if _admits(division, born_on):
            return born_on, division.id
    assert division is not None  # noqa: S101 - the loop returns where there is none
    return _birth_by_age(division, born_on), division.id


def _birth_by_age(division: Division, otherwise: date) -> date:
    """Return a birth date in the middle of the ages that a division takes."""
    ages = division.ages
    if ages is None:
        return otherwise
    least = ages.least if ages.least is not None else max(1, (ages.most or 1) - 2)
    most = ages.most if ages.most is not None else least + 10
    return date(ages.on.year - (least + most + 1) // 2, ages.on.month, min(28, ages.on.day))


def _admits(division: Division, born_on: date) -> bool:
    return division.ages is None or division.ages.admit(born_on)


def _largest_first(weights: Sequence[int]) -> list[int]:
    """Return each place's rank by weight, 0 for the largest.

    >>> _largest_first([5, 9, 7])
    [2, 0, 1]
    """
    order = sorted(range(len(weights)), key=lambda index: -weights[index])
    ranks = [0] * len(weights)
    for rank, index in enumerate(order):
        ranks[index] = rank
    return ranks
