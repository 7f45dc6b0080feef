"""``build.py rehearse``: one's own contest from its opening to its report, leaving no trace."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.results_shown import number_shown
from office.commands.project import CommandError, Project
from office.contest_file.report import print_findings
from office.rehearse.clips import read_tallies
from office.rehearse.figures import compare
from office.rehearse.reported import report_of, write_reports
from office.rehearse.run import Progress, Rehearsal, rehearse
from office.rehearse.summary import shown, summarise, whole
from office.simulate.shares import UnmetSizeError
from office.simulate.sizes import default_size, reseeded
from office.simulate.targets import RealSize, find_real_size, read_real_size
from office.texts import text

MOST_ENTRANTS = 100_000
DEFAULT_ENTRANTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How large somebody wants the rehearsal, and where the report is to go."""

    entrants: int | None = None
    real_size: bool = False
    seed: int | None = None
    out: Path | None = None


def run_rehearsal(
    project: Project, wish: Wish, *, say: Callable[[str], None], progress: Progress
) -> None:
    """Rehearse a contest and tell how it went; write the report where that is asked for.

    Raises CommandError where the size cannot be had.
    """
    size = choose_size(project, wish)
    if wish.out is not None:
        _check_folder(wish.out)
    say(
        text(
            "rehearsal.begin",
            contest=project.contest.short_name,
            rounds=len(size.rounds),
            attempts=whole(sum(round_.attempts for round_ in size.rounds)),
        )
    )
    try:
        rehearsal = rehearse(project.loaded, size, progress)
    except UnmetSizeError as error:
        raise CommandError(
            text("rehearsal.unmet", total=error.total, least=error.least, most=error.most)
        ) from error
    told = [*summarise(rehearsal), *_stated(rehearsal, project.folder)]
    for line in told:
        say(line)
    say("")
    if wish.out is not None:
        report = report_of(rehearsal, read_tallies(project.folder))
        for path in write_reports(wish.out, project.contest, report, told):
            say(text("rehearsal.report", path=path))
    else:
        say(text("rehearsal.next_out"))
    say(text("rehearsal.nothing_kept"))
    say(text("rehearsal.next", folder=project.folder))


def choose_size(project: Project, wish: Wish) -> RealSize:
    """Return the size that is wished for; raise CommandError where it cannot be had."""
    if wish.real_size and wish.entrants is not None:
        raise CommandError(text("rehearsal.both_sizes"))
    if wish.real_size:
        return reseeded(_real_size(project), wish.seed)
    entrants = DEFAULT_ENTRANTS if wish.entrants is None else wish.entrants
    if not 1 <= entrants <= MOST_ENTRANTS:
        raise CommandError(text("command.bad_entrants", most=number_shown(MOST_ENTRANTS)))
    return reseeded(default_size(project.contest, entrants), wish.seed)


def _check_folder(out: Path) -> None:
    """Raise CommandError where no report can be written; better now than after the play."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        writable = os.access(out, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise CommandError(text("rehearsal.bad_out", folder=out))


def _real_size(project: Project) -> RealSize:
    file = find_real_size(project.folder)
    if file is None:
        raise CommandError(text("rehearsal.no_real_size", folder=project.folder))
    size, findings = read_real_size(file, project.contest)
    if size is None:
        print_findings(findings, out=sys.stderr)
        raise CommandError("")
    return size


def _stated(rehearsal: Rehearsal, folder: Path) -> list[str]:
    compared = compare(rehearsal, read_tallies(folder))
    if not compared:
        return []
    lines = ["", text("rehearsal.stated")]
    for one in compared:
        key = "rehearsal.equal" if one.equal else "rehearsal.differs"
        stated = one.stated
        lines.append(
            text(key, said=stated.said, stated=shown(stated.value), measured=shown(one.measured))
        )
    return lines
