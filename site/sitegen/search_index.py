"""What the search page looks through: the text of the built pages, by section, and all units.

1. Units come from the contest, one short row each; other pages are read as they were built, so
   that whatever has a page can be found.
2. Rows of tables and winners are left out: names of people are looked up on the results page
   alone.
3. A section begins at each heading with an id; a hit leads there.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from html.parser import HTMLParser

from chalicelib.contest.rules import Contest
from sitegen import wording
from sitegen.language import text

ADDRESS = "/tim-kiem/muc-luc.json"
_BEGINS = "noi-dung"
_HEADINGS = {"h1", "h2", "h3"}
_SKIPPED = {
    "script",
    "template",
    "noscript",
    "form",
    "tbody",
    "tfoot",
    "svg",
    "nav",
    "button",
    "textarea",
}
_SKIPPED_CLASSES = {"filter", "crumb", "times", "badge", "contents", "countdown", "podium"}
_ALONE = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col", "area", "base"}
_BLOCKS = {
    "p",
    "li",
    "div",
    "dt",
    "dd",
    "th",
    "td",
    "h1",
    "h2",
    "h3",
    "h4",
    "tr",
    "section",
    "span",
}


def fold(written: str) -> str:
    """Return a text without accents and in lower case; đ becomes d.

    >>> fold("Nghị quyết 76/NQ-CP, Đề án")
    'nghi quyet 76/nq-cp, de an'
    """
    plain = unicodedata.normalize("NFD", written.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def search_index(contest: Contest, pages: Iterable[tuple[str, str]]) -> bytes:
    """Return the index as JSON; ``pages`` are addresses with their documents as built.

    ``pages`` of the index are ``[address, [[id, heading, text], ...]]``, its ``units``
    ``[id, name, level]``.
    """
    names = contest.names_of_slugs()
    value = {
        "pages": [[address, _sections(address, document)] for address, document in pages],
        "units": [
            [unit.id, unit.name, wording.level_name(unit.level, names)] for unit in contest.units
        ],
    }
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return unicodedata.normalize("NFC", written).encode()


def _sections(address: str, document: str) -> list[list[str]]:
    """Return a page's sections; the home page is headed as the menu calls it."""
    sections = sections_of(document)
    if address == "/" and sections:
        place, heading, said = sections[0]
        sections[0] = [place, text("site.nav.home"), f"{heading} {said}"]
    return sections


def is_searched(path: str) -> bool:
    """Tell whether a page is read: units' are not, since they come from the contest.

    >>> is_searched("don-vi/phuong-1.md"), is_searched("don-vi/index.md")
    (False, True)
    """
    return path == "don-vi/index.md" or not path.startswith(("don-vi/", "tim-kiem"))


def sections_of(document: str) -> list[list[str]]:
    """Return the sections of a built page as id, heading and text; those without text are left out.

    >>> sections_of('<div id="noi-dung"><h1>Thể lệ</h1><p>Ai thi.</p><h2 id="b">Giải</h2></div>')
    [['', 'Thể lệ', 'Ai thi.'], ['b', 'Giải', '']]
    """
    reader = _Reader()
    reader.feed(document)
    reader.close()
    return [
        [place, _plain(heading), _plain(said)]
        for place, heading, said in reader.sections
        if heading or said.strip()
    ]


def _plain(said: str) -> str:
    return re.sub(r"\s+", " ", said).strip()


class _Reader(HTMLParser):
    """Collects headings and texts of the page's content."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[list[str]] = [["", "", ""]]
        self._depth = 0
        self._skipped_from: int | None = None
        self._heading_from: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        values = {name: value or "" for name, value in attrs}
        if tag in _ALONE:
            self._say(" ")
            return
        if self._depth == 0:
            self._depth = 1 if values.get("id") == _BEGINS and tag != "a" else 0
            return
        self._depth += 1
        if self._skipped_from is not None:
            return
        classes = set(values.get("class", "").split())
        if tag in _SKIPPED or classes & _SKIPPED_CLASSES:
            self._skipped_from = self._depth
        elif tag in _HEADINGS:
            self._begin(tag, values.get("id", ""))
        elif tag in _BLOCKS:
            self._say(" ")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if self._depth == 0 or tag in _ALONE:
            return
        if self._skipped_from == self._depth:
            self._skipped_from = None
        if self._heading_from == self._depth:
            self._heading_from = None
        self._depth -= 1
        if tag in _BLOCKS:
            self._say(" ")

    def handle_data(self, data: str) -> None:
        """Take a text."""
        self._say(data)

    def _begin(self, tag: str, place: str) -> None:
        if tag == "h1":
            self._heading_from = self._depth
        elif place:
            self.sections.append([place, "", ""])
            self._heading_from = self._depth

    def _say(self, said: str) -> None:
        if self._depth and self._skipped_from is None:
            self.sections[-1][2 if self._heading_from is None else 1] += said
