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

The values of all keys are packed into one whole number for each score, so that one sort of numbers
ranks a hundred thousand of them.  Where shards are ranked apart they are packed into bytes instead,
which mean the same in each (``lasting_keys``).
"""

import hashlib
import struct
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import NamedTuple

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import ReceiptCode
from chalicelib.contest.rules import RankingKey, RankingRules


class Standing(NamedTuple):
    """A score and its rank, 1 for the best."""

    rank: int
    score: Score


def rank_scores(
    scores: Iterable[Score], rules: RankingRules, truth: Fraction | None = None
) -> tuple[Standing, ...]:
    """Return the standings, best first; the order of the input makes no difference.

    ``truth`` is the number that the prediction question asked for, where there is one.
    """
    listed = scores if isinstance(scores, tuple) else tuple(scores)
    drawn_last = rules.keys[-1:] == (RankingKey.PUBLIC_DRAW,)
    # A lot is drawn only for those whom nothing before it tells apart.
    order = order_keys(listed, rules.keys[:-1] if drawn_last else rules.keys, rules, truth)
    places = sorted(range(len(listed)), key=order.__getitem__)
    standings = [*map(Standing._make, enumerate(map(listed.__getitem__, places), start=1))]
    for start, end in _equal_runs([order[place] for place in places]):
        equal = [standing.score for standing in standings[start:end]]
        standings[start:end] = _settle(start + 1, equal, rules.draw_seed if drawn_last else None)
    return tuple(standings)


def order_keys(
    scores: Sequence[Score],
    keys: Iterable[RankingKey],
    rules: RankingRules,
    truth: Fraction | None = None,
) -> list[int]:
    """Return one number for each score: the smaller ranks higher by the keys, equal ones alike."""
    return pack([_column(scores, key, rules.draw_seed, truth) for key in keys], len(scores))


def lasting_keys(
    scores: Sequence[Score], rules: RankingRules, distances: Mapping[str, int]
) -> list[bytes]:
    """Return bytes for each score: the smaller rank higher, whatever they are compared with.

    All are as long as ``len_of_key`` says.  ``distances`` places every prediction of the round
    (see ``place_predictions``).
    """
    columns = [_lasting_column(scores, key, rules.draw_seed, distances) for key in rules.keys]
    write = _lasting(rules.keys).pack
    return [write(*values) for values in zip(*columns, strict=True)]


def len_of_key(rules: RankingRules) -> int:
    """Return how many bytes ``lasting_keys`` writes for each score."""
    return _lasting(rules.keys).size


def place_predictions(predictions: Iterable[str], truth: Fraction | None) -> Mapping[str, int]:
    """Return the place of each prediction among all by its distance from the truth, 0 the nearest.

    >>> place_predictions(["90", "", "107", "110"], Fraction(100))
    {'90': 1, '': 2, '107': 0, '110': 1}
    """
    errors = {said: prediction_error(said, truth) for said in predictions}
    nearest = {error: place for place, error in enumerate(sorted(set(errors.values())))}
    return {said: nearest[error] for said, error in errors.items()}


def pack(columns: Iterable[Sequence[int]], length: int) -> list[int]:
    """Return one number for each row of columns, in the order in which the rows sort.

    The first column weighs most, as hours do before minutes.

    >>> pack([[2, 1, 2], [5, 9, 4]], 3)
    [7, 5, 6]
    """
    packed = [0] * length
    for column in columns:
        least = min(column, default=0)
        span = max(column, default=0) - least + 1
        packed = [
            before * span + value - least for before, value in zip(packed, column, strict=True)
        ]
    return packed


def draw_number(seed: str, receipt_code: ReceiptCode) -> int:
    """Return the lot of an attempt in the public draw: a 256-bit number, smallest wins.

    ``printf '%s' 'SEED:RECEIPT-CODE' | sha256sum`` gives the same number in hex.
    """
    return int.from_bytes(_lot(seed, receipt_code), "big")


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


def _equal_runs(sorted_keys: Sequence[int]) -> list[tuple[int, int]]:
    """Return where several keys of a sorted sequence are equal: start and end of each such run.

    >>> _equal_runs([10, 20, 20, 20, 30, 40, 40])
    [(1, 4), (5, 7)]
    """
    runs: list[tuple[int, int]] = []
    for place, (before, key) in enumerate(pairwise(sorted_keys), start=1):
        if before == key:
            starts_here = not runs or runs[-1][1] != place
            start = place - 1 if starts_here else runs.pop()[0]
            runs.append((start, place + 1))
    return runs


def _settle(rank: int, equal: Sequence[Score], draw_seed: str | None) -> list[Standing]:
    """Return the standings of scores that are equal so far: by their lots, or all of one rank."""
    lots = [0 if draw_seed is None else draw_number(draw_seed, s.receipt_code) for s in equal]
    settled = sorted(
        zip(lots, equal, strict=True), key=lambda pair: (pair[0], pair[1].receipt_code)
    )
    ranks = competition_ranks([lot for lot, _ in settled])
    return [
        Standing(rank + further - 1, score)
        for further, (_, score) in zip(ranks, settled, strict=True)
    ]


def _column(
    scores: Sequence[Score], key: RankingKey, seed: str, truth: Fraction | None
) -> list[int]:
    """Return what one key compares of each score, as whole numbers of which less is better."""
    match key:
        case RankingKey.MARKS:
            # Over a common multiple of all full marks, shares compare as whole numbers.
            common = lcm(*{score.full_marks for score in scores})
            return [-score.marks * (common // score.full_marks) for score in scores]
        case RankingKey.TIME_USED:
            return [score.time_used_ms for score in scores]
        case RankingKey.TIME_TO_LAST_CHANGE:
            return [score.time_to_last_change_ms for score in scores]
        case RankingKey.SUBMITTED_AT:
            return [score.submitted_at for score in scores]
        case RankingKey.PREDICTION_ERROR:
            places = place_predictions({score.prediction for score in scores}, truth)
            return [places[score.prediction] for score in scores]
        case RankingKey.YOUNGEST:
            return [
                _BEYOND_ALL_DATES - (score.born_on.toordinal() if score.born_on else 0)
                for score in scores
            ]
        case RankingKey.OLDEST:
            return [
                score.born_on.toordinal() if score.born_on else _BEYOND_ALL_DATES
                for score in scores
            ]
        case RankingKey.PUBLIC_DRAW:
            return [draw_number(seed, score.receipt_code) for score in scores]


def _lasting_column(
    scores: Sequence[Score], key: RankingKey, seed: str, distances: Mapping[str, int]
) -> Sequence[int | bytes]:
    """Return what one key compares of each score, with nothing in it that depends on the others."""
    match key:
        case RankingKey.MARKS:
            # Shares of full marks below 2**31 are at least 2**-62 apart where they are not equal.
            alike = {(score.marks, score.full_marks) for score in scores}
            lacks = {(marks, full): _WHOLE - marks * _WHOLE // full for marks, full in alike}
            return [lacks[score.marks, score.full_marks] for score in scores]
        case RankingKey.PREDICTION_ERROR:
            return [distances[score.prediction] for score in scores]
        case RankingKey.PUBLIC_DRAW:
            return [_lot(seed, score.receipt_code) for score in scores]
        case _:
            return _column(scores, key, seed, None)


def _lot(seed: str, receipt_code: ReceiptCode) -> bytes:
    return hashlib.sha256(f"{seed}:{receipt_code}".encode()).digest()


def _lasting(keys: Iterable[RankingKey]) -> struct.Struct:
    columns = (f"{_BYTES_OF_A_LOT}s" if key is RankingKey.PUBLIC_DRAW else "Q" for key in keys)
    return struct.Struct(">" + "".join(columns))


_BEYOND_ALL_DATES = 10_000_000
_BYTES_OF_A_LOT = 32
_WHOLE = 2**63
