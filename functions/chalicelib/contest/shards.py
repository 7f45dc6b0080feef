"""A round's results by shards: where its attempts are too many for one process.

1. A shard is of people: all attempts of a person lie in one, and each shard's people follow those
   of the one before by their pids.
2. ``count_shard`` finds which attempts count and what they come to; ``add_up`` adds the shards up.
3. ``rank_shard`` puts a shard's attempts in order by keys that mean the same in every shard.  The
   truth of a prediction is that of the whole round, so no shard can be ranked by predictions
   before all are counted; where nothing is predicted, a shard needs no more than itself.
4. ``merge_shards`` reads the ranked shards side by side, from the top, and as often as needed: what
   comes out is byte for byte what ``results.round_results`` gives of all attempts together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from operator import attrgetter, itemgetter
from typing import TypeVar

from chalicelib.contest.canonical import member_pieces
from chalicelib.contest.counting import counting_of_round
from chalicelib.contest.grading import Score, values_of
from chalicelib.contest.ids import Pid, RoundId
from chalicelib.contest.measures import UnitTally, tally_units
from chalicelib.contest.merit import AwardHistory, award_persons
from chalicelib.contest.prizes import Award
from chalicelib.contest.ranking import Standing, lasting_keys, len_of_key, place_predictions
from chalicelib.contest.results import Figures, UnitRow, of_division, prediction_truth, unit_rows
from chalicelib.contest.rules import Contest, MarksRules, PrizeFor, PrizePer, RankingKey
from chalicelib.contest.standings import (
    Provenance,
    RowText,
    awards_text,
    row_texts,
    standings_members,
)

_BYTES_OF_A_DIVISION = 2

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardSums:
    """What the attempts of a shard, or of several together, come to."""

    people: int
    tally: UnitTally
    predictions: frozenset[str] = frozenset()
    """What was predicted, where the ranking asks how near that was."""
    first: str = ""
    last: str = ""
    """The pids of the first and the last of the people; empty where there are none."""

    def figures(self) -> Figures:
        """Return the sums that a round reports."""
        counting = self.tally.counting.items()
        return Figures(
            attempts=sum(self.tally.attempts.values()),
            people=self.people,
            units=len({unit for unit, _ in self.tally.attempts} - {None}),
            perfect_papers=sum(count for (_, marks, full), count in counting if marks == full),
            counting=sum(count for _, count in counting),
        )


RankedRow = tuple[bytes, RowText]
"""One person: the division, the ranking keys and the receipt code as bytes, and the row's text.

Rows sort by the bytes over all shards.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedShard:
    """A shard in the order of its standings; rows and scores run side by side.

    Both may be read more than once, and scores are read no further than prizes go.
    """

    rows: Iterable[RankedRow]
    scores: Iterable[Score]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedResults:
    """The results of a round whose persons lie in shards."""

    round: RoundId
    figures: Figures
    units: tuple[UnitRow, ...]
    awards: Mapping[Pid, tuple[Award, ...]]
    shards: Sequence[RankedShard]
    key_length: int


def count_shard(contest: Contest, scores: Iterable[Score]) -> tuple[tuple[Score, ...], ShardSums]:
    """Return the scores of a shard that count, by pid, and what all of them come to."""
    valid = tuple(scores)
    counting = counting_of_round(contest, valid)
    predicted = RankingKey.PREDICTION_ERROR in contest.ranking.keys
    sums = ShardSums(
        people=len(counting),
        tally=tally_units(valid, counting),
        predictions=frozenset(map(attrgetter("prediction"), counting if predicted else ())),
        first=counting[0].pid if counting else "",
        last=counting[-1].pid if counting else "",
    )
    return counting, sums


def add_up(shards: Iterable[ShardSums]) -> ShardSums:
    """Return what shards come to together.

    Raises ValueError where two may hold attempts of one person: their people overlap.
    """
    listed = sorted((shard for shard in shards if shard.people), key=attrgetter("first"))
    tally, predictions, last = UnitTally(), frozenset[str](), ""
    for shard in listed:
        if shard.first <= last:
            raise ValueError(f"two shards overlap: one ends with {last}, one has {shard.first}")
        tally, predictions, last = tally + shard.tally, predictions | shard.predictions, shard.last
    return ShardSums(
        people=sum(shard.people for shard in listed),
        tally=tally,
        predictions=predictions,
        first=listed[0].first if listed else "",
        last=last,
    )


def rank_shard(contest: Contest, counting: Sequence[Score], sums: ShardSums) -> RankedShard:
    """Return what counts in a shard in the order of the standings.

    ``sums`` are those of all shards; where no ranking key goes by predictions, any will do.
    """
    figures = sums.figures()
    all_orders: list[bytes] = []
    all_scores: list[Score] = []
    for place, division in enumerate(contest.division_ids()):
        scores = tuple(of_division(counting, division))
        truth = prediction_truth(contest, figures, division)
        keys = lasting_keys(scores, contest.ranking, place_predictions(sums.predictions, truth))
        before = place.to_bytes(_BYTES_OF_A_DIVISION, "big")
        orders = [
            before + key + score.receipt_code.encode()
            for key, score in zip(keys, scores, strict=True)
        ]
        del keys
        places = sorted(range(len(scores)), key=orders.__getitem__)
        all_orders += map(orders.__getitem__, places)
        all_scores += map(scores.__getitem__, places)
    rows = _Rows(orders=all_orders, scores=all_scores, marks=contest.marks)
    return RankedShard(rows=rows, scores=all_scores)


def merge_shards(
    contest: Contest,
    round_id: RoundId,
    sums: ShardSums,
    shards: Sequence[RankedShard],
    history: AwardHistory | None = None,
) -> MergedResults:
    """Return a round's results from its ranked shards; ``sums`` are those of all of them."""
    key_length = _BYTES_OF_A_DIVISION + len_of_key(contest.ranking)
    past = (history or AwardHistory()).of_round(round_id)
    standings = {
        division: _Division(shards=shards, place=place, key_length=key_length)
        for place, division in enumerate(contest.division_ids())
    }
    groups = contest.prizes.of(PrizeFor.PERSONS, PrizePer.ROUND)
    return MergedResults(
        round=round_id,
        figures=sums.figures(),
        units=unit_rows(contest, sums.tally, PrizePer.ROUND, past),
        awards=award_persons(contest, groups, standings, past),
        shards=shards,
        key_length=key_length,
    )


def merged_standings(results: MergedResults, provenance: Provenance) -> Iterator[bytes]:
    """Yield the canonical bytes of the standings in pieces."""
    persons = _person_rows(results)
    yield from member_pieces(
        standings_members(results.round, results.figures, results.units, provenance, persons)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """The rows of a shard, written anew whenever they are read: all at once they are large."""

    orders: Sequence[bytes]
    scores: Sequence[Score]
    marks: MarksRules

    def __iter__(self) -> Iterator[RankedRow]:
        texts = row_texts(self.scores, values_of(self.scores, self.marks))
        return zip(self.orders, texts, strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Division:
    """The standings of one division, merged anew whenever they are read."""

    shards: Sequence[RankedShard]
    place: int
    key_length: int

    def __iter__(self) -> Iterator[Standing]:
        pairs = merge(
            *(zip(shard.rows, shard.scores, strict=True) for shard in self.shards),
            key=_order_of_pair,
        )
        before = self.place.to_bytes(_BYTES_OF_A_DIVISION, "big")
        own = (pair for pair in pairs if pair[0][0].startswith(before))
        for rank, (_, score) in _ranked(own, _order_of_pair, self.key_length):
            yield Standing(rank, score)


def _person_rows(results: MergedResults) -> Iterator[str]:
    awards = results.awards
    nothing = awards_text(())
    rows = merge(*(shard.rows for shard in results.shards))
    for rank, (_, (pid, head, tail)) in _ranked(rows, itemgetter(0), results.key_length):
        given = awards_text(awards[pid]) if pid in awards else nothing
        yield f"{given}{head}{rank}{tail}"


def _ranked(
    values: Iterable[Value], order_of: Callable[[Value], bytes], key_length: int
) -> Iterator[tuple[int, Value]]:
    """Yield values, which come in order, with their ranks: each division begins with 1."""
    place = rank = 0
    before = b""
    for value in values:
        key = order_of(value)[:key_length]
        if key != before:
            if key[:_BYTES_OF_A_DIVISION] != before[:_BYTES_OF_A_DIVISION]:
                place = 0
            rank, before = place + 1, key
        place += 1
        yield rank, value


def _order_of_pair(pair: tuple[RankedRow, Score]) -> bytes:
    return pair[0][0]
