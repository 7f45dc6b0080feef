"""What offices fill in and what they get back: templates of every list, the units as a sheet."""

from collections.abc import Iterable, Mapping, Sequence

from chalicelib.contest.rules import Division
from chalicelib.contest.units import Unit
from office.people.canonical import Cells, units_columns_of
from office.people.columns import (
    Asked,
    ListKind,
    excluded_columns,
    headcount_columns,
    is_headcount,
    people_columns,
    units_columns,
)
from office.tables.columns import Column
from office.tables.write import CellOut, SheetOut
from office.texts import text

EMPTY_ROWS = 500
"""So many rows are ready to be filled in, as text cells: leading zeros stay."""


def template(
    kind: ListKind,
    asked: Asked,
    *,
    units: Sequence[Unit] = (),
    divisions: Sequence[Division] = (),
    roles: Sequence[str] = (),
) -> tuple[SheetOut, ...]:
    """Return an empty list to fill in, with advice on its columns and the names that it may use."""
    columns = _columns(kind, asked, has_divisions=bool(divisions))
    heads = tuple(column.name for column in columns)
    sheets = [
        SheetOut(
            name=text(f"people.sheet_{kind}"),
            headings=heads,
            rows=[[None] * len(heads)] * EMPTY_ROWS,
            widths=tuple(_WIDTHS.get(column.key, 18) for column in columns),
        ),
        SheetOut(
            name=text("people.sheet_advice"),
            headings=(text("people.advice_column"), text("people.advice_meaning")),
            rows=[[column.name, _advice(kind, column)] for column in columns],
        ),
    ]
    if kind in {ListKind.PEOPLE, ListKind.HEADCOUNTS} and units:
        choosable = [unit for unit in units if unit.selectable or kind is ListKind.HEADCOUNTS]
        sheets.append(
            SheetOut(
                name=text("people.sheet_unit_names"),
                headings=(text("people.advice_id"), text("people.advice_name")),
                rows=[[unit.id, unit.name] for unit in choosable],
            )
        )
    if kind is ListKind.PEOPLE and divisions:
        sheets.append(
            SheetOut(
                name=text("people.sheet_division_names"),
                headings=(text("people.advice_id"), text("people.advice_name")),
                rows=[[division.id, division.name] for division in divisions],
            )
        )
    if kind is ListKind.EXCLUDED:
        sheets.append(
            SheetOut(
                name=text("people.sheet_roles"),
                headings=(text("people.advice_name"),),
                rows=[[role] for role in roles],
            )
        )
    return tuple(sheets)


def units_sheet(rows: Iterable[Cells]) -> SheetOut:
    """Return the rows of ``units.csv`` as a sheet that can be read in again."""
    listed = list(rows)
    used = units_columns_of(listed)
    known = {
        column.key: column
        for column in units_columns([each for each in used if is_headcount(each)])
    }
    return SheetOut(
        name=text("people.sheet_units"),
        headings=tuple(known[each].name for each in used),
        rows=[[_cell(each, row) for each in used] for row in listed],
    )


def _cell(column: str, row: Mapping[str, str]) -> CellOut:
    typed = row.get(column)
    counts = column == "headcount" or is_headcount(column)
    return int(typed) if typed and counts and typed.isdecimal() else typed


def _columns(kind: ListKind, asked: Asked, *, has_divisions: bool) -> tuple[Column, ...]:
    match kind:
        case ListKind.PEOPLE:
            columns = people_columns(asked)
        case ListKind.EXCLUDED:
            columns = excluded_columns(asked)
        case ListKind.UNITS:
            columns = units_columns()
        case ListKind.HEADCOUNTS:
            columns = headcount_columns()
    last = [column for column in columns if column.key == "number"]
    return tuple(
        column for column in [*last, *columns[:-1]] if has_divisions or column.key != "division"
    )


def _advice(kind: ListKind, column: Column) -> str:
    needed = text("people.needed" if column.required else "people.optional")
    key = f"people.advice_{kind}_{column.key}"
    return f"{needed}. {text(key)}"


_WIDTHS = {"number": 6, "name": 30, "unit": 34, "role": 34, "note": 30, "birth_date": 14}
