"""Rows of a table whose headings are known: every cell read as its column wants, with its place.

Of findings that are alike in one column some are told and the rest counted: a column of numbers
where identifiers belong is one mistake, made once for each row.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from office.contest_file.codes import Code
from office.contest_file.details import Detail
from office.contest_file.findings import Findings, Place
from office.contest_file.scalars import Scalar
from office.tables.cells import CellRefusedError, read_cell
from office.tables.columns import Column, ColumnKind
from office.tables.grid import CellValue, Grid, too_large
from office.tables.heading import Heading
from office.tables.limits import MOST_LETTERS, MOST_ROWS
from office.tables.suspicions import LooksOld, MixedDays

MOST_ALIKE = 20
"""How many findings of one kind in one column are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: the place of its first cell, and its cells by the key of their column.

    Empty cells are left out, and refused ones, which have their finding.  ``columns`` has the
    number of every column that the table has, ``names`` the heading by which each is told.
    """

    place: Place
    cells: Mapping[str, Scalar]
    columns: Mapping[str, int]
    names: Mapping[str, str]
    refused: frozenset[str] = frozenset()

    def place_of(self, key: str) -> Place:
        """Return where the cell of a column stands, typed or not; column 1 where there is none."""
        column = self.columns.get(key, 1)
        return Place(path=self.place.path, line=self.place.line, column=column)

    def required(self, key: str, findings: Findings) -> Scalar | None:
        """Return a cell, or None after the finding that it is empty or was refused."""
        if key not in self.cells and key not in self.refused:
            findings.add(Code.EMPTY, self.place_of(key), field=self.names[key])
        return self.cells.get(key)


@dataclass(slots=True, kw_only=True)
class RowReader:
    """Reads the tables of one file; its limits are for all of them together."""

    columns: Sequence[Column]
    findings: Findings
    count: int = 0
    letters: int = 0

    def read(self, grid: Grid, heading: Heading) -> list[TableRow]:
        """Return the rows below the heading; raise TableRefusedError where they are too many."""
        remarks = _Remarks(self.findings)
        old, days = LooksOld(), MixedDays()
        names = {column.key: column.name for column in self.columns}
        places = {column.key: index + 1 for index, column in heading.columns.items()}
        rows: list[TableRow] = []
        for line, cells in grid.rows():
            if line <= heading.line:
                continue
            read: dict[str, Scalar] = {}
            refused: list[str] = []
            for index, column in heading.columns.items():
                value: CellValue = cells[index] if index < len(cells) else ""
                if value == "":
                    continue
                place = Place(path=grid.shown, line=line, column=index + 1)
                try:
                    text = read_cell(column, value)
                except CellRefusedError as error:
                    refused.append(column.key)
                    remarks.add(error.code, place, column.name, **error.details)
                    continue
                if text:
                    read[column.key] = Scalar(field=column.name, text=text, place=place)
                    self.letters += len(text)
                    old.look(column.name, text, place)
                    if column.kind is ColumnKind.DATE:
                        days.look(column.name, text, place, typed=not isinstance(value, date))
            if read or refused:
                self.count += 1
                self._check_size(grid.shown, line)
                rows.append(
                    TableRow(
                        place=Place(path=grid.shown, line=line),
                        cells=read,
                        columns=places,
                        names=names,
                        refused=frozenset(refused),
                    )
                )
        remarks.close()
        old.close(self.findings)
        days.close(self.findings)
        return rows

    def _check_size(self, shown: str, line: int) -> None:
        if self.count > MOST_ROWS:
            raise too_large(shown, "rows", self.count, MOST_ROWS, line)
        if self.letters > MOST_LETTERS:
            raise too_large(shown, "text", self.letters, MOST_LETTERS, line)


@dataclass(slots=True)
class _Remarks:
    """Findings on cells: of many alike in one column the first are told."""

    findings: Findings
    told: Counter[tuple[Code, str]] = field(default_factory=Counter)
    last: dict[tuple[Code, str], Place] = field(default_factory=dict)

    def add(self, code: Code, place: Place, column: str, **details: Detail) -> None:
        self.told[code, column] += 1
        self.last[code, column] = place
        if self.told[code, column] <= MOST_ALIKE:
            self.findings.add(code, place, field=column, **details)

    def close(self) -> None:
        """Say of which findings there were more, at the last of them."""
        for (code, column), count in self.told.items():
            if count > MOST_ALIKE:
                self.findings.add(
                    Code.MORE_ALIKE,
                    self.last[code, column],
                    field=column,
                    count=count - MOST_ALIKE,
                    same=code.value,
                )
