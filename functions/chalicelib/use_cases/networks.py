"""Keys of networks: one for each round, made with the contest and read when attempts start."""

from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.contest.networks import Caller, NetworkKey, add_print, fades_at
from chalicelib.contest.rules import Contest
from chalicelib.ports import Chance, DoorStore

_SECRET_BITS = 256


class NetworkKeys:
    """The keys of a contest's rounds, each read once."""

    def __init__(self, contest_id: ContestId, door: DoorStore) -> None:
        """Remember where to read; nothing is read yet."""
        self._contest_id = contest_id
        self._door = door
        self._keys: dict[RoundId, NetworkKey] = {}

    def add(self, sealed: str, caller: Caller, round_id: RoundId, attempt_id: str) -> str:
        """Return an attempt's sealed prints with that of the caller.

        They stay as they are where the caller is not known or the round has no key.
        """
        key = self._key(round_id) if caller.address else None
        return sealed if key is None else add_print(sealed, caller, key, attempt_id)

    def _key(self, round_id: RoundId) -> NetworkKey | None:
        if round_id not in self._keys:
            key = self._door.get_network_key(self._contest_id, round_id)
            if key is None:
                return None
            self._keys[round_id] = key
        return self._keys[round_id]


def make_network_keys(door: DoorStore, chance: Chance, contest: Contest, now: int) -> None:
    """See to it that every round has a key until its prints fade, the same one however often."""
    for round_ in contest.rounds:
        until = fades_at(round_)
        seen = door.get_network_key(contest.id, round_.id)
        if now >= until:
            continue
        secret = chance.bits(_SECRET_BITS).to_bytes(_SECRET_BITS // 8, "big")
        key = NetworkKey(secret=secret if seen is None else seen.secret, fades_at=until)
        # Of two who prepare at once one makes the key; attempts have not started yet.
        door.put_network_key(contest.id, round_.id, key, seen)
