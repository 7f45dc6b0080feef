"""Receipts: what a contestant keeps as proof that the answers were taken.

A receipt commits to the answers without showing them: SHA-256 over a nonce of 32 bytes that only
the contestant is given and the canonical answers.  It says nothing about marks.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.errors import NotSubmittedError
from chalicelib.contest.ids import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The proof of one final attempt; the same attempt always gives the same receipt."""

    contest: str
    round: str
    code: str
    state: str
    started_at: int
    submitted_at: int
    time_used_ms: int
    answered: int
    questions: int
    nonce: str
    commitment: Digest


def commit(nonce: str, answers: Mapping[str, str]) -> Digest:
    """Return the commitment to the answers under a nonce (64 hex digits).

    >>> commit("00" * 32, {"q2": "b", "q1": "a"}) == commit("00" * 32, {"q1": "a", "q2": "b"})
    True
    """
    return digest_of(bytes.fromhex(nonce) + canonical_json(dict(answers)))


def receipt_of(attempt: Attempt, secret: bytes) -> Receipt:
    """Return the receipt of a final attempt.

    The nonce follows from ``secret`` and the attempt's id, so that nothing more has to be stored.
    Raises NotSubmittedError where the attempt is still running.
    """
    if not attempt.is_final():
        raise NotSubmittedError
    label = b"receipt-nonce:" + attempt.key.attempt_id().encode()
    nonce = hmac.new(secret, label, hashlib.sha256).hexdigest()
    return Receipt(
        contest=attempt.key.contest,
        round=attempt.round_id,
        code=attempt.receipt_code,
        state=attempt.state.value,
        started_at=attempt.started_at,
        submitted_at=attempt.started_at + attempt.time_used_ms(),
        time_used_ms=attempt.time_used_ms(),
        answered=sum(question in attempt.answers for question in attempt.question_ids),
        questions=len(attempt.question_ids),
        nonce=nonce,
        commitment=commit(nonce, attempt.answers),
    )
