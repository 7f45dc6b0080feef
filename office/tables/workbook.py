"""Sheets of a workbook, read by calamine once it is known what they will cost.

Its ranges are dense: one cell at the far corner of an empty sheet would take more memory than any
computer has, and end the process.  So extent and text are measured first, in
``office.tables.extent``; what it reads as empty is found there too: errors, and formulas without a
result.
"""

from collections.abc import Callable, Iterator
from itertools import chain, repeat
from typing import TypeVar

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from office.contest_file.codes import Code
from office.contest_file.findings import Place
from office.tables.archive import broken, pack
from office.tables.extent import check_extent, faults_of
from office.tables.grid import Block, CellValue, Fault, Grid, GridRow, TableRefusedError
from office.tables.sheet_names import choose_sheets, name_sheet

T = TypeVar("T")

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(parts: dict[str, bytes], shown: str, sheet: str | None) -> Iterator[Grid]:
    """Yield the sheets of a workbook: the named one, or all that are visible."""
    check_extent(parts, shown)
    sheets = _sheets_of(parts, shown)
    book = _guard(lambda: CalamineWorkbook.from_filelike(pack(parts)), shown)
    visible = [
        each.name
        for each in book.sheets_metadata
        if each.typ is SheetTypeEnum.WorkSheet and each.visible is SheetVisibleEnum.Visible
    ]
    for name in choose_sheets(book.sheet_names, visible, shown, sheet):
        yield _grid(book, name, sheets.get(name, b""), name_sheet(shown, name, visible))


def _grid(book: CalamineWorkbook, name: str, part: bytes, shown: str) -> Grid:
    sheet = _guard(lambda: book.get_sheet_by_name(name), shown)
    merged = _guard(lambda: sheet.merged_cell_ranges, shown) or []
    last = sheet.end[0] + 1 if sheet.end else 0
    blocks = tuple(
        Block(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in merged
        if top < last and (top, left) != (bottom, right)
    )
    faults = faults_of(part)
    return Grid(shown=shown, name=name, merged=blocks, rows=lambda: _rows(sheet, faults, shown))


def _rows(
    sheet: CalamineSheet, faults: dict[tuple[int, int], Fault], shown: str
) -> Iterator[GridRow]:
    if sheet.start is None:
        values: Iterator[list[CellValue]] = iter(())
    else:
        values = _guarded(_guard(sheet.iter_rows, shown), shown)
    before: list[CellValue] = [""] * (sheet.start[1] if sheet.start else 0)
    faulty: dict[int, dict[int, Fault]] = {}
    for (line, column), fault in faults.items():
        faulty.setdefault(line, {})[column] = fault
    last = max(faulty, default=0)
    for line, read in enumerate(chain(values, repeat([])), start=1):
        if line > last and not read:
            return
        row = before + read if before and read else read
        for column, fault in faulty.get(line, {}).items():
            row = row + [""] * (column - len(row))
            row[column - 1] = fault
        yield line, row


def _guarded(rows: Iterator[list[CellValue]], shown: str) -> Iterator[list[CellValue]]:
    """Yield the rows; what goes wrong between two of them is a refusal too."""
    while (row := _guard(lambda: next(rows, None), shown)) is not None:
        yield row


def _guard(read: Callable[[], T], shown: str) -> T:
    """Call the reader of workbooks; whatever it meets in a file is a refusal."""
    try:
        return read()
    except PasswordError:
        raise TableRefusedError(Code.TABLE_LOCKED, Place(path=shown), file=shown) from None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise broken(shown) from error


def _sheets_of(parts: dict[str, bytes], shown: str) -> dict[str, bytes]:
    """Return the XML of every sheet by the sheet's name."""
    try:
        relations = {
            each.get("Id"): each.get("Target", "")
            for each in fromstring(parts.get(_RELATIONS, b""))
        }
        listed = [
            (each.get("name", ""), each.get(_ID))
            for each in fromstring(parts[_WORKBOOK]).iter()
            if each.tag.rpartition("}")[2] == "sheet"
        ]
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise broken(shown) from None
    return {name: parts.get(_path_of(relations.get(target, "")), b"") for name, target in listed}


def _path_of(target: str) -> str:
    path = target.lstrip("/")
    return path if path.startswith("xl/") else f"xl/{path}"
