"""Text files from people's computers: UTF-8, with or without a byte order mark.

1. Anything else is refused with the place of the first byte that cannot be UTF-8: a file read in a
   wrong encoding would put wrong letters into names without a word.
2. Text is normalised to NFC and line ends to one newline, silently: neither changes what is read.
"""

import re
import unicodedata
from pathlib import Path

from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters, but for the tabulator and the newline."""


def read_text(path: Path, shown: str, findings: Findings, mention: Place) -> str | None:
    """Return the file's text, or None after a finding.

    ``shown`` is the path that findings print.  A file that is missing or cannot be read is reported
    at ``mention``, the place that names it.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        findings.add(Code.MISSING_FILE, mention, file=shown)
        return None
    except (OSError, ValueError):
        findings.add(Code.UNREADABLE_FILE, mention, file=shown)
        return None
    return decode(data, shown, findings)


def decode(data: bytes, shown: str, findings: Findings) -> str | None:
    """Return the text of the bytes, or None after a finding."""
    if data.startswith(_UTF16):
        findings.add(Code.WRONG_ENCODING, Place(path=shown), file=shown)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        findings.add(Code.WRONG_ENCODING, _end_of(before, shown), file=shown)
        return None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    control = _CONTROL.search(text)
    if control:
        findings.add(Code.WRONG_ENCODING, _end_of(text[: control.start()], shown), file=shown)
        return None
    return text


def _end_of(text: str, shown: str) -> Place:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Place(path=shown, line=len(lines), column=len(lines[-1]) + 1)
