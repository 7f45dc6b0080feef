"""Private and public files in memory."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import RLock

from chalicelib.contest.canonical import digest_of
from chalicelib.contest.errors import DigestMismatchError


class MemoryArchive:
    """The Archive port in memory."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._files: dict[str, bytes] = {}

    def put_if_absent(self, name: str, data: bytes) -> None:
        """Keep the bytes unless the name exists; the same bytes again are no error.

        Raises DigestMismatchError where the name holds other bytes.
        """
        with self._lock:
            kept = self._files.setdefault(name, data)
        if kept != data:
            raise DigestMismatchError(what=name, recorded=digest_of(kept), computed=digest_of(data))

    def get(self, name: str) -> bytes | None:
        """Return the bytes kept under the name."""
        with self._lock:
            return self._files.get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFile:
    """A public file with what its readers are told about it."""

    data: bytes
    content_type: str
    immutable: bool


class MemoryPublicFiles:
    """The PublicFiles port in memory."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._files: dict[str, PublicFile] = {}

    def put(self, name: str, data: bytes, *, content_type: str, immutable: bool) -> None:
        """Put or replace a file."""
        with self._lock:
            self._files[name] = PublicFile(
                data=data, content_type=content_type, immutable=immutable
            )

    def put_many(
        self, files: Iterable[tuple[str, bytes]], *, content_type: str, immutable: bool
    ) -> None:
        """Put or replace many files."""
        for name, data in files:
            self.put(name, data, content_type=content_type, immutable=immutable)

    def put_if_unchanged(
        self, name: str, data: bytes, *, before: bytes | None, content_type: str
    ) -> bool:
        """Put a file that changes if what is there is still ``before``; tell whether it was put."""
        put = PublicFile(data=data, content_type=content_type, immutable=False)
        with self._lock:
            kept = self._files.get(name)
            if (None if kept is None else kept.data) != before:
                return False
            self._files[name] = put
        return True

    def get(self, name: str) -> bytes | None:
        """Return a public file's bytes."""
        with self._lock:
            return self._files[name].data if name in self._files else None

    def names(self) -> list[str]:
        """Return the names of all public files, sorted."""
        with self._lock:
            return sorted(self._files)
