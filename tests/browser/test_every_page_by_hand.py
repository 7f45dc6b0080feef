"""Every kind of page by keyboard alone, with large letters, on a narrow screen, without motion."""

from typing import Any

import pytest
from every_page import STATES, Served, visit
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.prove]

MOST_STOPS = 30
"""So many stops of a page are gone through; what follows are rows of the same kind."""

STOP = """
  (before) => {
    const at = document.activeElement;
    if (at === document.body || at === null) return null;
    window.stops ??= [];
    const known = window.stops.includes(at);
    window.stops.push(at);
    const style = getComputedStyle(at);
    const shown = at.matches("[type=radio], [type=checkbox]") ? at.closest("label, div") : at;
    const ring = [at, shown].some((each) => {
      const look = getComputedStyle(each);
      const outlined = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
      return outlined || look.boxShadow !== "none";
    });
    const box = at.getBoundingClientRect();
    const inSight = box.bottom > 0 && box.top < innerHeight &&
      box.right > 0 && box.left < innerWidth;
    const last = window.stops.at(-2);
    const inOrder = !last || known ||
      Boolean(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
    const faults = [];
    const name = at.outerHTML.slice(0, 120);
    if (!at.matches(":focus-visible")) faults.push(`not focus-visible: ${name}`);
    if (!ring) faults.push(`no ring: ${name}`);
    if (!inSight) faults.push(`out of sight: ${name}`);
    if (!inOrder) faults.push(`out of order: ${name}`);
    return { known, faults };
  }
"""
REACHABLE = """
  () => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled)
    .filter((each) => each.type !== "radio" || each.checked ||
      !document.querySelector(`[name="${each.name}"]:checked`)).length
"""
WIDE = """
  () => [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .filter((each) => each.checkVisibility() && !each.closest(".scroll, .hidden-text, svg"))
    .slice(0, 3).map((each) => each.outerHTML.slice(0, 150))
"""
MOVING = """
  () => [...document.querySelectorAll("*")].filter((each) => {
    const look = getComputedStyle(each);
    const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0.001);
    return lasts(look.transitionDuration) || lasts(look.animationDuration) ||
      look.scrollBehavior === "smooth";
  }).map((each) => each.outerHTML.slice(0, 120))
"""


def begin_at_the_top(page: Page) -> None:
    """Put the focus before everything: the page may have put it into its one field."""
    page.evaluate(
        """() => {
          const top = document.createElement("span");
          top.tabIndex = -1;
          document.body.prepend(top);
          top.focus();
        }"""
    )


def tabbed(page: Page) -> list[str]:
    """Go through a page by the tab key from its beginning; return what is wrong on the way."""
    begin_at_the_top(page)
    reachable = min(page.evaluate(REACHABLE), MOST_STOPS)
    faults: list[str] = []
    stops = 0
    for _ in range(reachable):
        page.keyboard.press("Tab")
        stop: dict[str, Any] | None = page.evaluate(STOP)
        if stop is None:
            break
        if stop["known"]:
            faults.append("the tab key goes in a circle")
            break
        faults += stop["faults"]
        stops += 1
    return faults if stops == reachable else [*faults, f"{stops} of {reachable} reached"]


def test_every_kind_of_page_is_gone_through_by_the_tab_key(
    phone: BrowserContext, served: Served
) -> None:
    page = phone.new_page()
    found: dict[str, list[str]] = {}
    for name, url in served.pages().items():
        visit(page, url)
        found[name] = tabbed(page)

    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_first_stop_of_a_page_skips_its_menu(phone: BrowserContext, served: Served) -> None:
    page = phone.new_page()
    found: dict[str, str] = {}
    for name, url in served.pages().items():
        visit(page, url)
        inside = page.locator("main :is(a, button, input, select, [tabindex='0']):visible").count()
        if page.locator("nav.menu").count() == 0 or inside == 0:
            continue
        begin_at_the_top(page)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        at = page.evaluate(
            "document.activeElement.closest('main') ? 'main' : document.activeElement.outerHTML"
        )
        if at != "main":
            found[name] = at

    assert found == {}


@pytest.mark.parametrize(
    ("width", "letters"), [(320, "100%"), (640, "200%"), (360, "200%")], ids=str
)
def test_nothing_reaches_over_the_edge_however_large_the_letters(
    chromium: Browser, served: Served, width: int, letters: str
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 512}, locale="vi-VN")
    context.set_default_timeout(10_000)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for name, url in served.pages().items():
        visit(page, url)
        found[name] = over_the_edge(page, letters)
    for name, reach in STATES.items():
        fresh = chromium.new_context(viewport={"width": width, "height": 512}, locale="vi-VN")
        fresh.set_default_timeout(10_000)
        state = fresh.new_page()
        reach(state, served.running)
        found[name] = over_the_edge(state, letters)
        fresh.close()
    context.close()

    assert {name: wide for name, wide in found.items() if wide} == {}


def over_the_edge(page: Page, letters: str) -> list[str]:
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", letters)
    if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        return []
    return [f"{page.evaluate('document.documentElement.scrollWidth')}", *page.evaluate(WIDE)]


def test_nothing_moves_on_any_page_for_who_asks_for_less_motion(
    phone: BrowserContext, served: Served
) -> None:
    page = phone.new_page()
    page.emulate_media(reduced_motion="reduce")
    found: dict[str, list[str]] = {}
    for name, url in served.pages().items():
        visit(page, url)
        found[name] = page.evaluate(MOVING)

    assert {name: moving for name, moving in found.items() if moving} == {}
