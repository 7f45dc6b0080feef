"""A closer that is killed at any request to the store: whoever starts again ends at the same bytes.

Real processes, real SIGKILL, over HTTP: right before a request leaves, and right after its answer
has come.  Compared is everything that the store holds then, items and files.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from builders import CLOSES_AT, PUBLISHES_AT, ROUND
from close.over_the_wire import World, world

from chalicelib.contest.acts import CLOSE_DELAY_MS, WHOLE_CONTEST, RoundStatus

PROVE = os.environ.get("PROVE") == "1"
EVERY = 1 if PROVE else 23
CLOSE = [CLOSES_AT + CLOSE_DELAY_MS, "close", ROUND]
PUBLISH = [PUBLISHES_AT, "publish", ROUND]
KILLED = -9
WRITES = {"PUT", "PutItem", "UpdateItem", "TransactWriteItems", "BatchWriteItem"}


@pytest.fixture(scope="module")
def over() -> Iterator[World]:
    """A contest of one round that is over, so that its close is the whole contest's too."""
    with world(weeks=1) as made:
        made.stored.keep()
        yield made


def restart(over: World, acts: list[Any], status: RoundStatus) -> None:
    """Start again as the schedule does, the whole contest by itself where it is still missing."""
    (told,) = over.closers.run({"acts": acts})
    assert told["ended"] == 0
    contests = over.scene.desks.backend.contests
    states = contests.get_states(over.scene.contest.id)
    if WHOLE_CONTEST not in states or states[WHOLE_CONTEST].status is not status:
        at, name, _ = acts[-1]
        (told,) = over.closers.run({"acts": [[at, name, WHOLE_CONTEST]]})
        assert told["ended"] == 0


def kills_at(asked: list[str]) -> list[tuple[int, str]]:
    """Return where to kill: before every request, and after every one that writes.

    After a request that only reads the store is what it was before.
    """
    places = [
        (number, side)
        for number, what in enumerate(asked)
        for side in ("before", "after")
        if side == "before" or what in WRITES
    ]
    return places[::EVERY]


def sweep(over: World, act: list[Any], status: RoundStatus) -> dict[str, Any]:
    """Kill an act at its requests one after the other, and start it again each time."""
    (told,) = over.closers.run({"acts": [act]})
    assert told["ended"] == 0
    assert told["outcomes"] == ["done"]
    found = over.stored.read()
    undisturbed = over.stored.digest(found)
    places = kills_at(told["asked"])
    ends: dict[str, str] = {}
    for number, side in places:
        over.stored.put_back(found)
        (killed,) = over.closers.run({"acts": [act], "kill_at": number, "side": side})
        assert killed == {"ended": KILLED}
        found = over.stored.read()
        left = over.stored.digest(found)
        # Whoever starts again knows nothing but what is stored: once from each state is enough.
        if left not in ends:
            restart(over, [act], status)
            found = over.stored.read()
            ends[left] = over.stored.digest(found)
    over.stored.put_back(found)
    return {
        "requests": len(told["asked"]),
        "writes": sum(what in WRITES for what in told["asked"]),
        "kills": len(places),
        "states_left_behind": len(ends),
        "different_ends": sum(end != undisturbed for end in ends.values()),
    }


def test_a_close_and_a_publication_killed_anywhere_end_at_the_same_bytes(
    over: World, note: Callable[..., None]
) -> None:
    closing = sweep(over, CLOSE, RoundStatus.CLOSED)
    restart(over, [CLOSE], RoundStatus.CLOSED)
    over.stored.keep()
    publishing = sweep(over, PUBLISH, RoundStatus.PUBLISHED)

    note("closers killed", **closing)
    note("publishers killed", **publishing)
    assert (closing["different_ends"], publishing["different_ends"]) == (0, 0)
    assert min(closing["kills"], publishing["kills"]) > 1
    assert closing["states_left_behind"] > 2
    assert min(closing["writes"], publishing["writes"]) > 10
