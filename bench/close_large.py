"""Ten million attempts by shards: python -m bench.close_large [ATTEMPTS].  ``make bench-large``.

One process grades and ranks one shard, as one function would; a last one merges.  Shards are by
the first hex digit of the pid, as the attempts table is.  What comes out is checked against what is
known of the attempts, and each row against the one before.  By hand: it takes minutes, and several
GB of disk.
"""

import json
import mmap
import re
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

_ROW = re.compile(
    rb'"marks":"(\d+)","pid":"\w+","rank":(\d+),"receipt":"[\w-]+"'
    rb',"submitted_at":\d+,"time_used_ms":(\d+)'
)


def measure(
    attempts: int = ATTEMPTS, shards: int = SHARDS, units: int = UNITS, stock_size: int = STOCK
) -> list[Figure]:
    """Return what grading the shards and merging them costs; refuse wrong standings."""
    contest = make_contest(units)
    stock = make_stock(contest, contest.rounds[0].id, stock_size)
    facts = Facts()
    ranked = []
    with tempfile.TemporaryDirectory(prefix="bench-close-large-") as work:
        folder = Path(work)
        write_rules(folder, contest)
        for shard in range(shards):
            numbers = range(attempts * shard // shards, attempts * (shard + 1) // shards)
            lines = folder / f"{shard:02x}.jsonl"
            _add(facts, write_many(lines, stock, numbers, of=attempts))
            ranked.append(json.loads(run_child(["-m", "bench.close_shard", work, lines.stem]).said))
            lines.unlink()
            print(f"shard {shard + 1} of {shards}: {ranked[-1]}", file=sys.stderr, flush=True)
        merged = json.loads(run_child(["-m", "bench.close_merge", work]).said)
        check_rows(folder / "standings.json", facts)
    expected = {**facts.value(), "people": attempts}
    assert expected == {name: merged[name] for name in expected}, (expected, merged)
    of = f"{attempts:,} attempts in {shards} shards"
    ranking = sum(each["cpu_seconds"] for each in ranked)
    return [
        Figure(
            name=f"{of}: CPU in all",
            value=ranking + merged["cpu_seconds"],
            unit="s",
            limit=CPU_BAR_SECONDS,
        ),
        Figure(name=f"{of}: CPU of grading and ranking", value=ranking, unit="s"),
        Figure(name=f"{of}: CPU of the merge", value=merged["cpu_seconds"], unit="s"),
        Figure(
            name=f"{of}: most memory of a shard",
            value=max(each["peak_mb"] for each in ranked),
            unit="MB",
            limit=SHARD_MEMORY_BAR_MB,
        ),
        Figure(name=f"{of}: memory of the merge", value=merged["peak_mb"], unit="MB"),
    ]


def check_rows(standings: Path, facts: Facts) -> None:
    """Refuse standings whose rows are not in order, or not those of the invented attempts."""
    place = marks = 0
    before = (0, 0, 0)
    with (
        standings.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as document,
    ):
        for place, row in enumerate(_ROW.finditer(document), start=1):
            own_marks, rank, time_used_ms = map(int, row.groups())
            after = (-own_marks, time_used_ms, rank)
            assert place == 1 or before < after, (before, after)
            # Lots settle what is equal: nobody shares a rank.
            assert rank == place, (rank, place)
            marks, before = marks + own_marks, after
    assert (place, marks) == (facts.attempts, facts.marks), (place, marks, facts)


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
