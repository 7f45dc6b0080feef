"""The stores that the contract suite runs on: in memory, on the locked moto, on ministack."""

import itertools
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest

from chalicelib.ports import (
    Archive,
    AttemptStore,
    BankStore,
    ComplaintStore,
    ContestStore,
    DoorStore,
    Eraser,
    EventStore,
    KeyStore,
    LinkStore,
    PeopleStore,
    PublicFiles,
    Secrets,
)
from chalicelib.store.attempts import AttemptTable
from chalicelib.store.banks import BankTable, KeyTable
from chalicelib.store.clients import Clients, StoreSettings
from chalicelib.store.complaints import ComplaintTable
from chalicelib.store.contests import ContestTable
from chalicelib.store.door import DoorTable
from chalicelib.store.erasing import TableEraser
from chalicelib.store.events import EventTable
from chalicelib.store.links import LinkTable
from chalicelib.store.objects import S3Archive, S3PublicFiles
from chalicelib.store.people import PeopleTable
from chalicelib.store.schema import create_storage
from chalicelib.store.secrets import ParameterSecrets
from office.local.engine import Engine, local_settings
from office.local.memory import make_memory_backend

PROVE = os.environ.get("PROVE") == "1"
"""Whether the second opinion, ministack, is asked too; `make prove` installs it."""
MINISTACK = Path(__file__).parents[2] / ".venv-ministack" / "bin" / "python"
_NUMBERS = itertools.count(1)
_MADE: WeakKeyDictionary[Engine, dict[str, Any]] = WeakKeyDictionary()


@dataclass(frozen=True, kw_only=True)
class Stores:
    """One of each store, empty."""

    people: PeopleStore
    door: DoorStore
    attempts: AttemptStore
    banks: BankStore
    keys: KeyStore
    contests: ContestStore
    links: LinkStore
    archive: Archive
    public_files: PublicFiles
    secrets: Secrets
    eraser: Eraser
    events: EventStore
    complaints: ComplaintStore


def memory_stores() -> Stores:
    memory = make_memory_backend()
    return Stores(
        people=memory.people,
        door=memory.door,
        attempts=memory.attempts,
        banks=memory.banks,
        keys=memory.keys,
        contests=memory.contests,
        links=memory.links,
        archive=memory.archive,
        public_files=memory.public_files,
        secrets=memory.secrets,
        eraser=memory.eraser,
        events=memory.events,
        complaints=memory.complaints,
    )


def aws_stores(clients: Clients) -> Stores:
    return Stores(
        people=PeopleTable(clients),
        door=DoorTable(clients),
        attempts=AttemptTable(clients),
        banks=BankTable(clients),
        keys=KeyTable(clients),
        contests=ContestTable(clients),
        links=LinkTable(clients),
        archive=S3Archive(clients),
        public_files=S3PublicFiles(clients),
        secrets=ParameterSecrets(clients),
        eraser=TableEraser(clients),
        events=EventTable(clients),
        complaints=ComplaintTable(clients),
    )


def fresh_settings(settings: StoreSettings) -> StoreSettings:
    """Return settings under whose names nothing is stored yet."""
    own = f"t{os.getpid()}-{next(_NUMBERS)}"
    return replace(
        settings,
        table_prefix=f"{own}-",
        archive_bucket=f"archive-{own}",
        public_bucket=f"public-{own}",
        parameter_prefix=f"/{own}",
    )


def fresh_clients(engine: Engine) -> Clients:
    """Return clients that find nothing stored yet.

    What they connect with is made once for each engine, which takes longer than most tests.
    """
    clients = Clients(fresh_settings(engine.settings()), transport=engine.transport)
    clients._made = _MADE.setdefault(engine, {})
    create_storage(clients, production=False)
    return clients


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.fixture
def clients(engine: Engine) -> Clients:
    return fresh_clients(engine)


@pytest.fixture(scope="session")
def ministack() -> Iterator[str]:
    """Start ministack on a free port of this computer alone; yield where it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "SERVICES": "dynamodb,s3,ssm",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "DOCKER_HOST": "unix:///nonexistent",
    }
    process = subprocess.Popen(
        [str(MINISTACK), "-m", "ministack"],
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    endpoint = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{endpoint}/_ministack/ready")
        yield endpoint
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(url: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"{url} does not answer")


@pytest.fixture(params=["memory", "moto", *(["ministack"] if PROVE else [])])
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "memory":
        return memory_stores()
    if request.param == "moto":
        return aws_stores(request.getfixturevalue("clients"))
    endpoint = request.getfixturevalue("ministack")
    clients = Clients(fresh_settings(local_settings(endpoint)))
    create_storage(clients, production=False)
    return aws_stores(clients)
