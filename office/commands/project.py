"""Where things lie: the project's folders, the contest that is worked on, its local state."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from chalicelib.contest.errors import BankFrozenError, RulesFrozenError
from chalicelib.contest.rules import Contest, Round
from chalicelib.contest.times import to_ms
from chalicelib.ports import Release
from chalicelib.use_cases.prepare import prepare_contest
from office.commands.stage import Stage, StageError, check_in_force
from office.contest_file.load import Loaded, load_contest
from office.contest_file.report import print_findings
from office.local.clock import RunningClock
from office.local.workshop import Workshop, open_workshop
from office.texts import text

MOMENT_FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")


class CommandError(Exception):
    """A command cannot do what was asked; the message is for the person who asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One contest folder in one project, and the moment at which a command's clock starts."""

    root: Path
    folder: Path
    at: int | None = None
    stage: Stage | None = None
    """The deployed contest to work on; None: what lies on this computer."""
    loaded: Loaded = field(init=False)

    def __post_init__(self) -> None:
        """Read and check the contest; raise CommandError where it has errors."""
        if not self.folder.is_dir():
            raise CommandError(text("command.no_contest", folder=self.folder))
        loaded = load_contest(self.folder)
        if loaded.sound_contest is None:
            print_findings(loaded.findings, out=sys.stderr)
            raise CommandError("")
        object.__setattr__(self, "loaded", loaded)

    @property
    def contest(self) -> Contest:
        """Return the contest's rules."""
        return self.loaded.contest

    @property
    def state_folder(self) -> Path:
        """Return the folder of the contest's local state."""
        return self.root / ".build" / "local" / self.contest.id

    @property
    def public_dir(self) -> Path:
        """Return the folder of the built site."""
        return self.root / "public"

    def clock(self) -> RunningClock | None:
        """Return the clock that was asked for; None where none was."""
        return None if self.at is None else RunningClock.started_at(self.at)

    def round(self, round_id: str) -> Round:
        """Return a round; raise CommandError, naming those there are."""
        for round_ in self.contest.rounds:
            if round_.id == round_id:
                return round_
        known = ", ".join(round_.id for round_ in self.contest.rounds)
        raise CommandError(text("command.unknown_round", round=round_id, known=known))

    @contextmanager
    def opened(self) -> Iterator[Workshop]:
        """Open what is stored of the contest, on this computer or where it is deployed."""
        if self.stage is not None:
            yield self.stage.workshop()
            return
        with open_workshop(self.state_folder, self.contest.id, self.clock()) as workshop:
            yield workshop

    @contextmanager
    def workshop(self) -> Iterator[Workshop]:
        """Open what is stored with these rules and banks in force.

        On this computer they are put in force; where the contest is deployed they must be in force:
        raises CommandError.
        """
        with self.opened() as workshop:
            if self.stage is None:
                self.prepare(workshop)
            else:
                self._check_in_force(self.stage, workshop)
            yield workshop

    def _check_in_force(self, stage: Stage, workshop: Workshop) -> None:
        try:
            check_in_force(stage, workshop, self.contest)
        except StageError as error:
            raise CommandError(str(error)) from None

    def prepare(self, workshop: Workshop) -> Release:
        """Put these rules and banks in force; raise CommandError where they are frozen."""
        try:
            return prepare_contest(
                workshop.desks.prepare, self.contest, self.loaded.banks, self.loaded.excluded
            )
        except (BankFrozenError, RulesFrozenError) as error:
            refusal = text(f"error.{error.code}", **{k: str(v) for k, v in error.details.items()})
            hint = text("command.start_afresh", folder=self.state_folder)
            told = refusal if self.stage is not None else f"{refusal}\n{hint}"
            raise CommandError(told) from None


def read_day(typed: str) -> date:
    """Return a day, typed as people write it or as files have it; raise CommandError.

    >>> read_day("22/12/2026") == read_day("2026-12-22")
    True
    """
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise CommandError(text("command.bad_day", day=typed))


def read_moment(typed: str) -> int:
    """Return the instant of a Việt Nam wall time; raise CommandError for anything else.

    >>> read_moment("1970-01-01 07:00"), read_moment("01/01/1970 07:00")
    (0, 0)
    """
    for form in (*MOMENT_FORMATS, "%d/%m/%Y %H:%M"):
        try:
            return to_ms(datetime.strptime(typed.strip(), form))  # noqa: DTZ007 - to_ms adds the zone
        except ValueError:
            continue
    raise CommandError(text("command.bad_moment", moment=typed))
