"""What moves between two versions of the same standings: ranks, marks and prizes."""

from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.contest.results import Results

Taken = tuple[tuple[str, str, bool], ...]
"""Awards, each by its group, its prize, and whether it is decided."""


class Place(NamedTuple):
    """Where somebody stands in one version."""

    holder: str
    """A person's pid, or a unit's id."""
    rank: int | None
    marks: str
    awards: Taken
    receipt: str = ""


class Move(NamedTuple):
    """Somebody's place in both versions; None where there is none in that one."""

    before: Place | None
    after: Place | None

    def rank_moves(self) -> bool:
        """Tell whether the rank is another one."""
        return _rank(self.before) != _rank(self.after)

    def prize_moves(self) -> bool:
        """Tell whether other prizes are taken."""
        return _awards(self.before) != _awards(self.after)


class Moves(NamedTuple):
    """Everything that moves in one round, or in the contest."""

    persons: tuple[Move, ...]
    units: tuple[Move, ...]

    def ranks(self) -> int:
        """Return how many persons and units have another rank."""
        return sum(move.rank_moves() for move in (*self.persons, *self.units))

    def prizes(self) -> int:
        """Return how many persons and units take other prizes."""
        return sum(move.prize_moves() for move in (*self.persons, *self.units))


def moves(before: Iterable[Place], after: Iterable[Place]) -> tuple[Move, ...]:
    """Return who stands otherwise, in the order of the later version, who is gone last.

    >>> one, two = Place("p1", 1, "9", ()), Place("p2", 2, "8", ())
    >>> [move.after for move in moves([one, two], [two._replace(rank=1)])]
    [Place(holder='p2', rank=1, marks='8', awards=(), receipt=''), None]
    """
    former = {place.holder: place for place in before}
    found = []
    for place in after:
        was = former.pop(place.holder, None)
        if was != place:
            found.append(Move(was, place))
    return (*found, *(Move(was, None) for was in former.values()))


def places_of_persons(results: Results) -> list[Place]:
    """Return where persons stand in results."""
    return [
        Place(
            row.standing.score.pid,
            row.standing.rank,
            str(row.marks),
            tuple((a.group, a.prize, a.decided) for a in row.awards),
            row.standing.score.receipt_code,
        )
        for row in results.persons
    ]


def places_of_units(results: Results) -> list[Place]:
    """Return where units stand in results."""
    return [
        Place(
            row.standing.totals.unit,
            row.standing.rank,
            str(row.standing.totals.total_marks),
            tuple((a.group, a.prize, a.decided) for a in row.awards),
        )
        for row in results.units
    ]


def _rank(place: Place | None) -> int | None:
    return None if place is None else place.rank


def _awards(place: Place | None) -> Taken:
    return () if place is None else place.awards
