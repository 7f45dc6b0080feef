"""Ranking of units, and sums that add up."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.collective import UnitTotals, rank_units, total_by_unit
from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Pid, ReceiptCode, UnitId
from chalicelib.contest.rules import CollectiveRules, UnitMeasure
from chalicelib.contest.units import Unit

CITY = UnitId("tp")
WARDS = [UnitId("p1"), UnitId("p2"), UnitId("p3")]
UNITS = (
    Unit(id=CITY, name="Thành phố", level="thanh-pho", selectable=False),
    *(
        Unit(id=ward, name=ward.upper(), level="phuong", parent=CITY, headcount=10)
        for ward in WARDS
    ),
)


def score(pid: str, unit: str | None, marks: int = 10, time_used_ms: int = 60_000) -> Score:
    return Score(
        pid=Pid(pid),
        ordinal=1,
        receipt_code=ReceiptCode(pid),
        unit=None if unit is None else UnitId(unit),
        marks=marks,
        questions=15,
        time_used_ms=time_used_ms,
        submitted_at=0,
    )


scores = st.lists(
    st.builds(
        score,
        st.sampled_from([f"n{number}" for number in range(8)]),
        st.sampled_from([*WARDS, None]),
        st.integers(0, 15),
        st.integers(0, 600_000),
    ),
    max_size=40,
)


def ranked(given_scores: list[Score], *measures: UnitMeasure) -> list[tuple[int, str]]:
    rules = CollectiveRules(measures=measures, levels=("phuong",))
    standings = rank_units(total_by_unit(given_scores, UNITS), UNITS, rules)
    return [(standing.rank, standing.totals.unit) for standing in standings]


def test_many_attempts_of_good_quality_beat_few_perfect_ones() -> None:
    given_scores = [score("a", "p1", 15), score("b", "p2", 9), score("c", "p2", 9)]

    assert ranked(given_scores, UnitMeasure.TOTAL_MARKS) == [(1, "p2"), (2, "p1"), (3, "p3")]


def test_equal_units_share_a_rank_and_the_next_one_skips() -> None:
    given_scores = [score("a", "p1"), score("b", "p2")]

    assert ranked(given_scores, UnitMeasure.ATTEMPTS) == [(1, "p1"), (1, "p2"), (3, "p3")]


def test_means_are_compared_exactly() -> None:
    # 1/3 against 333,333/1,000,000 would tie if rounded to six places.
    totals = [
        UnitTotals(
            unit=WARDS[0], attempts=3, people=3, total_marks=1, perfect_papers=0, time_used_ms=0
        ),
        UnitTotals(
            unit=WARDS[1],
            attempts=1_000_000,
            people=1,
            total_marks=333_333,
            perfect_papers=0,
            time_used_ms=0,
        ),
    ]
    rules = CollectiveRules(measures=(UnitMeasure.MEAN_MARKS,), levels=("phuong",))

    standings = rank_units(totals, UNITS, rules)

    assert [standing.totals.unit for standing in standings] == ["p1", "p2"]


def test_less_time_on_average_is_better_and_a_unit_without_attempts_comes_last() -> None:
    given_scores = [score("a", "p1", time_used_ms=90_000), score("b", "p2", time_used_ms=60_000)]

    assert ranked(given_scores, UnitMeasure.MEAN_TIME_USED) == [(1, "p2"), (2, "p1"), (3, "p3")]


def test_the_participation_rate_counts_people_not_attempts() -> None:
    given_scores = [score("a", "p1"), score("a", "p1"), score("b", "p2"), score("c", "p2")]

    assert ranked(given_scores, UnitMeasure.PARTICIPATION_RATE) == [(1, "p2"), (2, "p1"), (3, "p3")]


def test_an_attempt_without_a_unit_counts_for_none() -> None:
    totals = total_by_unit([score("a", None)], UNITS)

    assert [total.attempts for total in totals] == [0, 0, 0, 0]


@given(scores)
def test_children_add_up_to_their_parent(given_scores: list[Score]) -> None:
    parent, *children = total_by_unit(given_scores, UNITS)

    assert parent.attempts == sum(child.attempts for child in children)
    assert parent.total_marks == sum(child.total_marks for child in children)
    assert parent.perfect_papers == sum(child.perfect_papers for child in children)
    assert parent.time_used_ms == sum(child.time_used_ms for child in children)


@given(scores)
def test_a_person_counts_once_in_the_parent_too(given_scores: list[Score]) -> None:
    parent = total_by_unit(given_scores, UNITS)[0]

    assert parent.people == len({each.pid for each in given_scores if each.unit is not None})


@given(scores, st.lists(st.sampled_from(UnitMeasure), min_size=1, unique=True), st.randoms())
def test_the_order_of_the_input_makes_no_difference(
    given_scores: list[Score], measures: list[UnitMeasure], chance: object
) -> None:
    shuffled = list(given_scores)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert ranked(shuffled, *measures) == ranked(given_scores, *measures)
