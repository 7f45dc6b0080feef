"""Which of a person's several attempts counts.

``only`` and ``first`` take the first, ``last`` the last one started, ``best`` the one that ranks
highest by the contest's own ranking keys (the earlier one where two rank alike), without the
prediction, whose truth is not known before it is known which attempts count.
"""

from collections.abc import Iterable

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Pid
from chalicelib.contest.ranking import SortKey
from chalicelib.contest.rules import Counting


def counting_scores(
    scores: Iterable[Score], counts: Counting, sort_key: SortKey
) -> tuple[Score, ...]:
    """Return one score for each person, in the order of their pids."""
    chosen: dict[Pid, Score] = {}
    for score in scores:
        other = chosen.get(score.pid)
        if other is None or _beats(score, other, counts, sort_key):
            chosen[score.pid] = score
    return tuple(chosen[pid] for pid in sorted(chosen))


def _beats(score: Score, other: Score, counts: Counting, sort_key: SortKey) -> bool:
    match counts:
        case Counting.ONLY | Counting.FIRST:
            return score.ordinal < other.ordinal
        case Counting.LAST:
            return score.ordinal > other.ordinal
        case Counting.BEST:
            return (sort_key(score), score.ordinal) < (sort_key(other), other.ordinal)
