"""Solving the sum that guards registration, as a browser does."""

import hashlib
from collections.abc import Mapping
from typing import Any


class UnsolvableError(ValueError):
    """None of the numbers gives the digest: whoever asked made a mistake."""


def solve(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a registration brings as ``solution`` for a reply of ``GET /api/challenges``.

    >>> digest = hashlib.sha256(b"2.a.7").hexdigest()
    >>> solve({"salt": "2.a", "digest": digest, "tag": "t", "numbers": 10})
    {'salt': '2.a', 'tag': 't', 'number': 7}
    """
    wanted = bytes.fromhex(asked["digest"])
    begun = hashlib.sha256(f"{asked['salt']}.".encode())
    for number in range(asked["numbers"]):
        tried = begun.copy()
        tried.update(str(number).encode())
        if tried.digest() == wanted:
            return {"salt": asked["salt"], "tag": asked["tag"], "number": number}
    raise UnsolvableError(asked["salt"])
