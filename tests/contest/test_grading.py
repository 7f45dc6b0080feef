"""Grading: what answers are worth."""

from datetime import date
from fractions import Fraction

import pytest
from builders import LIMIT_MS, OPENS_AT, make_attempt, make_key
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.errors import InvalidInputError
from chalicelib.contest.grading import (
    Markscheme,
    grade_shard,
    make_markscheme,
    marks_of,
    scaled,
    value_of,
)
from chalicelib.contest.ids import DivisionId, QuestionId
from chalicelib.contest.papers import Paper, check_answers
from chalicelib.contest.questions import (
    QuestionKind,
    WrittenOption,
    WrittenQuestion,
    read_number,
    split,
)
from chalicelib.contest.rules import MarksRules, PaperRules, Prediction, PredictionOf

QUESTIONS = [QuestionId("q1"), QuestionId("q2"), QuestionId("q3")]


def scheme(**overrides: object) -> Markscheme:
    fields: dict[str, object] = {
        "right": {"q1": "a", "q2": "ac", "q3": "12.5"},
        "points": {"q1": 1, "q2": 3, "q3": 2},
    }
    return Markscheme(**{**fields, **overrides})  # type: ignore[arg-type]


def marks(answers: dict[str, str], **overrides: object) -> tuple[int, int]:
    return marks_of(QUESTIONS, answers, scheme(**overrides))


def question(slug: str, right: str, kind: QuestionKind, **overrides: object) -> WrittenQuestion:
    """Return a written question with the options A to D, of which those named are right."""
    return WrittenQuestion(
        id=QuestionId(slug),
        text=f"{slug}?",
        options=tuple(WrittenOption(text=letter, right=letter in right) for letter in "ABCD"),
        kind=kind,
        **overrides,  # type: ignore[arg-type]
    )


def test_a_right_answer_gives_the_points_of_its_question() -> None:
    assert marks({"q1": "a", "q2": "ac", "q3": "12.5"}) == (600, 600)
    assert marks({"q3": "12.5"}) == (200, 600)


@pytest.mark.parametrize("answer", ["a", "c", "abc", "ab", "abcd"])
def test_several_right_options_must_all_be_named_and_no_other(answer: str) -> None:
    assert marks({"q2": answer}) == (0, 600)


def test_a_wrong_answer_takes_nothing_away_unless_the_rules_say_so() -> None:
    assert marks({"q1": "b", "q2": "ac"}) == (300, 600)


def test_negative_marks_take_away_a_share_of_the_questions_own_points() -> None:
    quarter = MarksRules(wrong_percent=25)

    assert marks({"q1": "b", "q2": "ac"}, marks=quarter) == (275, 600)
    assert marks({"q1": "a", "q2": "b", "q3": "12.5"}, marks=quarter) == (225, 600)


def test_a_missing_answer_is_not_a_wrong_one() -> None:
    assert marks({"q2": "ac"}, marks=MarksRules(wrong_percent=100)) == (300, 600)


def test_a_papers_sum_is_never_below_zero() -> None:
    assert marks({"q1": "a", "q2": "b"}, marks=MarksRules(wrong_percent=100)) == (0, 600)


@given(
    st.dictionaries(st.sampled_from(["q1", "q2", "q3"]), st.sampled_from(["a", "ac", "12.5"])),
    st.integers(0, 100),
)
def test_marks_lie_between_nothing_and_the_full_ones(
    answers: dict[str, str], wrong_percent: int
) -> None:
    got, full = marks(answers, marks=MarksRules(wrong_percent=wrong_percent))

    assert 0 <= got <= full == 600


@given(st.sampled_from(["q1", "q2", "q3"]), st.integers(0, 100))
def test_leaving_a_question_out_is_never_worse_than_answering_it_wrong(
    wrong: str, wrong_percent: int
) -> None:
    rules = MarksRules(wrong_percent=wrong_percent)
    right = {name: answer for name, answer in scheme().right.items() if name != wrong}

    assert marks({**right, wrong: "d"}, marks=rules) <= marks(dict(right), marks=rules)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("12,5", "12.5"),
        ("12.50", "12.5"),
        (" 12,5 ", "12.5"),
        ("012.5", "12.5"),
        ("1 234", "1234"),
        ("100", "100"),
        ("-0,0", "0"),
        ("-3", "-3"),
        ("0,000001", "0.000001"),
    ],
)
def test_a_number_is_stored_in_one_form_whether_with_comma_or_dot(typed: str, stored: str) -> None:
    assert read_number(typed) == stored


@pytest.mark.parametrize("typed", ["", "mười", "1.234,5", "1e3", "--1", "1/2", ".5", "٣", "NaN"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError):
        read_number(typed)


def test_a_written_bank_is_graded_by_what_its_writer_marked() -> None:
    bank, keys = split(
        [
            question("one", "B", QuestionKind.SINGLE),
            question("several", "BD", QuestionKind.MULTIPLE, points=3),
            WrittenQuestion(
                id=QuestionId("number"),
                text="?",
                options=(),
                kind=QuestionKind.NUMBER,
                number="12.5",
                points=2,
            ),
        ],
        b"secret",
    )
    texts = {"one": "B", "several": "DB"}
    typed = {
        q.id: "".join(o.id for letter in texts[q.id] for o in q.options if o.text == letter)
        if q.options
        else "12,50"
        for q in bank.questions
    }

    answers = check_answers(Paper(questions=bank.questions), typed)
    markscheme = make_markscheme(bank, keys, MarksRules(), only_if_all_answered=False)

    assert marks_of([q.id for q in bank.questions], answers, markscheme) == (600, 600)


def test_the_letters_of_several_options_are_stored_in_order_each_once() -> None:
    bank, _ = split([question("several", "BD", QuestionKind.MULTIPLE)], b"secret")

    assert check_answers(Paper(questions=bank.questions), {"several": "dbd"}) == {"several": "bd"}


def test_a_single_choice_takes_no_two_letters() -> None:
    bank, _ = split([question("one", "B", QuestionKind.SINGLE)], b"secret")

    with pytest.raises(InvalidInputError):
        check_answers(Paper(questions=bank.questions), {"one": "ab"})


def test_a_prediction_is_a_number_and_taken_only_where_one_is_asked_for() -> None:
    bank, _ = split([question("one", "B", QuestionKind.SINGLE)], b"secret")
    paper = Paper(questions=bank.questions)
    asked = PaperRules(
        questions=1, limit_ms=1, prediction=Prediction(text="?", of=PredictionOf.PEOPLE)
    )

    assert check_answers(paper, {"prediction": "1 250"}, asked) == {"prediction": "1250"}
    with pytest.raises(InvalidInputError):
        check_answers(paper, {"prediction": "nhiều"}, asked)
    with pytest.raises(InvalidInputError):
        check_answers(paper, {"prediction": "1250"}, PaperRules(questions=1, limit_ms=1))


SIMPLE = Markscheme(right=dict.fromkeys(QUESTIONS, "a"), points=dict.fromkeys(QUESTIONS, 1))


def test_a_paper_with_an_unanswered_question_is_no_valid_attempt_where_the_rules_say_so() -> None:
    strict = Markscheme(right=SIMPLE.right, points=SIMPLE.points, only_if_all_answered=True)
    whole = make_attempt(1, answers={"q1": "a", "q2": "b", "q3": "b"})
    part = make_attempt(2, answers={"q1": "a", "q2": "a"})

    assert [s.pid for s in grade_shard([whole, part], {None: strict})] == [whole.key.pid]
    assert [s.marks for s in grade_shard([whole, part], {None: SIMPLE})] == [100, 200]


def test_an_unanswered_prediction_makes_no_paper_invalid() -> None:
    strict = Markscheme(right=SIMPLE.right, points=SIMPLE.points, only_if_all_answered=True)
    answers = {"q1": "a", "q2": "a", "q3": "a"}
    attempts = [
        make_attempt(1, answers=answers),
        make_attempt(2, answers=answers | {"prediction": "9"}),
    ]

    assert [s.prediction for s in grade_shard(attempts, {None: strict})] == ["", "9"]


def test_every_division_is_graded_by_its_own_scheme() -> None:
    staff, citizens = DivisionId("can-bo"), DivisionId("nhan-dan")
    other = Markscheme(right=dict.fromkeys(QUESTIONS, "b"), points=dict.fromkeys(QUESTIONS, 2))
    answers = dict.fromkeys(QUESTIONS, "a")
    attempts = [
        make_attempt(1, division=staff, answers=answers),
        make_attempt(2, division=citizens, answers=answers),
    ]

    graded = grade_shard(attempts, {staff: SIMPLE, citizens: other})

    assert [(s.division, s.marks, s.full_marks) for s in graded] == [
        (staff, 300, 300),
        (citizens, 0, 600),
    ]


def test_a_score_carries_everything_that_ranking_compares() -> None:
    attempt = make_attempt(
        1,
        key=make_key(1, ordinal=2),
        answers={"q1": "a", "prediction": "40"},
        changed_at=OPENS_AT + 5_000,
        submitted_at=OPENS_AT + 9_000,
    )

    (score,) = grade_shard([attempt], {None: SIMPLE}, {attempt.key.pid: date(2000, 2, 29)})

    assert (score.ordinal, score.time_used_ms, score.time_to_last_change_ms) == (2, 9_000, 5_000)
    assert (score.submitted_at, score.prediction) == (OPENS_AT + 9_000, "40")
    assert score.born_on == date(2000, 2, 29)


def test_an_attempt_that_nobody_submitted_counts_as_submitted_at_its_deadline() -> None:
    (score,) = grade_shard([make_attempt(1)], {None: SIMPLE})

    assert (score.submitted_at, score.time_used_ms) == (OPENS_AT + LIMIT_MS, LIMIT_MS)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (Fraction(20, 3), 2, "6,67"),
        (Fraction(22, 3), 2, "7,33"),
        (Fraction(1, 200), 2, "0,01"),
        (Fraction(499, 100_000), 2, "0"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(7, 2), 0, "4"),
        (Fraction(15), 2, "15"),
        (Fraction(101, 10), 2, "10,1"),
        (Fraction(9_999, 1_000), 2, "10"),
        (Fraction(1, 40), 3, "0,025"),
    ],
)
def test_what_is_shown_is_rounded_half_up_with_a_comma(
    value: Fraction, decimals: int, shown: str
) -> None:
    assert scaled(value, MarksRules(decimals=decimals)) == shown


@pytest.mark.parametrize(
    ("scale", "value"), [(None, Fraction(4)), (10, Fraction(20, 3)), (100, Fraction(200, 3))]
)
def test_marks_are_put_on_the_scale_exactly(scale: int | None, value: Fraction) -> None:
    answered = make_attempt(1, answers={"q1": "a", "q2": "a"})
    doubled = Markscheme(right=SIMPLE.right, points=dict.fromkeys(QUESTIONS, 2))
    (score,) = grade_shard([answered], {None: doubled})

    assert value_of(score, MarksRules(scale=scale)) == value
