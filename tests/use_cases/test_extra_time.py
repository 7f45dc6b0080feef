"""Crediting extra time: on record first, in force within seconds, whatever breaks off."""

from dataclasses import replace
from typing import Any

import pytest
from builders import CLOSES_AT, OPENS_AT, ROUND, make_person
from faulty_stores import gated_backend
from scene import SUBMIT_ID, Scene, make_scene

from chalicelib.composition import Desks
from chalicelib.contest.acts import CLOSE_DELAY_MS
from chalicelib.contest.attempts import GRACE_MS, Attempt
from chalicelib.contest.errors import (
    BrokenRecordError,
    InvalidInputError,
    NotDueError,
    RoundOverError,
    TooLateError,
    UnknownPersonError,
)
from chalicelib.contest.ids import Pid
from chalicelib.contest.times import MINUTE_MS
from chalicelib.use_cases.answer import save_answers, submit_attempt
from chalicelib.use_cases.extra_time import (
    STARTS_SETTLE_MS,
    apply_credits,
    credit_extra_time,
    recorded_events,
)
from chalicelib.use_cases.in_force import FRESH_MS
from chalicelib.use_cases.prepare import prepare_contest
from chalicelib.use_cases.start import Started

BY, WHY = "Trần Thị Ví Dụ", "Mất mạng toàn phường"


def give(
    scene: Scene, pid: Pid | None = None, *, minutes: int = 3, desks: Desks | None = None
) -> int:
    desk = (desks or scene.desks).extra_time
    _, prolonged = credit_extra_time(
        desk, ROUND, pid, extra_ms=minutes * MINUTE_MS, by=BY, reason=WHY
    )
    return prolonged


def stored(scene: Scene) -> list[Attempt]:
    found = scene.desks.backend.attempts.attempts(scene.contest.id, ROUND)
    return sorted(found, key=lambda attempt: attempt.started_at)


def saved(scene: Scene, started: Started, at: int) -> int:
    """Save something that arrives then; return the deadline that the reply tells."""
    reply = save_answers(
        scene.desks.entry,
        token=started.token,
        revision=(at - OPENS_AT) // 5,
        answers=scene.right_answers(started),
        arrived_at=at,
    )
    return reply.deadline_at


def begun(number: int = 1) -> tuple[Scene, str, Started]:
    scene = make_scene()
    code = scene.register(number).code
    return scene, code, scene.start(code)


def test_a_running_attempt_gets_the_time_and_its_device_is_told_with_the_next_save() -> None:
    scene, _, started = begun()
    deadline = started.attempt.deadline_at
    assert saved(scene, started, deadline - 10) == deadline

    assert give(scene) == 1

    assert saved(scene, started, deadline - 5) == deadline + 3 * MINUTE_MS
    late = deadline + 3 * MINUTE_MS + GRACE_MS
    assert saved(scene, started, late) == deadline + 3 * MINUTE_MS
    with pytest.raises(TooLateError):
        saved(scene, started, late + 5)


def test_a_submission_in_the_extra_time_counts_with_the_ordinary_time_at_most() -> None:
    scene, _, started = begun()
    give(scene)
    receipt = submit_attempt(
        scene.desks.entry,
        token=started.token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers=scene.right_answers(started),
        arrived_at=started.attempt.deadline_at + 2 * MINUTE_MS,
    )
    (attempt,) = stored(scene)
    limit = started.attempt.deadline_at - started.attempt.started_at
    assert attempt.time_used_ms() == limit == receipt.time_used_ms


def test_a_persons_credit_holds_for_the_next_start_and_for_nobody_else() -> None:
    scene = make_scene()
    mine, theirs = scene.register(1), scene.register(2)
    assert give(scene, mine.person.pid) == 0
    scene.clock.advance(FRESH_MS)

    first, second = scene.start(mine.code), scene.start(theirs.code)

    ordinary = second.attempt.deadline_at
    assert first.attempt.deadline_at == ordinary + 3 * MINUTE_MS
    assert (first.attempt.credit_ms, second.attempt.credit_ms) == (3 * MINUTE_MS, 0)


def test_whoever_starts_after_a_rounds_credit_has_the_ordinary_time_until_the_later_closing() -> (
    None
):
    scene = make_scene()
    code = scene.register(1).code
    give(scene)
    scene.clock.set(CLOSES_AT + MINUTE_MS)

    started = scene.start(code)

    assert started.attempt.deadline_at == CLOSES_AT + 3 * MINUTE_MS
    assert started.attempt.credit_ms == 0


def test_the_close_waits_for_the_later_closing() -> None:
    scene, _, _started = begun()
    give(scene)
    scene.clock.set(CLOSES_AT + 3 * MINUTE_MS + CLOSE_DELAY_MS - 1)
    with pytest.raises(NotDueError):
        scene.desks.close_round(ROUND)
    scene.clock.advance(1)
    assert scene.desks.close_round(ROUND).standings is not None


def test_preparing_again_keeps_the_credits() -> None:
    scene = make_scene()
    give(scene)
    prepare_contest(scene.desks.prepare, scene.contest, scene.banks)
    scene.clock.set(CLOSES_AT + MINUTE_MS)
    assert scene.desks.entry.rules.contest().round(ROUND).closes_at == CLOSES_AT + 3 * MINUTE_MS


def test_every_credit_is_on_record_with_who_why_and_when() -> None:
    scene, _, started = begun()
    pid = started.person.pid
    give(scene)
    scene.clock.advance(7)
    give(scene, pid, minutes=1)

    first, second = recorded_events(scene.desks.extra_time)

    assert (first.by, first.reason, first.at) == (BY, WHY, scene.clock.now() - 7)
    assert first.details == {"round": ROUND, "extra_ms": 3 * MINUTE_MS}
    assert second.details == {"round": ROUND, "extra_ms": MINUTE_MS, "pid": pid}
    assert second.previous == first.digest()
    release = scene.desks.backend.contests.get_release(scene.contest.id)
    assert release is not None
    assert [credit.reason for credit in release.credits] == [WHY, ""], "a person's stays private"


def test_two_organizers_at_once_are_both_on_record() -> None:
    scene, _, _started = begun()
    between: list[Any] = [lambda: give(scene, minutes=1)]

    def gate(place: str, apply: Any) -> Any:
        if place == "events.append" and between:
            between.pop()()
        return apply()

    backend = gated_backend(scene.desks.backend, gate)
    desks = Desks(scene.contest.id, backend, scene.clock, scene.desks._chance)
    give(scene, desks=desks)

    assert [event.number for event in recorded_events(scene.desks.extra_time)] == [1, 2]
    (attempt,) = stored(scene)
    assert attempt.credit_ms == 4 * MINUTE_MS


class CutOffError(Exception):
    """The command was ended here."""


def test_a_command_that_breaks_off_at_any_storage_call_is_completed_by_applying_again() -> None:
    places = 0
    for cut in range(200):
        scene, _, _started = begun()
        other = scene.start(scene.register(2).code)
        calls = 0

        def gate(place: str, apply: Any, cut: int = cut) -> Any:
            nonlocal calls
            calls += 1
            if calls == cut:
                raise CutOffError
            return apply()

        backend = gated_backend(scene.desks.backend, gate)
        desks = Desks(scene.contest.id, backend, scene.clock, scene.desks._chance)
        try:
            give(scene, desks=desks)
            broke_off = False
        except CutOffError:
            broke_off = True
        apply_credits(scene.desks.extra_time, ROUND)
        credited = [attempt.credit_ms for attempt in stored(scene)]
        on_record = len(recorded_events(scene.desks.extra_time))
        assert credited == [on_record * 3 * MINUTE_MS] * 2
        assert other.attempt.credit_ms == 0
        if cut and not broke_off:
            places = cut - 1
            break
    assert places >= 8, "every call of it was broken off at once"


def test_a_start_that_was_under_way_gets_the_time_when_it_is_applied_again() -> None:
    scene, _, started = begun()
    # Stored after the credit was applied, by a function that had read the release before it.
    late = replace(
        started.attempt, key=replace(started.attempt.key, pid=make_person(7).pid), submit_id=""
    )
    give(scene)
    scene.desks.backend.attempts.put_attempt(late)
    scene.clock.advance(STARTS_SETTLE_MS)

    assert apply_credits(scene.desks.extra_time, ROUND) == 1
    assert {attempt.credit_ms for attempt in stored(scene)} == {3 * MINUTE_MS}
    assert apply_credits(scene.desks.extra_time, ROUND) == 0


def test_a_round_that_has_closed_gets_no_more_time() -> None:
    scene = make_scene()
    scene.clock.set(CLOSES_AT)
    with pytest.raises(RoundOverError):
        give(scene)
    assert recorded_events(scene.desks.extra_time) == ()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"by": " "}, "by"),
        ({"reason": ""}, "reason"),
        ({"extra_ms": 0}, "extra_ms"),
        ({"extra_ms": -1}, "extra_ms"),
        ({"extra_ms": 120 * MINUTE_MS + 1}, "extra_ms"),
    ],
)
def test_what_is_incomplete_or_absurd_is_refused(changed: dict[str, Any], field: str) -> None:
    scene = make_scene()
    asked: dict[str, Any] = {"extra_ms": MINUTE_MS, "by": BY, "reason": WHY} | changed
    with pytest.raises(InvalidInputError) as refused:
        credit_extra_time(scene.desks.extra_time, ROUND, None, **asked)
    assert refused.value.details == {"field": field}


def test_a_person_who_is_not_in_the_contest_is_refused() -> None:
    scene = make_scene()
    with pytest.raises(UnknownPersonError):
        give(scene, Pid("e" * 32))


def test_nothing_is_added_to_a_record_that_was_tampered_with() -> None:
    scene = make_scene()
    give(scene)
    (event,) = recorded_events(scene.desks.extra_time)
    forged = replace(event, number=3)
    scene.desks.backend.events.append(scene.contest.id, forged)
    with pytest.raises(BrokenRecordError):
        give(scene)
