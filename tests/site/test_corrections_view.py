"""The page of corrections in the words of its language, as far as the build knows them."""

import re
from dataclasses import replace
from typing import Any

import pytest
from builders import make_contest
from live import ROOT

from chalicelib.contest.rules import ComplaintRules, Contest
from chalicelib.contest.times import DAY_MS
from sitegen.build import load_settings
from sitegen.pages import render_pages
from sitegen.settings import Published

FORMER = "/data/tuan-1-00.html"
MOVED = {"receipt": "7K2M-9QXD-4T", "unit": "", "before": ["Nhất"], "after": []}
ROW: dict[str, Any] = {
    "number": 4,
    "at": 1_634_518_800_000,
    "kind": "accept_key",
    "round": "tuan-1",
    "round_name": "Tuần 1",
    "about": "Ai bầu?",
    "answer": "b",
    "answer_words": "Cử tri",
    "reason": "Hai phương án đều đúng luật",
    "proposed_at": 1_634_515_200_000,
    "proposed_by": "Lê Ví Dụ",
    "approved_by": "Trần Ví Dụ",
    "ranks_moved": 1_234,
    "prizes_moved": 2,
    "former": [{"round": "tuan-1", "round_name": "Tuần 1", "page": FORMER, "after": ""}],
    "prizes": [{"round": "tuan-1", "round_name": "Tuần 1", **MOVED}],
}


def with_complaints() -> Contest:
    return replace(make_contest(), complaints=ComplaintRules(window_ms=DAY_MS, how="Gửi thư."))


def page_of(
    row: dict[str, Any] | None, contest: Contest | None = None, language: str = "vi"
) -> str:
    settings = load_settings(ROOT, assets="/assets/0", language=language)
    corrections = None if row is None else {"corrections": [row]}
    published = Published(corrections=corrections)
    return render_pages(contest or make_contest(), published, settings)["dinh-chinh.md"]


def facts(page: str) -> list[str]:
    found = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", f"{term}: {said}").split()) for term, said in found]


def test_a_correction_is_told_by_why_what_who_when_and_what_moved() -> None:
    assert facts(page_of(ROW)) == [
        "Vòng thi: Tuần 1",
        "Vì sao: Hai phương án đều đúng luật",
        "Quyết định: Một câu hỏi được chấp nhận thêm một đáp án; người trả lời theo đáp án đã "
        "công bố vẫn được tính là đúng.",
        "Câu hỏi: Ai bầu?",
        "Đáp án được chấp nhận thêm: Cử tri",
        "Người đề nghị: Lê Ví Dụ, 07:00 ngày 18/10/2021",
        "Người duyệt: Trần Ví Dụ, 08:00 ngày 18/10/2021",
        "Thay đổi: Số thứ hạng thay đổi: 1.234. Số người, đơn vị có giải khác trước: 2. "
        "Tuần 1 – Bài thi mã 7K2M-9QXD-4T: trước Giải Nhất, nay không có giải",
        "Các bản kết quả: Tuần 1 : Bản trước đính chính · Bản sau đính chính",
    ]


def test_both_versions_can_be_read_and_the_later_one_says_until_when_it_is_provisional() -> None:
    page = page_of(ROW, with_complaints())

    assert re.findall(r'<li>.*<a href="([^"]+)">.*<a href="([^"]+)">', page)[-1:] == [
        (FORMER, "/ket-qua/tuan-1/")
    ]
    assert facts(page)[-1].endswith("từ lúc đó là kết quả chính thức.")


def test_a_later_version_that_was_replaced_too_is_an_old_page_and_not_called_provisional() -> None:
    version = {**ROW["former"][0], "after": "/data/tuan-1-01.html"}
    page = page_of({**ROW, "former": [version]}, with_complaints())

    assert facts(page)[-1].endswith("Bản sau đính chính")
    assert '<a href="/data/tuan-1-01.html">Bản sau đính chính</a>' in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"ranks_moved": 0, "prizes_moved": 0, "prizes": []}, "Không có thứ hạng, giải thưởng nào"),
        ({"round": "contest", "round_name": ""}, "Vòng thi: Toàn cuộc thi"),
    ],
)
def test_what_did_not_move_or_bears_on_everything_is_said_so(
    changed: dict[str, Any], told: str
) -> None:
    assert [fact for fact in facts(page_of({**ROW, **changed})) if told in fact] != []


def test_without_corrections_the_page_says_that_there_are_none() -> None:
    page = page_of(None)

    assert '<p id="corrections-none">Đến nay chưa có kết quả nào phải đính chính.</p>' in page
    assert facts(page) == []
    assert '<p id="corrections-none" hidden>' in page_of(ROW)


def test_in_english_the_contests_own_words_are_marked_as_vietnamese() -> None:
    page = page_of(ROW, language="en")

    assert '<dt>Why</dt><dd lang="vi">Hai phương án đều đúng luật</dd>' in page
    assert '<span lang="vi">Tuần 1</span>: <a href="/data/tuan-1-00.html" hreflang="vi">' in page
