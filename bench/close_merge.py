"""The merge of a close's shards, in a process of its own: python -m bench.close_merge FOLDER."""

import hashlib
import json
import sys
from functools import partial
from pathlib import Path

from bench.close_child import NOTHING_REAL, read_contest
from bench.measure import own_cpu_seconds, own_peak_mb
from chalicelib.contest.shards import add_up, merge_shards, merged_standings
from chalicelib.use_cases.collector import collector_paused
from chalicelib.use_cases.shard_files import read_ranked, read_sums


def main(folder: Path) -> None:
    """Merge the ranked shards into standings; say what that cost, and what they come to."""
    contest = read_contest(folder)
    files = sorted(folder.glob("*.sums"))
    digest = hashlib.sha256()
    with collector_paused(), (folder / "standings.json").open("wb") as standings:
        sums = add_up(read_sums(file.read_bytes()) for file in files)
        shards = [
            read_ranked(
                partial(file.with_suffix(".rows").open, "rb"),
                partial(file.with_suffix(".scores").open, "rb"),
            )
            for file in files
        ]
        results = merge_shards(contest, contest.rounds[0].id, sums, shards)
        for piece in merged_standings(results, NOTHING_REAL):
            digest.update(piece)
            standings.write(piece)
    print(
        json.dumps(
            {
                "digest": digest.hexdigest(),
                "cpu_seconds": own_cpu_seconds(),
                "peak_mb": own_peak_mb(),
                "attempts": results.figures.attempts,
                "people": results.figures.people,
                "perfect_papers": results.figures.perfect_papers,
                "units": results.figures.units,
                "marks": sum(int(row.standing.totals.total_marks) for row in results.units),
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
