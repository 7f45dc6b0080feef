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
from chalicelib.contest.ranking import order_keys, pack
from chalicelib.contest.rules import AttemptsPer, Contest, Counting, RankingRules


def counting_of_round(contest: Contest, scores: Iterable[Score]) -> tuple[Score, ...]:
    """Return the scores of one round that count in it: one for each person."""
    return counting_scores(scores, contest.attempts.counts, contest.ranking)


def counting_of_contest(contest: Contest, rounds: Sequence[Iterable[Score]]) -> tuple[Score, ...]:
    """Return the scores that count over all rounds: one for each person and round, or person."""
    if contest.attempts.per is AttemptsPer.CONTEST:
        return counting_of_round(contest, chain.from_iterable(rounds))
    return tuple(chain.from_iterable(counting_of_round(contest, scores) for scores in rounds))


def counting_scores(
    scores: Iterable[Score], counts: Counting, ranking: RankingRules
) -> tuple[Score, ...]:
    """Return one score for each person, in the order of their pids."""
    listed = tuple(scores)
    chosen = {score.pid: score for score in listed}
    if len(chosen) < len(listed):
        _choose(chosen, listed, counts, ranking)
    return tuple(map(chosen.__getitem__, sorted(chosen)))


def _choose(
    chosen: dict[Pid, Score], scores: Iterable[Score], counts: Counting, ranking: RankingRules
) -> None:
    """Put in for each person who has several scores the one that counts."""
    seen: dict[Pid, Score] = {}
    several: dict[Pid, list[Score]] = {}
    for score in scores:
        first = seen.setdefault(score.pid, score)
        if first is not score:
            several.setdefault(score.pid, [first]).append(score)
    rivals = list(chain.from_iterable(several.values()))
    order = _order(rivals, counts, ranking)
    best_first = sorted(range(len(rivals)), key=order.__getitem__)
    for place in reversed(best_first):
        # Whoever is put down last stays.
        chosen[rivals[place].pid] = rivals[place]


def _order(rivals: Sequence[Score], counts: Counting, ranking: RankingRules) -> list[int]:
    """Return a number for each: of one person's scores that with the smallest one counts."""
    ordinals = [score.ordinal for score in rivals]
    match counts:
        case Counting.ONLY | Counting.FIRST:
            return ordinals
        case Counting.LAST:
            return [-ordinal for ordinal in ordinals]
        case Counting.BEST:
            return pack([order_keys(rivals, ranking.keys, ranking), ordinals], len(rivals))
