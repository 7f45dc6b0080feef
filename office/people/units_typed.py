"""A list of units as offices type it -> rows with ids.

1. A unit without an id keeps the one that it has under this name in ``units.csv``; a new one gets
   its name in plain letters: ``Sở Nội vụ`` is ``so-noi-vu``.
2. A level in words becomes an id the same way; a superior unit may be named by its name.
3. A headcount typed as text may have dots between its thousands.
4. The row of a sum is no unit.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from office.contest_file.scalars import LONGEST_SLUG, SLUG, Scalar
from office.contest_file.units_file import fold_name
from office.people.canonical import Cells
from office.people.columns import is_headcount
from office.tables.sheets import TableRow

_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_SUMS = frozenset(map(fold_name, ("Tổng cộng", "Tổng số", "Tổng", "Cộng")))
_NAMING = ("number", "id", "identifier", "unit", "name")


def unit_rows(rows: Sequence[TableRow], before: Iterable[Cells]) -> list[TableRow]:
    """Return the rows of a list with an id, a level and a superior unit as ``units.csv`` has them.

    What cannot be told, two units of one name say, is left as it was typed.
    """
    former = _only([(row.get("name", ""), row["id"]) for row in before if "id" in row])
    found = [_counted(_with_id(row, former)) for row in rows if not is_sum(row)]
    ids = _only([(row.cells["name"].text, row.cells["id"].text) for row in found if _named(row)])
    known = {row.cells["id"].text for row in found if "id" in row.cells}
    return [_with_superior(_with_level(row), known, ids) for row in found]


def is_sum(row: TableRow) -> bool:
    """Tell whether a row is the sum below a list: whatever it counts, it names nobody."""
    named = {key: cell for key in _NAMING if (cell := row.cells.get(key))}
    others = row.cells.keys() & {"level", "birth_date", "role"}
    return not others and any(
        fold_name(cell.text.partition(":")[0]) in _SUMS for cell in named.values()
    )


def plain_count(cell: Scalar) -> Scalar:
    """Return a count without the dots between its thousands.

    A number cell never has them: a spreadsheet that made 1.234 of it is told as ``1,234``.
    """
    return replace(cell, text=cell.text.replace(".", "")) if _GROUPED.fullmatch(cell.text) else cell


def plain_id(name: str) -> str:
    """Return a name as an id, in plain small letters; empty where nothing of it is left.

    What is longer than an id may be is cut off.

    >>> plain_id("Sở, ban, ngành"), plain_id("Phường Đồng Quang 2")
    ('so-ban-nganh', 'phuong-dong-quang-2')
    """
    letters = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub("[^0-9a-z]+", "-", plain)[:LONGEST_SLUG].strip("-")


def _only(named: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return the ids by folded name, without the names that several units have."""
    pairs = [(fold_name(name), unit) for name, unit in named]
    times = Counter(name for name, _ in pairs)
    return {name: unit for name, unit in pairs if times[name] == 1}


def _named(row: TableRow) -> bool:
    return row.cells.keys() >= {"id", "name"}


def _with_id(row: TableRow, former: Mapping[str, str]) -> TableRow:
    name = row.cells.get("name")
    if "id" in row.cells or "id" in row.refused or name is None:
        return row
    made = former.get(fold_name(name.text)) or plain_id(name.text)
    cell = Scalar(field=row.names["id"], text=made, place=name.place)
    return replace(row, cells={"id": cell, **row.cells})


def _with_level(row: TableRow) -> TableRow:
    level = row.cells.get("level")
    if level is None or re.fullmatch(SLUG, level.text) or not plain_id(level.text):
        return row
    return replace(row, cells={**row.cells, "level": replace(level, text=plain_id(level.text))})


def _with_superior(row: TableRow, known: set[str], ids: Mapping[str, str]) -> TableRow:
    typed = row.cells.get("parent")
    if typed is None or typed.text in known or fold_name(typed.text) not in ids:
        return row
    superior = replace(typed, text=ids[fold_name(typed.text)])
    return replace(row, cells={**row.cells, "parent": superior})


def _counted(row: TableRow) -> TableRow:
    return replace(
        row,
        cells={
            key: plain_count(cell) if key == "headcount" or is_headcount(key) else cell
            for key, cell in row.cells.items()
        },
    )
