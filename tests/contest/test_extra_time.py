"""Extra time: who gets it, until when, and that it wins nobody anything."""

from dataclasses import replace

import pytest
from builders import CLOSES_AT, LIMIT_MS, OPENS_AT, ROUND, make_attempt, make_contest
from hypothesis import given as for_all
from hypothesis import strategies as st

from chalicelib.contest.attempts import GRACE_MS, Attempt, AttemptState
from chalicelib.contest.extra_time import Credit, credit_of_person, credited, with_credits
from chalicelib.contest.ids import Pid, RoundId
from chalicelib.contest.times import MINUTE_MS

ATTEMPT = make_attempt()
DEADLINE = ATTEMPT.deadline_at
ME, OTHER = ATTEMPT.pid, Pid("f" * 32)
FAR = DEADLINE + 60 * MINUTE_MS


def credit(
    at: int, extra_ms: int = MINUTE_MS, pid: Pid | None = None, round_id: RoundId = ROUND
) -> Credit:
    return Credit(round=round_id, pid=pid, extra_ms=extra_ms, at=at)


def until(attempt: Attempt, *given: Credit, closes_at: int = FAR) -> int:
    return credited(attempt, given, closes_at).deadline_at - DEADLINE


@pytest.mark.parametrize(
    ("at", "longer"),
    [
        (OPENS_AT - 1, 0),
        (OPENS_AT, MINUTE_MS),
        (DEADLINE, MINUTE_MS),
        (DEADLINE + GRACE_MS, MINUTE_MS),
        (DEADLINE + GRACE_MS + 1, 0),
    ],
)
def test_a_rounds_credit_is_for_attempts_that_run_at_that_moment(at: int, longer: int) -> None:
    assert until(ATTEMPT, credit(at)) == longer


@pytest.mark.parametrize("at", [OPENS_AT - MINUTE_MS, OPENS_AT, DEADLINE + GRACE_MS])
def test_a_persons_credit_is_for_that_person_whenever_it_was_given_before_the_end(at: int) -> None:
    assert until(ATTEMPT, credit(at, pid=ME)) == MINUTE_MS
    assert until(ATTEMPT, credit(at, pid=OTHER)) == 0
    assert until(ATTEMPT, credit(at, pid=ME, round_id=RoundId("another"))) == 0


def test_a_credit_never_revives_an_attempt_whose_time_had_run_out_before() -> None:
    assert until(ATTEMPT, credit(DEADLINE + GRACE_MS + 1, pid=ME)) == 0


def test_a_credit_within_the_time_that_an_earlier_credit_gave_counts_too() -> None:
    first, second = credit(DEADLINE), credit(DEADLINE + MINUTE_MS)
    assert until(ATTEMPT, second) == 0
    assert until(ATTEMPT, first, second) == 2 * MINUTE_MS


def test_nobody_answers_beyond_the_closing_of_the_round() -> None:
    assert until(ATTEMPT, credit(OPENS_AT, pid=ME), closes_at=DEADLINE + 10) == 10
    assert until(ATTEMPT, credit(OPENS_AT, pid=ME), closes_at=DEADLINE - 10) == 0


@pytest.mark.parametrize("state", [AttemptState.SUBMITTED, AttemptState.AUTO])
def test_a_final_attempt_stays_as_it_is(state: AttemptState) -> None:
    final = replace(ATTEMPT, state=state)
    assert credited(final, [credit(OPENS_AT)], FAR) == final


@for_all(
    st.lists(
        st.builds(
            credit,
            st.integers(OPENS_AT - LIMIT_MS, DEADLINE + LIMIT_MS),
            st.integers(1, 30 * MINUTE_MS),
            st.sampled_from([None, ME, OTHER]),
        ),
        max_size=6,
    ),
    st.integers(0, 6),
)
def test_applying_credits_again_or_in_two_steps_ends_the_same(
    credits_given: list[Credit], known: int
) -> None:
    # In the order of the record, of which a first step may have seen the beginning alone.
    in_order = sorted(credits_given, key=lambda each: each.at)
    at_once = credited(ATTEMPT, in_order, FAR)
    first = credited(ATTEMPT, in_order[:known], FAR)
    assert credited(first, in_order, FAR) == at_once
    assert credited(at_once, in_order, FAR) == at_once
    assert at_once.deadline_at - at_once.credit_ms == DEADLINE


def submitted(after_ms: int, credit_ms: int = 0) -> Attempt:
    at = OPENS_AT + after_ms
    return replace(
        ATTEMPT,
        deadline_at=DEADLINE + credit_ms,
        credit_ms=credit_ms,
        state=AttemptState.SUBMITTED,
        submitted_at=at,
        changed_at=at,
    )


def test_of_the_time_used_what_goes_beyond_the_ordinary_limit_is_not_counted() -> None:
    for extra in (0, MINUTE_MS):
        quick = submitted(LIMIT_MS - 1, extra)
        assert quick.time_used_ms() == LIMIT_MS - 1
        assert quick.time_to_last_change_ms() == LIMIT_MS - 1
    slow = submitted(LIMIT_MS + 30_000, MINUTE_MS)
    assert (slow.time_used_ms(), slow.time_to_last_change_ms()) == (LIMIT_MS, LIMIT_MS)
    never = replace(ATTEMPT, deadline_at=DEADLINE + MINUTE_MS, credit_ms=MINUTE_MS)
    assert never.time_used_ms() == LIMIT_MS


def test_a_rounds_credit_puts_off_its_closing_and_no_other() -> None:
    contest = make_contest()
    later = with_credits(contest, [credit(0), credit(1, 5), credit(2, 7, pid=ME)])
    assert later.round(ROUND).closes_at == CLOSES_AT + MINUTE_MS + 5
    assert later.rounds[1:] == contest.rounds[1:]
    assert with_credits(contest, [credit(2, 7, pid=ME)]) is contest


def test_results_are_never_published_before_the_round_closes() -> None:
    contest = make_contest()
    round_ = contest.round(ROUND)
    wait = round_.publishes_at - round_.closes_at
    later = with_credits(contest, [credit(0, wait + 1)]).round(ROUND)
    assert (later.closes_at, later.publishes_at) == (round_.publishes_at + 1,) * 2


def test_what_a_person_has_to_spare_is_the_sum_of_that_persons_credits() -> None:
    given = [credit(0), credit(0, 5, ME), credit(0, 7, ME), credit(0, 9, OTHER)]
    assert credit_of_person(given, ROUND, ME) == 12
    assert credit_of_person(given, RoundId("another"), ME) == 0
