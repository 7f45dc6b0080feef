"""Commands on extra time: for a person, for a round, and what is on record."""

from pathlib import Path
from typing import Annotated

import typer

from office.command_line.messages import plain_errors, say
from office.command_line.next_step import say_next
from office.command_line.options import ROOT, AtOption, ContestOption, new_app, project
from office.commands import extra_time
from office.commands.extra_time import Wish
from office.texts import text

app = new_app()

RoundArgument = Annotated[str, typer.Argument(metavar="ROUND", help=text("extra.help_round_id"))]
MinutesOption = Annotated[
    int, typer.Option("--minutes", metavar="N", help=text("extra.help_minutes"))
]
ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help=text("extra.help_reason"))
]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help=text("extra.help_by"))]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=text("extra.help_dry_run"))]


@app.command("person", help=text("extra.help_person"))
def person_command(
    round_id: RoundArgument,
    *,
    identifier: Annotated[
        str, typer.Option("--identifier", metavar="ID", help=text("extra.help_identifier"))
    ],
    minutes: MinutesOption,
    reason: ReasonOption = "",
    by: ByOption = "",
    contest: ContestOption = ROOT,
    dry_run: DryRunOption = False,
    at: AtOption = None,
) -> None:
    """Credit one person with extra time in one round."""
    wish = Wish(
        round=round_id,
        minutes=minutes,
        reason=reason,
        by=by,
        identifier=identifier,
        dry_run=dry_run,
    )
    with plain_errors():
        chosen = project(contest, at)
        for line in extra_time.credit(chosen, wish):
            say(line)
        say_next(chosen)


@app.command("round", help=text("extra.help_round"))
def round_command(
    round_id: RoundArgument,
    *,
    minutes: MinutesOption,
    reason: ReasonOption = "",
    by: ByOption = "",
    contest: ContestOption = ROOT,
    dry_run: DryRunOption = False,
    at: AtOption = None,
) -> None:
    """Credit everybody who is answering with extra time, and put off the closing."""
    wish = Wish(round=round_id, minutes=minutes, reason=reason, by=by, dry_run=dry_run)
    with plain_errors():
        chosen = project(contest, at)
        for line in extra_time.credit(chosen, wish):
            say(line)
        say_next(chosen)


@app.command("apply", help=text("extra.help_apply"))
def apply_command(
    round_id: RoundArgument, contest: ContestOption = ROOT, at: AtOption = None
) -> None:
    """Apply once more what is on record, where a command was broken off."""
    with plain_errors():
        chosen = project(contest, at)
        say(extra_time.apply(chosen, round_id))
        say_next(chosen)


@app.command("list", help=text("extra.help_list"))
def list_command(
    contest: ContestOption = ROOT,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=text("extra.help_out"))
    ] = None,
) -> None:
    """List every credit on record."""
    with plain_errors():
        for line in extra_time.list_credits(project(contest), out):
            say(line)
