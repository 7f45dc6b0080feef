"""Receipts: what a contestant keeps as proof that the answers were taken.

1. A receipt commits to the answers without showing them: SHA-256 over a nonce of 32 bytes that only
   the contestant is given and the canonical answers.
2. It is signed (Ed25519), so that anybody can see offline, with the public key alone, that the
   office issued it and nobody changed it since.  Here are the bytes to sign; signing is a port.
3. The nonce is not signed: the signed commitment ties it already, and so a receipt can be shown
   without it, to somebody who is not to learn the answers by trying.
4. It says nothing about marks, and the same attempt always gives the same bytes.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.errors import NotSubmittedError
from chalicelib.contest.ids import ContestId, Digest

VERSION = 1
ALGORITHM = "Ed25519"
_PURPOSE = b"contest-receipt:"
"""What the signed bytes begin with: a signature of a receipt is one of nothing else."""
_KEY_ID_DIGITS = 16
_RESULT_KEY_DIGITS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsignedReceipt:
    """What is proved of one final attempt."""

    version: int = VERSION
    """Which bytes are signed."""
    contest: str
    """The contest's id."""
    round: str
    """The id of the round in which the attempt was started."""
    code: str
    """The attempt's public code, by which it is found in the results."""
    state: str
    """``submitted`` by the contestant, or ``auto``: made final from the last save."""
    started_at: int
    """When the attempt was started."""
    submitted_at: int
    """When the submission arrived, but never after the deadline; the deadline where auto."""
    time_used_ms: int
    """The time from start to end that counts: at most the ordinary limit."""
    answered: int
    """How many questions of the paper have an answer."""
    questions: int
    """How many questions the paper has."""
    nonce: str
    """64 hex digits that only the contestant is given; they keep the commitment closed."""
    commitment: Digest
    """SHA-256 in hex over the nonce's 32 bytes and the canonical answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(UnsignedReceipt):
    """The proof of one final attempt; the same attempt always gives the same receipt."""

    key_id: str
    """Which public key proves the signature."""
    signature: str
    """Ed25519 over ``signed_bytes``, in hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptKey:
    """The public key that proves a contest's receipts."""

    contest: str
    algorithm: str
    key_id: str
    public_key: str
    """32 bytes in hex."""


def commit(nonce: str, answers: Mapping[str, str]) -> Digest:
    """Return the commitment to the answers under a nonce (64 hex digits).

    >>> commit("00" * 32, {"q2": "b", "q1": "a"}) == commit("00" * 32, {"q1": "a", "q2": "b"})
    True
    """
    return digest_of(bytes.fromhex(nonce) + canonical_json(dict(answers)))


def receipt_of(attempt: Attempt, secret: bytes) -> UnsignedReceipt:
    """Return the receipt of a final attempt, to be signed.

    The nonce follows from ``secret`` and the attempt's id, so that nothing more has to be stored.
    Raises NotSubmittedError where the attempt is still running.
    """
    if not attempt.is_final():
        raise NotSubmittedError
    nonce = nonce_of(attempt.key.attempt_id(), secret)
    return UnsignedReceipt(
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


def nonce_of(attempt_id: str, secret: bytes) -> str:
    """Return the nonce of an attempt's receipt: 64 hex digits."""
    label = b"receipt-nonce:" + attempt_id.encode()
    return hmac.new(secret, label, hashlib.sha256).hexdigest()


def result_key(nonce: str) -> str:
    """Return the key to one's own result, 32 hex digits, from the receipt's nonce (64).

    >>> result_key("00" * 32)
    '0bf33d1cae58fc1948a4e02809d60a40'
    """
    return hashlib.sha256(f"own-result:{nonce}".encode()).hexdigest()[:_RESULT_KEY_DIGITS]


def signed_bytes(receipt: Mapping[str, object]) -> bytes:
    """Return the bytes that are signed: the purpose and the receipt but for nonce and signature.

    The key's id is among them.  Takes the fields as a mapping, since whoever verifies has no more.
    Raises TypeError where a field is none of canonical JSON.

    >>> signed_bytes({"version": 1, "code": "7K2M", "nonce": "00", "signature": "ff"}).decode()
    'contest-receipt:{"code":"7K2M","version":1}'
    """
    shown = {name: value for name, value in receipt.items() if name not in {"nonce", "signature"}}
    return _PURPOSE + canonical_json(shown)


def bytes_to_sign(receipt: UnsignedReceipt, key_id: str) -> bytes:
    """Return the bytes that a key is to sign."""
    return signed_bytes({**asdict(receipt), "key_id": key_id})


def with_signature(receipt: UnsignedReceipt, key_id: str, signature: bytes) -> Receipt:
    """Return the receipt with its signature."""
    return Receipt(**asdict(receipt), key_id=key_id, signature=signature.hex())


def signing_seed(secret: bytes, contest: ContestId) -> bytes:
    """Return the seed (32 bytes) of the contest's signing key.

    It is a keyed hash of the secret under a purpose of its own, so it tells nothing about codes and
    nonces, nor they about it; and a contest that was prepared earlier has its key already, without
    a secret being added to those that are never written again.
    """
    label = b"receipt-signing-seed:" + contest.encode()
    return hmac.new(secret, label, hashlib.sha256).digest()


def receipt_key(contest: ContestId, public_key: bytes) -> ReceiptKey:
    """Return a public key as it is published."""
    return ReceiptKey(
        contest=contest,
        algorithm=ALGORITHM,
        key_id=key_id_of(public_key),
        public_key=public_key.hex(),
    )


def key_id_of(public_key: bytes) -> str:
    """Return the id that tells keys apart: the first 64 bits of its SHA-256 in hex.

    >>> key_id_of(b"")
    'e3b0c44298fc1c14'
    """
    return digest_of(public_key)[:_KEY_ID_DIGITS]
