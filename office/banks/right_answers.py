"""Letters that name options: ``B``; ``A, C``; or the very text of an option."""

import re
from collections.abc import Iterable, Sequence

from chalicelib.contest.questions import LETTERS
from office.banks.folding import folded

_NAMED = re.compile(r"^(đáp án|phương án|câu|ý|answer|option)\s+(?=\S)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;/&+.()]+|\bvà\b|\band\b", re.IGNORECASE)
_ANSWERS = {"đúng": 0, "đ": 0, "true": 0, "sai": 1, "s": 1, "false": 1}


def letters_of(chosen: Iterable[bool]) -> str:
    """Return the letters of those that are chosen.

    >>> letters_of([True, False, True])
    'A, C'
    """
    return ", ".join(
        letter.upper() for letter, is_one in zip(LETTERS, chosen, strict=False) if is_one
    )


def places_of(typed: str, options: Sequence[str]) -> frozenset[int] | None:
    """Return the places of the options that are named, from 0; None where that is unclear.

    One letter is a place, even where options are themselves letters; more than that is first held
    against the options' texts.

    >>> sorted(places_of("A và C", ["Sở", "Bộ", "Cục"]))
    [0, 2]
    >>> sorted(places_of("Đáp án b.", ["Sở", "Bộ"])), sorted(places_of("bộ", ["Sở", "Bộ"]))
    ([1], [1])
    >>> sorted(places_of("AB", ["AC", "AB"])), sorted(places_of("AB", ["Sở", "Bộ"]))
    ([1], [0, 1])
    >>> sorted(places_of("7", ["5", "7"])), sorted(places_of("A", ["B", "A"]))
    ([1], [0])
    >>> places_of("D", ["Sở", "Bộ"]), places_of("2", ["Sở", "Bộ"])
    (None, None)
    """
    known = LETTERS[: len(options)]
    parts = [part for part in _BETWEEN.split(_NAMED.sub("", typed.strip())) if part]
    if len(parts) != 1 or parts[0].lower() not in list(known):
        said = _plain(typed)
        same = [index for index, option in enumerate(options) if _plain(option) == said]
        if len(same) == 1:
            return frozenset(same)
    if len(parts) == 1 and parts[0].isupper():
        parts = list(parts[0])
    letters = [part.lower() for part in parts]
    if letters and len(set(letters)) == len(letters) and set(letters) <= set(known):
        return frozenset(known.index(letter) for letter in letters)
    if tuple(folded(option) for option in options) == _TRUE_FALSE and _plain(typed) in _ANSWERS:
        return frozenset({_ANSWERS[_plain(typed)]})
    return None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


_TRUE_FALSE = (folded("Đúng"), folded("Sai"))
