"""Grading: from what an attempt answered and what is right, to its marks.

One mark for each question of the attempt's own paper whose chosen option is the right one; nothing
for a wrong or missing answer.  Grading happens after the close, from answers alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.ids import OptionId, Pid, QuestionId, ReceiptCode, UnitId
from chalicelib.contest.questions import AnswerKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one final attempt is worth, with everything that ranking may compare."""

    pid: Pid
    ordinal: int
    receipt_code: ReceiptCode
    unit: UnitId | None
    marks: int
    questions: int
    time_used_ms: int
    submitted_at: int

    def is_perfect(self) -> bool:
        """Tell whether every question of the paper was answered right."""
        return self.marks == self.questions


def right_options(keys: AnswerKeys) -> dict[QuestionId, OptionId]:
    """Return the right option of each question."""
    return {key.question: key.right for key in keys.keys}


def marks_of(
    question_ids: Iterable[QuestionId],
    answers: Mapping[str, str],
    right: Mapping[QuestionId, OptionId],
) -> int:
    """Return the number of questions of the paper that were answered right.

    >>> marks_of([QuestionId("q1"), QuestionId("q2")], {"q1": "a", "q2": "b", "q9": "a"},
    ...          {QuestionId("q1"): OptionId("a"), QuestionId("q2"): OptionId("a")})
    1
    """
    return sum(answers.get(question) == right[question] for question in question_ids)


def grade_shard(
    attempts: Iterable[Attempt], right: Mapping[QuestionId, OptionId]
) -> Iterator[Score]:
    """Grade final attempts, in the order in which they come.

    A shard knows nothing of the others, so that one process, a pool or one function per shard
    gives the same scores.  An attempt without a submission counts as submitted at its deadline.
    """
    for attempt in attempts:
        submitted_at = attempt.submitted_at
        yield Score(
            pid=attempt.key.pid,
            ordinal=attempt.key.ordinal,
            receipt_code=attempt.receipt_code,
            unit=attempt.unit,
            marks=marks_of(attempt.question_ids, attempt.answers, right),
            questions=len(attempt.question_ids),
            time_used_ms=attempt.time_used_ms(),
            submitted_at=attempt.deadline_at if submitted_at is None else submitted_at,
        )
