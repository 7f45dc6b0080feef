"""Questions as contestants see them, and their keys, which live apart.

A ``QuestionBank`` may be served; ``AnswerKeys`` may not before the round has closed.  The two are
made from one written bank by ``split``: options are put in an order drawn from a secret and named
by letter in that order, so that neither a letter nor a place says which option is right.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.ids import Digest, OptionId, QuestionId

LETTERS = "abcdefghij"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenOption:
    """An option as its writer typed it."""

    text: str
    right: bool
    last: bool = False
    """Whether it must be shown last, such as "all of the above"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenQuestion:
    """A question with its answer, as its writer typed it; secret until the round has closed."""

    id: QuestionId
    text: str
    options: tuple[WrittenOption, ...]
    source: str = ""
    topic: str = ""
    difficulty: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option as contestants see it."""

    id: OptionId
    text: str
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as contestants see it."""

    id: QuestionId
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBank:
    """The questions of one round without their keys."""

    questions: tuple[Question, ...]

    def digest(self) -> Digest:
        """Return the digest under which attempts, keys and standings name this bank."""
        return digest_of(
            canonical_json(
                [
                    [q.id, q.text, [[o.id, o.text, o.last] for o in q.options]]
                    for q in self.questions
                ]
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKey:
    """What is right about one question, and why."""

    question: QuestionId
    right: OptionId
    source: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKeys:
    """The keys of one bank, named by that bank's digest."""

    bank: Digest
    keys: tuple[AnswerKey, ...]


def split(written: Sequence[WrittenQuestion], secret: bytes) -> tuple[QuestionBank, AnswerKeys]:
    """Return what may be served and what may not.

    ``secret`` orders questions and options: without it nobody can tell the writer's order, in which
    the right option may well stand first.
    """
    questions: list[Question] = []
    keys: list[AnswerKey] = []
    for question in sorted(written, key=lambda q: _place(secret, q.id)):
        order = sorted(
            question.options, key=lambda o: (o.last, _place(secret, question.id, o.text))
        )
        options = tuple(
            Option(id=OptionId(letter), text=option.text, last=option.last)
            for letter, option in zip(LETTERS, order, strict=False)
        )
        questions.append(Question(id=question.id, text=question.text, options=options))
        right = next(index for index, option in enumerate(order) if option.right)
        keys.append(
            AnswerKey(
                question=question.id,
                right=options[right].id,
                source=question.source,
                explanation=question.explanation,
            )
        )
    bank = QuestionBank(questions=tuple(questions))
    return bank, AnswerKeys(bank=bank.digest(), keys=tuple(keys))


def _place(secret: bytes, *parts: str) -> bytes:
    return hmac.new(secret, "\x1f".join(parts).encode(), hashlib.sha256).digest()
