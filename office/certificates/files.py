"""Certificates as PDF files: set by a template, named for people, written all or none."""

import re
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from chalicelib.contest.rules import Contest
from office.abandoned import SHEETS_PREFIX, remove_abandoned
from office.certificates.issue import Sheet
from office.certificates.sheets import make_value
from office.typeset import to_pdf
from office.typeset.compile import TEMPLATES

TEMPLATE = TEMPLATES / "certificate.typ"
"""The standard template."""

_LONGEST_SLUG = 60


def set_together(contest: Contest, sheets: Sequence[Sheet], template: Path) -> bytes:
    """Return one PDF with a page for each certificate; raise TypesetError."""
    return to_pdf(template, make_value(contest, [sheet.value for sheet in sheets]))


def set_each(contest: Contest, sheets: Sequence[Sheet], template: Path) -> dict[str, bytes]:
    """Return a PDF for each certificate by its file's name; raise TypesetError."""
    return {
        file_name(sheet): to_pdf(template, make_value(contest, [sheet.value])) for sheet in sheets
    }


def file_name(sheet: Sheet) -> str:
    """Return the name of a certificate's own file, such as ``tuan-1-003-tran-thi-vi-du.pdf``."""
    return f"{sheet.claim.scope}-{sheet.number:03d}-{slug_of(sheet.claim.name)}.pdf"


def slug_of(name: str) -> str:
    """Return a name without diacritics, as every file system takes it.

    >>> slug_of("Đỗ Thị  Ví-Dụ/../x")
    'do-thi-vi-du-x'
    """
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "-", bare)[:_LONGEST_SLUG].strip("-") or "khong-ten"


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder; where one cannot be written, none of them is. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    remove_abandoned(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=SHEETS_PREFIX) as work:
        for name, data in files.items():
            (Path(work) / name).write_bytes(data)
        for name in files:
            (Path(work) / name).replace(folder / name)
