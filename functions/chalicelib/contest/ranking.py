"""Ranking of attempts: the rule for ties lives here.

1. Scores are compared by the ranking keys of the contest, in the order in which it states them:
   ``marks`` (more is better), ``time_used`` (less is better, in milliseconds), ``submitted_at``
   (earlier is better), ``public_draw`` (a lot that anyone can recompute, see below).
2. Scores that are equal in every key share a rank, and the next one skips: 1-2-2-4.
3. The public draw orders by SHA-256 of ``seed:receipt code``, smallest first.  The seed is
   announced before the contest opens.
4. Among equal ranks the listing follows the receipt code, which says nothing of merit.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import ReceiptCode
from chalicelib.contest.rules import RankingKey, RankingRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A score and its rank, 1 for the best."""

    rank: int
    score: Score


def rank_scores(scores: Iterable[Score], rules: RankingRules) -> tuple[Standing, ...]:
    """Return the standings, best first; the order of the input makes no difference."""
    keyed = sorted(
        ((sort_key(score, rules), score) for score in scores),
        key=lambda pair: (pair[0], pair[1].receipt_code),
    )
    ranks = competition_ranks([key for key, _ in keyed])
    return tuple(
        Standing(rank=rank, score=score) for rank, (_, score) in zip(ranks, keyed, strict=True)
    )


def sort_key(score: Score, rules: RankingRules) -> tuple[int, ...]:
    """Return what the contest compares, smaller is better."""
    return tuple(_key_value(score, key, rules.draw_seed) for key in rules.keys)


def draw_number(seed: str, receipt_code: ReceiptCode) -> int:
    """Return the lot of an attempt in the public draw: a 256-bit number, smallest wins.

    ``printf '%s' 'SEED:RECEIPT-CODE' | sha256sum`` gives the same number in hex.
    """
    return int.from_bytes(hashlib.sha256(f"{seed}:{receipt_code}".encode()).digest(), "big")


def competition_ranks(sorted_keys: Sequence[object]) -> list[int]:
    """Return the rank of each key of a sorted sequence; equal keys share one.

    >>> competition_ranks([10, 20, 20, 30])
    [1, 2, 2, 4]
    """
    ranks = [1] if sorted_keys else []
    for place, (before, key) in enumerate(pairwise(sorted_keys), start=2):
        ranks.append(ranks[-1] if key == before else place)
    return ranks


def _key_value(score: Score, key: RankingKey, seed: str) -> int:
    match key:
        case RankingKey.MARKS:
            return -score.marks
        case RankingKey.TIME_USED:
            return score.time_used_ms
        case RankingKey.SUBMITTED_AT:
            return score.submitted_at
        case RankingKey.PUBLIC_DRAW:
            return draw_number(seed, score.receipt_code)
