"""Enrolment by a roster: who gets a code, what stays, and which entry is refused."""

import json
from dataclasses import replace
from datetime import date
from threading import Lock

import pytest
from builders import OPENS_AT, make_division
from hypothesis import given
from hypothesis import strategies as st
from roster_contest import code_of, enrol, make_roster_contest, make_roster_entry, make_roster_scene
from scene import Scene, make_scene

from chalicelib.contest.errors import (
    InvalidInputError,
    NoRosterError,
    RosterEntryError,
    UnknownCodeError,
    UnknownPersonError,
)
from chalicelib.contest.ids import ContestId, DivisionId, Pid, UnitId
from chalicelib.contest.rules import AgeLimits, RankingKey, RankingRules
from chalicelib.contest.times import MINUTE_MS
from chalicelib.ports import Person
from chalicelib.use_cases.enrol import EnrolDesk, Enrolled, enrol_people, reset_code


def people_of(scene: Scene) -> list[Person]:
    return sorted(scene.desks.backend.people.people(scene.contest.id), key=lambda p: p.pid)


def sealed_of(scene: Scene, person: Person) -> object:
    backend = scene.desks.backend
    return json.loads(
        backend.sealer.unseal(person.sealed, backend.secrets.entry(scene.contest.id).seal)
    )


def test_everybody_on_the_list_gets_a_code_in_its_order() -> None:
    scene = make_roster_scene()
    entries = [make_roster_entry(number, name=f"Ví Dụ {'AB'[number - 1]}") for number in (1, 2)]

    first, second = enrol_people(scene.desks.enrol, entries)

    assert [first.entry, second.entry] == entries
    assert first.code is not None
    assert second.code is not None
    desk = scene.desks.entry
    assert desk.person_of_code(first.code).name == "Ví Dụ A"
    assert desk.person_of_code(second.code).name == "Ví Dụ B"


def test_an_enrolled_person_has_not_agreed_to_anything() -> None:
    scene = make_roster_scene()

    enrol(scene, make_roster_entry(phone="0912 345 678"))

    (person,) = people_of(scene)
    assert (person.name, person.unit, person.division, person.born_on) == (
        "Trần Thị Ví Dụ",
        UnitId("phuong-1"),
        None,
        None,
    )
    assert (person.consent_version, person.consented_at, person.replaced_codes) == (0, None, 0)
    assert person.registered_at == OPENS_AT + MINUTE_MS
    assert sealed_of(scene, person) == {
        "identifier": "999000000001",
        "birth_date": "1990-02-28",
        "phone": "0912345678",
    }


def test_a_birth_date_is_kept_in_the_clear_only_where_a_rule_goes_by_age() -> None:
    ranking = RankingRules(keys=(RankingKey.MARKS, RankingKey.YOUNGEST))
    scene = make_roster_scene(replace(make_roster_contest(), ranking=ranking))

    enrol(scene)

    assert [str(person.born_on) for person in people_of(scene)] == ["1990-02-28"]


def test_enrolling_again_changes_nothing_and_shows_no_code() -> None:
    scene = make_roster_scene()
    code = code_of(scene)
    before = people_of(scene)

    (again,) = enrol(scene, make_roster_entry(identifier="999-000-000-001"))

    assert (again.pid, again.code, again.corrected) == (before[0].pid, None, False)
    assert people_of(scene) == before
    assert scene.desks.entry.person_of_code(code) == before[0]


def test_a_longer_list_gives_codes_to_the_new_ones_alone() -> None:
    scene = make_roster_scene()
    enrol(scene, make_roster_entry(1))

    done = enrol(scene, make_roster_entry(2), make_roster_entry(1))

    assert [one.code is None for one in done] == [False, True]


class DyingPeople:
    """The people's store of a computer that dies with one of the writes."""

    def __init__(self, people: object, writes: int) -> None:
        self._people = people
        self._left = writes
        self._lock = Lock()

    def __getattr__(self, name: str) -> object:
        if name.startswith(("put_", "change_", "replace_")):
            with self._lock:
                if not self._left:
                    raise ConnectionError
                self._left -= 1
        return getattr(self._people, name)


@pytest.mark.parametrize("writes", range(6))
def test_wherever_a_computer_dies_everybody_can_have_a_code_that_is_known(writes: int) -> None:
    scene = make_roster_scene()
    entries = [make_roster_entry(number) for number in (1, 2, 3)]
    desk: EnrolDesk = scene.desks.enrol
    desk.people = DyingPeople(desk.people, writes)  # type: ignore[assignment]
    with pytest.raises(ConnectionError):
        enrol_people(desk, entries)

    done = enrol_people(scene.desks.enrol, entries)
    codes = [one.code or reset_code(scene.desks.enrol, one.entry.identifier) for one in done]

    assert [scene.desks.entry.person_of_code(code).pid for code in codes] == [
        one.pid for one in done
    ]
    assert len(people_of(scene)) == 3


def test_a_correction_changes_the_record_and_keeps_the_code() -> None:
    scene = make_roster_scene()
    code = code_of(scene)
    corrected = make_roster_entry(
        name="Trần Thu Ví Dụ", unit=UnitId("phuong-2"), birth_date="1991-03-01", phone=""
    )

    (done,) = enrol(scene, corrected)

    person = scene.desks.entry.person_of_code(code)
    assert done == Enrolled(pid=person.pid, entry=corrected, code=None, corrected=True)
    assert (person.name, person.unit) == ("Trần Thu Ví Dụ", UnitId("phuong-2"))
    assert person.second_factor == scene.desks.entry.hash_second_factor(person.pid, "1991-03-01")
    assert sealed_of(scene, person) == {
        "identifier": "999000000001",
        "birth_date": "1991-03-01",
        "phone": "",
    }
    assert enrol(scene, corrected)[0].corrected is False


def test_who_has_agreed_keeps_the_unit_and_may_get_another_name() -> None:
    scene = make_roster_scene()
    code = code_of(scene)
    scene.desks.entry.record_consent(people_of(scene)[0], 1)

    with pytest.raises(RosterEntryError) as refusal:
        enrol(scene, make_roster_entry(unit=UnitId("phuong-2")))
    (renamed,) = enrol(scene, make_roster_entry(name="Tên Đúng"))

    assert refusal.value.details == {"entry": 1, "field": "unit", "reason": "fixed"}
    assert renamed.corrected
    person = scene.desks.entry.person_of_code(code)
    assert (person.name, person.unit, person.consent_version) == ("Tên Đúng", "phuong-1", 1)


class AgreeingPeople:
    """The people's store in which somebody agrees just before a correction is written."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._people = scene.desks.backend.people

    def __getattr__(self, name: str) -> object:
        return getattr(self._people, name)

    def change_person(self, contest: ContestId, old: Person, new: Person) -> Person:
        if not old.consent_version:
            self._scene.desks.entry.record_consent(old, 1)
        return self._people.change_person(contest, old, new)


def test_who_agrees_while_a_correction_is_on_its_way_keeps_consent_and_unit() -> None:
    scene = make_roster_scene()
    code = code_of(scene)
    desk = scene.desks.enrol
    desk.people = AgreeingPeople(scene)  # type: ignore[assignment]

    enrol_people(desk, [make_roster_entry(name="Tên Đúng", unit=UnitId("phuong-2"))])

    person = scene.desks.entry.person_of_code(code)
    assert (person.name, person.unit, person.consent_version) == ("Tên Đúng", "phuong-1", 1)


@pytest.mark.parametrize(
    ("overrides", "details"),
    [
        ({"identifier": "12"}, {"field": "identifier", "reason": "invalid_input"}),
        ({"identifier": "999000000001"}, {"field": "identifier", "reason": "repeated"}),
        (
            {"identifier": "999000000003"},
            {"field": "identifier", "reason": "excluded_person", "role": "Tổ thư ký"},
        ),
        ({"name": "<b>"}, {"field": "name", "reason": "invalid_input"}),
        ({"birth_date": "28/02/1990"}, {"field": "birth_date", "reason": "invalid_input"}),
        ({"birth_date": "2021-10-11"}, {"field": "birth_date", "reason": "invalid_input"}),
        ({"unit": None}, {"field": "unit", "reason": "invalid_input"}),
        (
            {"unit": UnitId("phuong-9")},
            {"field": "unit", "reason": "unknown_unit", "unit": "phuong-9"},
        ),
        ({"phone": "abc"}, {"field": "phone", "reason": "invalid_input"}),
    ],
)
def test_a_wrong_entry_is_named_and_nobody_is_enrolled(
    overrides: dict[str, object], details: dict[str, object]
) -> None:
    scene = make_roster_scene(excluded=[("999000000003", "Tổ thư ký")])

    with pytest.raises(RosterEntryError) as refusal:
        enrol(scene, make_roster_entry(1), make_roster_entry(2, **overrides))

    assert refusal.value.details == {"entry": 2, **details}
    assert people_of(scene) == []


@pytest.mark.parametrize(
    ("division", "details"),
    [
        (None, {"reason": "unknown_division", "division": ""}),
        (
            DivisionId("doan-vien"),
            {"reason": "not_of_age", "division": "Bảng doan-vien", "on": "10/10/2021"},
        ),
    ],
)
def test_a_division_must_be_there_and_take_the_age(
    division: DivisionId | None, details: dict[str, object]
) -> None:
    ages = AgeLimits(on=date(2021, 10, 10), most=30)
    contest = replace(
        make_roster_contest(), divisions=(make_division("doan-vien", ages=ages), make_division())
    )
    scene = make_roster_scene(contest)

    with pytest.raises(RosterEntryError) as refusal:
        enrol(scene, make_roster_entry(division=division))

    assert refusal.value.details == {"entry": 1, "field": "division", **details}


def test_nobody_needs_a_unit_where_the_rules_ask_for_none() -> None:
    scene = make_roster_scene(make_roster_contest(unit_required=False))

    enrol(scene, make_roster_entry(unit=None))

    assert [person.unit for person in people_of(scene)] == [None]


def test_nobody_is_enrolled_where_people_register_themselves() -> None:
    scene = make_scene()

    with pytest.raises(NoRosterError):
        enrol(scene)

    assert people_of(scene) == []


def test_a_reset_code_is_counted_and_voids_the_former_one() -> None:
    scene = make_roster_scene()
    former = code_of(scene)

    code = reset_code(scene.desks.enrol, "999 000 000 001")

    assert scene.desks.entry.person_of_code(code).replaced_codes == 1
    with pytest.raises(UnknownCodeError):
        scene.desks.entry.person_of_code(former)


def test_a_code_is_reset_by_open_registration_too() -> None:
    scene = make_scene()
    registered = scene.register()

    code = reset_code(scene.desks.enrol, "999000000001")

    assert scene.desks.entry.person_of_code(code).pid == registered.person.pid


@pytest.mark.parametrize(
    ("identifier", "error"), [("999000000009", UnknownPersonError), ("?", InvalidInputError)]
)
def test_nobodys_code_is_not_reset(identifier: str, error: type[Exception]) -> None:
    scene = make_roster_scene()

    with pytest.raises(error):
        reset_code(scene.desks.enrol, identifier)


@given(st.lists(st.lists(st.integers(1, 6), unique=True, max_size=6), max_size=4))
def test_whatever_lists_come_one_after_another_everybody_has_one_code(
    lists: list[list[int]],
) -> None:
    scene = make_roster_scene()
    codes: dict[Pid, str] = {}

    for numbers in lists:
        for one in enrol_people(scene.desks.enrol, [make_roster_entry(n) for n in numbers]):
            if one.code is not None:
                assert one.pid not in codes
                codes[one.pid] = one.code

    assert {person.pid for person in people_of(scene)} == set(codes)
    assert len(codes) == len({number for numbers in lists for number in numbers})
    assert {pid: scene.desks.entry.person_of_code(code).pid for pid, code in codes.items()} == {
        pid: pid for pid in codes
    }
