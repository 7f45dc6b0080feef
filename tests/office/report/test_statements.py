"""A sentence is said if and only if it holds."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from office.report.exact import mean_of, percent_of
from office.report.statements import Trend, make_statements, single_largest, trend_of

FEW = st.lists(st.one_of(st.none(), st.integers(0, 4)), max_size=5)


def make_figures(
    name: str = "Tuần 1", *, attempts: int = 10, people: int = 10, units: int = 3, perfect: int = 1
) -> dict[str, Any]:
    return {
        "name": name,
        "attempts": attempts,
        "people": people,
        "units": percent_of(units, 10),
        "perfect": {"of_attempts": percent_of(perfect, attempts)},
        "marks": {"mean": mean_of(attempts, attempts)},
    }


def make_total(rounds: Sequence[dict[str, Any]], **overrides: Any) -> dict[str, Any]:
    return {
        "units": percent_of(9, 10),
        "people": sum(figures["people"] for figures in rounds),
        "people_of_rounds": sum(figures["people"] for figures in rounds),
        "by_day": [],
        **overrides,
    }


@given(FEW)
def test_a_trend_is_said_if_and_only_if_it_holds_between_any_two_rounds(
    values: list[int | None],
) -> None:
    known = [value for value in values if value is not None]
    complete = len(known) == len(values) >= 2
    rose = complete and all(before < after for before, after in pairwise(known))
    fell = complete and all(before > after for before, after in pairwise(known))

    assert trend_of(values) == (Trend.ROSE if rose else Trend.FELL if fell else None)


@given(st.lists(st.integers(0, 5), max_size=6))
def test_one_is_the_largest_if_and_only_if_every_other_is_smaller(values: list[int]) -> None:
    alone = [
        place
        for place, value in enumerate(values)
        if value > 0 and all(other < value for at, other in enumerate(values) if at != place)
    ]

    assert single_largest(values) == (alone[0] if alone else None)


def test_in_hue_units_rose_every_week_and_attempts_did_not() -> None:
    weeks = [
        make_figures(f"Tuần {number}", attempts=attempts, people=attempts, units=units)
        for number, (units, attempts) in enumerate(
            [(184, 20_058), (186, 21_067), (188, 21_067), (189, 21_008)], 1
        )
    ]

    said = make_statements(weeks, make_total(weeks))

    # One perfect paper in each: of more attempts a smaller share, but not every week.
    assert said == [{"says": "rose", "measure": "units"}]


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(0, 4), st.integers(0, 1)),
        min_size=2,
        max_size=4,
    )
)
def test_each_measure_is_said_to_rise_if_and_only_if_it_does(
    weeks: list[tuple[int, int, int, int]],
) -> None:
    rounds = [
        make_figures(attempts=attempts, people=people, units=units, perfect=perfect)
        for attempts, people, units, perfect in weeks
    ]
    said = {
        each["measure"]
        for each in make_statements(rounds, make_total(rounds))
        if each["says"] == "rose"
    }
    measured = {
        "attempts": [week[0] for week in weeks],
        "people": [week[1] for week in weeks],
        "units": [week[2] for week in weeks],
        "perfect": [week[3] / week[0] for week in weeks],
    }

    assert said == {
        measure
        for measure, values in measured.items()
        if all(before < after for before, after in pairwise(values))
    }


def test_every_unit_took_part_only_where_none_is_missing() -> None:
    rounds = [make_figures()]

    assert [
        make_statements(rounds, make_total(rounds, units=percent_of(entered, of)))
        for entered, of in ((10, 10), (9, 10), (0, 0))
    ] == [[{"says": "every_unit", "units": 10}], [], []]


def test_people_returned_only_where_the_rounds_have_more_than_the_contest() -> None:
    rounds = [make_figures(), make_figures("Tuần 2")]

    said = make_statements(rounds, make_total(rounds, people=15))

    assert said == [{"says": "people_returned", "people": 15, "people_of_rounds": 20}]
