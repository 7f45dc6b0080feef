"""``make examples``: the reference contests at their real size, from the check to the report.

``python -m office.commands.examples [NAME ...]`` runs each in a process of its own, as many at a
time as there are processors, and prints what the sources state beside what came out.  The exit code
is 1 where a figure differs.  Everything goes below ``.build/examples``; ``summary.json`` there is
what the bench reads.
"""

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path

from office.contest_file.load import load_contest
from office.rehearse.clips import read_tallies
from office.rehearse.figures import Compared, compare
from office.rehearse.reported import report_of, write_reports
from office.rehearse.run import rehearse
from office.rehearse.summary import shown, summarise, whole
from office.simulate.sizes import shrunk
from office.simulate.targets import find_real_size, read_real_size
from office.texts import text

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
OUT = ROOT / ".build" / "examples"
SUMMARY = "summary.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one example came to."""

    name: str
    attempts: int
    cpu_seconds: float
    seconds: float
    standings: str
    """The digest of the standings of the whole contest."""
    compared: tuple[Compared, ...]
    befell: dict[str, int]


def run_example(folder: Path, out: Path, shrink: int = 1) -> Outcome:
    """Check an example, play it at its real size, close, publish and report it.

    Raises UnusableContestError where it has errors, ValueError where its size has some.
    """
    began, cpu = time.perf_counter(), time.process_time()
    loaded = load_contest(folder)
    contest = loaded.contest
    file = find_real_size(folder)
    size, findings = read_real_size(file, contest) if file else (None, ())
    if size is None:
        raise ValueError([f"{finding.line}: {finding.message}" for finding in findings])
    rehearsal = rehearse(loaded, shrunk(size, shrink) if shrink > 1 else size)
    clips = read_tallies(folder)
    report = report_of(rehearsal, clips)
    write_reports(out / folder.name, contest, report, summarise(rehearsal))
    return Outcome(
        name=folder.name,
        attempts=rehearsal.whole.standings["figures"]["attempts"],
        cpu_seconds=time.process_time() - cpu,
        seconds=time.perf_counter() - began,
        standings=str(rehearsal.whole.state.standings),
        compared=compare(rehearsal, clips),
        befell=rehearsal.befell,
    )


def run_examples(
    folders: Sequence[Path], out: Path, *, shrink: int = 1, say: Callable[[str], None] = print
) -> list[Outcome]:
    """Run examples side by side, the largest first; write the summary and return the outcomes."""
    began = time.perf_counter()
    largest_first = sorted(folders, key=_attempts_of, reverse=True)
    outcomes: dict[str, Outcome] = {}
    # A fresh interpreter for each: a fork would take over whatever threads and locks there are.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        max_workers=min(len(folders), os.cpu_count() or 1), mp_context=context
    ) as pool:
        running = [pool.submit(run_example, folder, out, shrink) for folder in largest_first]
        for done in as_completed(running):
            outcome = done.result()
            outcomes[outcome.name] = outcome
            say(
                text(
                    "rehearsal.examples_done",
                    name=outcome.name,
                    attempts=whole(outcome.attempts),
                    seconds=_seconds(outcome.cpu_seconds),
                    folder=out / outcome.name,
                )
            )
    ordered = [outcomes[folder.name] for folder in folders]
    _write_summary(out, ordered, time.perf_counter() - began, shrink)
    return ordered


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """Return what the sources state beside what came out, as the lines of a Markdown table."""
    heads = ("head", "said", "stated", "measured", "equal")
    rows = [[text(f"rehearsal.examples_{head}") for head in heads]]
    rows += [
        [
            outcome.name,
            one.stated.said,
            shown(one.stated.value),
            shown(one.measured),
            text("rehearsal.yes" if one.equal else "rehearsal.no"),
        ]
        for outcome in outcomes
        for one in outcome.compared
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    return [lines[0], "| " + " | ".join("-" * width for width in widths) + " |", *lines[1:]]


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; return the exit code."""
    names = sorted(path.parent.name for path in EXAMPLES.glob("*/contest.yml"))
    parser = argparse.ArgumentParser(
        prog="python -m office.commands.examples", description=text("rehearsal.examples_help")
    )
    parser.add_argument("name", nargs="*", metavar="NAME", help=" | ".join(names))
    parser.add_argument("--out", type=Path, default=OUT, help=text("rehearsal.examples_help_out"))
    parser.add_argument(
        "--shrink", type=int, default=1, help=text("rehearsal.examples_help_shrink")
    )
    options = parser.parse_args(arguments)
    if unknown := set(options.name) - set(names):
        parser.error(", ".join(sorted(unknown)))
    began = time.perf_counter()
    folders = [EXAMPLES / name for name in options.name or names]
    outcomes = run_examples(folders, options.out, shrink=max(1, options.shrink))
    compared = [one for outcome in outcomes for one in outcome.compared]
    different = sum(not one.equal for one in compared)
    print(f"\n{text('rehearsal.examples_table')}\n")
    print("\n".join(table(outcomes)))
    print(
        "\n"
        + text(
            "rehearsal.examples_sum",
            contests=len(outcomes),
            attempts=whole(sum(outcome.attempts for outcome in outcomes)),
            figures=len(compared),
            different=different,
            seconds=_seconds(time.perf_counter() - began),
            cpu=_seconds(sum(outcome.cpu_seconds for outcome in outcomes)),
        )
    )
    return int(different > 0)


def _attempts_of(folder: Path) -> int:
    """Return how many attempts an example's size asks for; 0 where it cannot be read."""
    file = find_real_size(folder)
    contest = load_contest(folder).sound_contest
    size = read_real_size(file, contest)[0] if file and contest else None
    return sum(round_.attempts for round_ in size.rounds) if size else 0


def _write_summary(out: Path, outcomes: Sequence[Outcome], seconds: float, shrink: int) -> None:
    value = {
        "shrink": shrink,
        "seconds": seconds,
        "cpu_seconds": sum(outcome.cpu_seconds for outcome in outcomes),
        "attempts": sum(outcome.attempts for outcome in outcomes),
        "different": sum(not one.equal for o in outcomes for one in o.compared),
        "examples": [asdict(outcome) for outcome in outcomes],
    }
    out.mkdir(parents=True, exist_ok=True)
    written = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    beside = out / f".{SUMMARY}.{os.getpid()}"
    beside.write_text(written, encoding="utf-8")
    beside.replace(out / SUMMARY)


def _seconds(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
