"""Canonical JSON: one value, one sequence of bytes, one digest.

Keys sorted, no blanks, UTF-8 without escapes of letters, integers only (a float would print
differently elsewhere).  What is staged, compared and published goes through here.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import islice

from chalicelib.contest.ids import Digest

_PLAIN = {str, int, bool, type(None)}
"""What most members are: they need no look inside, and a close has millions of them."""

_ITEMS_IN_A_PIECE = 1_000


def canonical_json(value: object) -> bytes:
    """Return the canonical bytes of a JSON value.

    Raises TypeError for floats and for what JSON cannot say.

    >>> canonical_json({"b": [1, "Nhất"], "a": None}).decode()
    '{"a":null,"b":[1,"Nhất"]}'
    """
    _refuse_floats(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def canonical_members(members: Mapping[str, Iterable[bytes]]) -> bytes:
    """Return the canonical bytes of an object whose members' values are canonical already.

    Each value comes in as many pieces as its writer likes.

    >>> canonical_members({"b": [b"1"], "a": [b"[2", b",3]"]})
    b'{"a":[2,3],"b":1}'
    """
    # A join would hold the pieces beside the whole: a million rows twice.
    written = BytesIO()
    written.writelines(member_pieces(members))
    return written.getvalue()


def canonical_items(items: Iterable[str]) -> Iterator[bytes]:
    """Yield, in pieces, the canonical bytes of a list whose items are written canonically already.

    >>> b"".join(canonical_items(["1", '"Nhất"'])).decode()
    '[1,"Nhất"]'
    """
    rest = iter(items)
    before = b"["
    while some := ",".join(islice(rest, _ITEMS_IN_A_PIECE)):
        yield before + some.encode()
        before = b","
    yield b"]" if before == b"," else b"[]"


def member_pieces(members: Mapping[str, Iterable[bytes]]) -> Iterator[bytes]:
    """Yield the bytes of ``canonical_members`` in pieces, for what is too large to hold."""
    before = b"{"
    for name in sorted(members):
        yield before + canonical_json(name) + b":"
        yield from members[name]
        before = b","
    yield b"}" if members else b"{}"


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
