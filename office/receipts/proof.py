"""Files that somebody brings: a receipt with or without its answers, and a published key.

Nothing in them is believed: a file is taken whole, in exactly the form that the program writes, or
refused with the reason.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeGuard

from chalicelib.contest.attempts import AttemptState
from chalicelib.contest.receipts import ALGORITHM, VERSION, Receipt, ReceiptKey, key_id_of
from office.reasons import reason_of
from office.texts import text

MOST_BYTES = 1_000_000
_LATEST_AT = 253_402_300_799_000
"""The end of the year 9999: later instants cannot be written down."""
_HEX_DIGITS = {"nonce": 64, "commitment": 64, "signature": 128, "key_id": 16, "public_key": 64}
_WHOLE = {field.name for field in fields(Receipt) if field.type is int}
_NAMES = {field.name for field in fields(Receipt)}


class BadFileError(Exception):
    """A file cannot be used; the message is for the person who brought it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a receipt's file says."""

    receipt: Mapping[str, str | int]
    """Exactly the fields of ``Receipt``."""
    answers: Mapping[str, str] | None
    """None where they are not in the file: what was answered on another device."""


def read_proof(path: Path) -> Proof:
    """Return what a receipt's file says; raise BadFileError where it is none."""
    value = _read_object(path)
    receipt = value.get("receipt")
    if not isinstance(receipt, dict):
        raise BadFileError(text("receipt.no_receipt", path=path))
    if "signature" not in receipt and "commitment" in receipt:
        raise BadFileError(text("receipt.unsigned", path=path))
    if receipt.get("version", VERSION) != VERSION:
        raise BadFileError(text("receipt.other_version", path=path))
    for name in sorted(_NAMES | receipt.keys()):
        if name not in _NAMES or not _fits(name, receipt.get(name)):
            raise BadFileError(text("receipt.bad_field", path=path, field=_shown(name)))
    answers = value.get("answers")
    if answers is not None and not _is_answers(answers):
        raise BadFileError(text("receipt.bad_answers", path=path))
    return Proof(receipt=receipt, answers=answers)


def read_key(path: Path) -> ReceiptKey:
    """Return the key of a published file; raise BadFileError where it is none."""
    return key_of(_read_object(path), str(path))


def key_of(value: object, shown: str) -> ReceiptKey:
    """Return the key that a JSON value says; raise BadFileError where it says none."""
    if not isinstance(value, dict) or value.keys() != {field.name for field in fields(ReceiptKey)}:
        raise BadFileError(text("receipt.bad_key", path=shown))
    if not all(_fits(name, member) for name, member in value.items()):
        raise BadFileError(text("receipt.bad_key", path=shown))
    key = ReceiptKey(**value)
    if key.algorithm != ALGORITHM or key.key_id != key_id_of(bytes.fromhex(key.public_key)):
        raise BadFileError(text("receipt.bad_key", path=shown))
    return key


def _read_object(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = reason_of(error)
        raise BadFileError(text("receipt.unreadable", path=path, reason=reason)) from error
    if len(data) > MOST_BYTES:
        raise BadFileError(text("receipt.too_large", path=path))
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadFileError(text("receipt.not_json", path=path)) from error
    if not isinstance(value, dict):
        raise BadFileError(text("receipt.no_receipt", path=path))
    return value


def _fits(name: str, value: object) -> bool:
    if name in _WHOLE:
        return type(value) is int and 0 <= value <= _LATEST_AT
    if not isinstance(value, str) or not _is_plain(value):
        return False
    if name == "state":
        return value in {AttemptState.SUBMITTED, AttemptState.AUTO}
    digits = _HEX_DIGITS.get(name)
    return digits is None or re.fullmatch(f"[0-9a-f]{{{digits}}}", value) is not None


def _is_answers(value: object) -> TypeGuard[dict[str, str]]:
    return isinstance(value, dict) and all(
        isinstance(answer, str) and _is_plain(name) and _is_plain(answer)
        for name, answer in value.items()
    )


def _is_plain(value: str) -> bool:
    return value.isprintable() and len(value) <= 1_000


def _shown(name: str) -> str:
    return name if _is_plain(name) else repr(name)[:80]
