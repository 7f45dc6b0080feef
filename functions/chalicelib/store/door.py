"""What is remembered at the door for a while, beside the people; DynamoDB removes it by itself.

It removes late, within days, so nobody relies on something being gone: expired challenges are
refused before they are asked for, and tries carry the instant from which they are forgotten.

Every write carries an id of its own.  Where the library repeats one whose answer was lost, it meets
what it wrote itself: by the id that counts as written, and nobody is refused or delayed for it.
"""

import os
from collections.abc import Sequence

from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.contest.networks import NetworkKey
from chalicelib.contest.times import SECOND_MS
from chalicelib.contest.tries import Tries
from chalicelib.store import items, keys
from chalicelib.store.clients import Clients
from chalicelib.store.dynamodb import ABSENT, Condition, ItemTable

_WRITE_ID_BYTES = 12


class DoorTable:
    """The DoorStore port on DynamoDB."""

    def __init__(self, clients: Clients) -> None:
        """Use the people's table; nothing is called yet."""
        self._table = ItemTable(clients, keys.Table.PEOPLE)

    def use_challenge(self, contest: ContestId, tag: str, until: int) -> bool:
        """Remember a challenge as used; return whether it was not yet."""
        item = keys.challenge_key(contest, tag) | _removed_after(until)
        return self._put_if(item, (ABSENT,))

    def get_tries(self, contest: ContestId, who: str) -> Tries | None:
        """Return the tries of somebody."""
        item = self._table.get(keys.tries_key(contest, who))
        if item is None:
            return None
        return Tries(
            count=int(item["count"]["N"]),
            last_at=int(item["last_at"]["N"]),
            forgotten_at=int(item["forgotten_at"]["N"]),
        )

    def put_tries(self, contest: ContestId, who: str, tries: Tries, seen: Tries | None) -> bool:
        """Put the tries if those stored are still those seen; return whether they were put."""
        conditions = (
            (ABSENT,)
            if seen is None
            else tuple(Condition(name, "=", value) for name, value in _values(seen).items())
        )
        item = keys.tries_key(contest, who) | _values(tries) | _removed_after(tries.forgotten_at)
        return self._put_if(item, conditions)

    def get_network_key(self, contest: ContestId, round_id: RoundId) -> NetworkKey | None:
        """Return the key of a round's networks."""
        item = self._table.get(keys.network_key_key(contest, round_id))
        if item is None:
            return None
        return NetworkKey(secret=item["secret"]["B"], fades_at=int(item["fades_at"]["N"]))

    def put_network_key(
        self, contest: ContestId, round_id: RoundId, key: NetworkKey, seen: NetworkKey | None
    ) -> bool:
        """Put the key if the one stored is still the one seen; return whether it was put."""
        conditions = (
            (ABSENT,)
            if seen is None
            else (
                Condition("secret", "=", {"B": seen.secret}),
                Condition("fades_at", "=", items.number(seen.fades_at)),
            )
        )
        values = {"secret": {"B": key.secret}, "fades_at": items.number(key.fades_at)}
        item = keys.network_key_key(contest, round_id) | values | _removed_after(key.fades_at)
        return self._put_if(item, conditions)

    def _put_if(self, item: items.Item, conditions: Sequence[Condition]) -> bool:
        own = {"write": items.text(os.urandom(_WRITE_ID_BYTES).hex())}
        _, stored = self._table.put_if(item | own, conditions)
        return stored is not None and stored.get("write") == own["write"]


def _values(tries: Tries) -> items.Item:
    return {
        "count": items.number(tries.count),
        "last_at": items.number(tries.last_at),
        "forgotten_at": items.number(tries.forgotten_at),
    }


def _removed_after(instant: int) -> items.Item:
    return {keys.EXPIRES: items.number(-(-instant // SECOND_MS))}
