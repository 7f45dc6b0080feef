"""Options that several commands share."""

import os
from contextvars import ContextVar
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from office.commands.project import CommandError, Project, read_moment
from office.commands.stage import StageError, read_stage
from office.texts import text

ROOT = Path(__file__).resolve().parents[2]
"""The project's folder, which is the contest's too where a command is not told another."""


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
StageOption = Annotated[
    str | None, typer.Option("--stage", metavar="NAME", help=text("stage.help"))
]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help=text("command.help_out"))
]


stage_named: ContextVar[str | None] = ContextVar("stage_named", default=None)
"""What was typed for ``--stage`` before the command, which runs within that call."""


def project(contest: Path, at: str | None = None, *, local: bool = False) -> Project:
    """Return the contest folder to work on, with the moment at which its clock starts.

    With ``--stage`` it is the contest as it is deployed; raises CommandError where that has no such
    stage, and for what is ``local``: done on this computer alone.
    """
    found = Project(root=ROOT, folder=contest, at=None if at is None else read_moment(at))
    name = stage_named.get()
    if name is None:
        return found
    if local:
        raise CommandError(text("stage.local_only"))
    if at is not None:
        raise CommandError(text("stage.no_other_time"))
    try:
        stage = read_stage(ROOT, name, os.environ, found.contest)
    except StageError as error:
        raise CommandError(str(error)) from None
    return Project(root=ROOT, folder=contest, stage=stage)


def new_app() -> typer.Typer:
    """Return an empty group of commands; its help is plain text."""
    return typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)
