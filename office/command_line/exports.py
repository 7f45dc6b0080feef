"""Commands that export tables for offices from closed results."""

from pathlib import Path
from typing import Annotated

import typer

from office.command_line.messages import plain_errors, say
from office.command_line.options import ROOT, ContestOption, new_app, project
from office.commands import exports, question_exports
from office.texts import text

app = new_app()

FolderOption = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help=text("export.help_out"))
]


@app.command("units", help=text("export.help_units"))
def units_command(
    contest: ContestOption = ROOT,
    out: FolderOption = None,
    unit: Annotated[
        list[str] | None, typer.Option("--unit", metavar="ID", help=text("export.help_unit"))
    ] = None,
    each: Annotated[bool, typer.Option("--each", help=text("export.help_each"))] = False,
) -> None:
    """Write the figures of all units, and files of single units on demand."""
    with plain_errors():
        for line in exports.export_units(project(contest), out, unit or [], each=each):
            say(line)


@app.command("results", help=text("export.help_results"))
def results_command(
    contest: ContestOption = ROOT,
    scope: Annotated[
        str | None, typer.Option("--round", metavar="ID", help=text("export.help_scope"))
    ] = None,
    out: FolderOption = None,
) -> None:
    """Write the standings of persons with full names, as workbook and as CSV."""
    with plain_errors():
        for line in exports.export_results(project(contest), out, scope):
            say(line)


@app.command("questions", help=text("export.help_questions"))
def questions_command(
    contest: ContestOption = ROOT,
    round_: Annotated[
        str | None, typer.Option("--round", metavar="ID", help=text("export.help_round"))
    ] = None,
    out: FolderOption = None,
) -> None:
    """Write how the questions of closed rounds were answered, for the organizer's own use."""
    with plain_errors():
        for line in question_exports.export_questions(project(contest), out, round_):
            say(line)
