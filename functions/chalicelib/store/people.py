"""People, codes and exclusions in DynamoDB: kinds of their own in one table."""

from collections.abc import Iterator

from chalicelib.contest.errors import UnknownCodeError, UnknownPersonError
from chalicelib.contest.ids import ContestId, Pid
from chalicelib.ports import Person
from chalicelib.store import items, keys
from chalicelib.store.clients import Clients
from chalicelib.store.dynamodb import Condition, ItemTable


class PeopleTable:
    """The PeopleStore port on DynamoDB."""

    def __init__(self, clients: Clients) -> None:
        """Use the people's table; nothing is called yet."""
        self._table = ItemTable(clients, keys.Table.PEOPLE)

    def put_person(self, contest: ContestId, person: Person) -> Person:
        """Put the person if absent; return what is stored then."""
        return items.person_of(self._table.put_if_absent(items.person_item(contest, person)))

    def get_person(self, contest: ContestId, pid: Pid) -> Person | None:
        """Return the person, if registered."""
        item = self._table.get(keys.person_key(contest, pid))
        return None if item is None else items.person_of(item)

    def replace_code(self, contest: ContestId, old: Person, code_hash: str) -> Person:
        """Set another code if the stored one is still ``old``'s; return what is stored then.

        Raises UnknownCodeError where no such person is stored.
        """
        _, item = self._table.update_if(
            keys.person_key(contest, old.pid),
            {"code": items.text(code_hash), "replaced": items.number(old.replaced_codes + 1)},
            (Condition("code", "=", items.text(old.code_hash)),),
        )
        if item is None:
            raise UnknownCodeError
        return items.person_of(item)

    def change_person(self, contest: ContestId, old: Person, new: Person) -> Person:
        """Put ``new`` if ``old`` is still what is stored; return what is stored then.

        Raises UnknownPersonError where no such person is stored.
        """
        _, item = self._table.put_if(
            items.person_item(contest, new),
            (
                Condition("code", "=", items.text(old.code_hash)),
                Condition("sealed", "=", items.text(old.sealed)),
                Condition("consent", "=", items.number(old.consent_version)),
            ),
        )
        if item is None:
            raise UnknownPersonError
        return items.person_of(item)

    def put_code(self, contest: ContestId, code_hash: str, pid: Pid) -> None:
        """Remember to whom a code belongs."""
        self._table.put(keys.code_key(contest, code_hash) | {"pid": items.text(pid)})

    def get_code(self, contest: ContestId, code_hash: str) -> Pid | None:
        """Return to whom a code belongs, in force or not."""
        item = self._table.get(keys.code_key(contest, code_hash))
        return None if item is None else Pid(item["pid"]["S"])

    def put_exclusion(self, contest: ContestId, pid: Pid, role: str) -> None:
        """Record that a person may not enter, and in which role; an empty role lifts it."""
        self._table.put(keys.exclusion_key(contest, pid) | {"role": items.text(role)})

    def exclusions(self, contest: ContestId) -> Iterator[tuple[Pid, str]]:
        """Yield every person who may not enter, with the role."""
        for shard in keys.SHARD_NAMES:
            for item in self._table.query(keys.exclusions_partition(contest, shard)):
                if item["role"]["S"]:
                    yield Pid(item[keys.SORT]["S"]), item["role"]["S"]

    def get_exclusion(self, contest: ContestId, pid: Pid) -> str | None:
        """Return the role for which the person is excluded, if any."""
        item = self._table.get(keys.exclusion_key(contest, pid))
        return None if item is None else str(item["role"]["S"]) or None

    def people(self, contest: ContestId) -> Iterator[Person]:
        """Yield every person of the contest."""
        for shard in keys.SHARD_NAMES:
            partition = keys.people_partition(contest, shard)
            yield from map(items.person_of, self._table.query(partition))
