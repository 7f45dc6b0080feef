"""A contest's desks on this computer, on the saved state or on the server that runs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib.backends import Backend, aws_backend
from chalicelib.chance import SystemChance
from chalicelib.composition import Desks
from chalicelib.contest.acts import ActName
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.ports import Clock
from chalicelib.store.keys import function_name
from office.local.clock import RunningClock
from office.local.engine import Engine
from office.local.state_folder import open_backend

CLOCK_FILE = "clock.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """The desks of one contest, and the clock by which they work."""

    desks: Desks
    clock: RunningClock
    backend: Backend

    def desks_by(self, clock: Clock) -> Desks:
        """Return desks on the same store that tell the time by another clock."""
        return Desks(self.desks.contest_id, self.backend, clock, SystemChance())


@contextmanager
def open_workshop(
    folder: Path, contest_id: ContestId, clock: RunningClock | None = None
) -> Iterator[Workshop]:
    """Open the contest's state in ``folder``, by the server where one runs there.

    Without a clock of its own a command works by the server's, which may have been started at
    another moment.  Raises StateInUseError and SavedStateError.
    """
    with open_backend(folder) as opened:
        served = opened.engine is None
        works_by = clock or RunningClock(read_shift(folder) if served else 0)
        if opened.engine is not None:
            yield make_workshop(opened.engine, contest_id, works_by)
            return
        backend = aws_backend(opened.clients())
        desks = Desks(contest_id, backend, works_by, SystemChance())
        yield Workshop(desks=desks, clock=works_by, backend=backend)


def make_workshop(engine: Engine, contest_id: ContestId, clock: RunningClock) -> Workshop:
    """Return the desks on an engine of this process, which then runs the acts as well."""
    backend = aws_backend(engine.clients())
    desks = Desks(contest_id, backend, clock, SystemChance())
    register_acts(engine, engine.settings().function_prefix, desks)
    return Workshop(desks=desks, clock=clock, backend=backend)


def register_acts(engine: Engine, function_prefix: str, desks: Desks) -> None:
    """Let the engine run the acts that the schedule starts."""

    def close(event: dict[str, Any]) -> object:
        return desks.close_round(RoundId(event["round"]))

    def publish(event: dict[str, Any]) -> object:
        return desks.publish_results(RoundId(event["round"]))

    def participation(event: dict[str, Any]) -> object:
        return desks.publish_participation(RoundId(event["round"]))

    engine.register_function(function_name(function_prefix, ActName.CLOSE), close)
    engine.register_function(function_name(function_prefix, ActName.PUBLISH), publish)
    engine.register_function(function_name(function_prefix, ActName.PARTICIPATION), participation)


def write_shift(folder: Path, clock: RunningClock) -> None:
    """Let other commands know by how much the server's clock is shifted."""
    (folder / CLOCK_FILE).write_text(json.dumps({"shift_ms": clock.shift_ms}) + "\n")


def read_shift(folder: Path) -> int:
    """Return by how much the server's clock is shifted; 0 where it does not say."""
    try:
        return int(json.loads((folder / CLOCK_FILE).read_text())["shift_ms"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return 0
