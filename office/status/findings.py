"""What there is to say of a contest at a moment: one finding for each thing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How much a finding asks of the organizer, most first."""

    WRONG = "wrong"
    DUE = "due"
    NEXT = "next"
    """Something has its hour, which has not come."""
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, due, to come or done."""

    kind: Kind
    code: str
    """What it is; ``status.CODE`` is its sentence."""
    about: str = ""
    """A round's id, ``contest`` for all rounds together, or nothing."""
    details: Mapping[str, str | int] = field(default_factory=dict)
    """What the sentence names besides; instants are milliseconds, names end in ``_at``."""
    command: tuple[str, ...] = ()
    """What to type after ``python build.py``; nothing where no command mends it."""
    at: int | None = None
    """Of what is to come: when."""


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by kind; what is to come by its hour, all else as it was found.

    >>> [each.code for each in in_order([
    ...     Finding(kind=Kind.DONE, code="published"),
    ...     Finding(kind=Kind.NEXT, code="opens", at=9),
    ...     Finding(kind=Kind.NEXT, code="closes", at=5),
    ...     Finding(kind=Kind.DUE, code="publish"),
    ... ])]
    ['publish', 'closes', 'opens', 'published']
    """
    kinds = list(Kind)
    return tuple(sorted(findings, key=lambda each: (kinds.index(each.kind), each.at or 0)))


def next_step(findings: Iterable[Finding]) -> Finding | None:
    """Return what to do first: mend, then do what is due, then wait; None where nothing is left."""
    return next((each for each in in_order(findings) if each.kind is not Kind.DONE), None)
