"""Which questions are published with a round's results, and what is said of each."""

from collections.abc import Sequence
from typing import Any

from builders import (
    ROUND,
    make_attempt,
    make_bank,
    make_contest,
    make_keys,
    make_question,
    make_weeks,
)

from chalicelib.contest.ids import QuestionId, RoundId
from chalicelib.contest.published_questions import ClosedBank, questions_value, rounds_after
from chalicelib.contest.question_statistics import AnswerTally
from chalicelib.contest.questions import QuestionBank

BANK = make_bank()


def tally_of(*answers: dict[str, str]) -> AnswerTally:
    tally = AnswerTally()
    list(tally.watch(make_attempt(place, answers=each) for place, each in enumerate(answers)))
    return tally


def value_of(tally: AnswerTally, later: Sequence[QuestionBank] = ()) -> dict[str, Any]:
    closed = ClosedBank(division=None, bank=BANK, keys=make_keys(BANK))
    return questions_value(make_contest(), ROUND, [closed], tally, later)


def ids_of(value: dict[str, Any]) -> list[str]:
    return [question["id"] for question in value["questions"]]


def test_a_question_is_published_with_what_is_right_and_why() -> None:
    tally = tally_of(*[{"q1": "a"}] * 3, *[{"q1": "b"}] * 2)

    assert value_of(tally)["questions"][0] == {
        "id": "q1",
        "division": None,
        "kind": "single",
        "points": 1,
        "topic": "",
        "text": "Câu hỏi số 1?",
        "options": [{"id": letter, "text": f"Phương án {letter}"} for letter in "abcd"],
        "right": "a",
        "source": "Điều 2",
        "explanation": "Luật Bầu cử quy định.",
        "asked": 5,
        "answered_right": 3,
    }


def test_what_nobody_was_asked_is_not_published() -> None:
    # Papers have the first three of five questions.
    assert ids_of(value_of(tally_of({"q1": "a"}))) == ["q1", "q2", "q3"]
    assert ids_of(value_of(tally_of())) == []


def test_of_few_papers_nobody_reads_how_single_people_answered() -> None:
    few, enough = tally_of(*[{"q1": "a"}] * 4), tally_of(*[{"q1": "a"}] * 5)

    assert value_of(few)["questions"][0]["answered_right"] is None
    assert value_of(enough)["questions"][0]["answered_right"] == 5


def test_what_a_later_round_asks_too_is_held_back_whatever_its_id_or_case() -> None:
    again = make_question(1, id=QuestionId("khac"), text="  CÂU HỎI số 1? ")

    value = value_of(tally_of({"q1": "a"}), [make_bank([again])])

    assert ids_of(value) == ["q2", "q3"]
    assert value["held_back"] == 1


def test_a_bank_that_a_later_round_has_as_a_whole_is_held_back_as_a_whole() -> None:
    value = value_of(tally_of({"q1": "a"}), [BANK])

    assert (ids_of(value), value["held_back"], value["papers"]) == ([], 3, 1)


def test_a_contest_that_publishes_no_question_says_so() -> None:
    closed = ClosedBank(division=None, bank=BANK, keys=make_keys(BANK))
    contest = make_contest(publishes_questions=False)

    value = questions_value(contest, ROUND, [closed], tally_of({"q1": "a"}), [])

    assert (value["published"], value["questions"], value["held_back"]) == (False, [], 0)


def test_later_are_the_rounds_that_close_later() -> None:
    contest = make_contest(rounds=make_weeks(3))

    assert [round_.id for round_ in rounds_after(contest, RoundId("tuan-2"))] == ["tuan-3"]
    assert rounds_after(contest, RoundId("tuan-3")) == ()


def test_a_corrected_question_says_that_it_is_void_or_what_is_accepted_besides_its_key() -> None:
    tally = tally_of(*[{"q1": "a"}] * 3, *[{"q1": "b", "q2": "b"}] * 2)
    closed = ClosedBank(
        division=None,
        bank=BANK,
        keys=make_keys(BANK),
        voided=frozenset({QuestionId("q2")}),
        also={QuestionId("q1"): frozenset({"b", "c"})},
    )
    questions: Any = questions_value(make_contest(), ROUND, [closed], tally, [])["questions"]
    told = [
        {name: each.get(name) for name in ("id", "also", "voided", "answered_right")}
        for each in questions
    ]

    assert told == [
        {"id": "q1", "also": ["b", "c"], "voided": None, "answered_right": 5},
        {"id": "q2", "also": None, "voided": True, "answered_right": 0},
        {"id": "q3", "also": None, "voided": None, "answered_right": 0},
    ]
