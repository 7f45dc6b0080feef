"""Canonical JSON and digests, written from their description: sorted, no blanks, UTF-8."""

import hashlib
import json
from typing import Any


def canonical(value: object) -> bytes:
    """Return the canonical bytes of a JSON value.

    >>> canonical({"b": [1, "Nhất"], "a": None}).decode()
    '{"a":null,"b":[1,"Nhất"]}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha(data: bytes) -> str:
    """Return the SHA-256 in hex.

    >>> sha(b"")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(data).hexdigest()


def read_json(data: bytes | None) -> Any:
    """Return the JSON value of bytes; None where there are none or they are no JSON."""
    try:
        return None if data is None else json.loads(data)
    except ValueError:
        return None


def together(digests: list[str]) -> str:
    """Return one digest over several, itself where there is one."""
    return digests[0] if len(digests) == 1 else sha("".join(digests).encode())
