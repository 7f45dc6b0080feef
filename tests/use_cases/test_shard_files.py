"""Shards as bytes: what was written is what is read, a block at a time."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO

import pytest
from builders import make_contest, make_score

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import UnitId
from chalicelib.contest.measures import UnitTally
from chalicelib.contest.shards import ShardSums, count_shard, rank_shard
from chalicelib.use_cases.shard_files import (
    ROWS_IN_A_BLOCK,
    read_ranked,
    read_scores,
    read_sums,
    write_blocks,
    write_sums,
)

NOBODY = ShardSums(people=0, tally=UnitTally())
SIZES = [0, 1, ROWS_IN_A_BLOCK, ROWS_IN_A_BLOCK + 1]


def people(count: int) -> list[Score]:
    return [make_score(number, marks=number) for number in range(count)]


def opener(data: bytes, opened: list[BytesIO]) -> Callable[[], BytesIO]:
    """Return what opens the bytes and keeps what it opened."""

    def open_data() -> BytesIO:
        opened.append(BytesIO(data))
        return opened[-1]

    return open_data


@pytest.mark.parametrize("size", SIZES)
def test_scores_travel_unchanged_and_can_be_read_again(size: int) -> None:
    blocks = list(write_blocks(people(size)))
    scores = read_scores(partial(BytesIO, b"".join(blocks)))

    assert (list(scores), list(scores)) == (people(size), people(size))
    assert len(blocks) == -(-size // ROWS_IN_A_BLOCK)


@pytest.mark.parametrize("size", SIZES)
def test_a_ranked_shard_travels_unchanged(size: int) -> None:
    contest = make_contest()
    counting, sums = count_shard(contest, people(size))
    shard = rank_shard(contest, counting, sums)

    rows, scores = b"".join(write_blocks(shard.rows)), b"".join(write_blocks(shard.scores))
    read = read_ranked(partial(BytesIO, rows), partial(BytesIO, scores))

    assert (list(read.rows), list(read.scores)) == (list(shard.rows), list(shard.scores))
    assert [score.marks for score in read.scores] == list(reversed(range(size)))


def test_sums_travel_unchanged() -> None:
    scores = [
        make_score(1, unit=None, prediction="7"),
        make_score(2, prediction="12,5"),
        make_score(2, ordinal=2, unit=UnitId("phuong-2")),
    ]
    _, sums = count_shard(make_contest(), scores)

    assert read_sums(write_sums(sums)) == sums
    assert read_sums(write_sums(NOBODY)) == NOBODY


def test_of_a_large_shard_one_block_at_a_time_is_read() -> None:
    opened: list[BytesIO] = []
    blocks = list(write_blocks(people(2 * ROWS_IN_A_BLOCK)))
    scores: Iterator[Score] = iter(read_scores(opener(b"".join(blocks), opened)))

    first = next(scores)

    assert (first, opened[0].tell()) == (people(1)[0], len(blocks[0]))
    assert (len(list(scores)), opened[0].closed) == (2 * ROWS_IN_A_BLOCK - 1, True)
