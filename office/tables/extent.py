"""What a workbook's sheets would cost to read, and which of their cells have no value.

Measured on the sheets' XML: quickly where every cell says where it stands, as office programs write
them; else, or where that comes to too much, element by element, empty cells not counted.
"""

import re
from collections.abc import Mapping
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from office.tables.archive import broken
from office.tables.grid import Fault, cell_name, too_large
from office.tables.limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEET_TEXT_BYTES,
    MOST_WALKED_TAGS,
)

_PREFIX = rb"<(?:[\w.-]+:)?"
_CELL = re.compile(_PREFIX + rb"c[\s/>]")
_PLACED = re.compile(
    _PREFIX
    + rb"""c\s+(?:[\w:.-]+=(?:"[^"<>]*"|'[^'<>]*')\s+)*?r=["']([A-Z]{1,3})([0-9]{1,7})["']"""
)
_STRING_ENDS = re.compile(rb"</(?:[\w.-]+:)?si>")
_ERROR = re.compile(_PREFIX + rb"""c\s([^<>]*\bt=["']e["'][^<>]*)>""")
_NO_RESULT = re.compile(
    _PREFIX
    + rb"""c\s((?![^<>]*\bt=["']str["'])[^<>]*)>\s*"""
    + _PREFIX
    + rb"""f(?:\s[^<>]*)?(?:/>|>[^<]*</[^<>]*>)\s*(?:"""
    + _PREFIX
    + rb"""v\s*(?:/>|></[^<>]*>))?\s*</(?:[\w.-]+:)?c>"""
)
_FAULTS = (
    (re.compile(rb"[<:]f[\s/>]"), _NO_RESULT, Fault.NO_RESULT),
    (re.compile(rb"""["']e["']"""), _ERROR, Fault.ERROR),
)
"""What a sheet without such cells does not have either, and what finds them."""
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_SHARED = "xl/sharedstrings.xml"


def check_extent(parts: Mapping[str, bytes], shown: str) -> None:
    """Raise TableRefusedError where a sheet has more cells, or more text, than is read."""
    strings = [
        len(string)
        for name, part in parts.items()
        if name.lower() == _SHARED
        for string in _STRING_ENDS.split(part)
    ]
    for part in parts.values():
        if b"sheetData" in part:
            _check_sheet(part, strings, shown)


def faults_of(sheet: bytes) -> dict[tuple[int, int], Fault]:
    """Return the cells with an error, and the formulas that no program has computed yet."""
    found: dict[tuple[int, int], Fault] = {}
    for hint, pattern, fault in _FAULTS:
        for cell in pattern.finditer(sheet) if hint.search(sheet) else ():
            place = _REFERENCE.search(cell[1])
            if place:
                found[int(place[2]), _column(place[1])] = fault
    return found


def _check_sheet(part: bytes, strings: list[int], shown: str) -> None:
    longest = max(strings, default=0)
    placed = _PLACED.findall(part)
    if len(placed) == len(_CELL.findall(part)):
        rows = max(map(int, {row for _, row in placed}), default=0)
        columns = max(map(_column, {letters for letters, _ in placed}), default=0)
        fits = rows <= MOST_ROWS and columns <= MOST_COLUMNS and rows * columns <= MOST_CELLS
        if fits and len(placed) * longest <= MOST_SHEET_TEXT_BYTES:
            return
    tags = part.count(b"<")
    if tags > MOST_WALKED_TAGS:
        raise too_large(shown, "tags", tags, MOST_WALKED_TAGS)
    rows, columns, size = _walk(part, strings, shown)
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise too_large(shown, "extent", MOST_ROWS, MOST_COLUMNS, corner=cell_name(rows, columns))
    if size > MOST_SHEET_TEXT_BYTES:
        raise too_large(shown, "unpacked", size, MOST_SHEET_TEXT_BYTES)


def _walk(part: bytes, strings: list[int], shown: str) -> tuple[int, int, int]:
    """Return the last row and column that hold anything, and how many bytes of text they show."""
    row = column = rows = columns = size = 0
    try:
        for event, element in iterparse(BytesIO(part), events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag == "row":
                    row = int(element.get("r") or row + 1)
                    column = 0
            elif tag == "c":
                place = _REFERENCE.fullmatch(f'r="{element.get("r")}"'.encode())
                if element.get("r") is not None and place is None:
                    raise broken(shown)
                row, column = (int(place[2]), _column(place[1])) if place else (row, column + 1)
                if len(element):
                    rows, columns = max(rows, row), max(columns, column)
                    size += _size_of(element, strings)
                element.clear()
            elif tag == "row":
                element.clear()
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise broken(shown) from None
    return rows, columns, size


def _size_of(cell: Element, strings: list[int]) -> int:
    typed = "".join(cell.itertext())
    if cell.get("t") != "s":
        return len(typed)
    index = typed.strip()
    known = index.isascii() and index.isdigit() and len(index) < 9 and int(index) < len(strings)
    return strings[int(index)] if known else 0


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
