"""The main job in English: from the switch of the home page to the receipt, and what is refused."""

import re

import pytest
from live import Live
from playwright.sync_api import Browser, Page, expect

from chalicelib.contest.texts import CATALOGUES
from chalicelib.contest.times import SECOND_MS

pytestmark = pytest.mark.browser

EN = CATALOGUES["en"]
PHONE_WIDTH = 360
IDENTIFIER = "Mã định danh"
"""What the contest file calls the number that is asked for: its word, not ours."""


def fill_registration(page: Page) -> None:
    page.locator("#register-identifier").fill("999000000001")
    page.locator("#register-name").fill("Trần Thị Ví Dụ")
    for part, value in (("day", "28"), ("month", "2"), ("year", "1990")):
        page.locator(f"#register-{part}").fill(value)
    page.locator("#register-unit").select_option("phuong-pho-co")
    page.locator("#register-phone").fill("0999000001")
    page.locator("#register-eligible").check()
    page.locator("#register-consent").check()


def said(page: Page) -> str:
    """Return what a reader sees, without the contest's own words."""
    return str(
        page.evaluate(
            """() => {
              const copy = document.body.cloneNode(true);
              for (const own of copy.querySelectorAll(
                "[lang=vi], script, template, noscript, [hidden], select, input")) own.remove();
              return copy.textContent;
            }"""
        )
    )


def expect_english(page: Page) -> None:
    """Expect none of our Vietnamese sentences among the words in sight."""
    words = said(page)
    sentences = {
        part.strip()
        for text in CATALOGUES["vi"].values()
        for part in re.split(r"\{\w+\}", text)
        if len(part.strip()) >= 12
    } - {*EN.values(), IDENTIFIER}
    assert {sentence for sentence in sentences if sentence in words} == set()


def test_a_quiz_is_taken_in_english_from_the_home_page_to_the_results(
    page: Page, live: Live
) -> None:
    page.goto(f"{live.url}/")
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url(f"{live.url}/en/")
    expect(page.locator("#now")).to_contain_text("is open, until 16:30 (UTC+7) on 19 Dec 2021")
    expect_english(page)
    page.get_by_role("link", name="Take part").first.click()
    page.wait_for_url(f"{live.url}/en/thi/")
    page.locator("#choose-register").click()
    page.locator("#register-submit").click()
    expect(page.locator("#register-name-error")).to_have_text(EN["quiz.required.name"])
    fill_registration(page)
    expect_english(page)
    page.locator("#register-submit").click()
    expect(page.locator("#code-whose")).to_have_text("Trần Thị Ví Dụ is now registered.")
    expect_english(page)
    page.locator("#code-next").click()
    expect(page.locator("#view-ready")).to_be_visible()
    expect_english(page)
    page.locator("#ready-start").click()
    expect(page.locator("#question-number")).to_have_text("Question 1/15")
    expect(page.locator("#question-text")).to_have_attribute("lang", "vi")
    expect_english(page)
    live.scene.clock.advance(65 * SECOND_MS)
    for _ in range(15):
        page.locator("#options label").first.click()
        page.locator("#next").click()
    expect(page.locator("#review-summary")).to_have_text("You have answered all 15 questions.")
    expect_english(page)
    page.locator("#submit").click()
    expect(page.locator("#receipt-title")).to_have_text("Submitted")
    expect(page.locator("#receipt-submitted")).to_have_text(
        re.compile(r"^\d\d:\d\d:\d\d \(UTC\+7\) on 13 Dec 2021$")
    )
    expect(page.locator("#view-receipt")).to_be_visible()
    expect_english(page)
    code = page.locator("#receipt-code").inner_text()

    page.locator("#receipt-check").click()
    page.wait_for_url(re.compile("/en/kiem-tra-bien-nhan/#"))
    expect(page.locator(".check-verdict")).to_have_text(EN["site.receipt.good"])
    page.go_back()
    page.locator("#receipt-results").click()
    page.wait_for_url(re.compile(rf"/en/ket-qua/tuan-1/\?ma={code}"))
    live.close_and_publish("tuan-1")
    page.reload()
    expect(page.locator("#mine-answer")).to_contain_text("Your rank is 1 of 1")
    expect_english(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH


def test_a_refusal_is_in_the_language_of_the_page(page: Page, live: Live) -> None:
    for folder, language in (("/en", "en"), ("", "vi")):
        page.goto(f"{live.url}{folder}/thi/")
        page.locator("#choose-enter").click()
        page.locator("#enter-code").fill("0000-0000-0000")
        page.locator("#enter-submit").click()
        page.locator("#ready-start").click()
        expect(page.locator("#enter-code-error")).to_have_text(
            CATALOGUES[language]["error.unknown_code"]
        )


def test_the_switch_keeps_the_page_and_its_round(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/ket-qua/tuan-2/")
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url(f"{live.url}/en/ket-qua/tuan-2/")
    expect(page.locator("h1")).to_have_text("Results: Tuần 2")
    page.get_by_role("link", name="Tiếng Việt", exact=True).click()
    page.wait_for_url(f"{live.url}/ket-qua/tuan-2/")
    expect(page.locator("h1")).to_have_text("Kết quả Tuần 2")


def test_the_switch_works_without_script(chromium: Browser, live: Live) -> None:
    without = chromium.new_context(java_script_enabled=False)
    page = without.new_page()
    page.goto(f"{live.url}/the-le/")
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url(f"{live.url}/en/the-le/")
    expect(page.locator("h1")).to_have_text("Rules")
    without.close()


def test_a_paper_goes_on_in_the_other_language(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/thi/")
    page.locator("#choose-register").click()
    fill_registration(page)
    page.locator("#register-submit").click()
    page.locator("#code-next").click()
    page.locator("#ready-start").click()
    page.locator("#options label").first.click()
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")
    question = page.locator("#question-text").inner_text()
    page.get_by_role("link", name="English", exact=True).click()

    expect(page.locator("#question-number")).to_have_text("Question 1/15")
    assert page.locator("#question-text").inner_text() == question
    expect(page.locator("#options input").first).to_be_checked()


def test_search_finds_english_pages_and_units_and_leads_to_them(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/en/tim-kiem/?q=privacy")
    expect(page.locator("#hits a").first).to_have_attribute("href", re.compile("^/en/"))
    page.goto(f"{live.url}/en/tim-kiem/?q=pho+co")
    expect(page.locator("#hits a").first).to_have_attribute("href", "/en/don-vi/phuong-pho-co/")
