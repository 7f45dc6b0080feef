"""The record of events in memory."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from threading import RLock

from chalicelib.contest.events import Event
from chalicelib.contest.ids import ContestId


class MemoryEvents:
    """The EventStore port in memory."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._events: dict[ContestId, dict[int, Event]] = {}

    def append(self, contest: ContestId, event: Event) -> tuple[bool, Event]:
        """Record the event if its number is free; return whether it was, and what has it then."""
        with self._lock:
            stored = self._events.setdefault(contest, {}).setdefault(event.number, event)
            return stored == event, stored

    def events(self, contest: ContestId) -> Iterator[Event]:
        """Yield every event in the order of the numbers."""
        with self._lock:
            found = sorted(self._events.get(contest, {}).items())
        yield from (event for _, event in found)
