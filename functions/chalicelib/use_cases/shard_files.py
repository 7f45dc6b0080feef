"""Shards as bytes: what one process or function ranked, for another to merge.

A file holds blocks of rows, each after its length in four bytes, so that whoever merges many files
holds one block of each.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO, Generic, TypeVar

import msgspec

from chalicelib.contest.grading import Score
from chalicelib.contest.shards import RankedRow, RankedShard, ShardSums

ROWS_IN_A_BLOCK = 1_000

_BYTES_OF_A_LENGTH = 4
_SUMS = msgspec.msgpack.Decoder(ShardSums)
_ROWS = msgspec.msgpack.Decoder(list[RankedRow])
_SCORES = msgspec.msgpack.Decoder(list[Score])

Opener = Callable[[], BinaryIO]

Row = TypeVar("Row")


def write_sums(sums: ShardSums) -> bytes:
    """Return the sums of a shard as compact bytes."""
    return msgspec.msgpack.encode(sums)


def read_sums(data: bytes) -> ShardSums:
    """Return the sums that ``write_sums`` wrote."""
    return _SUMS.decode(data)


def write_blocks(values: Iterable[Score] | Iterable[RankedRow]) -> Iterator[bytes]:
    """Yield the bytes of scores or rows, of which one block at a time is in memory."""
    rest = iter(values)
    while batch := list(islice(rest, ROWS_IN_A_BLOCK)):
        written = msgspec.msgpack.encode(batch)
        yield len(written).to_bytes(_BYTES_OF_A_LENGTH, "big") + written


def read_scores(open_scores: Opener) -> "Blocks[Score]":
    """Return the scores that ``write_blocks`` wrote, to be read as often as one likes."""
    return Blocks(open_scores, _SCORES)


def read_ranked(open_rows: Opener, open_scores: Opener) -> RankedShard:
    """Return the ranked shard whose rows and scores were written; nothing is opened before."""
    return RankedShard(rows=Blocks(open_rows, _ROWS), scores=Blocks(open_scores, _SCORES))


class Blocks(Generic[Row]):
    """What blocks hold, read from the beginning whenever it is iterated."""

    def __init__(self, opener: Opener, decoder: "msgspec.msgpack.Decoder[list[Row]]") -> None:
        self._opener = opener
        self._decoder = decoder

    def __iter__(self) -> Iterator[Row]:
        """Yield each, with one block at a time in memory."""
        return chain.from_iterable(self._blocks())

    def _blocks(self) -> Iterator[list[Row]]:
        with self._opener() as file:
            while length := file.read(_BYTES_OF_A_LENGTH):
                yield self._decoder.decode(file.read(int.from_bytes(length, "big")))
