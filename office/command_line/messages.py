"""What a command says: lines, progress, and one clear message where it cannot go on."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from chalicelib.contest.errors import ContestError, PeopleErasedError
from chalicelib.contest.rules import Round
from office.command_line.options import ROOT
from office.commands.project import CommandError
from office.commands.stage import account_reason
from office.local.saved_state import SavedStateError
from office.local.state_folder import StateInUseError
from office.reasons import reason_of
from office.texts import CATALOGUES, DEFAULT_LANGUAGE, text

INTERRUPTED = 130
"""The exit code of a command that Ctrl-C stopped."""

console = Console(highlight=False, soft_wrap=True)


def say(line: str) -> None:
    """Print one line for the person who works here; letters that the terminal lacks as escapes."""
    encoding = console.encoding
    console.print(line.encode(encoding, "backslashreplace").decode(encoding), markup=False)


def fail(message: str) -> None:
    """Print a message to the error stream and end with exit code 1."""
    if message:
        print(message, file=sys.stderr)
    raise typer.Exit(1)


def refusal_text(error: ContestError) -> str:
    """Return the sentence of a refusal with its details; a field at fault by its name."""
    if isinstance(error, PeopleErasedError):
        return text("privacy.all_erased")
    details = {name: str(value) for name, value in error.details.items()}
    if "field" in details:
        named = f"field.{details['field']}"
        known = named in CATALOGUES[DEFAULT_LANGUAGE]
        details["field_name"] = text(named if known else "field.body")
    return text(f"error.{error.code}", **details)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what goes wrong into one clear message and exit code 1; keep the trace in a log.

    Ctrl-C ends with one message too, and with 130 as every program that is stopped so.
    """
    try:
        yield
    except (typer.Exit, typer.Abort):  # The latter where a question is left unanswered.
        raise
    except KeyboardInterrupt:
        print(text("command.interrupted"), file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    except CommandError as error:
        fail(str(error))
    except StateInUseError as error:
        fail(text("command.in_use", folder=error.folder))
    except SavedStateError as error:
        fail(text("command.bad_state", path=error.path, reason=error.reason))
    except ContestError as error:
        fail(refusal_text(error))
    except BrokenPipeError:  # Whoever read our lines has seen enough; click ends quietly.
        raise
    except OSError as error:
        log = _log_trace()
        reason = reason_of(error)
        path = error.filename2 or error.filename  # Of a move, where to.
        if path is None:
            fail(text("command.disk", reason=reason, log=log))
        fail(text("command.file", path=path, reason=reason, log=log))
    except Exception as error:
        said, log = account_reason(error), _log_trace()
        if said is None:
            fail(text("command.unexpected", log=log))
        fail(text("stage.account", reason=said, log=log))


def _log_trace() -> Path:
    """Append the trace of the error at hand to the log, which only its owner reads."""
    log = ROOT / ".build" / "errors.log"
    try:
        log.parent.mkdir(exist_ok=True)
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(traceback.format_exc() + "\n")
    except OSError:  # A full disk: then the trace can go nowhere but to the screen.
        traceback.print_exc()
    return log


@contextmanager
def progress_bar(total: int) -> Iterator[Callable[[Round], Callable[[], None]]]:
    """Yield what starts a bar for a round and returns what moves it; silent where nobody looks."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:

        def start(round_: Round) -> Callable[[], None]:
            for task in progress.task_ids:
                progress.remove_task(task)
            task = progress.add_task(text("command.simulating", round=round_.name), total=total)
            return lambda: progress.update(task, advance=1)

        yield start
