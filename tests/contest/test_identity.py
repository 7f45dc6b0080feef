"""Who a person is to the contest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.errors import InvalidInputError, PeopleErasedError, UnknownCodeError
from chalicelib.contest.identity import (
    ALPHABET,
    code_from_bits,
    fold_identifier,
    pid_of,
    read_code,
    read_receipt_code,
    receipt_code_of,
)
from chalicelib.contest.ids import ContestId

CONTEST = ContestId("c")
bits = st.integers(0, 2**55 - 1)


@pytest.mark.parametrize("typed", ["019099001234", " 019 099 001 234 ", "019.099-001/234"])
def test_one_identifier_in_several_spellings_is_one_person(typed: str) -> None:
    assert pid_of(CONTEST, typed, b"key") == pid_of(CONTEST, "019099001234", b"key")


def test_without_the_secret_nobody_can_test_a_guess() -> None:
    assert pid_of(CONTEST, "019099001234", b"key") != pid_of(CONTEST, "019099001234", b"other")


@pytest.mark.parametrize("typed", ["", "123", "mã-số-đẹp", "1" * 41, "<script>"])
def test_what_cannot_be_an_identifier_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError):
        fold_identifier(typed)


@given(bits)
def test_a_code_is_read_back_whatever_its_case_and_blanks(number: int) -> None:
    code = code_from_bits(number)

    assert read_code(f" {code.lower().replace('-', ' ')} ") == code


@given(bits)
def test_letters_that_look_alike_are_read_as_digits(number: int) -> None:
    code = code_from_bits(number)

    assert read_code(code.replace("0", "O").replace("1", "l")) == code


@given(bits, st.integers(0, 10), st.integers(1, 30))
def test_one_mistyped_character_is_noticed_before_anybody_is_asked(
    number: int, place: int, shift: int
) -> None:
    letters = list(code_from_bits(number).replace("-", ""))
    old = ALPHABET.index(letters[place])
    letters[place] = ALPHABET[(old + shift) % 32]
    # The check works modulo 31, so that only 0 for Z passes for another.
    if {old, (old + shift) % 32} == {0, 31}:
        return

    with pytest.raises(UnknownCodeError):
        read_code("".join(letters))


@pytest.mark.parametrize("typed", ["", "0000-0000", "0000-0000-0000-0", "Ư000-0000-0000"])
def test_what_cannot_be_a_code_is_unknown(typed: str) -> None:
    with pytest.raises(UnknownCodeError):
        read_code(typed)


def test_a_code_has_no_more_bits_than_it_can_hold() -> None:
    with pytest.raises(ValueError, match="55 bits"):
        code_from_bits(1 << 55)


def test_a_receipt_code_is_the_same_whenever_it_is_asked_for() -> None:
    codes = {receipt_code_of("c/r/p/1", b"key") for _ in range(3)}

    assert [len(code) for code in codes] == [12]


@pytest.mark.parametrize("number", [-1, 2**55])
def test_a_code_is_made_of_exactly_55_bits(number: int) -> None:
    with pytest.raises(ValueError, match="a code needs 55 bits"):
        code_from_bits(number)


def test_once_the_secret_is_destroyed_no_identifier_leads_to_anybody() -> None:
    with pytest.raises(PeopleErasedError) as refusal:
        pid_of(CONTEST, "019099001234", b"")

    assert refusal.value.details == {"what": "people"}


@pytest.mark.parametrize("typed", ["", "7K2M-9QXD-4", "7K2M-9QXD-4TT", "7K2M-9QXD-4U"])
def test_what_cannot_be_a_receipt_code_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_receipt_code(typed)

    assert refused.value.details == {"field": "receipt"}
