"""Used challenges and wrong tries in memory."""

from contextlib import AbstractContextManager
from threading import RLock

from chalicelib.contest.ids import ContestId
from chalicelib.contest.tries import Tries


class MemoryDoor:
    """The DoorStore port in memory; it forgets nothing."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._used: set[tuple[ContestId, str]] = set()
        self._tries: dict[tuple[ContestId, str], Tries] = {}

    def use_challenge(self, contest: ContestId, tag: str, until: int) -> bool:
        """Remember a challenge as used; return whether it was not yet."""
        with self._lock:
            fresh = (contest, tag) not in self._used
            self._used.add((contest, tag))
            return fresh

    def get_tries(self, contest: ContestId, who: str) -> Tries | None:
        """Return the tries of somebody."""
        with self._lock:
            return self._tries.get((contest, who))

    def put_tries(self, contest: ContestId, who: str, tries: Tries, seen: Tries | None) -> bool:
        """Put the tries if those stored are still those seen; return whether they were put."""
        with self._lock:
            if self._tries.get((contest, who)) != seen:
                return False
            self._tries[contest, who] = tries
            return True

    def count(self, contest: ContestId) -> int:
        """Return how many used challenges and tries are remembered."""
        with self._lock:
            return sum(1 for owner, _ in (*self._used, *self._tries) if owner == contest)

    def clear(self, contest: ContestId) -> None:
        """Forget all of the contest."""
        with self._lock:
            self._used = {key for key in self._used if key[0] != contest}
            self._tries = {key: one for key, one in self._tries.items() if key[0] != contest}
