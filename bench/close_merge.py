"""The merge of a close's shards, in a process of its own: python -m bench.close_merge FOLDER."""

import json
import sys
from pathlib import Path

from bench.close_child import canonical_standings, read_contest
from bench.measure import own_cpu_seconds, own_peak_mb
from chalicelib.contest.canonical import digest_of
from chalicelib.contest.results import merge_shards
from chalicelib.use_cases.collector import collector_paused
from chalicelib.use_cases.decoding import read_scores


def main(folder: Path) -> None:
    """Merge the shards' scores into standings; say what that cost, and what they come to."""
    contest = read_contest(folder)
    with collector_paused():
        files = sorted(folder.glob("*.scores"))
        shards = (read_scores(file.read_bytes()) for file in files)
        results = merge_shards(contest, contest.rounds[0].id, shards)
        figures, persons, units = results.figures, len(results.persons), results.units
        standings = canonical_standings(results)
        said = {
            "digest": digest_of(standings),
            "cpu_seconds": own_cpu_seconds(),
            "peak_mb": own_peak_mb(),
        }
    print(
        json.dumps(
            {
                **said,
                "persons": persons,
                "attempts": figures.attempts,
                "perfect_papers": figures.perfect_papers,
                "units": figures.units,
                "marks": sum(int(row.standing.totals.total_marks) for row in units),
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
