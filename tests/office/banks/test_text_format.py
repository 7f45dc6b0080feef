"""The plain-text bank: what writers type and what is made of it."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_banks import banks

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.questions import QuestionKind, WrittenOption, WrittenQuestion
from office.banks.text_format import format_bank, parse_bank

WORKED_EXAMPLE = """\
# Tuần 1
[mot-cua-01] Câu hỏi dài
  viết trên hai dòng?
* Đúng
- Sai,
  dài
-> Tất cả các phương án trên
Nguồn: 61/2018/NĐ-CP, Điều 3
Chủ đề: mot-cua
Mức: Vừa
Giải thích: Vì
   vậy.
"""

QUESTION = WrittenQuestion(
    id=QuestionId("mot-cua-01"),
    text="Câu hỏi dài viết trên hai dòng?",
    options=(
        WrittenOption(text="Đúng", right=True),
        WrittenOption(text="Sai, dài", right=False),
        WrittenOption(text="Tất cả các phương án trên", right=False, last=True),
    ),
    source="61/2018/NĐ-CP, Điều 3",
    topic="mot-cua",
    difficulty="vừa",
    explanation="Vì vậy.",
)


def codes(text: str) -> list[str]:
    _, findings = parse_bank(text, "bank.txt")
    return [f"{finding.line} {finding.code.value}" for finding in findings]


def test_a_question_is_read_with_its_options_and_fields() -> None:
    assert parse_bank(WORKED_EXAMPLE, "bank.txt") == ((QUESTION,), ())


@pytest.mark.parametrize(
    "variant",
    [
        WORKED_EXAMPLE.replace("\n", "\r\n"),
        WORKED_EXAMPLE.replace("# Tuần 1\n", ""),
        WORKED_EXAMPLE.replace("- Sai", "# ghi chú\n- Sai"),
        WORKED_EXAMPLE.replace("Nguồn:", "NGUỒN :"),
        WORKED_EXAMPLE.replace("* Đúng", "*Đúng"),
        WORKED_EXAMPLE.replace("* Đúng", "\n* Đúng"),
        WORKED_EXAMPLE.replace("Câu hỏi dài", "Câu\u00a0hỏi  dài "),
        unicodedata.normalize("NFD", WORKED_EXAMPLE),
    ],
)
def test_how_it_is_laid_out_makes_no_difference(variant: str) -> None:
    assert parse_bank(variant, "bank.txt") == ((QUESTION,), ())


def test_a_right_option_may_have_to_stay_last() -> None:
    [question], _ = parse_bank("[a] Câu?\n- Sai\n*> Cả hai\nNguồn: x\n", "bank.txt")
    assert question.options[1] == WrittenOption(text="Cả hai", right=True, last=True)


def test_an_option_may_start_with_what_looks_like_a_mark() -> None:
    [question], _ = parse_bank("[a] Câu?\n- > 5\n* - 5\nNguồn: x\n", "bank.txt")
    assert question.options == (
        WrittenOption(text="> 5", right=False),
        WrittenOption(text="- 5", right=True),
    )


def test_several_right_options_need_no_more_than_a_word() -> None:
    [question], findings = parse_bank(
        "[a] Câu?\n* A\n* B\n- C\nLoại: Nhiều đáp án\nNguồn: x\n", "bank.txt"
    )
    assert (question.kind, [option.right for option in question.options], findings) == (
        QuestionKind.MULTIPLE,
        [True, True, False],
        (),
    )


def test_a_number_is_read_in_the_form_in_which_answers_are_stored() -> None:
    [question], findings = parse_bank(
        "[a] Mấy?\n= 1 234,50\nLoại: điền số\nĐiểm: 2\nNguồn: x\n", "bank.txt"
    )
    assert (question.number, question.points, question.options, findings) == ("1234.5", 2, (), ())


def test_an_indented_line_after_a_blank_one_continues_nothing() -> None:
    assert codes("[a] Câu?\n\n  tiếp?\n* A\n- B\nNguồn: x\n") == ["3 E171"]


def test_an_option_after_the_fields_is_not_taken_for_one() -> None:
    assert codes("[a] Câu?\n* A\n- B\nNguồn: x\n- C\n") == ["5 E171"]


def test_a_field_twice_is_found() -> None:
    assert codes("[a] Câu?\n* A\n- B\nNguồn: x\nNguồn: y\n") == ["5 E113"]


def test_a_line_before_the_first_question_is_found() -> None:
    assert codes("NGÂN HÀNG CÂU HỎI\n" + WORKED_EXAMPLE) == ["1 E171"]


def test_an_unsound_question_is_left_out_and_the_others_are_read() -> None:
    questions, _ = parse_bank("[a] Câu?\n- A\n- B\nNguồn: x\n\n" + WORKED_EXAMPLE, "bank.txt")
    assert questions == (QUESTION,)


def test_an_empty_bank_has_no_questions_and_no_findings() -> None:
    assert parse_bank("", "bank.txt") == ((), ())


def test_a_written_bank_looks_as_a_writer_would_type_it() -> None:
    assert format_bank([QUESTION]) == (
        "[mot-cua-01] Câu hỏi dài viết trên hai dòng?\n"
        "* Đúng\n"
        "- Sai, dài\n"
        "-> Tất cả các phương án trên\n"
        "Nguồn: 61/2018/NĐ-CP, Điều 3\n"
        "Chủ đề: mot-cua\n"
        "Mức: vừa\n"
        "Giải thích: Vì vậy.\n"
    )


@given(banks)
def test_a_bank_written_and_read_again_is_the_same(questions: list[WrittenQuestion]) -> None:
    assert parse_bank(format_bank(questions), "bank.txt") == (tuple(questions), ())


@given(st.text(st.sampled_from("[]a1-*>=#: \n\tNguồn:Mức")))
def test_whatever_is_typed_every_question_is_sound_or_found(typed: str) -> None:
    questions, findings = parse_bank(typed, "bank.txt")
    headings = sum(line.startswith("[") and "]" in line for line in typed.split("\n"))
    assert len(questions) <= headings
    assert len(questions) == headings or bool(findings)


@pytest.mark.parametrize("name", ["round-1.txt", "round-2.txt"])
def test_song_cong_s_banks_read_without_a_finding(name: str) -> None:
    file = Path(__file__).parents[3] / "examples/song-cong-2021/question_banks" / name
    assert parse_bank(file.read_text(encoding="utf-8"), name)[1] == ()
