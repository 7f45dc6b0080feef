"""Where rules, banks, keys, states and events are kept, as protocols."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from chalicelib.contest.acts import RoundState
from chalicelib.contest.corrections import Correction
from chalicelib.contest.extra_time import Credit
from chalicelib.contest.ids import BankSlot, ContestId, Digest, RoundId
from chalicelib.contest.questions import AnswerKeys, QuestionBank
from chalicelib.contest.rules import Contest

if TYPE_CHECKING:
    from chalicelib.contest.events import Event


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


class EventStore(Protocol):
    """The record of what organizers did."""

    def append(self, contest: ContestId, event: "Event") -> tuple[bool, "Event"]:
        """Record the event if its number is free; return whether it was, and what has it then."""

    def events(self, contest: ContestId) -> Iterator["Event"]:
        """Yield every event in the order of the numbers."""
