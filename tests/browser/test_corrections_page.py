"""The public page of corrections, opened as a reader opens it from corrected results."""

from collections.abc import Mapping
from html import escape

import pytest
from playwright.sync_api import Page, Route

from chalicelib.contest.corrections_page import corrections_html

ORIGIN = "http://corrections.example"
REASON = "Đáp án trái với <luật> đã sửa"
VALUE: Mapping[str, object] = {
    "corrections": [
        {
            "number": 2,
            "at": 1_634_518_800_000,
            "kind": "void_question",
            "round": "tuan-1",
            "round_name": "Tuần 1",
            "about": "Ai bầu?",
            "answer": "",
            "reason": REASON,
            "proposed_by": "Lê Mẫu",
            "approved_by": "Trần Thử",
            "ranks_moved": 1234,
            "prizes_moved": 3,
            "former": [{"round": "tuan-1", "round_name": "Tuần 1", "page": "/data/tuan-1-00.html"}],
        }
    ]
}


def _serve(route: Route) -> None:
    pages = {
        f"{ORIGIN}/data/corrections.html": corrections_html(VALUE),
        f"{ORIGIN}/data/tuan-1-00.html": f"<h1>{escape('Bản trước')}</h1>",
    }
    found = pages.get(route.request.url)
    if found is None:
        route.fulfill(status=200, content_type="text/css", body="")
    else:
        route.fulfill(status=200, content_type="text/html; charset=utf-8", body=found)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_reader_learns_what_was_corrected_and_can_read_the_former_results(
    page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.route(f"{ORIGIN}/**", _serve)
    page.goto(f"{ORIGIN}/data/corrections.html")

    assert page.locator("section p").all_inner_texts() == [
        "Tuần 1. Câu hỏi “Ai bầu?” không được tính điểm cho bất kỳ ai; điểm tối đa của đề có câu "
        "này giảm tương ứng.",
        f"Lý do: {REASON}.",
        "Thay đổi: 1.234 thứ hạng, 3 người hoặc đơn vị có giải khác trước.",
        "Người đề nghị: Lê Mẫu. Người duyệt: Trần Thử.",
        "Đọc bản kết quả trước đính chính: Tuần 1",
    ]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Đọc bản kết quả trước đính chính: Tuần 1").click()
    assert page.locator("h1").inner_text() == "Bản trước"
