"""Saving answers, submitting them, and the receipt.

Each is a conditional write without a read before it (a second one where the first guessed wrong
whether an answer changes); where the condition fails, what is stored comes back with the refusal
and the core says what that means.  Only a submission after the deadline that its token names reads
first, since extra time may have come.  A request counts from its arrival at the gateway, which the
caller passes on.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.contest.attempts import (
    Attempt,
    Save,
    Submission,
    save_refusal,
    submission_refusal,
)
from chalicelib.contest.errors import (
    AlreadyFinalError,
    ContestError,
    InvalidInputError,
    InvalidTokenError,
    NotSubmittedError,
    OpenElsewhereError,
    TooLateError,
)
from chalicelib.contest.papers import check_answers
from chalicelib.contest.receipts import Receipt
from chalicelib.contest.tokens import AttemptToken, read_token
from chalicelib.use_cases.entry import EntryDesk
from chalicelib.use_cases.start import check_client_id, finalise_settled, paper_of

_MAX_REVISION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """What the server holds: a revision, and since when it has those answers."""

    revision: int
    saved_at: int
    deadline_at: int
    """When the attempt ends by now: later than the device knows where extra time came."""


def save_answers(
    desk: EntryDesk, *, token: str, revision: int, answers: Mapping[str, str], arrived_at: int
) -> Acknowledgement:
    """Store the whole answer map under its revision, and acknowledge it.

    The same revision again is acknowledged again.  Raises StaleRevisionError, OpenElsewhereError,
    TooLateError, or AlreadyFinalError (detail: receipt).
    """
    held = _read(desk, token)
    save = Save(
        device_epoch=held.device_epoch,
        revision=_check_revision(revision),
        answers=_on_paper(desk, held, answers),
        arrived_at=arrived_at,
    )
    written, stored = desk.attempts.save(held.key, save)
    if stored is None:
        raise InvalidTokenError
    if not written:
        refusal = save_refusal(stored, save)
        if refusal is not None:
            raise _with_receipt(desk, refusal, stored)
    return Acknowledgement(
        revision=stored.revision, saved_at=stored.changed_at, deadline_at=stored.deadline_at
    )


def submit_attempt(
    desk: EntryDesk,
    *,
    token: str,
    submit_id: str,
    revision: int,
    answers: Mapping[str, str],
    arrived_at: int,
    saved_revision: int = 0,
) -> Receipt:
    """Make the attempt final with these answers, and return its receipt.

    The same submit_id gets the same receipt for ever.  What arrives after the grace raises
    TooLateError; once the attempt is settled its last save is made final by that, and its receipt
    comes as a detail.  Another submit_id than the one that counted raises AlreadyFinalError
    (detail: receipt).
    """
    check_client_id(submit_id, "submit_id")
    held = _read(desk, token)
    submission = Submission(
        device_epoch=held.device_epoch,
        revision=_check_revision(revision),
        answers=_on_paper(desk, held, answers),
        arrived_at=arrived_at,
        submit_id=submit_id,
        deadline_at=_deadline_at(desk, held, arrived_at),
        saved_revision=saved_revision,
    )
    written, stored = desk.attempts.submit(held.key, submission)
    if stored is None:
        raise InvalidTokenError
    if not written:
        refusal = submission_refusal(stored, submission)
        if isinstance(refusal, TooLateError):
            stored = finalise_settled(desk, stored)
        if refusal is not None:
            raise _with_receipt(desk, refusal, stored)
    return desk.receipt_of(stored)


def get_receipt(desk: EntryDesk, *, token: str) -> Receipt:
    """Return the receipt of the attempt, which is made final by that where it is settled.

    Raises NotSubmittedError while something that arrived in time may still change it, and
    OpenElsewhereError where another device is the one that may: so whoever has nothing to save
    learns of a takeover, too.
    """
    held = _read(desk, token)
    attempt = desk.attempts.get_attempt(held.key)
    if attempt is None:
        raise InvalidTokenError
    attempt = finalise_settled(desk, attempt)
    if not attempt.is_final() and attempt.device_epoch != held.device_epoch:
        raise OpenElsewhereError
    if not attempt.is_final():
        # Whoever saves nothing learns of extra time here.
        raise NotSubmittedError(deadline_at=attempt.deadline_at)
    return desk.receipt_of(attempt)


def _read(desk: EntryDesk, token: str) -> AttemptToken:
    held = read_token(token, desk.banks.secrets().tokens)
    if held.key.contest != desk.contest_id:
        raise InvalidTokenError
    return held


def _deadline_at(desk: EntryDesk, held: AttemptToken, arrived_at: int) -> int:
    """Return when the attempt ends: after what the token says only where extra time came."""
    stored = desk.attempts.get_attempt(held.key) if arrived_at > held.deadline_at else None
    return held.deadline_at if stored is None else stored.deadline_at


def _check_revision(revision: int) -> int:
    if not 0 <= revision <= _MAX_REVISION:
        raise InvalidInputError(field="revision")
    return revision


def _on_paper(desk: EntryDesk, held: AttemptToken, answers: Mapping[str, str]) -> dict[str, str]:
    rules = desk.rules.rules_of(held.rules).paper_of(held.division)
    return check_answers(paper_of(desk, held), answers, rules)


def _with_receipt(desk: EntryDesk, refusal: ContestError, stored: Attempt) -> ContestError:
    if isinstance(refusal, AlreadyFinalError | TooLateError) and stored.is_final():
        return type(refusal)(receipt=desk.receipt_of(stored))
    return refusal
