from dataclasses import replace

import pytest
from builders import (
    CONTEST,
    OPENS_AT,
    ROUND,
    make_attempt,
    make_contest,
    make_person,
    make_pid,
    make_secrets,
)

from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.ids import ContestId, UnitId
from chalicelib.contest.links import UnitLink
from chalicelib.contest.networks import NetworkKey
from chalicelib.contest.tries import Tries
from chalicelib.ports import Census

OTHER = ContestId("another")
LINK = UnitLink(unit=UnitId("phuong-1"), version=1, made_at=OPENS_AT)
NETWORK_KEY = NetworkKey(secret=b"n" * 32, fades_at=OPENS_AT)
TRIES = Tries(count=1, last_at=OPENS_AT, forgotten_at=OPENS_AT + 1)


def fill(stores, contest, people=40):
    """Store of everything that names people more than one batch takes."""
    for number in range(1, people + 1):
        person = make_person(number)
        stores.people.put_person(contest, person)
        stores.people.put_code(contest, f"{number:032x}", person.pid)
    stores.people.put_exclusion(contest, make_pid(1), "Thành viên Ban Tổ chức")
    stores.people.put_exclusion(contest, make_pid(2), "")
    stores.door.use_challenge(contest, "a" * 32, OPENS_AT)
    stores.door.put_tries(contest, "b" * 32, TRIES, None)
    stores.door.put_network_key(contest, ROUND, NETWORK_KEY, None)
    stores.links.put_link(contest, LINK, None)


FILLED = Census(people=40, codes=40, exclusions=2, door=3, links=1)


def test_everything_that_names_people_is_counted(stores):
    assert stores.eraser.census(CONTEST) == Census()
    fill(stores, CONTEST)
    assert stores.eraser.census(CONTEST) == FILLED


def test_everything_that_names_people_is_deleted_and_nothing_of_another_contest(stores):
    fill(stores, CONTEST)
    fill(stores, OTHER)

    stores.eraser.erase_people(CONTEST)

    assert stores.eraser.census(CONTEST) == Census()
    assert stores.eraser.census(OTHER) == FILLED
    assert list(stores.people.people(CONTEST)) == []
    assert stores.people.get_code(CONTEST, f"{1:032x}") is None
    assert stores.people.get_exclusion(CONTEST, make_pid(1)) is None
    assert stores.door.get_tries(CONTEST, "b" * 32) is None
    assert stores.door.get_network_key(CONTEST, ROUND) is None
    assert stores.links.get_links(CONTEST) == {}


def test_deleting_again_is_harmless(stores):
    fill(stores, CONTEST, people=1)
    stores.eraser.erase_people(CONTEST)
    stores.eraser.erase_people(CONTEST)
    stores.eraser.erase_person(CONTEST, make_pid(1))
    assert stores.eraser.census(CONTEST) == Census()


def test_rules_states_and_attempts_stay(stores):
    attempt = make_attempt()
    stores.attempts.put_attempt(attempt)
    digest = stores.contests.put_rules(make_contest())

    stores.eraser.erase_people(CONTEST)

    assert stores.attempts.get_attempt(attempt.key) == attempt
    assert stores.contests.get_rules(CONTEST, digest) == make_contest()


def test_one_person_goes_with_all_codes_and_nobody_else_does(stores):
    fill(stores, CONTEST, people=3)
    stores.people.put_code(CONTEST, "c" * 32, make_pid(2))
    fill(stores, OTHER, people=3)

    stores.eraser.erase_person(CONTEST, make_pid(2))

    assert stores.people.get_person(CONTEST, make_pid(2)) is None
    assert stores.people.get_code(CONTEST, f"{2:032x}") is None
    assert stores.people.get_code(CONTEST, "c" * 32) is None
    assert stores.eraser.census(CONTEST) == replace(FILLED, people=2, codes=2)
    assert stores.eraser.census(OTHER) == replace(FILLED, people=3, codes=3)


def test_the_keys_of_people_are_destroyed_and_the_other_secrets_stay(stores):
    secrets = make_secrets()
    stores.secrets.put_entry_if_absent(CONTEST, secrets)
    stores.secrets.put_entry_if_absent(OTHER, secrets)

    stores.secrets.erase_people(CONTEST)

    kept = replace(secrets, people=b"", seal=b"")
    assert stores.secrets.entry(CONTEST) == kept
    stores.secrets.erase_people(CONTEST)
    assert stores.secrets.entry(CONTEST) == kept
    assert stores.secrets.entry(OTHER) == secrets


def test_keys_that_were_destroyed_never_come_back(stores):
    stores.secrets.put_entry_if_absent(CONTEST, make_secrets())
    stores.secrets.erase_people(CONTEST)

    stores.secrets.put_entry_if_absent(CONTEST, make_secrets(2))

    assert stores.secrets.entry(CONTEST) == make_secrets().without_people()


def test_there_must_be_secrets_to_destroy(stores):
    with pytest.raises(NotPreparedError):
        stores.secrets.erase_people(CONTEST)
    with pytest.raises(NotPreparedError):
        stores.secrets.entry(CONTEST)


def test_no_old_version_of_the_secrets_is_left_in_the_parameter_store(clients):
    from chalicelib.store.secrets import ParameterSecrets

    secrets = ParameterSecrets(clients)
    secrets.put_entry_if_absent(CONTEST, make_secrets())
    secrets.erase_people(CONTEST)

    prefix = clients.settings.parameter_prefix
    names = [f"{prefix}/{CONTEST}/entry", f"{prefix}/{CONTEST}/entry-without-people"]
    found = clients.ssm.get_parameters(Names=names, WithDecryption=True)
    history = clients.ssm.get_parameter_history(Name=names[1], WithDecryption=True)
    assert found["InvalidParameters"] == names[:1]
    assert len(history["Parameters"]) == 1


def test_all_rules_ever_compiled_are_found(stores):
    first, second = make_contest(), make_contest(short_name="Khác")
    digests = {stores.contests.put_rules(each): each for each in (first, second)}
    stores.contests.put_rules(make_contest(id=OTHER))

    found = list(stores.contests.all_rules(CONTEST))

    assert found == sorted(digests.items(), key=lambda pair: pair[0])
