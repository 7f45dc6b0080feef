"""Where people are kept, apart from their answers, as protocols."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from chalicelib.contest.ids import ContestId, DivisionId, Pid, RoundId, UnitId
from chalicelib.contest.links import UnitLink
from chalicelib.contest.networks import NetworkKey
from chalicelib.contest.tries import Tries


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One registered person.  Contact details are sealed; the rest is what standings need."""

    pid: Pid
    name: str
    unit: UnitId | None
    division: DivisionId | None = None
    born_on: date | None = None
    """Kept in the clear only where a rule goes by age."""
    second_factor: str
    """Keyed hash of the second factor."""
    code_hash: str
    """Keyed hash of the personal code in force."""
    sealed: str
    """Identifier, second factor and phone, encrypted."""
    consent_version: int
    """To which version of the consent text the person agreed; 0 until then."""
    registered_at: int
    consented_at: int | None = None
    """When the person agreed, where that was not with the registration."""
    replaced_codes: int = 0


class PeopleStore(Protocol):
    """People, their codes, and who is excluded."""

    def put_person(self, contest: ContestId, person: Person) -> Person:
        """Put the person if absent; return what is stored then: this one or the earlier one."""

    def get_person(self, contest: ContestId, pid: Pid) -> Person | None:
        """Return the person, if registered."""

    def replace_code(self, contest: ContestId, old: Person, code_hash: str) -> Person:
        """Set another code and count the replacement, if the stored code is still ``old``'s.

        Return what is stored then, whether by this call or by another one.  Raises UnknownCodeError
        where no such person is stored.
        """

    def change_person(self, contest: ContestId, old: Person, new: Person) -> Person:
        """Put ``new`` in the place of ``old`` if that is still what is stored.

        Return what is stored then.  Every change of a person shows in the code, the sealed details
        or the consent.  Raises UnknownPersonError where no such person is stored.
        """

    def put_code(self, contest: ContestId, code_hash: str, pid: Pid) -> None:
        """Remember to whom a code belongs; the person's own record says whether it is in force."""

    def get_code(self, contest: ContestId, code_hash: str) -> Pid | None:
        """Return to whom a code belongs, in force or not."""

    def put_exclusion(self, contest: ContestId, pid: Pid, role: str) -> None:
        """Record that a person may not enter, and in which role; an empty role lifts it."""

    def exclusions(self, contest: ContestId) -> Iterator[tuple[Pid, str]]:
        """Yield every person who may not enter, with the role, in no stated order."""

    def get_exclusion(self, contest: ContestId, pid: Pid) -> str | None:
        """Return the role for which the person is excluded, if any."""

    def people(self, contest: ContestId) -> Iterator[Person]:
        """Yield every person of the contest, in no stated order."""


class DoorStore(Protocol):
    """What is remembered at the door for a while; nobody relies on its being removed in time."""

    def use_challenge(self, contest: ContestId, tag: str, until: int) -> bool:
        """Remember a challenge as used, at least until that instant.

        Return whether it was not used yet: of many calls with one tag, one gets True.
        """

    def get_tries(self, contest: ContestId, who: str) -> Tries | None:
        """Return the tries kept under a keyed hash, be they forgotten by now or not."""

    def put_tries(self, contest: ContestId, who: str, tries: Tries, seen: Tries | None) -> bool:
        """Put the tries if those stored are still those seen (None: absent).

        Return whether they were put.
        """

    def get_network_key(self, contest: ContestId, round_id: RoundId) -> NetworkKey | None:
        """Return the key of a round's networks, faded by now or not."""

    def put_network_key(
        self, contest: ContestId, round_id: RoundId, key: NetworkKey, seen: NetworkKey | None
    ) -> bool:
        """Put the key if the one stored is still the one seen (None: absent).

        Return whether it was put.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """How much of what names people is stored."""

    people: int = 0
    codes: int = 0
    exclusions: int = 0
    door: int = 0
    """Used challenges, wrong tries and keys of networks that have not been removed yet."""
    complaints: int = 0
    """Complaints and the answers to them."""
    links: int = 0
    """Records of units' private links."""


class Eraser(Protocol):
    """Deleting what names people.  The organizer's own account may; no function ever."""

    def census(self, contest: ContestId) -> Census:
        """Count what ``erase_people`` would delete."""

    def erase_person(self, contest: ContestId, pid: Pid) -> None:
        """Delete a person's record, codes, complaints and the answers to these, the record last.

        Repeating it is harmless, also after it was broken off.
        """

    def erase_people(self, contest: ContestId) -> None:
        """Delete all people, codes, complaints, exclusions, links, used challenges and tries.

        Nothing of another contest is touched.  Repeating it is harmless, also after it was broken
        off.
        """


class LinkStore(Protocol):
    """The private links of units' coordinators, by their record: no secret is stored."""

    def get_links(self, contest: ContestId) -> dict[UnitId, UnitLink]:
        """Return the link of every unit that has one, revoked or not."""

    def put_link(
        self, contest: ContestId, link: UnitLink, seen: UnitLink | None
    ) -> tuple[bool, UnitLink | None]:
        """Record a unit's link if the stored one is still the one seen (None: absent).

        Return whether it was written and what is stored then.
        """
