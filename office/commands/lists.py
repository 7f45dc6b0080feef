"""``people import``, ``people exclude``, ``units import``, ``units headcounts``: lists are read in.

A list is read whole before anything is written; with one error nothing is.
"""

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from office.commands.project import CommandError
from office.contest_file.codes import Severity
from office.contest_file.findings import Findings, render
from office.contest_file.folder import in_repository
from office.contest_file.report import print_findings
from office.contest_file.roster_file import read_roster
from office.contest_file.units_file import read_units
from office.people import units_list
from office.people.applying import NewTable, told_of
from office.people.canonical import (
    EXCLUDED_COLUMNS,
    ROSTER_COLUMNS,
    Cells,
    read_canonical,
    units_columns_of,
)
from office.people.columns import (
    excluded_columns,
    is_headcount,
    people_columns,
    units_columns,
)
from office.people.files import ContestFiles, open_files
from office.people.people_list import (
    read_excluded_people,
    read_people,
    roster_cells,
    shown_identifier,
)
from office.tables.columns import Column
from office.texts import text


def import_people(folder: Path, lists: Sequence[Path], *, add: bool, dry_run: bool) -> list[str]:
    """Read lists of people into the roster; return what to tell.

    With ``add`` who is on none of the lists stays on the roster.
    """
    files = open_contest(folder)
    findings = Findings()
    units = files.units(findings)
    rules = files.roster_rules(units or (), findings)
    if rules is None:
        raise refused(files.findings)
    if units is None or findings.errors():
        raise refused(findings)
    entries = read_people(lists, files.asked, rules, findings)
    if entries is None:
        raise refused(findings)
    target = files.roster_target()
    before, after = read_canonical(target.path, "identifier"), roster_cells(entries)
    if add:
        after = {**before, **after}
    names: dict[str, str] = {unit.id: unit.name for unit in units}
    table = NewTable(
        target=target,
        key="identifier",
        columns=_used(ROSTER_COLUMNS, after),
        before=before,
        after=after,
        what="people",
        call=lambda identifier, cells: text(
            "people.person",
            name=cells.get("name", ""),
            unit=names.get(cells.get("unit", ""), text("people.no_unit")),
            identifier=shown_identifier(identifier),
        ),
        headings=_headings(people_columns(files.asked)),
        private=True,
    )
    read_roster(table.content(), target.shown, rules, findings)
    told = _apply(table, findings, dry_run=dry_run)
    if table.difference().removed:
        told.append(text("people.codes_stay"))
    if not files.by_roster:
        told.append(text("people.mode_is_open"))
    return told


def exclude_people(folder: Path, lists: Sequence[Path], *, dry_run: bool) -> list[str]:
    """Read lists of people who may not enter; return what to tell."""
    files = open_contest(folder)
    if files.draft.entry is None:
        raise refused(files.findings)
    findings = Findings()
    people = read_excluded_people(lists, files.asked, files.roles, findings)
    if people is None:
        raise refused(findings)
    target = files.excluded_target()
    table = NewTable(
        target=target,
        key="identifier",
        columns=_used(EXCLUDED_COLUMNS, people),
        before=read_canonical(target.path, "identifier"),
        after=people,
        what="people",
        call=lambda identifier, cells: text(
            "people.excluded_person",
            role=cells.get("role", ""),
            identifier=shown_identifier(identifier),
        ),
        headings=_headings(excluded_columns(files.asked)),
        private=True,
    )
    return _apply(table, findings, dry_run=dry_run)


def import_units(folder: Path, source: Path, *, dry_run: bool) -> list[str]:
    """Read a list of all units; return what to tell."""
    files = open_contest(folder)
    findings = Findings()
    before = read_canonical(files.units_target().path, "id")
    rows = units_list.read_units_list(source, files.headcount_kind, before.values(), findings)
    if rows is None:
        raise refused(findings)
    table = _units_table(files, before, {row["id"]: row for row in rows})
    read_units(table.content(), table.target.shown, files.headcount_kind, findings)
    return _apply(table, findings, dry_run=dry_run)


def import_headcounts(
    folder: Path, source: Path, *, kind: str, on: date | None, dry_run: bool
) -> list[str]:
    """Read headcounts of a kind on a day; return what to tell.

    Without a kind they are of the one that the rules name: in the column ``headcount``, or in one
    of that kind where there is a day, or a column of that kind already.
    """
    files = open_contest(folder)
    before = read_canonical(files.units_target().path, "id")
    if not kind and (on or units_list.names_kind(before.values(), files.headcount_kind)):
        kind = files.headcount_kind
    if on is not None and not kind:
        raise CommandError(text("people.day_without_kind"))
    findings = Findings()
    units = files.units(findings)
    if units is None or findings.errors():
        raise refused(findings)
    counts = units_list.read_headcounts(source, units, findings)
    if counts is None:
        raise refused(findings)
    column = units_list.headcount_column(kind, on)
    rows = units_list.with_headcounts(before.values(), column, counts)
    table = _units_table(files, before, {row["id"]: row for row in rows})
    after = read_units(table.content(), table.target.shown, files.headcount_kind, findings)
    told = _apply(table, findings, dry_run=dry_run)
    lacking = [row for row in rows if column not in row and row.get("selectable") != "false"]
    told.append(text("people.headcounts", column=column, count=len(counts), lacking=len(lacking)))
    counting: dict[str, int | None] = {unit.id: unit.headcount for unit in after or ()}
    if any(counting[unit] != int(count) for unit, count in counts.items()):
        told.append(text("people.headcount_not_counting", column=column))
    return told


def _units_table(
    files: ContestFiles, before: Mapping[str, Cells], after: Mapping[str, Cells]
) -> NewTable:
    columns = units_columns_of(after.values())
    return NewTable(
        target=files.units_target(),
        key="id",
        columns=columns,
        before=before,
        after=after,
        what="units",
        call=lambda unit, cells: text("people.unit", name=cells.get("name", ""), id=unit),
        headings=_headings(units_columns([name for name in columns if is_headcount(name)])),
        private=False,
    )


def _apply(table: NewTable, findings: Findings, *, dry_run: bool) -> list[str]:
    """Write a table unless it has errors, is the same, or is only being tried; tell of it."""
    if findings.errors():
        raise refused(findings)
    if not table.after:
        raise CommandError(text("people.empty_list"))
    told = [
        render(finding) for finding in findings.in_order() if finding.severity is not Severity.NOTE
    ]
    told += told_of(table)
    if dry_run:
        return [*told, text("people.dry_run", file=table.target.path)]
    if not table.difference() and table.target.path.exists():
        return [*told, text("people.unchanged", file=table.target.path)]
    table.write()
    told.append(text("people.written", file=table.target.path))
    if table.private and in_repository(table.target.path):
        told.append(text("people.in_repository", file=table.target.path))
    if table.target.field:
        line = f"{table.target.field}: {table.target.path.name}"
        told.append(text("people.name_the_file", line=line))
    return told


def open_contest(folder: Path) -> ContestFiles:
    """Return the contest's files; raise CommandError where there is no contest file."""
    if not folder.is_dir():
        raise CommandError(text("command.no_contest", folder=folder))
    findings = Findings()
    files = open_files(folder, findings)
    if files is None:
        raise refused(findings)
    return files


def refused(findings: Findings) -> CommandError:
    """Print what is wrong; return the refusal, which has nothing to add."""
    print_findings(findings.in_order(), out=sys.stderr)
    return CommandError("")


def _headings(columns: Sequence[Column]) -> dict[str, str]:
    return {column.key: column.name for column in columns}


def _used(columns: Sequence[str], rows: Mapping[str, Cells]) -> tuple[str, ...]:
    """Return the columns, without the note where nobody has one."""
    return tuple(
        column
        for column in columns
        if column != "note" or any("note" in row for row in rows.values())
    )
