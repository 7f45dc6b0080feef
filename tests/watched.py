"""A round that is over, with one running attempt, and every storage call of who closes it."""

from collections.abc import Callable
from typing import Any

from builders import CLOSES_AT, ROUND, make_contest, make_weeks
from faulty_stores import gated_backend
from scene import Scene, make_scene

from chalicelib.composition import Desks
from chalicelib.contest.acts import CLOSE_DELAY_MS, WHOLE_CONTEST, RoundState
from chalicelib.use_cases.answer import save_answers


class Watched:
    """What happens at the storage, what is to happen before a call, and what is said instead."""

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

    def forget(self, round_id: Any) -> None:
        """Take back what is on record of a round."""
        states: Any = self.store
        del states._states[self.contest][round_id]
