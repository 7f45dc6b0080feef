"""Ranking of units, and sums that add up."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from builders import make_score
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.collective import UnitStanding, rank_units
from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Pid, ReceiptCode, RoundId, UnitId
from chalicelib.contest.measures import UnitTotals, measure_value, tally_units, total_by_unit
from chalicelib.contest.rules import (
    Against,
    ClipMarks,
    CollectiveRules,
    Condition,
    MarksRules,
    Missing,
    Term,
    UnitMeasure,
)
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


def score(
    pid: str, unit: str | None, points: int = 10, time_used_ms: int = 60_000, week: int = 1
) -> Score:
    return make_score(
        pid=Pid(pid),
        receipt_code=ReceiptCode(pid),
        round_id=RoundId(f"tuan-{week}"),
        unit=None if unit is None else UnitId(unit),
        marks=100 * points,
        time_used_ms=time_used_ms,
    )


scores = st.lists(
    st.builds(
        score,
        st.sampled_from([f"n{number}" for number in range(8)]),
        st.sampled_from([*WARDS, None]),
        st.integers(0, 15),
        st.integers(0, 600_000),
        st.integers(1, 3),
    ),
    max_size=40,
)


def totals_of(
    given_scores: list[Score],
    clips: tuple[ClipMarks, ...] = (),
    units: tuple[Unit, ...] = UNITS,
    marks: MarksRules | None = None,
) -> tuple[UnitTotals, ...]:
    return total_by_unit(
        tally_units(given_scores, given_scores), units, marks or MarksRules(), clips
    )


def standings_of(
    given_scores: list[Score],
    *measures: UnitMeasure,
    clips: tuple[ClipMarks, ...] = (),
    units: tuple[Unit, ...] = UNITS,
    **overrides: object,
) -> tuple[UnitStanding, ...]:
    rules = replace(CollectiveRules(measures=measures, levels=("phuong",)), **overrides)
    return rank_units(totals_of(given_scores, clips, units), units, rules)


def ranked(
    given_scores: list[Score], *measures: UnitMeasure, **overrides: object
) -> list[tuple[int | None, str]]:
    standings = standings_of(given_scores, *measures, **overrides)
    return [(standing.rank, standing.totals.unit) for standing in standings]


def scored(given_scores: list[Score], *terms: Term, **overrides: object) -> dict[str, object]:
    standings = standings_of(given_scores, terms=terms, **overrides)
    return {standing.totals.unit: standing.score for standing in standings}


def clip(unit: str, marks: int, full_marks: int = 20) -> ClipMarks:
    return ClipMarks(unit=UnitId(unit), marks=marks, full_marks=full_marks)


def test_many_attempts_of_good_quality_beat_few_perfect_ones() -> None:
    given_scores = [score("a", "p1", 15), score("b", "p2", 9), score("c", "p2", 9)]

    assert ranked(given_scores, UnitMeasure.TOTAL_MARKS) == [(1, "p2"), (2, "p1"), (3, "p3")]


def test_equal_units_share_a_rank_and_the_next_one_skips() -> None:
    given_scores = [score("a", "p1"), score("b", "p2")]

    assert ranked(given_scores, UnitMeasure.ATTEMPTS) == [(1, "p1"), (1, "p2"), (3, "p3")]


def test_a_tie_is_broken_by_the_next_measure_in_the_order_stated() -> None:
    given_scores = [score("a", "p1", 5), score("b", "p2", 9), score("c", "p3", 9, 30_000)]
    by_attempts = (UnitMeasure.ATTEMPTS, UnitMeasure.TOTAL_MARKS, UnitMeasure.MEAN_TIME_USED)

    assert ranked(given_scores, *by_attempts) == [(1, "p3"), (2, "p2"), (3, "p1")]


def test_means_are_compared_exactly() -> None:
    # 1/3 against 333,333/1,000,000 would tie if rounded to six places.
    third, less = totals_of([])[1:3]
    totals = [
        replace(third, attempts=3, counting=3, total_marks=Fraction(1)),
        replace(less, attempts=1_000_000, counting=1_000_000, total_marks=Fraction(333_333)),
    ]
    rules = CollectiveRules(measures=(UnitMeasure.MEAN_MARKS,), levels=("phuong",))

    standings = rank_units(totals, UNITS, rules)

    assert [(s.rank, s.totals.unit) for s in standings] == [(1, "p1"), (2, "p2")]


def test_less_time_on_average_is_better_and_a_unit_without_attempts_comes_last() -> None:
    given_scores = [score("a", "p1", time_used_ms=90_000), score("b", "p2", time_used_ms=60_000)]

    assert ranked(given_scores, UnitMeasure.MEAN_TIME_USED) == [(1, "p2"), (2, "p1"), (3, "p3")]


def test_the_participation_rate_counts_people_not_attempts() -> None:
    given_scores = [score("a", "p1"), score("a", "p1"), score("b", "p2"), score("c", "p2")]

    assert ranked(given_scores, UnitMeasure.PARTICIPATION_RATE) == [(1, "p2"), (2, "p1"), (3, "p3")]


def test_an_attempt_without_a_unit_counts_for_none() -> None:
    totals = totals_of([score("a", None)])

    assert [total.attempts for total in totals] == [0, 0, 0, 0]


def test_every_valid_attempt_counts_as_one_and_only_those_that_count_give_marks() -> None:
    first, best = score("a", "p1", 3, 1_000), score("a", "p1", 15, 2_000)

    totals = total_by_unit(tally_units([first, best], [best]), UNITS, MarksRules())[1]

    assert (totals.attempts, totals.people, totals.counting) == (2, 1, 1)
    assert (totals.total_marks, totals.perfect_papers, totals.time_used_ms) == (15, 1, 2_000)


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        (UnitMeasure.ATTEMPTS, Fraction(4)),
        (UnitMeasure.PEOPLE, Fraction(3)),
        (UnitMeasure.PARTICIPATION_RATE, Fraction(30)),
        (UnitMeasure.TOTAL_MARKS, Fraction(80, 3)),
        (UnitMeasure.MEAN_MARKS, Fraction(20, 3)),
        (UnitMeasure.BEST_MARKS, Fraction(10)),
        (UnitMeasure.BEST_N_MARKS, Fraction(50, 3)),
        (UnitMeasure.PERFECT_PAPERS, Fraction(1)),
        (UnitMeasure.PERFECT_SHARE, Fraction(25)),
        (UnitMeasure.ROUNDS_TAKEN_PART, Fraction(2)),
        (UnitMeasure.CLIP_MARKS, Fraction(75)),
        (UnitMeasure.MEAN_TIME_USED, Fraction(60_000)),
    ],
)
def test_every_measure_is_exact_and_on_the_scale(measure: UnitMeasure, value: Fraction) -> None:
    given_scores = [
        score("a", "p1", 15),
        score("a", "p1", 10, week=2),
        score("b", "p1", 10),
        score("c", "p1", 5),
    ]
    totals = totals_of(given_scores, (clip("p1", 15),), marks=MarksRules(scale=10))[1]

    assert measure_value(totals, measure, best_n=2) == value


@pytest.mark.parametrize(
    "measure",
    [
        UnitMeasure.MEAN_MARKS,
        UnitMeasure.BEST_MARKS,
        UnitMeasure.BEST_N_MARKS,
        UnitMeasure.PERFECT_SHARE,
        UnitMeasure.MEAN_TIME_USED,
        UnitMeasure.CLIP_MARKS,
    ],
)
def test_a_unit_without_attempts_and_clip_has_no_such_figure(measure: UnitMeasure) -> None:
    assert measure_value(totals_of([])[1], measure, best_n=2) is None


def test_a_unit_of_unknown_headcount_has_no_participation_rate() -> None:
    units = tuple(replace(unit, headcount=None) for unit in UNITS)
    totals = totals_of([score("a", "p1")], units=units)[1]

    assert measure_value(totals, UnitMeasure.PARTICIPATION_RATE) is None


def test_fewer_attempts_than_the_best_n_give_the_sum_of_those() -> None:
    totals = totals_of([score("a", "p1", 10), score("b", "p1", 7)])[1]

    assert measure_value(totals, UnitMeasure.BEST_N_MARKS, best_n=5) == 17


def test_a_score_is_the_sum_of_weighted_shares_of_the_best_unit() -> None:
    given_scores = [score("a", "p1", 12), score("b", "p1", 12), score("c", "p2", 15)]
    quiz = Term(name="Bài thi", measure=UnitMeasure.MEAN_MARKS, weight=40)
    taking_part = Term(name="Tham gia", measure=UnitMeasure.PEOPLE, weight=60)

    assert scored(given_scores, quiz, taking_part) == {
        "p1": Fraction(40 * 12, 15) + 60,
        "p2": 40 + Fraction(60, 2),
        "p3": 0,
    }


def test_a_share_of_a_full_value_is_not_above_its_cap() -> None:
    given_scores = [*(score(f"a{n}", "p1") for n in range(8)), score("b", "p2")]
    term = Term(
        name="Tỷ lệ", measure=UnitMeasure.PARTICIPATION_RATE, weight=100,
        against=Against.FULL, full=50,
    )  # fmt: skip

    assert scored(given_scores, term) == {"p1": 100, "p2": 20, "p3": 0}
    assert scored(given_scores, replace(term, cap_percent=120)) == {"p1": 120, "p2": 20, "p3": 0}
    assert scored(given_scores, replace(term, cap_percent=200)) == {"p1": 160, "p2": 20, "p3": 0}


def test_a_cap_below_a_hundred_levels_the_best_units() -> None:
    given_scores = [
        *(score(f"a{n}", "p1") for n in range(4)),
        *(score(f"b{n}", "p2") for n in "123"),
    ]
    term = Term(name="Lượt thi", measure=UnitMeasure.ATTEMPTS, weight=100, cap_percent=75)

    assert ranked(given_scores, terms=(term,)) == [(1, "p1"), (1, "p2"), (3, "p3")]


def test_quiz_and_clip_are_weighed_and_a_missing_clip_counts_nothing() -> None:
    given_scores = [score("a", "p1", 15), score("b", "p2", 12), score("c", "p3", 15)]
    clips = (clip("p1", 10), clip("p2", 18))
    quiz = Term(
        name="Bài thi", measure=UnitMeasure.MEAN_MARKS, weight=40, against=Against.FULL, full=15
    )
    video = Term(
        name="Clip", measure=UnitMeasure.CLIP_MARKS, weight=60, against=Against.FULL, full=100
    )

    assert scored(given_scores, quiz, video, clips=clips) == {"p1": 70, "p2": 86, "p3": 40}


def test_a_missing_clip_leaves_a_unit_unranked_where_the_rules_say_so() -> None:
    given_scores = [score("a", "p1", 15), score("b", "p2", 5)]
    video = Term(name="Clip", measure=UnitMeasure.CLIP_MARKS, weight=60, missing=Missing.UNRANKED)

    assert ranked(given_scores, terms=(video,), clips=(clip("p2", 1),)) == [
        (1, "p2"),
        (None, "p1"),
        (None, "p3"),
    ]


def test_where_nobody_has_what_is_measured_everybody_has_no_share_of_it() -> None:
    term = Term(name="Bài đúng hết", measure=UnitMeasure.PERFECT_PAPERS, weight=100)

    assert scored([score("a", "p1", 9)], term) == {"p1": 0, "p2": 0, "p3": 0}


def test_equal_scores_are_told_apart_by_the_measures_that_follow() -> None:
    given_scores = [score("a", "p1", 9), score("b", "p2", 12)]
    term = Term(name="Lượt thi", measure=UnitMeasure.ATTEMPTS, weight=100)

    assert ranked(given_scores, UnitMeasure.TOTAL_MARKS, terms=(term,)) == [
        (1, "p2"),
        (2, "p1"),
        (3, "p3"),
    ]


def test_a_condition_is_met_at_its_very_bound_and_missed_below_it() -> None:
    given_scores = [score(f"a{n}", "p1") for n in range(7)] + [
        score(f"b{n}", "p2") for n in range(6)
    ]
    most = Condition(measure=UnitMeasure.PARTICIPATION_RATE, at_least=70)

    standings = standings_of(given_scores, UnitMeasure.ATTEMPTS, conditions=(most,))

    assert [(s.rank, s.totals.unit, s.missed) for s in standings] == [
        (1, "p1", ()),
        (None, "p2", (most,)),
        (None, "p3", (most,)),
    ]


def test_a_unit_below_the_least_headcount_is_listed_without_a_rank() -> None:
    units = tuple(
        replace(unit, headcount=headcount)
        for unit, headcount in zip(UNITS, [None, 4, 5, None], strict=True)
    )
    given_scores = [score(f"a{n}", "p1") for n in range(4)]

    assert ranked(given_scores, UnitMeasure.PARTICIPATION_RATE, units=units, least_headcount=5) == [
        (1, "p2"),
        (None, "p1"),
        (None, "p3"),
    ]


def test_only_units_of_the_competing_levels_are_listed() -> None:
    assert ranked([], UnitMeasure.ATTEMPTS, levels=("thanh-pho",)) == [(1, "tp")]


def test_the_best_clip_counts_for_its_own_unit_and_not_for_the_one_above() -> None:
    totals = totals_of([], (clip("p1", 15), clip("p1", 90, 100), clip("p1", 3), clip("p2", 1)))

    assert [total.clip_marks for total in totals] == [None, 90, 5, None]


def test_a_grandchild_rolls_up_once_to_every_unit_above() -> None:
    hamlet = Unit(id=UnitId("x1"), name="X1", level="xom", parent=WARDS[0])
    given_scores = [score("a", "x1"), score("a", "x1", week=2), score("b", "p1")]

    totals = totals_of(given_scores, units=(*UNITS, hamlet))

    assert [(t.unit, t.attempts, t.people, t.rounds) for t in totals] == [
        ("tp", 3, 2, 2),
        ("p1", 3, 2, 2),
        ("p2", 0, 0, 0),
        ("p3", 0, 0, 0),
        ("x1", 2, 1, 2),
    ]


@given(scores, st.data())
def test_children_add_up_to_their_parent(given_scores: list[Score], data: st.DataObject) -> None:
    counting = [each for each in given_scores if data.draw(st.booleans())]

    parent, *children = total_by_unit(
        tally_units(given_scores, counting), UNITS, MarksRules(scale=10)
    )

    for name in ("attempts", "counting", "total_marks", "perfect_papers", "time_used_ms"):
        assert getattr(parent, name) == sum(getattr(child, name) for child in children)
    assert Counter(dict(parent.marks)) == sum(
        (Counter(dict(child.marks)) for child in children), Counter()
    )


@given(scores)
def test_a_person_and_a_round_count_once_in_the_parent_too(given_scores: list[Score]) -> None:
    parent = totals_of(given_scores)[0]
    with_unit = [each for each in given_scores if each.unit is not None]

    assert parent.people == len({each.pid for each in with_unit})
    assert parent.rounds == len({each.round_id for each in with_unit})


measures = st.lists(
    st.sampled_from([m for m in UnitMeasure if m is not UnitMeasure.BEST_N_MARKS]), unique=True
)
terms = st.lists(
    st.builds(
        Term,
        name=st.just("t"),
        measure=st.sampled_from([m for m in UnitMeasure if m is not UnitMeasure.MEAN_TIME_USED]),
        weight=st.integers(1, 100),
        against=st.sampled_from(Against),
        full=st.integers(1, 100),
        cap_percent=st.integers(1, 150),
        missing=st.sampled_from(Missing),
        best_n=st.integers(1, 5),
    ),
    max_size=4,
).map(tuple)


@given(scores, measures, terms, st.randoms())
def test_the_order_of_the_input_makes_no_difference(
    given_scores: list[Score],
    given_measures: list[UnitMeasure],
    given_terms: tuple[Term, ...],
    chance: object,
) -> None:
    shuffled = list(given_scores)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert standings_of(shuffled, *given_measures, terms=given_terms) == standings_of(
        given_scores, *given_measures, terms=given_terms
    )


@given(scores, terms)
def test_a_score_never_exceeds_its_capped_weights(
    given_scores: list[Score], given_terms: tuple[Term, ...]
) -> None:
    most = sum(Fraction(term.weight * term.cap_percent, 100) for term in given_terms)

    for standing in standings_of(given_scores, terms=given_terms):
        assert 0 <= (standing.score or 0) <= most
