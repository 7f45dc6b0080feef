"""What a finding quotes: typed text, numbers, and phrases that every language says its own way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from chalicelib.contest.times import format_day, to_local
from office.texts import DEFAULT_LANGUAGE, text

_LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the texts with its own details, put into words when a finding is shown."""

    key: str
    details: tuple[tuple[str, "Detail"], ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in đồng, grouped as each language groups its digits."""

    dong: int


Detail: TypeAlias = str | int | Phrase | Amount


def phrase(key: str, **details: Detail) -> Phrase:
    """Return a phrase of the texts."""
    return Phrase(key, tuple(details.items()))


def moment(at: int) -> Phrase:
    """Return an instant as a phrase of Việt Nam's wall time.

    >>> in_words("office.moment", dict(moment(0).details))
    '07:00 ngày 01/01/1970'
    """
    local = to_local(at)
    return phrase("office.moment", time=f"{local:%H:%M}", date=format_day(local))


def in_words(key: str, details: Mapping[str, Detail], language: str = DEFAULT_LANGUAGE) -> str:
    """Return a sentence of the texts with its details in the same language.

    >>> in_words("office.hint.nearest", {"name": "bank"}, "en")
    'Did you mean “bank”?'
    """
    said = {name: _say(value, language) for name, value in details.items()}
    return text(key, language, **said)


def _say(value: Detail, language: str) -> str | int:
    match value:
        case Phrase():
            return in_words(value.key, dict(value.details), language)
        case Amount():
            grouped = f"{value.dong:,}"
            return grouped.replace(",", ".") if language == DEFAULT_LANGUAGE else grouped
        case int():
            return value
        case str():
            return _quote(value)


def _quote(typed: str) -> str:
    """Return what somebody typed so that it stays on its line and drives no terminal."""
    shown = "".join(letter if letter.isprintable() else " " for letter in typed)
    return shown if len(shown) <= _LONGEST_QUOTE else f"{shown[: _LONGEST_QUOTE - 1]}…"
