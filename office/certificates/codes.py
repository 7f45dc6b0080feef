"""Certificate codes: what is printed on a certificate, and what only who has it can look up.

1. A code has 15 letters that follow from a secret of the contest and from what is certified (75
   bits), and a check letter.  The same certificate has the same code whenever it is printed.
2. A record is kept under a hash of the code and encrypted under another one: who has the paper
   finds the record, and nobody else can list, count or read any.
3. The check page computes the same in the browser (``site/assets/check.js``).
"""

import hashlib
import re
from dataclasses import dataclass

from chalicelib.contest.identity import ALPHABET, keyed_hash
from chalicelib.contest.ids import ContestId

_RANDOM_LETTERS = 15
_LENGTH = _RANDOM_LETTERS + 1
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_PRIME = 31


class MistypedCodeError(Exception):
    """What was typed cannot be a certificate code: its length, a letter or its check is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the record of a code is kept, and the key that opens it."""

    shard: str
    """Two hex digits: the file among 256."""
    name: str
    """The record's name in the file: 64 hex digits."""
    key: bytes


def certificate_code(secret: bytes, contest: ContestId, *certified: str) -> str:
    """Return the code of what is certified, such as ``7K2M-9QXD-4TAB-00AB``."""
    bits = int(keyed_hash(secret, "certificate", contest, *certified), 16)
    letters = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(_RANDOM_LETTERS))
    return grouped(letters + check_letter(letters))


def read_code(typed: str) -> str:
    """Return a code that somebody typed in its canonical form; raise MistypedCodeError.

    >>> read_code(" oooo oooo-oooo-ooo0 ")
    '0000-0000-0000-0000'
    """
    letters = re.sub(r"[\s\-–]", "", typed).upper().translate(_READ_AS)
    well_formed = len(letters) == _LENGTH and set(letters) <= set(ALPHABET)
    if not well_formed or check_letter(letters[:-1]) != letters[-1]:
        raise MistypedCodeError
    return grouped(letters)


def address_of(contest: ContestId, code: str) -> Address:
    """Return where the record of a code in its canonical form is kept, and its key."""
    name = _digest("name", contest, code)
    return Address(shard=name.hex()[:2], name=name.hex(), key=_digest("key", contest, code))


def check_letter(letters: str) -> str:
    """Return the letter that tells one wrong letter, or two in wrong order (0 for Z apart).

    >>> check_letter("7K2M9QXD4TAB00A") != check_letter("K72M9QXD4TAB00A")
    True
    """
    total = sum(place * ALPHABET.index(letter) for place, letter in enumerate(letters, start=1))
    return ALPHABET[total % _PRIME]


def grouped(letters: str) -> str:
    """Return the letters of a code in groups of four."""
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _digest(purpose: str, contest: ContestId, code: str) -> bytes:
    return hashlib.sha256(f"certificate-{purpose}:{contest}:{code}".encode()).digest()
