"""Wording made comparable: what two writers spell differently and mean alike comes out the same.

1. Case, punctuation, runs of blanks and zeros before a number make no difference.
2. A tone mark counts for its syllable, wherever it is written: ``hoà`` is ``hòa``.
3. Diacritics do make a difference: ``tăng`` is not ``tặng``.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in the one spelling in which they are compared.

    >>> words_of("Hoà giải, 07 ngày;") == words_of("hòa  GIẢI 7 ngày")
    True
    >>> words_of("tăng") == words_of("tặng")
    False
    """
    plain = unicodedata.normalize("NFC", text.casefold())
    return tuple(_spelled(word) for word in _WORD.findall(plain))


def lowered(text: str) -> str:
    """Return the words in lower case as they are spelled, with single blanks between.

    >>> lowered("Cả A, B  và C đều ĐÚNG.")
    'cả a b và c đều đúng'
    """
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text.casefold())))


def folded(text: str) -> str:
    """Return the words with single blanks between; a text of signs alone is left as it is.

    >>> folded("Ban A, B; C 05!"), folded(" <= ")
    ('ban a b c 5', '<=')
    """
    words = words_of(text)
    return " ".join(words) or "".join(text.split())


def shingles(words: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return every two words that stand beside each other, the first and last with their edge.

    >>> sorted(shingles(["một", "cửa"]))
    [('', 'một'), ('cửa', ''), ('một', 'cửa')]
    """
    framed = ["", *words, ""]
    return frozenset(pairwise(framed))


def _spelled(word: str) -> str:
    if word.isdecimal():
        return word.lstrip("0") or "0"
    apart = unicodedata.normalize("NFD", word)
    tones = "".join(_TONE.findall(apart))
    return unicodedata.normalize("NFC", _TONE.sub("", apart)) + tones
