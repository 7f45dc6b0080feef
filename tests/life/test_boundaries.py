"""Around every edge, to the millisecond: what starts, is saved, submitted and taken over."""

from collections.abc import Callable
from typing import Any

import pytest
from builders import CLOSES_AT, LIMIT_MS, OPENS_AT
from scene import START_ID, SUBMIT_ID, Scene, make_scene

from chalicelib.contest.errors import ContestError
from chalicelib.contest.times import MINUTE_MS
from chalicelib.use_cases.answer import save_answers, submit_attempt
from chalicelib.use_cases.start import Started, resume_attempt

STEPS = (0, 1, 999, 1_000, 4_999, 5_000, 5_001)
OFFSETS = tuple(sorted({sign * step for step in STEPS for sign in (-1, 1)}))
OTHER_ID = "another-id-of-16-letters"
STARTED_AT = CLOSES_AT - 60 * MINUTE_MS
LATE_START = CLOSES_AT - MINUTE_MS


def outcome(act: Callable[[], Any]) -> str:
    try:
        act()
    except ContestError as refusal:
        return refusal.code
    return "yes"


def table(act: Callable[[int], str]) -> dict[int, str]:
    return {offset: act(offset) for offset in OFFSETS}


def expected(in_time: Callable[[int], bool], otherwise: str) -> dict[int, str]:
    return {offset: "yes" if in_time(offset) else otherwise for offset in OFFSETS}


def started(at: int) -> tuple[Scene, str, Started]:
    scene = make_scene(at=at)
    code = scene.register().code
    return scene, code, scene.start(code)


def start_at(at: int) -> str:
    scene = make_scene(at=OPENS_AT)
    code = scene.register().code
    scene.clock.set(at)
    return outcome(lambda: scene.start(code))


def resume_at(at: int, *, start_at: int | None) -> str:
    scene = make_scene(at=start_at or OPENS_AT)
    code = scene.register().code
    if start_at is not None:
        scene.start(code)
    scene.clock.set(at)
    return outcome(
        lambda: resume_attempt(
            scene.desks.entry, code=code, birth_date="1990-02-28", start_id=OTHER_ID
        )
    )


def save_at(at: int, start_at: int) -> str:
    scene, _, begun = started(start_at)
    scene.clock.set(at)
    return outcome(
        lambda: save_answers(
            scene.desks.entry, token=begun.token, revision=1, answers={}, arrived_at=at
        )
    )


def submit_at(at: int, start_at: int) -> str:
    scene, _, begun = started(start_at)
    scene.clock.set(at)
    return outcome(
        lambda: submit_attempt(
            scene.desks.entry,
            token=begun.token,
            submit_id=SUBMIT_ID,
            revision=1,
            answers={},
            arrived_at=at,
        )
    )


def test_an_attempt_starts_from_the_opening_on_and_not_a_millisecond_before() -> None:
    assert table(lambda offset: start_at(OPENS_AT + offset)) == expected(
        lambda offset: offset >= 0, "no_open_round"
    )


def test_an_attempt_starts_until_the_millisecond_before_the_close() -> None:
    assert table(lambda offset: start_at(CLOSES_AT + offset)) == expected(
        lambda offset: offset < 0, "no_open_round"
    )


@pytest.mark.parametrize("edge", [OPENS_AT, CLOSES_AT])
def test_who_takes_over_without_having_started_starts_as_anybody(edge: int) -> None:
    opens = edge == OPENS_AT

    assert table(lambda offset: resume_at(edge + offset, start_at=None)) == expected(
        lambda offset: (offset >= 0) == opens, "no_open_round"
    )


@pytest.mark.parametrize("act", [save_at, submit_at])
@pytest.mark.parametrize(
    ("start", "deadline"), [(STARTED_AT, STARTED_AT + LIMIT_MS), (LATE_START, CLOSES_AT)]
)
def test_what_arrives_counts_until_5000_ms_after_the_deadline(
    act: Callable[[int, int], str], start: int, deadline: int
) -> None:
    assert table(lambda offset: act(deadline + offset, start)) == expected(
        lambda offset: offset <= 5_000, "too_late"
    )
    around_the_grace = {offset: act(deadline + 5_000 + offset, start) for offset in OFFSETS}
    assert around_the_grace == expected(lambda offset: offset <= 0, "too_late")


def test_another_device_takes_over_until_5000_ms_after_the_deadline() -> None:
    deadline = STARTED_AT + LIMIT_MS

    assert table(lambda offset: resume_at(deadline + offset, start_at=STARTED_AT)) == expected(
        lambda offset: offset <= 5_000, "too_late"
    )


def test_a_late_attempt_is_taken_over_until_the_close() -> None:
    assert table(lambda offset: resume_at(CLOSES_AT + offset, start_at=LATE_START)) == expected(
        lambda offset: offset < 0, "no_open_round"
    )


def test_the_first_device_gets_its_attempt_again_around_its_deadline() -> None:
    deadline = STARTED_AT + LIMIT_MS

    def again(offset: int) -> str:
        scene, code, _ = started(STARTED_AT)
        scene.clock.set(deadline + offset)
        return outcome(lambda: scene.start(code, START_ID))

    assert table(again) == expected(lambda _: True, "")


@pytest.mark.parametrize("offset", [offset for offset in OFFSETS if offset <= 5_000])
def test_the_time_used_never_passes_the_deadline(offset: int) -> None:
    scene, _, begun = started(STARTED_AT)
    receipt = submit_attempt(
        scene.desks.entry,
        token=begun.token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers={},
        arrived_at=STARTED_AT + LIMIT_MS + offset,
    )

    assert receipt.time_used_ms == LIMIT_MS + min(0, offset)
