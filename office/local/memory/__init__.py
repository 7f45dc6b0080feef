"""Every port in memory, under one lock: what rehearsals and tests run on.

These stores call the core's own conditions (``accepts_save`` and its like), so they are also the
reading aid for what the DynamoDB adapters write as condition expressions.
"""

from dataclasses import dataclass
from threading import RLock

from office.local.memory.attempts import MemoryAttempts
from office.local.memory.banks import MemoryBanks, MemoryKeys
from office.local.memory.complaints import MemoryComplaints
from office.local.memory.contests import MemoryContests
from office.local.memory.door import MemoryDoor
from office.local.memory.erasing import MemoryEraser
from office.local.memory.events import MemoryEvents
from office.local.memory.files import MemoryArchive, MemoryPublicFiles
from office.local.memory.links import MemoryLinks
from office.local.memory.people import MemoryPeople, MemorySecrets
from office.local.memory.schedule import ManualClock, MemoryInvoker, SeededChance

__all__ = [
    "ManualClock",
    "MemoryArchive",
    "MemoryAttempts",
    "MemoryBackend",
    "MemoryBanks",
    "MemoryComplaints",
    "MemoryContests",
    "MemoryDoor",
    "MemoryEraser",
    "MemoryEvents",
    "MemoryInvoker",
    "MemoryKeys",
    "MemoryLinks",
    "MemoryPeople",
    "MemoryPublicFiles",
    "MemorySecrets",
    "SeededChance",
    "make_memory_backend",
]


@dataclass(frozen=True, slots=True)
class MemoryBackend:
    """One of each store, all under one lock."""

    people: MemoryPeople
    door: MemoryDoor
    attempts: MemoryAttempts
    banks: MemoryBanks
    keys: MemoryKeys
    contests: MemoryContests
    links: MemoryLinks
    archive: MemoryArchive
    public_files: MemoryPublicFiles
    secrets: MemorySecrets
    invoker: MemoryInvoker
    eraser: MemoryEraser
    events: MemoryEvents
    complaints: MemoryComplaints


def make_memory_backend() -> MemoryBackend:
    """Return empty stores that share one lock."""
    lock = RLock()
    people, door, links = MemoryPeople(lock), MemoryDoor(lock), MemoryLinks(lock)
    complaints = MemoryComplaints(lock)
    return MemoryBackend(
        people=people,
        door=door,
        attempts=MemoryAttempts(lock),
        banks=MemoryBanks(lock),
        keys=MemoryKeys(lock),
        contests=MemoryContests(lock),
        links=links,
        archive=MemoryArchive(lock),
        public_files=MemoryPublicFiles(lock),
        secrets=MemorySecrets(lock),
        invoker=MemoryInvoker(lock),
        eraser=MemoryEraser(people, complaints, door, links),
        events=MemoryEvents(lock),
        complaints=complaints,
    )
