"""Tables that offices keep in a spreadsheet and save as CSV: rows of cells with their places.

Comma or semicolon, whichever the first line has more of: Vietnamese spreadsheets write semicolons.
A finding's line is the file's line; its column is that of the cell unless quotes come before it.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place
from office.contest_file.scalars import Scalar, hint_for


class AnyRow(Protocol):
    """One row of a table, whatever program it was kept in: its cells by column, with places."""

    @property
    def place(self) -> Place:
        """Where the row stands."""

    @property
    def cells(self) -> Mapping[str, Scalar]:
        """The cells by the name of their column; empty ones are left out."""

    def required(self, column: str, findings: Findings, /) -> Scalar | None:
        """Return a cell, or None after a finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the place of its line, and its cells by column name; empty cells are left out."""

    place: Place
    cells: dict[str, Scalar]

    def required(self, column: str, findings: Findings, /) -> Scalar | None:
        """Return a cell, or None after a finding."""
        if column not in self.cells:
            findings.add(Code.EMPTY, self.place, field=column)
        return self.cells.get(column)


def read_table(
    text: str,
    shown: str,
    required: Sequence[str],
    optional: Sequence[str],
    findings: Findings,
    *,
    also: Callable[[str], bool] = lambda _: False,
) -> tuple[Row, ...] | None:
    """Return the rows below the heading, blank ones left out; None where the heading is wrong.

    ``also`` tells of a column that is not among the named ones whether it is allowed.
    """
    lines = text.split("\n")
    separator = ";" if lines[0].count(";") > lines[0].count(",") else ","
    errors = findings.errors()
    heading = next(csv.reader(lines[:1], delimiter=separator), [])
    columns = [name.strip() for name in heading]
    for index, name in enumerate(columns):
        place = _place(lines[0], separator, index, Place(path=shown))
        if name not in (*required, *optional) and not also(name):
            hint = hint_for(name, (*required, *optional))
            findings.add(Code.UNKNOWN_FIELD, place, field=name, hint=hint)
        elif name in columns[:index]:
            findings.add(Code.DUPLICATE_FIELD, place, field=name)
    for name in required:
        if name not in columns:
            findings.add(Code.MISSING_FIELD, Place(path=shown), field=name)
    if findings.errors() > errors:
        return None
    return _read_rows(lines[1:], shown, separator, columns, findings)


def _read_rows(
    lines: Sequence[str], shown: str, separator: str, columns: Sequence[str], findings: Findings
) -> tuple[Row, ...]:
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=separator, strict=True)
    rows: list[Row] = []
    line = 2
    try:
        for cells in reader:
            place = Place(path=shown, line=line)
            if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
                findings.add(Code.TABLE_SYNTAX, place, row=line)
            elif any(cell.strip() for cell in cells):
                rows.append(Row(place=place, cells=_cells(cells, columns, place, separator, lines)))
            line = reader.line_num + 2
    except csv.Error:
        findings.add(Code.TABLE_SYNTAX, Place(path=shown, line=line), row=line)
    return tuple(rows)


def _cells(
    cells: Sequence[str],
    columns: Sequence[str],
    place: Place,
    separator: str,
    lines: Sequence[str],
) -> dict[str, Scalar]:
    typed = lines[place.line - 2]
    return {
        column: Scalar(
            field=column,
            text=" ".join(cell.split()),
            place=_place(typed, separator, index, place),
        )
        for index, (column, cell) in enumerate(zip(columns, cells, strict=False))
        if cell.strip()
    }


def _place(typed: str, separator: str, index: int, row: Place) -> Place:
    before = separator.join(typed.split(separator)[:index])
    column = len(before) + 2 if index and '"' not in before else 1
    return Place(path=row.path, line=row.line, column=column)
