"""Every kind of page of a built site, found in the site itself, and the states that pages get into.

Pages in one folder are of one kind where they are built alike: the same scripts and sheets, the
same classes of elements.  So a new page is looked at without being named anywhere.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import count
from pathlib import Path

from live import Live
from playwright.sync_api import Page, expect
from quiz_visit import begin, choose, come
from scene import Scene

from bench.corrected_site import WHY
from bench.whole_site import WholeSite, make_ended_site, make_running_site, serve
from chalicelib.composition import Desks
from chalicelib.use_cases.participation import make_link
from office.contest_file.load import Loaded

_people = count(9_001)
"""Numbers that nobody has who was invented for the rounds."""


@dataclass(frozen=True, slots=True)
class Served:
    """The two sites with everything on them, served: in the middle of the contest, and after."""

    running: Live
    ended: Live

    def pages(self) -> dict[str, str]:
        """Return one address of each kind of page by a name of it, those of both sites."""
        found: dict[str, str] = {}
        seen: set[object] = set()
        for stage, live in (("running", self.running), ("ended", self.ended)):
            for address, document in sorted(documents(live).items(), key=_largest_first):
                kind = kind_of(address, document)
                if kind not in seen:
                    seen.add(kind)
                    found[f"{stage} {address}"] = live.url + address
        return found


class Document(HTMLParser):
    """What a page is built of: every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    handle_startendtag = handle_starttag

    def values(self, tag: str, name: str) -> list[str]:
        """Return an attribute of all elements of a name that have it."""
        return [values[name] for each, values in self.tags if each == tag and name in values]


def documents(live: Live) -> dict[str, str]:
    """Return the text of every page that a site serves, published ones too, by its address."""
    found = {
        "/" + path.relative_to(live.public_dir).as_posix().removesuffix("index.html"): path
        for path in live.public_dir.rglob("*.html")
    }
    texts = {address: path.read_text(encoding="utf-8") for address, path in found.items()}
    public = live.scene.desks.backend.public
    for name in public.names():  # type: ignore[attr-defined]
        if name.endswith(".html"):
            texts[f"/{name}"] = (public.get(name) or b"").decode()
    return texts


def kind_of(address: str, text: str) -> object:
    """Return what a page has in common with those of its kind."""
    language = language_of(address)
    parts = address.removeprefix(f"/{language}/").strip("/").split("/")
    if len(parts) == 1:
        return address
    document = Document(text)
    classes = {name for _, values in document.tags for name in values.get("class", "").split()}
    sheets = [values["href"] for tag, values in document.tags if values.get("rel") == "stylesheet"]
    return (
        language,
        parts[0],
        len(parts),
        *document.values("script", "src"),
        *sheets,
        frozenset(classes),
    )


def language_of(address: str) -> str:
    """Return the language of an address: pages in another than the contest's lie below its code."""
    return "en" if address.startswith("/en/") else "vi"


def _largest_first(page: tuple[str, str]) -> tuple[int, str]:
    return -len(page[1]), page[0]


@contextmanager
def serve_both(
    folder: Path,
    loaded: Loaded | None = None,
    played: Callable[[Desks], None] = lambda _: None,
    why: str = WHY,
) -> Iterator[Served]:
    """Build both sites into a folder and serve them."""
    running = make_running_site(folder / "running", loaded, played, why)
    ended = make_ended_site(folder / "ended", loaded, played, why)
    with serve(running) as first, serve(ended) as second:
        yield Served(_live(first, running), _live(second, ended))


def _live(url: str, site: WholeSite) -> Live:
    scene = Scene(contest=site.contest, clock=site.clock, desks=site.desks, banks={})
    return Live(url, scene, site.public)


def visit(page: Page, url: str) -> None:
    """Open a page and wait until its scripts have nothing more to do at once."""
    page.goto(url, wait_until="load")
    page.evaluate("() => new Promise((done) => requestIdleCallback(done, { timeout: 500 }))")


def _register(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/thi/")
    page.locator("#choose-register").click()
    expect(page.locator("#view-register")).to_be_visible()


def _register_refused(page: Page, live: Live) -> None:
    _register(page, live)
    page.locator("#register-submit").click()
    expect(page.locator(".field-error:visible").first).to_be_visible()


def _ready(page: Page, live: Live) -> None:
    come(page, live, next(_people))


def _question(page: Page, live: Live) -> None:
    begin(page, live, next(_people))
    choose(page, 2)


def _overview(page: Page, live: Live) -> None:
    begin(page, live, next(_people))
    choose(page, 1)
    page.locator("#to-review").click()
    expect(page.locator("#view-review")).to_be_visible()


def _receipt(page: Page, live: Live) -> None:
    begin(page, live, next(_people))
    page.locator("#to-review").click()
    page.locator("#submit").click()
    expect(page.locator("#receipt-picture svg")).to_be_visible()


def _search(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/tim-kiem/?q=giai")
    expect(page.locator("#hits a").first).to_be_visible()


def _coordinator(page: Page, live: Live) -> None:
    unit = next(unit.id for unit in live.scene.contest.units if unit.selectable)
    _, secret = make_link(live.scene.desks.participation, unit)
    live.scene.desks.publish_participation(live.scene.contest.rounds[1].id)
    page.goto(f"{live.url}/phu-trach/#{secret}")
    expect(page.locator("#view")).to_be_visible()


def _filtered(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/ket-qua/tuan-1/")
    page.locator("#filter").fill("phuong")
    expect(page.locator("#filter-count")).to_contain_text("trong")


def _practice(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/thi-thu/")
    page.locator("#start-untimed").click()
    expect(page.locator("#question-text")).to_be_visible()
    choose(page, 1)


def _practice_result(page: Page, live: Live) -> None:
    _practice(page, live)
    page.locator("#to-review").click()
    page.locator("#submit").click()
    expect(page.locator("#view-result")).to_be_visible()


STATES: dict[str, Callable[[Page, Live], None]] = {
    "quiz register": _register,
    "quiz register refused": _register_refused,
    "quiz ready": _ready,
    "quiz question": _question,
    "quiz overview": _overview,
    "quiz receipt": _receipt,
    "practice question": _practice,
    "practice result": _practice_result,
    "search hits": _search,
    "coordinator list": _coordinator,
    "results filtered": _filtered,
}
"""What pages look like after somebody has done something, all of them on the running site."""
