"""Tables for people and programs: no cell of them is ever a formula.

1. In a workbook text is a text cell whatever it begins with, and nothing becomes a link.
2. CSV has no types: text that a spreadsheet would take for a formula gets an apostrophe before it.
3. A file is written whole or not at all; the same rows give the same bytes.
"""

import csv
import io
import os
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from textwrap import wrap
from typing import TypeAlias

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from office.abandoned import BESIDE_SUFFIX, remove_abandoned
from office.tables.limits import MOST_CELL_LETTERS

CellOut: TypeAlias = str | int | Decimal | None
Formats: TypeAlias = dict[str, Format]

_FORMULA = re.compile(r"[\s\u200b\ufeff'\"]*[=+\-@|%]|[\t\r\n]")
_DAY_ZERO = datetime(2000, 1, 1, tzinfo=UTC)
_NAME_OUT = re.compile(r"[\[\]:*?/\\]")
_NARROWEST, _WIDEST = 6, 60
_MEASURED_ROWS = 500
_A4 = 9
_LINE_HEIGHT = 18
_MOST_LINES = 20
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOut:
    """One sheet to write: headings and rows; text and numbers, None for an empty cell.

    A decimal is rounded already and shown with all its decimals.
    ``title`` and ``notes`` stand above the headings.  ``widths`` are in letters; where they are not
    given, columns are as wide as what they hold.
    """

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[CellOut]]
    title: str = ""
    notes: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()


def write_xlsx(path: Path, sheets: Sequence[SheetOut]) -> None:
    """Write a workbook that opens ready to read, filter and print on A4.

    Raises ValueError where a text is longer than a cell holds, OSError where it cannot be written.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": _DAY_ZERO})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"italic": True}),
        "heading": book.add_format(
            {
                "bold": True,
                "border": 1,
                "bg_color": "#E8EEF4",
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
            }
        ),
        "text": book.add_format(
            {"border": 1, "text_wrap": True, "valign": "vcenter", "num_format": "@", "indent": 1}
        ),
        **{
            form: book.add_format({"border": 1, "valign": "vcenter", "num_format": form})
            for sheet in sheets
            for row in sheet.rows
            for form in {_number_format(cell) for cell in row if isinstance(cell, (int, Decimal))}
        },
    }
    taken: set[str] = set()
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet_name(sheet.name, taken)), sheet, formats)
    book.close()
    replace_file(path, stream.getvalue())


def write_csv(path: Path, sheet: SheetOut) -> None:
    """Write headings and rows as CSV: UTF-8 with a byte order mark, every formula disarmed.

    Raises OSError where it cannot be written.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([disarm(heading) for heading in sheet.headings])
    for row in sheet.rows:
        writer.writerow([disarm(cell) if isinstance(cell, str) else cell for cell in row])
    replace_file(path, stream.getvalue().encode("utf-8-sig", errors="replace"))


def disarm(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, whichever width its letters have.

    >>> disarm("=1+1"), disarm("＝1+1"), disarm("Điều 1 = 2")
    ("'=1+1", "'＝1+1", 'Điều 1 = 2')
    """
    return f"'{text}" if _FORMULA.match(unicodedata.normalize("NFKC", text)) else text


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name that a workbook allows and has not yet, and note it as taken.

    >>> sheet_name("Vòng 1/2", {"vòng 1-2"})
    'Vòng 1-2 (2)'
    """
    plain = _NAME_OUT.sub("-", wanted).strip(" '")[:31] or "-"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        more = f" ({number})"
        name = plain[: 31 - len(more)] + more
    taken.add(name.casefold())
    return name


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside its place, then move it there: whoever reads sees the old or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_abandoned(path.parent)
    handle, beside = tempfile.mkstemp(
        dir=path.parent, prefix=f".{path.name}.", suffix=BESIDE_SUFFIX
    )
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(0o600)
        os.replace(beside, path)  # noqa: PTH105 - the one call that replaces on every system
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _write_sheet(page: Worksheet, sheet: SheetOut, formats: Formats) -> None:
    above = [("title", sheet.title)] if sheet.title else []
    above += [("note", note) for note in sheet.notes]
    for line, (kind, text) in enumerate(above):
        page.write_string(line, 0, _writable(text), formats[kind])
    page.set_default_row(_LINE_HEIGHT)
    first = len(above) + 1 if above else 0
    widths = sheet.widths or _widths_of(sheet)
    page.set_row(first, _LINE_HEIGHT * _lines(sheet.headings, widths) + _LINE_HEIGHT // 2)
    for column, heading in enumerate(sheet.headings):
        page.write_string(first, column, _writable(heading), formats["heading"])
    for line, row in enumerate(sheet.rows, start=first + 1):
        lines = _lines(row, widths)
        if lines > 1:
            page.set_row(line, _LINE_HEIGHT * min(lines, _MOST_LINES))
        for column, cell in enumerate(row):
            if cell is None or cell == "":
                page.write_blank(line, column, None, formats["text"])
            elif isinstance(cell, str):
                page.write_string(line, column, _writable(cell), formats["text"])
            else:
                page.write_number(line, column, cell, formats[_number_format(cell)])
    last = max(len(sheet.headings) - 1, 0)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.freeze_panes(first + 1, 0)
    page.autofilter(first, 0, first + len(sheet.rows), last)
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(first)
    page.set_footer("&C&P/&N")


def _widths_of(sheet: SheetOut) -> list[int]:
    """Return how many letters wide each column is: as its longest line, within reason."""
    return [
        min(
            max(
                _NARROWEST,
                max(len(word) for word in [*heading.split(), ""]) + 4,
                *(len(_shown(row, column)) + 4 for row in sheet.rows[:_MEASURED_ROWS]),
            ),
            _WIDEST,
        )
        for column, heading in enumerate(sheet.headings)
    ]


def _lines(row: Sequence[CellOut], widths: Sequence[int]) -> int:
    r"""Return how many lines the tallest cell of a row takes.

    >>> _lines(("Số người của đơn vị", "Điểm"), (9, 8)), _lines(("a\nb", 7), (9, 8))
    (3, 2)
    """
    return max(
        (
            sum(len(wrap(line, max(width - 1, 1))) or 1 for line in cell.split("\n"))
            for cell, width in zip(row, widths, strict=False)
            if isinstance(cell, str)
        ),
        default=1,
    )


def _number_format(number: int | Decimal) -> str:
    """Return how a spreadsheet shows a number.

    >>> _number_format(7), _number_format(Decimal("7.50"))
    ('#,##0', '#,##0.00')
    """
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _shown(row: Sequence[CellOut], column: int) -> str:
    cell = row[column] if column < len(row) else None
    return "" if cell is None else max(str(cell).split("\n"), key=len)


def _writable(text: str) -> str:
    if len(text) > MOST_CELL_LETTERS:
        raise ValueError(f"a cell holds {MOST_CELL_LETTERS} letters, not {len(text)}")
    return _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
