"""Which of a person's several attempts counts.

1. Within a round, for the round's results, it is one of the attempts that the person took in it.
2. For the results of the whole contest it is that of every round where the rules allow attempts
   per round, and a single one of all rounds where they allow them per contest: who has three
   attempts over the contest has one result in it, in whichever round that was earned.

``only`` and ``first`` take the first, ``last`` the last one started, ``best`` the one that ranks
highest by the contest's own ranking keys (the earlier one where two rank alike), without the
prediction, whose truth is not known before it is known which attempts count.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Pid
from chalicelib.contest.ranking import SortKey, common_full_marks, make_sort_key
from chalicelib.contest.rules import AttemptsPer, Contest, Counting


def counting_of_round(contest: Contest, scores: Iterable[Score]) -> tuple[Score, ...]:
    """Return the scores of one round that count in it: one for each person."""
    # Which of several attempts is best cannot wait for the truth of a prediction, which itself
    # follows from the attempts that count.
    listed = list(scores)
    sort_key = make_sort_key(contest.ranking, common=common_full_marks(listed))
    return counting_scores(listed, contest.attempts.counts, sort_key)


def counting_of_contest(contest: Contest, rounds: Sequence[Iterable[Score]]) -> tuple[Score, ...]:
    """Return the scores that count over all rounds: one for each person and round, or person."""
    if contest.attempts.per is AttemptsPer.CONTEST:
        return counting_of_round(contest, chain.from_iterable(rounds))
    return tuple(chain.from_iterable(counting_of_round(contest, scores) for scores in rounds))


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
