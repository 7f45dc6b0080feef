"""A contest on the engine, closed by processes that live elsewhere and may be killed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from builders import make_contest, make_weeks
from scene import START_ID, SUBMIT_ID, Scene, make_scene

from chalicelib.backends import aws_backend
from chalicelib.contest.times import MINUTE_MS
from chalicelib.store.clients import Clients
from chalicelib.store.schema import create_storage
from chalicelib.use_cases.answer import save_answers, submit_attempt
from office.local.engine import Engine

ROOT = Path(__file__).parents[2]
PATH = os.pathsep.join(str(ROOT / part) for part in ("functions", "site", ".", "tests"))
TOKEN = "close-proof"
PEOPLE = 3


@dataclass
class Stored:
    """Everything in the tables and buckets of an engine, to be looked at and put back."""

    clients: Clients
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)

    def read(self) -> dict[str, dict[str, Any]]:
        """Return items and files by table or bucket and by key."""
        found: dict[str, dict[str, Any]] = {}
        for table in self.clients.dynamodb.list_tables()["TableNames"]:
            pages = self.clients.dynamodb.get_paginator("scan").paginate(TableName=table)
            items = [item for page in pages for item in page["Items"]]
            found[table] = {_key(item): item for item in items}
        for bucket in self._buckets():
            listed = self.clients.s3.list_objects_v2(Bucket=bucket).get("Contents", [])
            found[bucket] = {
                one["Key"]: self.clients.s3.get_object(Bucket=bucket, Key=one["Key"])["Body"].read()
                for one in listed
            }
        return found

    def keep(self) -> None:
        """Remember what is stored now."""
        self.kept = self.read()

    def put_back(self, now: dict[str, dict[str, Any]]) -> None:
        """Store again what was kept, and nothing else, in the place of what is stored now."""
        for place, kept in self.kept.items():
            for key in now[place].keys() - kept.keys():
                self._delete(place, key, now[place][key])
            for key, value in kept.items():
                if now[place].get(key) != value:
                    self._put(place, key, value)

    def digest(self, found: dict[str, dict[str, Any]] | None = None) -> str:
        """Return one digest over all that is stored, or that was read of it."""
        now = self.read() if found is None else found
        shown = sorted((place, sorted(kept.items())) for place, kept in now.items())
        return sha256(repr(shown).encode()).hexdigest()

    def _buckets(self) -> tuple[str, str]:
        return self.clients.settings.archive_bucket, self.clients.settings.public_bucket

    def _delete(self, place: str, key: str, value: Any) -> None:
        if place in self._buckets():
            self.clients.s3.delete_object(Bucket=place, Key=key)
        else:
            named = {name: value[name] for name in ("pk", "sk")}
            self.clients.dynamodb.delete_item(TableName=place, Key=named)

    def _put(self, place: str, key: str, value: Any) -> None:
        if place in self._buckets():
            self.clients.s3.put_object(Bucket=place, Key=key, Body=value)
        else:
            self.clients.dynamodb.put_item(TableName=place, Item=value)


def _key(item: dict[str, Any]) -> str:
    return json.dumps([item["pk"], item["sk"]], sort_keys=True)


@dataclass
class Closers:
    """The process whose forks close; told one order a line."""

    process: "subprocess.Popen[str]"

    def run(self, *orders: dict[str, Any]) -> list[dict[str, Any]]:
        """Let one fork for each order run, all at the same time; return how they ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(orders) + "\n")
        self.process.stdin.flush()
        told: list[dict[str, Any]] = json.loads(self.process.stdout.readline())
        return told


@dataclass
class World:
    """The engine with one contest that is over, what it has stored, and those who close it."""

    scene: Scene
    stored: Stored
    closers: Closers


@contextmanager
def world(weeks: int) -> Iterator[World]:
    """Run the engine with a contest that is over: somebody submitted, somebody only saved."""
    with Engine(TOKEN) as engine:
        clients = engine.clients()
        create_storage(clients, production=False)
        contest = make_contest(rounds=make_weeks(weeks))
        scene = make_scene(contest, backend=aws_backend(clients))
        codes = [scene.register(number).code for number in range(1, PEOPLE + 1)]
        for place, week in enumerate(contest.rounds):
            scene.clock.set(week.opens_at + MINUTE_MS)
            for number, code in enumerate(codes):
                _take(scene, code, f"{START_ID}-{place}-{number}", submits=number == 0)
        process = subprocess.Popen(
            [sys.executable, "-m", "close.closer", engine.endpoint_url, TOKEN, contest.id],
            env={**os.environ, "PYTHONPATH": PATH, "PYTHONWARNINGS": "error"},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            yield World(scene=scene, stored=Stored(clients), closers=Closers(process))
            assert process.stdin is not None
            process.stdin.close()


def _take(scene: Scene, code: str, start_id: str, *, submits: bool) -> None:
    started = scene.start(code, start_id)
    answers = scene.right_answers(started)
    scene.clock.advance(MINUTE_MS)
    named: dict[str, Any] = {
        "token": started.token,
        "revision": 1,
        "answers": answers,
        "arrived_at": scene.clock.now(),
    }
    if submits:
        submit_attempt(scene.desks.entry, submit_id=SUBMIT_ID, **named)
    else:
        save_answers(scene.desks.entry, **named)
