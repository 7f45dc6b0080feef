"""The command that makes a poster."""

from typing import Annotated

import typer

from office.command_line.messages import plain_errors, say
from office.command_line.options import ROOT, ContestOption, OutOption, new_app, project
from office.commands import posters
from office.texts import text

app = new_app()


@app.command("poster", help=text("poster.help"))
def poster_command(
    contest: ContestOption = ROOT,
    out: OutOption = None,
    site: Annotated[str, typer.Option("--site", metavar="URL", help=text("poster.help_site"))] = "",
) -> None:
    """Write an A4 page with the hours and a QR code of the site."""
    with plain_errors():
        say(posters.make_poster(project(contest), out, site))
