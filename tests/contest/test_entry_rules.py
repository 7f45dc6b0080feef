"""Age limits: from the day of the birthday on, whichever year it is."""

from datetime import date, timedelta

import pytest
from builders import make_contest, make_division, make_group
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.rules import (
    AgeLimits,
    Contest,
    Merit,
    Prizes,
    RankingKey,
    RankingRules,
)
from chalicelib.contest.rules.entry import age_on


@pytest.mark.parametrize(
    ("born_on", "admitted"),
    [
        (date(2003, 12, 13), True),
        (date(2003, 12, 14), False),
        (date(2006, 12, 14), False),
        (date(1986, 12, 14), True),
        (date(1985, 12, 14), True),
        (date(1985, 12, 13), False),
    ],
)
def test_both_limits_are_included_and_end_on_a_birthday(born_on: date, admitted: bool) -> None:
    # From 18 to 35 years: whoever turns 36 on the day itself is too old.
    assert AgeLimits(on=date(2021, 12, 13), least=18, most=35).admit(born_on) is admitted


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2021, 2, 28), 20),
        (date(2021, 3, 1), 21),
        (date(2024, 2, 28), 23),
        (date(2024, 2, 29), 24),
        (date(2024, 3, 1), 24),
    ],
)
def test_who_was_born_on_29_february_ages_on_1_march_where_there_is_no_such_day(
    on: date, age: int
) -> None:
    assert age_on(on, date(2000, 2, 29)) == age


def test_on_29_february_who_was_born_on_1_march_is_a_year_younger() -> None:
    assert age_on(date(2024, 2, 29), date(2006, 3, 1)) == 17
    assert age_on(date(2024, 2, 29), date(2006, 2, 28)) == 18


def test_a_limit_may_be_open_on_either_side() -> None:
    on = date(2021, 12, 13)

    assert AgeLimits(on=on, most=17).admit(date(2020, 1, 1))
    assert AgeLimits(on=on, least=18).admit(date(1900, 1, 1))
    assert AgeLimits(on=on).admit(date(2021, 12, 12))


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)), st.integers(0, 365))
def test_one_ages_by_one_year_a_year_and_never_backwards(born_on: date, days: int) -> None:
    day = date(2021, 1, 1) + timedelta(days)

    assert age_on(day + timedelta(1), born_on) - age_on(day, born_on) in {0, 1}
    assert age_on(date(2022, 3, 1), born_on) - age_on(date(2021, 3, 1), born_on) == 1


@pytest.mark.parametrize(
    ("contest", "asked"),
    [
        (make_contest(), False),
        (make_contest(ranking=RankingRules(keys=(RankingKey.MARKS, RankingKey.OLDEST))), True),
        (make_contest(prizes=Prizes(groups=(make_group(merit=Merit.YOUNGEST),))), True),
        (make_contest(divisions=(make_division(),)), False),
        (make_contest(divisions=(make_division(ages=AgeLimits(on=date(2021, 1, 1))),)), True),
    ],
)
def test_birth_dates_are_kept_to_be_compared_only_where_a_rule_goes_by_age(
    contest: Contest, asked: bool
) -> None:
    assert contest.asks_birth_dates() is asked
