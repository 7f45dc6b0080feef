"""Many people from one network: where they are, and no more."""

from dataclasses import replace

from builders import make_attempt

from chalicelib.contest.networks import Print
from chalicelib.contest.times import SECOND_MS
from office.evidence.find import find_signs
from office.evidence.sheets import number_networks
from office.evidence.signs import Limits, Looked, Sign

THREE = Limits(people=3)


def looked(number: int, *networks: str, person: int | None = None) -> Looked:
    """Return an attempt that ended a second after the one before."""
    attempt = make_attempt(number)
    if person is not None:
        attempt = replace(attempt, key=replace(make_attempt(person).key, ordinal=number))
    ended_at = attempt.started_at + number * SECOND_MS
    attempt = replace(attempt, started_at=attempt.started_at + number, submitted_at=ended_at)
    prints = tuple(Print(network, network) for network in networks)
    return Looked(attempt=attempt, right=frozenset(), wrong=frozenset(), prints=prints)


def groups(*attempts: Looked, limits: Limits = THREE) -> list[list[str]]:
    return [
        [each.attempt.receipt_code for each in finding.attempts]
        for finding in find_signs(attempts, limits)
        if finding.sign is Sign.SAME_NETWORK
    ]


def codes(*numbers: int) -> list[str]:
    return [make_attempt(number).receipt_code for number in numbers]


def test_as_many_people_as_asked_for_are_a_sign_and_one_fewer_are_none() -> None:
    two = [looked(1, "a"), looked(2, "a")]

    assert groups(*two, looked(3, "b")) == []
    assert groups(*two, looked(3, "a")) == [codes(1, 2, 3)]


def test_several_attempts_of_one_person_are_one_person() -> None:
    assert groups(looked(1, "a"), looked(2, "a"), looked(3, "a", person=1)) == []


def test_a_takeover_from_there_counts_and_both_ends_there_count_once() -> None:
    attempts = [looked(1, "a", "a"), looked(2, "b", "a"), looked(3, "a", "b"), looked(4, "b")]

    assert groups(*attempts) == [codes(1, 2, 3), codes(2, 3, 4)]


def test_the_network_of_most_people_comes_first() -> None:
    attempts = [looked(n, "few") for n in (1, 2, 3)] + [looked(n, "many") for n in (4, 5, 6, 7)]

    assert groups(*attempts) == [codes(4, 5, 6, 7), codes(1, 2, 3)]


def test_faded_networks_are_no_network() -> None:
    assert groups(looked(1), looked(2), looked(3)) == []


def test_networks_are_numbered_as_they_were_first_used() -> None:
    attempts = [looked(3, "c", "a"), looked(1, "b"), looked(2, "c")]

    assert number_networks(attempts) == {"b": 1, "c": 2, "a": 3}
