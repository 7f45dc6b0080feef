"""How many whole attempts this computer takes over HTTP: start, three saves, submit.

The contestants are threads of another process that shares this computer's processors, so the rate
is of both together.  Other work can only lower it: the best of several runs counts.
"""

import json
import logging
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.invented_person import register
from bench.measure import Figure, run_child
from bench.synthetic import example
from chalicelib.backends import Backend, aws_backend
from chalicelib.chance import SystemChance
from chalicelib.composition import Desks
from chalicelib.contest.attempts import AttemptKey, AttemptState
from chalicelib.contest.ids import Pid
from chalicelib.contest.times import MINUTE_MS
from chalicelib.store.schema import create_storage
from chalicelib.use_cases.prepare import prepare_contest
from office.local.clock import RunningClock
from office.local.engine import Engine
from office.local.in_memory import memory_backend
from office.local.server import serve_front

THREADS = 32
FIRST_PORT = 18_200
RUNS = 3

MEMORY_BAR = 100
ENGINE_BAR = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How much is asked of a server in one run: it ends with the codes or with the seconds."""

    people: int
    seconds: float


MEMORY_LOAD = Load(people=1_500, seconds=4.0)
ENGINE_LOAD = Load(people=160, seconds=4.0)


@dataclass(frozen=True, slots=True)
class Rate:
    """The outcome of one run."""

    per_second: float
    server_cpu_ms: float
    """CPU of the serving process for each attempt."""


def measure(
    memory: Load = MEMORY_LOAD, engine: Load = ENGINE_LOAD, runs: int = RUNS
) -> list[Figure]:
    """Return the rates on stores in memory and on the locked engine."""
    in_memory = best_rate(memory_backend(), memory, runs)
    with Engine() as running:
        create_storage(running.clients(), production=False)
        on_engine = best_rate(aws_backend(running.clients()), engine, runs)
    return [
        *_figures("stores in memory", in_memory, MEMORY_BAR),
        *_figures("the locked engine", on_engine, ENGINE_BAR),
    ]


def _figures(where: str, rate: Rate, bar: int) -> list[Figure]:
    name = f"attempts over HTTP, {THREADS} threads, {where}"
    return [
        Figure(name=name, value=rate.per_second, unit="/s", limit=bar, at_least=True),
        Figure(name=f"{name}: CPU of the server, each", value=rate.server_cpu_ms, unit="ms"),
    ]


def best_rate(backend: Backend, load: Load, runs: int) -> Rate:
    """Return the best of several runs, after every accepted answer was found stored."""
    loaded = example()
    contest, round_ = loaded.contest, loaded.contest.rounds[0]
    clock = RunningClock.started_at(round_.opens_at + MINUTE_MS)
    desks = Desks(contest.id, backend, clock, SystemChance())
    prepare_contest(desks.prepare, contest, loaded.banks)
    rates = []
    expected = 0
    with tempfile.TemporaryDirectory(prefix="bench-http-") as work, _quiet_queue():
        for run in range(runs):
            pids = _register(desks, run * load.people, load.people)
            rate, accepted = _run(desks, Path(work), list(pids), load.seconds)
            rates.append(rate)
            for said in accepted:
                _check_stored(desks, pids[said["code"]], said)
            expected += len(accepted)
        stored = list(backend.attempts.attempts(contest.id, round_.id))
        assert len(stored) == expected, (len(stored), expected)
    return Rate(max(rate.per_second for rate in rates), min(rate.server_cpu_ms for rate in rates))


def _run(
    desks: Desks, work: Path, codes: list[str], seconds: float
) -> tuple[Rate, list[dict[str, Any]]]:
    with serve_front(desks, work, FIRST_PORT) as port:
        asked = {"port": port, "codes": codes, "seconds": seconds, "threads": THREADS}
        (work / "work.json").write_text(json.dumps(asked))
        before = time.process_time()
        run_child(["-m", "bench.http_clients", str(work)])
        cpu_seconds = time.process_time() - before
    done = json.loads((work / "done.json").read_text())
    accepted: list[dict[str, Any]] = done["accepted"]
    assert accepted, "no attempt was completed"
    assert len({said["code"] for said in accepted}) == len(accepted)
    count = len(accepted)
    return Rate(count / done["seconds"], cpu_seconds / count * 1e3), accepted


def _register(desks: Desks, first: int, people: int) -> dict[str, Pid]:
    pids: dict[str, Pid] = {}
    for number in range(first, first + people):
        done = register(desks, number)
        pids[done.code] = done.person.pid
    assert len(pids) == people
    return pids


def _check_stored(desks: Desks, pid: Pid, said: dict[str, Any]) -> None:
    round_id = desks.entry.rules.contest().rounds[0].id
    key = AttemptKey(contest=desks.contest_id, scope=round_id, pid=pid)
    stored = desks.backend.attempts.get_attempt(key)
    assert stored is not None, said
    assert stored.state is AttemptState.SUBMITTED, stored
    assert stored.answers == said["answers"], stored
    assert stored.revision == said["revision"], stored
    assert stored.receipt_code == said["receipt_code"], stored


@contextmanager
def _quiet_queue() -> Iterator[None]:
    """Do not let the server say that requests wait: with more clients than threads they must."""
    queue = logging.getLogger("waitress.queue")
    level = queue.level
    queue.setLevel(logging.ERROR)
    try:
        yield
    finally:
        queue.setLevel(level)
