"""What one's own result tells of each answer, with corrections and without."""

import pytest
from builders import make_attempt

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.own_results import outcomes_of

Q1, Q2, Q3 = QuestionId("q1"), QuestionId("q2"), QuestionId("q3")
ATTEMPT = make_attempt(1, answers={"q1": "a", "q2": "b"})
RIGHT = {Q1: "a", Q2: "c", Q3: "d"}


def test_without_corrections_an_answer_is_right_wrong_or_missing() -> None:
    assert outcomes_of(ATTEMPT, RIGHT) == "10-"


def test_what_a_later_round_may_ask_is_not_told_but_that_nothing_was_answered_is() -> None:
    assert outcomes_of(ATTEMPT, RIGHT, frozenset({Q1, Q3})) == "?0-"


@pytest.mark.parametrize(("answer", "told"), [("b", "11-"), ("a", "10-")])
def test_an_answer_that_was_accepted_later_is_right(answer: str, told: str) -> None:
    assert outcomes_of(ATTEMPT, RIGHT, also={Q2: frozenset({answer})}) == told


def test_a_voided_question_is_neither_right_nor_wrong_nor_missing_nor_untold() -> None:
    voided = frozenset({Q1, Q2, Q3})

    assert outcomes_of(ATTEMPT, RIGHT, frozenset({Q1}), voided=voided) == "xxx"
