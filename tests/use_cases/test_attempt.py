"""One attempt from its start to its receipt."""

from dataclasses import replace

import pytest
from builders import CLOSES_AT, LIMIT_MS, OPENS_AT
from scene import START_ID, SUBMIT_ID, Scene, make_scene

from chalicelib.contest.attempts import GRACE_MS, SETTLED_AFTER_MS, AttemptState
from chalicelib.contest.errors import (
    AlreadyFinalError,
    InvalidInputError,
    InvalidTokenError,
    NoOpenRoundError,
    NotSubmittedError,
    OpenElsewhereError,
    StaleRevisionError,
    TooLateError,
    UnknownCodeError,
    WrongSecondFactorError,
)
from chalicelib.contest.receipts import Receipt, commit
from chalicelib.contest.times import MINUTE_MS
from chalicelib.use_cases.answer import get_receipt, save_answers, submit_attempt
from chalicelib.use_cases.start import Started, resume_attempt

OTHER_ID = "another-id-of-16-letters"


def started_scene(at: int = OPENS_AT + MINUTE_MS) -> tuple[Scene, Started]:
    scene = make_scene(at=at)
    return scene, scene.start(scene.register().code)


def save(scene: Scene, started: Started, revision: int, answers: dict[str, str], at: int) -> int:
    return save_answers(
        scene.desks.entry,
        token=started.token,
        revision=revision,
        answers=answers,
        arrived_at=at,
    ).revision


def submit(
    scene: Scene,
    started: Started,
    *,
    at: int,
    submit_id: str = SUBMIT_ID,
    answers: dict[str, str] | None = None,
    revision: int = 9,
) -> Receipt:
    return submit_attempt(
        scene.desks.entry,
        token=started.token,
        submit_id=submit_id,
        revision=revision,
        answers=scene.right_answers(started) if answers is None else answers,
        arrived_at=at,
    )


def test_the_deadline_is_the_start_plus_the_limit() -> None:
    _, started = started_scene()

    assert started.attempt.deadline_at == started.attempt.started_at + LIMIT_MS


def test_the_deadline_of_a_late_start_is_the_close_of_the_round() -> None:
    _, started = started_scene(at=CLOSES_AT - MINUTE_MS)

    assert started.attempt.deadline_at == CLOSES_AT


@pytest.mark.parametrize("at", [OPENS_AT - 1, CLOSES_AT])
def test_outside_the_round_nothing_starts(at: int) -> None:
    scene = make_scene(at=OPENS_AT)
    code = scene.register().code
    scene.clock.set(at)

    with pytest.raises(NoOpenRoundError):
        scene.start(code)


@pytest.mark.parametrize("at", [OPENS_AT, CLOSES_AT - 1])
def test_the_round_is_open_from_its_first_to_its_last_millisecond(at: int) -> None:
    scene = make_scene(at=OPENS_AT)
    code = scene.register().code
    scene.clock.set(at)

    assert scene.start(code).attempt.started_at == at


def test_an_unknown_code_starts_nothing() -> None:
    scene = make_scene()

    with pytest.raises(UnknownCodeError):
        scene.start("0000-0000-0000")


def test_the_same_start_id_gets_the_same_reply_however_late() -> None:
    scene = make_scene()
    code = scene.register().code
    first = scene.start(code)
    scene.clock.advance(5 * MINUTE_MS)

    assert scene.start(code) == first


def test_another_device_is_refused_without_the_second_factor() -> None:
    scene = make_scene()
    code = scene.register().code
    scene.start(code)

    with pytest.raises(OpenElsewhereError):
        scene.start(code, OTHER_ID)


def test_another_device_takes_over_with_the_second_factor_and_the_same_paper_and_deadline() -> None:
    scene = make_scene()
    code = scene.register().code
    first = scene.start(code)
    save(scene, first, 1, {}, scene.clock.now())
    scene.clock.advance(MINUTE_MS)

    second = resume_attempt(
        scene.desks.entry, code=code, birth_date="1990-02-28", start_id=OTHER_ID
    )

    assert second.paper == first.paper
    assert second.attempt.deadline_at == first.attempt.deadline_at
    assert second.attempt.revision == 1
    with pytest.raises(OpenElsewhereError):
        save(scene, first, 2, {}, scene.clock.now())
    assert save(scene, second, 2, {}, scene.clock.now()) == 2


def test_a_device_that_has_nothing_to_save_learns_by_asking_that_another_took_over() -> None:
    scene = make_scene()
    code = scene.register().code
    first = scene.start(code)
    second = resume_attempt(
        scene.desks.entry, code=code, birth_date="1990-02-28", start_id=OTHER_ID
    )

    with pytest.raises(OpenElsewhereError):
        get_receipt(scene.desks.entry, token=first.token)
    with pytest.raises(NotSubmittedError):
        get_receipt(scene.desks.entry, token=second.token)
    receipt = submit(scene, second, at=scene.clock.now(), answers={})
    assert get_receipt(scene.desks.entry, token=first.token) == receipt


def test_a_wrong_second_factor_takes_nothing_over() -> None:
    scene = make_scene()
    code = scene.register().code
    first = scene.start(code)

    with pytest.raises(WrongSecondFactorError):
        resume_attempt(scene.desks.entry, code=code, birth_date="1990-03-01", start_id=OTHER_ID)

    assert save(scene, first, 1, {}, scene.clock.now()) == 1


def test_an_older_revision_never_overwrites_a_newer_one() -> None:
    scene, started = started_scene()
    question = started.paper.question_ids()[0]
    save(scene, started, 2, {question: "b"}, scene.clock.now())

    with pytest.raises(StaleRevisionError):
        save(scene, started, 1, {question: "a"}, scene.clock.now())

    stored = scene.desks.backend.attempts.get_attempt(started.attempt.key)
    assert stored is not None
    assert (stored.revision, stored.answers) == (2, {question: "b"})


def test_the_same_save_again_is_acknowledged_again() -> None:
    scene, started = started_scene()
    answers = {started.paper.question_ids()[0]: "b"}

    assert [save(scene, started, 1, answers, scene.clock.now()) for _ in range(2)] == [1, 1]


@pytest.mark.parametrize("late_ms", [-1, 0, 1, 999, 1_000, 4_999, GRACE_MS])
def test_what_arrives_within_the_grace_counts(late_ms: int) -> None:
    scene, started = started_scene()
    deadline_at = started.attempt.deadline_at

    receipt = submit(scene, started, at=deadline_at + late_ms)

    assert receipt.time_used_ms == LIMIT_MS + min(late_ms, 0)
    assert receipt.answered == 3


def test_what_arrives_later_leaves_what_was_saved_in_time_and_says_so() -> None:
    scene, started = started_scene()
    one_answer = {started.paper.question_ids()[0]: "a"}
    save(scene, started, 1, one_answer, started.attempt.started_at + 1)

    scene.clock.set(started.attempt.deadline_at + SETTLED_AFTER_MS)

    with pytest.raises(TooLateError) as refusal:
        submit(scene, started, at=started.attempt.deadline_at + GRACE_MS + 1)

    receipt = refusal.value.details["receipt"]
    assert isinstance(receipt, Receipt)
    assert (receipt.state, receipt.answered) == (AttemptState.AUTO, 1)
    assert get_receipt(scene.desks.entry, token=started.token) == receipt


def test_what_arrives_too_late_makes_nothing_final_while_a_save_may_be_on_its_way() -> None:
    scene, started = started_scene()
    one_answer = {started.paper.question_ids()[0]: "a"}
    deadline_at = started.attempt.deadline_at
    scene.clock.set(deadline_at + SETTLED_AFTER_MS - 1)

    with pytest.raises(TooLateError) as refusal:
        submit(scene, started, at=deadline_at + GRACE_MS + 1)
    with pytest.raises(TooLateError):
        resume_attempt(
            scene.desks.entry,
            code=scene.register().code,
            birth_date="1990-02-28",
            start_id=OTHER_ID,
        )
    with pytest.raises(NotSubmittedError):
        get_receipt(scene.desks.entry, token=started.token)

    assert refusal.value.details == {}
    assert save(scene, started, 1, one_answer, deadline_at + GRACE_MS) == 1


def test_whoever_asks_for_the_receipt_once_all_has_arrived_gets_it() -> None:
    scene, started = started_scene()
    one_answer = {started.paper.question_ids()[0]: "a"}
    save(scene, started, 1, one_answer, started.attempt.started_at + 1)
    scene.clock.set(started.attempt.deadline_at + SETTLED_AFTER_MS)

    receipt = get_receipt(scene.desks.entry, token=started.token)

    assert (receipt.state, receipt.answered) == (AttemptState.AUTO, 1)
    assert receipt.time_used_ms == LIMIT_MS
    scene.clock.set(CLOSES_AT)
    assert get_receipt(scene.desks.entry, token=started.token) == receipt


def test_the_same_submission_again_gets_the_same_receipt_however_late() -> None:
    scene, started = started_scene()
    first = submit(scene, started, at=scene.clock.now())

    assert submit(scene, started, at=CLOSES_AT) == first


def test_another_submission_gets_the_receipt_that_counts() -> None:
    scene, started = started_scene()
    first = submit(scene, started, at=scene.clock.now())

    with pytest.raises(AlreadyFinalError) as refusal:
        submit(scene, started, at=scene.clock.now(), submit_id=OTHER_ID, answers={})

    assert refusal.value.details == {"receipt": first}


def test_nobody_starts_twice_in_a_round() -> None:
    scene = make_scene()
    code = scene.register().code
    started = scene.start(code)
    receipt = submit(scene, started, at=scene.clock.now())

    with pytest.raises(AlreadyFinalError) as refusal:
        scene.start(code, OTHER_ID)

    assert refusal.value.details == {"receipt": receipt}


def test_a_new_code_is_no_new_attempt() -> None:
    scene = make_scene()
    scene.start(scene.register().code)

    with pytest.raises(OpenElsewhereError):
        scene.start(scene.register().code, OTHER_ID)


def test_the_receipt_commits_to_the_answers() -> None:
    scene, started = started_scene()
    answers = scene.right_answers(started)

    receipt = submit(scene, started, at=scene.clock.now(), answers=answers)

    assert receipt.commitment == commit(receipt.nonce, answers)


def test_a_running_attempt_has_no_receipt() -> None:
    scene, started = started_scene()

    with pytest.raises(NotSubmittedError):
        get_receipt(scene.desks.entry, token=started.token)


def test_an_answer_to_a_question_of_another_paper_is_refused() -> None:
    scene, started = started_scene()
    outside = next(
        q.id
        for bank in scene.banks.values()
        for q in bank
        if q.id not in started.paper.question_ids()
    )

    with pytest.raises(InvalidInputError):
        save(scene, started, 1, {outside: "a"}, scene.clock.now())


@pytest.mark.parametrize("damage", ["", "x", "a.b", "ư.ơ"])
def test_a_damaged_token_opens_nothing(damage: str) -> None:
    scene, started = started_scene()
    forged = replace(started, token=damage)

    with pytest.raises(InvalidTokenError):
        save(scene, forged, 1, {}, scene.clock.now())


def test_a_token_of_another_contest_opens_nothing() -> None:
    scene, started = started_scene()
    payload, tag = started.token.split(".")

    with pytest.raises(InvalidTokenError):
        save(scene, replace(started, token=f"{payload[:-1]}A.{tag}"), 1, {}, scene.clock.now())


@pytest.mark.parametrize("start_id", ["", "short", "with blanks in it 123", "x" * 65])
def test_a_start_id_of_the_wrong_form_is_refused(start_id: str) -> None:
    scene = make_scene()
    code = scene.register().code

    with pytest.raises(InvalidInputError):
        scene.start(code, start_id)


def test_start_ids_may_be_chosen_by_anybody() -> None:
    scene = make_scene()

    first, second = (scene.start(scene.register(n).code, START_ID) for n in (1, 2))

    assert first.attempt.key != second.attempt.key
