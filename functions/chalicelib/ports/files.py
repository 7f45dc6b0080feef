"""Where whole files are kept, as protocols."""

from collections.abc import Iterable
from typing import Protocol


class Archive(Protocol):
    """Private files under names that hold their digest: written once, never overwritten."""

    def put_if_absent(self, name: str, data: bytes) -> None:
        """Keep the bytes unless the name exists; the same bytes again are no error.

        Raises DigestMismatchError where the name holds other bytes.
        """

    def get(self, name: str) -> bytes | None:
        """Return the bytes kept under the name."""


class PublicFiles(Protocol):
    """Files that anyone may read, beside the site."""

    def put(self, name: str, data: bytes, *, content_type: str, immutable: bool) -> None:
        """Put or replace a file; an immutable one may be cached for ever, another for seconds."""

    def put_many(
        self, files: Iterable[tuple[str, bytes]], *, content_type: str, immutable: bool
    ) -> None:
        """Put or replace many files by name, in any order; return when all of them are there."""

    def put_if_unchanged(
        self, name: str, data: bytes, *, before: bytes | None, content_type: str
    ) -> bool:
        """Put a file that changes if what is there is still ``before``; tell whether it was put.

        ``before`` None: if nothing is there.  Of many that have read the same, one is told True.
        A write that succeeded while its reply was lost may be told as False: read again.
        """

    def get(self, name: str) -> bytes | None:
        """Return a public file's bytes."""
