"""The quiz page itself: its way back, its width, its keys and names, and what it loads."""

from collections.abc import Callable

import pytest
from live import Live
from playwright.sync_api import BrowserContext, Page, expect
from quiz_visit import begin, choose, come, expect_state, stored

from chalicelib.contest.times import format_moment

pytestmark = pytest.mark.browser

MOST_TABS = 40
SMALL = """
  [...document.querySelectorAll("button, a.button, .option, input[type=text], input:not([type])")]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
    .map((each) => each.id || each.outerHTML)
"""
NAMED = {"button", "link", "textbox", "radio", "checkbox", "combobox", "image"}


def to_the_paper(page: Page, live: Live) -> None:
    begin(page, live)


def to_the_review(page: Page, live: Live) -> None:
    begin(page, live)
    page.locator("#to-review").click()


def to_the_receipt(page: Page, live: Live) -> None:
    to_the_review(page, live)
    page.locator("#submit").click()
    expect(page.locator("#receipt-picture svg")).to_be_visible()


def to_the_form(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/thi/")
    page.locator("#choose-register").click()


STATES: dict[str, Callable[[Page, Live], object]] = {
    "form": to_the_form,
    "ready": come,
    "paper": to_the_paper,
    "review": to_the_review,
    "receipt": to_the_receipt,
}


@pytest.mark.parametrize("state", STATES)
def test_at_360_pixels_and_with_letters_of_twice_the_size_nothing_is_cut_off_small_or_nameless(
    phone: BrowserContext, page: Page, live: Live, state: str
) -> None:
    STATES[state](page, live)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(SMALL) == []
    session = phone.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    found = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in tree
        if not node["ignored"] and node["role"]["value"] in NAMED
    ]
    assert found != []
    assert [role for role, name in found if not name.strip()] == []

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_browser_s_back_button_goes_back_question_by_question(page: Page, live: Live) -> None:
    number = page.locator("#question-number")
    page.goto(f"{live.url}/huong-dan/")
    begin(page, live)
    page.locator("#next").click()
    page.locator("#next").click()
    page.locator("#to-review").click()
    page.go_back()
    expect(number).to_have_text("Câu 3/15")
    page.go_back()
    expect(number).to_have_text("Câu 2/15")
    page.go_forward()
    expect(number).to_have_text("Câu 3/15")
    page.go_back()
    page.go_back()
    expect(number).to_have_text("Câu 1/15")

    page.go_back()

    expect(page).to_have_url(f"{live.url}/huong-dan/")
    page.go_forward()
    expect(number).to_have_text("Câu 1/15")


def test_before_the_start_the_back_button_goes_from_the_form_to_the_choice(
    page: Page, live: Live
) -> None:
    to_the_form(page, live)
    page.locator("#register-name").fill("Trần Thị Ví Dụ")
    page.go_back()
    expect(page.locator("#view-choose")).to_be_visible()

    page.go_forward()

    expect(page.locator("#register-name")).to_have_value("Trần Thị Ví Dụ")


def test_the_back_button_never_returns_from_a_receipt_to_its_paper(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/huong-dan/")
    to_the_receipt(page, live)

    page.go_back()

    expect(page).to_have_url(f"{live.url}/huong-dan/")
    page.go_forward()
    expect(page.locator("#view-receipt")).to_be_visible()


def tab_to(page: Page, element: str) -> None:
    """Press the tab key until an element has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == element:
            return
    pytest.fail(f"no way to #{element} by the tab key")


def test_from_the_code_to_the_receipt_the_keyboard_alone_is_enough(page: Page, live: Live) -> None:
    code = live.scene.register(unit="phuong-pho-co").code
    page.goto(f"{live.url}/thi/")
    expect(page.locator("#view-choose")).to_be_visible()
    tab_to(page, "choose-enter")
    page.keyboard.press("Enter")
    tab_to(page, "enter-code")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.locator("#view-ready")).to_be_visible()
    tab_to(page, "ready-start")
    page.keyboard.press("Enter")
    expect(page.locator("#question-legend")).to_be_focused()
    for number in range(1, 16):
        expect(page.locator("#question-number")).to_have_text(f"Câu {number}/15")
        page.keyboard.press("2")
        expect(page.locator("#option-2")).to_be_checked()
        # Choosing turns no page.
        expect(page.locator("#question-number")).to_have_text(f"Câu {number}/15")
        page.keyboard.press("ArrowRight")
    expect(page.locator("#review-title")).to_be_focused()
    tab_to(page, "submit")
    page.keyboard.press("Enter")

    expect(page.locator("#receipt-title")).to_be_focused()
    expect(page.locator("#receipt-answered")).to_have_text("15/15")


def test_nothing_moves_for_who_asks_for_less_motion(page: Page, live: Live) -> None:
    begin(page, live)
    moving = (
        "[...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).%s !== '0s').length"
    )
    assert page.evaluate(moving % "transitionDuration") > 0

    page.emulate_media(reduced_motion="reduce")

    assert page.evaluate(moving % "transitionDuration") == 0
    assert page.evaluate(moving % "animationDuration") == 0


def test_before_the_start_connection_clock_and_memory_are_looked_at(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    come(page, live)
    expect(page.locator("#check-network")).to_contain_text("Kết nối tốt")
    expect(page.locator("#check-storage")).to_have_text(
        "Máy này giữ được câu trả lời khi mất mạng."
    )
    phone.set_offline(True)

    page.locator("#ready-check").click()

    expect(page.locator("#check-network")).to_have_attribute("data-state", "warn")
    expect(page.locator("#check-network")).to_contain_text("Chưa kết nối được với hệ thống")


def test_the_way_to_the_paper_takes_six_files_of_our_own_at_most(page: Page, live: Live) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    to_the_form(page, live)
    begin(page, live)
    choose(page, 1)
    expect_state(page, "saved")

    files = {url for url in asked if "/api/" not in url}

    assert {url for url in asked if not url.startswith(f"{live.url}/")} == set()
    assert len(files) <= 6
    assert {url.rsplit("/", 1)[1] for url in files if url.endswith(".js")} == {
        "quiz.js",
        "quiz_solver.js",
        "quiz_after.js",
    }


def test_after_the_publication_the_page_shows_rank_marks_and_the_answers_beside_the_right_ones(
    page: Page, live: Live
) -> None:
    begin(page, live)
    attempt = stored(live)
    bank = next(iter(live.scene.banks.values()))
    text = page.locator("#question-text").inner_text()
    question = next(each for each in bank if each.text == text)
    right = next(option.text for option in question.options if option.right)
    page.locator(".option").filter(has_text=right).first.click()
    page.locator("#next").click()
    page.locator("#to-review").click()
    page.locator("#submit").click()
    publishes_at = live.scene.contest.rounds[0].publishes_at
    expect(page.locator("#receipt-when")).to_have_text(
        f"Kết quả công bố lúc {format_moment(publishes_at)}."
    )
    expect(page.locator("#own")).to_be_hidden()
    live.close_and_publish("tuan-1")
    page.reload()

    expect(page.locator("#own-place dd")).to_have_text(["1/1", "1/15", "0:00,000", "Nhất"])
    expect(page.locator("#receipt-next")).to_be_hidden()
    cards = page.locator("#own-questions > li")
    expect(cards).to_have_count(len(attempt.question_ids))
    outcomes = cards.evaluate_all("cards => cards.map((card) => card.dataset.outcome)")
    assert outcomes == ["right", *["missing"] * (len(attempt.question_ids) - 1)]
    expect(cards.first.locator(".tag-own")).to_have_text("Bạn trả lời")
    expect(cards.first.locator("[data-right] span")).to_have_text(right)
    expect(cards.first.locator(".asked-source")).to_have_text(f"Nguồn: {question.source}")


@pytest.mark.parametrize("between", ["\u2013", "\u2011", "\u2212", "\u200b \u2014\u00a0"])
def test_a_code_that_was_pasted_with_other_dashes_is_the_same_code(
    page: Page, live: Live, between: str
) -> None:
    code = live.scene.register(1, unit="phuong-pho-co").code
    page.goto(f"{live.url}/thi/")
    page.locator("#choose-enter").click()

    page.locator("#enter-code").fill(code.replace("-", between))
    page.locator("#enter-submit").click()

    expect(page.locator("#view-ready")).to_be_visible()
