"""What ``make examples`` cost when it ran last; it takes minutes, so it is not run from here."""

import json
import sys
from pathlib import Path

from bench.measure import ROOT, Figure

SUMMARY = ROOT / ".build" / "examples" / "summary.json"
CONTESTS = 5
WALL_BAR_SECONDS = 600


def measure(summary: Path = SUMMARY) -> list[Figure]:
    """Return the cost of the last run at full size; nothing where there was none."""
    if not summary.exists():
        print("not run yet: make examples", file=sys.stderr)
        return []
    last = json.loads(summary.read_text(encoding="utf-8"))
    if last["shrink"] != 1 or len(last["examples"]) != CONTESTS:
        print("run last at another size: make examples", file=sys.stderr)
        return []
    assert last["different"] == 0, "a figure differs from the one that its source states"
    of = "make examples, five contests at full size"
    return [
        Figure(name=of, value=last["seconds"], unit="s", limit=WALL_BAR_SECONDS),
        Figure(name=f"{of}: CPU", value=last["cpu_seconds"], unit="s"),
        Figure(
            name=f"{of}: attempts per CPU second",
            value=last["attempts"] / last["cpu_seconds"],
            unit="/s",
        ),
    ]
