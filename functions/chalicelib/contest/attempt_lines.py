"""Attempt lines: final attempts as canonical JSON, one a line, from which standings follow alone.

Lines are sorted by person and ordinal, so that the same attempts give the same bytes and digest.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from chalicelib.contest.attempts import Attempt, AttemptKey, AttemptState
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.ids import (
    ContestId,
    Digest,
    DivisionId,
    Pid,
    QuestionId,
    ReceiptCode,
    RoundId,
    UnitId,
)


class FinalAttempt(Protocol):
    """What a line says that standings follow from: an attempt has it, and so has a decoded line."""

    @property
    def pid(self) -> Pid: ...  # noqa: D102 - as in an attempt, all of them
    @property
    def ordinal(self) -> int: ...  # noqa: D102
    @property
    def receipt_code(self) -> ReceiptCode: ...  # noqa: D102
    @property
    def round_id(self) -> RoundId: ...  # noqa: D102
    @property
    def unit(self) -> UnitId | None: ...  # noqa: D102
    @property
    def division(self) -> DivisionId | None: ...  # noqa: D102
    @property
    def bank(self) -> Digest: ...  # noqa: D102
    @property
    def question_ids(self) -> Sequence[QuestionId]: ...  # noqa: D102
    @property
    def answers(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def deadline_at(self) -> int: ...  # noqa: D102
    @property
    def submitted_at(self) -> int | None: ...  # noqa: D102
    @property
    def credit_ms(self) -> int: ...  # noqa: D102
    @property
    def result_key(self) -> str: ...  # noqa: D102

    def time_used_ms(self) -> int:
        """Return the time from the start to submission, or the whole limit where none was made."""

    def time_to_last_change_ms(self) -> int:
        """Return the time from the start to the last change of an answer, acknowledged in time."""


def write_lines(attempts: Iterable[Attempt]) -> bytes:
    """Return the canonical lines of final attempts, whatever order they come in."""
    # Each is written as it comes: a line takes a quarter of the memory that its attempt does.
    written = [
        (attempt.pid, attempt.ordinal, canonical_json(_line_value(attempt))) for attempt in attempts
    ]
    written.sort()
    return b"".join(piece for _, _, line in written for piece in (line, b"\n"))


def read_lines(lines: bytes) -> Iterator[Attempt]:
    """Yield the attempts of canonical lines, in their order."""
    for line in lines.splitlines():
        yield _attempt(json.loads(line))


def _line_value(attempt: Attempt) -> dict[str, object]:
    # What few attempts have stands in their lines alone.
    rare: dict[str, object] = {}
    if attempt.credit_ms:
        rare["credit_ms"] = attempt.credit_ms
    if attempt.taken_over_at:
        rare["taken_over_at"] = list(attempt.taken_over_at)
    if attempt.result_key:
        rare["result_key"] = attempt.result_key
    return rare | {
        "contest": attempt.key.contest,
        "scope": attempt.key.scope,
        "pid": attempt.key.pid,
        "ordinal": attempt.key.ordinal,
        "round": attempt.round_id,
        "unit": attempt.unit,
        "division": attempt.division,
        "receipt": attempt.receipt_code,
        "rules": attempt.rules,
        "bank": attempt.bank,
        "questions": list(attempt.question_ids),
        "answers": dict(attempt.answers),
        "started_at": attempt.started_at,
        "deadline_at": attempt.deadline_at,
        "start_id": attempt.start_id,
        "former_start_ids": list(attempt.former_start_ids),
        "device_epoch": attempt.device_epoch,
        "state": attempt.state.value,
        "revision": attempt.revision,
        "changed_at": attempt.changed_at,
        "submitted_at": attempt.submitted_at,
        "submit_id": attempt.submit_id,
    }


def _attempt(line: dict[str, Any]) -> Attempt:
    # The lines are our own canonical bytes, read back under their digest: types are as written.
    unit, division = line["unit"], line["division"]
    return Attempt(
        key=AttemptKey(
            contest=ContestId(line["contest"]),
            scope=RoundId(line["scope"]),
            pid=Pid(line["pid"]),
            ordinal=line["ordinal"],
        ),
        round_id=RoundId(line["round"]),
        unit=None if unit is None else UnitId(unit),
        division=None if division is None else DivisionId(division),
        receipt_code=ReceiptCode(line["receipt"]),
        rules=Digest(line["rules"]),
        bank=Digest(line["bank"]),
        question_ids=tuple(QuestionId(question) for question in line["questions"]),
        answers=line["answers"],
        started_at=line["started_at"],
        deadline_at=line["deadline_at"],
        start_id=line["start_id"],
        former_start_ids=tuple(line["former_start_ids"]),
        device_epoch=line["device_epoch"],
        state=AttemptState(line["state"]),
        revision=line["revision"],
        changed_at=line["changed_at"],
        submitted_at=line["submitted_at"],
        submit_id=line["submit_id"],
        credit_ms=line.get("credit_ms", 0),
        taken_over_at=tuple(line.get("taken_over_at", ())),
        result_key=line.get("result_key", ""),
    )
