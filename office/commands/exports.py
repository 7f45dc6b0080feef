"""``build.py export``: tables of units and of persons, from results that are closed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import Pid, RoundId, UnitId
from chalicelib.contest.rules import Contest
from office.certificates.closed import Closed, read_closed
from office.commands.project import CommandError, Project
from office.commands.unit_named import unit_named
from office.contest_file.scalars import nearest_of
from office.exports.person_sheets import person_sheet, scope_name
from office.exports.unit_figures import FiguresDifferError, Scope, read_scopes
from office.exports.unit_sheets import sheets_of_unit, unit_sheets
from office.local.workshop import Workshop
from office.reasons import reason_of
from office.tables.write import SheetOut, write_csv, write_xlsx
from office.texts import text

_UNITS_FILE = "don-vi.xlsx"
_UNITS_FOLDER = "don-vi"
_RESULTS_FILE = "ket-qua-{scope}"
_MOST_TOLD = 10
"""Of so many files of single units each is told by its name."""


def export_units(
    project: Project, out: Path | None, units: Sequence[str], *, each: bool
) -> list[str]:
    """Write the figures of all units, and files of single units on demand; return what to tell.

    Raises CommandError where nothing is closed, a unit is unknown or a file cannot be written.
    """
    contest = project.contest
    chosen = _chosen_units(contest, units, each=each)
    with project.opened() as workshop:
        closed = _closed(workshop, contest)
        people = list(workshop.backend.people.people(contest.id))
        births = {each.pid: each.born_on for each in people if each.born_on is not None}
        try:
            scopes = read_scopes(workshop.desks.closing, closed, births)
        except FiguresDifferError as error:
            scope = scope_name(contest, error.scope)
            raise CommandError(text("export.differs", unit=error.unit, scope=scope)) from error
    names = {person.pid: person.name for person in people}
    folder = _folder(project, out)
    files = {folder / _UNITS_FILE: unit_sheets(scopes)}
    for unit in chosen:
        if _has_figures(scopes, unit):
            files[folder / _UNITS_FOLDER / f"{unit}.xlsx"] = sheets_of_unit(scopes, unit, names)
    told = _write(files, folder, brief=len(chosen) > _MOST_TOLD)
    return [*told, *_still_open(contest, closed)]


def export_results(project: Project, out: Path | None, scope: str | None) -> list[str]:
    """Write the standings of persons as workbook and CSV; return what to tell.

    ``scope`` is a round, ``contest``, or None for all results there are.  Raises CommandError where
    there are none, or a file cannot be written.
    """
    contest = project.contest
    if scope is not None and scope != WHOLE_CONTEST:
        project.round(scope)
    with project.opened() as workshop:
        closed = _closed(workshop, contest)
        names = {person.pid: person.name for person in workshop.backend.people.people(contest.id)}
    told: list[str] = []
    for each in _chosen_results(contest, closed, scope):
        told += _write_results(project, out, each, names)
    return [*told, *(_still_open(contest, closed) if scope is None else ())]


def _write_results(
    project: Project, out: Path | None, closed: Closed, names: Mapping[Pid, str]
) -> list[str]:
    folder = _folder(project, out)
    sheet = person_sheet(closed, names)
    stem = _RESULTS_FILE.format(scope=closed.scope)
    told = _write({folder / f"{stem}.xlsx": [sheet]}, None)
    path = folder / f"{stem}.csv"
    try:
        write_csv(path, sheet)
    except OSError as error:
        raise _cannot_write(path, error) from error
    return [*told, text("export.written", file=path, rows=len(sheet.rows))]


def _chosen_units(contest: Contest, units: Sequence[str], *, each: bool) -> list[UnitId]:
    known = [unit.id for unit in contest.units]
    named: dict[UnitId, None] = {}
    for typed in units:
        unit = unit_named(contest.units, typed)
        if unit is None:
            nearest = nearest_of(typed, known)
            hint = text("export.hint_list")
            if nearest is not None:
                hint = text("export.hint_nearest", name=nearest)
            raise CommandError(text("export.unknown_unit", unit=typed, hint=hint))
        named[unit] = None
    return known if each else list(named)


def _chosen_results(
    contest: Contest, closed: Mapping[RoundId, Closed], scope: str | None
) -> list[Closed]:
    if scope is None:
        return [each for each in closed.values() if _ranks_persons(each)]
    found = closed.get(RoundId(scope))
    if found is None:
        name = scope_name(contest, RoundId(scope))
        known = ", ".join(closed)
        raise CommandError(text("export.not_closed", scope=name, known=known))
    if not _ranks_persons(found):
        raise CommandError(text("export.persons_not_ranked"))
    return [found]


def _ranks_persons(closed: Closed) -> bool:
    return closed.scope != WHOLE_CONTEST or bool(closed.standings["persons"])


def _has_figures(scopes: Sequence[Scope], unit: UnitId) -> bool:
    return any(unit in scope.totals for scope in scopes)


def _closed(workshop: Workshop, contest: Contest) -> dict[RoundId, Closed]:
    closed = read_closed(workshop.desks.closing, contest)
    if not closed:
        raise CommandError(text("export.nothing_closed"))
    return closed


def _still_open(contest: Contest, closed: Mapping[RoundId, Closed]) -> list[str]:
    rounds = [round_.name for round_ in contest.rounds if round_.id not in closed]
    return [text("export.still_open", rounds=", ".join(rounds))] if rounds else []


def _folder(project: Project, out: Path | None) -> Path:
    return out or project.root / ".build" / "exports" / project.contest.id


def _write(
    files: Mapping[Path, Sequence[SheetOut]], folder: Path | None, *, brief: bool = False
) -> list[str]:
    told: list[str] = []
    for path, sheets in files.items():
        try:
            write_xlsx(path, sheets)
        except OSError as error:
            raise _cannot_write(path, error) from error
        told.append(text("export.written", file=path, rows=sum(len(each.rows) for each in sheets)))
    if brief and folder is not None:
        return [told[0], text("export.folder", folder=folder, files=len(files))]
    return told


def _cannot_write(path: Path, error: OSError) -> CommandError:
    return CommandError(text("export.cannot_write", path=path, reason=reason_of(error)))
