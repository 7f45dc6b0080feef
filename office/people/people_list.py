"""Lists of people that offices send -> the roster, and the list of those who may not enter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from chalicelib.contest.identity import fold_identifier
from chalicelib.use_cases.enrol import RosterEntry
from office.contest_file.excluded_file import excluded_of_rows
from office.contest_file.findings import Findings
from office.contest_file.roster_file import Listed, RosterRules, roster_of_rows
from office.contest_file.units_file import fold_name
from office.people.canonical import EXCLUDED_COLUMNS, Cells
from office.people.columns import IGNORED, Asked, excluded_columns, people_columns
from office.people.units_typed import is_sum
from office.tables.columns import Column
from office.tables.sheets import TableRow, read_rows

SHOWN_DIGITS = 4
"""How much of an identifier is shown, to tell people of one name apart."""


def read_people(
    paths: Sequence[Path], asked: Asked, rules: RosterRules, findings: Findings
) -> tuple[RosterEntry, ...] | None:
    """Return the people of all files together in their order, or None after an error."""
    errors = findings.errors()
    rows = _read_all(paths, people_columns(asked), findings)
    listed: Sequence[Listed] = roster_of_rows(rows, rules, findings)
    return None if findings.errors() > errors else tuple(each.entry for each in listed)


def read_excluded_people(
    paths: Sequence[Path], asked: Asked, roles: Sequence[str], findings: Findings
) -> dict[str, Cells] | None:
    """Return the rows of ``excluded.csv`` by identifier, or None after an error.

    A role is understood however it is capitalised.
    """
    errors = findings.errors()
    by_name = {fold_name(role): role for role in roles}
    rows = [_with_role(row, by_name) for row in _read_all(paths, excluded_columns(asked), findings)]
    excluded_of_rows(rows, roles, findings)
    if findings.errors() > errors:
        return None
    cells = [
        {name: cell.text for name, cell in row.cells.items() if name in EXCLUDED_COLUMNS}
        for row in rows
    ]
    return {
        folded: {**row, "identifier": folded}
        for row in cells
        if (folded := fold_identifier(row["identifier"]))
    }


def roster_cells(entries: Iterable[RosterEntry]) -> dict[str, Cells]:
    """Return the rows of ``roster.csv``, by identifier."""
    return {
        entry.identifier: {
            "identifier": entry.identifier,
            "name": entry.name,
            "birth_date": entry.birth_date,
            **{
                column: cell
                for column in ("unit", "division", "phone")
                if (cell := getattr(entry, column))
            },
        }
        for entry in entries
    }


def shown_identifier(identifier: str) -> str:
    """Return the end of an identifier, which tells people of one name apart and gives none away.

    >>> shown_identifier("019099001234"), shown_identifier("AB12")
    ('•••• 1234', '•••• 2')
    """
    digits = min(SHOWN_DIGITS, len(identifier) // 3)
    return f"•••• {identifier[-digits:]}"


def _read_all(
    paths: Sequence[Path], columns: Sequence[Column], findings: Findings
) -> list[TableRow]:
    rows: list[TableRow] = []
    for path in paths:
        rows += [
            row
            for row in read_rows(path, columns, findings, shown=str(path)) or ()
            if row.refused or not (row.cells.keys() <= IGNORED or is_sum(row))
        ]
    return rows


def _with_role(row: TableRow, by_name: Mapping[str, str]) -> TableRow:
    role = row.cells.get("role")
    if role is None or fold_name(role.text) not in by_name:
        return row
    named = replace(role, text=by_name[fold_name(role.text)])
    return replace(row, cells={**row.cells, "role": named})
