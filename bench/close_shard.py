"""One shard of a close, in a process of its own: python -m bench.close_shard FOLDER LINES SCORES.

It grades the lines of a file and writes their scores to another.
"""

import json
import sys
from pathlib import Path

from bench.close_child import graded, read_scheme
from bench.measure import own_cpu_seconds, own_peak_mb
from chalicelib.use_cases.collector import collector_paused
from chalicelib.use_cases.decoding import write_scores


def main(folder: Path, lines: Path, scores: Path) -> None:
    """Grade the lines; say what that cost."""
    with collector_paused():
        scores.write_bytes(write_scores(graded(lines, read_scheme(folder))))
    print(json.dumps({"cpu_seconds": own_cpu_seconds(), "peak_mb": own_peak_mb()}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
