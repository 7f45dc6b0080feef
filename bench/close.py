"""What closing a round costs: CPU and memory from attempt lines to canonical standings."""

import json
import tempfile
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.measure import Figure, run_child
from bench.synthetic import RIGHT, make_contest, write_attempts
from chalicelib.contest.canonical import canonical_json
from chalicelib.store.items import rules_bytes

ATTEMPTS = 83_200
FEWER_ATTEMPTS = 10_000
UNITS = 189
RUNS = 3

CPU_BAR_SECONDS = 1.0
MEMORY_BAR_MB = 150.0


def measure(
    attempts: int = ATTEMPTS, fewer: int = FEWER_ATTEMPTS, units: int = UNITS, runs: int = RUNS
) -> list[Figure]:
    """Return what a close costs, large and small."""
    large = _close(attempts, units, runs)
    small = _close(fewer, units, runs)
    of = f"close of {attempts:,} attempts in {units} units"
    return [
        Figure(name=f"{of}: CPU", value=large["cpu_seconds"], unit="s", limit=CPU_BAR_SECONDS),
        Figure(name=f"{of}: peak memory", value=large["peak_mb"], unit="MB", limit=MEMORY_BAR_MB),
        Figure(name=f"{of}: memory with the lines read", value=large["before_mb"], unit="MB"),
        Figure(name=f"{of}: lines", value=large["lines_mb"], unit="MB"),
        _per_attempt(large, attempts),
        _per_attempt(small, fewer),
    ]


def check_standings(standings: Mapping[str, Any], facts: Mapping[str, int]) -> None:
    """Refuse standings that are not those of the invented attempts."""
    persons, units = standings["persons"], standings["units"]
    figures = {name: standings["figures"][name] for name in ("attempts", "perfect_papers", "units")}
    assert figures == {name: facts[name] for name in figures}, (figures, facts)
    assert len({row["pid"] for row in persons}) == len(persons) == facts["attempts"]
    assert sum(int(row["marks"]) for row in persons) == facts["marks"]
    assert sum(int(row["total_marks"]) for row in units) == facts["marks"]
    assert persons[0]["rank"] == units[0]["rank"] == 1
    for better, worse in pairwise(persons):
        assert better["rank"] <= worse["rank"]
        assert (-int(better["marks"]), better["time_used_ms"]) <= (
            -int(worse["marks"]),
            worse["time_used_ms"],
        )
    for better, worse in pairwise(units):
        assert int(better["total_marks"]) >= int(worse["total_marks"])


def _close(attempts: int, units: int, runs: int) -> dict[str, float]:
    contest = make_contest(units)
    with tempfile.TemporaryDirectory(prefix="bench-close-") as work:
        folder = Path(work)
        (folder / "contest.json").write_bytes(rules_bytes(contest))
        (folder / "right.json").write_bytes(canonical_json(RIGHT))
        lines = folder / "attempts.jsonl"
        facts = write_attempts(lines, contest, contest.rounds[0].id, attempts)
        said: list[dict[str, float]] = []
        documents: set[bytes] = set()
        for _ in range(runs):
            said.append(json.loads(run_child(["-m", "bench.close_child", work]).said))
            documents.add((folder / "standings.json").read_bytes())
        assert len(documents) == 1, "the same attempts gave other standings"
        check_standings(json.loads(documents.pop()), facts.value())
        least = {name: min(run[name] for run in said) for name in said[0]}
        return {**least, "lines_mb": lines.stat().st_size / 1e6}


def _per_attempt(cost: Mapping[str, float], attempts: int) -> Figure:
    return Figure(
        name=f"close, CPU per attempt where there are {attempts:,}",
        value=cost["cpu_seconds"] / attempts * 1e6,
        unit="µs",
    )
