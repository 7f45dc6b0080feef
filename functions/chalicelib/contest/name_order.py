"""The order in which Vietnamese lists print people: by given name, letters before tones.

1. The given name, which is the last word, decides first; then the words from the family name on.
2. Words are compared letter by letter in the order a ă â b c d đ e ê … o ô ơ … u ư … y, with f, j,
   w and z where the Latin alphabet has them.  Case does not count.
3. The tone decides only between words of the same letters: level, huyền, hỏi, ngã, sắc, nặng.
4. Other marks come after tones, other scripts after all letters, so that every two different names
   have an order of their own.
"""

import unicodedata
from collections.abc import Sequence
from typing import TypeAlias

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACES = {letter: place for place, letter in enumerate(_LETTERS, start=1)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Grave (huyền), hook (hỏi), tilde (ngã), acute (sắc), dot below (nặng)."""
_BEYOND = len(_LETTERS) + 1

_Word: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""The places of its letters, its tones in order, and its further marks as code points."""
NameOrder: TypeAlias = tuple[_Word, tuple[_Word, ...], str]
TitleOrder: TypeAlias = tuple[tuple[tuple[int, int, _Word], ...], str]


def vietnamese_order(name: str) -> NameOrder:
    """Return the key by which names sort; every spelling of the same letters gives the same key.

    >>> sorted(["Trần Thị Ánh", "Đỗ Văn Bình", "Lê Thị An", "Dương Ân"], key=vietnamese_order)
    ['Lê Thị An', 'Trần Thị Ánh', 'Dương Ân', 'Đỗ Văn Bình']
    >>> sorted(["Mạ", "Má", "Mã", "Mả", "Mà", "Ma"], key=vietnamese_order)
    ['Ma', 'Mà', 'Mả', 'Mã', 'Má', 'Mạ']
    >>> sorted(["Đinh Thử", "Danh Thử", "Đặng Thử"], key=vietnamese_order)
    ['Danh Thử', 'Đặng Thử', 'Đinh Thử']
    """
    plain = unicodedata.normalize("NFC", " ".join(name.split()))
    *before, given = [_word(word) for word in plain.casefold().split(" ")]
    return given, tuple(before), plain


def title_order(title: str) -> TitleOrder:
    """Return the key by which other things than people sort: from the first word, numbers by value.

    >>> sorted(["Xã An", "Phường 10", "Phường 2", "Phường Ân", "Phường An"], key=title_order)
    ['Phường 2', 'Phường 10', 'Phường An', 'Phường Ân', 'Xã An']
    """
    plain = unicodedata.normalize("NFC", " ".join(title.split()))
    return tuple(_title_word(word) for word in plain.casefold().split(" ")), plain


def _title_word(word: str) -> tuple[int, int, _Word]:
    if word.isascii() and word.isdigit():
        return 0, int(word), ((), (), ())
    return 1, 0, _word(word)


def _word(word: str) -> _Word:
    places: list[int] = []
    tones: list[int] = []
    others: list[int] = []
    for letter in word:
        base, marks = _take_apart(letter)
        places += [_place(each) for each in base]
        tones += [_TONES[mark] for mark in marks if mark in _TONES]
        others += [ord(mark) for mark in marks if mark not in _TONES]
    return tuple(places), tuple(tones), tuple(others)


def _take_apart(letter: str) -> tuple[str, Sequence[str]]:
    """Return the letter of the alphabet that a letter is, and the marks that it has besides.

    >>> _take_apart("ậ"), _take_apart("č")
    (('â', ['̣']), ('c', ['̌']))
    """
    base = ""
    marks: list[str] = []
    for part in unicodedata.normalize("NFD", letter):
        joined = unicodedata.normalize("NFC", base + part) if base else part
        if len(joined) == 1 and joined in _PLACES:
            base = joined
        elif unicodedata.combining(part):
            marks.append(part)
        else:
            base += part
    return base, marks


def _place(letter: str) -> int:
    """Return a letter's place; signs come before the letters, other scripts after them."""
    if letter in _PLACES:
        return _PLACES[letter]
    return _BEYOND + ord(letter) if letter.isalpha() else 0
