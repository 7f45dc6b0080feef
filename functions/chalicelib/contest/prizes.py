"""Prizes -> awards: who takes which prize.

1. Places are filled in the order of the standings; the first place takes the first prize offered.
2. Never more prizes are awarded than offered, and none to somebody without a single mark (or,
   among units, without an attempt).
3. A group that shares a rank takes prizes only where the places that it fills carry one and the
   same prize for all of it; otherwise those places are left undecided for the board, and say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.contest.rules import Prize


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A prize that a standing takes; undecided where a tie spans different prizes or too few."""

    prize: str
    value: int
    certificate: str
    decided: bool = True


def award_prizes(
    ranks: Sequence[int], worthy: Sequence[bool], prizes: Sequence[Prize]
) -> list[Award | None]:
    """Return the award of each standing, given the ranks best first.

    ``worthy`` tells of each standing whether it may take a prize at all.

    >>> first, second = Prize(name="Nhất", count=1, value=9), Prize(name="Nhì", count=1, value=5)
    >>> [award and award.prize for award in award_prizes([1, 2, 3], [True] * 3, [first, second])]
    ['Nhất', 'Nhì', None]
    >>> [award and award.decided for award in award_prizes([1, 1, 3], [True] * 3, [first, second])]
    [False, False, None]
    """
    places = [prize for prize in prizes for _ in range(prize.count)]
    awards: list[Award | None] = [None] * len(ranks)
    candidates = [index for index, may in enumerate(worthy) if may]
    start = 0
    while start < len(candidates) and start < len(places):
        rank = ranks[candidates[start]]
        end = start
        while end < len(candidates) and ranks[candidates[end]] == rank:
            end += 1
        offered = places[start:end]
        decided = len(offered) == end - start and len({prize.name for prize in offered}) == 1
        for index in candidates[start:end]:
            awards[index] = Award(
                prize=offered[0].name,
                value=offered[0].value if decided else 0,
                certificate=offered[0].certificate if decided else "",
                decided=decided,
            )
        start = end
    return awards
