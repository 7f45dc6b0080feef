"""``build.py demo``: one contest from the middle of its last round to its published results.

The rounds before are closed and published, the last one is open and has entrants already; whoever
watches takes the quiz, presses Enter, and finds the own rank in the published results.
"""

import json
import sys
import threading
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from chalicelib.contest.acts import ActName, due_at
from chalicelib.contest.grading import scaled
from chalicelib.contest.ids import Pid, RoundId
from chalicelib.contest.rules import Contest, EntryMode, Round
from chalicelib.contest.times import DAY_MS, SECOND_MS, format_duration, format_moment
from chalicelib.use_cases.enrol import RosterEntry, enrol_people, reset_code
from chalicelib.use_cases.register import Particulars, register_person
from chalicelib.use_cases.staging import standings_name
from office.commands.project import Project
from office.commands.serve import serving, stopping_at_signals
from office.commands.simulate import simulate
from office.commands.site import build_into, read_published
from office.local.clock import RunningClock
from office.local.engine import Engine
from office.local.server import run_schedule
from office.local.state_folder import serve_engine
from office.local.workshop import Workshop, make_workshop, write_shift
from office.simulate.crowd import choose_division
from office.texts import text

GUEST_NAME = "Khách Dùng Thử"
GUEST_BIRTH_DATE = "1990-01-01"
GUEST_IDENTIFIER = "9990000DEMO"

Say = Callable[[str], None]
Progress = Callable[[Round], Callable[[], None]]


class Show(NamedTuple):
    """How the one who watches is told what happens."""

    say: Say
    progress: Progress


class Guest(NamedTuple):
    """The one who watches, as a contestant."""

    code: str
    pid: Pid


def run_demo(project: Project, port: int, *, entrants: int, say: Say, progress: Progress) -> None:
    """Prepare everything anew, serve, and close the last round when Enter is pressed."""
    folder = project.root / ".build" / "demo"
    public_dir = folder / "public"
    say(text("demo.preparing", contest=project.contest.short_name))
    with serve_engine(folder / "state", fresh=True) as served, stopping_at_signals() as stopped:
        workshop = make_workshop(served.engine, project.contest.id, RunningClock())
        guest = _set_the_scene(project, served.engine, workshop, entrants, Show(say, progress))
        write_shift(folder / "state", workshop.clock)
        say(_build(project, workshop, public_dir))
        with serving(workshop, public_dir, port, say) as url:
            with run_schedule(served.engine, workshop.desks):
                _invite(project.contest.rounds[-1], guest, url, say)
                if not _enter_pressed(stopped):
                    return
            _finish(project, served.engine, workshop, guest, say)
            say(_build(project, workshop, public_dir))
            say(text("demo.results", url=f"{url}ket-qua/{project.contest.rounds[-1].id}/"))
            say(text("demo.results_en"))
            say(text("command.stop_hint"))
            stopped.wait()


def _set_the_scene(
    project: Project,
    engine: Engine,
    workshop: Workshop,
    entrants: int,
    show: Show,
) -> Guest:
    contest = project.contest
    workshop.clock.move_to(contest.rounds[0].opens_at - DAY_MS)
    project.prepare(workshop)
    for round_ in contest.rounds[:-1]:
        played = simulate(workshop, round_, entrants=entrants, seed=1, done=show.progress(round_))
        close_and_publish(engine, workshop, round_)
        show.say(text("demo.round_ready", round=round_.name, entrants=played.entrants))
    last = contest.rounds[-1]
    now = (last.opens_at + last.closes_at) // 2
    workshop.clock.move_to(now)
    played = simulate(
        workshop, last, entrants=entrants, seed=1, done=show.progress(last), before=now
    )
    show.say(text("demo.round_open", round=last.name, entrants=played.entrants))
    return _register_guest(contest, workshop)


def close_and_publish(engine: Engine, workshop: Workshop, round_: Round) -> None:
    """Let the schedule close and publish a round at its hours, by moving the clock there."""
    for act in (ActName.CLOSE, ActName.PUBLISH):
        workshop.clock.move_to(due_at(act, round_) + SECOND_MS)
        workshop.desks.run_due_acts()
        engine.drain()


def _register_guest(contest: Contest, workshop: Workshop) -> Guest:
    unit = next((unit.id for unit in contest.units if unit.selectable), None)
    division = choose_division(contest, date.fromisoformat(GUEST_BIRTH_DATE))
    if contest.entry.mode is EntryMode.ROSTER:
        entry = RosterEntry(
            identifier=GUEST_IDENTIFIER,
            name=GUEST_NAME,
            birth_date=GUEST_BIRTH_DATE,
            unit=unit,
            division=division,
        )
        (enrolled,) = enrol_people(workshop.desks.enrol, [entry])
        return Guest(
            enrolled.code or reset_code(workshop.desks.enrol, GUEST_IDENTIFIER), enrolled.pid
        )
    registered = register_person(
        workshop.desks.entry,
        Particulars(
            identifier=GUEST_IDENTIFIER,
            birth_date=GUEST_BIRTH_DATE,
            name=GUEST_NAME,
            unit=unit,
            division=division,
            phone="0999000000",
            eligible=True,
            consent_version=contest.entry.consent.version,
        ),
    )
    return Guest(registered.code, registered.person.pid)


def _invite(round_: Round, guest: Guest, url: str, say: Say) -> None:
    quiz = f"{url}thi/"
    for line in (
        "",
        text("demo.open", url=url),
        text("demo.open_en"),
        text("demo.code", code=guest.code, name=GUEST_NAME, birth_date="01/01/1990"),
        text("demo.code_en", url=quiz),
        text("demo.close", round=round_.name),
        text("demo.close_en"),
        text("command.stop_hint"),
        "",
    ):
        say(line)


def _finish(project: Project, engine: Engine, workshop: Workshop, guest: Guest, say: Say) -> None:
    last = project.contest.rounds[-1]
    say(text("demo.closing", round=last.name))
    close_and_publish(engine, workshop, last)
    say(text("command.clock_shows", moment=format_moment(workshop.clock.now())))
    say(_rank_of(project.contest, workshop, last.id, guest.pid))


def _rank_of(contest: Contest, workshop: Workshop, round_id: RoundId, pid: Pid) -> str:
    state = workshop.backend.contests.get_states(contest.id)[round_id]
    name = standings_name(contest.id, round_id, state.standings) if state.standings else ""
    persons = json.loads(workshop.backend.archive.get(name) or b'{"persons": []}')["persons"]
    for row in persons:
        if row["pid"] == pid:
            return text(
                "demo.rank",
                name=GUEST_NAME,
                rank=row["rank"],
                people=len(persons),
                marks=scaled(Fraction(row["marks"]), contest.marks),
                time=format_duration(row["time_used_ms"]),
            )
    return text("demo.no_attempt", name=GUEST_NAME)


def _build(project: Project, workshop: Workshop, public_dir: Path) -> str:
    return build_into(project, read_published(project.contest, workshop.backend.public), public_dir)


def _enter_pressed(stopped: threading.Event) -> bool:
    """Wait for Enter or for the end, whichever comes first; without a keyboard, for the end."""
    pressed = threading.Event()

    def read() -> None:
        if sys.stdin.readline():
            pressed.set()

    threading.Thread(target=read, name="keyboard", daemon=True).start()
    while not stopped.wait(0.2):
        if pressed.is_set():
            return True
    return False
