"""Attempts in DynamoDB: the conditions here say what ``accepts_save`` and its like say.

Whether a write changes an answer is one more condition, since no expression can choose what to set:
the likelier case is tried first (a save changes something, a submission what the device knows), the
other one where the refusal shows that only this condition failed.  Each try is atomic, so what is
recorded as the last change is exact whoever writes at the same time.
"""

from collections.abc import Iterator

from chalicelib.contest.attempts import (
    GRACE_MS,
    Attempt,
    AttemptKey,
    AttemptState,
    Save,
    Submission,
    accepts_save,
    accepts_submission,
    keeps_answers,
)
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.store import items, keys
from chalicelib.store.clients import Clients
from chalicelib.store.dynamodb import Condition, ItemTable
from chalicelib.store.items import Item

_RUNNING = Condition("state", "=", items.text(AttemptState.STARTED))


class AttemptTable:
    """The AttemptStore port on DynamoDB."""

    def __init__(self, clients: Clients) -> None:
        """Use the attempts' table; nothing is called yet."""
        self._table = ItemTable(clients, keys.Table.ATTEMPTS)

    def put_attempt(self, attempt: Attempt) -> Attempt:
        """Put the attempt if its key is absent; return what is stored then."""
        return items.attempt_of(self._table.put_if_absent(items.attempt_item(attempt)))

    def get_attempt(self, key: AttemptKey) -> Attempt | None:
        """Return the attempt, if started."""
        item = self._table.get(keys.attempt_key(key))
        return None if item is None else items.attempt_of(item)

    def save(self, key: AttemptKey, save: Save) -> tuple[bool, Attempt | None]:
        """Write a save if ``accepts_save`` holds for what is stored."""
        kept = False
        while True:
            written, stored = self._update(
                key,
                _with_answers(items.save_values(save), save, kept=kept),
                _RUNNING,
                Condition("epoch", "=", items.number(save.device_epoch)),
                Condition("rev", "<", items.number(save.revision)),
                _in_time(save.arrived_at),
                _same_answers(save, kept=kept),
            )
            if written or stored is None or not accepts_save(stored, save):
                return written, stored
            kept = keeps_answers(stored, save)

    def submit(self, key: AttemptKey, submission: Submission) -> tuple[bool, Attempt | None]:
        """Write a submission if ``accepts_submission`` holds for what is stored."""
        # A device that has had its last revision acknowledged only repeats it.
        kept = submission.saved_revision == submission.revision
        while True:
            written, stored = self._update(
                key,
                _with_answers(items.submission_values(submission), submission, kept=kept),
                _RUNNING,
                Condition("epoch", "=", items.number(submission.device_epoch)),
                Condition("rev", "<=", items.number(submission.revision)),
                _in_time(submission.arrived_at),
                _same_answers(submission, kept=kept),
            )
            if written or stored is None or not accepts_submission(stored, submission):
                return written, stored
            kept = keeps_answers(stored, submission)

    def take_over(self, seen: Attempt, start_id: str, at: int) -> tuple[bool, Attempt | None]:
        """Give the attempt to another device if it still runs in the epoch seen."""
        return self._update(
            seen.key,
            {
                "device": items.text(start_id),
                "former": items.json_text((*seen.former_start_ids, seen.start_id)),
                "epoch": items.number(seen.device_epoch + 1),
                "taken": items.json_text((*seen.taken_over_at, at)),
            },
            _RUNNING,
            Condition("epoch", "=", items.number(seen.device_epoch)),
        )

    def prolong(self, prolonged: Attempt) -> tuple[bool, Attempt | None]:
        """Set deadline and credit to these if the attempt still runs to an earlier deadline."""
        deadline = items.number(prolonged.deadline_at)
        return self._update(
            prolonged.key,
            {"deadline": deadline, "credit": items.number(prolonged.credit_ms)},
            _RUNNING,
            Condition("deadline", "<", deadline),
        )

    def finalise(self, seen: Attempt) -> tuple[bool, Attempt | None]:
        """Make a running attempt final if revision, epoch and deadline are still those seen."""
        return self._update(
            seen.key,
            {"state": items.text(AttemptState.AUTO)},
            _RUNNING,
            Condition("epoch", "=", items.number(seen.device_epoch)),
            Condition("rev", "=", items.number(seen.revision)),
            Condition("deadline", "=", items.number(seen.deadline_at)),
        )

    def attempts(self, contest: ContestId, scope: RoundId) -> Iterator[Attempt]:
        """Yield every attempt of the scope, shard by shard."""
        for shard in keys.SHARD_NAMES:
            partition = keys.attempts_partition(contest, scope, shard)
            yield from map(items.attempt_of, self._table.query(partition))

    def _update(
        self, key: AttemptKey, values: Item, *conditions: Condition
    ) -> tuple[bool, Attempt | None]:
        written, item = self._table.update_if(keys.attempt_key(key), values, conditions)
        return written, None if item is None else items.attempt_of(item)


def _with_answers(values: Item, write: Save | Submission, *, kept: bool) -> Item:
    return values if kept else values | items.answers_values(write)


def _same_answers(write: Save | Submission, *, kept: bool) -> Condition:
    answers = items.answers_values(write)["answers"]
    return Condition("answers", "=" if kept else "<>", answers)


def _in_time(arrived_at: int) -> Condition:
    """Return ``is_in_time`` solved for the deadline, which is what the item holds."""
    return Condition("deadline", ">=", items.number(arrived_at - GRACE_MS))
