"""The command that rehearses a whole contest."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from chalicelib.contest.rules import Round
from office.command_line.messages import console, plain_errors, say
from office.command_line.options import ROOT, ContestOption, new_app, project
from office.commands import rehearse
from office.texts import text

app = new_app()


@app.command("rehearse", help=text("rehearsal.help"))
def rehearse_command(
    contest: ContestOption = ROOT,
    entrants: Annotated[
        int | None,
        typer.Option("--entrants", "-n", metavar="N", help=text("rehearsal.help_entrants")),
    ] = None,
    real_size: Annotated[
        bool, typer.Option("--real-size", help=text("rehearsal.help_real_size"))
    ] = False,
    seed: Annotated[int | None, typer.Option("--seed", help=text("rehearsal.help_seed"))] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help=text("rehearsal.help_out"))
    ] = None,
) -> None:
    """Play the contest with invented people, from its opening to its report."""
    wish = rehearse.Wish(entrants=entrants, real_size=real_size, seed=seed, out=out)
    with plain_errors(), _bars() as bar:
        rehearse.run_rehearsal(project(contest, local=True), wish, say=say, progress=bar)


@contextmanager
def _bars() -> Iterator[Callable[[Round, int], Callable[[], None]]]:
    """Yield what starts a round's bar of so many entrants; silent where nobody looks."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:

        def start(round_: Round, total: int) -> Callable[[], None]:
            for task in progress.task_ids:
                progress.remove_task(task)
            task = progress.add_task(text("rehearsal.playing", round=round_.name), total=total)
            return lambda: progress.update(task, advance=1)

        yield start
