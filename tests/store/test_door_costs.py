"""What contestants cost in calls to the database, from the challenge to the receipt."""

import json

import pytest
from builders import make_contest
from scene import START_ID, SUBMIT_ID, make_scene

from chalicelib.api.routes import register_routes
from chalicelib.contest.tries import FREE_TRIES
from chalicelib.store.attempts import AttemptTable
from chalicelib.store.clients import Clients
from chalicelib.store.door import DoorTable
from chalicelib.store.people import PeopleTable
from office.local.gateway import Gateway
from office.local.in_memory import memory_backend
from office.simulate.challenges import solve
from tests.api.test_routes import PARTICULARS

OTHER_ID = "another-id-of-16-letters"


class Visitor:
    """Sends requests and notes, for each, which operations the database was asked for."""

    def __init__(self, clients, engine):
        self.operations = []

        def count(request):
            target = request.headers["X-Amz-Target"]
            name = target.decode() if isinstance(target, bytes) else target
            self.operations.append(name.rpartition(".")[2])
            return engine.transport(request)

        counted = Clients(clients.settings, transport=count)
        backend = memory_backend()
        parts = {name: getattr(backend, name) for name in backend.__slots__}
        parts |= {
            "people": PeopleTable(counted),
            "door": DoorTable(counted),
            "attempts": AttemptTable(counted),
        }
        self.scene = make_scene(make_contest(), backend=type(backend)(**parts))
        self.gateway = Gateway(
            lambda app: register_routes(app, lambda: self.scene.desks.entry), self.scene.clock
        )

    def send(self, method, path, body=None, token=""):
        self.operations.clear()
        headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
        data = b"" if body is None else json.dumps(body).encode()
        reply = json.loads(self.gateway.answer(method, path, headers, data).body)
        return reply, list(self.operations)


@pytest.fixture
def visitor(clients, engine):
    return Visitor(clients, engine)


def test_whoever_errs_in_nothing_pays_for_the_door_once_and_attempts_for_two_writes(visitor):
    asked, challenge = visitor.send("GET", "/challenges")
    registered, registration = visitor.send(
        "POST", "/registrations", {**PARTICULARS, "solution": solve(asked)}
    )
    started, start = visitor.send(
        "POST", "/attempts", {"code": registered["code"], "start_id": START_ID}
    )
    answers = {question["id"]: question["options"][0]["id"] for question in started["paper"]}
    _, submission = visitor.send(
        "POST",
        "/attempts/submission",
        {"submit_id": SUBMIT_ID, "revision": 1, "answers": answers},
        started["attempt"]["token"],
    )

    assert challenge == []
    # The challenge as used; the exclusion; the person; the code.
    assert registration == ["PutItem", "GetItem", "PutItem", "PutItem"]
    # The third read is of the key of the round's networks: once for each process.
    assert start == ["GetItem", "GetItem", "GetItem", "PutItem"]
    assert submission == ["UpdateItem"]


def test_a_wrong_second_factor_is_one_write_and_one_that_waits_none(visitor):
    asked, _ = visitor.send("GET", "/challenges")
    registered, _ = visitor.send(
        "POST", "/registrations", {**PARTICULARS, "solution": solve(asked)}
    )
    wrong = {"code": registered["code"], "birth_date": "1991-01-01", "start_id": OTHER_ID}
    tries = [visitor.send("POST", "/attempts/resume", wrong) for _ in range(FREE_TRIES + 1)]

    assert [reply["error"]["code"] for reply, _ in tries] == [
        *["wrong_second_factor"] * FREE_TRIES,
        "too_many_tries",
    ]
    recognised = ["GetItem", "GetItem"]
    assert [operations for _, operations in tries] == [
        *[[*recognised, "GetItem", "PutItem"]] * FREE_TRIES,
        [*recognised, "GetItem"],
    ]
