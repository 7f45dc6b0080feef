"""Ranking: the rule for ties."""

from datetime import date
from fractions import Fraction

import pytest
from builders import make_score
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Pid, ReceiptCode
from chalicelib.contest.ranking import Standing, draw_number, rank_scores
from chalicelib.contest.rules import RankingKey, RankingRules

MARKS_THEN_TIME = RankingRules(keys=(RankingKey.MARKS, RankingKey.TIME_USED))


def score(name: str, marks: int = 1_000, time_used_ms: int = 60_000, **overrides: object) -> Score:
    return make_score(
        pid=Pid(name),
        receipt_code=ReceiptCode(name),
        marks=marks,
        time_used_ms=time_used_ms,
        **overrides,
    )


def by(*keys: RankingKey) -> RankingRules:
    return RankingRules(keys=keys, draw_seed="seed")


births = st.none() | st.dates(date(1999, 12, 30), date(2000, 1, 2))
scores = st.lists(
    st.builds(
        score,
        st.uuids().map(str),
        st.integers(0, 15).map(lambda points: 100 * points),
        st.integers(0, 5).map(lambda seconds: seconds * 1_000),
        time_to_last_change_ms=st.integers(0, 3),
        submitted_at=st.integers(0, 3),
        prediction=st.sampled_from(["", "7", "7.5", "8"]),
        born_on=births,
    ),
    max_size=30,
    unique_by=lambda each: each.pid,
)
rules = st.lists(st.sampled_from(RankingKey), min_size=1, unique=True).map(lambda keys: by(*keys))
truths = st.none() | st.fractions(0, 15)


def ranks(standings: tuple[Standing, ...]) -> dict[str, int]:
    return {standing.score.pid: standing.rank for standing in standings}


def test_more_marks_rank_higher_and_less_time_breaks_the_tie() -> None:
    standings = rank_scores(
        [score("slow", 1_500, 73_000), score("weak", 1_400, 1_000), score("fast", 1_500, 64_000)],
        MARKS_THEN_TIME,
    )

    assert ranks(standings) == {"fast": 1, "slow": 2, "weak": 3}


def test_one_millisecond_tells_two_perfect_papers_apart() -> None:
    standings = rank_scores([score("b", 1_500, 64_001), score("a", 1_500, 64_000)], MARKS_THEN_TIME)

    assert ranks(standings) == {"a": 1, "b": 2}


def test_unbroken_ties_share_a_rank_and_the_next_one_skips() -> None:
    standings = rank_scores(
        [score("d", 700), score("b", 900), score("a", 1_000), score("c", 900)], MARKS_THEN_TIME
    )

    assert ranks(standings) == {"a": 1, "b": 2, "c": 2, "d": 4}


def test_the_keys_are_compared_in_the_order_that_the_contest_states() -> None:
    early_and_weak, late_and_good = (
        score("early", 300, submitted_at=1),
        score("late", 900, submitted_at=2),
    )
    by_instant = by(RankingKey.SUBMITTED_AT, RankingKey.MARKS)

    assert ranks(rank_scores([late_and_good, early_and_weak], by_instant)) == {
        "early": 1,
        "late": 2,
    }


def test_papers_of_different_full_marks_are_compared_by_their_exact_share() -> None:
    # As decimals of two places all three would be 0,67; the first two are the same two thirds.
    given_scores = [
        score("of-15", 1_000, full_marks=1_500),
        score("of-6", 400, full_marks=600),
        score("of-100", 6_700, full_marks=10_000),
    ]

    assert ranks(rank_scores(given_scores, by(RankingKey.MARKS))) == {
        "of-100": 1,
        "of-15": 2,
        "of-6": 2,
    }


def test_the_time_to_the_last_change_is_not_the_time_to_submission() -> None:
    thought, dawdled = (
        score("thought", time_used_ms=50_000, time_to_last_change_ms=50_000),
        score("dawdled", time_used_ms=60_000, time_to_last_change_ms=40_000),
    )

    assert ranks(rank_scores([thought, dawdled], by(RankingKey.TIME_USED))) == {
        "thought": 1,
        "dawdled": 2,
    }
    assert ranks(rank_scores([thought, dawdled], by(RankingKey.TIME_TO_LAST_CHANGE))) == {
        "dawdled": 1,
        "thought": 2,
    }


def test_the_nearest_prediction_ranks_higher_from_either_side_and_none_comes_last() -> None:
    given_scores = [
        score("none"),
        score("above", prediction="1005"),
        score("below", prediction="995"),
        score("far", prediction="5000"),
        score("near", prediction="1000.5"),
    ]

    standings = rank_scores(given_scores, by(RankingKey.PREDICTION_ERROR), Fraction(1_000))

    assert ranks(standings) == {"near": 1, "above": 2, "below": 2, "far": 4, "none": 5}


def test_a_prediction_of_a_percentage_is_compared_with_the_exact_one() -> None:
    # Of three papers one is perfect: 33.33 is nearer to 100/3 than 33.34, and both miss it.
    given_scores = [score("above", prediction="33.34"), score("below", prediction="33.33")]

    standings = rank_scores(given_scores, by(RankingKey.PREDICTION_ERROR), Fraction(100, 3))

    assert ranks(standings) == {"below": 1, "above": 2}


def test_where_nothing_was_asked_predictions_tell_nobody_apart() -> None:
    given_scores = [score("a", prediction="5"), score("b", prediction="")]

    assert ranks(rank_scores(given_scores, by(RankingKey.PREDICTION_ERROR))) == {"a": 1, "b": 1}


def test_youngest_or_oldest_ranks_higher_and_an_unknown_age_comes_last() -> None:
    given_scores = [
        score("old", born_on=date(1960, 5, 1)),
        score("young", born_on=date(2007, 5, 1)),
        score("a-day-older", born_on=date(2007, 4, 30)),
        score("unknown"),
    ]

    assert ranks(rank_scores(given_scores, by(RankingKey.YOUNGEST))) == {
        "young": 1,
        "a-day-older": 2,
        "old": 3,
        "unknown": 4,
    }
    assert ranks(rank_scores(given_scores, by(RankingKey.OLDEST))) == {
        "old": 1,
        "a-day-older": 2,
        "young": 3,
        "unknown": 4,
    }


def test_the_public_draw_is_what_sha256sum_prints() -> None:
    # printf '%s' 'Sông Công:7K2M-9QXD-4T' | sha256sum
    expected = "59268f908b7092f4baa7b92c9125d05ebc4636529e484d3ce49fc266544b11b1"

    drawn = f"{draw_number('Sông Công', ReceiptCode('7K2M-9QXD-4T')):064x}"

    assert drawn == expected


def test_the_public_draw_leaves_no_tie() -> None:
    drawn = RankingRules(keys=(RankingKey.MARKS, RankingKey.PUBLIC_DRAW), draw_seed="2021")

    standings = rank_scores([score(f"p{number}") for number in range(20)], drawn)

    assert [standing.rank for standing in standings] == list(range(1, 21))


@pytest.mark.parametrize("people", [2, 3])
def test_the_public_draw_orders_those_who_are_alike_and_nobody_else(people: int) -> None:
    drawn = RankingRules(keys=(RankingKey.MARKS, RankingKey.PUBLIC_DRAW), draw_seed="2021")
    alike = [score(f"p{number}") for number in range(people)]

    standings = rank_scores([*alike, score("best", 1_500), score("last", 100)], drawn)

    by_lot = sorted(alike, key=lambda each: draw_number("2021", each.receipt_code))
    assert ranks(standings) == {
        "best": 1,
        **{each.pid: rank for rank, each in enumerate(by_lot, 2)},
        "last": people + 2,
    }


@given(scores, rules, truths, st.randoms(use_true_random=False))
def test_the_order_of_the_input_makes_no_difference(
    given_scores: list[Score], given_rules: RankingRules, truth: Fraction | None, chance: object
) -> None:
    shuffled = list(given_scores)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert rank_scores(shuffled, given_rules, truth) == rank_scores(
        given_scores, given_rules, truth
    )


@given(scores, rules, truths)
def test_a_rank_is_one_more_than_the_number_of_better_scores(
    given_scores: list[Score], given_rules: RankingRules, truth: Fraction | None
) -> None:
    standings = rank_scores(given_scores, given_rules, truth)

    for standing in standings:
        better = [other for other in standings if other.rank < standing.rank]
        assert standing.rank == len(better) + 1


@given(scores.filter(bool), rules, truths, st.integers(1, 500), st.data())
def test_another_mark_never_lowers_a_rank(
    given_scores: list[Score],
    given_rules: RankingRules,
    truth: Fraction | None,
    more: int,
    data: st.DataObject,
) -> None:
    lucky = data.draw(st.sampled_from(given_scores))
    improved = [
        each._replace(marks=each.marks + more) if each is lucky else each for each in given_scores
    ]

    before = ranks(rank_scores(given_scores, given_rules, truth))[lucky.pid]
    after = ranks(rank_scores(improved, given_rules, truth))[lucky.pid]

    assert after <= before


@pytest.mark.parametrize("key", list(RankingKey))
def test_every_ranking_key_alone_gives_a_total_ranking(key: RankingKey) -> None:
    standings = rank_scores([score("a"), score("b")], by(key))

    assert standings[0].rank == 1
