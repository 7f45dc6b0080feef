"""Every sentence that people read, one catalogue per language.

A catalogue is a folder of modules (``errors``, ``site``, ``quiz``, ``rules_page``), each with one
``TEXTS``.  To add a language, copy ``vi``, translate, and name it in ``CATALOGUES``; a test
compares the keys and the named details of its modules with those of ``vi``.  What the organizers'
tools say is in ``office.texts``: it is not deployed.
"""

from collections.abc import Mapping

from chalicelib.contest.texts import vi

DEFAULT_LANGUAGE = "vi"
CATALOGUES: Mapping[str, Mapping[str, str]] = {"vi": vi.TEXTS}


def text(key: str, language: str = DEFAULT_LANGUAGE, **details: object) -> str:
    """Return a sentence with its details filled in.

    Raises KeyError where the catalogue lacks the key or the call lacks a detail.

    >>> text("error.unknown_round", round="tuan-9")
    'Cuộc thi không có vòng thi “tuan-9”.'
    """
    return CATALOGUES[language][key].format_map(details)
