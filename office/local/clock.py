"""A clock that runs from a chosen moment, so that past and future contests can be run today."""

from chalicelib.clock import SystemClock
from chalicelib.ports import Clock


class RunningClock:
    """A clock that runs at the system's pace, shifted by a constant."""

    def __init__(self, shift_ms: int = 0, system: Clock | None = None) -> None:
        """Shift the system's clock by that many milliseconds."""
        self._system = system or SystemClock()
        self._shift_ms = shift_ms

    @classmethod
    def started_at(cls, at: int, system: Clock | None = None) -> "RunningClock":
        """Return a clock that shows ``at`` now and runs on from there."""
        clock = cls(0, system)
        clock.move_to(at)
        return clock

    @property
    def shift_ms(self) -> int:
        """Return how far it is ahead of the system's clock."""
        return self._shift_ms

    def now(self) -> int:
        """Return milliseconds UTC."""
        return self._system.now() + self._shift_ms

    def move_to(self, at: int) -> None:
        """Show ``at`` now and run on from there."""
        self._shift_ms = at - self._system.now()
