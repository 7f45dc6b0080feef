"""Compiled rules, releases and round states in DynamoDB."""

from collections.abc import Iterator

from chalicelib.contest.acts import RoundState
from chalicelib.contest.ids import ContestId, Digest, RoundId
from chalicelib.contest.rules import Contest
from chalicelib.ports import Release
from chalicelib.store import items, keys
from chalicelib.store.clients import Clients
from chalicelib.store.dynamodb import ABSENT, Condition, ItemTable


class ContestTable:
    """The ContestStore port on DynamoDB."""

    def __init__(self, clients: Clients) -> None:
        """Use the contests' table; nothing is called yet."""
        self._table = ItemTable(clients, keys.Table.CONTESTS)

    def put_rules(self, contest: Contest) -> Digest:
        """Keep the compiled rules under the digest of their canonical JSON; return it."""
        digest, item = items.rules_item(contest)
        self._table.put(item)
        return digest

    def get_rules(self, contest: ContestId, digest: Digest) -> Contest | None:
        """Return compiled rules; raise DigestMismatchError where they are not those named."""
        item = self._table.get(keys.rules_key(contest, digest))
        return None if item is None else items.rules_of(item, digest)

    def all_rules(self, contest: ContestId) -> Iterator[tuple[Digest, Contest]]:
        """Yield all rules ever compiled for the contest with their digest, sorted by it."""
        for item in self._table.query(keys.rules_partition(contest)):
            digest = Digest(item[keys.SORT]["S"])
            yield digest, items.rules_of(item, digest)

    def put_release(self, release: Release) -> None:
        """Make these rules and banks the ones in force."""
        self._table.put(items.release_item(release))

    def get_release(self, contest: ContestId) -> Release | None:
        """Return what is in force."""
        item = self._table.get(keys.release_key(contest))
        return None if item is None else items.release_of(contest, item)

    def get_states(self, contest: ContestId) -> dict[RoundId, RoundState]:
        """Return the recorded state of every round that has one."""
        partition = keys.states_partition(contest)
        states = map(items.state_of, self._table.query(partition))
        return {state.round: state for state in states}

    def put_state(
        self, contest: ContestId, state: RoundState, seen: RoundState | None
    ) -> tuple[bool, RoundState | None]:
        """Record a round's state if the stored one is still the one seen (None: absent)."""
        conditions = (ABSENT,) if seen is None else _still(seen)
        written, item = self._table.put_if(items.state_item(contest, state), conditions)
        return written, None if item is None else items.state_of(item)


def _still(seen: RoundState) -> tuple[Condition, ...]:
    return tuple(Condition(name, "=", value) for name, value in items.state_values(seen).items())
