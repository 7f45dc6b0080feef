"""What a command says last: what to do next, as ``build.py status`` would."""

from office.command_line.messages import say
from office.commands.project import Project
from office.commands.status import next_now


def say_next(project: Project) -> None:
    """Say what to do next, by what is stored now."""
    say(next_now(project))


def say_next_of_files(project: Project, code: int) -> None:
    """Say what to do next after files were looked through: nothing more where ``code`` says wrong.

    What they found has said how to mend it.  Nothing deployed is looked up for files on a computer.
    """
    if not code and project.stage is None:
        say_next(project)
