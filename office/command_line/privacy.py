"""``people erase`` and ``people show``: erasing, and telling a person what is held about them."""

from pathlib import Path
from typing import Annotated

import typer

from office.command_line.messages import plain_errors, say
from office.command_line.options import ROOT, ContestOption, new_app, project
from office.commands import privacy
from office.texts import text

app = new_app()


@app.command("erase", help=text("privacy.help_erase"))
def erase_command(
    identifier: Annotated[
        str | None, typer.Argument(metavar="ID", help=text("privacy.help_who"))
    ] = None,
    contest: ContestOption = ROOT,
    by: Annotated[str, typer.Option("--by", metavar="TEXT", help=text("privacy.help_by"))] = "",
    yes: Annotated[bool, typer.Option("--yes", help=text("privacy.help_yes"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=text("privacy.help_dry_run"))] = False,
) -> None:
    """Erase everybody after the stated period, or one person on request."""
    order = privacy.Order(by=by, yes=yes, dry_run=dry_run)
    with plain_errors():
        if identifier is None:
            privacy.erase_all(project(contest), order, say, _ask)
        else:
            privacy.erase_one(project(contest), identifier, order, say, _ask)


@app.command("show", help=text("privacy.help_show"))
def show_command(
    identifier: Annotated[str, typer.Argument(metavar="ID", help=text("privacy.help_identifier"))],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=text("privacy.help_held_out"))],
    contest: ContestOption = ROOT,
) -> None:
    """Write everything that is held about one person."""
    with plain_errors():
        say(privacy.show_held(project(contest), identifier, out))


def _ask(question: str) -> str:
    """Return what is typed; nothing where nobody is there to type."""
    try:
        return str(typer.prompt(question, default="", show_default=False))
    except typer.Abort:
        return ""
