"""The language in which pages are made.

A build makes its pages in one language after the other.  Every sentence of ``sitegen`` is asked for
here, so that the functions that put rules into words need not hand the language on to each other.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from chalicelib.contest import texts

BEGINS, ENDS = "\ue000", "\ue001"
"""What the contest's own words stand between until a page is made."""

_LANGUAGE: ContextVar[str] = ContextVar("language", default=texts.DEFAULT_LANGUAGE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Make every sentence that is asked for in the body one of this language."""
    token = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


def language_now() -> str:
    """Return the language in which pages are being made."""
    return _LANGUAGE.get()


def own_words(said: str) -> str:
    """Return words of the contest itself, or a name, marked on pages of another language.

    They are between two signs that no text has, of which ``sitegen.vietnamese`` makes elements.
    """
    if not said or _LANGUAGE.get() == texts.DEFAULT_LANGUAGE:
        return said
    return f"{BEGINS}{said}{ENDS}"


def catalogue() -> Mapping[str, str]:
    """Return all sentences of the language in which pages are being made."""
    return texts.CATALOGUES[_LANGUAGE.get()]


def text(key: str, **details: object) -> str:
    """Return a sentence with its details filled in.

    Raises KeyError where the catalogue lacks the key or the call lacks a detail.

    >>> text("site.news.posted", day="09/12/2021")
    'Đăng ngày 09/12/2021'
    """
    return texts.text(key, _LANGUAGE.get(), **details)
