"""``units.csv`` -> units: one row a unit, and what must hold for the tree that they form.

1. Ids are unique.  Names are unique among the units of one parent, whatever their case: two cities
   may each have a "Phường 1", one city may not.
2. A parent is a unit of the same file, and nothing is its own ancestor.
3. Names and aliases that differ only in marks, blanks or case are pointed out.
4. A column ``headcount:KIND`` or ``headcount:KIND@DAY`` is a headcount of that kind.  The one that
   counts is the newest of the kind that the rules name, else the column ``headcount``.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.contest.ids import UnitId
from chalicelib.contest.units import Headcount, Unit
from office.contest_file import scalars
from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place
from office.contest_file.scalars import Scalar
from office.contest_file.tables import AnyRow, read_table

REQUIRED = ("id", "name", "level")
OPTIONAL = ("parent", "block", "aliases", "headcount", "selectable", "note")
HEADCOUNT = "headcount:"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A unit and the row that it was read from."""

    unit: Unit
    row: AnyRow


def read_units(
    text: str, shown: str, headcount_kind: str, findings: Findings
) -> tuple[Unit, ...] | None:
    """Return the units in the order of the file, or None after an error.

    The column ``note`` is for the office's own remarks and is not read.
    """
    rows = read_table(
        text, shown, REQUIRED, OPTIONAL, findings, also=lambda name: name.startswith(HEADCOUNT)
    )
    return None if rows is None else units_of_rows(rows, shown, headcount_kind, findings)


def units_of_rows(
    rows: Sequence[AnyRow], shown: str, headcount_kind: str, findings: Findings
) -> tuple[Unit, ...] | None:
    """Return the units of a table's rows in their order, or None after an error."""
    errors = findings.errors()
    lines = [_Line(unit=_read_unit(row, headcount_kind, findings), row=row) for row in rows]
    if findings.errors() == errors:
        _check_ids(lines, findings)
    if findings.errors() == errors:
        _check_names(lines, findings)
        _check_likeness(lines, findings)
        _check_parents(lines, findings)
        _check_kinds(lines, headcount_kind, shown, findings)
    return tuple(line.unit for line in lines) if findings.errors() == errors else None


def _read_unit(row: AnyRow, headcount_kind: str, findings: Findings) -> Unit:
    id_ = row.required("id", findings)
    name = row.required("name", findings)
    level = row.required("level", findings)
    parent, block = row.cells.get("parent"), row.cells.get("block")
    selectable, aliases = row.cells.get("selectable"), row.cells.get("aliases")
    typed = [alias.strip() for alias in (aliases.text if aliases else "").split("|")]
    plain = row.cells.get("headcount")
    count = scalars.read_whole(plain, 1, findings) if plain else None
    headcounts = tuple(
        _read_headcount(cell, findings)
        for column, cell in row.cells.items()
        if column.startswith(HEADCOUNT)
    )
    return Unit(
        id=UnitId(scalars.read_slug(id_, findings) if id_ else ""),
        name=name.text if name else "",
        level=scalars.read_slug(level, findings) if level else "",
        parent=UnitId(parent.text) if parent else None,
        block=block.text if block else "",
        aliases=tuple(alias for alias in typed if alias),
        headcount=_newest(headcounts, headcount_kind, count),
        headcounts=headcounts,
        selectable=scalars.read_flag(selectable, findings) if selectable else True,
    )


def _read_headcount(cell: Scalar, findings: Findings) -> Headcount:
    kind, at, day = cell.field.removeprefix(HEADCOUNT).partition("@")
    heading = Scalar(field=cell.field, text=day.strip(), place=cell.place)
    return Headcount(
        kind=kind.strip(),
        count=scalars.read_whole(cell, 1, findings),
        on=scalars.read_day(heading, findings) if at else None,
    )


def _newest(headcounts: Sequence[Headcount], kind: str, otherwise: int | None) -> int | None:
    """Return the count of the newest headcount of a kind; one without a day is the oldest."""
    fitting = [each for each in headcounts if each.kind.casefold() == kind.casefold()]
    newest = max(fitting, key=lambda each: each.on or date.min, default=None)
    return newest.count if newest else otherwise


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


def _check_likeness(lines: Sequence[_Line], findings: Findings) -> None:
    """Point out names of one parent's units, and aliases of any two units, that look alike."""
    alike: dict[tuple[UnitId | None, str], _Line] = {}
    names: dict[str, _Line] = {}
    for line in lines:
        folded = fold_name(line.unit.name)
        other = alike.setdefault((line.unit.parent, folded), line)
        names.setdefault(folded, line)
        if other.unit.name.casefold() != line.unit.name.casefold():
            findings.add(
                Code.UNITS_LOOK_ALIKE,
                line.row.cells["name"].place,
                name=line.unit.name,
                other=other.unit.name,
                line=other.row.place.line,
            )
    for line in lines:
        for alias in line.unit.aliases:
            other = names.setdefault(fold_name(alias), line)
            if other is not line:
                findings.add(
                    Code.ALIAS_COLLIDES,
                    line.row.cells["aliases"].place,
                    alias=alias,
                    other=other.unit.name,
                    line=other.row.place.line,
                )


def fold_name(name: str) -> str:
    """Return what is left of a name without marks, case, blanks and punctuation.

    >>> fold_name("Phường Đồng-Tâm") == fold_name("phuong  dong tam")
    True
    """
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if letter.isalnum())


def _check_kinds(lines: Sequence[_Line], kind: str, shown: str, findings: Findings) -> None:
    """Find a kind that the rules name and no column holds, where columns name kinds at all."""
    kinds = list(dict.fromkeys(each.kind for line in lines for each in line.unit.headcounts))
    has_plain = any("headcount" in line.row.cells for line in lines)
    if kind and kinds and not has_plain and kind.casefold() not in map(str.casefold, kinds):
        hint = scalars.hint_for(kind, kinds)
        findings.add(Code.UNKNOWN_HEADCOUNT_KIND, Place(path=shown), kind=kind, hint=hint)


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
