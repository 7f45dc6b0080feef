"""Tables as text: comma, semicolon or tab, whichever makes columns of the first rows.

A spreadsheet's own first line ``sep=;`` is taken at its word.
"""

import csv
from collections.abc import Iterator

from office.contest_file.codes import Code
from office.contest_file.findings import Place
from office.tables.grid import Grid, GridRow, TableRefusedError, too_large
from office.tables.limits import HEADING_ROWS, MOST_COLUMNS, MOST_LINES

_SEPARATORS = ";,\t"
_TOLD = "sep="
_WIDEST = 16_384
"""More columns than any spreadsheet has: such a line is not even cut into cells."""


def read_delimited(text: str, shown: str) -> Iterator[Grid]:
    """Yield the one table of a text."""
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        raise too_large(shown, "rows", len(lines), MOST_LINES)
    skipped = 0
    first = lines[0].strip('\r\n "')
    if first.lower() in {f"{_TOLD}{mark}" for mark in (*_SEPARATORS, "|")}:
        separator, skipped = first[-1], 1
    else:
        separator = _separator_of(lines[:HEADING_ROWS])
    yield Grid(shown=shown, rows=lambda: _rows(lines[skipped:], skipped, separator, shown))


def _separator_of(lines: list[str]) -> str:
    """Return what cuts one of the first lines into the most cells."""
    return max(_SEPARATORS, key=lambda mark: max(line.count(mark) for line in lines))


def _rows(lines: list[str], skipped: int, separator: str, shown: str) -> Iterator[GridRow]:
    reader = csv.reader(_lines(lines, separator, shown), delimiter=separator, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
                raise too_large(shown, "columns", len(cells), MOST_COLUMNS, line)
            yield line, cells
            line = reader.line_num + skipped + 1
    except csv.Error:
        raise TableRefusedError(Code.TABLE_SYNTAX, Place(path=shown, line=line), row=line) from None


def _lines(lines: list[str], separator: str, shown: str) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if len(line) > _WIDEST and line.count(separator) > _WIDEST:
            raise too_large(shown, "columns", line.count(separator) + 1, MOST_COLUMNS, number)
        yield f"{line}\n"
