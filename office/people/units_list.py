"""Lists of units and of their headcounts that offices send -> the rows of ``units.csv``.

1. A list of units is the whole list: who is not on it goes out.  Columns that it does not have stay
   as they are for the units that stay.  Ids, levels and superior units may be left to their names.
2. A list of headcounts fills one column, that of a kind and a day, for the units that it names; the
   others keep what they have.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from chalicelib.contest.units import Unit
from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place
from office.contest_file.roster_file import UnitNames
from office.contest_file.scalars import read_whole
from office.contest_file.units_file import HEADCOUNT, units_of_rows
from office.people.canonical import Cells
from office.people.columns import IGNORED, headcount_columns, is_headcount, units_columns
from office.people.units_typed import is_sum, plain_count, unit_rows
from office.tables.sheets import TableRow, read_rows


def read_units_list(
    path: Path, kind: str, before: Iterable[Cells], findings: Findings
) -> tuple[Cells, ...] | None:
    """Return the rows of ``units.csv`` as a list of units makes them, or None after an error."""
    errors = findings.errors()
    headcounts = _headcount_headings(path)
    read = read_rows(path, units_columns(headcounts), findings, shown=str(path))
    listed = list(before)
    rows = unit_rows(
        [row for row in read or () if row.refused or not row.cells.keys() <= IGNORED], listed
    )
    if read is None or findings.errors() > errors:
        return None
    units_of_rows(rows, str(path), kind, findings)
    if findings.errors() > errors:
        return None
    known = rows[0].columns.keys() if rows else frozenset()
    former = {row["id"]: row for row in listed if "id" in row}
    return tuple(
        {
            **{k: v for k, v in former.get(_id(row), {}).items() if k not in known},
            **{k: cell.text for k, cell in row.cells.items() if k != "number"},
        }
        for row in rows
    )


def headcount_column(kind: str, on: date | None) -> str:
    """Return the column of a kind of headcount on a day; without a kind the plain one.

    >>> headcount_column("CBCCVC", date(2023, 8, 1)), headcount_column("", None)
    ('headcount:CBCCVC@2023-08-01', 'headcount')
    """
    if not kind:
        return "headcount"
    return f"{HEADCOUNT}{kind}" + (f"@{on.isoformat()}" if on else "")


def names_kind(rows: Iterable[Cells], kind: str) -> bool:
    """Tell whether a column of some row is a headcount of the kind.

    >>> names_kind([{"headcount:CBCCVC@2023-08-01": "7"}], "cbccvc")
    True
    """
    kinds = {
        column.removeprefix(HEADCOUNT).partition("@")[0].strip().casefold()
        for row in rows
        for column in row
        if is_headcount(column)
    }
    return kind.casefold() in kinds


def read_headcounts(
    path: Path, units: Sequence[Unit], findings: Findings
) -> Mapping[str, str] | None:
    """Return the headcount of every unit that a list names, or None after an error."""
    errors = findings.errors()
    names = UnitNames(units)
    counts: dict[str, str] = {}
    first: dict[str, Place] = {}
    for row in read_rows(path, headcount_columns(), findings, shown=str(path)) or ():
        if (row.cells.keys() <= IGNORED and not row.refused) or is_sum(row):
            continue
        typed, count = row.required("unit", findings), row.required("count", findings)
        unit = names.find(typed, findings) if typed else None
        if typed is None or unit is None or count is None:
            continue
        seen = first.setdefault(unit, typed.place)
        if seen is not typed.place:
            findings.add(Code.REPEATED_WORD, typed.place, field=typed.field, typed=typed.text)
        counts[unit] = str(read_whole(plain_count(count), 1, findings))
    return None if findings.errors() > errors else counts


def with_headcounts(
    rows: Iterable[Cells], column: str, counts: Mapping[str, str]
) -> tuple[Cells, ...]:
    """Return the rows of ``units.csv`` with one column filled for the units that have a count."""
    return tuple(
        {**row, column: counts[row["id"]]} if row.get("id") in counts else row for row in rows
    )


def _headcount_headings(path: Path) -> tuple[str, ...]:
    """Return the headings of headcounts of some kind, which are known from the file alone."""
    scratch = Findings()
    read_rows(path, units_columns(), scratch, shown=str(path))
    typed = (str(dict(found.details).get("field", "")) for found in scratch.found)
    return tuple(dict.fromkeys(name for name in typed if is_headcount(name)))


def _id(row: TableRow) -> str:
    return row.cells["id"].text
