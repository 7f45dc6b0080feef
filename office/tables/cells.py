"""Cells -> text: what a column makes of a number, a date, an error.

1. Text is NFC, its blanks single, invisible letters left out; letters that drive a terminal or
   stand for lost ones are refused.
2. A spreadsheet that took typed text for a number or a date has changed it.  Where that does harm -
   leading zeros of an identifier, an answer ``1/2`` - the cell is refused, never guessed back.
3. A day is a date cell or the text ``dd/mm/yyyy`` or ``yyyy-mm-dd``; a year of two digits is not
   guessed.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from office.contest_file.codes import Code
from office.contest_file.details import Detail, phrase
from office.tables.columns import Column, ColumnKind
from office.tables.grid import CellValue, Fault
from office.tables.limits import MOST_CELL_LETTERS

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]"
)
_WORD = "[!-~\u00a1-\u00ac\u00ae-\u024f\u0300-\u036f\u1e00-\u1eff]+"
_PLAIN = re.compile(f"{_WORD}(?: {_WORD})*")
"""Latin words with single blanks: most cells, which need no closer look."""
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_TYPED_DAYS = (
    re.compile(
        r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
    ),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
)
_POWER_OF_TEN = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
"""What a spreadsheet makes of a long identifier that it saves as CSV."""
_FIRST_SURE_DAY = date(1900, 3, 1)
"""Before it spreadsheets count a day that never was, and empty numbers show as days."""
_EXACT = 10**15
"""Spreadsheets keep fifteen digits of a number."""


class CellRefusedError(Exception):
    """A cell cannot be read; it carries what the finding needs besides the place."""

    def __init__(self, code: Code, **details: Detail) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def read_cell(column: Column, value: CellValue) -> str:
    """Return a cell's text, empty where nothing was typed; raise CellRefusedError."""
    if isinstance(value, str) and not isinstance(value, Fault):
        text = clean_text(value, multiline=column.multiline)
        if column.kind is ColumnKind.CODE and _POWER_OF_TEN.fullmatch(text):
            raise _changed("number", text)
        return _read_typed_day(text) if column.kind is ColumnKind.DATE and text else text
    if isinstance(value, Fault):
        raise CellRefusedError(Code.CELL_WITHOUT_VALUE, what=phrase(f"office.table.{value.value}"))
    if isinstance(value, bool):
        if column.kind is ColumnKind.FLAG:
            return "true" if value else "false"
        raise _changed("flag", "TRUE" if value else "FALSE")
    if isinstance(value, (int, float)):
        return _read_number(column, value)
    return _read_moment(column, value)


def clean_text(typed: str, *, multiline: bool = False) -> str:
    r"""Return typed text in NFC with single blanks, as one line or line by line.

    Raises CellRefusedError where it is too long or has letters that no text has.

    >>> clean_text("  Nguyễn\n Văn\u00a0 A ")
    'Nguyễn Văn A'
    """
    if len(typed) > MOST_CELL_LETTERS:
        size = phrase("office.table.letters", count=len(typed), most=MOST_CELL_LETTERS)
        raise CellRefusedError(Code.TABLE_TOO_LARGE, size=size)
    if _PLAIN.fullmatch(typed):
        return unicodedata.normalize("NFC", typed)
    forbidden = _FORBIDDEN.search(typed)
    if forbidden:
        raise CellRefusedError(Code.BAD_LETTER, letter=f"U+{ord(forbidden.group()):04X}")
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", typed))
    if not multiline:
        return " ".join(text.split())
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip("\n")


@lru_cache(maxsize=50_000)
def _read_typed_day(text: str) -> str:
    for form in _TYPED_DAYS:
        typed = form.fullmatch(text)
        if typed:
            try:
                day = date(*(int(typed[part]) for part in ("year", "month", "day")))
            except ValueError:
                break
            return day.isoformat()
    raise CellRefusedError(Code.BAD_DAY, typed=text)


def _read_number(column: Column, number: float) -> str:
    shown = _shown(number)
    if column.kind is ColumnKind.CODE:
        raise _changed("number", shown)
    if column.kind is ColumnKind.DATE:
        raise CellRefusedError(Code.BAD_DAY, typed=shown)
    if not -_EXACT < number < _EXACT:  # Not a number fails here too.
        raise _changed("digits", shown)
    return shown


def _read_moment(column: Column, value: date | time | timedelta) -> str:
    if column.kind is ColumnKind.DATE:
        midnight = isinstance(value, datetime) and value.time() == time()
        day = value.date() if isinstance(value, datetime) and midnight else value
        sure = isinstance(day, date) and not isinstance(day, datetime) and day >= _FIRST_SURE_DAY
        if isinstance(day, date) and sure:
            return day.isoformat()
        raise CellRefusedError(Code.BAD_DAY, typed=_said(value))
    raise _changed("moment", _said(value))


def _changed(kind: str, shown: str) -> CellRefusedError:
    return CellRefusedError(
        Code.CELL_CHANGED, typed=shown, kind=phrase(f"office.table.changed_{kind}")
    )


def _shown(number: float) -> str:
    """Return a number as a Vietnamese spreadsheet shows it.

    >>> _shown(12.0), _shown(0.1 + 0.2), _shown(-2.5)
    ('12', '0,3', '-2,5')
    """
    shown = f"{number:.15g}"
    if "e" in shown and abs(number) < 1:
        shown = f"{number:.20f}".rstrip("0")
    return shown.replace(".", ",")


def _said(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M:%S}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
