"""Who a person is to the contest: keyed hashes, personal codes and receipt codes.

1. An identifier is folded (no blanks, dots or hyphens, upper case), so that one person who types it
   in two ways is one person.
2. ``pid`` is a keyed hash of the folded identifier: without the secret nobody can test a guess.
3. A personal code has 11 random characters of 32 (55 bits) and one check character; O, I and L are
   read as 0, 1 and 1, and blanks and hyphens are ignored.
"""

import hashlib
import hmac
import re

from chalicelib.contest.errors import InvalidInputError, PeopleErasedError, UnknownCodeError
from chalicelib.contest.ids import ContestId, Pid, ReceiptCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_RANDOM_BITS = 55
_CODE_LENGTH = 12
_RECEIPT_LENGTH = 10
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_IDENTIFIER = re.compile(r"[0-9A-Z]{4,40}")


def fold_identifier(identifier: str) -> str:
    """Return the identifier as it is compared.

    Raises InvalidInputError where fewer than 4 or more than 40 letters and digits are left.

    >>> fold_identifier(" 019 099-001.234 ")
    '019099001234'
    """
    folded = re.sub(r"[\s.\-/]", "", identifier).upper()
    if not _IDENTIFIER.fullmatch(folded):
        raise InvalidInputError(field="identifier")
    return folded


def pid_of(contest: ContestId, identifier: str, secret: bytes) -> Pid:
    """Return the person's keyed hash: 128 bits in hex, the same for every spelling."""
    return Pid(keyed_hash(secret, "pid", contest, fold_identifier(identifier)))


def keyed_hash(secret: bytes, purpose: str, *parts: str) -> str:
    """Return 128 bits of HMAC-SHA256 in hex; another purpose gives an unrelated value.

    Raises PeopleErasedError where the secret is empty: it was destroyed with the people.
    """
    if not secret:
        raise PeopleErasedError(what="people")
    message = "\x1f".join((purpose, *parts)).encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()[:32]


def hash_of_code(secret: bytes, contest: ContestId, code: str) -> str:
    """Return the keyed hash under which a personal code is kept."""
    return keyed_hash(secret, "code", contest, code)


def hash_of_second_factor(secret: bytes, pid: Pid, birth_date: str) -> str:
    """Return the keyed hash of a second factor; the pid keeps equal dates apart."""
    return keyed_hash(secret, "second-factor", pid, birth_date)


def code_from_bits(bits: int) -> str:
    """Return the personal code that 55 random bits make, in three groups of four.

    >>> code_from_bits(0)
    '0000-0000-0000'
    """
    if not 0 <= bits < 1 << CODE_RANDOM_BITS:
        raise ValueError(f"a code needs {CODE_RANDOM_BITS} bits")
    letters = "".join(ALPHABET[bits >> shift & 31] for shift in range(50, -1, -5))
    return _grouped(letters + _check_letter(letters))


def read_code(typed: str) -> str:
    """Return the personal code that somebody typed in its canonical form.

    Raises UnknownCodeError where it cannot be a code: its length, a letter or its check is wrong.

    >>> read_code(" oooo oooo-oooo ")
    '0000-0000-0000'
    """
    letters = re.sub(r"[\s\-]", "", typed).upper().translate(_READ_AS)
    well_formed = len(letters) == _CODE_LENGTH and set(letters) <= set(ALPHABET)
    if not well_formed or _check_letter(letters[:-1]) != letters[-1]:
        raise UnknownCodeError
    return _grouped(letters)


def receipt_code_of(attempt_id: str, secret: bytes) -> ReceiptCode:
    """Return the attempt's public code: 50 bits, the same whenever it is asked for."""
    return ReceiptCode(_short_code(keyed_hash(secret, "receipt-code", attempt_id)))


def read_receipt_code(typed: str) -> ReceiptCode:
    """Return the receipt code that somebody typed in its canonical form.

    Raises InvalidInputError where it cannot be one.

    >>> read_receipt_code(" 7k2m 9qxd-4t ")
    '7K2M-9QXD-4T'
    """
    letters = re.sub(r"[\s\-]", "", typed).upper().translate(_READ_AS)
    if len(letters) != _RECEIPT_LENGTH or not set(letters) <= set(ALPHABET):
        raise InvalidInputError(field="receipt")
    return ReceiptCode(_grouped(letters))


def complaint_code_of(complaint: str, secret: bytes) -> str:
    """Return the code of a complaint: 50 bits, the same whenever it is asked for."""
    return _short_code(keyed_hash(secret, "complaint-code", complaint))


def _short_code(hashed: str) -> str:
    bits = int(hashed, 16)
    return _grouped("".join(ALPHABET[bits >> 5 * i & 31] for i in range(_RECEIPT_LENGTH)))


def _grouped(letters: str) -> str:
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def _check_letter(letters: str) -> str:
    total = 0
    for letter in letters:
        total = (total * 2 + ALPHABET.index(letter) * 3) % 31
    return ALPHABET[total]
