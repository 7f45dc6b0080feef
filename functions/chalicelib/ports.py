"""What the use cases need from outside, as protocols: each docstring is the contract.

Every adapter passes the same contract suite (``tests/store``).  Rules for all of them:

1. A write is durable when the method returns.
2. A write is absolute (it sets values, never adds to them), so that repeating it is harmless.
3. Where a condition fails, nothing is written and the caller gets what is stored.
4. Reads by key and enumerations are strongly consistent.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from chalicelib.contest.acts import ActName, RoundState
from chalicelib.contest.attempts import Attempt, AttemptKey, Save, Submission
from chalicelib.contest.corrections import Correction
from chalicelib.contest.extra_time import Credit
from chalicelib.contest.ids import (
    BankSlot,
    ContestId,
    Digest,
    DivisionId,
    Pid,
    RoundId,
    UnitId,
)
from chalicelib.contest.links import UnitLink
from chalicelib.contest.questions import AnswerKeys, QuestionBank
from chalicelib.contest.rules import Contest
from chalicelib.contest.tries import Tries

if TYPE_CHECKING:
    from chalicelib.contest.events import Event

SHARDS = 16
"""Attempts and people of a contest are spread over this many partitions by their pid."""


class Clock(Protocol):
    """The server's clock."""

    def now(self) -> int:
        """Return milliseconds UTC."""


class Chance(Protocol):
    """The source of randomness for personal codes."""

    def bits(self, count: int) -> int:
        """Return that many unpredictable bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySecrets:
    """The secrets of the function that takes entries, made once when a contest is prepared."""

    people: bytes
    """Keys the hashes of identifiers, second factors and personal codes."""
    papers: bytes
    """What the rounds' papers are derived from."""
    tokens: bytes
    """Authenticates attempt tokens."""
    receipts: bytes
    """What receipt codes, nonces and the key that signs receipts follow from."""
    seal: bytes
    """Encrypts contact details."""

    def without_people(self) -> "EntrySecrets":
        """Return what is left after the erasure: papers, tokens and receipts can be verified.

        Without the key of ``people`` no identifier leads to a pid any more, without that of
        ``seal`` no copy of sealed details can be read.
        """
        return replace(self, people=b"", seal=b"")

    def people_erased(self) -> bool:
        """Tell whether the people of the contest are erased for good."""
        return not self.people


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


class Secrets(Protocol):
    """The secrets store."""

    def entry(self, contest: ContestId) -> EntrySecrets:
        """Return the contest's entry secrets; raise NotPreparedError where there are none."""

    def put_entry_if_absent(self, contest: ContestId, secrets: EntrySecrets) -> None:
        """Keep the secrets unless the contest has some already; those are never overwritten."""

    def erase_people(self, contest: ContestId) -> None:
        """Destroy the keys of people and contact details; the other secrets stay as they are.

        Repeating it is harmless, also after it was broken off: at every moment either all secrets
        or those that stay are there.  Raises NotPreparedError where there are none.
        """


class Sealer(Protocol):
    """Encryption of what is kept but not looked at."""

    def seal(self, text: str, key: bytes) -> str:
        """Return the text encrypted and authenticated under the key (32 bytes)."""

    def unseal(self, sealed: str, key: bytes) -> str:
        """Return the text; raise ValueError where the key is not the one or the text damaged."""

    def seal_same(self, data: bytes, key: bytes) -> str:
        """Return the bytes encrypted like a text: the same under the same key, the same result.

        So what is made again has the same digest; who sees both learns that they are equal.
        """


class Signer(Protocol):
    """Signatures that anybody can verify; the same message and seed give the same bytes."""

    def sign(self, message: bytes, seed: bytes) -> bytes:
        """Return the Ed25519 signature (64 bytes) under the key of a seed (32 bytes)."""

    def public_key(self, seed: bytes) -> bytes:
        """Return the public key (32 bytes) of a seed."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """How much of what names people is stored."""

    people: int = 0
    codes: int = 0
    exclusions: int = 0
    door: int = 0
    """Used challenges and wrong tries that have not been removed yet."""
    links: int = 0
    """Records of units' private links."""


class Eraser(Protocol):
    """Deleting what names people.  The organizer's own account may; no function ever."""

    def census(self, contest: ContestId) -> Census:
        """Count what ``erase_people`` would delete."""

    def erase_person(self, contest: ContestId, pid: Pid) -> None:
        """Delete a person's record and every code that was ever theirs, the record last.

        Repeating it is harmless, also after it was broken off.
        """

    def erase_people(self, contest: ContestId) -> None:
        """Delete all people, codes, exclusions, links, used challenges and tries of the contest.

        Nothing of another contest is touched.  Repeating it is harmless, also after it was broken
        off.
        """


class AttemptStore(Protocol):
    """Attempts: one item each, changed by one conditional write at a time."""

    def put_attempt(self, attempt: Attempt) -> Attempt:
        """Put the attempt if its key is absent; return what is stored then."""

    def get_attempt(self, key: AttemptKey) -> Attempt | None:
        """Return the attempt, if started."""

    def save(self, key: AttemptKey, save: Save) -> tuple[bool, Attempt | None]:
        """Write a save if ``accepts_save`` holds for what is stored, in one atomic step.

        What is stored then is ``after_save`` of what was: changed_at moves only where the answers
        are other ones.  Return whether it was written and what is stored.
        """

    def submit(self, key: AttemptKey, submission: Submission) -> tuple[bool, Attempt | None]:
        """Write a submission if ``accepts_submission`` holds for what is stored, atomically.

        What is stored then is ``after_submission`` of what was: changed_at moves only where the
        answers are other ones.  Return whether it was written and what is stored.
        """

    def take_over(self, seen: Attempt, start_id: str, at: int) -> tuple[bool, Attempt | None]:
        """Give the attempt to another device if it still runs in the epoch seen.

        Sets start_id and the next device_epoch, and records when.  Return whether it was written
        and what is stored.
        """

    def prolong(self, prolonged: Attempt) -> tuple[bool, Attempt | None]:
        """Set deadline and credit to these if the attempt still runs to an earlier deadline.

        Nothing else of ``prolonged`` is written.  Return whether it was written and what is stored.
        """

    def finalise(self, seen: Attempt) -> tuple[bool, Attempt | None]:
        """Make a running attempt final (AUTO) if revision, epoch and deadline are those seen."""

    def attempts(self, contest: ContestId, scope: RoundId) -> Iterator[Attempt]:
        """Yield every attempt of the scope, shard by shard, in no stated order within one."""


class BankStore(Protocol):
    """Questions as contestants see them, frozen under their digest."""

    def put_bank(self, contest: ContestId, bank: QuestionBank) -> Digest:
        """Keep the bank under its digest; the same bank again changes nothing."""

    def get_bank(self, contest: ContestId, digest: Digest) -> QuestionBank | None:
        """Return the bank, with its questions in the bank's own order."""


class KeyStore(Protocol):
    """Answer keys, which only the close may read."""

    def put_keys(self, contest: ContestId, keys: AnswerKeys) -> None:
        """Keep the keys under their bank's digest; other keys of that bank replace them at once."""

    def get_keys(self, contest: ContestId, bank: Digest) -> AnswerKeys | None:
        """Return the keys of a bank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is in force for a contest: its rules and each round's bank, by digest."""

    contest: ContestId
    rules: Digest
    banks: dict[BankSlot, Digest]
    credits: tuple[Credit, ...] = ()
    """The extra time on record, in its order: an extract of the events."""
    corrections: tuple[Correction, ...] = ()
    """The corrections approved, in the order of their approval: an extract of the events too."""


class ContestStore(Protocol):
    """Compiled rules, which of them are in force, and how far each round has come."""

    def put_rules(self, contest: Contest) -> Digest:
        """Keep the compiled rules under the digest of their canonical JSON; return it."""

    def get_rules(self, contest: ContestId, digest: Digest) -> Contest | None:
        """Return compiled rules."""

    def all_rules(self, contest: ContestId) -> Iterator[tuple[Digest, Contest]]:
        """Yield all rules ever compiled for the contest with their digest, sorted by it."""

    def put_release(self, release: Release) -> None:
        """Make these rules and banks the ones in force."""

    def get_release(self, contest: ContestId) -> Release | None:
        """Return what is in force."""

    def get_states(self, contest: ContestId) -> dict[RoundId, RoundState]:
        """Return the recorded state of every round that has one."""

    def put_state(
        self, contest: ContestId, state: RoundState, seen: RoundState | None
    ) -> tuple[bool, RoundState | None]:
        """Record a round's state if the stored one is still the one seen (None: absent).

        Return whether it was written and what is stored then.
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


class EventStore(Protocol):
    """The record of what organizers did."""

    def append(self, contest: ContestId, event: "Event") -> tuple[bool, "Event"]:
        """Record the event if its number is free; return whether it was, and what has it then."""

    def events(self, contest: ContestId) -> Iterator["Event"]:
        """Yield every event in the order of the numbers."""


class Archive(Protocol):
    """Private files under names that hold their digest: written once, never overwritten."""

    def put_if_absent(self, name: str, data: bytes) -> None:
        """Keep the bytes unless the name exists; the same bytes again are no error.

        Raises DigestMismatchError where the name holds other bytes.
        """

    def get(self, name: str) -> bytes | None:
        """Return the bytes kept under the name."""


class PublicFiles(Protocol):
    """Files that anyone may read, beside the site."""

    def put(self, name: str, data: bytes, *, content_type: str, immutable: bool) -> None:
        """Put or replace a file; an immutable one may be cached for ever, another for seconds."""

    def put_many(
        self, files: Iterable[tuple[str, bytes]], *, content_type: str, immutable: bool
    ) -> None:
        """Put or replace many files by name, in any order; return when all of them are there."""

    def get(self, name: str) -> bytes | None:
        """Return a public file's bytes."""


class Invoker(Protocol):
    """How the schedule starts an act in a function of its own."""

    def invoke(self, act: ActName, contest: ContestId, round_id: RoundId) -> None:
        """Start the act and return; the act itself records how it went."""
