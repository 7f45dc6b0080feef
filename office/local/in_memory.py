"""A contest's desks in memory: nothing of it outlives the process."""

from dataclasses import dataclass

from chalicelib.backends import Backend
from chalicelib.composition import Desks
from chalicelib.contest.ids import ContestId
from chalicelib.store.seal import AesGcmSealer
from chalicelib.store.signing import Ed25519Signer
from office.local.memory import ManualClock, SeededChance, make_memory_backend


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryWorkshop:
    """The desks of one contest on stores in memory, and the clock by which they work."""

    desks: Desks
    clock: ManualClock


def make_memory_workshop(contest_id: ContestId, *, at: int, seed: bytes) -> MemoryWorkshop:
    """Return desks on empty stores at an instant; the seed fixes secrets and codes."""
    clock = ManualClock(at)
    desks = Desks(contest_id, memory_backend(), clock, SeededChance(seed))
    return MemoryWorkshop(desks=desks, clock=clock)


def memory_backend() -> Backend:
    """Return every port on empty stores in memory."""
    memory = make_memory_backend()
    return Backend(
        contests=memory.contests,
        banks=memory.banks,
        keys=memory.keys,
        people=memory.people,
        door=memory.door,
        attempts=memory.attempts,
        archive=memory.archive,
        public=memory.public_files,
        secrets=memory.secrets,
        sealer=AesGcmSealer(),
        signer=Ed25519Signer(),
        invoker=memory.invoker,
        links=memory.links,
        eraser=memory.eraser,
        events=memory.events,
        complaints=memory.complaints,
    )
