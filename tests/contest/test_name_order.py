"""The order in which Vietnamese lists print people."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.name_order import vietnamese_order

LETTERS = ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n", "o"]
LETTERS += ["ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "x", "y"]
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
WORDS = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyàạảấặẻéệỉóổợũứựỷ-’"), min_size=1)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


def in_order(names: list[str]) -> list[str]:
    """Return the names in their order, whatever the order in which they are handed in."""
    return sorted(set(names), key=vietnamese_order)


def test_the_twenty_nine_letters_stand_in_their_order() -> None:
    assert in_order(LETTERS) == LETTERS


@pytest.mark.parametrize("vowel", list("aăâeêioôơuưy"))
def test_the_six_tones_of_every_vowel_stand_in_their_order(vowel: str) -> None:
    toned = [unicodedata.normalize("NFC", f"t{vowel}{tone}") for tone in TONES]

    assert in_order(toned) == toned


def test_the_given_name_decides_before_the_family_name() -> None:
    names = ["Vũ Thị An", "An Văn Mẫu", "Bùi Thử"]

    assert in_order(names) == names


def test_people_of_one_given_name_stand_by_family_name_then_by_middle_name() -> None:
    names = ["Đặng Thu Thử", "Đặng Văn Thử", "Đinh An Thử", "Lê Thử"]

    assert in_order(names) == names


def test_letters_decide_before_tones_and_tones_of_the_given_name_before_other_names() -> None:
    names = ["Vũ Thị Ha", "Lê Thị Hà", "An Thị Hạ", "Lê Thị Han", "Bùi Hân"]

    assert in_order(names) == names


def test_signs_foreign_letters_and_other_scripts_have_places_too() -> None:
    names = ["Y Čư", "Y Fan", "H'Mẫu Niê", "Hải Niê", "Y Wang", "Y Zôn", "Иван"]

    assert in_order(names) == names


@given(NAMES)
def test_spelling_forms_and_blanks_do_not_count(name: str) -> None:
    spelled = unicodedata.normalize("NFD", name.replace(" ", "  "))

    assert vietnamese_order(spelled) == vietnamese_order(name)


@given(NAMES, NAMES)
def test_two_names_share_a_place_only_where_they_are_one(first: str, second: str) -> None:
    same = vietnamese_order(first) == vietnamese_order(second)

    assert same == (first == second)


@given(st.lists(NAMES, unique=True), st.randoms(use_true_random=False))
def test_every_order_of_typing_gives_one_list(names: list[str], chance: random.Random) -> None:
    shuffled = chance.sample(names, len(names))

    assert sorted(shuffled, key=vietnamese_order) == sorted(names, key=vietnamese_order)


@given(NAMES, NAMES)
def test_case_decides_only_between_names_that_are_otherwise_one(first: str, second: str) -> None:
    lower = vietnamese_order(first)[:2] < vietnamese_order(second)[:2]
    upper = vietnamese_order(first.upper())[:2] < vietnamese_order(second.title())[:2]

    assert lower == upper
