"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from office.commands.project import Project, read_moment
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
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help=text("command.help_out"))
]


def project(contest: Path, at: str | None = None) -> Project:
    """Return the contest folder to work on, with the moment at which its clock starts."""
    return Project(root=ROOT, folder=contest, at=None if at is None else read_moment(at))


def new_app() -> typer.Typer:
    """Return an empty group of commands; its help is plain text."""
    return typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)
