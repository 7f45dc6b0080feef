"""A close that computes something else than is on record halts loudly."""

import logging

import pytest
from builders import CLOSES_AT, ROUND, make_contest, make_digest, make_weeks
from scene import make_scene

from chalicelib.contest.acts import CLOSE_DELAY_MS, RoundState, RoundStatus
from chalicelib.contest.errors import DigestMismatchError


def test_a_mismatch_is_logged_as_an_error_with_its_round_and_fails_the_function(
    caplog: pytest.LogCaptureFixture,
) -> None:
    scene = make_scene(make_contest(rounds=make_weeks(1)))
    scene.start(scene.register().code)
    scene.clock.set(CLOSES_AT + CLOSE_DELAY_MS)
    contests = scene.desks.backend.contests
    recorded = make_digest("another")
    on_record = RoundState(round=ROUND, status=RoundStatus.CLOSING, attempts=recorded)
    contests.put_state(scene.contest.id, on_record, None)

    with caplog.at_level(logging.WARNING), pytest.raises(DigestMismatchError) as halt:
        scene.desks.close_round(ROUND)

    computed = halt.value.details["computed"]
    details = {"recorded": recorded, "computed": computed}
    assert [(entry.levelno, entry.getMessage()) for entry in caplog.records] == [
        (logging.ERROR, f"close of {ROUND} halted: digest_mismatch {details}")
    ]
    assert contests.get_states(scene.contest.id) == {ROUND: on_record}
