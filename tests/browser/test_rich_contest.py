"""Divisions, kinds of questions, the prediction and a second attempt, in a real browser."""

import re

import pytest
from live import Live
from playwright.sync_api import Page, expect
from rich_contest import RIGHT_NUMBER

pytestmark = pytest.mark.browser


def fill_registration(page: Page, live: Live, number: int, division: str, year: str) -> None:
    """Fill in the registration of somebody invented and send it."""
    page.goto(f"{live.url}/thi/")
    page.locator("#choose-register").click()
    page.locator("#register-identifier").fill(f"99900000{number:04d}")
    page.locator("#register-name").fill("Trần Thị Ví Dụ")
    for part, value in (("day", "28"), ("month", "2"), ("year", year)):
        page.locator(f"#register-{part}").fill(value)
    page.locator("#register-division").select_option(division)
    page.locator("#register-unit").select_option("phuong-1")
    page.locator("#register-phone").fill(f"09990{number:05d}")
    page.locator("#register-eligible").check()
    page.locator("#register-consent").check()
    page.locator("#register-submit").click()


def start(page: Page) -> None:
    page.locator("#ready-start").click()
    expect(page.locator("#view-paper")).to_be_visible()


def kind_of(page: Page) -> str:
    """Return the kind of the question shown, by its text."""
    text = page.locator("#question-text").inner_text()
    kinds = {"một phương án": "single", "nhiều phương án": "multiple", "bao nhiêu tỉnh": "number"}
    return next(kind for words, kind in kinds.items() if words in text)


def choose(page: Page, letter: str) -> None:
    page.locator("#options label").filter(has_text=re.compile(f"Phương án {letter}$")).click()


def answer_right(page: Page, *, right: bool = True) -> None:
    """Answer the three questions as they come, all of them right or one of them wrong."""
    for _ in range(3):
        kind = kind_of(page)
        if kind == "single":
            choose(page, "B")
        elif kind == "multiple":
            choose(page, "C")
            choose(page, "A")
        else:
            page.locator("#number").fill(RIGHT_NUMBER if right else "64")
        page.locator("#next").click()


def submit(page: Page) -> str:
    """Submit and return the receipt's code."""
    page.locator("#submit").click()
    expect(page.locator("#view-receipt")).to_be_visible()
    return page.locator("#receipt-code").inner_text()


def test_every_kind_of_question_and_the_prediction_come_to_full_marks(
    page: Page, rich: Live
) -> None:
    fill_registration(page, rich, 1, "can-bo", "1990")
    page.locator("#code-next").click()
    start(page)
    answer_right(page)
    expect(page.locator("#question-number")).to_contain_text("Câu dự đoán")
    page.locator("#number").fill("1200,5")
    expect(page.locator("#number-read")).to_have_text("Ghi nhận: 1.200,5")
    page.locator("#number").press("Enter")
    expect(page.locator("#review-summary")).to_have_text("Bạn đã trả lời đủ 3 câu.")
    expect(page.locator("#review-prediction .answered")).to_have_count(1)
    code = submit(page)
    expect(page.locator("#receipt-answered")).to_have_text("3/3")

    rich.close_and_publish("tuan-1")
    page.goto(f"{rich.url}/ket-qua/tuan-1/?ma={code}")

    expect(page.locator("#mine-answer")).to_contain_text("Bảng cán bộ: bạn xếp hạng 1 trong 1")
    expect(page.locator("#mine-answer")).to_contain_text("10/10")
    expect(page.locator("#persons .division-row")).to_have_text("Bảng cán bộ")
    page.locator("#division").select_option("doan-vien")
    expect(page.locator("#persons tbody tr")).to_have_count(0)


def test_who_is_too_old_for_a_division_is_told_beside_its_field(page: Page, rich: Live) -> None:
    fill_registration(page, rich, 1, "doan-vien", "1980")

    expect(page.locator("#register-division-error")).to_contain_text("Bảng đoàn viên")
    expect(page.locator("#register-division")).to_be_focused()


def test_no_division_chosen_is_said_before_anything_is_sent(page: Page, rich: Live) -> None:
    fill_registration(page, rich, 1, "", "1990")

    expect(page.locator("#register-division-error")).to_have_text("Vui lòng chọn bảng thi.")


def test_after_a_receipt_another_attempt_is_offered_until_there_is_none_left(
    page: Page, rich: Live
) -> None:
    fill_registration(page, rich, 1, "can-bo", "1990")
    page.locator("#code-next").click()
    start(page)
    answer_right(page, right=False)
    page.locator("#to-review").click()
    first = submit(page)
    page.reload()

    page.locator("#receipt-again").click()
    start(page)
    expect(page.locator("#answered-count")).to_have_text("Đã trả lời 0/3 câu")
    answer_right(page)
    page.locator("#to-review").click()
    second = submit(page)

    assert first != second
    expect(page.locator("#receipt-again")).to_be_hidden()


def test_an_answer_that_is_no_number_is_not_kept_and_the_page_says_so(
    page: Page, rich: Live
) -> None:
    fill_registration(page, rich, 1, "can-bo", "1990")
    page.locator("#code-next").click()
    start(page)
    while kind_of(page) != "number":
        page.locator("#next").click()
    page.locator("#number").fill("khoảng 60")

    expect(page.locator("#number-read")).to_contain_text("chưa phải là một số")
    expect(page.locator("#number")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#answered-count")).to_have_text("Đã trả lời 0/3 câu")
    page.locator("#to-review").click()
    expect(page.locator("#review-summary")).to_contain_text("không hợp lệ và không được tính")


def test_the_answer_to_several_options_and_a_number_survive_a_reload(
    page: Page, rich: Live
) -> None:
    fill_registration(page, rich, 1, "can-bo", "1990")
    page.locator("#code-next").click()
    start(page)
    while kind_of(page) != "multiple":
        page.locator("#next").click()
    choose(page, "D")
    choose(page, "A")
    choose(page, "D")
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")

    page.reload()

    expect(page.locator("#options input:checked")).to_have_count(1)
