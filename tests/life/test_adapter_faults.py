"""The DynamoDB adapter on the wire: its writes throttled, failed, timed out before or after.

The AWS library repeats what it got no answer to.  Where the first call had been applied, its repeat
meets what it wrote itself; what the use case makes of that must be what it makes of a first answer.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ReadTimeoutError
from builders import ROUND
from faulty_stores import Fault, retried
from life.every_use_case import CASES, World, make_world

from chalicelib.composition import aws_backend
from chalicelib.store.clients import Clients
from chalicelib.store.schema import create_storage
from chalicelib.use_cases.start import Started
from office.local.engine import Engine

NAMES = ("start", "resume", "save", "submit", "receipt of an expired attempt")
ON_THE_WIRE = (
    Fault.THROTTLED,
    Fault.SERVER_ERROR,
    Fault.TIMEOUT_NOT_APPLIED,
    Fault.TIMEOUT_APPLIED,
)


class Body:
    """The body of a reply, as the AWS library reads it."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def stream(self) -> Iterator[bytes]:
        yield self.data


class FaultyWire:
    """Lets one call meet a fault, by its number among those to the database."""

    def __init__(self, engine: Engine) -> None:
        self.transport = engine.transport
        self.on = False
        self.number: int | None = None
        self.fault = Fault.THROTTLED
        self.calls = 0

    def __call__(self, request: Any) -> Any:
        if not self.on or "X-Amz-Target" not in request.headers:
            return self.transport(request)
        self.calls += 1
        if self.calls - 1 != self.number:
            return self.transport(request)
        match self.fault:
            case Fault.THROTTLED:
                return _refusal(request, 400, "ThrottlingException")
            case Fault.SERVER_ERROR:
                return _refusal(request, 500, "InternalServerError")
            case Fault.TIMEOUT_APPLIED:
                self.transport(request)
        raise ReadTimeoutError(endpoint_url=request.url)


def _refusal(request: Any, status: int, code: str) -> AWSResponse:
    body = json.dumps({"__type": f"x#{code}", "message": code}).encode()
    headers = {"Content-Type": "application/x-amz-json-1.0"}
    return AWSResponse(request.url, status, headers, Body(body))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def play(engine: Engine, name: str, number: int | None, fault: Fault) -> tuple[int, Any, Any]:
    """Return how many calls there were, the answer, and what is stored."""
    wire = FaultyWire(engine)
    own = f"{name.replace(' ', '-')}-{number}-{fault.name.lower().replace('_', '-')}-"
    settings = replace(engine.settings(), table_prefix=own, parameter_prefix=f"/{own}")
    clients = Clients(settings, transport=wire)
    create_storage(clients, production=False)
    before, act, roster = CASES[name]
    world = make_world(None, fault, roster=roster, backend=aws_backend(clients))
    before(world)
    wire.on, wire.number, wire.fault = True, number, fault
    answer = retried(lambda: act(world))
    wire.on = False
    if isinstance(answer, Started):
        answer = (answer.attempt, answer.token, answer.paper, answer.receipt)
    return wire.calls, answer, state_of(world)


def state_of(world: World) -> Any:
    backend, contest = world.open_backend, world.scene.contest
    people = [
        replace(person, code_hash="", sealed="") for person in backend.people.people(contest.id)
    ]
    code_opens = bool(world.code) and world.fresh().entry.person_of_code(world.code).pid
    return people, code_opens, list(backend.attempts.attempts(contest.id, ROUND))


@pytest.mark.prove
@pytest.mark.parametrize("name", NAMES)
def test_the_adapter_answers_after_any_fault_on_the_wire_as_without_one(
    engine: Engine, name: str, note: Callable[..., None]
) -> None:
    check(engine, name, ON_THE_WIRE, note)


def test_a_save_whose_first_answer_was_lost_is_answered_as_without_that(
    engine: Engine, note: Callable[..., None]
) -> None:
    check(engine, "save", (Fault.TIMEOUT_APPLIED,), note)


def check(engine: Engine, name: str, faults: tuple[Fault, ...], note: Callable[..., None]) -> None:
    """Let the use case's last call, which is its write, meet the faults."""
    calls, expected, should_be = play(engine, name, None, Fault.THROTTLED)
    wrong = []
    for fault in faults:
        asked, answer, state = play(engine, name, calls - 1, fault)
        assert asked == calls + 1
        wrong += [f"{fault}: answer"] * (answer != expected)
        wrong += [f"{fault}: {state}"] * (state != should_be)
    note(f"faults on the wire in {name}", faults=len(faults), wrong=len(wrong))
    assert wrong == []
