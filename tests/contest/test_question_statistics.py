"""How questions were answered: counted as attempts pass, and in full for the organizer."""

from fractions import Fraction

from builders import OPENS_AT, make_attempt, make_bank, make_digest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.grading import Markscheme
from chalicelib.contest.ids import QuestionId
from chalicelib.contest.papers import PREDICTION
from chalicelib.contest.question_statistics import AnswerTally, question_figures

BANK = make_bank().digest()
Q1, Q2, Q3 = (QuestionId(f"q{number}") for number in (1, 2, 3))
SCHEME = Markscheme(right={Q1: "a", Q2: "b", Q3: "c"}, points={Q1: 1, Q2: 1, Q3: 1})


def test_every_attempt_passes_and_each_with_an_answer_is_counted() -> None:
    attempts = [
        make_attempt(1, answers={"q1": "a", "q2": "d"}),
        make_attempt(2, answers={"q1": "a"}),
        make_attempt(3, answers={}),
        make_attempt(4, answers={PREDICTION: "120"}),
    ]
    tally = AnswerTally()

    passed = list(tally.watch(attempts))

    assert passed == attempts
    assert tally.papers == 2
    assert [tally.times_asked(BANK, q) for q in (Q1, Q2, Q3)] == [2, 2, 2]
    assert [tally.times_given(BANK, Q1, letter) for letter in "ab"] == [2, 0]
    assert tally.times_given(BANK, Q2, "d") == 1


def test_banks_are_counted_apart() -> None:
    other = make_digest("another bank")
    tally = AnswerTally()

    list(
        tally.watch(
            [make_attempt(1, answers={"q1": "a"}), make_attempt(2, bank=other, answers={"q1": "b"})]
        )
    )

    assert tally.times_asked(BANK, Q1) == tally.times_asked(other, Q1) == 1
    assert tally.times_given(other, Q1, "b") == 1
    assert tally.times_asked(make_digest("a third one"), Q1) == 0


def test_a_question_s_figures_are_those_counted_by_hand() -> None:
    attempts = [
        make_attempt(1, answers={"q1": "a", "q2": "b", "q3": "c"}),
        make_attempt(2, answers={"q1": "a", "q2": "b"}),
        make_attempt(3, answers={"q1": "a", "q2": "d"}),
        make_attempt(4, answers={"q1": "a", "q2": "d", "q3": "d"}),
        make_attempt(5, answers={}),
    ]

    figures = {each.question: each for each in question_figures(attempts, SCHEME)}

    # 27 % of 4 papers are 2: the best are 3/3 and 2/3, the weakest the two with 1/3.
    assert {q: (f.asked, f.right, f.given, f.discrimination) for q, f in figures.items()} == {
        Q1: (4, 4, {"a": 4}, Fraction(0)),
        Q2: (4, 2, {"b": 2, "d": 2}, Fraction(1)),
        Q3: (4, 1, {"c": 1, "d": 1}, Fraction(1, 2)),
    }
    assert [figures[q].flag() for q in (Q1, Q2, Q3)] == ["everybody", "", ""]
    assert [figures[q].left_out for q in (Q1, Q2, Q3)] == [0, 0, 2]


def test_how_slow_a_question_is_is_told_by_the_papers_that_had_it() -> None:
    attempts = [
        make_attempt(place, question_ids=ids, answers={"q1": "a"}, submitted_at=submitted)
        for place, (ids, submitted) in enumerate(
            [
                ((Q1, Q2), OPENS_AT + 10_000),
                ((Q1, Q3), OPENS_AT + 20_000),
                ((Q1, Q3), OPENS_AT + 40_000),
                # Nobody knows how long it took who never submitted.
                ((Q1, Q2), None),
            ]
        )
    ]

    figures = question_figures(attempts, SCHEME)

    # All took 70 s / 3; those with q2 10 s, those with q3 30 s; q1 was on every paper.
    assert {each.question: each.slower_ms for each in figures} == {
        Q1: None,
        Q2: Fraction(-40_000, 3),
        Q3: Fraction(20_000, 3),
    }


def test_a_wrong_answer_that_leads_is_flagged() -> None:
    answers = [{"q1": "b"}, {"q1": "b"}, {"q1": "a"}]
    attempts = [make_attempt(place, answers=each) for place, each in enumerate(answers)]

    figures = question_figures([*attempts, make_attempt(9, answers={"q2": "b", "q3": "a"})], SCHEME)

    assert [each.flag() for each in figures] == ["wrong_leads", "", "nobody"]


def test_a_question_that_nobody_knows_is_flagged() -> None:
    figures = question_figures([make_attempt(1, answers={"q1": "b"})], SCHEME)

    assert [(each.question, each.flag()) for each in figures] == [
        (Q1, "nobody"),
        (Q2, "nobody"),
        (Q3, "nobody"),
    ]


def test_without_a_paper_there_are_no_figures() -> None:
    assert question_figures([], SCHEME) == ()
    assert question_figures([make_attempt(1)], SCHEME) == ()


@given(st.lists(st.dictionaries(st.sampled_from(["q1", "q2", "q3"]), st.sampled_from("abcd"))))
def test_the_tally_and_the_figures_agree(answers: list[dict[str, str]]) -> None:
    attempts = [make_attempt(place, answers=each) for place, each in enumerate(answers)]
    tally = AnswerTally()
    list(tally.watch(attempts))

    for each in question_figures(attempts, SCHEME):
        assert each.asked == tally.times_asked(BANK, each.question)
        assert each.right == tally.times_given(BANK, each.question, SCHEME.right[each.question])
        assert each.discrimination is None or -1 <= each.discrimination <= 1
