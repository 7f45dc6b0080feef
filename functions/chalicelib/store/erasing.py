"""Deleting what names people, in DynamoDB: whole partitions, or one person's own items.

No function's policy allows a deletion: the organizer's own account does this.
"""

from collections.abc import Callable, Iterator, Mapping

from chalicelib.contest.ids import ContestId, Pid
from chalicelib.ports import Census
from chalicelib.store import items, keys
from chalicelib.store.clients import Clients
from chalicelib.store.dynamodb import ItemTable
from chalicelib.store.items import Item

_OF_PEOPLE: Mapping[str, tuple[Callable[[ContestId, str], str], ...]] = {
    "complaints": (keys.complaints_partition,),
    "exclusions": (keys.exclusions_partition,),
    "door": (keys.challenges_partition, keys.tries_partition, keys.network_keys_partition),
    "codes": (keys.codes_partition,),
    "people": (keys.people_partition,),
}
"""Which partitions hold what; people go last, so that a code never outlives the erasure."""


class TableEraser:
    """The Eraser port on DynamoDB."""

    def __init__(self, clients: Clients) -> None:
        """Use the tables of people and contests; nothing is called yet."""
        self._people = ItemTable(clients, keys.Table.PEOPLE)
        self._contests = ItemTable(clients, keys.Table.CONTESTS)

    def census(self, contest: ContestId) -> Census:
        """Count what ``erase_people`` would delete."""
        counts = {
            kind: sum(1 for name in _partitions(kind, contest) for _ in self._people.query(name))
            for kind in _OF_PEOPLE
        }
        links = sum(1 for _ in self._contests.query(keys.links_partition(contest)))
        return Census(links=links, **counts)

    def erase_person(self, contest: ContestId, pid: Pid) -> None:
        """Delete a person's record, codes, complaints and the answers to these, the record last."""
        theirs: list[Item] = [
            item
            for kind in ("complaints", "codes")
            for name in _partitions(kind, contest)
            for item in self._people.query(name)
            if item["pid"] == items.text(pid)
        ]
        self._people.delete_all(theirs)
        self._people.delete(keys.person_key(contest, pid))

    def erase_people(self, contest: ContestId) -> None:
        """Delete all people, codes, complaints, exclusions, links, challenges and tries."""
        self._contests.delete_all(list(self._contests.query(keys.links_partition(contest))))
        for kind in _OF_PEOPLE:
            for name in _partitions(kind, contest):
                self._people.delete_all(list(self._people.query(name)))


def _partitions(kind: str, contest: ContestId) -> Iterator[str]:
    for partition in _OF_PEOPLE[kind]:
        for shard in keys.SHARD_NAMES:
            yield partition(contest, shard)
