"""The commands on files that a contestant brings: a receipt, or answers that were never sent."""

from pathlib import Path
from typing import Annotated

import typer

from office.command_line.messages import plain_errors, say
from office.command_line.options import ROOT, ContestOption, new_app, project
from office.commands.answers_file import compare_answers_file
from office.commands.receipts import verify_receipt
from office.texts import text

app = new_app()


@app.command("verify", help=text("receipt.help"))
def verify_command(
    receipt: Annotated[
        Path, typer.Argument(metavar="RECEIPT.json", help=text("receipt.help_file"))
    ],
    *,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help=text("receipt.help_key"))
    ] = None,
    contest: ContestOption = ROOT,
) -> None:
    """Say what holds of a receipt; exit code 1 where anything does not."""
    with plain_errors():
        verified = verify_receipt(receipt, key, lambda: project(contest))
        for line in verified.told:
            say(line)
        if not verified.holds:
            raise typer.Exit(1)


@app.command("answers-file", help=text("answers_file.help"))
def answers_file_command(
    file: Annotated[
        Path, typer.Argument(metavar="ANSWERS.json", help=text("answers_file.help_file"))
    ],
    *,
    contest: ContestOption = ROOT,
) -> None:
    """Say whose the answers are and how they differ; exit code 1 where they do."""
    with plain_errors():
        compared = compare_answers_file(project(contest), file)
        for line in compared.told:
            say(line)
        if not compared.same:
            raise typer.Exit(1)
