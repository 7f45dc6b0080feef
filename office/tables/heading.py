"""The row of headings: office files have titles above it, and columns that nobody asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from office.contest_file.codes import Code
from office.contest_file.details import phrase
from office.contest_file.findings import Findings, Place
from office.contest_file.scalars import nearest_of
from office.tables.columns import Column, by_heading, fold_heading
from office.tables.grid import Grid, GridRow, TableRefusedError
from office.tables.limits import HEADING_ROWS

_MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Where the headings stand and which column is which.

    ``columns`` are the known ones by their index from 0, ``others`` the headings of the rest.
    """

    line: int
    columns: dict[int, Column]
    others: dict[int, str]
    doubles: dict[int, Column]

    def lacks(self, columns: Iterable[Column]) -> list[Column]:
        """Return the required columns that it does not have."""
        return [each for each in columns if each.required and each not in self.columns.values()]


def find_heading(grid: Grid, columns: Sequence[Column]) -> Heading:
    """Return the first row near the top that has all required headings.

    Raises TableRefusedError where none has, naming what the row that comes nearest lacks.
    """
    known = by_heading(columns)
    rows = takewhile(lambda row: row[0] <= HEADING_ROWS, grid.rows())
    nearest: Heading | None = None
    for row in rows:
        heading = _read(row, known)
        if heading.columns and not heading.lacks(columns):
            return heading
        if nearest is None or len(heading.columns) > len(nearest.columns):
            nearest = heading if heading.columns or heading.others else nearest
    missing = [each for each in columns if each.required] or list(columns)
    found: list[str] = []
    line = 1
    if nearest is not None:
        line = nearest.line
        missing = nearest.lacks(columns) or missing
        found = [each.name for each in nearest.columns.values()] + list(nearest.others.values())
    raise TableRefusedError(
        Code.TABLE_HEADING,
        Place(path=grid.shown, line=line),
        missing=_named(each.name for each in missing),
        rows=HEADING_ROWS,
        found=_named(found) if found else phrase("office.table.nothing"),
        accepted=_named(" / ".join(each.headers) for each in missing),
    )


def check_heading(heading: Heading, columns: Sequence[Column], shown: str, found: Findings) -> bool:
    """Add what is wrong or odd about the headings; tell whether the table can be read."""
    for index, column in heading.doubles.items():
        found.add(Code.DUPLICATE_FIELD, _place(heading, shown, index), field=column.name)
    absent = {
        fold_heading(header): header
        for column in columns
        if column not in heading.columns.values()
        for header in column.headers
    }
    for index, typed in heading.others.items():
        place = _place(heading, shown, index)
        nearest = nearest_of(fold_heading(typed), absent)
        if nearest is None:
            found.add(Code.COLUMN_NOT_READ, place, field=typed)
        else:
            found.add(Code.COLUMN_MISTYPED, place, field=typed, nearest=absent[nearest])
    return not heading.doubles


def _read(row: GridRow, known: Mapping[str, Column]) -> Heading:
    line, cells = row
    heading = Heading(line=line, columns={}, others={}, doubles={})
    for index, cell in enumerate(cells):
        typed = " ".join(cell.split()) if isinstance(cell, str) else ""
        column = known.get(fold_heading(typed)) if typed else None
        if column is None:
            if typed:
                heading.others[index] = typed
        elif column in heading.columns.values():
            heading.doubles[index] = column
        else:
            heading.columns[index] = column
    return heading


def _place(heading: Heading, shown: str, index: int) -> Place:
    return Place(path=shown, line=heading.line, column=index + 1)


def _named(names: Iterable[str]) -> str:
    """Return names as a list that stays readable, however many there are."""
    listed = [f"“{name[:60]}”" for name in names]
    more = "" if len(listed) <= _MOST_NAMED else ", …"
    return ", ".join(listed[:_MOST_NAMED]) + more
