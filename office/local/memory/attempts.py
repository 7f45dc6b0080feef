"""Attempts in memory: load, ask the core, store, all under the lock."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from threading import RLock

from chalicelib.contest.attempts import (
    Attempt,
    AttemptKey,
    AttemptState,
    Save,
    Submission,
    accepts_save,
    accepts_submission,
    after_save,
    after_submission,
)
from chalicelib.contest.ids import ContestId, RoundId


class MemoryAttempts:
    """The AttemptStore port in memory."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._attempts: dict[AttemptKey, Attempt] = {}

    def put_attempt(self, attempt: Attempt) -> Attempt:
        """Put the attempt if its key is absent; return what is stored then."""
        # The answers are copied, as they would be on their way to any other store.
        with self._lock:
            return self._attempts.setdefault(
                attempt.key, replace(attempt, answers=dict(attempt.answers))
            )

    def get_attempt(self, key: AttemptKey) -> Attempt | None:
        """Return the attempt, if started."""
        with self._lock:
            return self._attempts.get(key)

    def save(self, key: AttemptKey, save: Save) -> tuple[bool, Attempt | None]:
        """Write a save if ``accepts_save`` holds for what is stored."""
        with self._lock:
            stored = self._attempts.get(key)
            if stored is None or not accepts_save(stored, save):
                return False, stored
            return self._write(after_save(stored, save))

    def submit(self, key: AttemptKey, submission: Submission) -> tuple[bool, Attempt | None]:
        """Write a submission if ``accepts_submission`` holds for what is stored."""
        with self._lock:
            stored = self._attempts.get(key)
            if stored is None or not accepts_submission(stored, submission):
                return False, stored
            return self._write(after_submission(stored, submission))

    def take_over(
        self, seen: Attempt, start_id: str, at: int, networks: str = ""
    ) -> tuple[bool, Attempt | None]:
        """Give the attempt to another device if it still runs in the epoch seen."""
        with self._lock:
            stored = self._attempts.get(seen.key)
            if stored is None or stored.is_final() or stored.device_epoch != seen.device_epoch:
                return False, stored
            return self._write(
                replace(
                    stored,
                    start_id=start_id,
                    former_start_ids=(*seen.former_start_ids, seen.start_id),
                    device_epoch=seen.device_epoch + 1,
                    taken_over_at=(*seen.taken_over_at, at),
                    networks=networks or seen.networks,
                )
            )

    def prolong(self, prolonged: Attempt) -> tuple[bool, Attempt | None]:
        """Set deadline and credit to these if the attempt still runs to an earlier deadline."""
        with self._lock:
            stored = self._attempts.get(prolonged.key)
            if stored is None or stored.is_final():
                return False, stored
            if stored.deadline_at >= prolonged.deadline_at:
                return False, stored
            return self._write(
                replace(stored, deadline_at=prolonged.deadline_at, credit_ms=prolonged.credit_ms)
            )

    def finalise(self, seen: Attempt) -> tuple[bool, Attempt | None]:
        """Make a running attempt final if revision, epoch and deadline are still those seen."""
        with self._lock:
            stored = self._attempts.get(seen.key)
            if stored is None or stored.is_final():
                return False, stored
            if (stored.device_epoch, stored.revision, stored.deadline_at) != (
                seen.device_epoch,
                seen.revision,
                seen.deadline_at,
            ):
                return False, stored
            return self._write(replace(stored, state=AttemptState.AUTO))

    def attempts(self, contest: ContestId, scope: RoundId) -> Iterator[Attempt]:
        """Yield every attempt of the scope, shard by shard, as at the first one asked for."""
        with self._lock:
            found = [
                attempt
                for key, attempt in self._attempts.items()
                if (key.contest, key.scope) == (contest, scope)
            ]
        yield from sorted(found, key=lambda attempt: attempt.key.pid[0])

    def _write(self, attempt: Attempt) -> tuple[bool, Attempt]:
        self._attempts[attempt.key] = attempt
        return True, attempt
