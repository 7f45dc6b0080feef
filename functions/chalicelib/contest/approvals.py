"""Proposals and approvals on record: which corrections hold, and which wait for a second signature.

An event that corrects results is a proposal until another organizer approves it; until then whoever
proposed it may withdraw it for good.  The signatures are looked at each time: who can write to the
record cannot make a correction, nor take a proposal back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.contest.corrections import (
    Correction,
    CorrectionKind,
    Verifies,
    bytes_to_sign,
    correction_of,
)
from chalicelib.contest.errors import BrokenRecordError
from chalicelib.contest.events import Event, EventKind, event_value
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.contest.rules import Organizer

CORRECTING = frozenset(EventKind(kind.value) for kind in CorrectionKind)
"""The kinds of events that propose a correction."""

_DECIDING = frozenset({EventKind.APPROVAL, EventKind.WITHDRAWAL})

BEFORE, AFTER = "before.", "after."
"""What the details of an approval begin with that name a round's results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A correction on record, with its approval or its withdrawal where it has one."""

    event: Event
    correction: Correction
    approval: Event | None = None
    withdrawal: Event | None = None

    def waits(self) -> bool:
        """Tell whether it can still be approved, or withdrawn."""
        return self.approval is None and self.withdrawal is None

    def versions(self) -> dict[RoundId, tuple[str, str]]:
        """Return the digests of results before and after, by round; none before the approval."""
        details = self.approval.details if self.approval else {}
        return {
            RoundId(name.removeprefix(BEFORE)): (
                str(digest),
                str(details[AFTER + name.removeprefix(BEFORE)]),
            )
            for name, digest in details.items()
            if name.startswith(BEFORE)
        }


def proposals_of(
    contest: ContestId, chain: Iterable[Event], organizers: Sequence[Organizer], verifies: Verifies
) -> tuple[Proposal, ...]:
    """Return every proposal of a record whose chain holds, in the order of their numbers.

    Raises BrokenRecordError (detail: number) at an event that is not signed by an organizer, and at
    an approval or a withdrawal of what does not wait for one, an approval by who proposed it, or a
    withdrawal by anybody else.
    """
    keys = {organizer.name: bytes.fromhex(organizer.key) for organizer in organizers}
    found: dict[int, Proposal] = {}
    for event in chain:
        if event.kind not in CORRECTING | _DECIDING:
            continue
        if not is_signed_by(contest, event, keys.get(event.by, b""), verifies):
            raise BrokenRecordError(number=event.number)
        if event.kind in _DECIDING:
            proposal = found.get(int(event.details["proposal"]))
            withdraws = event.kind is EventKind.WITHDRAWAL
            if (
                proposal is None
                or not proposal.waits()
                or (keys[proposal.event.by] == keys[event.by]) is not withdraws
                or proposal.event.digest() != event.details["proposal_digest"]
            ):
                raise BrokenRecordError(number=event.number)
            found[proposal.event.number] = Proposal(
                event=proposal.event,
                correction=proposal.correction,
                approval=None if withdraws else event,
                withdrawal=event if withdraws else None,
            )
        else:
            correction = correction_of(event.kind.value, event.details, event.digest())
            found[event.number] = Proposal(event=event, correction=correction)
    return tuple(found.values())


def in_order(proposals: Iterable[Proposal]) -> tuple[tuple[Proposal, Event], ...]:
    """Return the proposals that were approved, each with its approval, in the order of these."""
    held = [(each, each.approval) for each in proposals if each.approval is not None]
    return tuple(sorted(held, key=lambda pair: pair[1].number))


def approved(proposals: Iterable[Proposal]) -> tuple[Correction, ...]:
    """Return the corrections that hold, in the order of their approvals."""
    return tuple(proposal.correction for proposal, _ in in_order(proposals))


def is_signed_by(contest: ContestId, event: Event, key: bytes, verifies: Verifies) -> bool:
    """Tell whether an event's signature is one of the public key."""
    try:
        signature = bytes.fromhex(str(event.details.get("signature", "")))
    except ValueError:
        return False
    return bool(key) and verifies(bytes_to_sign(contest, event_value(event)), signature, key)
