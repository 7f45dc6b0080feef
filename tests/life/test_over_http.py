"""The same over sockets, against the locked engine: concurrent starts and submissions, a rush."""

import http.client
import json
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Barrier, Lock
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from builders import CLOSES_AT, ROUND
from scene import START_ID, SUBMIT_ID, make_scene

from chalicelib.backends import aws_backend
from chalicelib.chance import SystemChance
from chalicelib.composition import Desks
from chalicelib.contest.attempts import GRACE_MS, SETTLED_AFTER_MS, AttemptState
from chalicelib.contest.receipts import commit
from chalicelib.store.clients import Clients
from chalicelib.store.schema import create_storage
from office.local.clock import RunningClock
from office.local.engine import Engine
from office.local.server import serve_front

PROVE = os.environ.get("PROVE") == "1"
TRIALS = 20 if PROVE else 1
AT_ONCE = 200
RUSHING, RUSH_SECONDS = (100, 10) if PROVE else (10, 2)
THROTTLED = 0.2
FIRST_PORT = 41_000


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        create_storage(engine.clients(), production=False)
        yield engine


@contextmanager
def served(desks: Desks, folder: Path) -> Iterator[int]:
    with serve_front(desks, folder, FIRST_PORT) as port:
        yield port


def send(port: int, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, bytes]:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        data = None if body is None else json.dumps(body).encode()
        connection.request(method, f"/api{path}", data, headers)
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    barrier = Barrier(count)

    def run(number: int) -> Any:
        barrier.wait()
        return act(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


def test_of_200_starts_and_200_submissions_at_once_one_attempt_and_one_receipt_come(
    engine: Engine, tmp_path: Path, note: Callable[..., None]
) -> None:
    scene = make_scene(backend=aws_backend(engine.clients()))
    receipts = starts = 0
    with served(scene.desks, tmp_path) as port:
        for trial in range(1, TRIALS + 1):
            code = scene.register(trial).code
            start = {"code": code, "start_id": START_ID}
            begun = at_once(AT_ONCE, lambda _, b=start: send(port, "POST", "/attempts", b))
            assert len(set(begun)) == 1
            status, reply = begun[0]
            assert status == 200
            attempt = json.loads(reply)
            answers = {question["id"]: "a" for question in attempt["paper"]}
            submission = {"submit_id": SUBMIT_ID, "revision": 1, "answers": answers}
            token = attempt["attempt"]["token"]
            done = at_once(
                AT_ONCE,
                lambda _, b=submission, t=token: send(port, "POST", "/attempts/submission", b, t),
            )
            assert len(set(done)) == 1
            assert done[0][0] == 200
            starts, receipts = starts + len(begun), receipts + len(done)
    stored = list(scene.desks.backend.attempts.attempts(scene.contest.id, ROUND))
    assert len(stored) == TRIALS
    assert {attempt.state for attempt in stored} == {AttemptState.SUBMITTED}
    note(
        "concurrent requests over HTTP",
        starts=starts,
        submissions=receipts,
        people=TRIALS,
        attempts=len(stored),
        different_receipts=0,
    )


class ThrottlingTransport:
    """Throttles a fifth of the calls to the database, before they reach it."""

    def __init__(self, engine: Engine) -> None:
        self.transport = engine.transport
        self.chance = Random(7)
        self.lock = Lock()
        self.calls = self.throttled = 0

    def __call__(self, request: Any) -> Any:
        with self.lock:
            self.calls += 1
            throttles = self.chance.random() < THROTTLED
            self.throttled += throttles
        if not throttles:
            return self.transport(request)
        body = json.dumps({"__type": "x#ThrottlingException", "message": "busy"}).encode()
        headers = {"Content-Type": "application/x-amz-json-1.0"}
        return AWSResponse(request.url, 400, headers, _Body(body))


class _Body:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def stream(self) -> Iterator[bytes]:
        yield self.data


def send_until_answered(
    port: int, chance: Random, *request: Any
) -> tuple[int, dict[str, Any], int]:
    """Send again with backoff what got no answer, as the page does."""
    tries = 0
    while True:
        status, data = send(port, *request)
        if status < 500 or status == 503:
            return status, json.loads(data), tries
        time.sleep(min(30.0, 2.0**tries) * (0.5 + chance.random()))
        tries += 1


def test_nothing_is_lost_in_a_rush_over_http(
    engine: Engine, tmp_path: Path, note: Callable[..., None]
) -> None:
    transport = ThrottlingTransport(engine)
    calm = make_scene(at=CLOSES_AT - 120_000, backend=aws_backend(engine.clients()))
    started = []
    for number in range(1_001, 1_001 + RUSHING):
        started.append(calm.start(calm.register(number).code, f"start-id-number-{number:05d}"))
    clock = RunningClock.started_at(CLOSES_AT - RUSH_SECONDS * 1_000)
    backend = aws_backend(Clients(engine.settings(), transport=transport))
    desks = Desks(calm.contest.id, backend, clock, SystemChance())
    begins_at = time.monotonic()

    def play(number: int) -> dict[str, Any]:
        chance, mine = Random(number), started[number]
        moments = sorted(chance.uniform(0, RUSH_SECONDS) for _ in range(3))
        answers: dict[str, str] = {}
        saved, sent_again, statuses = 0, 0, []
        for revision, moment in enumerate(moments[:2], start=1):
            time.sleep(max(0.0, begins_at + moment - time.monotonic()))
            answers = {**answers, str(mine.paper.question_ids()[revision]): "ab"[revision - 1]}
            body = {"revision": revision, "answers": answers}
            status, _, tries = send_until_answered(
                port, chance, "PUT", "/attempts/answers", body, mine.token
            )
            statuses.append(status)
            sent_again += tries
            saved = revision if status == 200 else saved
        time.sleep(max(0.0, begins_at + moments[2] - time.monotonic()))
        body = {
            "submit_id": SUBMIT_ID,
            "revision": 2,
            "saved_revision": saved,
            "answers": answers,
        }
        status, reply, tries = send_until_answered(
            port, chance, "POST", "/attempts/submission", body, mine.token
        )
        return {
            "answers": answers,
            "statuses": [*statuses, status],
            "receipt": reply.get("receipt"),
            "sent_again": sent_again + tries,
        }

    with served(desks, tmp_path) as port, ThreadPoolExecutor(RUSHING) as threads:
        played = list(threads.map(play, range(RUSHING)))

    records = {
        attempt.key: attempt
        for attempt in calm.desks.backend.attempts.attempts(calm.contest.id, ROUND)
    }
    lost = misjudged = 0
    for mine, one in zip(started, played, strict=True):
        record = records[mine.attempt.key]
        receipt = one["receipt"]
        misjudged += one["statuses"] != [200] * 3
        lost += (
            receipt is None
            or record.state is not AttemptState.SUBMITTED
            or dict(record.answers) != one["answers"]
            or receipt["commitment"] != commit(receipt["nonce"], one["answers"])
        )
    note(
        "deadline rush over HTTP",
        submissions=RUSHING,
        saves=2 * RUSHING,
        lost=lost,
        misjudged=misjudged,
        storage_calls=transport.calls,
        throttled_calls=transport.throttled,
        sent_again=sum(one["sent_again"] for one in played),
    )
    assert (lost, misjudged) == (0, 0)
    assert transport.throttled > 0
    assert clock.now() < CLOSES_AT + SETTLED_AFTER_MS + GRACE_MS
