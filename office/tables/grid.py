"""A table as it stands in its file: rows of cells, before anybody asks what they mean."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias

from office.contest_file.codes import Code
from office.contest_file.details import Detail, phrase
from office.contest_file.findings import Place


class Fault(StrEnum):
    """A cell without a value of its own: a spreadsheet's error, or a formula never computed."""

    ERROR = "error"
    NO_RESULT = "no_result"


CellValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | Fault
GridRow: TypeAlias = tuple[int, Sequence[CellValue]]
"""A row's number from 1, as its program shows it, and its cells from the first column on."""


@dataclass(frozen=True, slots=True)
class Block:
    """Cells that are merged into one: first and last row, first and last column, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """Return the block as a spreadsheet names it.

        >>> str(Block(2, 1, 3, 28))
        'A2:AB3'
        """
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table: how findings name it, its rows, its merged cells.

    ``rows`` makes them anew at every call, row by row; ``name`` is what its program calls it.
    """

    shown: str
    rows: Callable[[], Iterable[GridRow]]
    name: str = ""
    merged: tuple[Block, ...] = field(default=())


class TableRefusedError(Exception):
    """A file cannot be used as a table; it carries the finding that says why."""

    def __init__(self, code: Code, place: Place, **details: Detail) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.details = details


def too_large(
    shown: str, of: str, count: int, most: int, line: int = 1, **more: Detail
) -> TableRefusedError:
    """Return the refusal of a table that has more of something than is read."""
    size = phrase(f"office.table.{of}", count=count, most=most, **more)
    return TableRefusedError(Code.TABLE_TOO_LARGE, Place(path=shown, line=line), size=size)


def cell_name(row: int, column: int) -> str:
    """Return what a spreadsheet calls a cell.

    >>> cell_name(7, 3), cell_name(1, 702), cell_name(1, 703)
    ('C7', 'ZZ1', 'AAA1')
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
