"""Logs from disk as lines, plain or gzip, whatever is in them: a stream, never a whole file."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

LONGEST_LINE = 64 * 1024
_GZIP = b"\x1f\x8b"


class DamagedLogError(Exception):
    """A compressed log breaks off or is no gzip; what was read of it so far does not count."""

    def __init__(self, path: Path) -> None:
        """Say which."""
        super().__init__(str(path))
        self.path = path


def read_log(path: Path) -> Iterator[str | None]:
    """Yield the lines of a log; None for each line longer than any that a server writes.

    Bytes that are no UTF-8 are kept as they are, in surrogates.  Raises OSError, and
    DamagedLogError where a compressed log cannot be read to its end.
    """
    with path.open("rb") as file:
        compressed = file.read(len(_GZIP)) == _GZIP
        file.seek(0)
        if not compressed:
            yield from _lines(file)
            return
        try:
            with gzip.GzipFile(fileobj=file) as opened:
                yield from _lines(opened)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise DamagedLogError(path) from None


def _lines(file: IO[bytes] | gzip.GzipFile) -> Iterator[str | None]:
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE or line.endswith(b"\n"):
            yield line.rstrip(b"\r\n").decode("utf-8", "surrogateescape")
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE)
        yield None
