"""What a correction would move, told in lines and written as a table."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from chalicelib.contest.ids import Pid, RoundId
from chalicelib.contest.moved import Move, Moves, Place
from chalicelib.contest.rules import Contest
from office.tables.write import SheetOut, write_xlsx
from office.texts import text

MOST_RANKS = 10
"""How many changes of rank are told on the screen; all of them are in the table."""

_HEADS = (
    "where",
    "who",
    "receipt",
    "rank_before",
    "rank_after",
    "marks_before",
    "marks_after",
    "prize_before",
    "prize_after",
)

Found = Mapping[RoundId, Moves]


def told_moves(contest: Contest, found: Found, people: Mapping[Pid, str]) -> Iterator[str]:
    """Yield how much moves in each round, every prize that does, and the first ranks."""
    names = _Names(contest, people)
    moved = {
        round_id: moves for round_id, moves in found.items() if moves.ranks() or moves.prizes()
    }
    for round_id, moves in moved.items():
        yield text(
            "correction.would",
            where=names.where(round_id),
            ranks=moves.ranks(),
            prizes=moves.prizes(),
        )
        every = (*moves.persons, *moves.units)
        for move in every:
            if move.prize_moves():
                yield text(
                    "correction.prize_line",
                    who=names.who(move),
                    before=names.prizes(move.before),
                    after=names.prizes(move.after),
                )
        ranks = [move for move in every if move.rank_moves()]
        for move in ranks[:MOST_RANKS]:
            yield text(
                "correction.rank_line",
                who=names.who(move),
                before=_rank(move.before),
                after=_rank(move.after),
            )
        if len(ranks) > MOST_RANKS:
            yield text("correction.more", count=len(ranks) - MOST_RANKS)
    if not moved:
        yield text("correction.nothing_moves")


def write_moves(contest: Contest, found: Found, people: Mapping[Pid, str], out: Path) -> int:
    """Write everything that moves as a table; return how many rows it has."""
    names = _Names(contest, people)
    rows: list[list[str | int | None]] = [
        [
            names.where(round_id),
            names.who(move),
            _either(move).receipt,
            move.before.rank if move.before else None,
            move.after.rank if move.after else None,
            move.before.marks if move.before else "",
            move.after.marks if move.after else "",
            names.prizes(move.before),
            names.prizes(move.after),
        ]
        for round_id, moves in found.items()
        for move in (*moves.persons, *moves.units)
    ]
    headings = tuple(text(f"correction.head_{head}") for head in _HEADS)
    write_xlsx(out, [SheetOut(name=text("correction.sheet"), headings=headings, rows=rows)])
    return len(rows)


class _Names:
    """How rounds, people, units and prizes are called."""

    def __init__(self, contest: Contest, people: Mapping[Pid, str]) -> None:
        self._rounds = {round_.id: round_.name for round_ in contest.rounds}
        self._units = {str(unit.id): unit.name for unit in contest.units}
        self._people = people

    def where(self, round_id: RoundId) -> str:
        return self._rounds.get(round_id, text("correction.whole_contest"))

    def who(self, move: Move) -> str:
        place = _either(move)
        if not place.receipt:
            return self._units.get(place.holder, place.holder)
        return f"{self._people.get(Pid(place.holder), '')} ({place.receipt})".strip()

    def prizes(self, place: Place | None) -> str:
        shown = [
            prize if decided else text("correction.undecided", prize=prize)
            for _, prize, decided in (place.awards if place else ())
        ]
        return ", ".join(shown) or text("correction.no_prize")


def _either(move: Move) -> Place:
    place = move.after or move.before
    assert place is not None  # noqa: S101 - a move has one of the two
    return place


def _rank(place: Place | None) -> str:
    rank = place.rank if place else None
    return text("correction.no_rank") if rank is None else str(rank)
