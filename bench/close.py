"""What closing a round costs: CPU and memory from attempt lines to canonical standings.

The lines are read from a file one by one, as the archive gives them.  ``ranked`` ends with the
standings of persons and units as values; all other figures include their canonical bytes and the
digest over them.
"""

import json
import tempfile
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from bench.many_lines import make_stock, write_many
from bench.measure import Figure, run_child
from bench.synthetic import QUESTIONS, RIGHT, Facts, make_contest, write_attempts
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.rules import Contest
from chalicelib.store.items import rules_bytes

ATTEMPTS = 83_200
FEWER_ATTEMPTS = 10_000
MANY_ATTEMPTS = 1_000_000
UNITS = 189
RUNS = 3

CPU_BAR_SECONDS = 1.0
MEMORY_BAR_MB = 150.0
VOID_BAR_SECONDS = 3.0
MANY_CPU_BAR_SECONDS = 15.0
MANY_MEMORY_BAR_MB = 1_000.0
GROWTH_BAR = 1.3

Write = Callable[[Path, Contest], Facts]
Cost = Mapping[str, float]


class PersonLine(msgspec.Struct, gc=False):
    """What is checked of a person's standing."""

    pid: str
    rank: int
    marks: str
    time_used_ms: int


class UnitLine(msgspec.Struct, gc=False):
    """What is checked of a unit's standing."""

    rank: int | None
    total_marks: str


class Standings(msgspec.Struct):
    """What is checked of standings."""

    figures: dict[str, int]
    persons: list[PersonLine]
    units: list[UnitLine]


def measure(
    attempts: int = ATTEMPTS,
    fewer: int = FEWER_ATTEMPTS,
    many: int = MANY_ATTEMPTS,
    units: int = UNITS,
    runs: int = RUNS,
) -> list[Figure]:
    """Return what a close costs: of a large round, of a small one and of a huge one."""
    large = close(units, runs, _invented(attempts), void=True)
    huge = close(units, 1, _copied(many))
    small = close(units, runs, _copied(fewer))
    of = f"close of {attempts:,} attempts in {units} units"
    of_many = f"close of {many:,} attempts"
    growth = (huge["cpu_seconds"] / many) / (small["cpu_seconds"] / fewer)
    return [
        Figure(name=f"{of}: CPU", value=large["cpu_seconds"], unit="s", limit=CPU_BAR_SECONDS),
        Figure(name=f"{of}: ranked, CPU", value=large["ranked_seconds"], unit="s"),
        Figure(name=f"{of}: peak memory", value=large["peak_mb"], unit="MB", limit=MEMORY_BAR_MB),
        Figure(name=f"{of}: memory before", value=large["before_mb"], unit="MB"),
        Figure(name=f"{of}: lines", value=large["lines_mb"], unit="MB"),
        Figure(
            name=f"{of}: again without one question, CPU",
            value=large["void_seconds"],
            unit="s",
            limit=VOID_BAR_SECONDS,
        ),
        Figure(
            name=f"{of_many}: CPU", value=huge["cpu_seconds"], unit="s", limit=MANY_CPU_BAR_SECONDS
        ),
        Figure(
            name=f"{of_many}: peak memory",
            value=huge["peak_mb"],
            unit="MB",
            limit=MANY_MEMORY_BAR_MB,
        ),
        _per_attempt(huge, many),
        _per_attempt(large, attempts),
        _per_attempt(small, fewer),
        Figure(
            name=f"close, CPU per attempt, {many:,} against {fewer:,}",
            value=growth,
            unit="",
            limit=GROWTH_BAR,
        ),
    ]


def check_standings(document: bytes, facts: Mapping[str, int]) -> None:
    """Refuse standings that are not those of the invented attempts."""
    standings = msgspec.json.decode(document, type=Standings)
    persons, units = standings.persons, standings.units
    figures = {name: standings.figures[name] for name in ("attempts", "perfect_papers", "units")}
    assert figures == {name: facts[name] for name in figures}, (figures, facts)
    assert len({row.pid for row in persons}) == len(persons) == facts["attempts"]
    assert sum(int(row.marks) for row in persons) == facts["marks"]
    assert sum(int(row.total_marks) for row in units) == facts["marks"]
    assert persons[0].rank == units[0].rank == 1
    for better, worse in pairwise(persons):
        assert better.rank <= worse.rank
        assert (-int(better.marks), better.time_used_ms) <= (-int(worse.marks), worse.time_used_ms)
    for above, below in pairwise(units):
        assert int(above.total_marks) >= int(below.total_marks)


def write_rules(folder: Path, contest: Contest) -> None:
    """Write what a child needs beside the lines."""
    (folder / "contest.json").write_bytes(rules_bytes(contest))
    (folder / "right.json").write_bytes(canonical_json(RIGHT))


def close(units: int, runs: int, write: Write, *, void: bool = False) -> dict[str, float]:
    """Return the least that the close of some lines took, and check what came out."""
    contest = make_contest(units)
    with tempfile.TemporaryDirectory(prefix="bench-close-") as work:
        folder = Path(work)
        write_rules(folder, contest)
        lines = folder / "attempts.jsonl"
        facts = write(lines, contest)
        said: list[dict[str, Any]] = []
        voided = ["--void", QUESTIONS[0]] if void else []
        for _ in range(runs):
            said.append(json.loads(run_child(["-m", "bench.close_child", work, *voided]).said))
        digests = {run.pop("digest") for run in said}
        assert len(digests) == 1, "the same attempts gave other standings"
        check_standings((folder / "standings.json").read_bytes(), facts.value())
        least = {name: min(run[name] for run in said) for name in said[0]}
        return {**least, "lines_mb": lines.stat().st_size / 1e6}


def _invented(count: int) -> Write:
    return lambda path, contest: write_attempts(path, contest, contest.rounds[0].id, count)


def _copied(count: int) -> Write:
    def write(path: Path, contest: Contest) -> Facts:
        stock = make_stock(contest, contest.rounds[0].id)
        return write_many(path, stock, range(count), of=count)

    return write


def _per_attempt(cost: Cost, attempts: int) -> Figure:
    return Figure(
        name=f"close, CPU per attempt where there are {attempts:,}",
        value=cost["cpu_seconds"] / attempts * 1e6,
        unit="µs",
    )
