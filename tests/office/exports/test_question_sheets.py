"""The organizer's sheet of questions: what was chosen, what to look at again."""

from fractions import Fraction

import pytest
from builders import ROUND, make_bank, make_contest, make_keys, make_question
from certificate_scene import make_closed_scene
from scene import make_scene

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.question_statistics import QuestionFigures
from chalicelib.contest.questions import AnswerKey, AnswerKeys, QuestionKind
from office.commands.question_exports import read_asked
from office.exports.question_sheets import AskedBank, question_sheet, remark
from office.tables.write import SheetOut


def figures(number: int = 1, **overrides: object) -> QuestionFigures:
    values: dict[str, object] = {
        "question": QuestionId(f"q{number}"),
        "asked": 10,
        "right": 6,
        "given": {"a": 6, "b": 3},
        "discrimination": Fraction(1, 3),
        "slower_ms": Fraction(4_250),
        **overrides,
    }
    return QuestionFigures(**values)  # type: ignore[arg-type]


def sheet_of(*rows: QuestionFigures) -> SheetOut:
    bank = make_bank()
    asked = AskedBank(division=None, bank=bank, keys=make_keys(bank), papers=10, figures=rows)
    return question_sheet(make_contest(), ROUND, asked)


def test_a_row_says_how_many_chose_what() -> None:
    sheet = sheet_of(figures())

    assert [(h, str(c)) for h, c in zip(sheet.headings, sheet.rows[0], strict=True)] == [
        ("STT", "1"),
        ("Mã câu hỏi", "q1"),
        ("Chủ đề", ""),
        ("Câu hỏi", "Câu hỏi số 1?"),
        ("Đáp án", "A. Phương án a"),
        ("Số bài gặp câu này", "10"),
        ("Trả lời đúng", "6"),
        ("Tỉ lệ đúng (%)", "60.00"),
        ("Độ phân biệt", "0.33"),
        ("Chậm hơn (giây)", "4.3"),
        ("Lưu ý", ""),
        ("Chọn A", "6"),
        ("Chọn B", "3"),
        ("Chọn C", "0"),
        ("Chọn D", "0"),
        ("Bỏ trống", "1"),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (figures(right=10, given={"a": 10}), "Ai cũng đúng"),
        (figures(right=0, given={"b": 10}), "Không ai đúng: xem lại đáp án"),
        (
            figures(discrimination=Fraction(-1, 10)),
            "Bài điểm thấp đúng nhiều hơn bài điểm cao: xem lại đáp án",
        ),
        (figures(discrimination=Fraction(19, 100)), "Ít phân biệt"),
        (figures(discrimination=Fraction(20, 100)), ""),
        (
            figures(right=4, given={"b": 5, "a": 4}),
            "Một phương án sai được chọn nhiều hơn đáp án: xem lại đáp án",
        ),
        (figures(right=5, given={"b": 5, "a": 5}), ""),
        (figures(asked=4, right=2, given={"a": 2}, discrimination=Fraction(0)), ""),
        (figures(discrimination=None), ""),
    ],
)
def test_what_to_look_at_again_is_said(row: QuestionFigures, said: str) -> None:
    assert remark(row) == said


def test_a_question_of_several_right_options_counts_each_option_that_was_ticked() -> None:
    question = make_question(1, kind=QuestionKind.MULTIPLE)
    number = make_question(2, kind=QuestionKind.NUMBER, options=())
    bank = make_bank([question, number])
    keys = AnswerKeys(
        bank=bank.digest(),
        keys=(
            AnswerKey(question=question.id, right="ab"),
            AnswerKey(question=number.id, right="12.5"),
        ),
    )
    asked = AskedBank(
        division=None,
        bank=bank,
        keys=keys,
        papers=10,
        figures=[
            figures(1, given={"ab": 6, "b": 3}),
            figures(2, given={"12.5": 6, "12": 4}),
        ],
    )
    sheet = question_sheet(make_contest(), ROUND, asked)

    assert [row[11:] for row in sheet.rows] == [
        (6, 9, 0, 0, None, 1),
        (None, None, None, None, "12,5 (6); 12 (4)", 0),
    ]
    assert [row[4] for row in sheet.rows] == ["A. Phương án a; B. Phương án b", "12,5"]


def test_a_closed_round_is_read_from_the_archive_and_an_open_one_is_not() -> None:
    scene = make_closed_scene()

    asked = read_asked(scene.desks.backend, scene.contest, ROUND)

    assert [each.division for each in asked] == [None]
    assert asked[0].papers == 4
    assert sum(each.asked for each in asked[0].figures) == 4 * scene.contest.paper.questions
    assert read_asked(make_scene().desks.backend, scene.contest, ROUND) == []
