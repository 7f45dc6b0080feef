"""What gives right answers away: their length, and their place in the written order.

1. Of questions with one right answer among three options or more, the right option should be the
   longest about as often as any other, and stand at every place about as often.
2. More than three standard deviations above that is no chance: the bank is told with its numbers.
3. Numbers are exact; the expected number is rounded half up where it is shown.
"""

from collections.abc import Sequence
from fractions import Fraction

from chalicelib.contest.questions import LETTERS, QuestionKind, WrittenQuestion
from office.banks.lint.linted import LintedBank
from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place

FEWEST = 10
"""Fewer questions say nothing about how the others are written."""

_STANDS_OUT = Fraction(3, 2)
_LETTERS_MORE = 20


def find_leaks(bank: LintedBank, findings: Findings) -> None:
    """Find what tells the right option without knowing it."""
    chosen = [
        question
        for question in bank.questions
        if question.kind is QuestionKind.SINGLE and len(question.options) > 2
    ]
    longest = [question for question in chosen if _lengths(question)[0] > _lengths(question)[1]]
    chances = [Fraction(1, len(question.options)) for question in chosen]
    top = Place(path=bank.path)
    if too_many(len(longest), chances):
        findings.add(
            Code.RIGHT_IS_LONGEST,
            top,
            count=len(longest),
            size=len(chosen),
            expected=rounded(sum(chances, Fraction())),
        )
    _find_place(chosen, top, findings)
    for question in longest:
        right, wrong = _lengths(question)
        if right >= _STANDS_OUT * wrong and right - wrong >= _LETTERS_MORE:
            findings.add(
                Code.RIGHT_STANDS_OUT,
                bank.place(question),
                question=question.id,
                right=right,
                wrong=wrong,
            )


def too_many(count: int, chances: Sequence[Fraction]) -> bool:
    """Tell whether so many hits are more than chance: above the mean by three deviations.

    >>> too_many(20, [Fraction(1, 4)] * 40), too_many(15, [Fraction(1, 4)] * 40)
    (True, False)
    """
    mean = sum(chances, Fraction())
    variance = sum((chance * (1 - chance) for chance in chances), Fraction())
    return len(chances) >= FEWEST and count > mean and (count - mean) ** 2 > 9 * variance


def rounded(number: Fraction) -> int:
    """Return the nearest whole number, a half up.

    >>> rounded(Fraction(5, 2)), rounded(Fraction(7, 3))
    (3, 2)
    """
    return int(number + Fraction(1, 2))


def _find_place(chosen: Sequence[WrittenQuestion], top: Place, findings: Findings) -> None:
    for place, letter in enumerate(LETTERS):
        there = [question for question in chosen if len(question.options) > place]
        count = sum(question.options[place].right for question in there)
        chances = [Fraction(1, len(question.options)) for question in there]
        if too_many(count, chances):
            findings.add(
                Code.RIGHT_KEEPS_ITS_PLACE,
                top,
                count=count,
                size=len(there),
                letter=letter.upper(),
                expected=rounded(sum(chances, Fraction())),
            )


def _lengths(question: WrittenQuestion) -> tuple[int, int]:
    """Return the length of the right option, and of the longest wrong one."""
    right = max(len(option.text) for option in question.options if option.right)
    return right, max(len(option.text) for option in question.options if not option.right)
