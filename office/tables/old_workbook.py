"""Workbooks of Excel 97-2003, read by a process of its own.

The format is binary, so what a file will cost cannot be seen before it is read; a damaged one may
ask for more memory than there is, which ends the process that reads it.  An error in a cell reads
as an empty cell here, since the library tells no difference.
"""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import (
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from office.contest_file.codes import Code
from office.contest_file.findings import Place
from office.tables.archive import broken
from office.tables.grid import Block, CellValue, Grid, GridRow, TableRefusedError, too_large
from office.tables.limits import MOST_CELLS
from office.tables.sheet_names import choose_sheets, name_sheet

_SECONDS = 20
_MOST_MEMORY = 2 << 30
_KINDS: dict[str, Any] = {"date": date.fromisoformat, "moment": datetime.fromisoformat}


def read_old_workbook(data: bytes, shown: str, sheet: str | None) -> Iterator[Grid]:
    """Yield the sheets of a workbook: the named one, or all that are visible."""
    book = _read_apart(data, shown)
    for name in choose_sheets(list(book["sheets"]), book["visible"], shown, sheet):
        title = name_sheet(shown, name, book["visible"])
        found = book["sheets"][name]
        if found["cells"] > MOST_CELLS:
            raise too_large(title, "cells", found["cells"], MOST_CELLS)
        rows: list[GridRow] = [
            (line, [_value_of(cell) for cell in row])
            for line, row in enumerate(found["rows"], start=1)
        ]
        merged = tuple(Block(*block) for block in found["merged"] if block[0] <= len(rows))
        yield Grid(shown=title, name=name, rows=rows.__iter__, merged=merged)


def _read_apart(data: bytes, shown: str) -> Any:
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        book = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        raise broken(shown) from None
    if book is None:
        raise TableRefusedError(Code.TABLE_LOCKED, Place(path=shown), file=shown)
    return book


def _value_of(cell: Any) -> CellValue:
    if isinstance(cell, dict):
        ((kind, text),) = cell.items()
        value: CellValue = _KINDS[kind](text) if kind in _KINDS else timedelta(seconds=float(text))
        return value
    typed: CellValue = cell
    return typed


def _told(value: Any) -> Any:
    """Return a cell as JSON has it."""
    match value:
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"span": value.hour * 3600 + value.minute * 60 + value.second}
        case timedelta():
            return {"span": value.total_seconds()}
        case _:
            return value


def _sheet(book: CalamineWorkbook, name: str) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(name)
    cells = sheet.total_height * sheet.total_width
    rows: list[list[Any]] = []
    if sheet.start is not None and cells <= MOST_CELLS:
        before = [""] * sheet.start[1]
        rows = [before + [_told(cell) for cell in row] for row in sheet.iter_rows()]
    merged = [
        [top + 1, left + 1, bottom + 1, right + 1]
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        if (top, left) != (bottom, right)
    ]
    return {"cells": cells, "rows": rows, "merged": merged}


def _answer(data: bytes) -> Any:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        return None
    sheets = [each for each in book.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
    return {
        "visible": [each.name for each in sheets if each.visible is SheetVisibleEnum.Visible],
        "sheets": {each.name: _sheet(book, each.name) for each in sheets},
    }


def main() -> None:
    """Read a workbook from the standard input and print its sheets as JSON."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
