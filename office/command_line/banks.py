"""Commands on question banks: into Excel and Word and back, looked through, printed."""

from pathlib import Path
from typing import Annotated

import typer

from office.command_line.messages import plain_errors, say
from office.command_line.options import (
    ROOT,
    ContestOption,
    LangOption,
    Language,
    RoundOption,
    new_app,
)
from office.commands import banks
from office.commands.banks import Chosen
from office.contest_file.report import print_findings
from office.texts import text

app = new_app()

DivisionOption = Annotated[
    str | None, typer.Option("--division", metavar="ID", help=text("bank.help_division"))
]
FileOption = Annotated[Path, typer.Option("--out", metavar="FILE", help=text("bank.help_file"))]


@app.command("import", help=text("bank.help_import"))
def import_command(
    sheet: Annotated[Path, typer.Argument(metavar="FILE", help=text("bank.help_sheet"))],
    *,
    contest: ContestOption = ROOT,
    round_id: RoundOption = None,
    division: DivisionOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=text("bank.help_import_out"))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=text("bank.help_dry_run"))] = False,
) -> None:
    """Read an Excel sheet, a Word table or a CSV file into the bank of a round."""
    with plain_errors():
        where = Chosen(folder=contest, round_id=round_id, division=division)
        for line in banks.import_bank(sheet, out or where, dry_run=dry_run):
            say(line)


@app.command("export", help=text("bank.help_export"))
def export_command(
    out: FileOption,
    contest: ContestOption = ROOT,
    round_id: RoundOption = None,
    division: DivisionOption = None,
) -> None:
    """Write the bank of a round as a sheet for Excel, which ``import`` reads back."""
    with plain_errors():
        where = Chosen(folder=contest, round_id=round_id, division=division)
        for line in banks.export_bank(where, out):
            say(line)


@app.command("template", help=text("bank.help_template"))
def template_command(out: FileOption) -> None:
    """Write the form that question writers fill in, for Word or Excel."""
    with plain_errors():
        for line in banks.write_template(out):
            say(line)


@app.command("lint", help=text("bank.help_lint"))
def lint_command(
    contest: ContestOption = ROOT,
    round_id: RoundOption = None,
    division: DivisionOption = None,
    strict: Annotated[bool, typer.Option("--strict", help=text("command.help_strict"))] = False,
    lang: LangOption = Language.VI,
) -> None:
    """Look through banks for what the checker cannot refuse; change nothing."""
    with plain_errors():
        found, numbers = banks.lint(Chosen(folder=contest, round_id=round_id, division=division))
        code = print_findings(found, strict=strict, language=lang.value)
        for line in numbers:
            say(line)
    raise typer.Exit(code)


@app.command("print", help=text("bank.help_print"))
def print_command(
    out: FileOption,
    contest: ContestOption = ROOT,
    round_id: RoundOption = None,
    division: DivisionOption = None,
    keys: Annotated[bool, typer.Option("--keys", help=text("bank.help_keys"))] = False,
) -> None:
    """Write the bank of a round as a PDF that the board approves."""
    with plain_errors():
        where = Chosen(folder=contest, round_id=round_id, division=division)
        for line in banks.print_bank(where, out, keys=keys):
            say(line)
