"""Attempt lines by the million: a stock of invented ones, each for many people at other times.

Inventing an attempt takes longer than grading it, so only the stock is invented.  What the
standings must say is still known in advance.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.synthetic import SEED, Facts, invent_attempts
from chalicelib.contest.attempt_lines import write_lines
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest

STOCK = 10_000
_PIDS = 16**32


@dataclass(frozen=True, slots=True, kw_only=True)
class Stocked:
    """A line with gaps for whoever takes it, and what it is worth."""

    line: bytes
    changed_at: int
    marks: int
    perfect: bool
    unit: str


def make_stock(contest: Contest, round_id: RoundId, size: int = STOCK) -> list[Stocked]:
    """Invent the attempts of which all others are copies."""
    stock = []
    facts = Facts()
    marks = perfect = 0
    for attempt in invent_attempts(contest, round_id, size, SEED, facts):
        line = json.loads(write_lines([attempt]))
        gaps = {"pid": "%(pid)s", "receipt": "%(receipt)s", "changed_at": "%(at)d"}
        if attempt.submitted_at is not None:
            gaps["submitted_at"] = "%(at)d"
        stock.append(
            Stocked(
                line=canonical_json({**line, **gaps}).replace(b'"%(at)d"', b"%(at)d") + b"\n",
                changed_at=attempt.changed_at,
                marks=facts.marks - marks,
                perfect=facts.perfect_papers > perfect,
                unit=str(attempt.unit),
            )
        )
        marks, perfect = facts.marks, facts.perfect_papers
    return stock


def write_many(path: Path, stock: list[Stocked], numbers: Iterable[int], of: int) -> Facts:
    """Write the lines of people so and so, out of a number of them; return what they come to.

    People are numbered in the order of their pids, which lie as far apart as hashes do.
    """
    facts = Facts()
    with path.open("wb") as file:
        for number in numbers:
            copy, which = divmod(number, len(stock))
            stocked = stock[which]
            receipt = b"%010d" % number
            file.write(
                stocked.line
                % {
                    b"pid": b"%032x" % (number * (_PIDS // of)),
                    b"receipt": b"%b-%b-%b" % (receipt[:4], receipt[4:8], receipt[8:]),
                    b"at": stocked.changed_at + copy,
                }
            )
            facts.attempts += 1
            facts.marks += stocked.marks
            facts.perfect_papers += stocked.perfect
            facts.units.add(stocked.unit)
    return facts
