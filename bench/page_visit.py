"""What a first visit to a page fetches, found in the built files without a browser.

Counted: the page, its style sheets, its modules with everything that they import statically, and
its images and icons, each compressed as a content delivery network does it.  Not counted: what a
script asks for later (``fetch``, ``import()``).
"""

import gzip
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

ORIGIN = "https://contest.invalid"
"""Stands for whatever address the site is served at."""

_TEXTS = {".html", ".css", ".js", ".mjs", ".svg", ".json", ".xml", ".txt", ".webmanifest"}
_FETCHED_LINKS = {"stylesheet", "modulepreload", "preload", "icon", "manifest", "apple-touch-icon"}
_SOURCES = {"src", "poster", "data", "xlink:href"}
_HREF_IS_FETCHED = {"image", "use", "feimage"}

_BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINE_COMMENT = re.compile(r"""(?<!["'`:\\])//.*$""", re.MULTILINE)
_STATIC_IMPORT = re.compile(
    r"""\b(?:import|export)\b\s*(?:[\w\s{},*$]*?\bfrom\b\s*)?["']([^"']+)["']"""
)
_STYLE_REFERENCE = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')]+)""")
_ABSOLUTE = re.compile(r"""(?<![\w.])(?:https?|wss?):(?:\\?/){2}[^\s"'`<>)\\]+""")
_NAMESPACES = (
    "http://www.w3.org/",
    "http://www.sitemaps.org/",
    "http://schemas.openxmlformats.org/",
)


@dataclass(frozen=True, slots=True)
class Visit:
    """The addresses that a visit fetches, with their compressed sizes; the page comes first."""

    page: str
    sizes: dict[str, int]

    def total(self, suffix: str = "") -> int:
        """Return the bytes of everything, or of the files whose names end so."""
        return sum(size for address, size in self.sizes.items() if address.endswith(suffix))

    def total_after(self, other: "Visit") -> int:
        """Return the bytes of what another page's visit has not brought already."""
        return sum(size for address, size in self.sizes.items() if address not in other.sizes)


class BuiltSite:
    """A built site on disk, read as a visitor's browser reads it."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is read yet."""
        self._folder = folder
        self._sizes: dict[str, int] = {}

    def visit(self, page: str) -> Visit:
        """Return what a first visit of an address such as ``/thi/`` fetches."""
        fetched: dict[str, int] = {}
        waiting = [page]
        while waiting:
            address = waiting.pop(0)
            if address in fetched:
                continue
            fetched[address] = self._size(address)
            waiting += [
                urlsplit(found).path
                for found in self._references(address)
                if found.startswith(f"{ORIGIN}/")
            ]
        return Visit(page, fetched)

    def foreign_references(self) -> list[str]:
        """Return every reference of any file to another origin, as ``file: address``."""
        found: list[str] = []
        for path in sorted(self._folder.rglob("*")):
            if path.suffix not in _TEXTS or not path.is_file():
                continue
            address = "/" + path.relative_to(self._folder).as_posix()
            references = set(self._references(address))
            if path.suffix != ".html":
                references |= set(_ABSOLUTE.findall(_BLOCK_COMMENT.sub("", path.read_text())))
            found += [
                f"{address}: {reference}"
                for reference in sorted(references)
                if not reference.startswith((f"{ORIGIN}/", "data:", *_NAMESPACES))
            ]
        return found

    def _file(self, address: str) -> Path:
        inside = posixpath.join(address, "index.html") if address.endswith("/") else address
        return self._folder / inside.removeprefix("/")

    def _size(self, address: str) -> int:
        if address not in self._sizes:
            file = self._file(address)
            data = file.read_bytes()
            text = file.suffix in _TEXTS
            self._sizes[address] = compressed(data) if text else len(data)
        return self._sizes[address]

    def _references(self, address: str) -> Iterator[str]:
        file = self._file(address)
        base = ORIGIN + address
        if file.suffix == ".html":
            page = _Page(file.read_text(encoding="utf-8"))
            base = urljoin(base, page.base)
            found = page.fetched
        elif file.suffix == ".css":
            found = _style_references(file.read_text())
        elif file.suffix in {".js", ".mjs"}:
            found = _static_imports(file.read_text())
        else:
            found = []
        for reference in found:
            if not reference.startswith(("data:", "#")):
                yield urljoin(base, reference)


class _Page(HTMLParser):
    """Collects what a document fetches by itself; what a reader may click on is no part of it."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.base = ""
        self.fetched: list[str] = []
        self._style = False
        self._module = False
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        values = {name: value or "" for name, value in attrs}
        if tag == "base":
            self.base = values.get("href", "")
        if tag == "link" and _FETCHED_LINKS & set(values.get("rel", "").lower().split()):
            self.fetched.append(values["href"])
        if tag in _HREF_IS_FETCHED and "href" in values:
            self.fetched.append(values["href"])
        self.fetched += [values[name] for name in _SOURCES & values.keys()]
        for candidate in values.get("srcset", "").split(","):
            self.fetched += candidate.split()[:1]
        self.fetched += _STYLE_REFERENCE.findall(values.get("style", ""))
        self._style = tag == "style"
        self._module = tag == "script" and values.get("type") == "module"

    def handle_endtag(self, tag: str) -> None:
        """Leave a style or a script."""
        self._style = self._module = False

    def handle_data(self, data: str) -> None:
        """Look into a style or a module that stands in the page."""
        if self._style:
            self.fetched += _style_references(data)
        if self._module:
            self.fetched += _static_imports(data)


def compressed(data: bytes) -> int:
    """Return how many bytes are left of a text that is compressed as well as gzip can."""
    return len(gzip.compress(data, 9, mtime=0))


def _style_references(source: str) -> list[str]:
    return _STYLE_REFERENCE.findall(_BLOCK_COMMENT.sub("", source))


def _static_imports(source: str) -> list[str]:
    return _STATIC_IMPORT.findall(_LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", source)))
