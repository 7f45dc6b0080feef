"""Crediting extra time: the edges of what is taken, and which attempts it reaches."""

from dataclasses import replace
from typing import Any

import pytest
from builders import CLOSES_AT, ROUND, make_contest, make_pid, make_weeks
from faulty_stores import FaultAt, gated_backend
from scene import Scene, make_scene

from chalicelib.composition import Desks
from chalicelib.contest.acts import WHOLE_CONTEST, RoundState, RoundStatus
from chalicelib.contest.attempts import Attempt
from chalicelib.contest.errors import NotPreparedError, RoundOverError
from chalicelib.contest.extra_time import MOST_EXTRA_MS
from chalicelib.contest.ids import ContestId, Pid, RoundId
from chalicelib.contest.rules import AttemptRules, AttemptsPer, Contest, Counting
from chalicelib.contest.times import MINUTE_MS
from chalicelib.use_cases.extra_time import apply_credits, credit_extra_time

SECOND = RoundId("tuan-2")
PER_CONTEST = AttemptRules(limit=2, per=AttemptsPer.CONTEST, counts=Counting.BEST)


def give(scene: Scene, extra_ms: int, pid: Pid | None = None, round_id: RoundId = ROUND) -> int:
    desk = scene.desks.extra_time
    _, prolonged = credit_extra_time(desk, round_id, pid, extra_ms=extra_ms, by="A", reason="B")
    return prolonged


def two_rounds(attempts: AttemptRules) -> Contest:
    return make_contest(rounds=make_weeks(2), attempts=attempts)


def stored(scene: Scene) -> list[Attempt]:
    per_contest = scene.contest.attempts.per is AttemptsPer.CONTEST
    scope = WHOLE_CONTEST if per_contest else ROUND
    found = scene.desks.backend.attempts.attempts(scene.contest.id, scope)
    return sorted(found, key=lambda attempt: attempt.started_at)


@pytest.mark.parametrize("extra_ms", [1, MOST_EXTRA_MS])
def test_the_least_and_the_most_that_may_be_credited(extra_ms: int) -> None:
    scene = make_scene()
    scene.start(scene.register().code)

    assert give(scene, extra_ms) == 1

    assert [attempt.credit_ms for attempt in stored(scene)] == [extra_ms]


def test_a_round_is_credited_until_the_last_millisecond() -> None:
    scene = make_scene(at=CLOSES_AT - 1)
    scene.start(scene.register().code)

    assert give(scene, MINUTE_MS) == 1


def test_a_round_that_was_put_off_is_credited_until_its_later_closing() -> None:
    scene = make_scene()
    give(scene, MINUTE_MS)
    scene.clock.set(CLOSES_AT + MINUTE_MS - 1)
    give(scene, MINUTE_MS)
    scene.clock.set(CLOSES_AT + 2 * MINUTE_MS)

    with pytest.raises(RoundOverError) as refusal:
        give(scene, MINUTE_MS)

    assert refusal.value.details == {"round": "Tuần 1"}


def test_a_round_whose_close_has_begun_is_not_credited_whatever_this_clock_says() -> None:
    scene = make_scene()
    begun = RoundState(round=ROUND, status=RoundStatus.CLOSING)
    scene.desks.backend.contests.put_state(scene.contest.id, begun, None)

    with pytest.raises(RoundOverError):
        give(scene, MINUTE_MS)


@pytest.mark.parametrize("attempts", [AttemptRules(), PER_CONTEST], ids=["round", "contest"])
def test_attempts_are_found_whatever_they_count_within(attempts: AttemptRules) -> None:
    scene = make_scene(two_rounds(attempts))
    scene.start(scene.register().code)

    assert give(scene, MINUTE_MS) == 1

    assert [attempt.credit_ms for attempt in stored(scene)] == [MINUTE_MS]


def test_a_credit_of_one_round_prolongs_no_attempt_of_another() -> None:
    """Whose close may be under way, and would have to begin anew with each of them."""
    scene = make_scene(two_rounds(PER_CONTEST), at=CLOSES_AT - MINUTE_MS)
    started = scene.start(scene.register().code)
    give(scene, MINUTE_MS)
    # Under way when the first round was credited, and stored only now.
    late = replace(started.attempt, key=replace(started.attempt.key, pid=make_pid(9)))
    scene.desks.backend.attempts.put_attempt(late)
    before = stored(scene)

    assert give(scene, MINUTE_MS, round_id=SECOND) == 0

    assert stored(scene) == before
    assert apply_credits(scene.desks.extra_time, ROUND) == 1


def test_what_would_change_nothing_is_not_written() -> None:
    scene = make_scene()
    scene.start(scene.register(1).code)
    give(scene, MINUTE_MS)
    gate = FaultAt()
    backend = gated_backend(scene.desks.backend, gate)
    desks = Desks(scene.contest.id, backend, scene.clock, scene.desks._chance)

    assert apply_credits(desks.extra_time, ROUND) == 0

    assert [
        call for call in gate.calls if call in {"attempts.prolong", "contests.put_release"}
    ] == []


def without_rules(scene: Scene) -> Any:
    backend = scene.desks.backend

    def gate(place: str, apply: Any) -> Any:
        return None if place == "contests.get_rules" else apply()

    return Desks(scene.contest.id, gated_backend(backend, gate), scene.clock, scene.desks._chance)


def without_release(scene: Scene) -> Any:
    backend = scene.desks.backend
    return Desks(ContestId("another"), backend, scene.clock, scene.desks._chance)


@pytest.mark.parametrize(
    ("without", "what"), [(without_release, "release"), (without_rules, "rules")]
)
def test_what_was_never_prepared_is_named(without: Any, what: str) -> None:
    desk = without(make_scene()).extra_time

    with pytest.raises(NotPreparedError) as refusal:
        credit_extra_time(desk, ROUND, None, extra_ms=1, by="A", reason="B")

    assert refusal.value.details == {"what": what}
