"""The adapters on the wire: calls throttled, failed, timed out before they were applied or after.

The AWS library repeats what it got no answer to.  Where the first call had been applied, its repeat
meets what it wrote itself; what the use case makes of that must be what it makes of a first answer.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from builders import ROUND
from faulty_stores import Fault, retried
from life.every_use_case import CASES, World, make_world
from life.faulty_wire import ON_THE_WIRE, WRITES, FaultyWire, worth_failing

from chalicelib.backends import aws_backend
from chalicelib.store.clients import Clients
from chalicelib.store.schema import create_storage
from chalicelib.use_cases.start import Started
from office.local.engine import Engine

NAMES = (
    "register at the door",
    "register",
    "register again",
    "register with a wrong second factor",
    "lost code by a roster",
    "agree and start",
    "start",
    "resume",
    "save",
    "submit",
    "receipt of an expired attempt",
    "close",
    "publish",
    "make a link",
    "revoke a link",
)
REDUCED = ("register at the door", "register with a wrong second factor", "save", "close")


class Wired:
    """An engine behind a faulty wire, with storage of its own for every run."""

    def __init__(self, engine: Engine) -> None:
        self.wire = FaultyWire(engine)
        self.settings = engine.settings()
        self.numbers = itertools.count()
        self.made: Any = {}

    def clients(self) -> Clients:
        own = f"run{next(self.numbers)}"
        clients = Clients(
            replace(
                self.settings,
                table_prefix=f"{own}-",
                parameter_prefix=f"/{own}",
                archive_bucket=f"{own}-archive",
                public_bucket=f"{own}-public",
            ),
            transport=self.wire,
        )
        # Connecting takes longer than all that is asked then.
        clients._made = self.made
        create_storage(clients, production=False)
        return clients

    def play(self, name: str, number: int | None, fault: Fault) -> tuple[Any, Any]:
        """Return the answer of a use case one of whose calls meets a fault, and what is stored."""
        self.wire.on = False
        clients = self.clients()
        before, act, roster = CASES[name]
        world = make_world(None, fault, roster=roster, backend=aws_backend(clients))
        before(world)
        self.wire.watch(number, fault)
        answer = retried(lambda: act(world))
        self.wire.on = False
        if isinstance(answer, Started):
            answer = (answer.attempt, answer.token, answer.paper, answer.receipt)
        return answer, state_of(world, clients)


@pytest.fixture(scope="module")
def wired() -> Iterator[Wired]:
    with Engine() as engine:
        yield Wired(engine)


def state_of(world: World, clients: Clients) -> Any:
    backend, contest = world.open_backend, world.scene.contest
    people = [
        replace(person, code_hash="", sealed="") for person in backend.people.people(contest.id)
    ]
    return {
        "people": people,
        "code": bool(world.code) and world.fresh().entry.person_of_code(world.code).pid,
        "attempts": list(backend.attempts.attempts(contest.id, ROUND)),
        "states": backend.contests.get_states(contest.id),
        "links": backend.links.get_links(contest.id),
        "archive": files(clients, clients.settings.archive_bucket),
        "public": files(clients, clients.settings.public_bucket),
        "tries": tries(clients),
    }


def files(clients: Clients, bucket: str) -> list[tuple[str, int]]:
    listed = clients.s3.list_objects_v2(Bucket=bucket).get("Contents", [])
    return [(item["Key"], item["Size"]) for item in listed]


def tries(clients: Clients) -> list[str]:
    """Return how many tries are on record: a repeat of the library's is none of its own."""
    stored = clients.dynamodb.scan(TableName=f"{clients.settings.table_prefix}people")["Items"]
    return [item["count"]["N"] for item in stored if "/tries/" in item["pk"]["S"]]


@pytest.mark.prove
@pytest.mark.parametrize("name", NAMES)
def test_the_adapters_answer_after_any_fault_on_the_wire_as_without_one(
    wired: Wired, name: str, note: Callable[..., None]
) -> None:
    _, _, calls = without_faults(wired, name)
    check(wired, name, worth_failing(calls), ON_THE_WIRE, note)


@pytest.mark.parametrize("name", REDUCED)
def test_a_write_whose_first_answer_was_lost_is_answered_as_without_that(
    wired: Wired, name: str, note: Callable[..., None]
) -> None:
    _, _, calls = without_faults(wired, name)
    first_writes = [
        number
        for number, call in enumerate(calls)
        if call.partition(" ")[0] in WRITES and calls.index(call) == number
    ]
    check(wired, name, first_writes, (Fault.TIMEOUT_APPLIED,), note)


def without_faults(wired: Wired, name: str) -> tuple[Any, Any, list[str]]:
    answer, state = wired.play(name, None, Fault.THROTTLED)
    return answer, state, wired.wire.calls


def check(
    wired: Wired,
    name: str,
    numbers: list[int],
    faults: tuple[Fault, ...],
    note: Callable[..., None],
) -> None:
    """Let each of these calls meet each fault."""
    expected, should_be, calls = without_faults(wired, name)
    wrong = []
    for number in numbers:
        for fault in faults:
            answer, state = wired.play(name, number, fault)
            place = f"{fault} at {number} {calls[number]}"
            assert len(wired.wire.calls) > len(calls)
            wrong += [f"{place}: answer"] * (answer != expected)
            wrong += [
                f"{place}: {part}: {state[part]}"
                for part in state
                if state[part] != should_be[part]
            ]
    runs = len(numbers) * len(faults)
    what = "faults" if len(faults) > 1 else "lost answers"
    note(f"{what} on the wire in {name}", calls=len(calls), runs=runs, wrong=len(wrong))
    assert numbers
    assert wrong == []
