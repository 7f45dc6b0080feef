"""The organizer's command line: check, build, rehearse, close and publish a contest.

Exit code 0 where all went well, 1 with one clear message where not; unexpected errors keep their
trace in ``.build/errors.log``.  What it says is Vietnamese, help texts too.
"""

import logging
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from chalicelib.contest.acts import ActName
from chalicelib.contest.errors import ContestError
from chalicelib.contest.rules import Round
from chalicelib.contest.texts import text
from office.commands import acts, demo, schema, serve, simulate, site
from office.commands.project import CommandError, Project, read_moment
from office.contest_file.load import load_contest
from office.contest_file.report import print_findings
from office.local.saved_state import SavedStateError
from office.local.state_folder import StateInUseError

ROOT = Path(__file__).resolve().parent

app = typer.Typer(
    add_completion=False, no_args_is_help=True, rich_markup_mode=None, help=text("command.help")
)
console = Console(highlight=False, soft_wrap=True)


class Language(StrEnum):
    """A language in which findings and fields are described."""

    VI = "vi"
    EN = "en"


LangOption = Annotated[Language, typer.Option("--lang", help=text("command.help_lang"))]
ContestOption = Annotated[
    Path,
    typer.Option("--contest", metavar="DIR", help=text("command.help_contest"), show_default=False),
]
AtOption = Annotated[
    str | None,
    typer.Option("--at", metavar="TIME", help=text("command.help_at")),
]
RoundOption = Annotated[
    str | None, typer.Option("--round", metavar="ID", help=text("command.help_round"))
]
PortOption = Annotated[
    int, typer.Option("--port", min=1, max=65535, help=text("command.help_port"))
]
EntrantsOption = Annotated[
    int,
    typer.Option("--entrants", "-n", metavar="N", help=text("command.help_entrants")),
]
SeedOption = Annotated[int, typer.Option("--seed", help=text("command.help_seed"))]


@app.command("check", help=text("command.help_check"))
def check_command(
    contest: ContestOption = ROOT,
    strict: Annotated[bool, typer.Option("--strict", help=text("command.help_strict"))] = False,
    lang: LangOption = Language.VI,
) -> None:
    """Check the contest file, the units and the question banks; change nothing."""
    with plain_errors():
        if not contest.is_dir():
            raise CommandError(text("command.no_contest", folder=contest))
        found = load_contest(contest).findings
        code = print_findings(found, strict=strict, language=lang.value)
    raise typer.Exit(code)


@app.command("schema", help=text("command.help_schema"))
def schema_command(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=text("command.help_out"))
    ] = None,
    lang: LangOption = Language.VI,
) -> None:
    """Print the JSON Schema of contest.yml, with which editors complete and check it."""
    with plain_errors():
        if out is None:
            sys.stdout.buffer.write(schema.schema_text(lang.value).encode())
        else:
            schema.write_schema(out, lang.value)


@app.command("site", help=text("command.help_site"))
def site_command(contest: ContestOption = ROOT) -> None:
    """Build the public site into public/, with the results that are published."""
    with plain_errors():
        say(site.build(Project(root=ROOT, folder=contest)))


@app.command("serve", help=text("command.help_serve"))
def serve_command(
    contest: ContestOption = ROOT, at: AtOption = None, port: PortOption = serve.DEFAULT_PORT
) -> None:
    """Serve site, functions and database at one local address, until Ctrl-C."""
    with plain_errors():
        serve.serve(project(contest, at), port, say)


@app.command("simulate", help=text("command.help_simulate"))
def simulate_command(
    contest: ContestOption = ROOT,
    round_id: RoundOption = None,
    entrants: EntrantsOption = 100,
    seed: SeedOption = 1,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help=text("command.help_url")),
    ] = None,
) -> None:
    """Let invented contestants take a round, or all rounds."""
    with plain_errors(), progress_bar(entrants) as bar:
        chosen = project(contest, None)
        if url is None:
            told = simulate.simulate_rounds(
                chosen, round_id, entrants=entrants, seed=seed, progress=bar
            )
        else:
            first = chosen.contest.rounds[0]
            told = simulate.simulate_over_http(
                chosen, url, entrants=entrants, seed=seed, done=bar(first)
            )
    for line in told:
        say(line)


@app.command("close", help=text("command.help_close"))
def close_command(
    contest: ContestOption = ROOT, round_id: RoundOption = None, at: AtOption = None
) -> None:
    """Close every round that is due, or one: compute its standings and stage its results."""
    with plain_errors():
        for line in acts.run_act(project(contest, at), ActName.CLOSE, round_id):
            say(line)


@app.command("publish", help=text("command.help_publish"))
def publish_command(
    contest: ContestOption = ROOT, round_id: RoundOption = None, at: AtOption = None
) -> None:
    """Publish the results of every closed round whose hour has come, or of one."""
    with plain_errors():
        for line in acts.run_act(project(contest, at), ActName.PUBLISH, round_id):
            say(line)


@app.command("demo", help=text("command.help_demo"))
def demo_command(
    contest: ContestOption = ROOT,
    port: PortOption = serve.DEFAULT_PORT,
    entrants: EntrantsOption = 120,
) -> None:
    """Show a whole contest: past rounds published, the last one open, closed at your word."""
    with plain_errors(), progress_bar(entrants) as bar:
        demo.run_demo(project(contest, None), port, entrants=entrants, say=say, progress=bar)


def project(contest: Path, at: str | None) -> Project:
    """Return the contest folder to work on, with the moment at which its clock starts."""
    return Project(root=ROOT, folder=contest, at=None if at is None else read_moment(at))


def say(line: str) -> None:
    """Print one line for the person who works here."""
    console.print(line, markup=False)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what goes wrong into one clear message and exit code 1; keep the trace in a log."""
    try:
        yield
    except CommandError as error:
        fail(str(error))
    except StateInUseError as error:
        fail(text("command.in_use", folder=error.folder))
    except SavedStateError as error:
        fail(text("command.bad_state", path=error.path, reason=error.reason))
    except ContestError as error:
        fail(text(f"error.{error.code}", **{k: str(v) for k, v in error.details.items()}))
    except Exception:
        log = ROOT / ".build" / "errors.log"
        try:
            log.parent.mkdir(exist_ok=True)
            with log.open("a", encoding="utf-8") as file:
                file.write(traceback.format_exc() + "\n")
        except OSError:  # A full disk: then the trace can go nowhere but to the screen.
            traceback.print_exc()
        fail(text("command.unexpected", log=log))


def fail(message: str) -> None:
    """Print a message to the error stream and end with exit code 1."""
    if message:
        print(message, file=sys.stderr)
    raise typer.Exit(1)


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


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    app()
