"""Registration: who gets a personal code, and who is told why not."""

import json

import pytest
from scene import make_scene

from chalicelib.contest.errors import (
    ConsentError,
    ContestError,
    ExcludedPersonError,
    InvalidInputError,
    NotEligibleError,
    UnknownCodeError,
    UnknownUnitError,
    WrongSecondFactorError,
)


def test_a_registrant_gets_a_code_that_is_recognised() -> None:
    scene = make_scene()

    registered = scene.register()

    assert scene.desks.entry.person_of_code(registered.code) == registered.person


def test_registering_again_replaces_the_code_and_nothing_else() -> None:
    scene = make_scene()
    first = scene.register(name="Trần Thị Ví Dụ", unit="phuong-1")

    again = scene.register(name="Tên Khác", unit="phuong-2")

    assert again.replaced
    assert (again.person.name, again.person.unit) == ("Trần Thị Ví Dụ", "phuong-1")
    assert scene.desks.entry.person_of_code(again.code).pid == first.person.pid
    with pytest.raises(UnknownCodeError):
        scene.desks.entry.person_of_code(first.code)


def test_another_birth_date_does_not_get_somebody_elses_code() -> None:
    scene = make_scene()
    first = scene.register()

    with pytest.raises(WrongSecondFactorError):
        scene.register(birth_date="1991-01-01")

    assert scene.desks.entry.person_of_code(first.code) == first.person


def test_two_people_have_two_codes() -> None:
    scene = make_scene()

    assert scene.register(1).code != scene.register(2).code


def test_who_is_on_the_list_of_excluded_people_is_told_the_role() -> None:
    scene = make_scene(excluded=[("999-0000-00001", "Người ra đề thi")])

    with pytest.raises(ExcludedPersonError) as refusal:
        scene.register(1)

    assert refusal.value.details == {"role": "Người ra đề thi"}


@pytest.mark.parametrize(
    ("overrides", "error"),
    [
        ({"identifier": "12"}, InvalidInputError(field="identifier")),
        ({"birth_date": "31/12/1990"}, InvalidInputError(field="birth_date")),
        ({"birth_date": "2021-10-11"}, InvalidInputError(field="birth_date")),
        ({"birth_date": "1899-12-31"}, InvalidInputError(field="birth_date")),
        ({"name": "<script>"}, InvalidInputError(field="name")),
        ({"phone": "abc"}, InvalidInputError(field="phone")),
        ({"unit": None}, InvalidInputError(field="unit")),
        ({"unit": "phuong-9"}, UnknownUnitError(unit="phuong-9")),
        ({"unit": "thanh-pho"}, UnknownUnitError(unit="thanh-pho")),
        ({"eligible": False}, NotEligibleError()),
        ({"consent_version": 0}, ConsentError(version=1)),
    ],
)
def test_a_wrong_particular_is_named(overrides: dict[str, object], error: ContestError) -> None:
    scene = make_scene()

    with pytest.raises(type(error)) as refusal:
        scene.register(**overrides)

    assert refusal.value.details == error.details


def test_contact_details_are_kept_encrypted_and_can_be_read_with_the_key() -> None:
    scene = make_scene()
    sealed = scene.register(1).person.sealed

    backend = scene.desks.backend
    opened = backend.sealer.unseal(sealed, backend.secrets.entry(scene.contest.id).seal)

    assert json.loads(opened) == {
        "identifier": "999000000001",
        "birth_date": "1990-02-28",
        "phone": "0999000001",
    }
    assert [word for word in ("999000000001", "1990", "0999000001") if word in sealed] == []
