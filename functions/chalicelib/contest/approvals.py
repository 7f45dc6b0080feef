"""Proposals and approvals on record: which corrections hold, and which wait for a second signature.

An event that corrects results is a proposal until another organizer approves it.  The signatures
are looked at each time: who can write to the record cannot make a correction.
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

BEFORE, AFTER = "before.", "after."
"""What the details of an approval begin with that name a round's results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A correction on record, with its approval where it has one."""

    event: Event
    correction: Correction
    approval: Event | None = None

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
    an approval of what was not proposed before, was approved already or was proposed by the same.
    """
    keys = {organizer.name: bytes.fromhex(organizer.key) for organizer in organizers}
    found: dict[int, Proposal] = {}
    for event in chain:
        if event.kind not in CORRECTING and event.kind is not EventKind.APPROVAL:
            continue
        if not is_signed_by(contest, event, keys.get(event.by, b""), verifies):
            raise BrokenRecordError(number=event.number)
        if event.kind is EventKind.APPROVAL:
            proposal = found.get(int(event.details["proposal"]))
            if (
                proposal is None
                or proposal.approval is not None
                or keys[proposal.event.by] == keys[event.by]
                or proposal.event.digest() != event.details["proposal_digest"]
            ):
                raise BrokenRecordError(number=event.number)
            found[proposal.event.number] = Proposal(
                event=proposal.event, correction=proposal.correction, approval=event
            )
        else:
            correction = correction_of(event.kind.value, event.details, event.digest())
            found[event.number] = Proposal(event=event, correction=correction)
    return tuple(found.values())


def approved(proposals: Iterable[Proposal]) -> tuple[Correction, ...]:
    """Return the corrections that hold, in the order of their approvals."""
    held = [(each.approval.number, each) for each in proposals if each.approval is not None]
    return tuple(each.correction for _, each in sorted(held, key=lambda pair: pair[0]))


def is_signed_by(contest: ContestId, event: Event, key: bytes, verifies: Verifies) -> bool:
    """Tell whether an event's signature is one of the public key."""
    try:
        signature = bytes.fromhex(str(event.details.get("signature", "")))
    except ValueError:
        return False
    return bool(key) and verifies(bytes_to_sign(contest, event_value(event)), signature, key)
