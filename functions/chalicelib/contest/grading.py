"""Grading: from what an attempt answered and what is right, to its marks.

1. A right answer gives its question's points; one to a question of several right options is right
   only where it names all of them and no other.
2. A wrong answer takes away the share of the points that the rules state (none, unless they say
   so), a missing one nothing; a paper's sum is never below zero.
3. Points are counted in hundredths, so that a share of a point is a whole number.
4. Where the rules ask for every question to be answered, another paper is no valid attempt.
5. Grading happens after the close, from answers alone.

A close grades many thousands of attempts, so what each question is worth is worked out once, and a
score is a plain tuple with names.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from operator import attrgetter, eq
from typing import Any, NamedTuple

from chalicelib.contest.attempt_lines import FinalAttempt
from chalicelib.contest.ids import DivisionId, Pid, QuestionId, ReceiptCode, RoundId, UnitId
from chalicelib.contest.papers import PREDICTION
from chalicelib.contest.questions import AnswerKeys, QuestionBank
from chalicelib.contest.rules import MarksRules

HUNDREDTHS = 100


class Score(NamedTuple):
    """What one valid attempt is worth, with everything that ranking may compare."""

    pid: Pid
    ordinal: int
    receipt_code: ReceiptCode
    round_id: RoundId
    unit: UnitId | None
    marks: int
    """In hundredths of a point."""
    full_marks: int
    """What the paper's questions give together, in hundredths of a point."""
    time_used_ms: int
    time_to_last_change_ms: int
    submitted_at: int
    division: DivisionId | None = None
    prediction: str = ""
    """The number predicted; empty where none was."""
    born_on: date | None = None

    def is_perfect(self) -> bool:
        """Tell whether every question of the paper was answered right."""
        return self.marks == self.full_marks

    def share(self) -> Fraction:
        """Return the exact share of the full marks, 0 to 1."""
        return Fraction(self.marks, self.full_marks)


Worth = tuple[str, int, int]
"""What a question is worth: its right answer, what that gives, and what a wrong one takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markscheme:
    """What is needed to grade the attempts of one bank."""

    right: Mapping[QuestionId, str]
    points: Mapping[QuestionId, int]
    marks: MarksRules = field(default_factory=MarksRules)
    only_if_all_answered: bool = False
    also: Mapping[QuestionId, frozenset[str]] = field(default_factory=dict)
    """What is right besides ``right``: answers that were accepted later."""
    worth: Mapping[QuestionId, Worth] = field(init=False, repr=False, compare=False)
    """By question, in hundredths of a point: follows from the rest."""
    alike: int = field(init=False, repr=False, compare=False)
    """What a right answer gives where that is all that counts and the same for every question."""

    def __post_init__(self) -> None:
        """Work out what every question is worth."""
        worth: dict[QuestionId, Worth] = {}
        for question, points in self.points.items():
            if question in self.right:
                gain, loss = points * HUNDREDTHS, points * self.marks.wrong_percent
                worth[question] = (self.right[question], gain, loss)
        object.__setattr__(self, "worth", worth)
        several = {(gain, loss) for _, gain, loss in worth.values()}
        gain, loss = several.pop() if len(several) == 1 else (0, 0)
        object.__setattr__(self, "alike", 0 if loss or self.also else gain)


def make_markscheme(
    bank: QuestionBank, keys: AnswerKeys, marks: MarksRules, *, only_if_all_answered: bool
) -> Markscheme:
    """Return how the attempts of a bank are graded."""
    return Markscheme(
        right={key.question: key.right for key in keys.keys},
        points={question.id: question.points for question in bank.questions},
        marks=marks,
        only_if_all_answered=only_if_all_answered,
    )


def marks_of(
    question_ids: Sequence[QuestionId], answers: Mapping[str, str], scheme: Markscheme
) -> tuple[int, int]:
    """Return an attempt's marks and the full marks of its paper, in hundredths of a point.

    >>> q1, q2 = QuestionId("q1"), QuestionId("q2")
    >>> scheme = Markscheme(right={q1: "a", q2: "ac"}, points={q1: 1, q2: 3})
    >>> marks_of([q1, q2], {"q1": "a", "q2": "a"}, scheme)
    (100, 400)
    """
    if gain := scheme.alike:
        # As most contests have it: no step of this runs once for every question in Python.
        right_ones = map(
            eq, map(answers.get, question_ids), map(scheme.right.__getitem__, question_ids)
        )
        return gain * sum(right_ones), gain * len(question_ids)
    marks = full = 0
    worth, also = scheme.worth, scheme.also
    for question in question_ids:
        right, gain, loss = worth[question]
        full += gain
        answer = answers.get(question)
        if answer == right:
            marks += gain
        elif answer is not None:
            if also and answer in also.get(question, ()):
                marks += gain
            else:
                marks -= loss
    return (marks if marks > 0 else 0), full


def grade_shard(
    attempts: Iterable[FinalAttempt],
    schemes: Mapping[DivisionId | None, Markscheme],
    births: Mapping[Pid, date] | None = None,
) -> Iterator[Score]:
    """Grade final attempts, in the order in which they come; leave out those that are not valid.

    A shard knows nothing of the others, so that one process, a pool or one function per shard
    gives the same scores.  An attempt without a submission counts as submitted at its deadline.
    """
    born = births or {}
    # Equal values are kept once, however many attempts have them: memory is what limits a close.
    one = _Same().__getitem__
    for attempt in attempts:
        division, answers, pid = attempt.division, attempt.answers, attempt.pid
        scheme = schemes[division]
        if scheme.only_if_all_answered and not answers.keys() >= set(attempt.question_ids):
            continue
        marks, full_marks = marks_of(attempt.question_ids, answers, scheme)
        submitted_at = attempt.submitted_at
        yield Score._make(
            (
                pid,
                attempt.ordinal,
                attempt.receipt_code,
                one(attempt.round_id),
                one(attempt.unit),
                one(marks),
                one(full_marks),
                attempt.time_used_ms(),
                attempt.time_to_last_change_ms(),
                attempt.deadline_at if submitted_at is None else submitted_at,
                one(division),
                answers.get(PREDICTION, ""),
                born.get(pid),
            )
        )


class _Same(dict[Any, Any]):
    """Every value under itself, the first of those that are equal."""

    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value


def scaled(marks: Fraction, rules: MarksRules) -> str:
    """Return a share of the full marks, or points, as it is shown: half up, with a comma.

    ``marks`` is on the scale already; what is compared is the exact value, never this.

    >>> scaled(Fraction(22, 3), MarksRules()), scaled(Fraction(15), MarksRules())
    ('7,33', '15')
    """
    unit = 10**rules.decimals
    whole, rest = divmod(int(marks * unit + Fraction(1, 2)), unit)
    if not rest:
        return str(whole)
    return f"{whole},{rest:0{rules.decimals}d}".rstrip("0")


def value_of(score: Score, rules: MarksRules) -> Fraction:
    """Return an attempt's marks on the scale of the rules, exactly.

    >>> from chalicelib.contest.rules import MarksRules
    >>> value_on_scale(Fraction(2, 3), 1500, MarksRules(scale=10))
    Fraction(20, 3)
    """
    return value_on_scale(score.share(), score.full_marks, rules)


def values_of(scores: Iterable[Score], rules: MarksRules) -> Iterator[Fraction]:
    """Return the marks of each on the scale of the rules: worked out once for those alike."""
    return map(_Values(rules).__getitem__, map(attrgetter("marks", "full_marks"), scores))


class _Values(dict[tuple[int, int], Fraction]):
    """The value of marks and full marks, each worked out once."""

    def __init__(self, rules: MarksRules) -> None:
        super().__init__()
        self.rules = rules

    def __missing__(self, alike: tuple[int, int]) -> Fraction:
        marks, full_marks = alike
        value = value_on_scale(Fraction(marks, full_marks), full_marks, self.rules)
        self[alike] = value
        return value


def value_on_scale(share: Fraction, full_marks: int, rules: MarksRules) -> Fraction:
    """Return a share of the full marks on the scale of the rules; points where there is none."""
    if rules.scale is None:
        return share * Fraction(full_marks, HUNDREDTHS)
    return share * rules.scale
