"""Wrong tries at the door: they cost time, and only the one who makes them.

1. Five wrong second factors for one person from one network are free.  From then on every further
   try from there waits: 1 s, then 2, 4, 8, 16, 32 and 60 s, never longer.  The same person from
   another network, and anybody else from the same one, is not concerned.
2. An hour after the last try all is forgotten.
3. Codes that nobody has: after twenty from one network within a minute, another one is not looked
   up as wrong but put off until that minute is over.  A right code is never put off.
4. A network is an IPv4 address or the first 64 bits of an IPv6 one, which is what one line gets;
   it is kept as a keyed hash alone.
"""

from dataclasses import dataclass

from chalicelib.contest.identity import keyed_hash
from chalicelib.contest.ids import ContestId, Pid
from chalicelib.contest.times import HOUR_MS, MINUTE_MS, SECOND_MS

FREE_TRIES = 5
LONGEST_DELAY_SECONDS = 60
FORGOTTEN_AFTER_MS = HOUR_MS
UNKNOWN_CODES = 20
UNKNOWN_CODES_WITHIN_MS = MINUTE_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """How often something was tried, when last, and when that is forgotten."""

    count: int
    last_at: int
    forgotten_at: int


def delay_seconds(count: int) -> int:
    """Return how long one more try must wait after that many.

    >>> [delay_seconds(count) for count in (4, 5, 6, 7, 10, 11, 12, 1000)]
    [0, 1, 2, 4, 32, 60, 60, 60]
    """
    if count < FREE_TRIES:
        return 0
    # Past six doublings it is the longest anyhow.
    return min(LONGEST_DELAY_SECONDS, 1 << min(count - FREE_TRIES, 6))


def remembered(tries: Tries | None, now: int) -> Tries | None:
    """Return the tries, None where there are none or all is forgotten."""
    return None if tries is None or now >= tries.forgotten_at else tries


def seconds_to_wait(tries: Tries | None, now: int) -> int:
    """Return after how many seconds, rounded up, the next second factor is looked at.

    >>> five = Tries(count=5, last_at=0, forgotten_at=3_600_000)
    >>> [seconds_to_wait(five, now) for now in (0, 1, 999, 1_000)]
    [1, 1, 1, 0]
    """
    known = remembered(tries, now)
    if known is None:
        return 0
    return _seconds_until(known.last_at + delay_seconds(known.count) * SECOND_MS, now)


def is_watched(tries: Tries | None, now: int) -> bool:
    """Tell whether the free tries are used up, so that every further one counts, right or wrong."""
    known = remembered(tries, now)
    return known is not None and known.count >= FREE_TRIES


def after_try(tries: Tries | None, now: int) -> Tries:
    """Return what is known after one more try of a second factor."""
    known = remembered(tries, now)
    return Tries(
        count=1 if known is None else known.count + 1,
        last_at=now,
        forgotten_at=now + FORGOTTEN_AFTER_MS,
    )


def seconds_to_wait_with_codes(tries: Tries | None, now: int) -> int:
    """Return after how many seconds, rounded up, an unknown code is answered as such again."""
    known = remembered(tries, now)
    if known is None or known.count < UNKNOWN_CODES:
        return 0
    return _seconds_until(known.forgotten_at, now)


def after_unknown_code(tries: Tries | None, now: int) -> Tries:
    """Return what is known after one more unknown code; the minute runs from the first one."""
    known = remembered(tries, now)
    if known is None:
        return Tries(count=1, last_at=now, forgotten_at=now + UNKNOWN_CODES_WITHIN_MS)
    return Tries(count=known.count + 1, last_at=now, forgotten_at=known.forgotten_at)


def network_of(address: str) -> str:
    """Return what of an address stays the same on one line; the text itself where it is none.

    >>> network_of("203.0.113.7"), network_of("::ffff:203.0.113.7")
    ('203.0.113.7', '203.0.113.7')
    >>> network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::9") == "2001:db8:1:2::"
    True
    """
    if ":" not in address:
        return address
    from ipaddress import IPv6Address, ip_network  # Slow to import, and rarely needed.

    try:
        known = IPv6Address(address)
    except ValueError:
        return address
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ip_network((int(known), 64), strict=False).network_address)


def who_tries(secret: bytes, contest: ContestId, pid: Pid, address: str) -> str:
    """Return the keyed hash under which tries for a person from an address's network are kept."""
    return keyed_hash(secret, "tries", contest, pid, network_of(address))


def whose_codes(secret: bytes, contest: ContestId, address: str) -> str:
    """Return the keyed hash under which unknown codes from an address's network are kept."""
    return keyed_hash(secret, "unknown-codes", contest, network_of(address))


def _seconds_until(instant: int, now: int) -> int:
    return max(0, -((now - instant) // SECOND_MS))
