"""Ten million attempts by shards: python -m bench.close_large [ATTEMPTS].  ``make bench-large``.

One process grades one shard, as one function would; a last one merges their scores.  Shards are by
the first hex digit of the pid, as the attempts table is.  By hand: it takes minutes, and the merge
several GB, which is said.
"""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.close import UNITS, write_rules
from bench.many_lines import STOCK, make_stock, write_many
from bench.measure import Figure, run_child
from bench.synthetic import Facts, make_contest
from bench.table import table, verdict

ATTEMPTS = 10_000_000
SHARDS = 16
CPU_BAR_SECONDS = 150.0
SHARD_MEMORY_BAR_MB = 512.0


def measure(
    attempts: int = ATTEMPTS, shards: int = SHARDS, units: int = UNITS, stock_size: int = STOCK
) -> list[Figure]:
    """Return what grading the shards and merging them costs; refuse wrong standings."""
    contest = make_contest(units)
    stock = make_stock(contest, contest.rounds[0].id, stock_size)
    facts = Facts()
    graded = []
    with tempfile.TemporaryDirectory(prefix="bench-close-large-") as work:
        folder = Path(work)
        write_rules(folder, contest)
        lines = folder / "shard.jsonl"
        for shard in range(shards):
            numbers = range(attempts * shard // shards, attempts * (shard + 1) // shards)
            _add(facts, write_many(lines, stock, numbers, of=attempts))
            scores = folder / f"{shard:02x}.scores"
            arguments = ["-m", "bench.close_shard", work, str(lines), str(scores)]
            graded.append(json.loads(run_child(arguments).said))
            print(f"shard {shard + 1} of {shards}: {graded[-1]}", file=sys.stderr, flush=True)
        lines.unlink()
        merged = json.loads(run_child(["-m", "bench.close_merge", work]).said)
    expected = {**facts.value(), "persons": attempts}
    assert expected == {name: merged[name] for name in expected}, (expected, merged)
    of = f"{attempts:,} attempts in {shards} shards"
    grading = sum(each["cpu_seconds"] for each in graded)
    return [
        Figure(
            name=f"{of}: CPU in all",
            value=grading + merged["cpu_seconds"],
            unit="s",
            limit=CPU_BAR_SECONDS,
        ),
        Figure(name=f"{of}: CPU of the grading", value=grading, unit="s"),
        Figure(name=f"{of}: CPU of the merge", value=merged["cpu_seconds"], unit="s"),
        Figure(
            name=f"{of}: most memory of a shard",
            value=max(each["peak_mb"] for each in graded),
            unit="MB",
            limit=SHARD_MEMORY_BAR_MB,
        ),
        Figure(name=f"{of}: memory of the merge", value=merged["peak_mb"], unit="MB"),
    ]


def _add(facts: Facts, more: Facts) -> None:
    facts.attempts += more.attempts
    facts.marks += more.marks
    facts.perfect_papers += more.perfect_papers
    facts.units |= more.units


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    figures = measure(*map(int, arguments))
    print(table(figures))
    print(f"\n{verdict(figures)}")


if __name__ == "__main__":
    main(sys.argv[1:])
