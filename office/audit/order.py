"""The order of attempts: which one counts, and how those that count are ranked."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from office.audit.frame import Value, paper_rules
from office.audit.marks import Score

Ranked = list[tuple[int, Score]]
Key = tuple[Any, ...]


def key_of(contest: Value, truth: Fraction | None = None) -> Callable[[Score], Key]:
    """Return what compares two scores by the ranking keys; the smaller ranks higher."""
    keys, seed = contest["ranking"]["keys"], contest["ranking"]["draw_seed"]

    def part(score: Score, name: str) -> Any:
        match name:
            case "marks":
                return -score.share
            case "time_used":
                return score.used_ms
            case "time_to_last_change":
                return score.change_ms
            case "submitted_at":
                return score.submitted_at
            case "prediction_error":
                if not score.prediction or truth is None:
                    return (1, Fraction(0))
                return (0, abs(Fraction(score.prediction) - truth))
            case "youngest":
                return (not score.born, "".join(chr(0x10FFFF - ord(c)) for c in score.born))
            case "oldest":
                return (not score.born, score.born)
            case "public_draw":
                return hashlib.sha256(f"{seed}:{score.receipt}".encode()).digest()
        raise ValueError(name)

    return lambda score: tuple(part(score, name) for name in keys)


def one_of_each(scores: Iterable[Score], contest: Value) -> list[Score]:
    """Return of each person's scores the one that counts."""
    mine: dict[str, list[Score]] = {}
    for score in scores:
        mine.setdefault(score.pid, []).append(score)
    counts, key = contest["attempts"]["counts"], key_of(contest)
    chosen = []
    for pid in sorted(mine):
        several = sorted(mine[pid], key=lambda score: score.ordinal)
        if counts == "last":
            chosen.append(several[-1])
        elif counts == "best":
            chosen.append(min(several, key=lambda score: (key(score), score.ordinal)))
        else:
            chosen.append(several[0])
    return chosen


def truth_of(contest: Value, figures: dict[str, int], division: str | None) -> Fraction | None:
    """Return the number that the prediction question asked for."""
    asked = paper_rules(contest, division)["prediction"]
    if not asked:
        return None
    if asked["of"] == "perfect_percent":
        return Fraction(100 * figures["perfect_papers"], figures["counting"] or 1)
    return Fraction(figures[asked["of"]])


def ranked(scores: Iterable[Score], contest: Value, truth: Fraction | None = None) -> Ranked:
    """Return scores with their ranks, best first; equal ones share a rank and the next skips."""
    key = key_of(contest, truth)
    keyed = sorted(((key(score), score.receipt, score) for score in scores), key=lambda k: k[:2])
    return list(zip(ranks_of([each[0] for each in keyed]), (k[2] for k in keyed), strict=True))


def ranks_of(keys: Sequence[Any]) -> list[int]:
    """Return the ranks of sorted keys.

    >>> ranks_of(["a", "b", "b", "c"])
    [1, 2, 2, 4]
    """
    ranks: list[int] = []
    for place, key in enumerate(keys):
        ranks.append(ranks[-1] if place and key == keys[place - 1] else place + 1)
    return ranks
