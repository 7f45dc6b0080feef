"""The contest's own tables: ``units.csv``, ``roster.csv``, ``excluded.csv``, row by row.

They are written in UTF-8 with commas, in the order of the list: the same list gives the same bytes,
and what is written is read back as it was.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from chalicelib.contest.errors import InvalidInputError
from chalicelib.contest.identity import fold_identifier
from office.contest_file import excluded_file, roster_file, units_file
from office.contest_file.findings import Findings, Place
from office.contest_file.tables import read_table
from office.contest_file.text_file import read_text
from office.people.columns import is_headcount

Cells: TypeAlias = Mapping[str, str]
"""What a row says, by column; a cell left out is empty."""

ROSTER_COLUMNS = (*roster_file.REQUIRED, *roster_file.OPTIONAL)
EXCLUDED_COLUMNS = (*excluded_file.REQUIRED, *excluded_file.OPTIONAL)
_KNOWN = (*units_file.REQUIRED, *units_file.OPTIONAL, *ROSTER_COLUMNS, *EXCLUDED_COLUMNS)


def read_canonical(path: Path, key: str) -> dict[str, Cells]:
    """Return the rows of a table as they stand, by the column ``key``, identifiers folded.

    Nothing where there is no such table, or none that can be read: what takes its place is checked,
    not what it was.
    """
    findings = Findings()
    text = read_text(path, path.name, findings, Place(path=path.name)) if path.exists() else None
    rows = (
        ()
        if text is None
        else read_table(text, path.name, (key,), _KNOWN, findings, also=is_headcount)
    )
    found = [{name: cell.text for name, cell in row.cells.items()} for row in rows or ()]
    return {_folded(row[key], key): row for row in found if key in row}


def table_text(columns: Sequence[str], rows: Iterable[Cells]) -> str:
    """Return a table as it is written.

    >>> print(table_text(("id", "name"), [{"name": "Tổ 1, 2", "id": "a"}, {"id": "b"}]), end="")
    id,name
    a,"Tổ 1, 2"
    b,
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()


def units_columns_of(rows: Iterable[Cells]) -> tuple[str, ...]:
    """Return the columns that some unit fills, in their usual order, the note last.

    >>> units_columns_of([{"id": "a", "name": "A", "level": "so", "headcount:CBCCVC": "3"}])
    ('id', 'name', 'level', 'headcount:CBCCVC')
    """
    used = dict.fromkeys(column for row in rows for column in row)
    *plain, note = units_file.OPTIONAL
    return (
        *units_file.REQUIRED,
        *(column for column in plain if column in used),
        *(column for column in used if is_headcount(column)),
        *((note,) if note in used else ()),
    )


def _folded(typed: str, key: str) -> str:
    if key != "identifier":
        return typed
    try:
        return fold_identifier(typed)
    except InvalidInputError:
        return typed
