"""Attachments: the files that documents name, at addresses of their own below ``van-ban/``.

1. What is handed in is published and nothing else; nobody lists a folder here.
2. An address is made of the file's name without diacritics and a digest of its content: it has no
   sign that a link could stumble over, two files never share it, and another content gets another.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

FOLDER = "van-ban"
KINDS = {".pdf": "PDF", ".docx": "Word", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
"""The endings that may be published, and what readers call them."""

_LONGEST_STEM = 60
_DIGEST_DIGITS = 8
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


class AttachmentError(Exception):
    """A file that may not be published was handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One published file: its address, what kind it is in readers' words, and its bytes."""

    address: str
    kind: str
    data: bytes

    @property
    def size(self) -> int:
        """Return the file's size in bytes."""
        return len(self.data)


def read_attachments(files: Mapping[str, Path]) -> dict[str, Attachment]:
    """Return what is to be published by the name under which documents state it.

    Raises AttachmentError for another kind of file than those that may be.
    """
    return {stated: _read(path) for stated, path in files.items()}


def safe_name(name: str, data: bytes) -> str:
    """Return the name under which a file is published.

    >>> safe_name("Kế hoạch số 144 (đã ký).PDF", b"%PDF-")
    'ke-hoach-so-144-da-ky-38523c08.pdf'
    """
    path = PurePosixPath(name)
    folded = unicodedata.normalize("NFD", path.stem.lower().replace("đ", "d"))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    stem = _NOT_PLAIN.sub("-", plain).strip("-")[:_LONGEST_STEM].strip("-") or "tep"
    digest = hashlib.sha256(data).hexdigest()[:_DIGEST_DIGITS]
    return f"{stem}-{digest}{path.suffix.lower()}"


def _read(path: Path) -> Attachment:
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise AttachmentError(path.name)
    data = path.read_bytes()
    return Attachment(address=f"/{FOLDER}/{safe_name(path.name, data)}", kind=kind, data=data)
