from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import UNITS, make_contest, make_division, make_weeks

from chalicelib.contest.ids import DivisionId, RoundId, UnitId
from chalicelib.contest.rules import AgeLimits, AttemptRules, AttemptsPer
from office.simulate.crowd import Invented, invent_crowd, own_headcounts
from office.simulate.shares import UnmetSizeError
from office.simulate.sizes import default_size
from office.simulate.targets import RealSize, RoundSize
from office.simulate.turnout import choose_turnout

ROUNDS = make_weeks(3)
CITY = tuple(
    replace(unit, headcount=count, selectable=True)
    for unit, count in zip(UNITS, (400, 100, 200), strict=True)
)
CONTEST = make_contest(rounds=ROUNDS, units=CITY)


def size_of(people: int, *rounds: tuple[int, int], **overrides: Any) -> RealSize:
    sizes = tuple(
        RoundSize(round=round_.id, attempts=attempts, units=units)
        for round_, (attempts, units) in zip(ROUNDS, rounds, strict=False)
    )
    return replace(RealSize(source="", people=people, rounds=sizes), **overrides)


def units_of(people: tuple[Invented, ...]) -> dict[UnitId | None, int]:
    return dict(Counter(person.unit for person in people))


def test_a_unit_has_the_people_that_the_units_below_it_do_not_have() -> None:
    assert own_headcounts(CONTEST) == {"thanh-pho": 100, "phuong-1": 100, "phuong-2": 200}


def test_units_have_people_in_proportion_to_their_headcounts() -> None:
    crowd = invent_crowd(CONTEST, size_of(80))

    assert units_of(crowd) == {"thanh-pho": 20, "phuong-1": 20, "phuong-2": 40}


def test_no_unit_has_more_people_than_its_headcount_unless_that_is_allowed() -> None:
    with pytest.raises(UnmetSizeError):
        invent_crowd(CONTEST, size_of(401))

    assert len(invent_crowd(CONTEST, size_of(401, within_headcount=False))) == 401


def test_some_have_no_unit_where_the_size_says_so() -> None:
    crowd = invent_crowd(CONTEST, size_of(80, without_unit_percent=25))

    assert units_of(crowd)[None] == 20


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    first, again = (invent_crowd(CONTEST, size_of(50, seed=5)) for _ in range(2))
    other = invent_crowd(CONTEST, size_of(50, seed=6))

    assert first == again
    assert not {p.identifier for p in first} & {p.identifier for p in other}


def test_everybody_is_of_the_age_that_the_division_asks_for() -> None:
    on = date(2021, 10, 10)
    young = make_division("tre", ages=AgeLimits(on=on, most=11))
    old = make_division("cao-tuoi", ages=AgeLimits(on=on, least=60))
    contest = make_contest(divisions=(young, old))

    crowd = invent_crowd(contest, size_of(40, within_headcount=False))

    limits = {division.id: division.ages for division in contest.divisions}
    assert {person.division for person in crowd} == {DivisionId("tre"), DivisionId("cao-tuoi")}
    for person in crowd:
        ages = limits[DivisionId(str(person.division))]
        assert ages is not None
        assert ages.admit(date.fromisoformat(person.birth_date))


def test_each_round_has_exactly_the_attempts_and_units_that_were_asked_for() -> None:
    size = size_of(200, (90, 1), (120, 2), (150, 3))

    turnout = choose_turnout(CONTEST, size, invent_crowd(CONTEST, size))

    assert [len(people) for people in turnout.rounds.values()] == [90, 120, 150]
    assert [len(units_of(people)) for people in turnout.rounds.values()] == [1, 2, 3]


def test_many_come_back_and_those_who_never_start_are_told_apart() -> None:
    size = size_of(200, (100, 3), (100, 3), (100, 3))
    crowd = invent_crowd(CONTEST, size)

    turnout = choose_turnout(CONTEST, size, crowd)

    weeks = [{person.number for person in people} for people in turnout.rounds.values()]
    assert len(weeks[0] & weeks[1]) > 50
    assert weeks[0] != weeks[1]
    assert {p.number for p in turnout.idle} == {p.number for p in crowd} - set().union(*weeks)


def test_nobody_takes_two_rounds_where_attempts_are_counted_over_the_contest() -> None:
    once = replace(CONTEST, attempts=AttemptRules(per=AttemptsPer.CONTEST))
    size = default_size(once, 60)

    turnout = choose_turnout(once, size, invent_crowd(once, size))

    numbers = [person.number for people in turnout.rounds.values() for person in people]
    assert len(numbers) == len(set(numbers)) == 180


def test_a_round_with_more_units_than_there_are_is_refused() -> None:
    size = size_of(50, (20, 3))
    two_units = tuple(p for p in invent_crowd(CONTEST, size) if p.unit != UnitId("phuong-1"))

    with pytest.raises(UnmetSizeError):
        choose_turnout(CONTEST, size, two_units)
    assert RoundId("tuan-1") == size.rounds[0].round
