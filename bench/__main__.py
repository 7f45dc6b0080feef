"""Measure everything that has a bar: python -m bench [--only NAME] [--list] [--strict].

The figures go to ``.build/bench.json`` and, as a table, to the output.  A bar that falls short is
said and changes nothing else; with ``--strict`` the exit code is 1.  A measurement that finds a
wrong result has no figure: its trace is printed, the others go on, and the exit code is 2.
"""

import argparse
import importlib
import json
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench.measure import ROOT, Figure
from bench.table import table, verdict

OUT = ROOT / ".build" / "bench.json"

Measurement = Callable[[], list[Figure]]


def measurement(module: str) -> Measurement:
    """Return what a module measures; it is imported when it is run."""

    def run() -> list[Figure]:
        figures: list[Figure] = importlib.import_module(f"bench.{module}").measure()
        return figures

    return run


MEASUREMENTS: Mapping[str, Measurement] = {
    "site-weights": measurement("site_weights"),
    "all-weights": measurement("all_weights"),
    "site-build": measurement("site_build"),
    "results-page": measurement("results_page"),
    "lighthouse": measurement("lighthouse"),
    "attempt": measurement("attempt"),
    "cold-start": measurement("cold_start"),
    "close": measurement("close"),
    "correction": measurement("correction"),
    "certificates": measurement("certificates"),
    "over-http": measurement("over_http"),
    "examples": measurement("examples"),
}


def main(
    arguments: Sequence[str],
    measurements: Mapping[str, Measurement] = MEASUREMENTS,
    out: Path = OUT,
) -> int:
    """Measure what is asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(measurements), metavar="NAME")
    parser.add_argument("--list", action="store_true", help="name the measurements")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a bar falls short")
    options = parser.parse_args(arguments)
    if options.list:
        print("\n".join(measurements))
        return 0
    figures: list[Figure] = []
    failed: list[str] = []
    for name in options.only or measurements:
        try:
            figures += _run(name, measurements[name])
        except Exception:
            traceback.print_exc()
            failed.append(name)
    _write(out, figures, failed)
    print(table(figures))
    print()
    print(verdict(figures, failed))
    if failed:
        return 2
    return int(options.strict and not all(figure.ok() for figure in figures))


def _run(name: str, measure: Measurement) -> list[Figure]:
    print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
    began = time.perf_counter()
    figures = measure()
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    return figures


def _write(out: Path, figures: Sequence[Figure], failed: Sequence[str]) -> None:
    """Write the figures; what could not be measured is among them, without a value, as not ok."""
    records = [figure.record() for figure in figures]
    records += [
        {"name": name, "value": None, "unit": "", "limit": None, "ok": False} for name in failed
    ]
    out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(records, ensure_ascii=False, indent=2)
    out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
