"""Papers: derived, never drawn."""

from collections import Counter

import pytest
from builders import make_bank
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.errors import InvalidInputError, NotPreparedError
from chalicelib.contest.ids import RoundId
from chalicelib.contest.papers import Paper, check_answers, derive_paper, round_secret
from chalicelib.contest.rules import PaperRules

BANK = make_bank(30)
RULES = PaperRules(questions=15, limit_ms=600_000)
SECRET = round_secret(b"master", RoundId("tuan-1"))


def paper(attempt_id: str = "c/r/p/1", rules: PaperRules = RULES, secret: bytes = SECRET) -> Paper:
    return derive_paper(BANK, rules, secret=secret, attempt_id=attempt_id)


def test_the_same_attempt_has_the_same_paper_whenever_it_asks() -> None:
    assert paper() == paper()


def test_two_attempts_have_different_papers() -> None:
    assert paper("c/r/p/1").question_ids() != paper("c/r/q/1").question_ids()


def test_another_round_draws_anew_from_the_same_bank() -> None:
    other = round_secret(b"master", RoundId("tuan-2"))

    assert paper(secret=other).question_ids() != paper().question_ids()


def test_options_of_all_of_the_above_kind_stay_last() -> None:
    assert {question.options[-1].id for question in paper().questions} == {"d"}


def test_questions_keep_the_order_of_the_bank_where_the_rules_say_so() -> None:
    fixed = PaperRules(questions=30, limit_ms=1, shuffle_questions=False, shuffle_options=False)

    assert paper(rules=fixed).questions == BANK.questions


def test_a_bank_that_is_too_small_is_refused() -> None:
    with pytest.raises(NotPreparedError):
        derive_paper(make_bank(14), RULES, secret=SECRET, attempt_id="a")


def test_every_question_is_drawn_about_equally_often() -> None:
    drawn = Counter(
        question for number in range(2_000) for question in paper(f"a{number}").question_ids()
    )

    # 1,000 expected of each of 30; five standard deviations are 112.
    assert [count for count in drawn.values() if not 888 <= count <= 1_112] == []
    assert len(drawn) == 30


@given(st.text(min_size=1))
def test_a_paper_repeats_no_question_and_loses_no_option(attempt_id: str) -> None:
    questions = paper(attempt_id).questions

    assert len({question.id for question in questions}) == 15
    assert {frozenset(o.id for o in question.options) for question in questions} == {
        frozenset("abcd")
    }


def test_answers_outside_the_paper_are_refused() -> None:
    mine = paper()
    outside = next(q.id for q in BANK.questions if q.id not in mine.question_ids())

    with pytest.raises(InvalidInputError):
        check_answers(mine, {outside: "a"})


def test_an_option_that_the_question_does_not_have_is_refused() -> None:
    mine = paper()

    with pytest.raises(InvalidInputError):
        check_answers(mine, {mine.question_ids()[0]: "z"})


def test_a_blank_answer_is_no_answer() -> None:
    mine = paper()
    first, second = mine.question_ids()[:2]

    assert check_answers(mine, {first: "", second: "a"}) == {second: "a"}
