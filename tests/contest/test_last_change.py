"""The last change of an answer: what moves it and what does not."""

from builders import OPENS_AT, make_attempt, make_save, make_submission
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.attempts import AttemptState, after_save, after_submission

ANSWERS = st.dictionaries(st.sampled_from(["q1", "q2"]), st.sampled_from("ab"))


@given(st.lists(ANSWERS, max_size=8), ANSWERS)
def test_the_last_change_is_the_last_write_of_other_answers_than_before(
    saved: list[dict[str, str]], submitted: dict[str, str]
) -> None:
    attempt = make_attempt()
    for number, answers in enumerate(saved, 1):
        save = make_save(number, answers=answers, arrived_at=OPENS_AT + 10 * number)
        attempt = after_save(attempt, save)
    last = OPENS_AT + 10 * (len(saved) + 1)
    submission = make_submission(len(saved), answers=submitted, arrived_at=last)
    attempt = after_submission(attempt, submission)

    written = [{}, *saved, submitted]
    changes = [
        OPENS_AT + 10 * place
        for place in range(1, len(written))
        if written[place] != written[place - 1]
    ]
    assert attempt.changed_at == max(changes, default=OPENS_AT)
    assert (attempt.answers, attempt.submitted_at) == (submitted, last)
    assert attempt.time_to_last_change_ms() <= attempt.time_used_ms()


def test_a_submission_in_the_grace_that_repeats_the_answers_keeps_the_earlier_change() -> None:
    saved = after_save(make_attempt(), make_save(answers={"q1": "a"}))
    late = make_submission(answers={"q1": "a"}, arrived_at=saved.deadline_at + 1)
    final = after_submission(saved, late)

    assert final.state is AttemptState.SUBMITTED
    assert (final.changed_at, final.submitted_at) == (saved.changed_at, saved.deadline_at)
