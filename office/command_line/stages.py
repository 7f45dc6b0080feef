"""Commands that set up a deployed contest: its storage, its rules, the key of its front."""

from office.command_line.messages import plain_errors, say
from office.command_line.options import ROOT, ContestOption, new_app, project
from office.commands import stages
from office.texts import text

app = new_app()


@app.command("storage", help=text("stage.help_storage"))
def storage_command(contest: ContestOption = ROOT) -> None:
    """Make the tables and buckets of a stage; those that are there stay as they are."""
    with plain_errors():
        say(stages.make_storage(project(contest)))


@app.command("prepare", help=text("stage.help_prepare"))
def prepare_command(contest: ContestOption = ROOT) -> None:
    """Put rules, banks and exclusions in force, on a stage or on this computer."""
    with plain_errors():
        for line in stages.prepare(project(contest)):
            say(line)


@app.command("front-key", help=text("stage.help_front_key"))
def front_key_command(contest: ContestOption = ROOT) -> None:
    """Print the key that a stage's front shows to the interface."""
    with plain_errors():
        say(stages.show_front_key(project(contest)))
