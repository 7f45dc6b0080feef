"""Every sentence that people read, one catalogue per language.

A catalogue is a folder of modules (``errors``, ``site``, ``quiz``, ``rules_page``), each with one
``TEXTS``.  To add a language, copy ``vi``, translate, and name it in ``LANGUAGES``; a test
compares the keys and the named details of its modules with those of ``vi``.  What the organizers'
tools say is in ``office.texts``: it is not deployed.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

DEFAULT_LANGUAGE = "vi"
LANGUAGES = (DEFAULT_LANGUAGE, "en")


class _Catalogues(Mapping[str, Mapping[str, str]]):
    """All texts by language; a function that refuses somebody reads the asked language alone."""

    def __getitem__(self, language: str) -> Mapping[str, str]:
        return _texts_of(language)

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


@cache
def _texts_of(language: str) -> Mapping[str, str]:
    if language not in LANGUAGES:
        raise KeyError(language)
    texts: Mapping[str, str] = import_module(f"{__name__}.{language}").TEXTS
    return texts


CATALOGUES: Mapping[str, Mapping[str, str]] = _Catalogues()


def text(key: str, language: str = DEFAULT_LANGUAGE, **details: object) -> str:
    """Return a sentence with its details filled in.

    Raises KeyError where the catalogue lacks the key or the call lacks a detail.

    >>> text("error.unknown_round", round="tuan-9")
    'Cuộc thi không có vòng thi “tuan-9”.'
    >>> text("error.unknown_round", "en", round="tuan-9")
    'The contest has no round “tuan-9”.'
    """
    return CATALOGUES[language][key].format_map(details)


def language_asked(accepted: str) -> str:
    """Return the first of our languages that an Accept-Language header names, else the default.

    Pages send one language; of a browser's own list the order decides, and weights are read over.

    >>> language_asked("en"), language_asked("fr-FR, en-GB;q=0.8, vi;q=0.5"), language_asked("")
    ('en', 'en', 'vi')
    """
    for part in accepted.split(","):
        language = part.partition(";")[0].strip().partition("-")[0].lower()
        if language in LANGUAGES:
            return language
    return DEFAULT_LANGUAGE
