"""The folder of one contest's local state, and who may work on it.

1. ``serve_engine`` holds the lock, writes where it listens to ``endpoint``, and saves at its end.
2. ``open_backend`` uses the engine that is served; with none, it starts one from ``state.json``
   under the lock and saves at exit.  So three commands one after another give what one would give.
3. Two commands never work on one state at once: the second is refused (StateInUseError).
4. An ``endpoint`` that was left behind is noticed: whoever listens there must know its token.
"""

import http.client
import json
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import msgspec

from chalicelib.contest.errors import ContestError
from chalicelib.store.clients import Clients, StoreSettings
from office.local.engine import IDENTITY_PATH, Engine, local_settings, prove
from office.local.saved_state import load_state, save_state

STATE_FILE = "state.json"
ENDPOINT_FILE = "endpoint"
LOCK_FILE = "lock"
ANSWER_TIMEOUT_SECONDS = 2


class StateInUseError(Exception):
    """Another command works on this state; this one has done nothing."""

    def __init__(self, folder: Path) -> None:
        """Say which folder."""
        super().__init__(f"{folder}: another command is at work on this contest")
        self.folder = folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """Where the store is: in this process's own engine, or in one that is served."""

    settings: StoreSettings
    engine: Engine | None
    """This process's engine; None where another process serves it and runs the functions."""

    def clients(self) -> Clients:
        """Return clients of the store, without a socket where the engine is our own."""
        return Clients(self.settings) if self.engine is None else self.engine.clients()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedEngine:
    """An engine that other commands may use, with the file that it is kept in."""

    engine: Engine
    state_file: Path

    def save(self) -> None:
        """Save what is stored at this moment."""
        save_state(self.engine, self.state_file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where an engine listens, which process it is in, and the token that proves it."""

    url: str
    pid: int
    token: str


@contextmanager
def open_backend(folder: Path) -> Iterator[Backend]:
    """Use the engine that is served for the folder, or one of our own, saved at the end.

    Our own is saved where the body succeeds or refuses (ContestError): a refusal comes between
    durable writes, production would have kept those, and a close that halted must meet the digests
    that it recorded when it is started again.  After any other exception the program is at fault,
    so the last good state stays, and the command starts again from there.

    Raises StateInUseError and SavedStateError.
    """
    served = read_endpoint(folder)
    if served is not None:
        yield Backend(settings=local_settings(served.url, served.token), engine=None)
        return
    with _locked(folder), Engine() as engine:
        load_state(engine, folder / STATE_FILE)
        try:
            yield Backend(settings=engine.settings(), engine=engine)
        except ContestError:
            _finish(engine, folder)
            raise
        _finish(engine, folder)


@contextmanager
def serve_engine(folder: Path, *, fresh: bool = False) -> Iterator[ServedEngine]:
    """Start an engine from the saved state and let other commands use it meanwhile.

    A ``fresh`` one leaves what was saved before aside, and replaces it at its end.

    It is saved however the body ends: what contestants were promised is kept, whatever stopped the
    server.  Raises StateInUseError and SavedStateError.
    """
    token = secrets.token_hex(16)
    with _locked(folder), Engine(token) as engine:
        if fresh:
            (folder / STATE_FILE).unlink(missing_ok=True)
        load_state(engine, folder / STATE_FILE)
        endpoint = folder / ENDPOINT_FILE
        said = Endpoint(url=engine.endpoint_url, pid=os.getpid(), token=token)
        # Who may read this file may read the database: only its owner.
        endpoint.touch()
        endpoint.chmod(0o600)
        endpoint.write_bytes(msgspec.json.encode(said) + b"\n")
        try:
            yield ServedEngine(engine=engine, state_file=folder / STATE_FILE)
        finally:
            endpoint.unlink(missing_ok=True)
            _finish(engine, folder)


def read_endpoint(folder: Path) -> Endpoint | None:
    """Return where the folder's engine is served; None where it is not, or not any more."""
    try:
        endpoint = msgspec.json.decode((folder / ENDPOINT_FILE).read_bytes(), type=Endpoint)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    return endpoint if _proof_at(endpoint.url) == prove(endpoint.token) else None


def _finish(engine: Engine, folder: Path) -> None:
    # What an act has begun is part of the state.
    engine.drain()
    save_state(engine, folder / STATE_FILE)


def _proof_at(url: str) -> str | None:
    try:
        connection = http.client.HTTPConnection(
            urlsplit(url).netloc, timeout=ANSWER_TIMEOUT_SECONDS
        )
        try:
            connection.request("GET", IDENTITY_PATH)
            said = json.loads(connection.getresponse().read())
        finally:
            connection.close()
    except (OSError, ValueError, http.client.HTTPException):
        return None
    return said.get("proof") if isinstance(said, dict) else None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock."""
    with one_at_a_time(folder, LOCK_FILE):
        # A command that was killed while it saved left a whole copy, with secrets and addresses.
        for left in folder.glob(f".{STATE_FILE}.*"):
            left.unlink(missing_ok=True)
        yield


@contextmanager
def one_at_a_time(folder: Path, name: str) -> Iterator[None]:
    """Hold a lock of the folder, which the system gives back whatever becomes of this process.

    Raises StateInUseError where another process of this computer holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("a+b") as file:
        try:
            _lock(file)
        except OSError:
            raise StateInUseError(folder) from None
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
