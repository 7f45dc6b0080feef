"""The records of units' private links in memory."""

from contextlib import AbstractContextManager
from threading import RLock

from chalicelib.contest.ids import ContestId, UnitId
from chalicelib.contest.links import UnitLink


class MemoryLinks:
    """The LinkStore port in memory."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._links: dict[ContestId, dict[UnitId, UnitLink]] = {}

    def get_links(self, contest: ContestId) -> dict[UnitId, UnitLink]:
        """Return the link of every unit that has one."""
        with self._lock:
            return dict(self._links.get(contest, {}))

    def put_link(
        self, contest: ContestId, link: UnitLink, seen: UnitLink | None
    ) -> tuple[bool, UnitLink | None]:
        """Record a unit's link if the stored one is still the one seen (None: absent)."""
        with self._lock:
            links = self._links.setdefault(contest, {})
            stored = links.get(link.unit)
            if stored != seen:
                return False, stored
            links[link.unit] = link
            return True, link

    def clear(self, contest: ContestId) -> None:
        """Delete all records of the contest."""
        with self._lock:
            self._links.pop(contest, None)
