"""What holds of every kind of page, found without tools: width, outline, names, origin."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from every_page import STATES, Document, Served, documents, language_of, visit
from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

HERE = "here"
MAY_BE_MISSING = "/data/"
"""What a round will publish at its hour is asked for before."""

OUTLINE = """
  (language) => {
    const faults = [];
    const count = (found, wanted, what) => {
      if (found !== wanted) faults.push(`${what}: ${found}`);
    };
    const all = (selector) => [...document.querySelectorAll(selector)];
    count(document.documentElement.scrollWidth, innerWidth, "width");
    count(all("h1").length, 1, "h1");
    count(all("main, [role=main]").length, 1, "main");
    count(document.documentElement.lang, language, "lang");
    if (document.title.trim() === "") faults.push("no title");
    if (!document.querySelector("meta[name=description]")?.content) faults.push("no description");
    for (const image of all("img:not([alt])")) faults.push(`no alt: ${image.outerHTML}`);
    const navs = all("nav").map((nav) => nav.ariaLabel || nav.getAttribute("aria-labelledby"));
    if (new Set(navs).size !== navs.length || navs.includes(null)) faults.push(`navs: ${navs}`);
    const ids = all("[id]").map((each) => each.id);
    const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
    if (twice.length) faults.push(`ids twice: ${twice}`);
    for (const name of ["for", "aria-labelledby", "aria-controls"]) {
      for (const each of all(`[${name}]`)) {
        for (const id of each.getAttribute(name).split(/\\s+/)) {
          if (!ids.includes(id)) faults.push(`${name} names nothing: ${id}`);
        }
      }
    }
    for (const each of all("a[href], button, input, select, textarea, summary")) {
      const named = each.ariaLabel || each.getAttribute("aria-labelledby") || each.title ||
        each.querySelector("img[alt]:not([alt=''])") ||
        [each, ...(each.labels ?? [])].some((one) => one.textContent.trim());
      if (!named && each.checkVisibility()) faults.push(`no name: ${each.outerHTML}`);
    }
    const words = (text) => text.toLowerCase().replace(/[^\\p{L}\\p{N}]+/gu, " ").trim();
    for (const each of all("a[aria-label], button[aria-label]")) {
      const seen = words(each.innerText);
      if (!words(each.ariaLabel).includes(seen)) faults.push(`label in name: ${each.outerHTML}`);
    }
    return faults;
  }
"""


class Watch:
    """Keeps what goes wrong while a page loads, and what it asks of other origins."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("console", lambda said: self._said(said.type, said.text, said.location["url"]))
        page.on("request", lambda request: self._asked(page, request.url))

    def taken(self) -> list[str]:
        """Return what was kept, and begin anew."""
        faults, self.faults = self.faults, []
        return faults

    def _said(self, kind: str, text: str, url: str) -> None:
        missing = "404" in text and (
            urlsplit(url).path.startswith(MAY_BE_MISSING) or url.endswith("/404.html")
        )
        if kind in {"error", "warning"} and not missing:
            self.faults.append(f"console: {text} {url}")

    def _asked(self, page: Page, url: str) -> None:
        if urlsplit(url).hostname != "127.0.0.1" and not url.startswith(("data:", "blob:")):
            self.faults.append(f"another origin: {url}")


def test_every_kind_of_page_fits_a_phone_and_has_an_outline_and_names(
    phone: BrowserContext, served: Served
) -> None:
    found: dict[str, list[str]] = {}
    titles: dict[tuple[str, str], str] = {}
    page = phone.new_page()
    watch = Watch(page)
    for name, url in served.pages().items():
        visit(page, url)
        path = urlsplit(url).path.removesuffix("tat-ca/")
        language = language_of(path)
        found[name] = watch.taken() + page.evaluate(OUTLINE, language)
        first = titles.setdefault((language, page.title()), path)
        if first != path and not path.endswith(".html"):
            found[name].append(f"the title of {first}: {page.title()}")

    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) > 20


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_page_fits_a_phone_and_has_an_outline_and_names(
    phone: BrowserContext, served: Served, state: str
) -> None:
    page = phone.new_page()
    watch = Watch(page)
    STATES[state](page, served.running)

    assert watch.taken() + page.evaluate(OUTLINE, "vi") == []


def test_no_page_has_a_script_a_style_or_a_handler_in_it(served: Served) -> None:
    found: list[str] = []
    for live in (served.running, served.ended):
        for address, text in documents(live).items():
            for tag, values in Document(text).tags:
                runs = tag == "script" and "src" not in values
                inert = values.get("type") == "application/json"
                told = [name for name in values if name == "style" or name.startswith("on")]
                if (runs and not inert) or tag == "style" or told:
                    found.append(f"{address}: {tag} {told}")

    assert found == []


def test_every_link_of_a_page_leads_to_a_page_and_a_place_that_are_there(served: Served) -> None:
    broken: set[str] = set()
    for live in (served.running, served.ended):
        texts = documents(live)
        ids = {
            address: {values["id"] for _, values in Document(text).tags if "id" in values}
            for address, text in texts.items()
        }
        for address, text in texts.items():
            for link in Document(text).values("a", "href"):
                target = urlsplit(urljoin(f"//{HERE}{address}", link))
                path = target.path
                if target.netloc != HERE or target.scheme or path.startswith(MAY_BE_MISSING):
                    continue
                file = live.public_dir / path.strip("/")
                there = path in texts or file.is_file()
                if not there or (target.fragment and target.fragment not in ids[path]):
                    broken.add(f"{address}: {link}")

    assert sorted(broken) == []


def test_all_that_pages_load_lies_below_the_digest_or_is_the_plain_sheet(served: Served) -> None:
    loaded: set[str] = set()
    for live in (served.running, served.ended):
        for text in documents(live).values():
            document = Document(text)
            sheets = [
                values["href"]
                for tag, values in document.tags
                if tag == "link"
                and values.get("rel") in {"stylesheet", "icon", "modulepreload"}
                and not values["href"].startswith("data:")
            ]
            loaded |= {*document.values("script", "src"), *sheets}

    kept = re.compile(r"/assets/[0-9a-f]{12}/[a-z_]+\.(js|css|svg)|/assets/plain\.css")
    assert [name for name in sorted(loaded) if not kept.fullmatch(name)] == []
    assert len(loaded) > 10
