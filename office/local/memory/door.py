"""Used challenges, wrong tries and keys of networks in memory."""

from contextlib import AbstractContextManager
from threading import RLock

from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.contest.networks import NetworkKey
from chalicelib.contest.tries import Tries


class MemoryDoor:
    """The DoorStore port in memory; it forgets nothing."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._used: set[tuple[ContestId, str]] = set()
        self._tries: dict[tuple[ContestId, str], Tries] = {}
        self._network_keys: dict[tuple[ContestId, RoundId], NetworkKey] = {}

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

    def get_network_key(self, contest: ContestId, round_id: RoundId) -> NetworkKey | None:
        """Return the key of a round's networks."""
        with self._lock:
            return self._network_keys.get((contest, round_id))

    def put_network_key(
        self, contest: ContestId, round_id: RoundId, key: NetworkKey, seen: NetworkKey | None
    ) -> bool:
        """Put the key if the one stored is still the one seen; return whether it was put."""
        with self._lock:
            if self._network_keys.get((contest, round_id)) != seen:
                return False
            self._network_keys[contest, round_id] = key
            return True

    def count(self, contest: ContestId) -> int:
        """Return how many used challenges, tries and keys of networks are remembered."""
        with self._lock:
            kept = (*self._used, *self._tries, *self._network_keys)
            return sum(1 for owner, _ in kept if owner == contest)

    def clear(self, contest: ContestId) -> None:
        """Forget all of the contest."""
        with self._lock:
            self._used = {key for key in self._used if key[0] != contest}
            self._tries = {key: one for key, one in self._tries.items() if key[0] != contest}
            self._network_keys = {
                key: one for key, one in self._network_keys.items() if key[0] != contest
            }
