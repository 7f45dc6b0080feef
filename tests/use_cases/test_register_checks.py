"""The edges of what a registrant may type, and two registrations of one person at once."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from builders import make_contest, make_division, make_entry
from faulty_stores import gated_backend
from scene import make_particulars, make_scene

from chalicelib.composition import Desks
from chalicelib.contest.errors import (
    InvalidInputError,
    RegisteredAtOnceError,
    UnknownDivisionError,
)
from chalicelib.use_cases.register import read_birth_date, read_division, register_person

TODAY = date(2021, 12, 13)


@pytest.mark.parametrize("day", [date(1900, 1, 1), TODAY - timedelta(days=1)])
def test_a_birth_date_is_a_past_day_from_1900_on(day: date) -> None:
    assert read_birth_date(day.isoformat(), TODAY) == day.isoformat()


@pytest.mark.parametrize(
    "typed", ["1899-12-31", TODAY.isoformat(), "2022-01-01", "1990-02-30", "", "28/02/1990"]
)
def test_anything_else_is_none(typed: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        read_birth_date(typed, TODAY)

    assert refusal.value.details == {"field": "birth_date"}


@pytest.mark.parametrize(("typed", "named"), [(None, ""), ("", ""), ("x" * 90, "x" * 80)])
def test_an_unknown_division_is_named_and_not_at_any_length(typed: str | None, named: str) -> None:
    contest = make_contest(divisions=(make_division(),))

    with pytest.raises(UnknownDivisionError) as refusal:
        read_division(contest, typed, date(1990, 2, 28))

    assert refusal.value.details == {"division": named}


def test_a_phone_number_that_nobody_asked_for_is_neither_checked_nor_kept() -> None:
    scene = make_scene(make_contest(entry=make_entry(asks_phone=False)))

    done = register_person(scene.desks.entry, make_particulars(phone="no number"))

    backend = scene.desks.backend
    key = backend.secrets.entry(scene.contest.id).seal
    assert json.loads(backend.sealer.unseal(done.person.sealed, key))["phone"] == ""


def test_of_two_that_replace_a_code_at_once_the_second_is_told_so_and_given_none() -> None:
    scene = make_scene()
    scene.register()
    others: list[str] = []

    def gate(place: str, apply: Any) -> Any:
        if place == "people.replace_code" and not others:
            others.append("")
            others[0] = scene.register().code
        return apply()

    desks = Desks(
        scene.contest.id,
        gated_backend(scene.desks.backend, gate),
        scene.clock,
        scene.desks._chance,
    )

    with pytest.raises(RegisteredAtOnceError):
        register_person(desks.entry, make_particulars())

    assert scene.desks.entry.person_of_code(others[0]).replaced_codes == 1
