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

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from chalicelib.contest.ids import PrizeGroupId
from chalicelib.contest.rules import Prize, PrizeGroup

Candidate = TypeVar("Candidate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A prize that somebody takes; undecided where a tie spans different prizes or too few."""

    group: PrizeGroupId
    prize: str
    value: int
    certificate: str
    decided: bool = True


def award_group(
    group: PrizeGroup,
    ranked: Iterable[tuple[int, Candidate]],
    may_take: Callable[[Candidate], bool],
) -> list[tuple[Candidate, Award]]:
    """Return who takes which prize of a group; candidates come with their ranks, best first.

    ``may_take`` tells whether somebody may take a prize of this group at all; nobody is asked about
    who ranks below the last place, nor read.

    >>> first, second = Prize(name="Nhất", count=1, value=9), Prize(name="Nhì", count=1, value=5)
    >>> from chalicelib.contest.rules import PrizeFor, PrizePer
    >>> group = PrizeGroup(id=PrizeGroupId("g"), name="G", to=PrizeFor.PERSONS,
    ...                    per=PrizePer.ROUND, prizes=(first, second))
    >>> taken = award_group(group, [(1, "An"), (2, "Bình"), (3, "Chi")], lambda who: who != "Bình")
    >>> [(who, award.prize) for who, award in taken]
    [('An', 'Nhất'), ('Chi', 'Nhì')]
    >>> taken = award_group(group, [(1, "An"), (1, "Bình"), (3, "Chi")], lambda who: True)
    >>> [(who, award.decided) for who, award in taken]
    [('An', False), ('Bình', False)]
    """
    places = [prize for prize in group.prizes for _ in range(prize.count)]
    takers: list[tuple[int, Candidate]] = []
    for rank, candidate in ranked if places else ():
        if len(takers) >= len(places) and rank != takers[-1][0]:
            break
        if may_take(candidate):
            takers.append((rank, candidate))
    awards: list[tuple[Candidate, Award]] = []
    for _, alike in groupby(takers, key=itemgetter(0)):
        tied = [candidate for _, candidate in alike]
        offered = places[len(awards) : len(awards) + len(tied)]
        award = _award(group, offered, len(tied))
        awards += [(candidate, award) for candidate in tied]
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
