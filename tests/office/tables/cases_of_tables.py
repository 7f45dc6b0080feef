"""One small fault in a table for every code that only tables have, and where it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from office.contest_file.codes import Code
from tests.office.tables.made_files import HEADINGS, PERSON, archive, text_file, workbook

OTHER = ("Trần Thị Ví Dụ", "001099000002", "03/09/1990")


@dataclass(frozen=True)
class Case:
    """A file that ``make`` writes gives ``code`` at ``at``, and no other finding."""

    code: Code
    name: str
    at: str
    make: Callable[[Path], object]
    sheet: str | None = None


def _sheet(*rows: Any, change: Callable[[Any], None] = lambda _: None) -> Callable[[Path], object]:
    return lambda path: workbook(path, [HEADINGS, *rows], change)


def _merge(book: Any) -> None:
    book.active.merge_cells("A2:A3")


def _two_sheets(book: Any) -> None:
    book.create_sheet("Bản sao").append(HEADINGS)


def _renamed(path: Path) -> None:
    workbook(path.with_name("a.xlsx"), [HEADINGS, PERSON]).rename(path)


def _locked(path: Path) -> None:
    mark = bytes.fromhex("d0cf11e0a1b11ae1")
    path.write_bytes(mark + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))


def _days(count: int) -> list[tuple[Any, ...]]:
    return [(*PERSON[:2], date(1990, 9, day)) for day in range(1, count + 1)]


CASES = [
    Case(Code.TABLE_KIND, "a.xlsx", "1:1", lambda path: path.write_bytes(b"%PDF-1.7\n")),
    Case(Code.TABLE_RENAMED, "a.csv", "1:1", _renamed),
    Case(Code.TABLE_LOCKED, "a.xlsx", "1:1", _locked),
    Case(Code.TABLE_BROKEN, "a.xlsx", "1:1", lambda path: path.write_bytes(b"PK\3\4 damaged")),
    Case(
        Code.TABLE_TOO_LARGE,
        "a.xlsx",
        "1:1",
        _sheet(PERSON, change=lambda book: book.active.cell(1_048_576, 16_384, "x")),
    ),
    Case(Code.TABLE_HEADING, "a.xlsx", "1:1", lambda path: workbook(path, [("Họ và tên", "Khác")])),
    Case(Code.NO_TABLE, "a.xlsx", "1:1", lambda path: archive(path, _only_hidden(path))),
    Case(Code.UNKNOWN_SHEET, "a.xlsx", "1:1", _sheet(PERSON), sheet="Trang 9"),
    Case(Code.MERGED_CELLS, "a.xlsx", "2:1", _sheet(PERSON, PERSON, change=_merge)),
    Case(Code.CELL_CHANGED, "a.xlsx", "3:2", _sheet(PERSON, (PERSON[0], 1099000001))),
    Case(Code.CELL_WITHOUT_VALUE, "a.xlsx", "3:1", _sheet(PERSON, ("=A2", PERSON[1]))),
    Case(Code.BAD_DAY, "a.xlsx", "2:3", _sheet((*PERSON[:2], "30/02/1990"))),
    Case(
        Code.BAD_LETTER,
        "a.csv",
        "2:1",
        lambda path: text_file(path, "Họ và tên;CCCD\nNguyễn \u202e Thử;0123\n"),
    ),
    Case(Code.COLUMN_MISTYPED, "a.csv", "1:3", lambda path: text_file(path, _extra("Ngay sin"))),
    Case(Code.COLUMN_NOT_READ, "a.csv", "1:3", lambda path: text_file(path, _extra("STT"))),
    Case(Code.SHEET_NOT_READ, "a.xlsx", "1:1", _sheet(PERSON, change=_two_sheets)),
    Case(
        Code.DAYS_OF_TWO_KINDS,
        "a.xlsx",
        "2:3",
        _sheet(*_days(3), (*PERSON[:2], "25/09/1990")),
    ),
    Case(
        Code.OLD_LETTERS,
        "a.xlsx",
        "2:1",
        _sheet(*[("NguyÔn V¨n ThÞ", PERSON[1])] * 3),
    ),
]
MANY = Case(
    Code.MORE_ALIKE,
    "a.xlsx",
    "26:2",
    _sheet(*[(PERSON[0], 1099000001)] * 25),
)
"""Besides the twenty findings that it counts further."""
CODES = {case.code for case in (*CASES, MANY)}


def _extra(heading: str) -> str:
    return f"Họ và tên,CCCD,{heading}\nNguyễn Văn Thử,0123,1\n"


def _only_hidden(path: Path) -> dict[str, bytes]:
    from tests.office.tables.made_files import archive_parts

    workbook(path, [HEADINGS, PERSON])
    parts = archive_parts(path)
    part = parts["xl/workbook.xml"].replace(b'state="visible"', b'state="hidden"')
    return parts | {"xl/workbook.xml": part}
