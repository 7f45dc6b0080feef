"""When a submission counts as made: at its arrival, and never after the attempt's end."""

from dataclasses import replace

import pytest
from builders import ROUND
from faulty_stores import FaultAt, gated_backend
from scene import SUBMIT_ID, Scene, make_scene

from chalicelib.composition import Desks
from chalicelib.contest.attempts import GRACE_MS, Attempt
from chalicelib.contest.times import MINUTE_MS
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.extra_time import credit_extra_time
from chalicelib.use_cases.start import Started


def begun(extra_ms: int) -> tuple[Scene, Started]:
    """Return a running attempt that was credited after its token was handed out."""
    scene = make_scene()
    started = scene.start(scene.register().code)
    if extra_ms:
        credit_extra_time(
            scene.desks.extra_time, ROUND, None, extra_ms=extra_ms, by="A", reason="Mất điện"
        )
    return scene, started


def submitted(scene: Scene, started: Started, arrived_at: int) -> tuple[Attempt, list[str]]:
    """Return what is stored after a submission that arrived then, and the calls it took."""
    gate = FaultAt()
    backend = gated_backend(scene.desks.backend, gate)
    desks = Desks(scene.contest.id, backend, scene.clock, scene.desks._chance)
    submit_attempt(
        desks.entry,
        token=started.token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers=scene.right_answers(started),
        arrived_at=arrived_at,
    )
    stored = scene.desks.backend.attempts.get_attempt(started.attempt.key)
    assert stored is not None
    return stored, [call for call in gate.calls if call.startswith("attempts.")]


@pytest.mark.parametrize(
    ("extra_ms", "after_ms", "counts_ms"),
    [
        (0, -1, -1),
        (0, 0, 0),
        (0, GRACE_MS, 0),
        (MINUTE_MS, 1, 1),
        (MINUTE_MS, MINUTE_MS, MINUTE_MS),
        (MINUTE_MS, MINUTE_MS + GRACE_MS, MINUTE_MS),
    ],
)
def test_a_submission_counts_from_its_arrival_or_from_the_deadline_as_it_is_by_then(
    extra_ms: int, after_ms: int, counts_ms: int
) -> None:
    scene, started = begun(extra_ms)
    deadline = started.attempt.deadline_at

    attempt, _ = submitted(scene, started, deadline + after_ms)

    assert attempt.submitted_at == deadline + counts_ms
    assert replace(attempt, credit_ms=0).deadline_at == deadline + extra_ms


@pytest.mark.parametrize(
    ("after_ms", "calls"),
    [(0, ["attempts.submit"]), (1, ["attempts.get_attempt", "attempts.submit"])],
)
def test_only_what_comes_after_the_tokens_deadline_is_looked_up_first(
    after_ms: int, calls: list[str]
) -> None:
    scene, started = begun(0)

    assert submitted(scene, started, started.attempt.deadline_at + after_ms)[1] == calls
