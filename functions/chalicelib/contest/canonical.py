"""Canonical JSON: one value, one sequence of bytes, one digest.

Keys sorted, no blanks, UTF-8 without escapes of letters, integers only (a float would print
differently elsewhere).  What is staged, compared and published goes through here.
"""

import hashlib
import json
from collections.abc import Iterable

from chalicelib.contest.ids import Digest

_PLAIN = {str, int, bool, type(None)}
"""What most members are: they need no look inside, and a close has millions of them."""


def canonical_json(value: object) -> bytes:
    """Return the canonical bytes of a JSON value.

    Raises TypeError for floats and for what JSON cannot say.

    >>> canonical_json({"b": [1, "Nhất"], "a": None}).decode()
    '{"a":null,"b":[1,"Nhất"]}'
    """
    _refuse_floats(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def canonical_lines(values: Iterable[object]) -> bytes:
    r"""Return one canonical JSON line per value, each ended by a newline.

    >>> canonical_lines([{"b": 1, "a": 2}, []])
    b'{"a":2,"b":1}\n[]\n'
    """
    return b"".join(canonical_json(value) + b"\n" for value in values)


def digest_of(data: bytes) -> Digest:
    """Return the SHA-256 of the bytes in hex.

    >>> digest_of(b"")[:16]
    'e3b0c44298fc1c14'
    """
    return Digest(hashlib.sha256(data).hexdigest())


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(f"canonical JSON takes no float: {value!r}")
    if isinstance(value, dict):
        for member in value.values():
            if type(member) not in _PLAIN:
                _refuse_floats(member)
    elif isinstance(value, list | tuple):
        for member in value:
            if type(member) not in _PLAIN:
                _refuse_floats(member)
