"""The stores that the contract suite runs on: in memory, on the locked moto, on ministack."""

import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from chalicelib.ports import (
    Archive,
    AttemptStore,
    BankStore,
    ContestStore,
    KeyStore,
    PeopleStore,
    PublicFiles,
    Secrets,
)
from chalicelib.store.attempts import AttemptTable
from chalicelib.store.banks import BankTable, KeyTable
from chalicelib.store.clients import Clients, StoreSettings
from chalicelib.store.contests import ContestTable
from chalicelib.store.objects import S3Archive, S3PublicFiles
from chalicelib.store.people import PeopleTable
from chalicelib.store.schema import create_storage
from chalicelib.store.secrets import ParameterSecrets
from office.local.engine import Engine, local_settings
from office.local.memory import make_memory_backend

MINISTACK = os.environ.get("MINISTACK_ENDPOINT")
_NUMBERS = itertools.count(1)


@dataclass(frozen=True, kw_only=True)
class Stores:
    """One of each store, empty."""

    people: PeopleStore
    attempts: AttemptStore
    banks: BankStore
    keys: KeyStore
    contests: ContestStore
    archive: Archive
    public_files: PublicFiles
    secrets: Secrets


def memory_stores() -> Stores:
    memory = make_memory_backend()
    return Stores(
        people=memory.people,
        attempts=memory.attempts,
        banks=memory.banks,
        keys=memory.keys,
        contests=memory.contests,
        archive=memory.archive,
        public_files=memory.public_files,
        secrets=memory.secrets,
    )


def aws_stores(clients: Clients) -> Stores:
    return Stores(
        people=PeopleTable(clients),
        attempts=AttemptTable(clients),
        banks=BankTable(clients),
        keys=KeyTable(clients),
        contests=ContestTable(clients),
        archive=S3Archive(clients),
        public_files=S3PublicFiles(clients),
        secrets=ParameterSecrets(clients),
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
    clients = Clients(fresh_settings(engine.settings()), transport=engine.transport)
    create_storage(clients, production=False)
    return clients


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.fixture
def clients(engine: Engine) -> Clients:
    return fresh_clients(engine)


@pytest.fixture(params=["memory", "moto", *(["ministack"] if MINISTACK else [])])
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "memory":
        return memory_stores()
    if request.param == "moto":
        return aws_stores(request.getfixturevalue("clients"))
    clients = Clients(fresh_settings(local_settings(str(MINISTACK))))
    create_storage(clients, production=False)
    return aws_stores(clients)
