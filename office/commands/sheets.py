"""``--template`` and ``units export``: workbooks for offices to fill in and to send back."""

from collections.abc import Sequence
from pathlib import Path

from office.commands.lists import open_contest, refused
from office.commands.project import CommandError
from office.contest_file.findings import Findings
from office.people.canonical import read_canonical
from office.people.columns import ListKind
from office.people.sheets import template, units_sheet
from office.reasons import reason_of
from office.tables.write import SheetOut, write_xlsx
from office.texts import text


def write_template(folder: Path, kind: ListKind, file: Path) -> str:
    """Write an empty list that asks for what the contest asks; return what to tell."""
    files = open_contest(folder)
    units = files.units(Findings())
    sheets = template(
        kind,
        files.asked,
        units=units or (),
        divisions=files.draft.divisions or (),
        roles=files.roles,
    )
    _write(file, sheets)
    return text("people.template_written", file=file)


def export_units(folder: Path, file: Path) -> str:
    """Write the contest's units as a workbook that ``units import`` reads; return what to tell."""
    files = open_contest(folder)
    findings = Findings()
    if files.units(findings) is None:
        raise refused(findings)
    rows = read_canonical(files.units_target().path, "id")
    _write(file, [units_sheet(rows.values())])
    return text("people.exported", file=file, count=len(rows))


def _write(file: Path, sheets: Sequence[SheetOut]) -> None:
    if file.suffix.lower() != ".xlsx":
        raise CommandError(text("people.not_xlsx", file=file))
    if file.exists():
        raise CommandError(text("people.exists", file=file))
    try:
        write_xlsx(file, sheets)
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(text("people.cannot_write", file=file, reason=reason)) from None
