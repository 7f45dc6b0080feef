"""The page that takes complaints, on a phone: none is lost, none is sent twice, none is shown."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from complaint_scene import RULES
from live import ROOT, Live
from playwright.sync_api import Browser, Page, Route, expect
from quiz_visit import other_device
from scene import SUBMIT_ID, make_scene

from chalicelib.contest.complaints import AnswerWords, Outcome
from chalicelib.contest.receipts import Receipt
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.complaint_answers import answer_complaint, held_complaints
from office.contest_file.load import load_contest
from office.local.server import serve_front
from sitegen.build import build_site
from sitegen.settings import Published
from tests.browser.conftest import PORT

pytestmark = pytest.mark.browser

TEXT = "Theo tôi, câu này có hai phương án đúng.\n<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    public_dir = tmp_path_factory.mktemp("complaints") / "public"
    contest = replace(load_contest(ROOT).contest, complaints=RULES)
    build_site(contest, Published(), ROOT, public_dir)
    return public_dir


@pytest.fixture
def open_to_all(built: Path) -> Iterator[Live]:
    """Serve the example with complaints while its first round runs."""
    loaded = load_contest(ROOT)
    contest = replace(loaded.contest, complaints=RULES)
    scene = make_scene(contest, at=contest.rounds[0].opens_at + 60_000, banks=loaded.banks)
    with serve_front(scene.desks, built, PORT) as port:
        yield Live(f"http://127.0.0.1:{port}", scene, built)


class Complainant:
    """Somebody with a receipt of a round that is published."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.code = live.scene.register(unit="phuong-pho-co").code
        self.started = live.scene.start(self.code)
        self.receipt: Receipt = submit_attempt(
            live.scene.desks.entry,
            token=self.started.token,
            submit_id=SUBMIT_ID,
            revision=1,
            answers=live.scene.right_answers(self.started),
            arrived_at=live.scene.clock.now(),
        )
        live.close_and_publish("tuan-1")

    def fill(self, page: Page, text: str = TEXT) -> None:
        page.locator("#complaint-receipt").fill(self.receipt.code.replace("-", " ").lower())
        page.locator("#complaint-code").fill(self.code)
        page.locator("#complaint-text").fill(text)

    def held(self) -> list[Any]:
        return held_complaints(self.live.scene.desks.complaints)

    def answer(self, **words: Any) -> None:
        said = AnswerWords(
            outcome=Outcome.PARTLY, by="Lê Văn Mẫu", text="Xem Điều 2.\nXin cảm ơn.", **words
        )
        answer_complaint(self.live.scene.desks.complaints, self.held()[0].complaint.code, said)


@pytest.fixture
def somebody(open_to_all: Live) -> Complainant:
    return Complainant(open_to_all)


def visit(page: Page, live: Live, address: str = "/khieu-nai/") -> None:
    page.goto(live.url + address)
    expect(page.locator("#complaint-form")).to_be_visible()


def expect_sent(page: Page) -> None:
    expect(page.locator("#complaint-state .check-verdict")).to_contain_text(
        "Hệ thống đã nhận khiếu nại lúc", timeout=20_000
    )


def test_a_complaint_is_sent_answered_and_followed(page: Page, somebody: Complainant) -> None:
    visit(page, somebody.live)
    somebody.fill(page)
    page.locator("#complaint-send").click()

    expect_sent(page)
    (held,) = somebody.held()
    assert (held.text, held.receipt) == (TEXT, somebody.receipt.code)
    card = page.locator("#complaint-mine-list > li")
    expect(card).to_contain_text("Đã nhận, chưa trả lời.")
    expect(card.locator(".complaint-words")).to_have_text(TEXT)
    expect(page.locator("#complaint-text")).to_have_value("")

    somebody.answer()
    page.reload()

    expect(card).to_contain_text("chấp nhận một phần")
    expect(card.locator(".complaint-answer .complaint-words")).to_have_text(
        "Xem Điều 2.\nXin cảm ơn."
    )


def test_replies_that_are_lost_lose_and_double_nothing(page: Page, somebody: Complainant) -> None:
    """The server takes it, the answer is lost; then the server is busy; then all is well."""
    seen: list[str] = []

    def meddle(route: Route) -> None:
        sent = route.request.post_data_json
        assert sent is not None
        seen.append(sent["complaint_id"])
        if len(seen) == 1:
            route.fetch()
            route.abort()
        elif len(seen) == 2:
            route.fulfill(status=502, body="busy")
        else:
            route.continue_()

    visit(page, somebody.live)
    page.route(
        "**/api/complaints",
        lambda route: meddle(route) if route.request.method == "POST" else route.continue_(),
    )
    somebody.fill(page)
    page.locator("#complaint-send").click()

    expect(page.locator("#complaint-state")).to_contain_text("Máy tự gửi lại")
    expect_sent(page)
    assert (len(seen), len(set(seen))) == (3, 1)
    assert len(somebody.held()) == 1


def test_a_draft_outlives_the_page_and_is_sent_under_the_id_that_it_had(
    page: Page, somebody: Complainant
) -> None:
    visit(page, somebody.live)
    somebody.fill(page)
    page.route("**/api/complaints", lambda route: route.abort())
    page.locator("#complaint-send").click()
    expect(page.locator("#complaint-state")).to_contain_text("Máy tự gửi lại")
    kept = page.evaluate("Object.entries(localStorage).find(([k]) => k.endsWith('/complaint'))[1]")
    assert somebody.code not in kept

    page.unroute("**/api/complaints")
    page.reload()
    expect(page.locator("#complaint-text")).to_have_value(TEXT)
    page.locator("#complaint-code").fill(somebody.code)
    page.locator("#complaint-send").click()

    expect_sent(page)
    (held,) = somebody.held()
    assert held.complaint.complaint_id == json.loads(kept)["id"]


def test_whoever_writes_other_words_after_a_lost_reply_loses_neither(
    page: Page, somebody: Complainant
) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    visit(page, somebody.live)
    somebody.fill(page)
    page.route("**/api/complaints", lose)
    page.locator("#complaint-send").click()
    expect(page.locator("#complaint-state")).to_contain_text("Máy tự gửi lại")
    page.locator("#complaint-stop").click()
    expect(page.locator("#complaint-state")).to_contain_text("Đã dừng.")
    page.unroute("**/api/complaints")

    page.locator("#complaint-text").fill("Tôi viết lại cho rõ hơn.")
    page.locator("#complaint-send").click()

    expect_sent(page)
    assert {held.text for held in somebody.held()} == {TEXT, "Tôi viết lại cho rõ hơn."}


def test_a_question_is_chosen_among_those_of_the_round(page: Page, somebody: Complainant) -> None:
    question = somebody.started.paper.questions[0]
    visit(page, somebody.live)
    somebody.fill(page)
    page.get_by_text("Một câu hỏi trong đề của tôi").click()
    page.locator("#complaint-send").click()
    expect(page.locator("#complaint-question-wrong")).to_have_text("Vui lòng chọn câu hỏi.")

    page.locator("#complaint-question").select_option(question.id)
    page.locator("#complaint-send").click()

    expect_sent(page)
    (held,) = somebody.held()
    assert (held.complaint.subject, held.complaint.question) == ("question", question.id)


def test_the_fields_at_fault_are_named_and_the_first_has_the_focus(
    page: Page, somebody: Complainant
) -> None:
    visit(page, somebody.live)
    page.locator("#complaint-receipt").fill("7K2M")
    page.locator("#complaint-send").click()

    wrong = page.locator(".complaint-wrong:visible")
    assert wrong.all_inner_texts() == [
        "Mã biên nhận có 10 chữ và số.",
        "Mã dự thi có 12 chữ và số. Vui lòng kiểm tra từng ký tự.",
        "Nội dung cần từ 10 đến 2.000 ký tự.",
    ]
    expect(page.locator("#complaint-receipt")).to_be_focused()
    assert somebody.held() == []


def test_a_refusal_is_shown_as_it_is_and_the_words_stay(page: Page, somebody: Complainant) -> None:
    round_ = somebody.live.scene.contest.rounds[0]
    somebody.live.scene.clock.set(round_.publishes_at + RULES.window_ms)
    visit(page, somebody.live)
    somebody.fill(page)
    page.locator("#complaint-send").click()

    expect(page.locator("#complaint-state")).to_contain_text("Đã hết hạn khiếu nại về kết quả này")
    expect(page.locator("#complaint-state")).to_be_focused()
    expect(page.locator("#complaint-text")).to_have_value(TEXT)
    assert somebody.held() == []


def test_with_both_codes_another_device_follows_it(
    page: Page, chromium: Browser, somebody: Complainant
) -> None:
    visit(page, somebody.live)
    somebody.fill(page)
    page.locator("#complaint-send").click()
    expect_sent(page)
    code = somebody.held()[0].complaint.code
    somebody.answer()

    context = other_device(chromium)
    try:
        other = context.new_page()
        visit(other, somebody.live)
        other.locator("#complaint-follow summary").click()
        other.locator("#follow-receipt").fill(somebody.receipt.code)
        other.locator("#follow-code").fill(code)
        other.locator("#follow-form button").click()
        expect(other.locator("#complaint-mine-list > li")).to_contain_text("Xem Điều 2.")
        assert TEXT.split("\n", maxsplit=1)[0] not in other.content()
    finally:
        context.close()


def test_the_public_sees_the_board_s_words_alone(page: Page, somebody: Complainant) -> None:
    visit(page, somebody.live)
    expect(page.locator("#complaint-public-none")).to_be_visible()
    somebody.fill(page)
    page.locator("#complaint-send").click()
    expect_sent(page)
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(page.locator("#complaint-public-none")).to_be_visible()

    somebody.answer(public_text="<b>Đề nghị</b> xem lại đáp án.")
    page.reload()

    card = page.locator("#complaint-public > li")
    expect(card.locator("h3")).to_have_text("Số 1. Tuần 1: kết quả")
    expect(card.locator(".complaint-words").first).to_have_text("<b>Đề nghị</b> xem lại đáp án.")
    expect(page.locator("#complaint-public-none")).to_be_hidden()
    assert TEXT.split("\n", maxsplit=1)[0] not in page.content()


def test_by_keyboard_alone_one_comes_from_the_results_to_a_complaint(
    page: Page, somebody: Complainant
) -> None:
    page.goto(f"{somebody.live.url}/ket-qua/tuan-1/")
    link = page.get_by_role("link", name="Gửi khiếu nại, thắc mắc")
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#complaint-form")).to_be_visible()
    page.locator("#complaint-receipt").focus()
    page.keyboard.type(somebody.receipt.code)
    page.keyboard.press("Tab")
    page.keyboard.type(somebody.code)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Điểm của tôi chưa đúng.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect_sent(page)
    assert [held.text for held in somebody.held()] == ["Điểm của tôi chưa đúng."]


def test_the_english_page_says_the_same(page: Page, somebody: Complainant) -> None:
    visit(page, somebody.live, "/en/khieu-nai/")
    somebody.fill(page)
    page.locator("#complaint-send").click()

    expect(page.locator("#complaint-state .check-verdict")).to_contain_text(
        re.compile("^The system received the complaint at")
    )
