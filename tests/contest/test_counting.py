"""Counting: which of several attempts of one person counts."""

import pytest
from builders import make_contest, make_score
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.counting import counting_of_contest, counting_scores
from chalicelib.contest.grading import Score
from chalicelib.contest.ids import ReceiptCode
from chalicelib.contest.rules import (
    AttemptRules,
    AttemptsPer,
    Counting,
    RankingKey,
    RankingRules,
)

KEYS = RankingRules(keys=(RankingKey.MARKS, RankingKey.TIME_USED))


def attempt(person: int, ordinal: int, marks: int, time_used_ms: int = 60_000) -> Score:
    return make_score(
        person,
        ordinal=ordinal,
        receipt_code=ReceiptCode(f"R{person}-{ordinal}"),
        marks=marks,
        time_used_ms=time_used_ms,
    )


def counted(scores: list[Score], counts: Counting) -> list[tuple[str, int]]:
    return [(s.pid, s.ordinal) for s in counting_scores(scores, counts, KEYS)]


@pytest.mark.parametrize(
    ("counts", "ordinal"),
    [(Counting.ONLY, 1), (Counting.FIRST, 1), (Counting.BEST, 2), (Counting.LAST, 3)],
)
def test_the_rules_say_which_attempt_counts(counts: Counting, ordinal: int) -> None:
    scores = [attempt(1, 2, 900), attempt(1, 3, 800), attempt(1, 1, 700)]

    assert counted(scores, counts) == [("n01", ordinal)]


def test_the_best_attempt_is_best_by_the_ranking_keys_and_not_by_marks_alone() -> None:
    scores = [attempt(1, 1, 900, 60_000), attempt(1, 2, 900, 50_000), attempt(1, 3, 800, 1_000)]

    assert counted(scores, Counting.BEST) == [("n01", 2)]


def test_of_two_attempts_that_rank_alike_the_earlier_one_is_best() -> None:
    assert counted([attempt(1, 2, 900), attempt(1, 1, 900)], Counting.BEST) == [("n01", 1)]


def test_the_first_attempt_is_the_first_valid_one() -> None:
    # Attempt 1 was left incomplete where only complete papers are valid, so it is not among them.
    assert counted([attempt(1, 3, 100), attempt(1, 2, 100)], Counting.FIRST) == [("n01", 2)]


@given(
    st.lists(
        st.builds(attempt, st.integers(1, 5), st.integers(1, 9), st.integers(0, 5)),
        unique_by=lambda score: (score.pid, score.ordinal),
    ),
    st.sampled_from(Counting),
    st.randoms(use_true_random=False),
)
def test_everybody_counts_once_whatever_the_order_of_the_input(
    scores: list[Score], counts: Counting, chance: object
) -> None:
    shuffled = list(scores)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    chosen = counted(scores, counts)

    assert [pid for pid, _ in chosen] == sorted({score.pid for score in scores})
    assert counted(shuffled, counts) == chosen


@given(st.lists(st.integers(0, 1_500), min_size=1, max_size=6))
def test_another_attempt_never_makes_the_best_one_worse(marks: list[int]) -> None:
    scores = [attempt(1, ordinal, each) for ordinal, each in enumerate(marks, 1)]
    (best,) = counting_scores(scores, Counting.BEST, KEYS)

    (again,) = counting_scores([*scores, scores[0]._replace(ordinal=99)], Counting.BEST, KEYS)

    assert best.marks == again.marks == max(marks)


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        (AttemptsPer.ROUND, [("n01", 1), ("n01", 2), ("n02", 1)]),
        (AttemptsPer.CONTEST, [("n01", 2), ("n02", 1)]),
    ],
)
def test_over_the_contest_one_counts_in_each_round_or_one_of_all(
    per: AttemptsPer, expected: list[tuple[str, int]]
) -> None:
    contest = make_contest(attempts=AttemptRules(limit=2, per=per, counts=Counting.BEST))
    rounds = [[attempt(1, 1, 700)], [attempt(1, 2, 900), attempt(2, 1, 100)]]

    counting = counting_of_contest(contest, rounds)

    assert sorted((score.pid, score.ordinal) for score in counting) == expected
