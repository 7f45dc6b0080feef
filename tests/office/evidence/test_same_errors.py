"""The same wrong answers on other papers: found by an index, as if all were held against all."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from builders import OPENS_AT, make_attempt
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.times import MINUTE_MS
from office.evidence.find import find_signs
from office.evidence.signs import Limits, Looked, Sign

TWO = Limits(errors=2, minutes=30)


def looked(number: int, paper: str, wrong: str = "", minute: int = 0) -> Looked:
    """Return who had these questions, a letter each, and answered those wrong: ``x1`` is x with 1.

    >>> sorted(looked(1, "xyz", "x1y2").wrong)
    [('x', '1'), ('y', '2')]
    """
    errors = frozenset(zip(wrong[::2], wrong[1::2], strict=True))
    attempt = replace(
        make_attempt(number),
        question_ids=tuple(map(QuestionId, paper)),
        answers=dict.fromkeys(paper, "0") | dict(errors),
        submitted_at=OPENS_AT + minute * MINUTE_MS,
    )
    return Looked(attempt=attempt, right=frozenset(), wrong=errors)


def found(*attempts: Looked, limits: Limits = TWO) -> list[tuple[list[str], list[str]]]:
    """Return of each finding the receipts and the errors."""
    return [
        (
            [each.attempt.receipt_code for each in finding.attempts],
            sorted(question + answer for question, answer in finding.errors),
        )
        for finding in find_signs(attempts, limits)
        if finding.sign is Sign.SAME_ERRORS
    ]


def codes(*numbers: int) -> list[str]:
    return [make_attempt(number).receipt_code for number in numbers]


def test_two_papers_are_compared_by_the_questions_that_both_had() -> None:
    one, two = looked(1, "abcx", "a1b1x1"), looked(2, "abcy", "a1b1y1")

    assert found(one, two) == [(codes(1, 2), ["a1", "b1"])]


def test_who_erred_once_more_or_otherwise_on_a_common_question_is_no_pair() -> None:
    one = looked(1, "abcx", "a1b1x1")

    assert found(one, looked(2, "abcy", "a1b1c1")) == []
    assert found(one, looked(2, "abcy", "a1b2y1")) == []
    assert found(one, looked(2, "abcy", "a1y1")) == []


def test_fewer_errors_than_asked_for_and_a_longer_time_between_are_no_sign() -> None:
    one = looked(1, "abcx", "a1b1x1")

    assert found(one, looked(2, "abcy", "a1b1y1", 30)) == [(codes(1, 2), ["a1", "b1"])]
    assert found(one, looked(2, "abcy", "a1b1y1", 31)) == []
    assert found(one, looked(2, "abcy", "a1b1y1"), limits=replace(TWO, errors=3)) == []


def test_whoever_is_in_a_group_is_not_told_again_as_a_pair() -> None:
    same = [looked(number, "abcx", "a1b1") for number in (1, 2, 3)]

    assert found(*same) == [(codes(1, 2, 3), ["a1", "b1"])]


def test_two_attempts_of_one_person_are_no_pair() -> None:
    one = looked(1, "abcx", "a1b1x1")
    again = looked(2, "abcy", "a1b1y1")
    own = replace(again, attempt=replace(again.attempt, key=replace(one.attempt.key, ordinal=2)))

    assert found(one, own) == []


papers = st.builds(
    lambda paper, wrong, minute: (
        "".join(sorted(paper)),
        "".join(q + wrong[q] for q in sorted(paper) if q in wrong),
        minute,
    ),
    st.sets(st.sampled_from("abcdef"), min_size=3, max_size=5),
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("12"), max_size=4),
    st.integers(0, 90),
)


@given(st.lists(papers, max_size=12), st.integers(1, 3))
def test_every_pair_is_found_as_if_all_were_held_against_all(
    given_papers: Sequence[tuple[str, str, int]], errors: int
) -> None:
    attempts = [looked(number, *each) for number, each in enumerate(given_papers)]
    in_order = sorted(attempts, key=lambda each: (each.ended_at, each.attempt.receipt_code))
    expected = set()
    for one, other in combinations(in_order, 2):
        both = set(one.attempt.question_ids) & set(other.attempt.question_ids)
        wrong = [{c for c in each.wrong if c[0] in both} for each in (one, other)]
        if (
            one.wrong != other.wrong
            and wrong[0] == wrong[1]
            and len(wrong[0]) >= errors
            and other.ended_at - one.ended_at <= 30 * MINUTE_MS
        ):
            expected.add((one.attempt.receipt_code, other.attempt.receipt_code))

    signs = find_signs(attempts, Limits(errors=errors, minutes=30))

    pairs = [
        tuple(each.attempt.receipt_code for each in finding.attempts)
        for finding in signs
        if finding.sign is Sign.SAME_ERRORS
        and len(finding.attempts) == 2
        and finding.attempts[0].wrong != finding.attempts[1].wrong
    ]
    assert sorted(pairs) == sorted(expected)
