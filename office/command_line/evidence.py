"""The command on signs that the board should look at."""

from pathlib import Path
from typing import Annotated

import typer

from office.command_line.messages import plain_errors, say
from office.command_line.next_step import say_next
from office.command_line.options import ROOT, ContestOption, new_app, project
from office.commands import evidence
from office.evidence.signs import Limits
from office.texts import text

app = new_app()
_USUAL = Limits()


@app.command("evidence", help=text("evidence.help"))
def evidence_command(
    round_id: Annotated[str, typer.Argument(metavar="ROUND", help=text("evidence.help_round"))],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=text("evidence.help_out"))
    ] = None,
    names: Annotated[bool, typer.Option("--names", help=text("evidence.help_names"))] = False,
    seconds: Annotated[
        int, typer.Option("--seconds", min=1, help=text("evidence.help_seconds"))
    ] = _USUAL.seconds,
    minutes: Annotated[
        int, typer.Option("--within", min=1, help=text("evidence.help_minutes"))
    ] = _USUAL.minutes,
    errors: Annotated[
        int, typer.Option("--errors", min=1, help=text("evidence.help_errors"))
    ] = _USUAL.errors,
    takeovers: Annotated[
        int, typer.Option("--takeovers", min=1, help=text("evidence.help_takeovers"))
    ] = _USUAL.takeovers,
    people: Annotated[
        int, typer.Option("--people", min=2, help=text("evidence.help_people"))
    ] = _USUAL.people,
    in_a_row: Annotated[
        int, typer.Option("--in-a-row", min=2, help=text("evidence.help_in_a_row"))
    ] = _USUAL.in_a_row,
    contest: ContestOption = ROOT,
) -> None:
    """List signs in a closed round."""
    limits = Limits(
        seconds=seconds,
        minutes=minutes,
        errors=errors,
        takeovers=takeovers,
        people=people,
        in_a_row=in_a_row,
    )
    with plain_errors():
        chosen = project(contest)
        for line in evidence.look(chosen, round_id, limits, out, names=names):
            say(line)
        say_next(chosen)
