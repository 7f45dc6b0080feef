"""Private links for units' coordinators: what a link holds, and what follows from it.

1. A link is an address with a secret of 128 bits after the ``#``, which no server ever sees.  It
   follows from the contest's secret, the unit and the link's version: nothing of it is stored.
2. What it leads to is a public file whose name is a hash of that secret and whose content is
   encrypted under another one: who has not got the link finds nothing and reads nothing.
3. Revoking a link makes its file say so; a new one has the next version and so another secret.
"""

import hashlib
from dataclasses import dataclass

from chalicelib.contest.identity import keyed_hash
from chalicelib.contest.ids import ContestId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLink:
    """The record of a unit's link: which version, since when, and whether it still holds."""

    unit: UnitId
    version: int
    made_at: int
    revoked_at: int | None = None
    reason: str = ""
    """Why it was revoked."""

    def holds(self) -> bool:
        """Tell whether the link has not been revoked."""
        return self.revoked_at is None


def link_secret(contest: ContestId, unit: UnitId, version: int, secret: bytes) -> str:
    """Return what stands after the ``#``: 32 hex digits."""
    return keyed_hash(secret, "unit-link", contest, unit, str(version))


def link_file(link: str) -> str:
    """Return the name of the public file that a link's secret leads to.

    >>> link_file("00" * 16)
    'data/u-6983521518702dffbf84ec93214ebf53.json'
    """
    return f"data/u-{hashlib.sha256(f'file:{link}'.encode()).hexdigest()[:32]}.json"


def link_key(link: str) -> bytes:
    """Return the 32 bytes under which a link's file is encrypted."""
    return hashlib.sha256(f"key:{link}".encode()).digest()
