"""Names of people: what is accepted, and how they are shown.

A name is data: it is normalised to NFC and allow-listed here, and escaped wherever it is put out.
"""

import re
import unicodedata

from chalicelib.contest.errors import InvalidInputError
from chalicelib.contest.rules import PersonName

_MAX_LENGTH = 80
_PUNCTUATION = " '’.-"
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"
"""Letters by their category that show nothing."""
_MOST_MARKS = 2


def read_name(typed: str) -> str:
    """Return a person's name in NFC with single blanks.

    Raises InvalidInputError where it is empty, too long, has no letter, or holds anything but
    letters, marks, blanks, apostrophes, dots and hyphens.

    >>> read_name("  Trần   Thị  Ví Dụ ")
    'Trần Thị Ví Dụ'
    """
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", typed)).strip()
    fits = 1 < len(name) <= _MAX_LENGTH and any(letter.isalpha() for letter in name)
    if not fits or not all(_allowed(letter) for letter in name) or _piled_up(name):
        raise InvalidInputError(field="name")
    return name


def show_name(name: str, shown_as: PersonName) -> str:
    """Return a name as the public sees it.

    >>> show_name("Trần Thị Ví Dụ", PersonName.SHORT)
    'Trần T. V. Dụ'
    >>> show_name("Trần Thị Ví Dụ", PersonName.HIDDEN)
    ''
    """
    match shown_as:
        case PersonName.FULL:
            return name
        case PersonName.SHORT:
            first, *middle_and_given = name.split(" ")
            if not middle_and_given:
                return f"{first[0]}."
            *middle, given = middle_and_given
            return " ".join([first, *(f"{word[0]}." for word in middle), given])
        case PersonName.HIDDEN:
            return ""


def _allowed(letter: str) -> bool:
    if letter in _BLANK_LETTERS:
        return False
    return letter in _PUNCTUATION or unicodedata.category(letter)[0] in "LM"


def _piled_up(name: str) -> bool:
    """Tell whether more marks stand on one letter than any language needs."""
    marks = 0
    for letter in name:
        marks = marks + 1 if unicodedata.category(letter)[0] == "M" else 0
        if marks > _MOST_MARKS:
            return True
    return False
