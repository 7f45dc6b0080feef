"""Complaints over the routes: what a page sends and gets, and what the network may do to it."""

import json
from typing import Any

import pytest
from builders import PUBLISHES_AT, ROUND
from complaint_scene import COMPLAINT_ID, TEXT, WINDOW_MS, Complainants, make_answer

from tests.api.test_routes import Browser


class Page:
    """The page of the first complainant."""

    def __init__(self) -> None:
        self.given = Complainants()
        self.browser = Browser(self.given.scene)
        self.receipt = self.given.receipts[0].code

    def body(self, **overrides: Any) -> dict[str, Any]:
        return {
            "complaint_id": COMPLAINT_ID,
            "code": self.given.codes[0],
            "receipt": self.receipt,
            "subject": "question",
            "question": self.given.question(),
            "text": TEXT,
            **overrides,
        }

    def complain(self, **overrides: Any) -> Any:
        return self.browser.call("POST", "/complaints", self.body(**overrides))

    def follow(self, code: str) -> Any:
        return self.browser.call("GET", "/complaints", token=f"{self.receipt}.{code}")


@pytest.fixture
def page() -> Page:
    return Page()


def test_a_complaint_is_taken_followed_and_answered(page: Page) -> None:
    taken = page.complain()

    assert taken == {
        "code": taken["code"],
        "receipt": page.receipt,
        "round": ROUND,
        "subject": "question",
        "question": page.given.question(),
        "received_at": PUBLISHES_AT,
        "due_at": PUBLISHES_AT + WINDOW_MS,
        "answers": [],
        "now": PUBLISHES_AT,
    }
    assert page.follow(taken["code"]) == taken

    page.given.answer(taken["code"])
    page.given.scene.clock.set(PUBLISHES_AT + 1)

    answers = [
        {"answered_at": PUBLISHES_AT, "outcome": "rejected", "text": make_answer().text},
    ]
    assert page.follow(taken["code"]) == {**taken, "answers": answers, "now": PUBLISHES_AT + 1}
    assert page.complain() == {**taken, "answers": answers, "now": PUBLISHES_AT + 1}


def test_whose_reply_was_lost_sends_the_same_again_and_nothing_is_doubled(page: Page) -> None:
    """The page gets no answer nine times out of ten, and knows nothing of those that were lost."""
    replies = [page.complain() for _ in range(10)]

    assert replies == [replies[0]] * 10
    assert len(page.given.stored()) == 1


def test_a_complaint_counts_from_its_arrival_at_the_gateway(page: Page) -> None:
    page.given.scene.clock.set(PUBLISHES_AT + WINDOW_MS - 1)
    assert page.complain()["received_at"] == PUBLISHES_AT + WINDOW_MS - 1

    page.given.scene.clock.set(PUBLISHES_AT + WINDOW_MS)
    late = page.body(complaint_id="another-complaint-id")
    assert page.browser.refused("POST", "/complaints", late) == (410, "complaints_closed")


@pytest.mark.parametrize(
    ("at", "language", "message"),
    [
        (
            PUBLISHES_AT - 1,
            "vi",
            "Chưa đến lúc nhận khiếu nại về kết quả này. Ban Tổ chức nhận từ 08:00 ngày 18/10/2021"
            " đến 08:00 ngày 21/10/2021; vui lòng gửi lại trong thời gian đó.",
        ),
        (
            PUBLISHES_AT + WINDOW_MS,
            "en",
            "The time for complaints about this result is over (it was from 08:00 (UTC+7) on 18 Oct"
            " 2021 until 08:00 (UTC+7) on 21 Oct 2021). The result is official; if need be, please"
            " contact the organizer.",
        ),
    ],
)
def test_who_comes_too_early_or_too_late_is_told_when_to_come(
    page: Page, at: int, language: str, message: str
) -> None:
    page.given.scene.clock.set(at)
    headers = {"content-type": "application/json", "accept-language": language}
    data = json.dumps(page.body()).encode()

    reply = page.browser.gateway.answer("POST", "/complaints", headers, data)

    error = json.loads(reply.body)["error"]
    assert error["message"] == message
    assert error["details"] == {"opens_at": PUBLISHES_AT, "closes_at": PUBLISHES_AT + WINDOW_MS}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "ngắn"),
        ("text", "x" * 2_001),
        ("text", "điều khiển \0 máy"),
        ("receipt", "7K2M"),
        ("question", "no-such-question"),
    ],
)
def test_the_field_at_fault_is_named(page: Page, field: str, value: str) -> None:
    reply = page.browser.send("POST", "/complaints", page.body(**{field: value}))

    error = json.loads(reply.body)["error"]
    assert (reply.status, error["code"], error["details"]) == (
        400,
        "invalid_input",
        {"field": field},
    )


@pytest.mark.parametrize("bearer", ["", "7K2M-9QXD-4T", "a.b", ".", "7K2M-9QXD-4T."])
def test_without_receipt_and_code_nothing_is_told(page: Page, bearer: str) -> None:
    page.complain()
    status, code = page.browser.refused("GET", "/complaints", token=bearer)
    assert (status, code) == ((404, "unknown_complaint") if bearer else (401, "invalid_token"))


def test_two_thousand_characters_of_any_script_fit_into_a_request(page: Page) -> None:
    body = json.dumps(page.body(text="ự" * 2_000)).encode()
    assert page.browser.send("POST", "/complaints", raw=body).status == 200
