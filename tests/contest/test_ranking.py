"""Ranking: the rule for ties."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Pid, ReceiptCode, UnitId
from chalicelib.contest.ranking import draw_number, rank_scores
from chalicelib.contest.rules import RankingKey, RankingRules

MARKS_THEN_TIME = RankingRules(keys=(RankingKey.MARKS, RankingKey.TIME_USED))


def score(name: str, marks: int = 10, time_used_ms: int = 60_000, **overrides: object) -> Score:
    fields = {
        "pid": Pid(name),
        "ordinal": 1,
        "receipt_code": ReceiptCode(name),
        "unit": UnitId("phuong-1"),
        "marks": marks,
        "questions": 15,
        "time_used_ms": time_used_ms,
        "submitted_at": 0,
    }
    return Score(**{**fields, **overrides})  # type: ignore[arg-type]


scores = st.lists(
    st.builds(
        score,
        st.uuids().map(str),
        st.integers(0, 15),
        st.integers(0, 5).map(lambda seconds: seconds * 1_000),
        submitted_at=st.integers(0, 3),
    ),
    max_size=30,
    unique_by=lambda each: each.pid,
)
rules = st.lists(st.sampled_from(RankingKey), min_size=1, unique=True).map(
    lambda keys: RankingRules(keys=tuple(keys), draw_seed="seed")
)


def ranks(standings: object) -> dict[str, int]:
    return {standing.score.pid: standing.rank for standing in standings}  # type: ignore[attr-defined]


def test_more_marks_rank_higher_and_less_time_breaks_the_tie() -> None:
    standings = rank_scores(
        [score("slow", 15, 73_000), score("weak", 14, 1_000), score("fast", 15, 64_000)],
        MARKS_THEN_TIME,
    )

    assert ranks(standings) == {"fast": 1, "slow": 2, "weak": 3}


def test_one_millisecond_tells_two_perfect_papers_apart() -> None:
    standings = rank_scores([score("b", 15, 64_001), score("a", 15, 64_000)], MARKS_THEN_TIME)

    assert ranks(standings) == {"a": 1, "b": 2}


def test_unbroken_ties_share_a_rank_and_the_next_one_skips() -> None:
    standings = rank_scores(
        [score("d", 7), score("b", 9), score("a", 10), score("c", 9)], MARKS_THEN_TIME
    )

    assert ranks(standings) == {"a": 1, "b": 2, "c": 2, "d": 4}


def test_the_keys_are_compared_in_the_order_that_the_contest_states() -> None:
    early_and_weak, late_and_good = (
        score("early", 3, submitted_at=1),
        score("late", 9, submitted_at=2),
    )
    by_instant = RankingRules(keys=(RankingKey.SUBMITTED_AT, RankingKey.MARKS))

    assert ranks(rank_scores([late_and_good, early_and_weak], by_instant)) == {
        "early": 1,
        "late": 2,
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


@given(scores, rules, st.randoms(use_true_random=False))
def test_the_order_of_the_input_makes_no_difference(
    given_scores: list[Score], by: RankingRules, chance: object
) -> None:
    shuffled = list(given_scores)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert rank_scores(shuffled, by) == rank_scores(given_scores, by)


@given(scores, rules)
def test_a_rank_is_one_more_than_the_number_of_better_scores(
    given_scores: list[Score], by: RankingRules
) -> None:
    standings = rank_scores(given_scores, by)

    for standing in standings:
        better = [other for other in standings if other.rank < standing.rank]
        assert standing.rank == len(better) + 1


@given(scores.filter(bool), st.data())
def test_another_mark_never_lowers_a_rank(given_scores: list[Score], data: st.DataObject) -> None:
    lucky = data.draw(st.sampled_from(given_scores))
    improved = [
        replace(each, marks=each.marks + 1) if each is lucky else each for each in given_scores
    ]

    before = ranks(rank_scores(given_scores, MARKS_THEN_TIME))[lucky.pid]
    after = ranks(rank_scores(improved, MARKS_THEN_TIME))[lucky.pid]

    assert after <= before


@pytest.mark.parametrize("key", list(RankingKey))
def test_every_ranking_key_alone_gives_a_total_ranking(key: RankingKey) -> None:
    standings = rank_scores([score("a"), score("b")], RankingRules(keys=(key,), draw_seed="s"))

    assert standings[0].rank == 1
