"""The organizer's command line: all that an office does with a contest.

Exit code 0 where all went well, 1 with one clear message where not; unexpected errors keep their
trace in ``.build/errors.log``.  What it says is Vietnamese, help texts too.
"""

import logging
import sys

import typer

from office.command_line import (
    audit,
    banks,
    certificates,
    complaints,
    contests,
    coordinators,
    corrections,
    evidence,
    exports,
    extra_time,
    people,
    posters,
    privacy,
    receipts,
    rehearsals,
    reports,
    stages,
    status,
)
from office.command_line.options import StageOption, stage_named
from office.command_line.usage import run
from office.texts import text

app = typer.Typer(
    add_completion=False, no_args_is_help=True, rich_markup_mode=None, help=text("command.help")
)


@app.callback()
def work_on(stage: StageOption = None) -> None:
    """Let every command know on what it works."""
    stage_named.set(stage)


app.add_typer(contests.app)
app.add_typer(stages.app)
app.add_typer(status.app)
app.add_typer(reports.app)
app.add_typer(rehearsals.app)
app.add_typer(receipts.app)
app.add_typer(audit.app)
app.add_typer(evidence.app)
app.add_typer(posters.app)
app.add_typer(banks.app, name="bank", help=text("bank.help"))
app.add_typer(certificates.app, name="certificates", help=text("command.help_certificates"))
people.app.add_typer(privacy.app)
app.add_typer(people.app, name="people", help=text("people.help"))
app.add_typer(people.units_app, name="units", help=text("people.help_units"))
app.add_typer(coordinators.app, name="coordinators", help=text("coordinators.help"))
app.add_typer(exports.app, name="export", help=text("export.help"))
app.add_typer(extra_time.app, name="extra-time", help=text("extra.help"))
app.add_typer(complaints.app, name="complaints", help=text("complaint.help"))
app.add_typer(corrections.app, name="correct", help=text("correction.help"))
app.add_typer(corrections.approve_app)
app.add_typer(corrections.keys_app, name="keys", help=text("correction.key_help"))

if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    sys.exit(run(app))
