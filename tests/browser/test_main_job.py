"""The main job in a real browser: from the home page to the own rank in the published results."""

import json
import re
from datetime import datetime

import pytest
from live import ROOT, Live
from playwright.sync_api import BrowserContext, Page, Route, expect

from chalicelib.contest.times import (
    DAY_MS,
    MINUTE_MS,
    SECOND_MS,
    VIETNAM,
    format_moment,
    format_second,
    to_ms,
)

pytestmark = pytest.mark.browser

PHONE_WIDTH = 360


def register(page: Page, live: Live, number: int = 1) -> str:
    """Register somebody invented and return the personal code that the page shows."""
    page.goto(f"{live.url}/thi/")
    page.locator("#choose-register").click()
    page.locator("#register-identifier").fill(f"99900000{number:04d}")
    page.locator("#register-name").fill("Trần Thị Ví Dụ")
    for part, value in (("day", "28"), ("month", "2"), ("year", "1990")):
        page.locator(f"#register-{part}").fill(value)
    page.locator("#register-unit").select_option("phuong-pho-co")
    page.locator("#register-phone").fill(f"09990{number:05d}")
    page.locator("#register-eligible").check()
    page.locator("#register-consent").check()
    page.locator("#register-submit").click()
    expect(page.locator("#view-code")).to_be_visible()
    return page.locator("#code").inner_text()


def start(page: Page) -> None:
    page.locator("#code-next").click()
    page.locator("#ready-start").click()
    expect(page.locator("#view-paper")).to_be_visible()


def right_options(live: Live) -> dict[str, str]:
    """Return the text of the right option by the question's text."""
    return {
        question.text: next(option.text for option in question.options if option.right)
        for bank in live.scene.banks.values()
        for question in bank
    }


def answer_all(page: Page, live: Live, questions: int = 15) -> None:
    """Choose the right option of every question, one page after the other."""
    right = right_options(live)
    for number in range(1, questions + 1):
        expect(page.locator("#question-number")).to_have_text(f"Câu {number}/{questions}")
        text = page.locator("#question-text").inner_text()
        page.locator("#options label").filter(
            has_text=re.compile(f"^\\s*{re.escape(right[text])}\\s*$")
        ).click()
        page.locator("#next").click()
    expect(page.locator("#view-review")).to_be_visible()


def submit(page: Page) -> str:
    """Submit and return the receipt's code."""
    page.locator("#submit").click()
    expect(page.locator("#view-receipt")).to_be_visible()
    return page.locator("#receipt-code").inner_text()


def test_a_visitor_registers_answers_submits_and_finds_the_own_rank(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/")
    page.get_by_role("link", name="Vào thi").first.click()
    register(page, live)
    start(page)
    live.scene.clock.advance(65 * SECOND_MS)
    answer_all(page, live)
    code = submit(page)
    expect(page.locator("#receipt-answered")).to_have_text("15/15")

    page.locator("#receipt-check").click()
    expect(page.locator(".check-verdict")).to_have_text("Biên nhận do hệ thống cấp, chưa bị sửa.")
    expect(page.locator(".check-facts dd").first).to_have_text(code)
    page.go_back()

    page.locator("#receipt-results").click()
    expect(page.locator("#results-pending")).to_be_visible()
    live.close_and_publish("tuan-1")
    page.reload()

    mine = page.locator("#mine-answer")
    expect(mine).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
    assert page.locator("#persons").evaluate("table => table.scrollWidth") < PHONE_WIDTH
    expect(mine).to_contain_text("1")
    row = page.locator("#persons tbody tr").first
    expect(row).to_contain_text("Trần Thị Ví Dụ")
    expect(row).to_contain_text(code)
    expect(row).to_contain_text("15")


def test_an_answer_survives_a_reload(page: Page, live: Live) -> None:
    register(page, live)
    start(page)
    page.locator("#options label").first.click()
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")
    chosen = page.locator("#options input:checked").get_attribute("id")

    page.reload()

    expect(page.locator("#view-paper")).to_be_visible()
    assert page.locator("#options input:checked").get_attribute("id") == chosen


def test_offline_work_goes_on_and_is_sent_when_the_network_is_back(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    register(page, live)
    start(page)
    phone.set_offline(True)
    page.locator("#options label").first.click()
    expect(page.locator("#status")).to_have_attribute("data-state", "unsent")

    phone.set_offline(False)

    expect(page.locator("#status")).to_have_attribute("data-state", "saved", timeout=30_000)


def test_a_lost_submit_reply_ends_in_the_same_receipt(page: Page, live: Live) -> None:
    register(page, live)
    start(page)
    page.locator("#options label").first.click()
    lost: list[str] = []

    def lose_the_first_reply(route: Route) -> None:
        if lost:
            route.continue_()
            return
        reply = route.fetch()
        lost.append(json.loads(reply.body())["receipt"]["code"])
        route.abort()

    page.route("**/api/attempts/submission", lose_the_first_reply)
    page.locator("#to-review").click()

    code = submit(page)

    assert [code] == lost


def test_the_clock_submits_what_is_there(page: Page, live: Live) -> None:
    register(page, live)
    start(page)
    page.locator("#options label").first.click()
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")
    # The page learns the server's time from every answer: this one says that two seconds are left.
    live.scene.clock.advance(10 * MINUTE_MS - 2 * SECOND_MS)
    page.locator("#options label").nth(1).click()

    expect(page.locator("#view-receipt")).to_be_visible(timeout=20_000)
    expect(page.locator("#receipt-answered")).to_have_text("1/15")


def test_a_wrong_clock_of_the_device_changes_nothing(page: Page, live: Live) -> None:
    page.clock.install(time="2035-01-01T00:00:00")
    page.clock.resume()
    register(page, live)
    start(page)

    expect(page.locator("#timer")).to_have_text(re.compile(r"^(10:00|9:5\d|09:5\d)$"))


def test_a_second_device_takes_over_with_the_birth_date(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    code = register(page, live)
    start(page)
    page.locator("#options label").first.click()
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")
    browser = phone.browser
    assert browser is not None
    context = browser.new_context()
    other = context.new_page()
    other.goto(f"{live.url}/thi/")
    other.locator("#choose-enter").click()
    other.locator("#enter-code").fill(code)
    other.locator("#enter-submit").click()
    other.locator("#ready-start").click()
    expect(other.locator("#view-takeover")).to_be_visible()

    for part, value in (("day", "28"), ("month", "2"), ("year", "1990")):
        other.locator(f"#takeover-{part}").fill(value)
    other.locator("#takeover-submit").click()

    expect(other.locator("#view-paper")).to_be_visible()
    expect(other.locator("#options input:checked")).to_have_count(1)
    context.close()


def test_what_is_missing_in_the_registration_is_said_beside_its_field(
    page: Page, live: Live
) -> None:
    page.goto(f"{live.url}/thi/")
    page.locator("#choose-register").click()
    page.locator("#register-submit").click()

    shown = page.locator("#register-form .field-error:visible")

    expect(shown).to_have_count(7)
    expect(page.locator("#register-identifier")).to_be_focused()


def test_the_keyboard_alone_is_enough(page: Page, live: Live) -> None:
    register(page, live)
    page.locator("#code-next").press("Enter")
    page.locator("#ready-start").press("Enter")
    expect(page.locator("#view-paper")).to_be_visible()
    page.locator("#question").press("2")
    expect(page.locator("#option-2")).to_be_checked()
    page.keyboard.press("ArrowRight")

    expect(page.locator("#question-number")).to_have_text("Câu 2/15")


def test_before_the_round_the_quiz_says_when_it_opens(page: Page, live: Live) -> None:
    live.scene.clock.set(live.scene.contest.rounds[0].opens_at - MINUTE_MS)
    page.goto(f"{live.url}/thi/")

    expect(page.locator("#choose-when")).to_contain_text("08:30 ngày 13/12/2021")


def enter(page: Page, live: Live, code: str) -> None:
    page.goto(f"{live.url}/thi/")
    page.locator("#choose-enter").click()
    page.locator("#enter-code").fill(code)
    page.locator("#enter-submit").click()


def test_who_has_submitted_and_starts_again_elsewhere_sees_the_receipt(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    code = register(page, live)
    start(page)
    page.locator("#options label").first.click()
    page.locator("#to-review").click()
    receipt = submit(page)
    browser = phone.browser
    assert browser is not None
    context = browser.new_context()
    other = context.new_page()
    enter(other, live, code)
    other.locator("#ready-start").click()

    expect(other.locator("#view-receipt")).to_be_visible()
    expect(other.locator("#receipt-code")).to_have_text(receipt)
    expect(other.locator("#receipt-answered")).to_have_text("1/15")
    expect(other.locator("#receipt-name")).to_be_hidden()

    other.reload()

    expect(other.locator("#receipt-code")).to_have_text(receipt)
    context.close()


def test_a_paper_submitted_while_another_device_takes_it_over_ends_in_its_receipt(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    code = register(page, live)
    start(page)
    browser = phone.browser
    assert browser is not None
    context = browser.new_context()
    other = context.new_page()
    enter(other, live, code)
    other.locator("#ready-start").click()
    expect(other.locator("#view-takeover")).to_be_visible()
    page.locator("#to-review").click()
    receipt = submit(page)
    for part, value in (("day", "28"), ("month", "2"), ("year", "1990")):
        other.locator(f"#takeover-{part}").fill(value)

    other.locator("#takeover-submit").click()

    expect(other.locator("#receipt-code")).to_have_text(receipt)
    context.close()


def test_an_option_as_long_as_an_address_stays_on_the_screen(page: Page, live: Live) -> None:
    register(page, live)
    start(page)
    for place in ("#question-text", "#options span"):
        page.locator(place).first.evaluate("e => { e.textContent = 'a'.repeat(90); }")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
    box = page.locator(".option").first.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= PHONE_WIDTH


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("31", "2", "1990"), "Ngày này không có"),
        (("1", "2", "90"), "Năm sinh gồm 4 chữ số"),
        (("1", "", "1990"), "Vui lòng nhập đủ"),
    ],
)
def test_a_birth_date_that_cannot_be_is_told_what_is_wrong(
    page: Page, live: Live, typed: tuple[str, str, str], told: str
) -> None:
    page.goto(f"{live.url}/thi/")
    page.locator("#choose-register").click()
    for part, value in zip(("day", "month", "year"), typed, strict=True):
        page.locator(f"#register-{part}").fill(value)
    page.locator("#register-submit").click()

    expect(page.locator("#register-birth_date-error")).to_contain_text(told)


def test_a_code_entered_before_the_opening_is_told_when_to_come_back(
    page: Page, live: Live
) -> None:
    live.scene.clock.set(live.scene.contest.rounds[0].opens_at - MINUTE_MS)
    code = register(page, live)
    enter(page, live, code)

    expect(page.locator("#alert")).to_contain_text("chưa mở. Hãy quay lại vào thi từ 08:30 ngày")


def test_the_announcer_says_once_that_what_was_unsent_is_saved(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    register(page, live)
    start(page)
    phone.set_offline(True)
    page.locator("#options label").first.click()
    expect(page.locator("#announcer")).to_contain_text("Chưa gửi")

    phone.set_offline(False)

    expect(page.locator("#announcer")).to_contain_text("Đã lưu", timeout=30_000)


def test_the_list_of_results_says_what_is_out_without_another_build(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/ket-qua/")
    badge = page.locator("[data-round='tuan-1'] .badge")
    expect(badge).to_have_text("Chưa công bố")

    live.close_and_publish("tuan-1")
    page.reload()

    expect(badge).to_have_text("Đã công bố")
    expect(page.locator("[data-pointer='/data/contest.json'] .badge")).to_have_text("Chưa công bố")


def test_after_the_last_round_the_home_page_leads_to_the_results(page: Page, live: Live) -> None:
    live.scene.clock.set(live.scene.contest.rounds[-1].publishes_at + MINUTE_MS)
    page.goto(f"{live.url}/")

    expect(page.locator("#start")).to_have_text("Xem kết quả")
    expect(page.locator("#start")).to_have_attribute("href", "/ket-qua/")


def test_scripts_write_days_as_the_built_pages_do(page: Page) -> None:
    source = (ROOT / "site" / "assets" / "lib" / "times.js").read_text(encoding="utf-8")
    first = to_ms(datetime(2021, 12, 9, 8, 5, 3, tzinfo=VIETNAM))
    moments = [first + days * DAY_MS for days in range(0, 400, 7)]

    shown = page.evaluate(
        """async ([source, moments]) => {
          const url = "data:text/javascript," + encodeURIComponent(source);
          const { formatMoment, formatSecond } = await import(url);
          return moments.map((at) => [formatMoment(at), formatSecond(at)]);
        }""",
        [source, moments],
    )

    assert shown == [[format_moment(at), format_second(at)] for at in moments]
    assert shown[0][0] == "08:05 ngày 09/12/2021"
