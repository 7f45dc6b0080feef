"""Tables of a text document: the text as it reads now, whatever was tracked, tagged or nested."""

from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from office.tables.archive import broken, pack
from office.tables.grid import Block, Grid, GridRow, too_large
from office.tables.limits import MOST_COLUMNS, MOST_DOCUMENT_BYTES, MOST_ROWS

_TABLE, _ROW, _CELL, _PARAGRAPH = (qn(f"w:{name}") for name in ("tbl", "tr", "tc", "p"))
_TEXT, _TAB, _PROPERTIES = qn("w:t"), qn("w:tab"), qn("w:tcPr")
_BREAKS = {qn("w:br"), qn("w:cr"), _PARAGRAPH}
_GONE = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:tabs"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
"""What was deleted or moved away with changes tracked; tab stops; second versions of drawings."""


def read_document(parts: dict[str, bytes], shown: str) -> Iterator[Grid]:
    """Yield the tables of a document in their order, nested ones after those that hold them."""
    body_size = len(parts.get("word/document.xml", b""))
    if body_size > MOST_DOCUMENT_BYTES:
        raise too_large(shown, "unpacked", body_size, MOST_DOCUMENT_BYTES)
    try:
        body = docx.Document(pack(parts)).element.body
    except Exception as error:  # The library lets through whatever its parsers meet.
        raise broken(shown) from error
    tables = list(body.iter(_TABLE))
    for number, table in enumerate(tables, start=1):
        name = shown if len(tables) == 1 else f"{shown}[{number}]"
        rows, merged = _read_table(table, name)
        yield Grid(shown=name, rows=rows.__iter__, name=str(number), merged=tuple(merged))


def _read_table(table: Any, shown: str) -> tuple[list[GridRow], list[Block]]:
    rows: list[GridRow] = []
    merged: list[Block] = []
    down: dict[int, Block] = {}
    for number, row in enumerate(_below(table, _ROW), start=1):
        if number > MOST_ROWS:
            raise too_large(shown, "rows", number, MOST_ROWS, number)
        cells: list[str] = []
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            rows.append((number, cells))
            continue
        for cell in _below(row, _CELL):
            left = len(cells) + 1
            span, goes_on, starts = _merge_of(cell)
            if left + span > MOST_COLUMNS:
                raise too_large(shown, "columns", left + span - 1, MOST_COLUMNS, number)
            cells += [_text_of(cell), *[""] * (span - 1)]
            if goes_on and left in down:
                merged.remove(down[left])
                block = Block(down[left].top, left, number, down[left].right)
            else:
                block = Block(number, left, number, left + span - 1)
            if starts or goes_on:
                down[left] = block
            else:
                down.pop(left, None)
            if block.top < block.bottom or block.left < block.right or starts:
                merged.append(block)
        rows.append((number, cells))
    return rows, [
        block for block in merged if (block.top, block.left) != (block.bottom, block.right)
    ]


def _merge_of(cell: Any) -> tuple[int, bool, bool]:
    """Return how many columns a cell spans, whether it goes on from above and whether it starts."""
    span, goes_on, starts = 1, False, False
    for each in cell.iterfind(f"{_PROPERTIES}/*"):
        if each.tag == qn("w:gridSpan"):
            typed = each.get(qn("w:val"), "1")
            span = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
        elif each.tag == qn("w:vMerge"):
            starts = each.get(qn("w:val")) == "restart"
            goes_on = not starts
    return max(span, 1), goes_on, starts


def _below(element: Any, tag: str) -> Iterator[Any]:
    """Yield the parts of a table that are its own, through the tags that may stand between."""
    stack = list(reversed(element))
    while stack:
        each = stack.pop()
        if each.tag == tag:
            yield each
        elif each.tag not in {_TABLE, _CELL, *_GONE}:
            stack += reversed(each)


def _text_of(cell: Any) -> str:
    """Return what a cell shows: its own paragraphs, without tables inside it."""
    parts: list[str] = []
    stack = list(reversed(cell))
    while stack:
        each = stack.pop()
        if each.tag == _TEXT:
            parts.append(each.text or "")
        elif each.tag == _TAB:
            parts.append(" ")
        elif each.tag not in {_TABLE, *_GONE}:
            if each.tag in _BREAKS and parts:
                parts.append("\n")
            stack += reversed(each)
    return "".join(parts)
