"""Ranking of attempts: the rule for ties lives here.

1. Scores are compared by the ranking keys of the contest, in the order in which it states them:
   ``marks`` (the larger share of the paper's full marks is better), ``time_used`` (start to
   submission, less is better, in milliseconds), ``time_to_last_change`` (start to the last change
   of an answer), ``submitted_at`` (earlier is better), ``prediction_error`` (the smaller distance
   from the true number is better; who predicted nothing comes after all who did), ``youngest`` or
   ``oldest`` (by birth date), ``public_draw`` (a lot that anyone can recompute, see below).
2. Scores that are equal in every key share a rank, and the next one skips: 1-2-2-4.
3. The public draw orders by SHA-256 of ``seed:receipt code``, smallest first.  The seed is
   announced before the contest opens.
4. Among equal ranks the listing follows the receipt code, which says nothing of merit.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import lcm

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import ReceiptCode
from chalicelib.contest.rules import RankingKey, RankingRules

KeyValue = int | Fraction | tuple[bool, Fraction]
SortKey = Callable[[Score], tuple[KeyValue, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A score and its rank, 1 for the best."""

    rank: int
    score: Score


def rank_scores(
    scores: Iterable[Score], rules: RankingRules, truth: Fraction | None = None
) -> tuple[Standing, ...]:
    """Return the standings, best first; the order of the input makes no difference.

    ``truth`` is the number that the prediction question asked for, where there is one.
    """
    listed = list(scores)
    sort_key = make_sort_key(_before_the_draw(rules), truth, common_full_marks(listed))
    keys = [sort_key(score) for score in listed]
    if rules.keys[-1:] == (RankingKey.PUBLIC_DRAW,):
        # A lot is drawn only for those whom nothing before it tells apart.
        alike = Counter(keys)
        keys = [
            (*key, draw_number(rules.draw_seed, score.receipt_code)) if alike[key] > 1 else key
            for key, score in zip(keys, listed, strict=True)
        ]
    keyed = sorted(zip(keys, listed, strict=True), key=lambda pair: (pair[0], pair[1].receipt_code))
    ranks = competition_ranks([key for key, _ in keyed])
    return tuple(
        Standing(rank=rank, score=score) for rank, (_, score) in zip(ranks, keyed, strict=True)
    )


def make_sort_key(
    rules: RankingRules, truth: Fraction | None = None, common: int | None = None
) -> SortKey:
    """Return what gives of a score the values that the contest compares, smaller is better.

    ``common`` is a multiple of all full marks that occur: with it, shares are compared as whole
    numbers, which gives the same order faster.
    """

    def sort_key(score: Score) -> tuple[KeyValue, ...]:
        return tuple(_key_value(score, key, rules.draw_seed, truth, common) for key in rules.keys)

    return sort_key


def common_full_marks(scores: Iterable[Score]) -> int:
    """Return the least number that the full marks of every score divide."""
    return lcm(*{score.full_marks for score in scores})


def draw_number(seed: str, receipt_code: ReceiptCode) -> int:
    """Return the lot of an attempt in the public draw: a 256-bit number, smallest wins.

    ``printf '%s' 'SEED:RECEIPT-CODE' | sha256sum`` gives the same number in hex.
    """
    return int.from_bytes(hashlib.sha256(f"{seed}:{receipt_code}".encode()).digest(), "big")


def prediction_error(prediction: str, truth: Fraction | None) -> tuple[bool, Fraction]:
    """Return how far a prediction is from the truth; a missing one sorts after every other.

    >>> prediction_error("1200", Fraction(1000)), prediction_error("", Fraction(1000))
    ((False, Fraction(200, 1)), (True, Fraction(0, 1)))
    """
    if not prediction or truth is None:
        return True, Fraction(0)
    return False, abs(Fraction(prediction) - truth)


def competition_ranks(sorted_keys: Sequence[object]) -> list[int]:
    """Return the rank of each key of a sorted sequence; equal keys share one.

    >>> competition_ranks([10, 20, 20, 30])
    [1, 2, 2, 4]
    """
    ranks = [1] if sorted_keys else []
    for place, (before, key) in enumerate(pairwise(sorted_keys), start=2):
        ranks.append(ranks[-1] if key == before else place)
    return ranks


def _before_the_draw(rules: RankingRules) -> RankingRules:
    drawn_last = rules.keys[-1:] == (RankingKey.PUBLIC_DRAW,)
    return replace(rules, keys=rules.keys[:-1]) if drawn_last else rules


def _key_value(
    score: Score, key: RankingKey, seed: str, truth: Fraction | None, common: int | None
) -> KeyValue:
    match key:
        case RankingKey.MARKS:
            if common is None:
                return -score.share()
            return -score.marks * (common // score.full_marks)
        case RankingKey.TIME_USED:
            return score.time_used_ms
        case RankingKey.TIME_TO_LAST_CHANGE:
            return score.time_to_last_change_ms
        case RankingKey.SUBMITTED_AT:
            return score.submitted_at
        case RankingKey.PREDICTION_ERROR:
            return prediction_error(score.prediction, truth)
        case RankingKey.YOUNGEST:
            return -score.born_on.toordinal() if score.born_on else 0
        case RankingKey.OLDEST:
            return score.born_on.toordinal() if score.born_on else _BEYOND_ALL_DATES
        case RankingKey.PUBLIC_DRAW:
            return draw_number(seed, score.receipt_code)


_BEYOND_ALL_DATES = 10_000_000
