from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from builders import (
    CONTEST,
    LIMIT_MS,
    OPENS_AT,
    ROUND,
    make_attempt,
    make_key,
    make_save,
    make_submission,
)

from chalicelib.contest.attempts import (
    GRACE_MS,
    AttemptState,
    after_save,
    after_submission,
    save_refusal,
    submission_refusal,
)
from chalicelib.contest.ids import ContestId, RoundId

DEADLINE = OPENS_AT + LIMIT_MS


def test_an_attempt_is_read_back_as_it_was_put(stores):
    attempt = make_attempt(answers={"q1": "a"}, unit=None, networks="0f" * 8)
    assert stores.attempts.put_attempt(attempt) == attempt
    assert stores.attempts.get_attempt(attempt.key) == attempt


def test_an_attempt_never_started_is_none(stores):
    assert stores.attempts.get_attempt(make_key()) is None


def test_a_second_start_gets_the_first_one_and_changes_nothing(stores):
    first = stores.attempts.put_attempt(make_attempt(start_id="first"))
    assert stores.attempts.put_attempt(make_attempt(start_id="second")) == first
    assert stores.attempts.get_attempt(first.key) == first


@pytest.mark.parametrize(
    "other",
    [
        {"contest": ContestId("another")},
        {"scope": RoundId("tuan-2")},
        {"pid": make_key(2).pid},
        {"ordinal": 2},
    ],
)
def test_every_part_of_the_key_makes_another_attempt(stores, other):
    stores.attempts.put_attempt(make_attempt())
    attempt = make_attempt(key=make_key(**other), start_id="other")
    assert stores.attempts.put_attempt(attempt) == attempt
    assert stores.attempts.get_attempt(make_key()) == make_attempt()


def test_of_32_starts_at_once_exactly_one_is_stored_and_all_get_it(stores):
    attempts = [make_attempt(start_id=f"device {number}") for number in range(32)]
    with ThreadPoolExecutor(32) as threads:
        replies = list(threads.map(stores.attempts.put_attempt, attempts))
    stored = stores.attempts.get_attempt(make_key())
    assert replies == [stored] * 32
    assert attempts.count(stored) == 1


def test_a_save_sets_revision_answers_and_time_and_nothing_else(stores):
    started = stores.attempts.put_attempt(make_attempt())
    save = make_save()
    expected = replace(started, revision=1, answers={"q1": "a"}, changed_at=save.arrived_at)
    assert stores.attempts.save(started.key, save) == (True, expected)
    assert stores.attempts.get_attempt(started.key) == expected


def test_a_save_in_the_last_millisecond_of_the_grace_is_written(stores):
    started = stores.attempts.put_attempt(make_attempt())
    written, _ = stores.attempts.save(started.key, make_save(arrived_at=DEADLINE + GRACE_MS))
    assert written is True


def test_a_save_one_millisecond_after_the_grace_is_not(stores):
    started = stores.attempts.put_attempt(make_attempt())
    late = make_save(arrived_at=DEADLINE + GRACE_MS + 1)
    assert stores.attempts.save(started.key, late) == (False, started)
    assert stores.attempts.get_attempt(started.key) == started


@pytest.mark.parametrize("answers", [{"q1": "a"}, {"q1": "b"}], ids=["repeated", "changed"])
@pytest.mark.parametrize("revision", [0, 1, 2])
def test_a_save_that_is_not_newer_is_not_written(stores, revision, answers):
    started = stores.attempts.put_attempt(make_attempt())
    _, stored = stores.attempts.save(started.key, make_save(2, answers={"q1": "a"}))
    older = make_save(revision, answers=answers)
    assert stores.attempts.save(started.key, older) == (False, stored)
    assert stores.attempts.get_attempt(started.key) == stored


def test_a_save_repeated_comes_back_as_what_the_core_knows_for_a_retry(stores):
    started = stores.attempts.put_attempt(make_attempt())
    stores.attempts.save(started.key, make_save())
    written, stored = stores.attempts.save(started.key, make_save())
    assert written is False
    assert save_refusal(stored, make_save()) is None


@pytest.mark.parametrize("epoch", [0, 2])
def test_a_save_of_another_epoch_is_not_written(stores, epoch):
    started = stores.attempts.put_attempt(make_attempt())
    save = make_save(device_epoch=epoch)
    assert stores.attempts.save(started.key, save) == (False, started)


def test_what_was_never_started_can_be_neither_saved_nor_submitted_nor_taken_nor_ended(stores):
    absent = make_attempt()
    assert stores.attempts.save(absent.key, make_save()) == (False, None)
    assert stores.attempts.submit(absent.key, make_submission()) == (False, None)
    assert stores.attempts.take_over(absent, "other", OPENS_AT) == (False, None)
    assert stores.attempts.finalise(absent) == (False, None)
    assert stores.attempts.get_attempt(absent.key) is None


def test_a_submission_sets_everything_that_makes_the_attempt_final(stores):
    started = stores.attempts.put_attempt(make_attempt())
    submission = make_submission()
    expected = replace(
        started,
        state=AttemptState.SUBMITTED,
        revision=1,
        answers=submission.answers,
        changed_at=submission.arrived_at,
        submitted_at=submission.arrived_at,
        submit_id="submit-1",
    )
    assert stores.attempts.submit(started.key, submission) == (True, expected)
    assert stores.attempts.get_attempt(started.key) == expected


def test_a_save_of_the_same_answers_is_newer_and_no_change(stores):
    started = stores.attempts.put_attempt(make_attempt())
    _, first = stores.attempts.save(started.key, make_save(1, answers={"q1": "a", "q2": "b"}))
    again = make_save(2, answers={"q2": "b", "q1": "a"}, arrived_at=first.changed_at + 1)
    assert stores.attempts.save(started.key, again) == (True, replace(first, revision=2))


def test_a_save_without_an_answer_is_no_change_of_a_paper_without_one(stores):
    started = stores.attempts.put_attempt(make_attempt())
    empty = make_save(1, answers={})
    assert stores.attempts.save(started.key, empty) == (True, replace(started, revision=1))


def test_an_answer_taken_back_and_given_again_has_changed_twice(stores):
    started = stores.attempts.put_attempt(make_attempt())
    for revision, answers in enumerate([{"q1": "a"}, {}, {"q1": "a"}], 1):
        save = make_save(revision, answers=answers, arrived_at=OPENS_AT + revision)
        _, stored = stores.attempts.save(started.key, save)
    assert stored.changed_at == OPENS_AT + 3


def test_a_submission_of_the_saved_answers_leaves_the_last_change_where_it_was(stores):
    started = stores.attempts.put_attempt(make_attempt())
    submission = make_submission(2)
    _, saved = stores.attempts.save(started.key, make_save(2, answers=submission.answers))
    expected = replace(
        saved,
        state=AttemptState.SUBMITTED,
        submitted_at=submission.arrived_at,
        submit_id="submit-1",
    )
    assert stores.attempts.submit(started.key, submission) == (True, expected)
    assert stores.attempts.submit(started.key, submission) == (False, expected)
    assert expected.time_to_last_change_ms() < expected.time_used_ms()


def test_the_last_change_is_exact_when_saves_of_two_answers_arrive_at_once(stores):
    started = stores.attempts.put_attempt(make_attempt())
    saves = [
        make_save(number, answers={"q1": "ab"[number // 2 % 2]}, arrived_at=OPENS_AT + number)
        for number in range(1, 33)
    ]
    with ThreadPoolExecutor(8) as threads:
        replies = list(threads.map(lambda save: stores.attempts.save(started.key, save), saves))
    expected = started
    for save, (written, stored) in zip(saves, replies, strict=True):
        if written:
            expected = after_save(expected, save)
            assert stored == expected
    assert stores.attempts.get_attempt(started.key) == expected


def test_a_submission_may_have_the_revision_that_is_stored_but_no_older_one(stores):
    started = stores.attempts.put_attempt(make_attempt())
    _, stored = stores.attempts.save(started.key, make_save(2))
    assert stores.attempts.submit(started.key, make_submission(1)) == (False, stored)
    assert stores.attempts.submit(started.key, make_submission(2))[0] is True


def test_a_submission_within_the_grace_counts_from_the_deadline(stores):
    started = stores.attempts.put_attempt(make_attempt())
    submission = make_submission(arrived_at=DEADLINE + GRACE_MS)
    written, stored = stores.attempts.submit(started.key, submission)
    assert (written, stored.submitted_at) == (True, DEADLINE)


def test_a_submission_one_millisecond_after_the_grace_is_not_written(stores):
    started = stores.attempts.put_attempt(make_attempt())
    late = make_submission(arrived_at=DEADLINE + GRACE_MS + 1)
    assert stores.attempts.submit(started.key, late) == (False, started)


def test_a_submission_of_another_epoch_is_not_written(stores):
    started = stores.attempts.put_attempt(make_attempt())
    other = make_submission(device_epoch=2)
    assert stores.attempts.submit(started.key, other) == (False, started)


def test_a_submission_repeated_comes_back_as_what_the_core_knows_for_a_retry(stores):
    started = stores.attempts.put_attempt(make_attempt())
    stores.attempts.submit(started.key, make_submission())
    written, stored = stores.attempts.submit(started.key, make_submission())
    assert written is False
    assert submission_refusal(stored, make_submission()) is None


def test_of_32_submissions_at_once_exactly_one_counts(stores):
    started = stores.attempts.put_attempt(make_attempt())
    submissions = [
        make_submission(submit_id=f"device {number}", answers={"q1": f"option {number}"})
        for number in range(32)
    ]
    with ThreadPoolExecutor(32) as threads:
        replies = list(
            threads.map(lambda given: stores.attempts.submit(started.key, given), submissions)
        )
    stored = stores.attempts.get_attempt(started.key)
    assert [reply for reply in replies if reply[0]] == [(True, stored)]
    assert {attempt.submit_id for _, attempt in replies} == {stored.submit_id}


def test_a_takeover_gives_the_next_epoch_to_the_other_device(stores):
    started = stores.attempts.put_attempt(make_attempt())
    expected = replace(
        started,
        start_id="other",
        former_start_ids=(started.start_id,),
        device_epoch=2,
        taken_over_at=(OPENS_AT,),
    )
    assert stores.attempts.take_over(started, "other", OPENS_AT) == (True, expected)
    assert stores.attempts.save(started.key, make_save()) == (False, expected)
    assert stores.attempts.save(started.key, make_save(device_epoch=2))[0] is True


def test_a_takeover_from_an_epoch_that_is_over_is_refused(stores):
    started = stores.attempts.put_attempt(make_attempt())
    _, taken = stores.attempts.take_over(started, "second", OPENS_AT)
    assert stores.attempts.take_over(started, "third", OPENS_AT) == (False, taken)


def test_every_takeover_is_recorded_with_its_time(stores):
    started = stores.attempts.put_attempt(make_attempt())
    _, second = stores.attempts.take_over(started, "second", OPENS_AT + 1)
    _, third = stores.attempts.take_over(second, "third", OPENS_AT + 2)
    assert third.taken_over_at == (OPENS_AT + 1, OPENS_AT + 2)
    assert stores.attempts.get_attempt(started.key) == third


def test_a_takeover_adds_its_network_where_it_is_told_and_keeps_the_others_where_not(stores):
    started = stores.attempts.put_attempt(make_attempt(networks="0a" * 8))
    _, second = stores.attempts.take_over(started, "second", OPENS_AT + 1, "0a" * 8 + "0b" * 8)
    _, third = stores.attempts.take_over(second, "third", OPENS_AT + 2)
    assert (second.networks, third.networks) == ("0a" * 8 + "0b" * 8, "0a" * 8 + "0b" * 8)
    assert stores.attempts.get_attempt(started.key) == third


def prolonged(attempt, by):
    return replace(attempt, deadline_at=attempt.deadline_at + by, credit_ms=attempt.credit_ms + by)


def test_extra_time_moves_the_deadline_of_a_running_attempt_and_nothing_else(stores):
    started = stores.attempts.put_attempt(make_attempt())
    _, saved = stores.attempts.save(started.key, make_save())
    expected = prolonged(saved, 60_000)
    # What was saved meanwhile stays, though it was not known.
    assert stores.attempts.prolong(prolonged(started, 60_000)) == (True, expected)
    assert stores.attempts.prolong(prolonged(started, 60_000)) == (False, expected)
    assert stores.attempts.prolong(prolonged(started, 59_999)) == (False, expected)
    assert stores.attempts.get_attempt(started.key) == expected


def test_what_arrives_within_the_extra_time_counts(stores):
    started = stores.attempts.put_attempt(make_attempt())
    late = started.deadline_at + 30_000
    save = make_save(arrived_at=late)
    assert stores.attempts.save(started.key, save) == (False, started)
    stores.attempts.prolong(prolonged(started, 25_000))
    assert stores.attempts.save(started.key, save)[0] is True


def test_an_attempt_that_was_prolonged_since_it_was_seen_is_not_made_final(stores):
    started = stores.attempts.put_attempt(make_attempt())
    _, longer = stores.attempts.prolong(prolonged(started, 1))
    assert stores.attempts.finalise(started) == (False, longer)
    assert stores.attempts.finalise(longer)[0] is True


def test_extra_time_for_what_was_never_started_is_nothing(stores):
    assert stores.attempts.prolong(make_attempt()) == (False, None)


def test_a_running_attempt_is_made_final_with_what_it_holds(stores):
    started = stores.attempts.put_attempt(make_attempt())
    _, saved = stores.attempts.save(started.key, make_save())
    expected = replace(saved, state=AttemptState.AUTO)
    assert stores.attempts.finalise(saved) == (True, expected)
    assert stores.attempts.finalise(saved) == (False, expected)


def test_an_attempt_that_changed_since_it_was_seen_is_not_made_final(stores):
    started = stores.attempts.put_attempt(make_attempt())
    _, saved = stores.attempts.save(started.key, make_save())
    assert stores.attempts.finalise(started) == (False, saved)
    _, taken = stores.attempts.take_over(saved, "other", OPENS_AT)
    assert stores.attempts.finalise(saved) == (False, taken)


@pytest.mark.parametrize("state", [AttemptState.SUBMITTED, AttemptState.AUTO])
def test_a_final_attempt_never_changes(stores, state):
    final = stores.attempts.put_attempt(make_attempt(state=state))
    assert stores.attempts.save(final.key, make_save(9)) == (False, final)
    assert stores.attempts.submit(final.key, make_submission(9)) == (False, final)
    assert stores.attempts.take_over(final, "other", OPENS_AT) == (False, final)
    assert stores.attempts.finalise(final) == (False, final)
    assert stores.attempts.prolong(prolonged(final, 1)) == (False, final)
    assert stores.attempts.get_attempt(final.key) == final


def test_all_attempts_of_a_scope_are_enumerated_shard_by_shard_and_no_others(stores):
    expected = [stores.attempts.put_attempt(make_attempt(number)) for number in range(40)]
    stores.attempts.put_attempt(make_attempt(key=make_key(scope=RoundId("tuan-2"))))
    stores.attempts.put_attempt(make_attempt(key=make_key(contest=ContestId("another"))))
    found = list(stores.attempts.attempts(CONTEST, ROUND))
    shards = [attempt.key.pid[0] for attempt in found]
    assert sorted(found, key=repr) == sorted(expected, key=repr)
    assert shards == sorted(shards)


def test_a_caller_who_changes_its_answers_later_changes_nothing_stored(stores):
    answers = {"q1": "a"}
    stores.attempts.put_attempt(make_attempt())
    stores.attempts.save(make_key(), make_save(answers=answers))
    answers["q1"] = "b"
    assert stores.attempts.get_attempt(make_key()).answers == {"q1": "a"}


@pytest.mark.parametrize("claimed", [0, 1, 2])
@pytest.mark.parametrize("answers", [{"q1": "a"}, {"q1": "b"}], ids=["repeated", "changed"])
def test_what_a_device_claims_to_be_saved_decides_nothing(stores, claimed, answers):
    attempt = stores.attempts.put_attempt(make_attempt())
    _, saved = stores.attempts.save(attempt.key, make_save(1, answers={"q1": "a"}))
    submission = make_submission(2, answers=answers, saved_revision=claimed)

    written, stored = stores.attempts.submit(attempt.key, submission)

    assert (written, stored) == (True, after_submission(saved, submission))
