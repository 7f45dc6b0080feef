"""The clock of the quiz: the server's, whatever the device says; spoken at thresholds only."""

import re

import pytest
from live import Live
from playwright.sync_api import BrowserContext, Page, expect
from quiz_visit import TIME_LEFT, begin, choose, come, expect_state, stored

from chalicelib.contest.ids import RoundId
from chalicelib.contest.times import HOUR_MS, MINUTE_MS, SECOND_MS
from chalicelib.use_cases.extra_time import credit_extra_time

pytestmark = pytest.mark.browser

LIMIT_MS = 600_000
OTHER_DATE = """
  window.jump = 0;
  const start = %d;
  Date.now = () => Math.round(start + performance.now() + window.jump);
"""
HEAR = """
  window.heard = [];
  const live = "[role=status], [role=alert], [aria-live]:not([aria-live=off])";
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest(live);
        if (region?.textContent && region.checkVisibility()) window.heard.push(region.textContent);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
"""


def with_date(page: Page, live: Live, ahead_ms: int) -> None:
    """Let the device's date be so far ahead of the server's."""
    page.add_init_script(OTHER_DATE % (live.scene.clock.now() + ahead_ms))


def test_a_device_whose_clock_is_hours_off_is_told_and_has_the_whole_time(
    page: Page, live: Live
) -> None:
    with_date(page, live, -3 * HOUR_MS)
    come(page, live)
    expect(page.locator("#check-clock")).to_have_text(
        "Giờ hệ thống là 08:31; đồng hồ máy chậm 3 giờ 0 phút. "
        "Không sao: bài thi tính theo giờ hệ thống."
    )
    page.locator("#ready-start").click()

    expect(page.locator("#timer")).to_have_text(TIME_LEFT)


def test_a_clock_that_jumps_hours_ahead_in_the_middle_ends_nothing(page: Page, live: Live) -> None:
    with_date(page, live, 0)
    begin(page, live)
    with page.expect_response("**/api/rounds"):
        page.evaluate("window.jump = 2 * 3600 * 1000")

    expect(page.locator("#timer")).to_have_text(TIME_LEFT)
    expect(page.locator("#view-paper")).to_be_visible()
    page.reload()
    expect(page.locator("#timer")).to_have_text(TIME_LEFT)


def test_a_jump_without_a_network_submits_nothing_before_the_server_has_said_the_time(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    with_date(page, live, 0)
    begin(page, live)
    choose(page, 1)
    expect_state(page, "saved")
    phone.set_offline(True)
    page.evaluate("window.jump = 2 * 3600 * 1000")
    expect(page.locator("#timer")).to_have_text("00:00")

    phone.set_offline(False)

    expect(page.locator("#timer")).to_have_text(TIME_LEFT)
    expect(page.locator("#view-paper")).to_be_visible()
    assert stored(live).submitted_at is None


def test_a_device_that_slept_is_told_the_time_that_is_left_when_it_wakes(
    page: Page, live: Live
) -> None:
    with_date(page, live, 0)
    begin(page, live)
    live.scene.clock.advance(4 * MINUTE_MS)
    page.evaluate("window.jump = 4 * 60 * 1000")

    expect(page.locator("#timer")).to_have_text("06:00")


def test_the_clock_can_be_hidden_and_stays_hidden_after_a_reload(page: Page, live: Live) -> None:
    begin(page, live)
    page.locator("#timer-hide").click()
    expect(page.locator("#timer")).to_be_hidden()
    expect(page.locator("#timer-hide")).to_have_text("Hiện giờ")
    page.reload()
    expect(page.locator("#timer")).to_be_hidden()

    page.locator("#timer-hide").click()

    expect(page.locator("#timer")).to_be_visible()


def test_a_whole_attempt_is_spoken_of_at_half_time_two_minutes_30_and_10_seconds_and_no_more(
    page: Page, live: Live
) -> None:
    page.clock.install()
    page.add_init_script(HEAR)
    begin(page, live)
    page.locator("#timer-hide").click()
    choose(page, 1)
    page.clock.run_for(SECOND_MS)
    expect_state(page, "saved")
    page.evaluate("window.heard.length = 0")

    page.clock.run_for(LIMIT_MS)
    page.clock.run_for(2 * SECOND_MS)

    expect(page.locator("#view-receipt")).to_be_visible()
    assert page.evaluate("window.heard") == [
        "Đã qua nửa thời gian. Còn 5 phút",
        "Còn 2 phút",
        "Còn 30 giây",
        "Còn 10 giây",
        "Đã hết giờ làm bài",
    ]
    assert stored(live).answers != {}


def test_extra_time_reaches_who_saves_nothing_and_is_said(page: Page, live: Live) -> None:
    page.clock.install()
    page.add_init_script(HEAR)
    begin(page, live)
    page.evaluate("window.heard.length = 0")
    _, prolonged = credit_extra_time(
        live.scene.desks.extra_time,
        RoundId("tuan-1"),
        None,
        extra_ms=5 * MINUTE_MS,
        by="Lê Ví Dụ",
        reason="Mất mạng cả phường",
    )
    assert prolonged == 1
    page.clock.run_for(125 * SECOND_MS)

    expect(page.locator("#timer")).to_have_text(re.compile("^1[23]:"))
    (said,) = page.evaluate("window.heard")
    assert said.startswith("Ban Tổ chức đã cộng thêm giờ. Còn 1")
    expect(page.locator("#timer-credit")).to_have_text("(đã cộng 5 phút)")
