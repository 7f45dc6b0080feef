"""People one after the other on maybe one device: without overlap, right after each other."""

from dataclasses import replace

import pytest
from builders import OPENS_AT, make_attempt

from chalicelib.contest.networks import Print
from chalicelib.contest.times import MINUTE_MS
from office.evidence.find import find_signs
from office.evidence.signs import Limits, Looked, Sign

PC, PHONE = Print("office", "pc"), Print("office", "phone")
USUAL = Limits(in_a_row=3, pause_minutes=10)


def looked(
    number: int, began: int, ended: int, *prints: Print, person: int | None = None
) -> Looked:
    """Return an attempt from one minute to another."""
    attempt = make_attempt(number)
    if person is not None:
        attempt = replace(attempt, key=replace(make_attempt(person).key, ordinal=number))
    attempt = replace(
        attempt,
        started_at=OPENS_AT + began * MINUTE_MS,
        submitted_at=OPENS_AT + ended * MINUTE_MS,
    )
    return Looked(attempt=attempt, right=frozenset(), wrong=frozenset(), prints=prints or (PC,))


def rows(*attempts: Looked, limits: Limits = USUAL) -> list[list[str]]:
    return [
        [each.attempt.receipt_code for each in finding.attempts]
        for finding in find_signs(attempts, limits)
        if finding.sign is Sign.ONE_DEVICE
    ]


def codes(*numbers: int) -> list[str]:
    return [make_attempt(number).receipt_code for number in numbers]


def test_three_people_right_after_each_other_are_a_sign_and_two_are_none() -> None:
    one, two, three = looked(1, 0, 5), looked(2, 5, 9), looked(3, 19, 25)

    assert rows(three, one, two) == [codes(1, 2, 3)]
    assert rows(one, two) == []
    assert rows(one, two, looked(3, 20, 25)) == []


def test_attempts_at_once_are_on_two_devices() -> None:
    assert rows(looked(1, 0, 5), looked(2, 4, 9), looked(3, 9, 12)) == []
    assert rows(looked(1, 0, 30), looked(2, 4, 9), looked(3, 9, 12), looked(4, 12, 15)) == []


def test_after_two_at_once_a_row_may_begin_anew() -> None:
    at_once = [looked(1, 0, 5), looked(2, 1, 4)]
    row = [looked(3, 6, 7), looked(4, 8, 9), looked(5, 10, 11)]

    assert rows(*at_once, *row) == [codes(3, 4, 5)]


def test_another_browser_or_another_network_is_another_device() -> None:
    one, two = looked(1, 0, 5), looked(2, 5, 9)

    for other in (PHONE, Print("home", "pc")):
        assert rows(one, two, looked(3, 10, 15, other)) == []


def test_who_took_over_was_on_several_devices() -> None:
    assert rows(looked(1, 0, 5), looked(2, 5, 9), looked(3, 10, 15, PC, PHONE)) == []


def test_several_attempts_of_one_person_are_one_person() -> None:
    assert rows(looked(1, 0, 5), looked(2, 5, 9), looked(3, 10, 15, person=1)) == []


@pytest.mark.parametrize("faded", [True, False])
def test_the_longest_row_comes_first_and_faded_prints_are_no_device(faded: bool) -> None:
    short = [looked(n, 5 * n, 5 * n + 4) for n in (1, 2, 3)]
    long = [looked(n, 5 * n, 5 * n + 4, PHONE) for n in (4, 5, 6, 7)]
    attempts = [replace(each, prints=()) if faded else each for each in (*short, *long)]

    assert rows(*attempts) == ([] if faded else [codes(4, 5, 6, 7), codes(1, 2, 3)])
