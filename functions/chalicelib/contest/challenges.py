"""Proof of work at registration: a small sum that a browser does before its form is taken.

1. A challenge is a salt and a digest, the SHA-256 of ``salt.number``.  The number is one of
   ``NUMBERS`` and is not told: whoever wants in tries them, half of them on average and never more
   than all.  It follows from a secret and the salt: nothing is stored while nobody has solved it.
2. The salt begins with the instant from which it is worth nothing and is authenticated together
   with the contest: neither can be changed, and no challenge of one contest serves in another.
3. A solved one counts once: who takes it stores its tag as used until that instant.

The scheme is the first version of the ALTCHA protocol (https://altcha.org), with a point after the
salt: there no digit can be moved from the number into the salt, or back.
"""

import hashlib
import hmac
from dataclasses import dataclass

from chalicelib.contest.errors import ChallengeError
from chalicelib.contest.identity import keyed_hash
from chalicelib.contest.ids import ContestId
from chalicelib.contest.times import MINUTE_MS

NUMBERS = 300_000
"""A browser on a processor slowed down four times tries some 500,000 a second."""

LIFETIME_MS = 10 * MINUTE_MS
SALT_RANDOM_BITS = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What a browser is asked: the number below ``NUMBERS`` for which the digest comes out."""

    salt: str
    digest: str
    tag: str
    """Says that we asked this."""
    expires_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What a browser answers."""

    salt: str
    tag: str
    number: int


def make_challenge(contest: ContestId, *, now: int, bits: int, secret: bytes) -> Challenge:
    """Return a challenge; ``bits`` are 96 random ones."""
    expires_at = now + LIFETIME_MS
    salt = f"{expires_at}.{bits:024x}"
    return Challenge(
        salt=salt,
        digest=digest_of(salt, _number_of(salt, secret)),
        tag=_tag_of(contest, salt, secret),
        expires_at=expires_at,
    )


def digest_of(salt: str, number: int) -> str:
    """Return the SHA-256 of salt, point and number in hex.

    >>> digest_of("2.a", 7)[:16]
    '2cc5b380f5d9bc4a'
    """
    return hashlib.sha256(f"{salt}.{number}".encode()).hexdigest()


def check_solution(contest: ContestId, solution: Solution, *, now: int, secret: bytes) -> int:
    """Return until when the solved challenge must be remembered as used.

    Raises ChallengeError (detail: reason, which is ``forged``, ``expired`` or ``unsolved``).
    """
    tag = _tag_of(contest, solution.salt, secret)
    if not hmac.compare_digest(solution.tag.encode(), tag.encode()):
        raise ChallengeError(reason="forged")
    expires_at = int(solution.salt.partition(".")[0])
    if now >= expires_at:
        raise ChallengeError(reason="expired")
    if solution.number != _number_of(solution.salt, secret):
        raise ChallengeError(reason="unsolved")
    return expires_at


def _tag_of(contest: ContestId, salt: str, secret: bytes) -> str:
    return keyed_hash(secret, "challenge", contest, salt)


def _number_of(salt: str, secret: bytes) -> int:
    return int(keyed_hash(secret, "challenge-number", salt), 16) % NUMBERS
