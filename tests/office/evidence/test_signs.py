"""Signs in closed attempts: what is one, what is none, and in which order they are told."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from builders import OPENS_AT, make_attempt, make_digest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.attempts import AttemptState
from chalicelib.contest.ids import QuestionId
from chalicelib.contest.times import MINUTE_MS, SECOND_MS
from office.evidence.find import find_signs
from office.evidence.signs import Finding, Limits, Looked, Sign

PAPER = tuple(QuestionId(f"q{number}") for number in range(10))
USUAL = Limits()


def looked(
    number: int,
    wrong: Sequence[tuple[int, str]] = (),
    *,
    answered: int = 10,
    used_ms: int = 5 * MINUTE_MS,
    began_at: int = OPENS_AT,
    taken_over_at: tuple[int, ...] = (),
) -> Looked:
    """Return the attempt of a person who answered so many, all right but these."""
    chosen = {PAPER[place]: "a" for place in range(answered)}
    errors = {PAPER[place]: letter for place, letter in wrong}
    attempt = replace(
        make_attempt(number),
        question_ids=PAPER,
        answers={**chosen, **errors},
        started_at=began_at,
        deadline_at=began_at + 10 * MINUTE_MS,
        submitted_at=began_at + used_ms,
        state=AttemptState.SUBMITTED,
        taken_over_at=taken_over_at,
    )
    right = {(q, a) for q, a in chosen.items() if q not in errors}
    return Looked(attempt=attempt, right=frozenset(right), wrong=frozenset(errors.items()))


def signs_of(*attempts: Looked, limits: Limits = USUAL) -> list[tuple[Sign, list[str]]]:
    return [
        (finding.sign, [each.attempt.receipt_code for each in finding.attempts])
        for finding in find_signs(attempts, limits)
    ]


def codes(*numbers: int) -> list[str]:
    return [make_attempt(number).receipt_code for number in numbers]


@pytest.mark.parametrize(
    ("used_ms", "answered", "wrong", "is_sign"),
    [
        (29_999, 10, 0, True),
        (30_000, 10, 0, False),
        (29_999, 10, 2, True),
        (29_999, 10, 3, False),
        (14_999, 5, 0, True),
        (1, 4, 0, False),
    ],
)
def test_too_fast_is_less_time_than_reading_takes_with_most_of_it_right(
    used_ms: int, answered: int, wrong: int, is_sign: bool
) -> None:
    errors = [(place, "b") for place in range(wrong)]
    attempt = looked(1, errors, answered=answered, used_ms=used_ms)

    found = [sign for sign, _ in signs_of(attempt)]

    assert found == ([Sign.TOO_FAST] if is_sign else [])


def test_the_fastest_comes_first() -> None:
    found = signs_of(looked(1, used_ms=20_000), looked(2, used_ms=10_000))

    assert found == [(Sign.TOO_FAST, codes(2)), (Sign.TOO_FAST, codes(1))]


ERRORS = [(0, "b"), (1, "c"), (2, "d")]


@pytest.mark.parametrize(
    ("apart_ms", "is_sign"), [(30 * MINUTE_MS, True), (30 * MINUTE_MS + 1, False)]
)
def test_the_same_errors_are_a_sign_close_in_time(apart_ms: int, is_sign: bool) -> None:
    pair = looked(1, ERRORS), looked(2, ERRORS, began_at=OPENS_AT + apart_ms)

    assert signs_of(*pair) == ([(Sign.SAME_ERRORS, codes(1, 2))] if is_sign else [])


@pytest.mark.parametrize(
    "errors",
    [
        [(0, "b"), (1, "c")],
        [(0, "b"), (1, "c"), (2, "c")],
        [(0, "b"), (1, "c"), (2, "d"), (3, "d")],
    ],
    ids=["fewer", "another answer", "one more"],
)
def test_other_errors_are_none(errors: list[tuple[int, str]]) -> None:
    assert signs_of(looked(1, ERRORS), looked(2, errors)) == []


def test_two_perfect_papers_are_no_sign() -> None:
    assert signs_of(looked(1), looked(2)) == []


def test_questions_of_another_bank_are_other_questions() -> None:
    first, second = looked(1, ERRORS), looked(2, ERRORS)
    elsewhere = replace(second, attempt=replace(second.attempt, bank=make_digest("another")))

    assert signs_of(first, elsewhere) == []


def test_a_voided_question_was_answered_too() -> None:
    quick = looked(1, used_ms=29_999)
    voided = replace(quick, right=quick.right - {(PAPER[0], "a")})

    assert signs_of(voided) == [(Sign.TOO_FAST, codes(1))]


def test_one_persons_two_attempts_are_no_sign() -> None:
    first = looked(1, ERRORS)
    key = replace(first.attempt.key, ordinal=2)
    again = replace(first, attempt=replace(first.attempt, key=key))

    assert signs_of(first, again) == []


def test_those_near_the_first_are_one_sign_and_later_ones_another() -> None:
    at = [0, 20 * MINUTE_MS, 30 * MINUTE_MS, 40 * MINUTE_MS, 50 * MINUTE_MS]
    attempts = [looked(n, ERRORS, began_at=OPENS_AT + late) for n, late in enumerate(at, 1)]

    assert signs_of(*attempts) == [
        (Sign.SAME_ERRORS, codes(1, 2, 3)),
        (Sign.SAME_ERRORS, codes(4, 5)),
    ]


def test_the_chance_is_the_product_of_the_shares_and_the_rarest_comes_first() -> None:
    common, rare = [(0, "b"), (1, "b"), (2, "b")], [(3, "c"), (4, "c"), (5, "c")]
    attempts = [
        *(looked(number, common) for number in range(1, 5)),
        *(looked(number, rare) for number in (5, 6)),
        *(looked(number) for number in (7, 8)),
    ]

    first, second = find_signs(attempts, USUAL)

    assert (first.chance, second.chance) == (Fraction(2, 8) ** 3, Fraction(4, 8) ** 3)


@pytest.mark.parametrize(
    ("before_the_end_ms", "is_sign"),
    [((60 * SECOND_MS,), True), ((60 * SECOND_MS + 1,), False), ((240_000, 200_000), True)],
)
def test_takeovers_are_a_sign_where_they_are_many_or_come_right_before_the_end(
    before_the_end_ms: tuple[int, ...], is_sign: bool
) -> None:
    end = OPENS_AT + 5 * MINUTE_MS
    attempt = looked(1, taken_over_at=tuple(end - each for each in before_the_end_ms))

    assert signs_of(attempt) == ([(Sign.TAKEN_OVER, codes(1))] if is_sign else [])


def test_the_board_chooses_the_limits() -> None:
    pair = looked(1, ERRORS, used_ms=40_000), looked(2, ERRORS, used_ms=40_000)
    strict = Limits(seconds=1, minutes=1, errors=4, takeovers=9)

    assert signs_of(*pair, limits=strict) == []


attempts_at_hand = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(0, 9), st.sampled_from("bc")), max_size=4, unique=True),
        st.integers(10_000, 600_000),
        st.integers(0, 120),
    ),
    max_size=12,
)


@given(attempts_at_hand, st.randoms())
def test_the_order_of_the_attempts_makes_no_difference(
    drawn: list[tuple[list[tuple[int, str]], int, int]], chance: object
) -> None:
    attempts = [
        looked(number, sorted(dict(wrong).items()), used_ms=used, began_at=OPENS_AT + late * 60_000)
        for number, (wrong, used, late) in enumerate(drawn, 1)
    ]
    shuffled = list(attempts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    found: tuple[Finding, ...] = find_signs(attempts, USUAL)

    assert find_signs(shuffled, USUAL) == found
