"""``people erase`` and ``people show``: what is held about people is told to them, and erased."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.errors import InvalidInputError, PeopleErasedError
from chalicelib.contest.identity import fold_identifier
from chalicelib.contest.retention import NotYet, complaints_until, kept_until
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import format_day, format_moment
from office.commands.project import CommandError, Project
from office.contest_file.findings import Findings
from office.local.state_folder import ENDPOINT_FILE, STATE_FILE
from office.people.files import open_files
from office.people.people_list import shown_identifier
from office.people.writing import write_whole
from office.privacy.desk import PrivacyDesk
from office.privacy.everybody import Plan, erase_everybody, plan_erasure
from office.privacy.held import held_about
from office.privacy.one_person import AttemptRunsError, PersonPlan, erase_person, plan_person
from office.privacy.sheets import held_sheets
from office.reasons import reason_of
from office.tables.write import write_xlsx
from office.texts import text

CONFIRMING_LETTERS = 4
Confirm = Callable[[str], str]
"""Asks a question and returns what was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was ordered: who decided it, and how sure the one who types is."""

    by: str
    yes: bool = False
    dry_run: bool = False


def erase_all(project: Project, order: Order, say: Callable[[str], None], confirm: Confirm) -> None:
    """Erase everybody whose period is over, after a preview and a typed confirmation.

    Raises CommandError before the time, and where the confirmation is not what was asked for.
    """
    with _desk(project) as desk:
        plan = plan_erasure(desk)
    _preview(project.contest, plan, say)
    copies = _copies(project)
    if order.dry_run:
        _tell_copies(copies, say)
        return
    _check_order(order)
    if not order.yes:
        word = project.contest.id
        _check_confirmed(confirm(text("privacy.confirm_everybody", word=word)), word)
    with _desk(project) as desk:
        erasure = erase_everybody(desk, order.by)
        states = desk.stores.contests.get_states(desk.contest_id)
    say(
        text(
            "privacy.erased",
            people=erasure.census.people,
            begun=format_moment(erasure.begun_at),
            done=format_moment(erasure.done_at or erasure.begun_at),
            by=erasure.by,
        )
    )
    names = {round_.id: round_.name for round_ in project.contest.rounds}
    for scope in (*names, WHOLE_CONTEST):
        if scope in states and states[scope].standings is not None:
            shown = names.get(scope, text("privacy.whole"))
            say(text("privacy.standings_same", scope=shown, digest=states[scope].standings))
    _tell_copies(copies, say)


def erase_one(
    project: Project,
    identifier: str,
    order: Order,
    say: Callable[[str], None],
    confirm: Confirm,
) -> None:
    """Erase one person on request, after a preview and a typed confirmation.

    Raises CommandError where nothing is held about the person, or an attempt of theirs runs.
    """
    with _desk(project) as desk, _plain_refusals(identifier):
        plan = plan_person(desk, identifier)
    if plan.person is None and not plan.attempts and plan.excluded_as is None:
        raise CommandError(text("privacy.unknown_person"))
    folded = fold_identifier(identifier)
    _preview_person(project, plan, folded, say)
    if plan.person is None or order.dry_run:
        return
    _check_order(order)
    if not order.yes:
        typed = confirm(text("privacy.confirm_person"))
        _check_confirmed(typed.strip().upper(), folded[-CONFIRMING_LETTERS:])
    with _desk(project) as desk, _plain_refusals(identifier):
        erase_person(desk, plan, order.by)
    say(text("privacy.person_erased"))
    say(text("privacy.backups"))


def show_held(project: Project, identifier: str, out: Path) -> str:
    """Write all that is held about one person into a file; return what to tell."""
    if out.suffix.lower() not in {".xlsx", ".json"}:
        raise CommandError(text("privacy.held_kind", file=out))
    with _desk(project) as desk, _plain_refusals(identifier):
        held = held_about(desk, identifier)
    if not any(held[kind] for kind in ("person", "attempts", "excluded_as")):
        raise CommandError(text("privacy.unknown_person"))
    try:
        if out.suffix.lower() == ".json":
            data = json.dumps(held, ensure_ascii=False, indent=2).encode() + b"\n"
        else:
            with tempfile.TemporaryDirectory() as private:
                path = Path(private) / "held.xlsx"
                write_xlsx(path, held_sheets(held))
                data = path.read_bytes()
        write_whole(out, data, private=True)
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(text("people.cannot_write", file=out, reason=reason)) from None
    return text("privacy.held_written", file=out)


@contextmanager
def _desk(project: Project) -> Iterator[PrivacyDesk]:
    folder = project.state_folder
    here = any((folder / name).exists() for name in (STATE_FILE, ENDPOINT_FILE))
    if project.stage is None and not here:
        raise CommandError(text("privacy.nothing_stored", folder=folder))
    with project.workshop() as workshop:
        yield PrivacyDesk.of(workshop.desks)


@contextmanager
def _plain_refusals(identifier: str) -> Iterator[None]:
    try:
        yield
    except InvalidInputError:
        raise CommandError(text("privacy.bad_identifier", identifier=identifier)) from None
    except PeopleErasedError:
        raise CommandError(text("privacy.all_erased")) from None
    except AttemptRunsError as error:
        raise CommandError(text("privacy.attempt_runs", until=format_moment(error.until))) from None


def _preview(contest: Contest, plan: Plan, say: Callable[[str], None]) -> None:
    if plan.reason is not None:
        raise CommandError(_why_not_yet(contest, plan.reason))
    if plan.before is not None and plan.before.done_at is not None:
        at = format_moment(plan.before.done_at)
        say(text("privacy.done_before", at=at, by=plan.before.by))
    elif plan.before is not None:
        say(text("privacy.begun_before", at=format_moment(plan.before.begun_at)))
    say(
        text(
            "privacy.will_erase",
            people=plan.census.people,
            codes=plan.census.codes,
            exclusions=plan.census.exclusions,
            complaints=plan.census.complaints,
            door=plan.census.door,
            links=plan.census.links,
        )
    )
    say(text("privacy.will_keep"))
    say(text("privacy.before_erasing"))


def _why_not_yet(contest: Contest, reason: NotYet) -> str:
    until = ""
    if reason is NotYet.COMPLAINTS_RUN:
        until = format_moment(complaints_until(contest))
    last_day = kept_until(contest)
    if reason is NotYet.STILL_KEPT and last_day is not None:
        until = format_day(last_day)
    return text(f"privacy.{reason.value}", until=until)


def _preview_person(
    project: Project, plan: PersonPlan, identifier: str, say: Callable[[str], None]
) -> None:
    contest = project.contest
    units = {unit.id: unit.name for unit in contest.units}
    if plan.person is None:
        say(text("privacy.person_gone"))
    else:
        unit = units.get(plan.person.unit) if plan.person.unit is not None else None
        unit = unit or text("privacy.no_unit")
        shown = shown_identifier(identifier)
        say(text("privacy.person", name=plan.person.name, unit=unit, identifier=shown))
        say(text("privacy.person_will_erase"))
    if plan.attempts:
        say(text("privacy.person_attempts", count=len(plan.attempts)))
    if plan.named_in:
        rounds = ", ".join(contest.round(round_).name for round_ in plan.named_in)
        say(text("privacy.person_named_in", rounds=rounds))
    if plan.excluded_as is not None:
        say(text("privacy.person_excluded", role=plan.excluded_as))
    if any(fold_identifier(entry.identifier) == identifier for entry in project.loaded.roster):
        say(text("privacy.person_on_roster", file=", ".join(map(str, _lists(project)))))


def _check_order(order: Order) -> None:
    if not order.by.strip():
        raise CommandError(text("privacy.by_needed"))


def _check_confirmed(typed: str, wanted: str) -> None:
    if typed.strip() != wanted:
        raise CommandError(text("privacy.not_confirmed"))


def _lists(project: Project) -> list[Path]:
    """Return the files of the contest's folder that list people, where they are there."""
    files = open_files(project.folder, Findings())
    if files is None:
        return []
    paths = (files.roster_target().path, files.excluded_target().path)
    return [path for path in paths if path.is_file()]


def _copies(project: Project) -> list[Path]:
    """Return what else on this computer holds names: lists, and what commands wrote by default."""
    written = [
        project.root / ".build" / kind / project.contest.id
        for kind in ("exports", "certificates", "reports")
    ]
    return [*_lists(project), *(path for path in written if path.exists())]


def _tell_copies(copies: list[Path], say: Callable[[str], None]) -> None:
    if copies:
        say(text("privacy.copies"))
        for path in copies:
            say(text("privacy.copy", path=path))
    say(text("privacy.backups"))
