"""Names of people."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.errors import InvalidInputError
from chalicelib.contest.names import read_name, show_name
from chalicelib.contest.rules import PersonName


@pytest.mark.parametrize(
    "typed",
    ["Nguyễn Thị Ví Dụ", "Y Ban Niê-Kđăm", "O’Neil Thử", "Đặng Thái  Sơn"],
)
def test_vietnamese_names_are_accepted(typed: str) -> None:
    assert read_name(typed) == " ".join(typed.split())


def test_a_decomposed_name_is_the_composed_one() -> None:
    assert read_name(unicodedata.normalize("NFD", "Trần Thị Ví Dụ")) == "Trần Thị Ví Dụ"


@pytest.mark.parametrize(
    "typed", ["", "A", "...", "=1+1", "<b>An</b>", "An\u202eBình", "An 2", "A" * 81, "An\x00B"]
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError):
        read_name(typed)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Trần Thị Ví Dụ", "Trần T. V. Dụ"), ("Lê Mẫu", "Lê Mẫu"), ("Thử", "T.")],
)
def test_a_short_name_keeps_family_and_given_name(name: str, shown: str) -> None:
    assert show_name(name, PersonName.SHORT) == shown


@given(st.text(max_size=100))
def test_whatever_is_accepted_stays_as_it_is_when_read_again(typed: str) -> None:
    try:
        name = read_name(typed)
    except InvalidInputError:
        return
    assert read_name(name) == name
