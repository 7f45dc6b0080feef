"""Questions as contestants see them, and their keys, which live apart.

A ``QuestionBank`` may be served; ``AnswerKeys`` may not before the round has closed.  The two are
made from one written bank by ``split``: options are put in an order drawn from a secret and named
by letter in that order, so that neither a letter nor a place says which option is right.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.errors import InvalidInputError
from chalicelib.contest.ids import Digest, OptionId, QuestionId

LETTERS = "abcdefghij"
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


class QuestionKind(StrEnum):
    """How a question is answered; a true-or-false question is a single choice of two."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"


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
    kind: QuestionKind = QuestionKind.SINGLE
    points: int = 1
    number: str = ""
    """The right number of a NUMBER question, as ``read_number`` writes it."""


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
    kind: QuestionKind = QuestionKind.SINGLE
    points: int = 1
    topic: str = ""
    difficulty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBank:
    """The questions of one round without their keys."""

    questions: tuple[Question, ...]

    def digest(self) -> Digest:
        """Return the digest under which attempts, keys and standings name this bank."""
        return digest_of(
            canonical_json(
                [
                    [
                        *(q.id, q.text, q.kind.value, q.points, q.topic, q.difficulty),
                        [[o.id, o.text, o.last] for o in q.options],
                    ]
                    for q in self.questions
                ]
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKey:
    """What is right about one question, and why.

    ``right`` is the answer that counts, in the form in which answers are stored: a letter, the
    letters of all right options in order, or a number.
    """

    question: QuestionId
    right: str
    source: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKeys:
    """The keys of one bank, named by that bank's digest."""

    bank: Digest
    keys: tuple[AnswerKey, ...]

    def digest(self) -> Digest:
        """Return the digest of what is right, which results name and which tells nobody what is."""
        return digest_of(canonical_json([self.bank, [[k.question, k.right] for k in self.keys]]))


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
        questions.append(
            Question(
                id=question.id,
                text=question.text,
                options=options,
                kind=question.kind,
                points=question.points,
                topic=question.topic,
                difficulty=question.difficulty,
            )
        )
        letters = "".join(
            shown.id for shown, option in zip(options, order, strict=True) if option.right
        )
        keys.append(
            AnswerKey(
                question=question.id,
                right=question.number if question.kind is QuestionKind.NUMBER else letters,
                source=question.source,
                explanation=question.explanation,
            )
        )
    bank = QuestionBank(questions=tuple(questions))
    return bank, AnswerKeys(bank=bank.digest(), keys=tuple(keys))


def read_number(typed: str) -> str:
    """Return a number in the one form in which it is stored and compared.

    A comma or a dot divides decimals; blanks between digits are read over.  Raises
    InvalidInputError for anything else.

    >>> read_number("1 234,50"), read_number("-0"), read_number("007")
    ('1234.5', '0', '7')
    """
    plain = re.sub(r"\s", "", typed).replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise InvalidInputError(field="answers")
    value = Decimal(plain).normalize()
    return f"{value:f}" if value else "0"


def _place(secret: bytes, *parts: str) -> bytes:
    return hmac.new(secret, "\x1f".join(parts).encode(), hashlib.sha256).digest()
