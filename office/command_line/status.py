"""The command that tells what is due, done and wrong."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from office.command_line.messages import plain_errors, say
from office.command_line.options import ROOT, AtOption, ContestOption, new_app, project
from office.commands import status
from office.texts import text

app = new_app()


@app.command("status", help=text("status.help"))
def status_command(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help=text("status.help_folder"))
    ] = None,
    *,
    contest: ContestOption = ROOT,
    only_json: Annotated[bool, typer.Option("--json", help=text("status.help_json"))] = False,
    at: AtOption = None,
) -> None:
    """Tell what is wrong, due, to come and done; end with 1 where something is wrong."""
    with plain_errors():
        found = status.status(project(folder or contest, at))
        if only_json:
            json.dump(found.value, sys.stdout, ensure_ascii=False, indent=1)
            print()
        else:
            for line in found.lines:
                say(line)
    raise typer.Exit(1 if found.is_wrong else 0)
