"""From which network an attempt was taken: prints that the board may compare, and that fade.

1. Of the caller's address the network is kept (an IPv4 address, or the first 64 bits of an IPv6
   one), as 64 bits of a keyed hash, its print; beside it 32 bits of one of network and browser
   together, which devices alike on one line share.  There is one of each for the start and one for
   each takeover.  No device is given an id: that would be tracking.
2. Each round has a key of its own, so the prints of two rounds cannot be compared.
3. Prints are sealed for each attempt with that key.  It is removed ``KEPT_DAYS`` days after the
   results are published: from then on nobody can tell which network it was, nor which attempts
   came from the same one, though the attempts stay as they are.
4. They are in no attempt line, receipt, result or log; nothing follows from them by itself.
"""

from dataclasses import dataclass
from typing import NamedTuple

from chalicelib.contest.identity import keyed_hash
from chalicelib.contest.rules import Round
from chalicelib.contest.times import DAY_MS
from chalicelib.contest.tries import network_of

KEPT_DAYS = 30
_NETWORK_DIGITS = 16
_DEVICE_DIGITS = 8
_DIGITS = _NETWORK_DIGITS + _DEVICE_DIGITS


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkKey:
    """A round's key, and the instant at which it and all that it sealed fade."""

    secret: bytes
    fades_at: int


class Print(NamedTuple):
    """What is known of where an attempt was started or taken over."""

    network: str
    device: str
    """The same for devices with the same browser in the same network."""


class Caller(NamedTuple):
    """Who sends a request, as far as it shows: an address, and what the browser calls itself."""

    address: str
    browser: str = ""


def fades_at(round_: Round) -> int:
    """Return when the prints of a round fade."""
    return round_.publishes_at + KEPT_DAYS * DAY_MS


def add_print(sealed: str, caller: Caller, key: NetworkKey, attempt_id: str) -> str:
    """Return the sealed prints of an attempt with that of one more caller.

    >>> key = NetworkKey(secret=b"secret", fades_at=0)
    >>> sealed = add_print("", Caller("203.0.113.7", "one browser"), key, "c/r/p/1")
    >>> sealed = add_print(sealed, Caller("203.0.113.7", "another one"), key, "c/r/p/1")
    >>> one, other = read_prints(sealed, key, "c/r/p/1")
    >>> len(sealed), one.network == other.network, one.device == other.device
    (48, True, False)
    """
    network = network_of(caller.address)
    own = (
        keyed_hash(key.secret, "network", network)[:_NETWORK_DIGITS]
        + keyed_hash(key.secret, "device", network, caller.browser)[:_DEVICE_DIGITS]
    )
    return sealed + _sealed(own, key, attempt_id, len(sealed) // _DIGITS)


def read_prints(sealed: str, key: NetworkKey, attempt_id: str) -> tuple[Print, ...]:
    """Return the prints of an attempt, in the order in which they were added."""
    opened = [
        _sealed(sealed[start : start + _DIGITS], key, attempt_id, start // _DIGITS)
        for start in range(0, len(sealed), _DIGITS)
    ]
    return tuple(Print(each[:_NETWORK_DIGITS], each[_NETWORK_DIGITS:]) for each in opened)


def _sealed(own: str, key: NetworkKey, attempt_id: str, place: int) -> str:
    """Return a print sealed, or a sealed one open: twice is as before."""
    seal = keyed_hash(key.secret, "seal", attempt_id, str(place))[:_DIGITS]
    return f"{int(own, 16) ^ int(seal, 16):0{_DIGITS}x}"
