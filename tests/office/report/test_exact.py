"""Shares and means: what is printed follows from the counts, and from nothing else."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.report.exact import check_rounding, mean_of, median_of, percent_of, rounded

COUNTS = st.integers(min_value=0, max_value=10**7)


def test_a_percentage_that_its_counts_do_not_give_is_found_out() -> None:
    assert percent_of(19_034, 83_200)["percent"] == "22.88"
    assert check_rounding({"numerator": 19_034, "denominator": 83_200, "percent": "23.53"}) == [""]


@given(part=st.integers(min_value=-(10**7), max_value=10**7), whole=st.integers(1, 10**7))
def test_a_percentage_is_within_half_a_hundredth_of_its_share(part: int, whole: int) -> None:
    shown = Fraction(str(percent_of(part, whole)["percent"]))

    assert abs(shown - Fraction(100 * part, whole)) <= Fraction(1, 200)


@given(part=COUNTS, whole=st.integers(1, 10**7), wrong=st.integers(1, 10**4))
def test_any_other_percentage_is_found_out(part: int, whole: int, wrong: int) -> None:
    share = percent_of(part, whole)
    other = rounded(Fraction(str(share["percent"])) + Fraction(wrong, 100))

    assert check_rounding({"a": [share, {**share, "percent": other}]}) == ["a.1"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1, 200), "0.01"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(-1, 300), "0.00"),
        (Fraction(2_675, 1_000), "2.68"),
        (Fraction(99_995, 1_000), "100.00"),
    ],
)
def test_half_is_rounded_up_by_size_and_there_is_no_minus_nothing(
    value: Fraction, shown: str
) -> None:
    assert rounded(value) == shown


def test_of_nothing_there_is_no_share_and_no_mean() -> None:
    assert percent_of(0, 0) == {"numerator": 0, "denominator": 0, "percent": None}
    assert mean_of(0, 0) == {"sum": "0", "count": 0, "mean": None}
    assert check_rounding([percent_of(0, 0), mean_of(0, 0)]) == []


@pytest.mark.parametrize(
    "spoiled",
    [
        {"numerator": 1, "denominator": 3},
        {"numerator": 1, "denominator": 3, "percent": 33.33},
        {"numerator": "x", "denominator": 3, "percent": "33.33"},
        {"sum": "20/3", "count": 2, "mean": "3.34"},
        {"sum": "1/0", "count": 2, "mean": "3.34"},
        {"sum": "20/3", "count": 2},
    ],
)
def test_a_share_or_mean_that_lacks_something_is_found_out(spoiled: dict[str, object]) -> None:
    assert check_rounding({"deep": {"down": spoiled}}) == ["deep.down"]


@given(st.dictionaries(st.fractions(0, 100, max_denominator=60), st.integers(1, 4), min_size=1))
def test_the_median_is_that_of_the_listed_values(values: dict[Fraction, int]) -> None:
    listed = sorted(value for value, count in values.items() for _ in range(count))
    middle = listed[(len(listed) - 1) // 2], listed[len(listed) // 2]

    assert median_of(values) == sum(middle) / 2
