"""The same pages in another language: where they lie, and how their links stay among them.

Pages of every language have the same addresses, those of other languages than Vietnamese below
their own folder (``/en/the-le/``).  Templates write links without one; in the made page whatever
leads to a page of the site is sent to its twin.  A link that says which language it leads to
(``hreflang``) is left as it is written.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from chalicelib.contest.texts import DEFAULT_LANGUAGE

_LEADING = re.compile(r"<(?:a|form)\b[^>]*>", re.IGNORECASE)
_TARGET = re.compile(r'\b(href|action)="(/[^"?#]*)')


@dataclass(frozen=True, slots=True)
class Twin:
    """A language of the site: what it is called in itself, and where its pages lie."""

    language: str
    name: str
    locale: str

    @property
    def folder(self) -> str:
        """Return what stands before the addresses of its pages.

        >>> TWINS["en"].folder, TWINS["vi"].folder
        ('/en', '')
        """
        return "" if self.language == DEFAULT_LANGUAGE else f"/{self.language}"


TWINS = {
    "vi": Twin("vi", "Tiếng Việt", "vi_VN"),
    "en": Twin("en", "English", "en_GB"),
}


def address_of(path: str) -> str:
    """Return the address of a page by its path below the pages folder.

    >>> address_of("the-le.md"), address_of("ket-qua/index.md"), address_of("index.md")
    ('/the-le/', '/ket-qua/', '/')
    """
    plain = path.removesuffix(".md")
    if plain == "index" or plain.endswith("/index"):
        return "/" + plain.removesuffix("index")
    return f"/{plain}/"


def among_twins(page: str, folder: str, addresses: Collection[str]) -> str:
    """Return a page whose links lead to pages of its own language.

    >>> among_twins('<a href="/the-le/#b">', "/en", {"/the-le/"})
    '<a href="/en/the-le/#b">'
    >>> among_twins('<a href="/the-le/" hreflang="vi"><a href="/data/a.json">', "/en", {"/the-le/"})
    '<a href="/the-le/" hreflang="vi"><a href="/data/a.json">'
    """

    def sent(found: re.Match[str]) -> str:
        return found[0].replace(found[2], folder + found[2]) if found[2] in addresses else found[0]

    def led(found: re.Match[str]) -> str:
        return found[0] if "hreflang=" in found[0] else _TARGET.sub(sent, found[0])

    return _LEADING.sub(led, page)
