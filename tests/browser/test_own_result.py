"""One's own result in a real browser: on any device, with the receipt and nothing else."""

import json
from dataclasses import asdict

import pytest
from live import Live
from playwright.sync_api import Page, Route, expect

from chalicelib.contest.receipts import Receipt
from chalicelib.contest.times import SECOND_MS
from chalicelib.use_cases.answer import submit_attempt

QUESTIONS = 15


def take(live: Live, number: int, right: int) -> Receipt:
    """Let a person answer all but the last question, so many of them right."""
    scene = live.scene
    code = scene.register(number, unit="phuong-pho-co").code
    started = scene.start(code, start_id=f"start-id-of-person-{number:04d}")
    good, bad = scene.right_answers(started), scene.wrong_answers(started)
    order = list(started.paper.question_ids())[:-1]
    return submit_attempt(
        scene.desks.entry,
        token=started.token,
        submit_id=f"submit-id-of-person-{number:04d}",
        revision=1,
        answers={q: good[q] if place < right else bad[q] for place, q in enumerate(order)},
        arrived_at=scene.clock.now() + number * 10 * SECOND_MS,
    )


@pytest.fixture
def receipt(live: Live) -> Receipt:
    """Publish a round in which this receipt's paper was the better one of two."""
    best = take(live, 1, right=9)
    take(live, 2, right=4)
    live.close_and_publish("tuan-1")
    return best


def asked_for(page: Page) -> list[str]:
    """Keep a list of what of the published data the page fetches from now on."""
    asked: list[str] = []
    page.on(
        "request",
        lambda request: asked.append(request.url) if "/data/" in request.url else None,
    )
    return asked


def choose_file(page: Page, content: str, name: str = "bien-nhan.json") -> None:
    page.locator("#mine-file").set_input_files(
        [{"name": name, "mimeType": "application/json", "buffer": content.encode()}]
    )


def expect_own(page: Page) -> None:
    expect(page.locator("#mine-answer")).to_have_text(
        "Bạn xếp hạng 1 trong 2 người, được 9/15 điểm, thời gian 0:10,000. "
        "Chúc mừng bạn đạt Giải Nhất!"
    )
    cards = page.locator("#own-questions > li")
    expect(cards).to_have_count(QUESTIONS)
    outcomes = cards.evaluate_all("cards => cards.map(card => card.dataset.outcome)")
    assert outcomes == ["right"] * 9 + ["wrong"] * 5 + ["missing"]
    expect(cards.nth(9).locator(".tag-own")).to_have_text("Bạn trả lời")
    expect(cards.nth(9).locator("[data-right] .tag-right")).to_have_text("Đáp án đúng")
    expect(cards.nth(9).locator(".asked-source")).to_contain_text("Nguồn")
    expect(page.locator("#own-note")).to_be_hidden()


def test_a_receipts_file_opens_the_own_answers_on_a_device_that_never_saw_the_paper(
    page: Page, live: Live, receipt: Receipt
) -> None:
    asked = asked_for(page)
    page.goto(f"{live.url}/ket-qua/tuan-1/")
    expect(page.locator("#mine-form")).to_be_visible()
    choose_file(page, json.dumps({"receipt": asdict(receipt)}))

    expect_own(page)
    assert [url for url in asked if ".rows." in url] == []
    assert [receipt.nonce in url for url in asked if ".own." in url] == [False]


def test_the_link_of_a_receipt_opens_it_too_and_tells_no_server_what_opens_it(
    page: Page, live: Live, receipt: Receipt
) -> None:
    asked = asked_for(page)
    page.goto(f"{live.url}/ket-qua/tuan-1/?ma={receipt.code}#{receipt.nonce}")

    expect_own(page)
    assert [url for url in asked if receipt.nonce in url] == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("không phải JSON", "Đây không phải là tệp biên nhận."),
        ('{"receipt": {"code": "7K2M-9QXD-4T"}}', "Đây không phải là tệp biên nhận."),
        (
            json.dumps({"receipt": {"code": "7K2M-9QXD-4T", "nonce": "0" * 64}}),
            "Biên nhận này không thuộc vòng thi này",
        ),
    ],
)
def test_another_file_opens_nothing_and_the_page_says_what_to_do(
    page: Page, live: Live, receipt: Receipt, content: str, says: str
) -> None:
    page.goto(f"{live.url}/ket-qua/tuan-1/")
    expect(page.locator("#mine-form")).to_be_visible()
    choose_file(page, content)

    expect(page.locator("#mine-answer")).to_contain_text(says)
    expect(page.locator("#own-answers")).to_be_hidden()


def test_with_the_public_code_alone_there_is_the_row_and_no_answer(
    page: Page, live: Live, receipt: Receipt
) -> None:
    page.goto(f"{live.url}/ket-qua/tuan-1/?ma={receipt.code}")

    expect(page.locator("#mine-answer")).to_contain_text("Bạn xếp hạng 1")
    expect(page.locator("#own-answers")).to_be_hidden()
    assert page.locator("#own-questions > li").count() == 0


def test_an_answer_that_was_accepted_later_is_told_beside_ones_own(
    page: Page, live: Live, receipt: Receipt
) -> None:
    def corrected(route: Route) -> None:
        value = route.fetch().json()
        for question in value["questions"]:
            other = next(
                each for each in question["options"] if each["id"] not in question["right"]
            )
            question["also"] = [other["id"]]
            question["text"] = other["text"]
        route.fulfill(json=value)

    page.route("**/*.questions.json", corrected)
    page.goto(f"{live.url}/ket-qua/tuan-1/?ma={receipt.code}#{receipt.nonce}")

    cards = page.locator("#own-questions > li")
    expect(cards).to_have_count(QUESTIONS)
    accepted = cards.first.locator(".asked-text").inner_text()
    expect(cards.first.locator(".asked-corrected")).to_have_text(
        f"Sau đính chính, cũng chấp nhận: “{accepted}”"
    )
