"""The command that derives everything again and names each difference."""

from pathlib import Path
from typing import Annotated

import typer

from office.command_line.messages import plain_errors, say
from office.command_line.next_step import say_next
from office.command_line.options import ROOT, ContestOption, RoundOption, new_app, project
from office.commands.audit import audit_contest
from office.texts import text

app = new_app()


@app.command("audit", help=text("audit.help"))
def audit_command(
    *,
    contest: ContestOption = ROOT,
    round_id: RoundOption = None,
    receipts: Annotated[
        Path | None,
        typer.Option("--receipts", metavar="PATH", help=text("audit.help_receipts")),
    ] = None,
) -> None:
    """Audit a contest; exit code 1 where anything differs."""
    with plain_errors():
        chosen = project(contest)
        audited = audit_contest(chosen, only=round_id, receipts=receipts, tell=say)
        for line in audited.told:
            say(line)
        if not audited.clean:
            raise typer.Exit(1)
        say_next(chosen)
