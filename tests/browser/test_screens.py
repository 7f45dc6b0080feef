"""A picture of every kind of page and of every state, on a phone and on a desktop, to be looked at.

They lie in ``.build/screens`` after ``make prove``.
"""

import re
import shutil
from pathlib import Path

import pytest
from every_page import STATES, Served, visit
from figures import BUILD
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize

pytestmark = [pytest.mark.browser, pytest.mark.prove]

SCREENS: dict[str, ViewportSize] = {
    "phone": {"width": 360, "height": 740},
    "desktop": {"width": 1280, "height": 900},
}
MOST_HEIGHT = 4_000
"""Of a longer page the rest is rows of the same kind."""


@pytest.mark.parametrize("screen", SCREENS)
def test_every_kind_of_page_and_every_state_has_its_picture(
    chromium: Browser, served: Served, screen: str
) -> None:
    folder = BUILD / "screens" / screen
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    context = chromium.new_context(viewport=SCREENS[screen], locale="vi-VN")
    page = context.new_page()
    expected = set()
    for name, url in served.pages().items():
        visit(page, url)
        page.wait_for_timeout(100)
        expected.add(take(page, folder, name))
    context.close()
    for name, reach in STATES.items():
        context = chromium.new_context(viewport=SCREENS[screen], locale="vi-VN")
        context.set_default_timeout(10_000)
        page = context.new_page()
        reach(page, served.running)
        expected.add(take(page, folder, name))
        context.close()

    assert {path.name for path in folder.iterdir()} == expected
    assert all(path.stat().st_size > 2_000 for path in folder.iterdir())


def take(page: Page, folder: Path, name: str) -> str:
    file = re.sub(r"[^a-z0-9]+", "-", name).strip("-") + ".png"
    size = page.viewport_size
    assert size is not None
    height = min(page.evaluate("document.documentElement.scrollHeight"), MOST_HEIGHT)
    clip: FloatRect = {"x": 0, "y": 0, "width": size["width"], "height": height}
    page.screenshot(path=folder / file, full_page=True, clip=clip)
    return file
