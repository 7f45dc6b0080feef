"""A close that is started again, or meets another one: what it records, and in which order."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import CLOSES_AT, PUBLISHES_AT, ROUND, make_contest, make_digest, make_weeks
from faulty_stores import gated_backend
from scene import Scene, make_scene

from chalicelib.composition import Desks
from chalicelib.contest.acts import CLOSE_DELAY_MS, WHOLE_CONTEST, RoundState, RoundStatus
from chalicelib.contest.errors import DigestMismatchError, NotDueError, NotPreparedError
from chalicelib.use_cases.answer import save_answers


class Watched:
    """A round that is over with one running attempt, and the closer's storage calls."""

    def __init__(self) -> None:
        self.scene: Scene = make_scene(make_contest(rounds=make_weeks(1)))
        started = self.scene.start(self.scene.register().code)
        save_answers(
            self.scene.desks.entry,
            token=started.token,
            revision=1,
            answers=self.scene.right_answers(started),
            arrived_at=self.scene.clock.now(),
        )
        self.scene.clock.set(CLOSES_AT + CLOSE_DELAY_MS)
        self.contest = self.scene.contest.id
        self.store = self.scene.desks.backend.contests
        self.calls: list[str] = []
        self.recorded: list[RoundState] = []
        self.before: dict[str, Callable[[], Any]] = {}
        self.instead: dict[str, Any] = {}

    def desks(self) -> Desks:
        backend = gated_backend(self.scene.desks.backend, self._gate)
        return Desks(self.contest, backend, self.scene.clock, self.scene.desks._chance)

    def _gate(self, place: str, apply: Callable[[], Any]) -> Any:
        self.calls.append(place)
        self.before.pop(place, lambda: None)()
        answer = self.instead[place] if place in self.instead else apply()
        if place == "contests.put_state" and answer[1] is not None:
            self.recorded.append(answer[1])
        return answer

    def close_all(self) -> None:
        for round_id in (ROUND, WHOLE_CONTEST):
            self.desks().close_round(round_id)

    def states(self) -> dict[Any, RoundState]:
        return self.store.get_states(self.contest)

    def record(self, state: RoundState) -> None:
        self.store.put_state(self.contest, state, self.states().get(state.round))


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
    assert watched.calls.count("archive.put_if_absent") <= 1


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
