"""Ties in a round: how many stand level where prizes are given, and what could not break it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.contest.ids import DivisionId
from chalicelib.contest.rules import Contest, RankingKey


@dataclass(frozen=True, slots=True, kw_only=True)
class PrizeTies:
    """How hard it was to tell the prize winners of a round, or of a division in it, from others."""

    division: DivisionId | None
    same_marks: int
    """How many have the marks of the last one who takes a prize: other keys decide there."""
    margin_ms: int | None
    """How much less time that one took than the next of those marks; None: time decided nothing."""
    shared: tuple[tuple[int, int], ...]
    """Ranks that several hold and that a prize depends on, each with how many hold it."""
    shared_elsewhere: int
    """How many ranks without a prize several people hold."""


def prize_ties(contest: Contest, persons: Sequence[Mapping[str, Any]]) -> tuple[PrizeTies, ...]:
    """Return the ties of a round's standings, by division; none where nobody takes a prize."""
    by_time = contest.ranking.keys[:2] == (RankingKey.MARKS, RankingKey.TIME_USED)
    found = []
    for division in contest.division_ids():
        rows = [row for row in persons if row["division"] == division]
        if any(row["awards"] for row in rows):
            found.append(_ties(division, rows, by_time=by_time))
    return tuple(found)


def _ties(
    division: DivisionId | None, rows: Sequence[Mapping[str, Any]], *, by_time: bool
) -> PrizeTies:
    winners = [row for row in rows if row["awards"]]
    last = winners[-1]
    level = [row for row in rows if row["marks"] == last["marks"]]
    behind = [row for row in level if row["rank"] > last["rank"]]
    holders = Counter(row["rank"] for row in rows)
    at_prizes = dict.fromkeys(row["rank"] for row in winners)
    several = {rank: count for rank, count in holders.items() if count > 1}
    return PrizeTies(
        division=division,
        same_marks=len(level),
        margin_ms=(
            behind[0]["time_used_ms"] - last["time_used_ms"] if behind and by_time else None
        ),
        shared=tuple((rank, several[rank]) for rank in at_prizes if rank in several),
        shared_elsewhere=sum(rank not in at_prizes for rank in several),
    )
