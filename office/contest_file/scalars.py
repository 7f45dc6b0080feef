"""Typed text -> values: what one field of the contest file or one cell of a table may say.

Each reader returns its value, or a stand-in after a finding; the caller uses nothing of a file that
has errors.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from chalicelib.contest.times import to_ms
from office.contest_file.codes import Code
from office.contest_file.details import Phrase, phrase
from office.contest_file.findings import Findings, Place

E = TypeVar("E", bound=StrEnum)

_WHOLE = re.compile(r"-?[0-9]{1,15}")
MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2})?"
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
LONGEST_SLUG = 60
_FLAGS = {"true": True, "false": False}
_ANSWERS = _FLAGS | {"yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """What somebody typed in one field: its text without outer blanks, and where it stands."""

    field: str
    text: str
    place: Place


def read_whole(scalar: Scalar, least: int, findings: Findings, most: int | None = None) -> int:
    """Return a whole number between the two: digits only, no separators, no unit."""
    if not _WHOLE.fullmatch(scalar.text):
        wrong_type(scalar, "whole", findings)
        return least
    number = int(scalar.text)
    if number < least:
        findings.add(
            Code.TOO_SMALL, scalar.place, field=scalar.field, typed=scalar.text, least=least
        )
    elif most is not None and number > most:
        findings.add(Code.TOO_LARGE, scalar.place, field=scalar.field, typed=scalar.text, most=most)
    return number


def read_flag(scalar: Scalar, findings: Findings) -> bool:
    """Return ``true`` or ``false``, in whatever case a spreadsheet writes them."""
    value = _FLAGS.get(scalar.text.casefold())
    if value is None:
        wrong_type(scalar, "flag", findings)
    return bool(value)


def read_answer(scalar: Scalar, findings: Findings) -> bool | None:
    """Return ``yes`` or ``no`` of a table's cell, or what ``read_flag`` takes; None for others."""
    value = _ANSWERS.get(scalar.text.casefold())
    if value is None:
        wrong_type(scalar, "answer", findings)
    return value


def read_moment(scalar: Scalar, findings: Findings) -> int:
    """Return ``2021-12-13 08:30``, wall time of Việt Nam, as milliseconds UTC."""
    if re.fullmatch(MOMENT, scalar.text):
        try:
            return to_ms(datetime.fromisoformat(scalar.text))
        except ValueError:
            pass  # The form is right and the day or the hour does not exist.
    findings.add(Code.BAD_MOMENT, scalar.place, field=scalar.field, typed=scalar.text)
    return 0


def read_day(scalar: Scalar, findings: Findings) -> date:
    """Return ``2021-12-13`` as a day."""
    if re.fullmatch(DAY, scalar.text):
        try:
            return date.fromisoformat(scalar.text)
        except ValueError:
            pass  # The form is right and the day does not exist.
    findings.add(Code.BAD_DATE, scalar.place, field=scalar.field, typed=scalar.text)
    return date.min


def read_word(scalar: Scalar, kind: type[E], findings: Findings) -> E:
    """Return one of the words that a field allows."""
    words = [word.value for word in kind]
    if scalar.text not in words:
        hint = hint_for(scalar.text, words)
        findings.add(
            Code.UNKNOWN_WORD, scalar.place, field=scalar.field, typed=scalar.text, hint=hint
        )
        return next(iter(kind))
    return kind(scalar.text)


def read_slug(scalar: Scalar, findings: Findings) -> str:
    """Return an id: letters a to z, digits and single hyphens, since it stands in addresses."""
    if not re.fullmatch(SLUG, scalar.text) or len(scalar.text) > LONGEST_SLUG:
        findings.add(Code.BAD_ID, scalar.place, field=scalar.field, typed=scalar.text)
    return scalar.text


def wrong_type(scalar: Scalar, wanted: str, findings: Findings) -> None:
    """Add the finding that a field holds something of another kind than ``wanted``."""
    findings.add(
        Code.WRONG_TYPE,
        scalar.place,
        field=scalar.field,
        typed=scalar.text,
        wanted=phrase(f"office.wanted.{wanted}"),
    )


def hint_for(typed: str, known: Iterable[str]) -> Phrase:
    """Return the advice on an unknown name: the nearest known one, or all of them."""
    names = list(known)
    nearest = nearest_of(typed, names)
    if nearest is not None:
        return phrase("office.hint.nearest", name=nearest)
    return phrase("office.hint.known", names=", ".join(names))


def nearest_of(typed: str, known: Iterable[str]) -> str | None:
    """Return the known name that somebody most likely meant.

    >>> nearest_of("opens", ["closes_at", "opens_at"])
    'opens_at'
    """
    return next(iter(get_close_matches(typed, list(known), n=1)), None)
