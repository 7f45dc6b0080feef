"""Commands for units' coordinators: private links, and tables of who has entered."""

from pathlib import Path
from typing import Annotated

import typer

from office.command_line.messages import plain_errors, say
from office.command_line.next_step import say_next
from office.command_line.options import (
    ROOT,
    AtOption,
    ContestOption,
    RoundOption,
    new_app,
    project,
)
from office.commands import coordinators
from office.texts import text

app = new_app()

UnitsOption = Annotated[
    list[str] | None,
    typer.Option("--unit", metavar="ID", help=text("coordinators.help_units")),
]
UnitArgument = Annotated[str, typer.Argument(metavar="ID", help=text("coordinators.help_unit"))]
TableOption = Annotated[
    Path, typer.Option("--out", metavar="FILE", help=text("coordinators.help_out"))
]


@app.command("links", help=text("coordinators.help_links"))
def links_command(
    out: TableOption,
    contest: ContestOption = ROOT,
    unit: UnitsOption = None,
    site: Annotated[
        str, typer.Option("--site", metavar="URL", help=text("coordinators.help_site"))
    ] = "",
    at: AtOption = None,
) -> None:
    """Write every unit's private link into a table, to be sent to the units one by one."""
    with plain_errors():
        chosen = project(contest, at)
        for line in coordinators.hand_out(chosen, unit or [], site, out):
            say(line)
        say_next(chosen)


@app.command("list", help=text("coordinators.help_list"))
def list_command(contest: ContestOption = ROOT) -> None:
    """List which units have a link and which links were revoked."""
    with plain_errors():
        for line in coordinators.list_links(project(contest)):
            say(line)


@app.command("revoke", help=text("coordinators.help_revoke"))
def revoke_command(
    unit: UnitArgument,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=text("coordinators.help_reason"))
    ],
    contest: ContestOption = ROOT,
    at: AtOption = None,
) -> None:
    """Revoke a unit's link."""
    with plain_errors():
        chosen = project(contest, at)
        for line in coordinators.revoke(chosen, unit, reason):
            say(line)
        say_next(chosen)


@app.command("table", help=text("coordinators.help_table"))
def table_command(
    unit: UnitArgument,
    out: TableOption,
    contest: ContestOption = ROOT,
    round_id: RoundOption = None,
    at: AtOption = None,
) -> None:
    """Write who of a unit has entered a round and who has not."""
    with plain_errors():
        for line in coordinators.write_table(project(contest, at), unit, round_id, out):
            say(line)
