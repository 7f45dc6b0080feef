"""``units.csv`` -> units: one row a unit, and what must hold for the tree that they form.

1. Ids are unique.  Names are unique among the units of one parent, whatever their case: two cities
   may each have a "Phường 1", one city may not.
2. A parent is a unit of the same file, and nothing is its own ancestor.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.contest.ids import UnitId
from chalicelib.contest.units import Unit
from office.contest_file import scalars
from office.contest_file.codes import Code
from office.contest_file.findings import Findings
from office.contest_file.tables import Row, read_table

REQUIRED = ("id", "name", "level")
OPTIONAL = ("parent", "headcount", "selectable", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A unit and the row that it was read from."""

    unit: Unit
    row: Row


def read_units(text: str, shown: str, findings: Findings) -> tuple[Unit, ...] | None:
    """Return the units in the order of the file, or None after an error.

    The column ``note`` is for the office's own remarks and is not read.
    """
    errors = findings.errors()
    rows = read_table(text, shown, REQUIRED, OPTIONAL, findings)
    if rows is None:
        return None
    lines = [_Line(unit=_read_unit(row, findings), row=row) for row in rows]
    if findings.errors() == errors:
        _check_ids(lines, findings)
    if findings.errors() == errors:
        _check_names(lines, findings)
        _check_parents(lines, findings)
    return tuple(line.unit for line in lines) if findings.errors() == errors else None


def _read_unit(row: Row, findings: Findings) -> Unit:
    id_ = row.required("id", findings)
    name = row.required("name", findings)
    level = row.required("level", findings)
    parent, headcount = row.cells.get("parent"), row.cells.get("headcount")
    selectable = row.cells.get("selectable")
    return Unit(
        id=UnitId(scalars.read_slug(id_, findings) if id_ else ""),
        name=name.text if name else "",
        level=scalars.read_slug(level, findings) if level else "",
        parent=UnitId(parent.text) if parent else None,
        headcount=scalars.read_whole(headcount, 1, findings) if headcount else None,
        selectable=scalars.read_flag(selectable, findings) if selectable else True,
    )


def _check_ids(lines: Sequence[_Line], findings: Findings) -> None:
    first: dict[str, int] = {}
    for line in lines:
        seen = first.setdefault(line.unit.id, line.row.place.line)
        if seen != line.row.place.line:
            place = line.row.cells["id"].place
            findings.add(Code.DUPLICATE_UNIT, place, unit=line.unit.id, line=seen)


def _check_names(lines: Sequence[_Line], findings: Findings) -> None:
    first: dict[tuple[UnitId | None, str], int] = {}
    for line in lines:
        key = (line.unit.parent, line.unit.name.casefold())
        seen = first.setdefault(key, line.row.place.line)
        if seen != line.row.place.line:
            place = line.row.cells["name"].place
            findings.add(Code.DUPLICATE_UNIT_NAME, place, name=line.unit.name, line=seen)


def _check_parents(lines: Sequence[_Line], findings: Findings) -> None:
    parents = {line.unit.id: line.unit.parent for line in lines}
    for line in lines:
        parent = line.unit.parent
        if parent is not None and parent not in parents:
            hint = scalars.hint_for(parent, parents)
            place = line.row.cells["parent"].place
            findings.add(Code.UNKNOWN_PARENT, place, parent=parent, hint=hint)
    reported: set[UnitId] = set()
    for line in lines:
        circle = _circle(line.unit.id, parents)
        if circle and reported.isdisjoint(circle):
            findings.add(Code.UNIT_CYCLE, line.row.cells["parent"].place, units=" -> ".join(circle))
        reported.update(circle)


def _circle(start: UnitId, parents: dict[UnitId, UnitId | None]) -> list[UnitId]:
    """Return the units from ``start`` up to itself again, or nothing where that never happens."""
    chain = [start]
    current = parents.get(start)
    while current is not None and current not in chain:
        chain.append(current)
        current = parents.get(current)
    return [*chain, start] if current == start else []
