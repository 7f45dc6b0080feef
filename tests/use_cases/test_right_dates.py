"""A right birth date is free: it is neither counted nor delayed, however often it is given."""

from typing import Any

from faulty_stores import gated_backend
from scene import make_scene

from chalicelib.composition import Desks
from chalicelib.use_cases.start import resume_attempt


def test_twenty_takeovers_with_the_right_date_wait_for_nothing_and_write_no_try() -> None:
    scene = make_scene()
    code = scene.register().code
    calls: list[str] = []

    def gate(place: str, apply: Any) -> Any:
        calls.append(place)
        return apply()

    desks = Desks(
        scene.contest.id,
        gated_backend(scene.desks.backend, gate),
        scene.clock,
        scene.desks._chance,
    )
    epochs = [
        resume_attempt(
            desks.entry,
            code=code,
            birth_date="1990-02-28",
            start_id=f"device-of-16-letters-{number:02d}",
            came_from="203.0.113.7",
        ).attempt.device_epoch
        for number in range(20)
    ]

    assert epochs == list(range(1, 21))
    assert [call for call in calls if call.startswith("door.put")] == []
