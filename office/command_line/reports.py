"""Commands on the closing report, and on the visits that it may tell of."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from office.command_line.messages import plain_errors, say
from office.command_line.options import ROOT, AtOption, ContestOption, OutOption, new_app, project
from office.command_line.progress import steps_bar
from office.commands import reports, visits
from office.commands.project import read_day
from office.texts import text

app = new_app()


@app.command("report", help=text("report.help"))
def report_command(
    *,
    contest: ContestOption = ROOT,
    last: Annotated[
        str | None, typer.Option("--round", metavar="ID", help=text("report.help_round"))
    ] = None,
    only_json: Annotated[bool, typer.Option("--json", help=text("report.help_json"))] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help=text("report.help_out"))
    ] = None,
    page: Annotated[bool, typer.Option("--page", help=text("report.help_page"))] = False,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=text("report.help_on"))
    ] = None,
    visits_file: Annotated[
        Path | None, typer.Option("--visits", metavar="FILE", help=text("report.help_visits"))
    ] = None,
    at: AtOption = None,
) -> None:
    """Make the closing report of a contest whose rounds are all closed."""
    with plain_errors():
        wanted = reports.Wanted(
            only_json=only_json,
            out=out,
            page=page,
            on=None if on is None else read_day(on),
            visits=visits_file,
            last=last,
        )
        with steps_bar() as steps:
            told = reports.report(project(contest, at), wanted, steps)
        if told.document:
            sys.stdout.buffer.write(told.document)
        for line in told.lines:
            say(line)


@app.command("visits", help=text("report.help_visits_command"))
def visits_command(
    logs: Annotated[
        list[Path], typer.Argument(metavar="LOG...", help=text("report.help_visits_logs"))
    ],
    contest: Annotated[
        Path | None,
        typer.Option("--contest", metavar="DIR", help=text("report.help_visits_contest")),
    ] = None,
    out: OutOption = None,
) -> None:
    """Count the visits that logs of the server tell of."""
    with plain_errors():
        chosen = None if contest is None else project(contest).contest
        value = visits.count_visits(logs, chosen)
        if out is None:
            sys.stdout.buffer.write(visits.visits_text(value).encode())
            return
        visits.write_visits(value, out)
        for line in [*visits.tell(value), text("report.written", path=out)]:
            say(line)
