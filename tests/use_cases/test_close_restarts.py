"""A close that is started again, or meets another one: what it records, and in which order."""

from dataclasses import replace
from typing import Any

import pytest
from builders import CLOSES_AT, PUBLISHES_AT, ROUND, make_digest
from watched import Watched

from chalicelib.contest.acts import CLOSE_DELAY_MS, WHOLE_CONTEST, RoundState, RoundStatus
from chalicelib.contest.errors import DigestMismatchError, NotDueError, NotPreparedError
from chalicelib.use_cases.close import read_people, restage
from chalicelib.use_cases.staging import Basis


def test_a_close_records_that_it_has_begun_then_the_attempts_then_all_else() -> None:
    watched = Watched()

    closed = watched.desks().close_round(ROUND)

    begun = RoundState(round=ROUND, status=RoundStatus.CLOSING)
    of_round = [state for state in watched.recorded if state.round == ROUND]
    assert of_round == [begun, replace(begun, attempts=closed.attempts), closed]
    assert None not in {closed.attempts, closed.standings, closed.results}


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("round_id", [ROUND, WHOLE_CONTEST])
def test_what_is_closed_or_published_is_left_as_it_is(published: bool, round_id: Any) -> None:
    watched = Watched()
    watched.desks().close_round(ROUND)
    if published:
        watched.scene.clock.set(PUBLISHES_AT)
        watched.scene.desks.publish_results(ROUND)
    before = watched.states()
    watched.calls.clear()

    state = watched.desks().close_round(round_id)

    assert (state, watched.states()) == (before[round_id], before)
    assert {call for call in watched.calls if ".put" in call} == set()


@pytest.mark.parametrize("place", ["contests.put_state", "archive.put_if_absent"])
def test_where_another_has_closed_meanwhile_nothing_more_is_computed(place: str) -> None:
    watched = Watched()
    other = watched.scene.desks
    watched.before[place] = lambda: other.close_round(ROUND)

    state = watched.desks().close_round(ROUND)

    assert state == watched.states()[ROUND]
    assert state.status is RoundStatus.CLOSED
    assert "keys.get_keys" not in watched.calls
    # Where it had closed before this one began to write, this one writes nothing.
    assert watched.calls.count("archive.put_if_absent") == (place == "archive.put_if_absent")


@pytest.mark.parametrize("digest", ["attempts", "standings", "results"])
@pytest.mark.parametrize("round_id", [ROUND, WHOLE_CONTEST])
def test_a_restart_halts_where_it_computes_another_digest(digest: str, round_id: Any) -> None:
    watched = Watched()
    begun = RoundState(round=round_id, status=RoundStatus.CLOSING)
    wrong = replace(begun, **{digest: make_digest("another")})
    watched.record(wrong)

    with pytest.raises(DigestMismatchError):
        watched.close_all()

    assert watched.states()[round_id].status is RoundStatus.CLOSING


def test_an_attempt_that_is_gone_halts_the_close() -> None:
    watched = Watched()
    watched.instead["attempts.finalise"] = (False, None)

    with pytest.raises(NotPreparedError) as refusal:
        watched.desks().close_round(ROUND)

    assert refusal.value.details == {"what": "attempt"}


def test_a_close_halts_before_an_attempt_that_was_prolonged_meanwhile() -> None:
    watched = Watched()
    store = watched.scene.desks.backend.attempts
    (attempt,) = store.attempts(watched.contest, ROUND)
    deadline_at = CLOSES_AT + 1
    store.prolong(replace(attempt, deadline_at=deadline_at, credit_ms=1))

    with pytest.raises(NotDueError) as refusal:
        watched.desks().close_round(ROUND)
    (running,) = store.attempts(watched.contest, ROUND)
    watched.scene.clock.advance(1)
    closed = watched.desks().close_round(ROUND)

    assert refusal.value.details == {
        "act": "close",
        "round": ROUND,
        "due_at": deadline_at + CLOSE_DELAY_MS,
    }
    assert (running.is_final(), closed.status) == (False, RoundStatus.CLOSED)


def test_the_whole_contest_is_not_closed_before_its_rounds_are() -> None:
    watched = Watched()

    with pytest.raises(NotPreparedError) as refusal:
        watched.desks().close_round(WHOLE_CONTEST)

    assert (refusal.value.details, watched.states()) == ({"what": "attempts"}, {})


def test_a_round_that_is_still_closing_is_no_part_of_the_whole_contest_yet() -> None:
    watched = Watched()
    closed = watched.desks().close_round(ROUND)
    watched.forget(WHOLE_CONTEST)
    watched.record(replace(closed, status=RoundStatus.CLOSING))

    with pytest.raises(NotPreparedError) as refusal:
        watched.desks().close_round(WHOLE_CONTEST)

    assert refusal.value.details == {"what": "attempts"}


def test_attempts_that_are_gone_from_the_archive_halt_the_close_of_the_whole() -> None:
    watched = Watched()
    watched.desks().close_round(ROUND)
    watched.forget(WHOLE_CONTEST)
    watched.instead["archive.get"] = None

    with pytest.raises(NotPreparedError) as refusal:
        watched.desks().close_round(WHOLE_CONTEST)

    assert refusal.value.details == {"what": "attempts"}


@pytest.mark.parametrize("round_id", [ROUND, WHOLE_CONTEST])
def test_what_has_no_results_is_not_staged_once_more(round_id: Any) -> None:
    desk = Watched().desks().closing

    with pytest.raises(NotPreparedError) as refusal:
        restage(desk, Basis.of(desk), {}, round_id, read_people(desk))

    assert refusal.value.details == {"what": "results"}
