"""One attempt, several tabs and devices: one of them writes, and the others are told."""

import json

import pytest
from live import Live
from playwright.sync_api import BrowserContext, Page, expect
from quiz_visit import (
    begin,
    choose,
    expect_state,
    other_device,
    stored,
    take_over_elsewhere,
)

from chalicelib.contest.times import SECOND_MS

pytestmark = pytest.mark.browser


def test_a_second_tab_looks_on_follows_the_first_and_writes_nothing(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    begin(page, live)
    second = phone.new_page()
    second.goto(f"{live.url}/thi/")
    expect(second.locator("#reading-tab")).to_be_visible()
    expect(second.locator("#option-1")).to_be_disabled()
    expect(second.locator("#status")).to_have_text("Chỉ xem – đang làm ở thẻ khác")
    second.locator("#to-review").click()
    expect(second.locator("#submit")).to_be_hidden()
    second.go_back()

    choose(page, 2)

    expect(second.locator("#option-2")).to_be_checked()
    expect_state(page, "saved")
    assert len(stored(live).answers) == 1


def test_the_second_tab_may_go_on_and_then_the_first_looks_on(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    begin(page, live)
    choose(page, 1)
    second = phone.new_page()
    second.goto(f"{live.url}/thi/")
    second.locator("#reading-seize").click()
    expect(second.locator("#reading-tab")).to_be_hidden()
    expect(page.locator("#reading-tab")).to_be_visible()
    expect(page.locator("#option-1")).to_be_disabled()
    expect(second.locator("#option-1")).to_be_checked()
    second.locator("#next").click()
    choose(second, 2)
    expect_state(second, "saved")
    assert len(stored(live).answers) == 2

    second.close()

    expect(page.locator("#reading-tab")).to_be_hidden()
    expect(page.locator("#option-1")).to_be_enabled()


def test_a_receipt_in_one_tab_is_a_receipt_in_the_other(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    begin(page, live)
    second = phone.new_page()
    second.goto(f"{live.url}/thi/")
    expect(second.locator("#reading-tab")).to_be_visible()
    page.locator("#to-review").click()
    page.locator("#submit").click()

    expect(second.locator("#view-receipt")).to_be_visible()
    expect(second.locator("#reading-tab")).to_be_hidden()


def test_a_device_that_only_waits_is_told_of_a_takeover_within_two_minutes(
    page: Page, live: Live
) -> None:
    page.clock.install()
    code = begin(page, live)
    take_over_elsewhere(live, code)

    page.clock.run_for(122 * SECOND_MS)

    expect(page.locator("#reading-device")).to_be_visible()
    expect(page.locator("#reading-device h2")).to_have_text("Bài thi đã được chuyển sang máy khác")
    expect(page.locator("#option-1")).to_be_disabled()
    page.locator("#next").click()
    expect(page.locator("#question-number")).to_have_text("Câu 2/15")


def test_a_device_that_is_looked_at_again_is_told_of_a_takeover_at_once(
    page: Page, live: Live
) -> None:
    page.clock.install()
    code = begin(page, live)
    take_over_elsewhere(live, code)
    page.clock.run_for(5 * SECOND_MS)

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.locator("#reading-device")).to_be_visible()


def test_a_save_after_a_takeover_tells_the_first_device_and_its_answer_can_be_kept(
    page: Page, live: Live
) -> None:
    code = begin(page, live)
    take_over_elsewhere(live, code)
    choose(page, 1)
    expect(page.locator("#reading-device")).to_be_focused()
    expect(page.locator("#rescue")).to_be_visible()
    page.reload()

    expect(page.locator("#reading-device")).to_be_visible()
    expect(page.locator("#option-1")).to_be_checked()
    assert stored(live).answers == {}


def test_the_first_device_takes_the_attempt_back_with_what_it_had_not_sent(
    page: Page, live: Live
) -> None:
    code = begin(page, live)
    take_over_elsewhere(live, code)
    choose(page, 1)
    page.locator("#reading-back").click()
    for part, value in (("day", "28"), ("month", "2"), ("year", "1990")):
        page.locator(f"#takeover-{part}").fill(value)
    page.locator("#takeover-submit").click()

    expect(page.locator("#reading-device")).to_be_hidden()
    expect(page.locator("#option-1")).to_be_checked()
    expect_state(page, "saved")
    assert (stored(live).device_epoch, len(stored(live).answers)) == (3, 1)


def test_what_the_other_device_submits_ends_in_a_receipt_on_the_first_without_false_answers(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    page.clock.install()
    code = begin(page, live)
    context = other_device(phone.browser)
    other = context.new_page()
    other.goto(f"{live.url}/thi/")
    other.locator("#choose-enter").click()
    other.locator("#enter-code").fill(code)
    other.locator("#enter-submit").click()
    other.locator("#ready-start").click()
    for part, value in (("day", "28"), ("month", "2"), ("year", "1990")):
        other.locator(f"#takeover-{part}").fill(value)
    other.locator("#takeover-submit").click()
    choose(other, 2)
    other.locator("#to-review").click()
    other.locator("#submit").click()
    expect(other.locator("#view-receipt")).to_be_visible()
    context.close()
    page.clock.run_for(122 * SECOND_MS)

    expect(page.locator("#view-receipt")).to_be_visible()
    expect(page.locator("#receipt-answered")).to_have_text("1/15")
    with page.expect_download() as download:
        page.locator("#receipt-download").click()
    assert list(json.loads(download.value.path().read_bytes())) == ["receipt"]
