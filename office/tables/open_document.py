"""Sheets of an OpenDocument spreadsheet.

Read here, not by calamine, which tells neither merged cells nor errors and unrolls every cell that
is repeated a million times.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from office.tables.archive import broken
from office.tables.grid import Block, CellValue, Fault, Grid, GridRow, too_large
from office.tables.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_WALKED_TAGS
from office.tables.sheet_names import choose_sheets, name_sheet

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (
    f"{_OASIS}{name}:1.0}}" for name in ("table", "office", "text", "style")
)
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_NUMBERS = ("float", "percentage", "currency")
_COMMENT = f"{_OFFICE}annotation"
_BLANKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}


def read_spreadsheet(parts: dict[str, bytes], shown: str, sheet: str | None) -> Iterator[Grid]:
    """Yield the sheets of a spreadsheet: the named one, or all that are visible."""
    content = parts.get("content.xml", b"")
    tags = content.count(b"<")
    if tags > MOST_WALKED_TAGS:
        raise too_large(shown, "tags", tags, MOST_WALKED_TAGS)
    tables: dict[str, _Table] = {}
    hidden: set[str] = set()
    try:
        for each in _elements(content):
            if each.tag == f"{_STYLE}style":
                if _is_hidden(each):
                    hidden.add(each.get(f"{_STYLE}name", ""))
            elif each.tag == f"{_TABLE}table":
                table = _Table(each.get(f"{_TABLE}style-name", ""), shown)
                tables.setdefault(each.get(f"{_TABLE}name", ""), table)
            elif tables:
                next(reversed(tables.values())).add(each)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise broken(shown) from None
    visible = [name for name, table in tables.items() if table.style not in hidden]
    for name in choose_sheets(list(tables), visible, shown, sheet):
        title = name_sheet(shown, name, visible)
        rows = tables[name].rows
        last = rows[-1][0] if rows else 0
        merged = tuple(block for block in tables[name].merged if block.top <= last)
        yield Grid(shown=title, name=name, rows=rows.__iter__, merged=merged)


def _elements(content: bytes) -> Iterator[Any]:
    """Yield the styles, each table as it begins, and each row when it is whole."""
    for event, element in iterparse(BytesIO(content), events=("start", "end")):
        if event == "start":
            if element.tag == f"{_TABLE}table":
                yield element
        elif element.tag in (f"{_STYLE}style", f"{_TABLE}table-row"):
            yield element
            element.clear()


def _is_hidden(style: Any) -> bool:
    properties = style.find(f"{_STYLE}table-properties")
    return properties is not None and properties.get(f"{_TABLE}display") == "false"


@dataclass(slots=True)
class _Table:
    """A sheet as far as it has been read."""

    style: str
    shown: str
    rows: list[GridRow] = field(default_factory=list)
    merged: list[Block] = field(default_factory=list)
    line: int = 1
    filled: int = 0

    def add(self, row: Any) -> None:
        """Add a row as often as it is repeated; empty ones only count."""
        repeated = _count(row, "number-rows-repeated", self.shown)
        cells = _read_row(row, self.line, self.merged, self.shown)
        if cells:
            last = self.line + repeated - 1
            if last > MOST_ROWS:
                raise too_large(self.shown, "rows", last, MOST_ROWS, self.line)
            self.filled += repeated * len(cells)
            if self.filled > MOST_CELLS:
                raise too_large(self.shown, "cells", self.filled, MOST_CELLS, self.line)
            self.rows += [(self.line + again, cells) for again in range(repeated)]
        self.line += repeated


def _read_row(row: Any, line: int, merged: list[Block], shown: str) -> list[CellValue]:
    """Return the cells of a row without the empty ones at its end."""
    cells: list[CellValue] = []
    column = 1
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        repeated = _count(cell, "number-columns-repeated", shown)
        wide = _count(cell, "number-columns-spanned", shown)
        high = _count(cell, "number-rows-spanned", shown)
        if wide > 1 or high > 1:
            merged.append(Block(line, column, line + high - 1, column + wide - 1))
        value = "" if cell.tag == _CELLS[1] else _value_of(cell, shown)
        if value != "":
            last = column + repeated - 1
            if last > MOST_COLUMNS:
                raise too_large(shown, "columns", last, MOST_COLUMNS, line)
            cells += [""] * (column - 1 - len(cells))
            cells += [value] * repeated
        column += repeated
    return cells


def _value_of(cell: Any, shown: str) -> CellValue:
    kind = cell.get(f"{_OFFICE}value-type")
    if cell.get(f"{_CALC}value-type") == "error":
        return Fault.ERROR
    try:
        if kind in _NUMBERS:
            return float(cell.get(f"{_OFFICE}value"))
        if kind == "boolean":
            return bool(cell.get(f"{_OFFICE}boolean-value") == "true")
        if kind == "date":
            typed = cell.get(f"{_OFFICE}date-value")
            return datetime.fromisoformat(typed) if "T" in typed else date.fromisoformat(typed)
    except (ValueError, TypeError):
        raise broken(shown) from None
    if kind == "time":
        return timedelta()
    text = "\n".join(_text_of(each) for each in cell.iterfind(f"{_TEXT}p"))
    if not text and kind is None and cell.get(f"{_TABLE}formula"):
        return Fault.NO_RESULT
    return text


def _text_of(paragraph: Any) -> str:
    """Return what a paragraph shows, comments left out."""
    parts: list[str] = []
    stack: list[Any] = [paragraph]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            parts.append(each)
            continue
        if each.tag in _BLANKS:
            parts.append(_BLANKS[each.tag])
        elif each.tag != _COMMENT:
            for inner in reversed(each):
                stack += [inner.tail or "", inner]
            stack.append(each.text or "")
    return "".join(parts)


def _count(element: Any, name: str, shown: str) -> int:
    typed = element.get(f"{_TABLE}{name}", "1")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 9):
        raise broken(shown)
    return max(int(typed), 1)
