"""What organizers did to a contest, on record: events in a chain, appended and never edited.

1. Events are numbered from 1 without a gap; a number is taken once.
2. Each names the digest of the one before it, so that a changed or missing one shows.
3. Each says who did what, when, and why.  What it did follows from the events alone, so that an act
   that was broken off is completed by doing it again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.errors import BrokenRecordError
from chalicelib.contest.extra_time import Credit
from chalicelib.contest.ids import Digest, Pid, RoundId


class EventKind(StrEnum):
    """What organizers can do."""

    EXTRA_TIME = "extra_time"
    VOID_QUESTION = "void_question"
    ACCEPT_KEY = "accept_key"
    VOID_ATTEMPT = "void_attempt"
    DISQUALIFY = "disqualify"
    WITHDRAW_PRIZE = "withdraw_prize"
    APPROVAL = "approval"
    """Of a proposed correction, by another organizer; see ``approvals``."""
    WITHDRAWAL = "withdrawal"
    """Of a proposed correction that nobody has approved, by who proposed it."""
    COMPLAINT_ANSWER = "complaint_answer"
    """That a complaint was answered; its words are elsewhere, sealed (see ``complaints``)."""


CREDITING = frozenset({EventKind.EXTRA_TIME})
"""The kinds that give extra time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act of an organizer."""

    number: int
    kind: EventKind
    at: int
    by: str
    """Who did it, as that person signs."""
    reason: str
    details: Mapping[str, str | int]
    """What was done; which members there are follows from the kind."""
    previous: Digest | None = None
    """The digest of the event before it; None for the first."""

    def digest(self) -> Digest:
        """Return the SHA-256 of the event's canonical JSON."""
        return digest_of(canonical_json(event_value(self)))


def event_value(event: Event) -> dict[str, object]:
    """Return an event as a JSON value."""
    return {
        "number": event.number,
        "kind": event.kind.value,
        "at": event.at,
        "by": event.by,
        "reason": event.reason,
        "details": dict(event.details),
        "previous": event.previous,
    }


def check_chain(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events in their order; raise BrokenRecordError (detail: number) at a break."""
    chain: list[Event] = []
    for event in events:
        former = chain[-1] if chain else None
        expected = (len(chain) + 1, None if former is None else former.digest())
        if (event.number, event.previous) != expected:
            raise BrokenRecordError(number=len(chain) + 1)
        chain.append(event)
    return tuple(chain)


def credits_of(events: Iterable[Event]) -> tuple[Credit, ...]:
    """Return the credits that events give, in their order."""
    return tuple(_credit(event) for event in events if event.kind in CREDITING)


def _credit(event: Event) -> Credit:
    pid = str(event.details.get("pid", ""))
    return Credit(
        round=RoundId(str(event.details["round"])),
        pid=Pid(pid) if pid else None,
        extra_ms=int(event.details["extra_ms"]),
        at=event.at,
        reason="" if pid else event.reason,
    )
