"""``build.py serve``: the whole contest at one local address."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chalicelib.contest.times import format_moment
from office.commands.project import CommandError, Project
from office.commands.site import build_into, read_published
from office.local.clock import RunningClock
from office.local.engine import HOST
from office.local.server import NoFreePortError, run_schedule, serve_front
from office.local.state_folder import serve_engine
from office.local.workshop import Workshop, make_workshop, write_shift
from office.texts import text

DEFAULT_PORT = 8000
SAVE_SECONDS = 30.0
"""What a power cut may cost at most."""


def serve(project: Project, port: int, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C: build the site, start the engine, the front and the schedule."""
    with stopping_at_signals() as stopped, serve_engine(project.state_folder) as served:
        workshop = make_workshop(
            served.engine, project.contest.id, project.clock() or RunningClock()
        )
        write_shift(project.state_folder, workshop.clock)
        project.prepare(workshop)
        published = read_published(project.contest, workshop.backend.public)
        say(build_into(project, published, project.public_dir))
        with (
            serving(workshop, project.public_dir, port, say) as url,
            run_schedule(served.engine, workshop.desks),
        ):
            say(text("command.serving", contest=project.contest.name))
            say(text("command.open", url=url))
            say(text("command.clock_shows", moment=format_moment(workshop.clock.now())))
            say(text("command.stop_hint"))
            while not stopped.wait(SAVE_SECONDS):
                try:
                    served.save()
                except OSError as error:  # A full disk: go on serving, and try again.
                    say(text("command.not_saved", reason=error))
    say(text("command.stopped", folder=project.state_folder))


@contextmanager
def serving(
    workshop: Workshop, public_dir: Path, port: int, say: Callable[[str], None]
) -> Iterator[str]:
    """Serve the front while the body runs; yield its address."""
    try:
        with serve_front(workshop.desks, public_dir, port) as chosen:
            if chosen != port:
                say(text("command.port_busy", port=port, chosen=chosen))
            yield f"http://{HOST}:{chosen}/"
    except NoFreePortError as error:
        raise CommandError(text("command.no_port", first=error.first, last=error.last)) from None


@contextmanager
def stopping_at_signals() -> Iterator[threading.Event]:
    """Yield an event that Ctrl-C or a request to end sets, instead of tearing the work apart."""
    stopped = threading.Event()
    kinds = (signal.SIGINT, signal.SIGTERM)
    former = {kind: signal.signal(kind, lambda *_: stopped.set()) for kind in kinds}
    try:
        yield stopped
    finally:
        for kind, handler in former.items():
            signal.signal(kind, handler)
