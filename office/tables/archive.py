"""Office files are archives of XML: unpacked under limits, before any library sees them.

1. What counts is what comes out while unpacking, not what the archive says of itself.
2. Only XML is unpacked; pictures and the like become empty parts.
3. A part that declares a document type is refused: office programs write none, and entities that
   multiply need one.
4. Libraries are handed an archive that is packed anew from these parts, so that they cannot read
   another one than was checked.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping

from office.contest_file.codes import Code
from office.contest_file.findings import Place
from office.tables.grid import TableRefusedError, too_large
from office.tables.limits import MOST_PARTS, MOST_RATIO, MOST_UNPACKED_BYTES, RATIO_FREE_BYTES

_XML = (".xml", ".rels", "mimetype", ".bin")
_CHUNK = 1 << 20
_ENCRYPTED = 0x1


def unpack(data: bytes, shown: str) -> dict[str, bytes]:
    """Return the parts of an archive by name; raise TableRefusedError."""
    parts: dict[str, bytes] = {}
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS:
                raise too_large(shown, "parts", len(entries), MOST_PARTS)
            for entry in entries:
                if entry.flag_bits & _ENCRYPTED:
                    raise TableRefusedError(Code.TABLE_LOCKED, Place(path=shown), file=shown)
                if entry.filename in parts:
                    raise broken(shown)
                if entry.is_dir():
                    continue
                part = b""
                if entry.filename.endswith(_XML):
                    part = _inflate(archive, entry, unpacked, shown)
                    unpacked += len(part)
                parts[entry.filename] = part
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError):
        raise broken(shown) from None
    except (RuntimeError, MemoryError, OverflowError, IndexError, KeyError):
        raise broken(shown) from None
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")) and not _harmless(part):
            raise broken(shown)
    return parts


def pack(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Return an archive of the parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    stream.seek(0)
    return stream


def broken(shown: str) -> TableRefusedError:
    """Return the refusal of a file that is damaged, or made to look like what it is not."""
    return TableRefusedError(Code.TABLE_BROKEN, Place(path=shown), file=shown)


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, before: int, shown: str) -> bytes:
    """Return a part's bytes; ``before`` is how many other parts have given."""
    chunks: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            if before + size > MOST_UNPACKED_BYTES:
                raise too_large(shown, "unpacked", before + size, MOST_UNPACKED_BYTES)
            if size > max(RATIO_FREE_BYTES, entry.compress_size * MOST_RATIO):
                times = -(-size // max(entry.compress_size, 1))
                raise too_large(shown, "swollen", times, MOST_RATIO)
    return b"".join(chunks)


def _harmless(part: bytes) -> bool:
    """Tell whether XML is in UTF-8 and declares no document type of its own."""
    return b"\0" not in part[:64] and b"<!DOCTYPE" not in part and b"<!ENTITY" not in part
