"""The organizer's command line: all that an office does with a contest.

Exit code 0 where all went well, 1 with one clear message where not; unexpected errors keep their
trace in ``.build/errors.log``.  What it says is Vietnamese, help texts too.
"""

import logging

import typer

from office.command_line import contests
from office.texts import text

app = typer.Typer(
    add_completion=False, no_args_is_help=True, rich_markup_mode=None, help=text("command.help")
)
app.add_typer(contests.app)

if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    app()
