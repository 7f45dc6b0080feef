"""From attempt lines to standings in a process of its own: python -m bench.close_child FOLDER.

It imports what a close computes with and nothing else, so that its memory is the close's.
"""

import json
import sys
from pathlib import Path

import msgspec

from bench.measure import own_cpu_seconds, own_peak_mb
from chalicelib.contest.attempt_lines import read_lines
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.grading import Markscheme, grade_shard
from chalicelib.contest.results import round_results
from chalicelib.contest.rules import Contest
from chalicelib.contest.standings import Provenance, standings_value


def main(folder: Path) -> None:
    """Compute the standings of the folder's attempts; say what that cost."""
    contest = msgspec.json.decode((folder / "contest.json").read_bytes(), type=Contest)
    right = json.loads((folder / "right.json").read_bytes())
    schemes = {None: Markscheme(right=right, points=dict.fromkeys(right, 1))}
    nothing = digest_of(b"")
    provenance = Provenance(rules=nothing, bank=nothing, keys=nothing, attempts=nothing)
    lines = (folder / "attempts.jsonl").read_bytes()
    before_mb = own_peak_mb()
    before = own_cpu_seconds()
    scores = grade_shard(read_lines(lines), schemes)
    results = round_results(contest, contest.rounds[0].id, scores)
    standings = canonical_json(standings_value(results, provenance))
    cpu_seconds = own_cpu_seconds() - before
    # Whoever checks the standings needs memory of its own, so that is asked first.
    said = {"cpu_seconds": cpu_seconds, "peak_mb": own_peak_mb(), "before_mb": before_mb}
    (folder / "standings.json").write_bytes(standings)
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
