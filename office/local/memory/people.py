"""People, codes, exclusions and secrets in memory."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from threading import RLock

from chalicelib.contest.errors import NotPreparedError, UnknownCodeError, UnknownPersonError
from chalicelib.contest.ids import ContestId, Pid
from chalicelib.ports import EntrySecrets, Person


class MemoryPeople:
    """The PeopleStore port in memory."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._people: dict[tuple[ContestId, Pid], Person] = {}
        self._codes: dict[tuple[ContestId, str], Pid] = {}
        self._exclusions: dict[tuple[ContestId, Pid], str] = {}

    def put_person(self, contest: ContestId, person: Person) -> Person:
        """Put the person if absent; return what is stored then."""
        with self._lock:
            return self._people.setdefault((contest, person.pid), person)

    def get_person(self, contest: ContestId, pid: Pid) -> Person | None:
        """Return the person, if registered."""
        with self._lock:
            return self._people.get((contest, pid))

    def replace_code(self, contest: ContestId, old: Person, code_hash: str) -> Person:
        """Set another code if the stored one is still ``old``'s; return what is stored then.

        Raises UnknownCodeError where no such person is stored.
        """
        with self._lock:
            stored = self._people.get((contest, old.pid))
            if stored is None:
                raise UnknownCodeError
            if stored.code_hash == old.code_hash:
                stored = replace(stored, code_hash=code_hash, replaced_codes=old.replaced_codes + 1)
                self._people[contest, old.pid] = stored
            return stored

    def change_person(self, contest: ContestId, old: Person, new: Person) -> Person:
        """Put ``new`` if ``old`` is still what is stored; return what is stored then.

        Raises UnknownPersonError where no such person is stored.
        """
        with self._lock:
            stored = self._people.get((contest, old.pid))
            if stored is None:
                raise UnknownPersonError
            if (stored.code_hash, stored.sealed, stored.consent_version) == (
                old.code_hash,
                old.sealed,
                old.consent_version,
            ):
                stored = self._people[contest, old.pid] = new
            return stored

    def put_code(self, contest: ContestId, code_hash: str, pid: Pid) -> None:
        """Remember to whom a code belongs."""
        with self._lock:
            self._codes[contest, code_hash] = pid

    def get_code(self, contest: ContestId, code_hash: str) -> Pid | None:
        """Return to whom a code belongs, in force or not."""
        with self._lock:
            return self._codes.get((contest, code_hash))

    def put_exclusion(self, contest: ContestId, pid: Pid, role: str) -> None:
        """Record that a person may not enter, and in which role; an empty role lifts it."""
        with self._lock:
            self._exclusions[contest, pid] = role

    def exclusions(self, contest: ContestId) -> Iterator[tuple[Pid, str]]:
        """Yield every person who may not enter, with the role."""
        with self._lock:
            found = [
                (pid, role)
                for (owner, pid), role in self._exclusions.items()
                if owner == contest and role
            ]
        yield from found

    def get_exclusion(self, contest: ContestId, pid: Pid) -> str | None:
        """Return the role for which the person is excluded, if any."""
        with self._lock:
            return self._exclusions.get((contest, pid)) or None

    def people(self, contest: ContestId) -> Iterator[Person]:
        """Yield every person of the contest, as at the first one asked for."""
        with self._lock:
            found = [person for (owner, _), person in self._people.items() if owner == contest]
        yield from found

    def count(self, contest: ContestId) -> tuple[int, int, int]:
        """Return how many people, codes and exclusions there are, lifted ones among them."""
        with self._lock:
            kinds = (self._people, self._codes, self._exclusions)
            people, codes, exclusions = (
                sum(1 for owner, _ in kind if owner == contest) for kind in kinds
            )
        return people, codes, exclusions

    def delete(self, contest: ContestId, pid: Pid) -> None:
        """Delete a person's record and every code that was ever theirs."""
        with self._lock:
            for owner, code_hash in [key for key, whose in self._codes.items() if whose == pid]:
                if owner == contest:
                    del self._codes[owner, code_hash]
            self._people.pop((contest, pid), None)

    def clear(self, contest: ContestId) -> None:
        """Delete all people, codes and exclusions of the contest."""
        with self._lock:
            self._people = {key: one for key, one in self._people.items() if key[0] != contest}
            self._codes = {key: one for key, one in self._codes.items() if key[0] != contest}
            self._exclusions = {k: one for k, one in self._exclusions.items() if k[0] != contest}


class MemorySecrets:
    """The Secrets port in memory."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._secrets: dict[ContestId, EntrySecrets] = {}

    def entry(self, contest: ContestId) -> EntrySecrets:
        """Return the contest's entry secrets; raise NotPreparedError where there are none."""
        with self._lock:
            if contest not in self._secrets:
                raise NotPreparedError
            return self._secrets[contest]

    def put_entry_if_absent(self, contest: ContestId, secrets: EntrySecrets) -> None:
        """Keep the secrets unless the contest has some already; those are never overwritten."""
        with self._lock:
            self._secrets.setdefault(contest, secrets)

    def erase_people(self, contest: ContestId) -> None:
        """Destroy the keys of people and contact details; the other secrets stay as they are."""
        with self._lock:
            self._secrets[contest] = self.entry(contest).without_people()
