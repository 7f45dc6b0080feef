import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.identity import ALPHABET
from chalicelib.contest.ids import ContestId
from office.certificates.codes import (
    MistypedCodeError,
    address_of,
    certificate_code,
    check_letter,
    grouped,
    read_code,
)

CONTEST, OTHER = ContestId("hoi-dap-2021"), ContestId("hoi-dap-2022")
SECRET = b"s" * 32
LETTERS = st.text(ALPHABET, min_size=15, max_size=15).map(lambda text: text + check_letter(text))


def is_code(letters: str) -> bool:
    try:
        read_code(letters)
    except MistypedCodeError:
        return False
    return True


def test_the_same_certificate_has_the_same_code_and_any_other_thing_gives_another() -> None:
    code = certificate_code(SECRET, CONTEST, "tuan-1", "persons", "p1")

    assert code == certificate_code(SECRET, CONTEST, "tuan-1", "persons", "p1")
    assert read_code(code) == code
    others = {
        certificate_code(SECRET, CONTEST, "tuan-1", "persons", "p2"),
        certificate_code(SECRET, OTHER, "tuan-1", "persons", "p1"),
        certificate_code(b"t" * 32, CONTEST, "tuan-1", "persons", "p1"),
    }
    assert len(others - {code}) == 3


@given(LETTERS)
def test_a_code_is_read_however_it_is_typed(letters: str) -> None:
    typed = f" {grouped(letters).lower().replace('-', ' – ')} ".replace("0", "o").replace("1", "l")

    assert read_code(typed) == grouped(letters)


@given(LETTERS, st.integers(0, 15), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_noticed_unless_0_stands_for_z(
    letters: str, place: int, wrong: str
) -> None:
    mistyped = letters[:place] + wrong + letters[place + 1 :]
    alike = {letters[place], wrong} == {"0", "Z"} and place < 15

    assert is_code(mistyped) == (mistyped == letters or alike)


@given(LETTERS, st.integers(0, 14))
def test_two_letters_in_wrong_order_are_noticed_unless_they_are_0_and_z(
    letters: str, place: int
) -> None:
    first, second = letters[place], letters[place + 1]
    swapped = letters[:place] + second + first + letters[place + 2 :]

    if {first, second} != {"0", "Z"}:
        assert is_code(swapped) == (first == second)


@pytest.mark.parametrize("typed", ["", "7K2M", "7K2M-9QXD-4T", "U" * 16, "ắ" * 16, "0" * 17])
def test_what_cannot_be_a_code_is_said_to_be_none(typed: str) -> None:
    assert not is_code(typed)


def test_where_a_record_lies_says_nothing_of_its_key_or_of_another_contest() -> None:
    code = certificate_code(SECRET, CONTEST, "x")
    here, there = address_of(CONTEST, code), address_of(OTHER, code)

    assert here.name.startswith(here.shard)
    assert len({here.name, here.key.hex(), there.name, there.key.hex()}) == 4
