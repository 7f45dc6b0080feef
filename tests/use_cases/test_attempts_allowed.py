"""Several attempts: how many a person has, within what, and when the next may start."""

import json

import pytest
from builders import CLOSES_AT, LIMIT_MS, OPENS_AT, make_contest, make_weeks
from scene import Scene, make_scene

from chalicelib.contest.acts import CLOSE_DELAY_MS, WHOLE_CONTEST
from chalicelib.contest.attempts import GRACE_MS, SETTLED_AFTER_MS, Attempt, AttemptState
from chalicelib.contest.errors import AlreadyFinalError, OpenElsewhereError, TooLateError
from chalicelib.contest.ids import RoundId
from chalicelib.contest.receipts import Receipt
from chalicelib.contest.rules import AttemptRules, AttemptsPer, Counting
from chalicelib.contest.times import DAY_MS, MINUTE_MS
from chalicelib.use_cases.answer import save_answers, submit_attempt
from chalicelib.use_cases.staging import standings_name
from chalicelib.use_cases.start import Started, resume_attempt

WEEK_1, WEEK_2 = RoundId("tuan-1"), RoundId("tuan-2")


def scene_of(
    limit: int = 3, per: AttemptsPer = AttemptsPer.ROUND, counts: Counting = Counting.BEST
) -> Scene:
    attempts = AttemptRules(limit=limit, per=per, counts=counts)
    return make_scene(make_contest(rounds=make_weeks(2), attempts=attempts))


def start(scene: Scene, code: str, number: int) -> Started:
    return scene.start(code, f"start-id-number-{number:03d}")


def submit(scene: Scene, started: Started, *, right: int = 3) -> Receipt:
    good, bad = scene.right_answers(started), scene.wrong_answers(started)
    return submit_attempt(
        scene.desks.entry,
        token=started.token,
        submit_id="submit-id-of-16-letters",
        revision=1,
        answers={
            q: good[q] if place < right else bad[q]
            for place, q in enumerate(started.paper.question_ids())
        },
        arrived_at=scene.clock.now(),
    )


def take(scene: Scene, code: str, number: int, *, right: int = 3) -> Attempt:
    started = start(scene, code, number)
    submit(scene, started, right=right)
    return started.attempt


def test_the_next_attempt_starts_when_the_one_before_is_final() -> None:
    scene = scene_of()
    code = scene.register().code

    ordinals = [take(scene, code, number).key.ordinal for number in (1, 2, 3)]

    assert ordinals == [1, 2, 3]


def test_while_an_attempt_runs_no_other_starts() -> None:
    scene = scene_of()
    code = scene.register().code
    running = start(scene, code, 1)

    with pytest.raises(OpenElsewhereError):
        start(scene, code, 2)

    stored = list(scene.desks.backend.attempts.attempts(scene.contest.id, WEEK_1))
    assert [attempt.key for attempt in stored] == [running.attempt.key]


def test_after_the_last_attempt_there_is_none_and_its_receipt_is_shown() -> None:
    scene = scene_of(limit=2)
    code = scene.register().code
    take(scene, code, 1)
    receipt = submit(scene, start(scene, code, 2))

    with pytest.raises(AlreadyFinalError) as refusal:
        start(scene, code, 3)

    assert refusal.value.details == {"receipt": receipt}


def test_every_attempt_has_a_paper_and_a_receipt_of_its_own() -> None:
    scene = scene_of()
    code = scene.register().code

    attempts = [take(scene, code, number) for number in (1, 2, 3)]

    assert len({attempt.receipt_code for attempt in attempts}) == 3
    assert len({attempt.question_ids for attempt in attempts}) > 1


@pytest.mark.parametrize("retried", [1, 2, 3])
def test_a_start_that_is_repeated_gets_its_own_attempt_however_many_came_after(
    retried: int,
) -> None:
    scene = scene_of()
    code = scene.register().code
    attempts = {number: take(scene, code, number) for number in (1, 2, 3)}

    again = start(scene, code, retried)

    assert again.attempt.key == attempts[retried].key
    assert again.attempt.question_ids == attempts[retried].question_ids
    assert again.receipt is not None


@pytest.mark.parametrize(
    ("late_ms", "state"),
    [
        (GRACE_MS + 1, AttemptState.STARTED),
        (SETTLED_AFTER_MS - 1, AttemptState.STARTED),
        (SETTLED_AFTER_MS, AttemptState.AUTO),
    ],
)
def test_an_attempt_whose_time_is_over_gives_way_and_is_final_once_all_has_arrived(
    late_ms: int, state: AttemptState
) -> None:
    scene = scene_of()
    code = scene.register().code
    first = start(scene, code, 1)
    answers = scene.right_answers(first)
    save_answers(
        scene.desks.entry,
        token=first.token,
        revision=1,
        answers=answers,
        arrived_at=scene.clock.now(),
    )
    scene.clock.advance(LIMIT_MS + late_ms)

    second = start(scene, code, 2)

    stored = scene.desks.backend.attempts.get_attempt(first.attempt.key)
    assert stored is not None
    assert (stored.state, stored.answers) == (state, answers)
    assert second.attempt.key.ordinal == 2


@pytest.mark.parametrize("late_ms", [0, GRACE_MS])
def test_as_long_as_something_may_arrive_in_time_the_attempt_still_runs(late_ms: int) -> None:
    scene = scene_of()
    code = scene.register().code
    start(scene, code, 1)
    scene.clock.advance(LIMIT_MS + late_ms)

    with pytest.raises(OpenElsewhereError):
        start(scene, code, 2)


def test_the_only_attempt_that_expired_is_refused_with_its_receipt() -> None:
    scene = scene_of(limit=1, counts=Counting.ONLY)
    code = scene.register().code
    start(scene, code, 1)
    scene.clock.advance(LIMIT_MS + GRACE_MS + 1)
    with pytest.raises(TooLateError):
        start(scene, code, 2)
    scene.clock.advance(SETTLED_AFTER_MS)

    with pytest.raises(AlreadyFinalError) as refusal:
        start(scene, code, 2)

    receipt = refusal.value.details["receipt"]
    assert isinstance(receipt, Receipt)
    assert receipt.state == AttemptState.AUTO


def test_another_device_takes_over_the_running_attempt_and_not_a_finished_one() -> None:
    scene = scene_of()
    code = scene.register().code
    first = take(scene, code, 1)
    second = start(scene, code, 2)

    taken = resume_attempt(
        scene.desks.entry, code=code, birth_date="1990-02-28", start_id="another-device-of-16"
    )

    assert taken.attempt.key == second.attempt.key
    assert taken.attempt.device_epoch == 2
    stored = scene.desks.backend.attempts.get_attempt(first.key)
    assert stored is not None
    assert stored.device_epoch == 1


def test_a_device_that_was_taken_over_from_starts_no_other_attempt_by_asking_again() -> None:
    scene = scene_of()
    code = scene.register().code
    start(scene, code, 1)
    taken = resume_attempt(
        scene.desks.entry, code=code, birth_date="1990-02-28", start_id="another-device-of-16"
    )
    receipt = submit(scene, taken)

    with pytest.raises(AlreadyFinalError) as refusal:
        start(scene, code, 1)

    assert refusal.value.details == {"receipt": receipt}


def test_per_round_every_round_has_all_its_attempts() -> None:
    scene = scene_of(limit=2)
    code = scene.register().code
    in_week_1 = [take(scene, code, number).key for number in (1, 2)]
    scene.clock.set(scene.contest.round(WEEK_2).opens_at)

    in_week_2 = [take(scene, code, number).key for number in (3, 4)]

    assert [(key.scope, key.ordinal) for key in in_week_1 + in_week_2] == [
        (WEEK_1, 1),
        (WEEK_1, 2),
        (WEEK_2, 1),
        (WEEK_2, 2),
    ]


def test_per_contest_the_attempts_of_all_rounds_are_counted_together() -> None:
    scene = scene_of(limit=2, per=AttemptsPer.CONTEST)
    code = scene.register().code
    first = take(scene, code, 1)
    scene.clock.set(scene.contest.round(WEEK_2).opens_at)
    second = take(scene, code, 2)

    with pytest.raises(AlreadyFinalError):
        start(scene, code, 3)

    assert [(a.key.scope, a.key.ordinal, a.round_id) for a in (first, second)] == [
        (WHOLE_CONTEST, 1, WEEK_1),
        (WHOLE_CONTEST, 2, WEEK_2),
    ]


def test_per_contest_a_round_is_closed_with_its_own_attempts_alone() -> None:
    scene = scene_of(limit=2, per=AttemptsPer.CONTEST)
    early, late = scene.register(1).code, scene.register(2).code
    take(scene, early, 1)
    scene.clock.set(CLOSES_AT - 1)
    running_out = start(scene, late, 1)
    scene.clock.set(scene.contest.round(WEEK_2).opens_at)
    running = start(scene, early, 2)
    scene.clock.set(CLOSES_AT + CLOSE_DELAY_MS)

    scene.desks.close_round(WEEK_1)

    attempts = scene.desks.backend.attempts
    finished = attempts.get_attempt(running_out.attempt.key)
    still = attempts.get_attempt(running.attempt.key)
    assert finished is not None
    assert still is not None
    assert (finished.state, still.state) == (AttemptState.AUTO, AttemptState.STARTED)


@pytest.mark.parametrize(
    ("counts", "marks"),
    [(Counting.BEST, "3"), (Counting.FIRST, "1"), (Counting.LAST, "2")],
)
def test_the_close_ranks_everybody_by_the_attempt_that_counts(counts: Counting, marks: str) -> None:
    scene = scene_of(counts=counts)
    code = scene.register().code
    for number, right in enumerate((1, 3, 2), 1):
        take(scene, code, number, right=right)
        scene.clock.advance(MINUTE_MS)
    scene.clock.set(CLOSES_AT + CLOSE_DELAY_MS)

    state = scene.desks.close_round(WEEK_1)

    assert state.standings is not None
    data = scene.desks.backend.archive.get(
        standings_name(scene.contest.id, WEEK_1, state.standings)
    )
    assert data is not None
    value = json.loads(data)
    assert [(row["rank"], row["marks"]) for row in value["persons"]] == [(1, marks)]
    assert (value["figures"]["attempts"], value["figures"]["counting"]) == (3, 1)


def test_a_code_replaced_between_two_attempts_gives_no_attempt_more() -> None:
    scene = scene_of(limit=2)
    take(scene, scene.register().code, 1)
    take(scene, scene.register().code, 2)

    with pytest.raises(AlreadyFinalError):
        start(scene, scene.register().code, 3)


def test_the_deadline_of_every_attempt_counts_from_its_own_start() -> None:
    scene = scene_of()
    code = scene.register().code
    take(scene, code, 1)
    scene.clock.set(OPENS_AT + DAY_MS)

    second = start(scene, code, 2).attempt

    assert (second.started_at, second.deadline_at) == (
        OPENS_AT + DAY_MS,
        OPENS_AT + DAY_MS + LIMIT_MS,
    )
