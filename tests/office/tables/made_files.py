"""Files of office programs for tests, made by the libraries that offices' own programs resemble."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl

from office.contest_file.findings import Findings
from office.tables.columns import Column, ColumnKind
from office.tables.sheets import TableRow, read_rows

COLUMNS = (
    Column(key="name", headers=("Họ và tên", "Họ tên", "Full name"), required=True),
    Column(
        key="identifier",
        headers=("Số định danh", "CCCD", "Identifier"),
        required=True,
        kind=ColumnKind.CODE,
    ),
    Column(key="birth", headers=("Ngày sinh", "Birth date"), kind=ColumnKind.DATE),
    Column(key="count", headers=("Số lượng", "Count"), kind=ColumnKind.WHOLE),
    Column(key="note", headers=("Ghi chú",), multiline=True),
    Column(key="selected", headers=("Được chọn",), kind=ColumnKind.FLAG),
)
HEADINGS = ("Họ và tên", "Số định danh", "Ngày sinh")
PERSON = ("Nguyễn Văn Thử", "001099000001", "02/09/1990")


def read(path: Path, **options: Any) -> tuple[tuple[TableRow, ...] | None, list[str]]:
    """Return the rows of a file and its findings as ``line:column CODE``."""
    findings = Findings()
    rows = read_rows(path, COLUMNS, findings, **options)
    return rows, [f"{each.line}:{each.column} {each.code.value}" for each in findings.in_order()]


def texts(rows: tuple[TableRow, ...] | None) -> list[dict[str, str]]:
    """Return the rows' texts by key."""
    return [{key: cell.text for key, cell in row.cells.items()} for row in rows or ()]


def workbook(
    path: Path,
    rows: Sequence[Sequence[Any]],
    change: Callable[[Any], None] = lambda _: None,
) -> Path:
    """Write a workbook of one sheet; ``change`` gets the workbook before it is saved."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    change(book)
    book.save(path)
    return path


def word_file(path: Path, *tables: Sequence[Sequence[str]]) -> Path:
    """Write a text document with tables."""
    document = docx.Document()
    for rows in tables:
        document.add_paragraph("Danh sách")
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.save(str(path))
    return path


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text in an encoding."""
    path.write_bytes(text.encode(encoding))
    return path


def archive_parts(path: Path) -> dict[str, bytes]:
    """Return the parts of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    """Write an archive of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    path.write_bytes(stream.getvalue())
    return path


def with_part(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """Rewrite one part of an archive."""
    parts = archive_parts(path)
    assert old in parts[name]
    return archive(path, parts | {name: parts[name].replace(old, new, 1)})
