"""Every sentence of the organizers' tools: never deployed, so it costs no function start time.

A catalogue is a folder of modules, one for each tool, each with one ``TEXTS``.  What the contest
itself says (refusals, the site, the rules) comes from ``chalicelib.contest.texts``.
"""

from collections.abc import Mapping

from chalicelib.contest import texts as of_contest
from chalicelib.contest.texts import DEFAULT_LANGUAGE
from office.texts import en, vi

CATALOGUES: Mapping[str, Mapping[str, str]] = {
    "vi": {**of_contest.CATALOGUES["vi"], **vi.TEXTS},
    "en": en.TEXTS,
}

__all__ = ["CATALOGUES", "DEFAULT_LANGUAGE", "text"]


def text(key: str, language: str = DEFAULT_LANGUAGE, **details: object) -> str:
    """Return a sentence with its details filled in.

    Raises KeyError where the catalogue lacks the key or the call lacks a detail.

    >>> text("command.act_close")
    'đóng'
    """
    return CATALOGUES[language][key].format_map(details)
