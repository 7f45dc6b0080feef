"""When an attempt had to end, by the rules and the extra time on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from office.audit.frame import Value, paper_rules

GRACE_MS = 5_000
SEEN_LATE_MS = 60_000
"""A function may go by the release of a moment ago: around a credit, both deadlines are right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """What the times of an attempt are held against."""

    closes_at: int
    """When the round closed for whoever started then."""
    ordinary_at: int
    """The deadline without extra time."""
    deadline_at: int
    deadlines: frozenset[int]
    """Every deadline that is right."""


def expected_hours(
    contest: Value, round_: Value, line: Value, given: Sequence[Mapping[str, Any]]
) -> Hours:
    """Return what an attempt's times should be; ``round_`` is as its rules have it."""
    here = [c for c in given if c["round"] == line["round"] and c["pid"] in {None, line["pid"]}]
    started = line["started_at"]
    ended = line["submitted_at"]
    whole = [credit for credit in here if credit["pid"] is None]
    closes_then = round_["closes_at"] + sum(c["extra_ms"] for c in whole if c["at"] < started)
    closes_last = round_["closes_at"] + sum(c["extra_ms"] for c in whole)
    limit = paper_rules(contest, line["division"])["limit_ms"]
    ordinary = min(started + limit, closes_then)
    extra = 0
    right = {ordinary}
    for credit in here:
        over = ended is not None and ended < credit["at"]
        begun = credit["pid"] is not None or started <= credit["at"]
        if begun and not over and credit["at"] <= ordinary + extra + GRACE_MS:
            extra += credit["extra_ms"]
            right.add(max(ordinary, min(ordinary + extra, closes_last)))
    deadline = max(ordinary, min(ordinary + extra, closes_last))
    near = any(
        abs(moment - credit["at"]) <= SEEN_LATE_MS
        for credit in here
        for moment in (started, ended, ordinary)
        if moment is not None
    )
    return Hours(
        closes_at=closes_then,
        ordinary_at=ordinary,
        deadline_at=deadline,
        deadlines=frozenset(right) if near else frozenset({deadline}),
    )


def time_used(line: Value) -> int:
    """Return the time from start to submission, at most the ordinary limit."""
    ordinary: int = line["deadline_at"] - line.get("credit_ms", 0)
    ended = ordinary if line["submitted_at"] is None else min(line["submitted_at"], ordinary)
    used: int = ended - line["started_at"]
    return max(0, used)


def time_to_last_change(line: Value) -> int:
    """Return the time from start to the last change, at most the ordinary limit."""
    ordinary: int = line["deadline_at"] - line.get("credit_ms", 0)
    changed: int = min(line["changed_at"], ordinary) - line["started_at"]
    return max(0, changed)
