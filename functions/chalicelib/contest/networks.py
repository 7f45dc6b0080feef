"""From which network an attempt was taken: prints that the board may compare, and that fade.

1. Of the caller's address the network is kept (an IPv4 address, or the first 64 bits of an IPv6
   one), as 64 bits of a keyed hash, its print: one for the start and one for each takeover.
2. Each round has a key of its own, so the prints of two rounds cannot be compared.
3. Prints are sealed for each attempt with that key.  It is removed ``KEPT_DAYS`` days after the
   results are published: from then on nobody can tell which network it was, nor which attempts
   came from the same one, though the attempts stay as they are.
4. They are in no attempt line, receipt, result or log; nothing follows from them by itself.
"""

from dataclasses import dataclass

from chalicelib.contest.identity import keyed_hash
from chalicelib.contest.rules import Round
from chalicelib.contest.times import DAY_MS
from chalicelib.contest.tries import network_of

KEPT_DAYS = 30
_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkKey:
    """A round's key, and the instant at which it and all that it sealed fade."""

    secret: bytes
    fades_at: int


def fades_at(round_: Round) -> int:
    """Return when the prints of a round fade."""
    return round_.publishes_at + KEPT_DAYS * DAY_MS


def add_print(sealed: str, address: str, key: NetworkKey, attempt_id: str) -> str:
    """Return the sealed prints of an attempt with that of one more address.

    >>> key = NetworkKey(secret=b"secret", fades_at=0)
    >>> sealed = add_print("", "203.0.113.7", key, "c/r/p/1")
    >>> sealed = add_print(sealed, "203.0.113.7", key, "c/r/p/1")
    >>> one, other = read_prints(sealed, key, "c/r/p/1")
    >>> len(sealed), one == other, sealed[:16] == sealed[16:]
    (32, True, False)
    """
    own = keyed_hash(key.secret, "network", network_of(address))[:_DIGITS]
    return sealed + _sealed(own, key, attempt_id, len(sealed) // _DIGITS)


def read_prints(sealed: str, key: NetworkKey, attempt_id: str) -> tuple[str, ...]:
    """Return the prints of an attempt, in the order in which they were added."""
    return tuple(
        _sealed(sealed[start : start + _DIGITS], key, attempt_id, start // _DIGITS)
        for start in range(0, len(sealed), _DIGITS)
    )


def _sealed(own: str, key: NetworkKey, attempt_id: str, place: int) -> str:
    """Return a print sealed, or a sealed one open: twice is as before."""
    seal = keyed_hash(key.secret, "seal", attempt_id, str(place))[:_DIGITS]
    return f"{int(own, 16) ^ int(seal, 16):0{_DIGITS}x}"
