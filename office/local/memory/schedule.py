"""A clock that is set by hand, chance that can be repeated, and acts that are noted."""

import hashlib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import RLock

from chalicelib.contest.acts import ActName
from chalicelib.contest.ids import ContestId, RoundId


class ManualClock:
    """The Clock port: it stands still until somebody moves it."""

    def __init__(self, now: int = 0) -> None:
        """Stand at an instant."""
        self._now = now

    def now(self) -> int:
        """Return the instant at which the clock stands."""
        return self._now

    def set(self, now: int) -> None:
        """Stand at another instant."""
        self._now = now

    def advance(self, duration_ms: int) -> None:
        """Stand so much later."""
        self._now += duration_ms


class SeededChance:
    """The Chance port for rehearsals: the same seed gives the same bits, so it keeps no secret."""

    def __init__(self, seed: bytes) -> None:
        """Start the sequence that belongs to the seed."""
        self._seed = seed
        self._drawn = 0
        self._lock = RLock()

    def bits(self, count: int) -> int:
        """Return the sequence's next bits, at most 512 at a time."""
        with self._lock:
            place = self._drawn
            self._drawn += 1
        drawn = hashlib.sha512(self._seed + place.to_bytes(8, "big")).digest()
        return int.from_bytes(drawn, "big") >> (512 - count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """One act that was asked for."""

    act: ActName
    contest: ContestId
    round: RoundId


class MemoryInvoker:
    """The Invoker port that only notes what it was asked to start."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._invocations: list[Invocation] = []

    def invoke(self, act: ActName, contest: ContestId, round_id: RoundId) -> None:
        """Note the act; whoever runs the rehearsal takes and runs it."""
        with self._lock:
            self._invocations.append(Invocation(act=act, contest=contest, round=round_id))

    def take(self) -> tuple[Invocation, ...]:
        """Return the acts noted since the last time, and forget them."""
        with self._lock:
            taken = tuple(self._invocations)
            self._invocations.clear()
        return taken
