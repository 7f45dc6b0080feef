"""Papers: derived, never drawn."""

from collections import Counter

import pytest
from builders import make_bank, make_question
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.errors import InvalidInputError, NotPreparedError
from chalicelib.contest.ids import RoundId
from chalicelib.contest.papers import Paper, check_answers, derive_paper, round_secret
from chalicelib.contest.rules import PaperRules, Quota

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


TOPICS = {
    f"q{n}": ("mot-cua" if n <= 20 else "dat-dai", "dễ" if n % 2 else "khó") for n in range(1, 41)
}
MIXED_BANK = make_bank(
    [
        make_question(number, topic=topic, difficulty=difficulty)
        for number, (topic, difficulty) in enumerate(TOPICS.values(), 1)
    ]
)
QUOTAS = PaperRules(
    questions=9,
    limit_ms=600_000,
    quotas=(
        Quota(count=3, topic="mot-cua", difficulty="khó"),
        Quota(count=2, topic="dat-dai", difficulty="dễ"),
        Quota(count=2, topic="dat-dai"),
        Quota(count=2),
    ),
)


def mixed_paper(attempt_id: str, rules: PaperRules = QUOTAS) -> tuple[str, ...]:
    return derive_paper(MIXED_BANK, rules, secret=SECRET, attempt_id=attempt_id).question_ids()


@given(st.text(min_size=1))
def test_every_quota_is_filled_exactly_and_no_question_comes_twice(attempt_id: str) -> None:
    exact = PaperRules(
        questions=8,
        limit_ms=1,
        quotas=(
            Quota(count=5, topic="mot-cua", difficulty="dễ"),
            Quota(count=2, topic="mot-cua", difficulty="khó"),
            Quota(count=1, topic="dat-dai", difficulty="khó"),
        ),
    )

    drawn = mixed_paper(attempt_id, exact)

    assert Counter(TOPICS[question] for question in drawn) == {
        ("mot-cua", "dễ"): 5,
        ("mot-cua", "khó"): 2,
        ("dat-dai", "khó"): 1,
    }
    assert len(set(drawn)) == 8


@given(st.text(min_size=1))
def test_a_wider_quota_comes_on_top_of_a_narrower_one(attempt_id: str) -> None:
    counts = Counter(TOPICS[question] for question in mixed_paper(attempt_id))

    assert sum(counts.values()) == 9
    assert counts["mot-cua", "khó"] >= 3
    assert counts["dat-dai", "dễ"] >= 2
    assert counts["dat-dai", "dễ"] + counts["dat-dai", "khó"] >= 4


def test_the_place_of_a_question_does_not_tell_its_quota() -> None:
    rules = PaperRules(
        questions=2,
        limit_ms=1,
        quotas=(Quota(count=1, difficulty="dễ"), Quota(count=1, difficulty="khó")),
    )
    first = Counter(TOPICS[mixed_paper(f"a{number}", rules)[0]][1] for number in range(2_000))

    # 1,000 expected of each; five standard deviations are 112.
    assert [count for count in first.values() if not 888 <= count <= 1_112] == []


def test_the_place_in_a_fixed_order_is_that_of_the_bank() -> None:
    fixed = PaperRules(questions=9, limit_ms=1, shuffle_questions=False, quotas=QUOTAS.quotas)
    order = [question.id for question in MIXED_BANK.questions]

    drawn = mixed_paper("a", fixed)

    assert list(drawn) == sorted(drawn, key=order.index)


OVERLAPPING = PaperRules(
    questions=2, limit_ms=1, quotas=(Quota(count=1, topic="mot-cua"), Quota(count=1))
)


def test_within_a_quota_every_question_of_a_topic_is_drawn_about_equally_often() -> None:
    drawn = Counter(q for number in range(2_000) for q in mixed_paper(f"a{number}", OVERLAPPING))
    outside = [count for question, count in drawn.items() if TOPICS[question][0] == "dat-dai"]
    mean = sum(outside) / 20

    assert len(outside) == 20
    assert [count for count in outside if abs(count - mean) > 5 * mean**0.5] == []


def test_an_overlapping_quota_draws_uniformly_among_all_that_is_left() -> None:
    drawn = Counter(q for number in range(2_000) for q in mixed_paper(f"a{number}", OVERLAPPING))
    outside = sum(count for q, count in drawn.items() if TOPICS[q][0] == "dat-dai")

    # 20 of the 39 that are left are of the other topic: 1,026 expected, s.d. 22.
    assert 914 <= outside <= 1_138


def test_a_bank_with_too_few_questions_for_a_quota_is_refused() -> None:
    greedy = PaperRules(
        questions=11, limit_ms=1, quotas=(Quota(count=11, difficulty="dễ", topic="mot-cua"),)
    )

    with pytest.raises(NotPreparedError):
        mixed_paper("a", greedy)
