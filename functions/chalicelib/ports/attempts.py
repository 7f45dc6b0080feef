"""Where attempts are kept, as a protocol."""

from collections.abc import Iterator
from typing import Protocol

from chalicelib.contest.attempts import Attempt, AttemptKey, Save, Submission
from chalicelib.contest.ids import ContestId, RoundId


class AttemptStore(Protocol):
    """Attempts: one item each, changed by one conditional write at a time."""

    def put_attempt(self, attempt: Attempt) -> Attempt:
        """Put the attempt if its key is absent; return what is stored then."""

    def get_attempt(self, key: AttemptKey) -> Attempt | None:
        """Return the attempt, if started."""

    def save(self, key: AttemptKey, save: Save) -> tuple[bool, Attempt | None]:
        """Write a save if ``accepts_save`` holds for what is stored, in one atomic step.

        What is stored then is ``after_save`` of what was: changed_at moves only where the answers
        are other ones.  Return whether it was written and what is stored.
        """

    def submit(self, key: AttemptKey, submission: Submission) -> tuple[bool, Attempt | None]:
        """Write a submission if ``accepts_submission`` holds for what is stored, atomically.

        What is stored then is ``after_submission`` of what was: changed_at moves only where the
        answers are other ones.  Return whether it was written and what is stored.
        """

    def take_over(
        self, seen: Attempt, start_id: str, at: int, networks: str = ""
    ) -> tuple[bool, Attempt | None]:
        """Give the attempt to another device if it still runs in the epoch seen.

        Sets start_id and the next device_epoch, and records when and, where told, from which
        ``networks`` it was taken up to then.  Return whether it was written
        and what is stored.
        """

    def prolong(self, prolonged: Attempt) -> tuple[bool, Attempt | None]:
        """Set deadline and credit to these if the attempt still runs to an earlier deadline.

        Nothing else of ``prolonged`` is written.  Return whether it was written and what is stored.
        """

    def finalise(self, seen: Attempt) -> tuple[bool, Attempt | None]:
        """Make a running attempt final (AUTO) if revision, epoch and deadline are those seen."""

    def attempts(self, contest: ContestId, scope: RoundId) -> Iterator[Attempt]:
        """Yield every attempt of the scope, shard by shard, in no stated order within one."""
