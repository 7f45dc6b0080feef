"""The site, the functions and the schedule at one address of this computer."""

import errno
import logging
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from chalicelib.composition import Desks, register_entry
from chalicelib.contest.acts import PARTICIPATION_EVERY_MS
from chalicelib.contest.errors import ContestError
from office.local.engine import HOST, Engine
from office.local.front import Front
from office.local.gateway import Gateway

_log = logging.getLogger(__name__)

THREADS = 16
PORTS_TRIED = 20
_PORTS = 65_536
_WAITING = 128
TICK_SECONDS = 2.0


class NoFreePortError(Exception):
    """Every port that was tried is in use (first and last are named)."""

    def __init__(self, first: int, last: int) -> None:
        """Say which ports were tried."""
        super().__init__(f"ports {first} to {last} are in use")
        self.first = first
        self.last = last


@contextmanager
def serve_front(desks: Desks, public_dir: Path, port: int) -> Iterator[int]:
    """Serve until the body ends; yield the port, the first free one from ``port`` on.

    Raises NoFreePortError.
    """
    from waitress import wasyncore

    gateway = Gateway(lambda app: register_entry(app, lambda: desks), desks.clock)
    server = _bind(Front(public_dir, desks.backend.public, gateway), port)
    thread = threading.Thread(target=server.run, name="front", daemon=True)
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        # Where a reply that ends wakes the server first, it has closed itself by now.
        with suppress(OSError):
            server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join()
        server.task_dispatcher.shutdown()


@contextmanager
def run_schedule(engine: Engine, desks: Desks) -> Iterator[None]:
    """Start what is due, again and again, until the body ends."""
    ended = threading.Event()

    def tick() -> None:
        # The first look counts as one interval after another: what was due before is done again.
        looked_at = desks.clock.now() - PARTICIPATION_EVERY_MS
        while not ended.wait(TICK_SECONDS):
            try:
                now = desks.clock.now()
                desks.run_due_acts(looked_at)
                looked_at = now
                # The next look waits for the acts, so that none is started twice at once.
                engine.drain()
            except ContestError:
                _log.exception("the schedule could not look what is due")

    thread = threading.Thread(target=tick, name="schedule", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _bind(front: Front, port: int) -> Any:
    """Return waitress's server, whose stubs leave out what is needed to stop it."""
    from waitress.server import create_server

    last = min(port + PORTS_TRIED, _PORTS) - 1
    for candidate in range(port, last + 1):
        # Bound here and not by waitress, which would leave a socket open where the port is taken.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, sys.platform != "win32")
            listening.bind((HOST, candidate))
            listening.listen(_WAITING)
        except OSError as error:
            listening.close()
            if error.errno != errno.EADDRINUSE:
                raise
            continue
        return create_server(
            front,
            sockets=[listening],
            threads=THREADS,
            ident="",
            clear_untrusted_proxy_headers=True,
        )
    raise NoFreePortError(port, last)
