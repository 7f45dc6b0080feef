"""Papers: the questions that one attempt gets, derived and never drawn.

1. A paper is a pure function of the round's secret, the attempt's id and the frozen bank: the same
   attempt has the same paper whatever is retried, and nobody can draw again.
2. Questions come in an order of the attempt's own, options too, except those that stay last.
3. Where the rules state quotas, each quota draws its questions among those of its topic and
   difficulty that no quota before it has drawn.
4. Each choice is uniform: a pseudo-random number past the largest multiple is thrown away.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from struct import Struct
from typing import TypeVar

from chalicelib.contest.errors import InvalidInputError, NotPreparedError
from chalicelib.contest.ids import QuestionId, RoundId
from chalicelib.contest.questions import Question, QuestionBank, QuestionKind, read_number
from chalicelib.contest.rules import PaperRules

T = TypeVar("T")
_WORD = 1 << 32
_WORDS_OF_BLOCK = Struct(">8I")

PREDICTION = "prediction"
"""Under which the answer to the prediction question stands among the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The questions of one attempt in the order in which that attempt shows them."""

    questions: tuple[Question, ...]

    def question_ids(self) -> tuple[QuestionId, ...]:
        """Return the ids of the questions in the order shown."""
        return tuple(question.id for question in self.questions)


class Stream:
    """Uniform numbers from HMAC-SHA256 in counter mode: what a seed fixes for ever.

    >>> stream = Stream(b"secret", "label")
    >>> all(0 <= stream.below(6) < 6 for _ in range(100))
    True
    """

    def __init__(self, secret: bytes, label: str) -> None:
        """Start at the first number of this secret and label."""
        self._secret = secret
        self._label = label.encode()
        self._counter = 0
        self._words: list[int] = []

    def below(self, bound: int) -> int:
        """Return the next number in [0, bound), each equally likely; bound is at most 2**32."""
        limit = _WORD - _WORD % bound
        while True:
            word = self._word()
            if word < limit:
                return word % bound

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in the next order, every order equally likely (Fisher-Yates)."""
        order = list(items)
        for index in range(len(order) - 1, 0, -1):
            other = self.below(index + 1)
            order[index], order[other] = order[other], order[index]
        return order

    def _word(self) -> int:
        if not self._words:
            message = self._label + self._counter.to_bytes(8, "big")
            block = hmac.digest(self._secret, message, "sha256")
            self._counter += 1
            self._words = list(_WORDS_OF_BLOCK.unpack(block))
        return self._words.pop()


def round_secret(master: bytes, round_id: RoundId) -> bytes:
    """Return the secret from which one round's papers follow."""
    return hmac.new(master, b"papers:" + round_id.encode(), hashlib.sha256).digest()


def derive_paper(bank: QuestionBank, rules: PaperRules, *, secret: bytes, attempt_id: str) -> Paper:
    """Return the paper of an attempt.

    Raises NotPreparedError where the bank holds fewer questions than a paper needs: the checker
    refuses such a contest, so only a damaged store gets here.
    """
    if len(bank.questions) < rules.questions:
        raise NotPreparedError(what="bank")
    stream = Stream(secret, attempt_id)
    drawn = _draw(bank, rules, stream)
    if not rules.shuffle_questions:
        drawn.sort()
    shown = (bank.questions[index] for index in drawn)
    if rules.shuffle_options:
        shown = (_with_shuffled_options(question, stream) for question in shown)
    return Paper(questions=tuple(shown))


def check_answers(
    paper: Paper, answers: Mapping[str, str], rules: PaperRules | None = None
) -> dict[str, str]:
    """Return the answers without blanks, each in the one form in which it is stored.

    Raises InvalidInputError where an answer names a question that is not on the paper, an option
    that its question does not have, or a number that is none.
    """
    questions = {question.id: question for question in paper.questions}
    chosen: dict[str, str] = {}
    for name, answer in answers.items():
        if not answer:
            continue
        if name == PREDICTION and rules is not None and rules.prediction is not None:
            chosen[name] = read_number(answer)
        elif name in questions:
            chosen[name] = read_answer(questions[QuestionId(name)], answer)
        else:
            raise InvalidInputError(field="answers")
    return chosen


def read_answer(question: Question, answer: str) -> str:
    """Return an answer in the form in which it is stored: a letter, letters in order, a number.

    Raises InvalidInputError where the question cannot be answered so.
    """
    if question.kind is QuestionKind.NUMBER:
        return read_number(answer)
    letters = {option.id for option in question.options}
    picked = sorted(set(answer))
    several = question.kind is QuestionKind.MULTIPLE
    if not set(picked) <= letters or (len(answer) != 1 and not several):
        raise InvalidInputError(field="answers")
    return "".join(picked)


def _draw(bank: QuestionBank, rules: PaperRules, stream: Stream) -> list[int]:
    if not rules.quotas:
        return stream.shuffled(range(len(bank.questions)))[: rules.questions]
    kinds: dict[tuple[str, str], list[int]] = {}
    for index, question in enumerate(bank.questions):
        kinds.setdefault((question.topic, question.difficulty), []).append(index)
    drawn: list[int] = []
    for quota in rules.quotas:
        fitting = sorted(
            index
            for kind, places in kinds.items()
            if quota.admits(*kind)
            for index in places
            if index not in drawn
        )
        if len(fitting) < quota.count:
            raise NotPreparedError(what="bank")
        drawn += stream.shuffled(fitting)[: quota.count]
    # The order shown must not follow the quotas: it would tell a question's difficulty.
    return stream.shuffled(drawn)


def _with_shuffled_options(question: Question, stream: Stream) -> Question:
    free = stream.shuffled([option for option in question.options if not option.last])
    pinned = [option for option in question.options if option.last]
    # Field by field, as ``replace`` takes three times as long: a paper does this for each question.
    return Question(
        id=question.id,
        text=question.text,
        options=tuple(free + pinned),
        kind=question.kind,
        points=question.points,
        topic=question.topic,
        difficulty=question.difficulty,
    )
