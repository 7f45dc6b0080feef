"""From attempt lines to standings in a process of its own: python -m bench.close_child FOLDER.

It imports what a close computes with and nothing else, so that its memory is the close's.  With
``--void QUESTION`` it then regrades the same lines with a question that counts for nobody, and
compares the ranks; what a whole preview costs is measured in ``bench.correction``.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec

from bench.measure import own_cpu_seconds, own_peak_mb
from chalicelib.contest.canonical import digest_of
from chalicelib.contest.grading import Markscheme, Score, grade_shard
from chalicelib.contest.ids import Pid, QuestionId
from chalicelib.contest.results import Results, round_results
from chalicelib.contest.rules import Contest
from chalicelib.contest.standings import Provenance, standings_json
from chalicelib.use_cases.collector import collector_paused
from chalicelib.use_cases.decoding import decode_lines

_NOTHING = digest_of(b"")
NOTHING_REAL = Provenance(rules=_NOTHING, bank=_NOTHING, keys=_NOTHING, attempts=_NOTHING)
"""That nothing real has gone into the standings."""


def read_contest(folder: Path) -> Contest:
    """Return the contest whose attempts lie in the folder."""
    return msgspec.json.decode((folder / "contest.json").read_bytes(), type=Contest)


def read_scheme(folder: Path) -> Markscheme:
    """Return how they are graded."""
    right = json.loads((folder / "right.json").read_bytes())
    return Markscheme(right=right, points=dict.fromkeys(right, 1))


def graded(lines: Path, scheme: Markscheme) -> Iterator[Score]:
    """Yield the scores of the lines of a file, of which one at a time is read."""
    with lines.open("rb") as file:
        yield from grade_shard(decode_lines(file), {None: scheme})


def canonical_standings(results: Results) -> bytes:
    """Return the standings as they are staged."""
    return standings_json(results, NOTHING_REAL)


def moved(before: Results, after: Results) -> int:
    """Return how many people have another rank."""
    ranks: dict[Pid, int] = {row.standing.score.pid: row.standing.rank for row in before.persons}
    return sum(ranks[row.standing.score.pid] != row.standing.rank for row in after.persons)


def main(folder: Path, void: QuestionId | None) -> None:
    """Compute the standings of the folder's attempts; say what that cost."""
    contest, scheme, lines = read_contest(folder), read_scheme(folder), folder / "attempts.jsonl"
    before_mb, before = own_peak_mb(), own_cpu_seconds()
    with collector_paused():
        results = round_results(contest, contest.rounds[0].id, graded(lines, scheme))
        ranked = own_cpu_seconds()
        standings = canonical_standings(results)
        digest = digest_of(standings)
        staged = own_cpu_seconds()
        # Whoever checks the standings needs memory of its own, so that is asked first.
        said: dict[str, float | str] = {
            "ranked_seconds": ranked - before,
            "cpu_seconds": staged - before,
            "peak_mb": own_peak_mb(),
            "before_mb": before_mb,
        }
        if void is not None:
            voided = replace(scheme, points={**scheme.points, void: 0})
            after = round_results(contest, contest.rounds[0].id, graded(lines, voided))
            said["moved"] = moved(results, after)
            said["void_seconds"] = own_cpu_seconds() - staged
    (folder / "standings.json").write_bytes(standings)
    print(json.dumps({**said, "digest": digest}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--void", type=QuestionId)
    options = parser.parse_args()
    main(options.folder, options.void)
