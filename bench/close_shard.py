"""One shard of a close, in a process of its own: python -m bench.close_shard FOLDER NAME.

It grades and ranks the lines of NAME.jsonl and writes what a merge reads: NAME.rows, NAME.scores
and NAME.sums.
"""

import json
import sys
from pathlib import Path

from bench.close_child import graded, read_contest, read_scheme
from bench.measure import own_cpu_seconds, own_peak_mb
from chalicelib.contest.shards import count_shard, rank_shard
from chalicelib.use_cases.collector import collector_paused
from chalicelib.use_cases.shard_files import write_blocks, write_sums


def main(folder: Path, name: str) -> None:
    """Grade and rank the lines; say what that cost."""
    contest, shard = read_contest(folder), folder / name
    lines = graded(shard.with_suffix(".jsonl"), read_scheme(folder))
    with collector_paused():
        counting, sums = count_shard(contest, lines)
        shard.with_suffix(".sums").write_bytes(write_sums(sums))
        ranked = rank_shard(contest, counting, sums)
        with shard.with_suffix(".rows").open("wb") as rows:
            rows.writelines(write_blocks(ranked.rows))
        with shard.with_suffix(".scores").open("wb") as scores:
            scores.writelines(write_blocks(ranked.scores))
    print(json.dumps({"cpu_seconds": own_cpu_seconds(), "peak_mb": own_peak_mb()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
