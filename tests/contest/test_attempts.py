"""What a refused write is told, and what an attempt's times are."""

from typing import Any

import pytest
from builders import CLOSES_AT, OPENS_AT, make_attempt, make_save, make_submission

from chalicelib.contest.attempts import (
    GRACE_MS,
    AttemptState,
    ContestError,
    save_refusal,
    submission_refusal,
)

ANSWERS = {"q1": "a"}
DEADLINE = make_attempt().deadline_at
LATE = DEADLINE + GRACE_MS + 1


def shown(refusal: ContestError | None) -> tuple[str, Any] | None:
    return None if refusal is None else (refusal.code, dict(refusal.details))


def save_told(stored: dict[str, Any], sent: dict[str, Any]) -> tuple[str, Any] | None:
    attempt = make_attempt(**{"revision": 2, "answers": ANSWERS, **stored})
    return shown(save_refusal(attempt, make_save(**{"revision": 2, "answers": ANSWERS, **sent})))


def submission_told(stored: dict[str, Any], sent: dict[str, Any]) -> tuple[str, Any] | None:
    attempt = make_attempt(**{"revision": 2, "answers": ANSWERS, **stored})
    submission = make_submission(**{"revision": 2, "answers": ANSWERS, **sent})
    return shown(submission_refusal(attempt, submission))


@pytest.mark.parametrize(
    ("stored", "sent", "told"),
    [
        ({}, {}, None),
        ({}, {"arrived_at": LATE}, None),
        ({}, {"revision": 1}, ("stale_revision", {"revision": 2})),
        ({}, {"answers": {"q1": "b"}}, ("stale_revision", {"revision": 2})),
        ({}, {"revision": 3, "arrived_at": LATE}, ("too_late", {})),
        ({}, {"revision": 1, "arrived_at": LATE}, ("too_late", {})),
        ({"device_epoch": 2}, {}, ("open_elsewhere", {})),
        ({"state": AttemptState.AUTO}, {}, ("already_final", {})),
        ({"state": AttemptState.SUBMITTED}, {"revision": 1}, ("already_final", {})),
        ({"state": AttemptState.AUTO, "device_epoch": 2}, {}, ("open_elsewhere", {})),
    ],
)
def test_a_save_is_told_why_it_was_not_written_and_its_retry_nothing(
    stored: dict[str, Any], sent: dict[str, Any], told: tuple[str, Any] | None
) -> None:
    assert save_told(stored, sent) == told


SUBMITTED = {"state": AttemptState.SUBMITTED, "submit_id": "submit-1"}


@pytest.mark.parametrize(
    ("stored", "sent", "told"),
    [
        (SUBMITTED, {}, None),
        (SUBMITTED, {"arrived_at": LATE}, None),
        ({**SUBMITTED, "device_epoch": 2}, {}, None),
        (SUBMITTED, {"submit_id": "another"}, ("already_final", {})),
        ({"state": AttemptState.AUTO, "submit_id": "submit-1"}, {}, ("already_final", {})),
        ({"device_epoch": 2}, {}, ("open_elsewhere", {})),
        ({**SUBMITTED, "device_epoch": 2}, {"submit_id": "another"}, ("open_elsewhere", {})),
        ({}, {"arrived_at": LATE}, ("too_late", {})),
        ({}, {"revision": 1, "arrived_at": LATE}, ("too_late", {})),
        ({}, {"revision": 1}, ("stale_revision", {"revision": 2})),
    ],
)
def test_a_submission_is_told_why_it_was_not_written_and_its_retry_nothing(
    stored: dict[str, Any], sent: dict[str, Any], told: tuple[str, Any] | None
) -> None:
    assert submission_told(stored, sent) == told


@pytest.mark.parametrize(
    ("ended", "changed", "used"),
    [
        (OPENS_AT + 7, OPENS_AT + 5, (7, 5)),
        (None, DEADLINE + GRACE_MS, (DEADLINE - OPENS_AT, DEADLINE - OPENS_AT)),
        (OPENS_AT - 1, OPENS_AT - 2, (0, 0)),
    ],
)
def test_times_run_from_the_start_and_never_past_the_deadline_nor_below_nothing(
    ended: int | None, changed: int, used: tuple[int, int]
) -> None:
    attempt = make_attempt(started_at=OPENS_AT, submitted_at=ended, changed_at=changed)

    assert CLOSES_AT > DEADLINE
    assert (attempt.time_used_ms(), attempt.time_to_last_change_ms()) == used
