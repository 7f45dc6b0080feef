"""The time, chance, and starting another function, as protocols."""

from typing import Protocol

from chalicelib.contest.acts import ActName
from chalicelib.contest.ids import ContestId, RoundId


class Clock(Protocol):
    """The server's clock."""

    def now(self) -> int:
        """Return milliseconds UTC."""


class Chance(Protocol):
    """The source of randomness for personal codes."""

    def bits(self, count: int) -> int:
        """Return that many unpredictable bits."""


class Invoker(Protocol):
    """How the schedule starts an act in a function of its own."""

    def invoke(self, act: ActName, contest: ContestId, round_id: RoundId) -> None:
        """Start the act and return; the act itself records how it went."""
