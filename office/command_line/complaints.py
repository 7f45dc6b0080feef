"""Commands on complaints: the board's list, one of them, and the answers."""

from pathlib import Path
from typing import Annotated

import typer

from chalicelib.contest.complaints import Outcome
from office.command_line.messages import plain_errors, say
from office.command_line.next_step import say_next
from office.command_line.options import ROOT, AtOption, ContestOption, new_app, project
from office.commands import complaints
from office.commands.complaints import Wish
from office.texts import text

app = new_app()

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help=text("complaint.help_code"))]


@app.command("list", help=text("complaint.help_list"))
def list_command(
    contest: ContestOption = ROOT,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=text("complaint.help_out"))
    ] = None,
    at: AtOption = None,
) -> None:
    """List every complaint, or write the list for the board."""
    with plain_errors():
        chosen = project(contest, at)
        for line in complaints.list_complaints(chosen, out):
            say(line)
        say_next(chosen)


@app.command("show", help=text("complaint.help_show"))
def show_command(code: CodeArgument, contest: ContestOption = ROOT, at: AtOption = None) -> None:
    """Show one complaint with its words."""
    with plain_errors():
        for line in complaints.show_complaint(project(contest, at), code):
            say(line)


@app.command("answer", help=text("complaint.help_answer"))
def answer_command(
    code: CodeArgument,
    *,
    said: Annotated[
        str, typer.Option("--text", metavar="TEXT", help=text("complaint.help_text"))
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help=text("complaint.help_by"))] = "",
    outcome: Annotated[
        Outcome, typer.Option("--outcome", help=text("complaint.help_outcome"))
    ] = Outcome.EXPLAINED,
    public: Annotated[bool, typer.Option("--public", help=text("complaint.help_public"))] = False,
    public_text: Annotated[
        str, typer.Option("--public-text", metavar="TEXT", help=text("complaint.help_public_text"))
    ] = "",
    contest: ContestOption = ROOT,
    at: AtOption = None,
) -> None:
    """Answer a complaint."""
    wish = Wish(
        code=code,
        outcome=outcome,
        text=said,
        by=by,
        public=public,
        public_text=public_text,
    )
    with plain_errors():
        chosen = project(contest, at)
        for line in complaints.answer(chosen, wish):
            say(line)
        say_next(chosen)


@app.command("publish", help=text("complaint.help_publish"))
def publish_command(contest: ContestOption = ROOT, at: AtOption = None) -> None:
    """Publish once more what was answered in public."""
    with plain_errors():
        chosen = project(contest, at)
        say(complaints.publish(chosen))
        say_next(chosen)
