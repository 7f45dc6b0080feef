"""Attachments: the files of the contest's folder that the pages publish beside its documents.

1. Only what a document names is published, and of that PDF, Word (.docx), PNG and JPEG alone: a
   name's ending and the content must agree, so that no table of people slips out as something else.
2. The file lies in the contest's folder itself or below it; what a path or a link leads out of is
   refused.
3. A reader on a phone waits for it: ``MOST_BYTES`` is the bound.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from chalicelib.contest.rules import LegalDocument
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings, Place
from office.contest_file.folder import Folder

MOST_BYTES = 20_000_000

_SIGNATURES = {
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
}
_WORD_PART = "word/document.xml"


def read_attachments(draft: Draft, where: Folder, findings: Findings) -> dict[str, Path]:
    """Return the files to publish by the name under which documents state them."""
    found: dict[str, Path] = {}
    for document, place in _documents(draft):
        name = document.attachment
        if not name or name in found:
            continue
        problem = _problem(name, where)
        if problem is None:
            found[name] = where.path(name)
        else:
            findings.add(problem, place, file=where.shown(name), most=MOST_BYTES // 1_000_000)
    return found


def _documents(draft: Draft) -> Iterator[tuple[LegalDocument, Place]]:
    sections = {"legal_basis": draft.legal_basis, "study_documents": draft.study_documents}
    for section, documents in sections.items():
        for index, document in enumerate(documents or ()):
            yield document, draft.fields.find(section, index, "attachment")


def _problem(name: str, where: Folder) -> Code | None:
    path = where.path(name)
    folder = (where.base / where.below).resolve()
    if not path.resolve().is_relative_to(folder):
        return Code.ATTACHMENT_OUTSIDE
    if not path.is_file():
        return Code.MISSING_ATTACHMENT
    if not _is_what_it_says(path):
        return Code.ATTACHMENT_KIND
    if path.stat().st_size > MOST_BYTES:
        return Code.ATTACHMENT_TOO_LARGE
    return None


def _is_what_it_says(path: Path) -> bool:
    kind = path.suffix.lower()
    signature = _SIGNATURES.get(kind)
    if signature is None:
        return False
    with path.open("rb") as file:
        if file.read(len(signature)) != signature:
            return False
    return kind != ".docx" or _is_word(path)


def _is_word(path: Path) -> bool:
    """Tell a Word document from the other things that are ZIP files, such as workbooks."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _WORD_PART in archive.namelist()
    except zipfile.BadZipFile:
        return False
