"""The kinds of files that tables come in: told by content, and held to what the extension says."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from office.contest_file.codes import Code
from office.contest_file.details import phrase
from office.contest_file.findings import Findings, Place
from office.contest_file.text_file import decode
from office.tables import delimited, document, old_workbook, open_document, workbook
from office.tables.archive import unpack
from office.tables.grid import Grid, TableRefusedError, too_large
from office.tables.limits import MOST_FILE_BYTES


class Kind(StrEnum):
    """What a file is, by its content; those that are read are named by their extension."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"
    TEXT = "csv"
    DOC = "doc"
    XLSB = "xlsb"
    PDF = "pdf"
    RTF = "rtf"
    HTML = "html"
    ARCHIVE = "zip"
    OTHER = "other"


_EXTENSIONS = {
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".xltx": Kind.XLSX,
    ".xls": Kind.XLS,
    ".ods": Kind.ODS,
    ".docx": Kind.DOCX,
    ".csv": Kind.TEXT,
    ".txt": Kind.TEXT,
    ".tsv": Kind.TEXT,
}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_STARTS = (
    (b"%pdf", Kind.PDF),
    (b"{\\rtf", Kind.RTF),
    (b"<!doctype html", Kind.HTML),
    (b"<html", Kind.HTML),
    (b"<table", Kind.HTML),
    (b"<?xml", Kind.HTML),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The tables of a file; ``every`` says that all with the headings are read, not the first."""

    shown: str
    grids: Iterable[Grid]
    every: bool = False


def open_source(path: Path, shown: str, sheet: str | None) -> Source:
    """Return the tables of a file; raise TableRefusedError where it has none to read."""
    data = _read(path, shown)
    kind, parts = _kind_of(data, shown)
    claimed = _EXTENSIONS.get(path.suffix.lower())
    if kind is Kind.OTHER and claimed is Kind.TEXT:
        kind = Kind.TEXT
    if kind is not claimed:
        raise _wrong_kind(shown, kind, claimed)
    match kind:
        case Kind.XLSX:
            return Source(shown=shown, grids=workbook.read_workbook(parts, shown, sheet))
        case Kind.XLS:
            return Source(shown=shown, grids=old_workbook.read_old_workbook(data, shown, sheet))
        case Kind.ODS:
            return Source(shown=shown, grids=open_document.read_spreadsheet(parts, shown, sheet))
        case Kind.DOCX:
            return Source(shown=shown, grids=document.read_document(parts, shown), every=True)
        case _:
            return Source(shown=shown, grids=delimited.read_delimited(_text(data, shown), shown))


def _read(path: Path, shown: str) -> bytes:
    place = Place(path=shown)
    try:
        size = path.stat().st_size
        if size > MOST_FILE_BYTES:
            raise too_large(shown, "bytes", size, MOST_FILE_BYTES)
        data = path.read_bytes()
    except FileNotFoundError:
        raise TableRefusedError(Code.MISSING_FILE, place, file=shown) from None
    except (OSError, ValueError):
        raise TableRefusedError(Code.UNREADABLE_FILE, place, file=shown) from None
    if not data.strip():
        raise TableRefusedError(Code.EMPTY, place, field=shown)
    return data


def _text(data: bytes, shown: str) -> str:
    findings = Findings()
    text = decode(data, shown, findings)
    if text is None:
        found = findings.found[0]
        place = Place(path=shown, line=found.line, column=found.column)
        raise TableRefusedError(found.code, place, **dict(found.details))
    return text


def _kind_of(data: bytes, shown: str) -> tuple[Kind, dict[str, bytes]]:
    """Return what a file is, and its parts where it is an archive."""
    if data.startswith(_OLE):
        if _wide("EncryptedPackage") in data:
            raise TableRefusedError(Code.TABLE_LOCKED, Place(path=shown), file=shown)
        return Kind.DOC if _wide("WordDocument") in data else Kind.XLS, {}
    if data.startswith(b"PK"):
        parts = unpack(data, shown)
        return _kind_of_parts(parts), parts
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((kind for head, kind in _STARTS if start.startswith(head)), Kind.OTHER), {}


def _kind_of_parts(parts: dict[str, bytes]) -> Kind:
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Kind.ODS
    if "xl/workbook.bin" in parts:
        return Kind.XLSB
    if "xl/workbook.xml" in parts:
        return Kind.XLSX
    return Kind.DOCX if "word/document.xml" in parts else Kind.ARCHIVE


def _wrong_kind(shown: str, kind: Kind, claimed: Kind | None) -> TableRefusedError:
    if kind is Kind.OTHER and claimed is not None:
        return TableRefusedError(Code.TABLE_BROKEN, Place(path=shown), file=shown)
    what = phrase(f"office.table.kind_{kind.value}")
    if kind in _EXTENSIONS.values():
        place, right = Place(path=shown), f".{kind.value}"
        return TableRefusedError(Code.TABLE_RENAMED, place, file=shown, what=what, right=right)
    return TableRefusedError(Code.TABLE_KIND, Place(path=shown), file=shown, what=what)


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")
