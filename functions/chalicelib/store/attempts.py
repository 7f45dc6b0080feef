"""Attempts in DynamoDB: the conditions here say what ``accepts_save`` and its like say.

Whether a write changes an answer is one more condition, since no expression can choose what to set:
the likelier case is tried first (a save changes something, a submission what the device knows), the
other one where the refusal shows that only this condition failed.  Each try is atomic, so what is
recorded as the last change is exact whoever writes at the same time.
"""

from collections.abc import Callable, Iterator

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

TRIES = 5
"""Two are needed where the guess is wrong, and one more for each older write of the same device
that is stored between two of them; a device has one under way at a time."""


class OvertakenError(RuntimeError):
    """Others wrote between all tries; sending the request again is harmless."""


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
        return self._write_answers(
            key,
            items.save_values(save),
            save,
            Condition("rev", "<", items.number(save.revision)),
            accepts=lambda stored: accepts_save(stored, save),
            kept=False,
        )

    def submit(self, key: AttemptKey, submission: Submission) -> tuple[bool, Attempt | None]:
        """Write a submission if ``accepts_submission`` holds for what is stored."""
        return self._write_answers(
            key,
            items.submission_values(submission),
            submission,
            Condition("rev", "<=", items.number(submission.revision)),
            accepts=lambda stored: accepts_submission(stored, submission),
            # A device that has had its last revision acknowledged only repeats it.
            kept=submission.saved_revision == submission.revision,
        )

    def take_over(
        self, seen: Attempt, start_id: str, at: int, networks: str = ""
    ) -> tuple[bool, Attempt | None]:
        """Give the attempt to another device if it still runs in the epoch seen."""
        return self._update(
            seen.key,
            {
                "device": items.text(start_id),
                "former": items.json_text((*seen.former_start_ids, seen.start_id)),
                "epoch": items.number(seen.device_epoch + 1),
                "taken": items.json_text((*seen.taken_over_at, at)),
                **items.networks_values(networks),
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

    def _write_answers(
        self,
        key: AttemptKey,
        values: Item,
        write: Save | Submission,
        newer: Condition,
        *,
        accepts: Callable[[Attempt], bool],
        kept: bool,
    ) -> tuple[bool, Attempt | None]:
        """Write answers if ``accepts`` holds; ``kept``: whether they likely stay the same."""
        for _ in range(TRIES):
            written, stored = self._update(
                key,
                values if kept else values | items.answers_values(write),
                _RUNNING,
                Condition("epoch", "=", items.number(write.device_epoch)),
                newer,
                _in_time(write.arrived_at),
                _same_answers(write, kept=kept),
            )
            # What has just been written is not accepted once more.
            if stored is None or not accepts(stored):
                return written, stored
            kept = keeps_answers(stored, write)
        raise OvertakenError(f"revision {write.revision}")

    def _update(
        self, key: AttemptKey, values: Item, *conditions: Condition
    ) -> tuple[bool, Attempt | None]:
        written, item = self._table.update_if(keys.attempt_key(key), values, conditions)
        return written, None if item is None else items.attempt_of(item)


def _same_answers(write: Save | Submission, *, kept: bool) -> Condition:
    answers = items.answers_values(write)["answers"]
    return Condition("answers", "=" if kept else "<>", answers)


def _in_time(arrived_at: int) -> Condition:
    """Return ``is_in_time`` solved for the deadline, which is what the item holds."""
    return Condition("deadline", ">=", items.number(arrived_at - GRACE_MS))
