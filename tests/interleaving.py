"""Several clients at once, without a thread: whoever calls a store waits until it is let on.

Every storage call of a client is a point where it stands still.  A schedule decides who goes on;
the same schedule always gives the same run, so what it finds can be run again.
"""

import heapq
import itertools
from collections.abc import Callable, Iterator
from typing import Any

from faulty_stores import KilledError
from greenlet import getcurrent, greenlet

from office.local.memory import ManualClock


class Clients:
    """Programs of which one goes on at a time, from one storage call to the next."""

    def __init__(self, shared: Callable[[str], bool] = lambda _place: True) -> None:
        """Only calls of ``shared`` places are points to stand still at."""
        self.shared = shared
        self.programs: list[greenlet] = []
        self.answers: dict[str, Any] = {}
        self._main = getcurrent()

    def add(self, name: str, program: Callable[[], Any]) -> None:
        """Add a program; what it returns or raises is kept under its name."""

        def run() -> None:
            try:
                self.answers[name] = program()
            except (Exception, KilledError) as error:
                self.answers[name] = error

        self.programs.append(greenlet(run, self._main))

    def gate(self, place: str, apply: Callable[[], Any]) -> Any:
        """Stand still before the call where a program asks; everybody else passes."""
        if getcurrent() is not self._main and self.shared(place):
            self._main.switch()
        return apply()

    def alive(self) -> list[int]:
        """Return the numbers of the programs that have not ended."""
        return [number for number, program in enumerate(self.programs) if not program.dead]

    def step(self, number: int) -> None:
        """Let a program go on to its next storage call, or to its end."""
        self.programs[number].switch()


def run_by(clients: Clients, schedule: Callable[[list[int]], int]) -> list[int]:
    """Let the clients run to their ends as the schedule picks; return whom it picked."""
    picked = []
    # What comes before the first storage call concerns nobody else.
    for number in clients.alive():
        clients.step(number)
    while alive := clients.alive():
        picked.append(schedule(alive))
        clients.step(picked[-1])
    return picked


def every_schedule(run: Callable[[Callable[[list[int]], int]], None]) -> Iterator[list[int]]:
    """Run every interleaving there is, by depth first; yield each one after its run.

    A run is repeated up to the last point where somebody else could have been picked.
    """
    choices: list[tuple[int, int]] = []
    while True:
        taken: list[int] = []
        run(lambda alive, taken=taken: _pick(choices, taken, alive))
        yield taken
        while choices and choices[-1][0] + 1 == choices[-1][1]:
            choices.pop()
        if not choices:
            return
        chosen, of = choices.pop()
        choices.append((chosen + 1, of))


def _pick(choices: list[tuple[int, int]], taken: list[int], alive: list[int]) -> int:
    if len(taken) == len(choices):
        choices.append((0, len(alive)))
    chosen = alive[choices[len(taken)][0]]
    taken.append(chosen)
    return chosen


class VirtualTime:
    """Programs that sleep on a clock which nobody has to wait for."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self._main = getcurrent()
        self._waiting: list[tuple[int, int, greenlet]] = []
        self._numbers = itertools.count()

    def add(self, at: int, program: Callable[[], Any]) -> None:
        """Let a program begin at an instant."""
        self._wait(at, greenlet(program, self._main))

    def sleep(self, duration_ms: float) -> None:
        """Go on so much later, after whatever happens meanwhile."""
        self._main.switch(self.clock.now() + int(duration_ms))

    def run(self) -> None:
        """Run until every program has ended."""
        while self._waiting:
            at, _, program = heapq.heappop(self._waiting)
            self.clock.set(at)
            until = program.switch()
            if not program.dead:
                self._wait(until, program)

    def _wait(self, at: int, program: greenlet) -> None:
        heapq.heappush(self._waiting, (at, next(self._numbers), program))
