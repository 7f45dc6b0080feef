"""Stores that tell how far a use case has come with them, and do nothing else of their own."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.ports import Archive, AttemptStore, PublicFiles
from chalicelib.use_cases.publish import PublishDesk
from chalicelib.use_cases.staging import CloseDesk
from office.commands.steps import Steps
from office.texts import text

_TELL_EVERY = 100
_CLOSE_PARTS = 3


def watch_close(desk: CloseDesk, round_name: str, steps: Steps) -> CloseDesk:
    """Let a close tell what it reads, that it grades, that it stores; return the desk."""
    desk.attempts = cast(AttemptStore, _Attempts(desk.attempts, round_name, steps))
    desk.archive = _Archive(desk.archive, round_name, steps)
    return desk


def watch_publication(desk: PublishDesk, round_name: str, steps: Steps) -> PublishDesk:
    """Let a publication tell how many files it has copied; return the desk."""
    said = text("progress.publish", round=round_name)
    desk.public = _Public(desk.public, lambda count: steps(said, count, 0))
    return desk


class _Attempts:
    """The attempts, counted as they are read."""

    def __init__(self, store: AttemptStore, round_name: str, steps: Steps) -> None:
        self._store, self._steps = store, steps
        self._said = text("progress.reading", round=round_name)

    def attempts(self, contest: ContestId, scope: RoundId) -> Iterator[Attempt]:
        """Yield the attempts, and tell of every hundredth."""
        for count, attempt in enumerate(self._store.attempts(contest, scope)):
            if count % _TELL_EVERY == 0:
                self._steps(f"{self._said}: {count}", 0, _CLOSE_PARTS)
            yield attempt

    def __getattr__(self, name: str) -> Any:
        """Return everything else as it is."""
        return getattr(self._store, name)


class _Archive:
    """The archive: the lines go into it before the grading, everything else after it."""

    def __init__(self, archive: Archive, round_name: str, steps: Steps) -> None:
        self._archive, self._steps, self._round = archive, steps, round_name

    def put_if_absent(self, name: str, data: bytes) -> None:
        """Keep the bytes, and tell what comes next."""
        lines = name.endswith(".jsonl")
        if not lines:
            self._steps(text("progress.storing", round=self._round), 2, _CLOSE_PARTS)
        self._archive.put_if_absent(name, data)
        if lines:
            self._steps(text("progress.grading", round=self._round), 1, _CLOSE_PARTS)

    def get(self, name: str) -> bytes | None:
        """Return the bytes kept under the name."""
        return self._archive.get(name)


class _Public:
    """The public files, counted as they are put."""

    def __init__(self, files: PublicFiles, tell: Callable[[int], None]) -> None:
        self._files, self._tell, self._count = files, tell, 0

    def put(self, name: str, data: bytes, *, content_type: str, immutable: bool) -> None:
        """Put a file and count it."""
        self._files.put(name, data, content_type=content_type, immutable=immutable)
        self._put()

    def put_many(
        self, files: Iterable[tuple[str, bytes]], *, content_type: str, immutable: bool
    ) -> None:
        """Put many files and count each as it goes."""

        def counted() -> Iterator[tuple[str, bytes]]:
            for each in files:
                self._put()
                yield each

        self._files.put_many(counted(), content_type=content_type, immutable=immutable)

    def put_if_unchanged(
        self, name: str, data: bytes, *, before: bytes | None, content_type: str
    ) -> bool:
        """Put a file if nobody has changed it, and count it if so."""
        put = self._files.put_if_unchanged(name, data, before=before, content_type=content_type)
        if put:
            self._put()
        return put

    def get(self, name: str) -> bytes | None:
        """Return a public file's bytes."""
        return self._files.get(name)

    def _put(self) -> None:
        self._count += 1
        self._tell(self._count)
