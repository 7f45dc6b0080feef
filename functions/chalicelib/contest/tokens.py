"""Attempt tokens: what a device shows with every save, so that no person has to be looked up.

A token names the attempt, the device epoch that it was given in and the deadline, authenticated by
HMAC-SHA256.  It is worth nothing after a takeover, since the epoch is a condition of every write.
"""

import base64
import binascii
import hmac
import json
from dataclasses import dataclass

from chalicelib.contest.attempts import Attempt, AttemptKey
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.errors import InvalidTokenError
from chalicelib.contest.ids import ContestId, Digest, DivisionId, Pid, RoundId

_MAX_LENGTH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptToken:
    """What a token says, once it is found to be ours."""

    key: AttemptKey
    device_epoch: int
    round_id: RoundId
    division: DivisionId | None
    deadline_at: int
    rules: Digest
    bank: Digest


def make_token(attempt: Attempt, secret: bytes) -> str:
    """Return the token of an attempt in its present device epoch."""
    key = attempt.key
    fields = [key.contest, key.scope, key.pid, key.ordinal, attempt.device_epoch]
    about = [attempt.round_id, attempt.division]
    payload = canonical_json([*fields, *about, attempt.deadline_at, attempt.rules, attempt.bank])
    return f"{_encode(payload)}.{_encode(_tag(payload, secret))}"


def read_token(token: str, secret: bytes) -> AttemptToken:
    """Return what a token says; raise InvalidTokenError unless we made it."""
    if len(token) > _MAX_LENGTH:
        raise InvalidTokenError
    payload_part, _, tag_part = token.partition(".")
    try:
        payload, tag = _decode(payload_part), _decode(tag_part)
    except (binascii.Error, UnicodeEncodeError):
        raise InvalidTokenError from None
    if not hmac.compare_digest(tag, _tag(payload, secret)):
        raise InvalidTokenError
    contest, scope, pid, ordinal, epoch, round_id, division, deadline_at, rules, bank = json.loads(
        payload
    )
    return AttemptToken(
        key=AttemptKey(
            contest=ContestId(contest), scope=RoundId(scope), pid=Pid(pid), ordinal=ordinal
        ),
        device_epoch=epoch,
        round_id=RoundId(round_id),
        division=None if division is None else DivisionId(division),
        deadline_at=deadline_at,
        rules=Digest(rules),
        bank=Digest(bank),
    )


def _tag(payload: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, b"attempt-token:" + payload, "sha256")


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(part: str) -> bytes:
    return base64.b64decode(part.encode("ascii") + b"==", altchars=b"-_")
