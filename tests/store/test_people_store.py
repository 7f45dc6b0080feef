from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from builders import CONTEST, make_digest, make_person, make_pid

from chalicelib.contest.errors import UnknownCodeError, UnknownPersonError
from chalicelib.contest.ids import ContestId, DivisionId, UnitId

OTHER = ContestId("another")


@pytest.mark.parametrize("unit", [None, "phuong-1"])
def test_a_person_is_read_back_as_put(stores, unit):
    person = make_person(unit=unit)
    assert stores.people.put_person(CONTEST, person) == person
    assert stores.people.get_person(CONTEST, person.pid) == person


def test_nobody_is_registered_before_registration_nor_in_another_contest(stores):
    assert stores.people.get_person(CONTEST, make_pid()) is None
    stores.people.put_person(CONTEST, make_person())
    assert stores.people.get_person(OTHER, make_pid()) is None


def test_a_second_registration_gets_the_first(stores):
    first = stores.people.put_person(CONTEST, make_person())
    assert stores.people.put_person(CONTEST, make_person(name="Another")) == first
    assert stores.people.get_person(CONTEST, make_pid()) == first


def test_of_32_registrations_at_once_exactly_one_counts(stores):
    people = [make_person(name=f"Name {number}") for number in range(32)]
    with ThreadPoolExecutor(32) as threads:
        replies = list(
            threads.map(lambda person: stores.people.put_person(CONTEST, person), people)
        )
    stored = stores.people.get_person(CONTEST, make_pid())
    assert replies == [stored] * 32


def test_a_replaced_code_is_counted_and_changes_nothing_else(stores):
    old = stores.people.put_person(CONTEST, make_person())
    expected = replace(old, code_hash="new", replaced_codes=1)
    assert stores.people.replace_code(CONTEST, old, "new") == expected
    assert stores.people.get_person(CONTEST, old.pid) == expected


def test_a_code_replaced_meanwhile_is_returned_instead(stores):
    old = stores.people.put_person(CONTEST, make_person())
    first = stores.people.replace_code(CONTEST, old, "first")
    assert stores.people.replace_code(CONTEST, old, "second") == first
    assert stores.people.get_person(CONTEST, old.pid) == first


def test_the_code_of_nobody_cannot_be_replaced(stores):
    with pytest.raises(UnknownCodeError):
        stores.people.replace_code(CONTEST, make_person(), "new")
    assert stores.people.get_person(CONTEST, make_pid()) is None


@pytest.mark.parametrize(
    "change",
    [
        {"consent_version": 2, "consented_at": 7},
        {"name": "Another", "unit": None, "sealed": "another"},
        {"unit": UnitId("phuong-2"), "division": DivisionId("can-bo"), "sealed": "another"},
        {"born_on": date(1990, 2, 28), "second_factor": "another", "sealed": "another"},
    ],
)
def test_a_changed_person_is_read_back_as_changed(stores, change):
    old = stores.people.put_person(CONTEST, make_person())
    new = replace(old, **change)
    assert stores.people.change_person(CONTEST, old, new) == new
    assert stores.people.get_person(CONTEST, old.pid) == new


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"code_hash": "new", "replaced_codes": 1},
        {"sealed": "another"},
        {"consent_version": 2, "consented_at": 7},
    ],
)
def test_a_person_changed_meanwhile_is_returned_instead(stores, meanwhile):
    old = stores.people.put_person(CONTEST, make_person())
    first = stores.people.change_person(CONTEST, old, replace(old, **meanwhile))
    assert first == replace(old, **meanwhile)
    assert stores.people.change_person(CONTEST, old, replace(old, name="Another")) == first
    assert stores.people.get_person(CONTEST, old.pid) == first


def test_nobody_can_be_changed_who_is_not_there(stores):
    with pytest.raises(UnknownPersonError):
        stores.people.change_person(CONTEST, make_person(), make_person(name="Another"))
    assert stores.people.get_person(CONTEST, make_pid()) is None


def test_of_32_changes_at_once_exactly_one_counts(stores):
    old = stores.people.put_person(CONTEST, make_person())
    changed = [replace(old, name=f"Name {number}", sealed=str(number)) for number in range(32)]
    with ThreadPoolExecutor(32) as threads:
        replies = list(
            threads.map(lambda new: stores.people.change_person(CONTEST, old, new), changed)
        )
    stored = stores.people.get_person(CONTEST, old.pid)
    assert stored in changed
    assert replies == [stored] * 32


def test_a_code_that_comes_with_a_consent_loses_neither(stores):
    """Two requests of one person at once: each tries again on what it finds."""
    old = stores.people.put_person(CONTEST, make_person(consent_version=0))

    def agree():
        person = old
        while not person.consent_version:
            person = stores.people.change_person(
                CONTEST, person, replace(person, consent_version=1, consented_at=7)
            )

    with ThreadPoolExecutor(2) as threads:
        agreed = threads.submit(agree)
        replaced = threads.submit(stores.people.replace_code, CONTEST, old, "new")
    assert (agreed.result(), replaced.result().code_hash) == (None, "new")
    assert stores.people.get_person(CONTEST, old.pid) == replace(
        old, code_hash="new", replaced_codes=1, consent_version=1, consented_at=7
    )


def test_a_code_says_whose_it_is_within_its_contest(stores):
    code = make_digest("code")[:32]
    assert stores.people.get_code(CONTEST, code) is None
    stores.people.put_code(CONTEST, code, make_pid(7))
    assert stores.people.get_code(CONTEST, code) == make_pid(7)
    assert stores.people.get_code(OTHER, code) is None


def test_an_exclusion_is_lifted_by_an_empty_role(stores):
    for number, role in ((1, "Ban Tổ chức"), (2, "Tổ thư ký")):
        stores.people.put_exclusion(CONTEST, make_pid(number), role)
    stores.people.put_exclusion(CONTEST, make_pid(1), "")

    assert stores.people.get_exclusion(CONTEST, make_pid(1)) is None
    assert list(stores.people.exclusions(CONTEST)) == [(make_pid(2), "Tổ thư ký")]
    assert list(stores.people.exclusions(OTHER)) == []


def test_an_exclusion_says_its_role_within_its_contest(stores):
    assert stores.people.get_exclusion(CONTEST, make_pid()) is None
    stores.people.put_exclusion(CONTEST, make_pid(), "Ban Tổ chức")
    stores.people.put_exclusion(CONTEST, make_pid(), "Tổ thư ký")
    assert stores.people.get_exclusion(CONTEST, make_pid()) == "Tổ thư ký"
    assert stores.people.get_exclusion(OTHER, make_pid()) is None


def test_exactly_the_people_of_the_contest_are_enumerated(stores):
    expected = [stores.people.put_person(CONTEST, make_person(number)) for number in range(40)]
    stores.people.put_person(OTHER, make_person(41))
    stores.people.put_exclusion(CONTEST, make_pid(42), "Ban Tổ chức")
    stores.people.put_code(CONTEST, make_digest("code")[:32], make_pid(1))
    found = list(stores.people.people(CONTEST))
    assert sorted(found, key=repr) == sorted(expected, key=repr)
