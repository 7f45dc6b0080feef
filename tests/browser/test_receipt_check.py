"""The page that verifies receipts, on a phone: what holds, what does not; nothing leaves it."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from live import Live
from playwright.sync_api import Page, expect
from scene import SUBMIT_ID

from chalicelib.use_cases.answer import submit_attempt

pytestmark = pytest.mark.browser

GOOD = "Biên nhận do hệ thống cấp, chưa bị sửa."
BAD = "Biên nhận không đúng."
SIGNED = "Chữ ký khớp với khóa công khai của hệ thống."
NOT_SIGNED = (
    "Chữ ký không khớp: biên nhận không do hệ thống cấp, hoặc có chỗ (mã, giờ, số câu, dấu vân "
    "tay, chữ ký) đã bị sửa."
)
COMMITTED = "Các câu trả lời trong tệp đúng là bài mà hệ thống đã nhận: dấu vân tay khớp."
NOT_COMMITTED = (
    "Các câu trả lời (hoặc số ngẫu nhiên) trong tệp không khớp với dấu vân tay ghi trong biên nhận."
)
NO_ANSWERS = "Không kèm câu trả lời, nên chỉ kiểm tra được phần còn lại."


@pytest.fixture
def proof(live: Live) -> dict[str, Any]:
    """Submit an attempt and return the file that the quiz page makes of it."""
    started = live.scene.start(live.scene.register(unit="phuong-pho-co").code)
    answers = live.scene.right_answers(started)
    receipt = submit_attempt(
        live.scene.desks.entry,
        token=started.token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers=answers,
        arrived_at=started.attempt.started_at + 83_456,
    )
    return {"receipt": asdict(receipt), "answers": answers}


def choose(page: Page, live: Live, value: object, tmp_path: Path) -> tuple[str, list[str]]:
    """Choose a file on the page; return the verdict and what it says of each part."""
    file = tmp_path / "bien-nhan.json"
    file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    page.goto(f"{live.url}/kiem-tra-bien-nhan/")
    page.set_input_files("#receipt-file", file)
    return said(page)


def said(page: Page) -> tuple[str, list[str]]:
    verdict = page.inner_text("#receipt-answer .check-verdict")
    return verdict, page.locator(".receipt-findings li").all_inner_texts()


def test_a_good_receipt_is_said_to_be_good_and_nothing_but_the_key_is_asked_for(
    page: Page, live: Live, proof: dict[str, Any], tmp_path: Path
) -> None:
    page.goto(f"{live.url}/kiem-tra-bien-nhan/")
    page.wait_for_load_state("networkidle")
    asked: list[tuple[str, str, str | None]] = []
    page.on("request", lambda sent: asked.append((sent.method, sent.url, sent.post_data)))
    file = tmp_path / "bien-nhan.json"
    file.write_text(json.dumps(proof), encoding="utf-8")

    page.set_input_files("#receipt-file", file)

    assert said(page) == (GOOD, [SIGNED, COMMITTED])
    facts = dict(
        zip(
            page.locator(".check-facts dt").all_inner_texts(),
            page.locator(".check-facts dd").all_inner_texts(),
            strict=True,
        )
    )
    assert (facts["Mã biên nhận"], facts["Vòng thi"]) == (proof["receipt"]["code"], "Tuần 1")
    assert (facts["Thời gian làm bài"], facts["Số câu đã trả lời"]) == ("1:23,456", "15/15")
    assert asked == [("GET", f"{live.url}/data/receipt-key.json", None)]
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_address_in_the_qr_code_proves_the_receipt_without_the_answers(
    page: Page, live: Live, proof: dict[str, Any], tmp_path: Path
) -> None:
    choose(page, live, proof, tmp_path)
    address = str(page.get_attribute(".receipt-qr a", "href"))
    expect(page.locator(".receipt-qr svg")).to_be_visible()

    page.goto("about:blank")
    page.goto(address)

    assert said(page) == (GOOD, [SIGNED, NO_ANSWERS])
    assert proof["receipt"]["nonce"] not in address

    code = proof["receipt"]["code"]
    page.goto("about:blank")
    page.goto(address.replace(code, f"0{code[1:]}" if code[0] != "0" else f"1{code[1:]}"))
    assert said(page) == (BAD, [NOT_SIGNED, NO_ANSWERS])
    expect(page.locator(".receipt-qr")).to_have_count(0)


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], object], list[str]]] = {
    "an answer": (
        lambda proof: proof["answers"].update(dict.fromkeys(list(proof["answers"])[:1], "z")),
        [SIGNED, NOT_COMMITTED],
    ),
    "the nonce": (
        lambda proof: proof["receipt"].update(nonce="00" * 32),
        [SIGNED, NOT_COMMITTED],
    ),
    "the number of answers": (
        lambda proof: proof["receipt"].update(answered=14),
        [NOT_SIGNED, COMMITTED],
    ),
    "the hour of submission": (
        lambda proof: proof["receipt"].update(submitted_at=proof["receipt"]["submitted_at"] - 1),
        [
            "Giờ bắt đầu cộng thời gian làm bài không bằng giờ nộp: có mốc thời gian đã bị sửa.",
            NOT_SIGNED,
            COMMITTED,
        ],
    ),
    "the contest": (
        lambda proof: proof["receipt"].update(contest="another"),
        ["Biên nhận này không phải của cuộc thi trên trang này.", NOT_SIGNED, COMMITTED],
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_was_changed_is_said(
    page: Page, live: Live, proof: dict[str, Any], tmp_path: Path, what: str
) -> None:
    change, expected = CHANGES[what]
    change(proof)

    assert choose(page, live, proof, tmp_path) == (BAD, expected)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (
            "{",
            "Nội dung không phải biên nhận hoặc đã hỏng. Hãy dùng đúng tệp đã tải về, không mở "
            "ra lưu lại bằng chương trình khác.",
        ),
        (
            "7K2M-9QXD-4T",
            "Đây không phải biên nhận. Hãy chọn tệp bien-nhan-….json đã tải về sau khi nộp bài.",
        ),
        (
            '{"receipt": {"commitment": "00", "signature": "00"}}',
            "Biên nhận thiếu mục, thừa mục hoặc có mục ghi sai dạng.",
        ),
    ],
)
def test_what_is_no_receipt_is_said_to_be_none(
    page: Page, live: Live, tmp_path: Path, text: str, verdict: str
) -> None:
    assert choose(page, live, text, tmp_path) == (verdict, [])


def test_a_receipt_can_be_pasted(page: Page, live: Live, proof: dict[str, Any]) -> None:
    page.goto(f"{live.url}/kiem-tra-bien-nhan/")
    page.click("#receipt-paste summary")
    page.fill("#receipt-text", json.dumps(proof, indent=2))
    page.click("#receipt-form button")

    assert said(page) == (GOOD, [SIGNED, COMMITTED])


def test_a_browser_without_ed25519_still_checks_the_answers_and_says_what_to_do(
    page: Page, live: Live, proof: dict[str, Any], tmp_path: Path
) -> None:
    page.add_init_script(
        "crypto.subtle.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))"
    )

    verdict, parts = choose(page, live, proof, tmp_path)

    assert verdict == "Chưa kiểm tra được chữ ký của biên nhận."
    assert (parts[0].split(".")[0], parts[1]) == (
        "Trình duyệt này chưa kiểm tra được chữ ký Ed25519",
        COMMITTED,
    )
    assert "build.py verify" in parts[0]
