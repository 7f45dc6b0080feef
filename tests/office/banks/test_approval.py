"""The print of a bank for the board: secret on every page, with keys or without a trace of them."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pypdfium2

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.rules import Contest
from office.banks.approval import approval_pdf, approval_value
from office.banks.of_contest import the_bank_of
from office.banks.template import EXAMPLES
from office.contest_file.load import load_contest

SONG_CONG = Path(__file__).parents[3] / "examples" / "song-cong-2021"
FILE = "tệp".encode()


def contest() -> Contest:
    return load_contest(SONG_CONG).contest


def pages_of(questions: tuple[WrittenQuestion, ...], *, keys: bool) -> list[str]:
    loaded = load_contest(SONG_CONG)
    bank = the_bank_of(loaded, SONG_CONG, "tuan-1", None)
    pdf = approval_pdf(loaded.contest, bank.slots, questions, FILE, keys=keys)
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


MANY = tuple(
    replace(question, id=QuestionId(f"{question.id}-{number}"), text=f"{question.text} ({number})")
    for number in range(6)
    for question in EXAMPLES
)


def test_every_page_says_that_it_is_secret_which_bank_and_which_page() -> None:
    pages = pages_of(MANY, keys=True)
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page.count("TÀI LIỆU MẬT – ĐỀ THI") == 1
        assert page.count(hashlib.sha256(FILE).hexdigest()[:16]) >= 1
        assert page.count(f"Trang {number} / {len(pages)}") == 1


def test_no_question_breaks_over_pages() -> None:
    pages = pages_of(MANY, keys=True)
    for number, question in enumerate(MANY, start=1):
        [page] = [page for page in pages if f"Câu {number}." in page]
        assert page.count(f"[{question.id}]") == 1


def test_the_whole_digest_stands_at_the_head_and_where_the_board_signs() -> None:
    text = "".join(pages_of(EXAMPLES, keys=False)).replace("\r\n", "")
    assert text.count(hashlib.sha256(FILE).hexdigest()) == 2


def test_without_keys_nothing_printed_depends_on_what_is_right() -> None:
    wrong = tuple(
        replace(
            question,
            options=tuple(replace(option, right=not option.right) for option in question.options),
            number="99" if question.number else "",
            explanation="Khác",
            source="Khác",
        )
        for question in EXAMPLES
    )
    slots = the_bank_of(load_contest(SONG_CONG), SONG_CONG, "tuan-1", None).slots

    def printed(questions: tuple[WrittenQuestion, ...], *, keys: bool) -> bytes:
        return approval_pdf(contest(), slots, questions, FILE, keys=keys)

    assert printed(wrong, keys=False) == printed(EXAMPLES, keys=False)
    assert printed(wrong, keys=True) != printed(EXAMPLES, keys=True)


def test_with_keys_answer_source_and_explanation_are_printed() -> None:
    [page, *_] = pages_of(EXAMPLES[:1], keys=True)
    printed = " ".join(page.split())
    assert printed.count("Đáp án: B. Nguồn: Hiến pháp năm 2013, Điều 94.") == 1
    assert printed.count(f"Giải thích: {EXAMPLES[0].explanation}") == 1


def test_the_head_names_rounds_kinds_and_points() -> None:
    slots = the_bank_of(load_contest(SONG_CONG), SONG_CONG, "tuan-1", None).slots
    value = approval_value(contest(), slots, EXAMPLES, FILE, keys=False)
    assert (value["rounds"], value["sizes"]) == (
        ["Tuần 1, từ 08:30 ngày 13/12/2021 đến 16:30 ngày 19/12/2021"],
        "4 câu (một đáp án: 2; nhiều đáp án: 1; điền số: 1); tổng 5 điểm",
    )
