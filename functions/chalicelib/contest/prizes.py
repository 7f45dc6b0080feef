"""Prizes -> awards: who takes which prize.

1. Places are filled in the order of the standings; the first place takes the first prize offered.
2. Never more prizes are awarded than offered, none to who is not eligible, and fewer where too few
   are.  Eligible is who reaches the group's pass mark (a person: at least one mark; a unit: an
   attempt or a clip), belongs to its division and block, has not withdrawn, and has not taken as
   many prizes already as one person may over the contest.  Who is not eligible is passed over: the
   prize goes down.
3. A group that shares a rank takes prizes only where the places that it fills carry one and the
   same prize for all of it; otherwise those places are left undecided for the board, and say so.
   An undecided award holds a place of its holder's: it counts as one of the prizes that one person
   may take, so that nobody has more than those whatever the board decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.contest.ids import PrizeGroupId
from chalicelib.contest.rules import Prize, PrizeGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A prize that somebody takes; undecided where a tie spans different prizes or too few."""

    group: PrizeGroupId
    prize: str
    value: int
    certificate: str
    decided: bool = True


def award_group(
    group: PrizeGroup, ranks: Sequence[int], eligible: Iterable[bool]
) -> list[Award | None]:
    """Return the award of each candidate of a group, given the ranks best first.

    ``eligible`` tells of each candidate whether it may take a prize of this group at all; nobody is
    asked about who ranks below the last place.

    >>> first, second = Prize(name="Nhất", count=1, value=9), Prize(name="Nhì", count=1, value=5)
    >>> from chalicelib.contest.rules import PrizeFor, PrizePer
    >>> group = PrizeGroup(id=PrizeGroupId("g"), name="G", to=PrizeFor.PERSONS,
    ...                    per=PrizePer.ROUND, prizes=(first, second))
    >>> [award and award.prize for award in award_group(group, [1, 2, 3], [True, False, True])]
    ['Nhất', None, 'Nhì']
    >>> [award and award.decided for award in award_group(group, [1, 1, 3], [True] * 3)]
    [False, False, None]
    """
    places = [prize for prize in group.prizes for _ in range(prize.count)]
    awards: list[Award | None] = [None] * len(ranks)
    candidates: list[int] = []
    for index, may in enumerate(eligible if places else ()):
        if len(candidates) >= len(places) and ranks[index] != ranks[candidates[-1]]:
            break
        if may:
            candidates.append(index)
    start = 0
    while start < len(candidates) and start < len(places):
        rank = ranks[candidates[start]]
        end = start
        while end < len(candidates) and ranks[candidates[end]] == rank:
            end += 1
        award = _award(group, places[start:end], end - start)
        for index in candidates[start:end]:
            awards[index] = award
        start = end
    return awards


def _award(group: PrizeGroup, offered: Sequence[Prize], takers: int) -> Award:
    decided = len(offered) == takers and len({prize.name for prize in offered}) == 1
    first = offered[0]
    return Award(
        group=group.id,
        prize=first.name,
        value=first.value if decided else 0,
        certificate=first.certificate if decided else "",
        decided=decided,
    )
