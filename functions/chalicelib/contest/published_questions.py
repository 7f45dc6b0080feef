"""The questions of a closed round with what is right, as they are published with its results.

1. Published is what stood on a paper of the round; what nobody was asked may serve another time.
2. Held back is what a bank of a round that closes later has too, compared by its text: case, blanks
   and the form of accents do not count.  It is published with that round.
3. Where the contest file says so, no question is published at all.
4. What corrections changed is said where it stands: that a question counts for nobody, and what is
   accepted besides its key.  Without corrections a question has neither member.
5. Where fewer than ``FEWEST_ASKED`` papers had a question, how many were right is not said.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from chalicelib.contest.ids import DivisionId, QuestionId, RoundId
from chalicelib.contest.question_statistics import FEWEST_ASKED, AnswerTally
from chalicelib.contest.questions import AnswerKey, AnswerKeys, Question, QuestionBank
from chalicelib.contest.rules import Contest, Round


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedBank:
    """A bank of the round with its keys, and the division that had it."""

    division: DivisionId | None
    bank: QuestionBank
    keys: AnswerKeys
    voided: AbstractSet[QuestionId] = frozenset()
    """The questions that corrections made count for nobody."""
    also: Mapping[QuestionId, AbstractSet[str]] = field(default_factory=dict)
    """The answers that corrections accepted besides the keys."""


def rounds_after(contest: Contest, round_id: RoundId) -> tuple[Round, ...]:
    """Return the rounds that close later than this one: their questions are secret still."""
    closes_at = contest.round(round_id).closes_at
    return tuple(round_ for round_ in contest.rounds if round_.closes_at > closes_at)


def questions_value(
    contest: Contest,
    round_id: RoundId,
    banks: Sequence[ClosedBank],
    tally: AnswerTally,
    later: Iterable[QuestionBank],
) -> dict[str, object]:
    """Return the public value; ``later`` are the banks of the rounds that close later."""
    secret = {text_compared(question.text) for bank in later for question in bank.questions}
    round_ = contest.round(round_id)
    shown: list[dict[str, object]] = []
    held_back = 0
    for closed in banks:
        keys = {key.question: key for key in closed.keys.keys}
        digest = closed.keys.bank
        for question in closed.bank.questions:
            asked = tally.times_asked(digest, question.id)
            if not asked or not contest.publishes_questions:
                continue
            if text_compared(question.text) in secret:
                held_back += 1
                continue
            key = keys[question.id]
            accepted = sorted(closed.also.get(question.id, ()))
            right = sum(
                tally.times_given(digest, question.id, answer) for answer in (key.right, *accepted)
            )
            shown.append(
                {
                    **_question_value(question, key),
                    "division": closed.division,
                    "asked": asked,
                    "answered_right": right if asked >= FEWEST_ASKED else None,
                    **({"also": accepted} if accepted else {}),
                    **({"voided": True} if question.id in closed.voided else {}),
                }
            )
    return {
        "schema": 1,
        "contest": contest.id,
        "round": round_id,
        "title": round_.name,
        "publishes_at": round_.publishes_at,
        "published": contest.publishes_questions,
        "papers": tally.papers,
        "held_back": held_back,
        "questions": shown,
    }


def text_compared(written: str) -> str:
    """Return a question's text as it is compared between banks.

    >>> text_compared("Ai  BẦU?") == text_compared("ai bầu?")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", written).casefold().split())


def _question_value(question: Question, key: AnswerKey) -> dict[str, object]:
    return {
        "id": question.id,
        "kind": question.kind.value,
        "points": question.points,
        "topic": question.topic,
        "text": question.text,
        "options": [{"id": option.id, "text": option.text} for option in question.options],
        "right": key.right,
        "source": key.source,
        "explanation": key.explanation,
    }
