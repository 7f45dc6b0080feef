"""What visitors of the quiz page do in a browser."""

import re

from live import Live
from playwright.sync_api import Browser, BrowserContext, Page, expect

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.ids import RoundId
from chalicelib.use_cases.entry import EntryDesk
from chalicelib.use_cases.start import resume_attempt

BIRTH_DATE = "1990-02-28"
TIME_LEFT = re.compile(r"^(10:00|09:[45]\d)$")


def come(page: Page, live: Live, number: int = 1) -> str:
    """Bring somebody who has registered to the last view before the start; return the code."""
    division = next((division.id for division in live.scene.contest.divisions), None)
    code = live.scene.register(number, unit="phuong-pho-co", division=division).code
    page.goto(f"{live.url}/thi/")
    page.locator("#choose-enter").click()
    page.locator("#enter-code").fill(code)
    page.locator("#enter-submit").click()
    expect(page.locator("#view-ready")).to_be_visible()
    return code


def begin(page: Page, live: Live, number: int = 1) -> str:
    """Start an attempt of somebody who has registered; return the personal code."""
    code = come(page, live, number)
    page.locator("#ready-start").click()
    expect(page.locator("#view-paper")).to_be_visible()
    return code


def choose(page: Page, option: int = 1) -> None:
    """Choose an option of the question in sight."""
    page.locator(f"label[for=option-{option}]").click()


def expect_state(page: Page, state: str) -> None:
    """Wait until the line that says where things stand says this."""
    expect(page.locator("#status")).to_have_attribute("data-state", state, timeout=15_000)


def hear_of_the_network(page: Page) -> None:
    """Tell the page that the network is back, as a browser does."""
    page.evaluate("dispatchEvent(new Event('online'))")


def stored(live: Live, round_id: str = "tuan-1") -> Attempt:
    """Return the one attempt that is stored."""
    desk: EntryDesk = live.scene.desks.entry
    (attempt,) = desk.attempts.attempts(live.scene.contest.id, RoundId(round_id))
    return attempt


def take_over_elsewhere(live: Live, code: str) -> None:
    """Take the attempt over as another device does."""
    resume_attempt(live.scene.desks.entry, code=code, birth_date=BIRTH_DATE, start_id="x" * 20)


def other_device(browser: Browser | None) -> BrowserContext:
    """Return a device with nothing on it."""
    assert browser is not None
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.set_default_timeout(10_000)
    return context
