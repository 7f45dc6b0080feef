"""The bar of a command of the week: on a terminal, beside what is printed, gone at its end."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from office.commands.steps import Steps
from office.texts import text


@contextmanager
def steps_bar(console: Console | None = None) -> Iterator[Steps]:
    """Yield what moves the bar; silent where the error stream is no terminal."""
    screen = console or Console(stderr=True, highlight=False)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=screen, transient=True, disable=not screen.is_terminal
    ) as progress:
        task = progress.add_task(text("progress.preparing"), total=None, count="")

        def move(doing: str, done: int, total: int) -> None:
            progress.update(
                task,
                description=doing,
                completed=done,
                total=total or None,
                count=f"{done}/{total}" if total else str(done or ""),
            )

        yield move
