"""How the questions of a closed round were answered, as a sheet for those who write questions.

For the organizer alone: what options were chosen by how many tells more than the public is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chalicelib.contest.ids import DivisionId, RoundId
from chalicelib.contest.question_statistics import FEWEST_ASKED, PERCENT, QuestionFigures
from chalicelib.contest.questions import LETTERS, AnswerKeys, Question, QuestionBank, QuestionKind
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import SECOND_MS
from office.exports.amounts import rate, rounded
from office.tables.write import CellOut, SheetOut
from office.texts import text

_DISCRIMINATION_DECIMALS = 2
_WEAK = Fraction(20, PERCENT)
"""A question below this hardly tells those who know from those who do not."""
_MOST_NUMBERS = 5
"""How many of the numbers that were typed are told, the commonest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBank:
    """A bank as it was asked in a round, with the figures of its questions."""

    division: DivisionId | None
    bank: QuestionBank
    keys: AnswerKeys
    papers: int
    """How many papers of it have at least one answer."""
    figures: Sequence[QuestionFigures]


def question_sheet(contest: Contest, round_id: RoundId, asked: AskedBank) -> SheetOut:
    """Return the sheet of a bank: a row for each question that was asked, in the bank's order."""
    round_ = contest.round(round_id)
    division = contest.division(asked.division).name if asked.division is not None else ""
    questions = {question.id: question for question in asked.bank.questions}
    right = {key.question: key.right for key in asked.keys.keys}
    most = max((len(questions[each.question].options) for each in asked.figures), default=0)
    letters = LETTERS[:most]
    return SheetOut(
        name=division or round_.name,
        title=text("export.questions_title", contest=contest.name, round=round_.name),
        notes=(
            text("export.questions_internal"),
            text("export.questions_papers", papers=asked.papers),
            text("export.questions_discrimination"),
            text("export.questions_time"),
            text("export.questions_time_why"),
        ),
        headings=(
            *(
                text(f"export.column_{name}")
                for name in ("number", "question_id", "topic", "question", "right")
            ),
            *(
                text(f"export.column_{name}")
                for name in (
                    "asked",
                    "answered_right",
                    "share_right",
                    "discrimination",
                    "slower",
                    "remark",
                )
            ),
            *(text("export.column_chosen", letter=letter.upper()) for letter in letters),
            *((text("export.column_numbers"),) if _has_numbers(asked) else ()),
            text("export.column_left_out"),
        ),
        rows=[
            (
                place,
                each.question,
                questions[each.question].topic,
                questions[each.question].text,
                right_told(questions[each.question], right[each.question]),
                each.asked,
                each.right,
                rate(each.right, each.asked),
                discrimination_told(each.discrimination),
                slower_told(each.slower_ms),
                remark(each),
                *(_chosen(questions[each.question], letter, each.given) for letter in letters),
                *((_numbers(questions[each.question], each.given),) if _has_numbers(asked) else ()),
                each.left_out,
            )
            for place, each in enumerate(asked.figures, 1)
        ],
    )


def right_told(question: Question, right: str) -> str:
    """Return what is right: letters with their texts, or the number."""
    if question.kind is QuestionKind.NUMBER:
        return right.replace(".", ",")
    return "; ".join(
        f"{option.id.upper()}. {option.text}" for option in question.options if option.id in right
    )


def discrimination_told(value: Fraction | None) -> Decimal | None:
    """Return a discrimination with two decimals.

    >>> discrimination_told(Fraction(1, 3)), discrimination_told(Fraction(-1, 8))
    (Decimal('0.33'), Decimal('-0.13'))
    """
    if value is None:
        return None
    amount = rounded(abs(value), _DISCRIMINATION_DECIMALS)
    return -amount if value < 0 and amount else amount


def slower_told(slower_ms: Fraction | None) -> Decimal | None:
    """Return by how much papers with a question took longer, in seconds with one decimal.

    >>> slower_told(Fraction(1_250)), slower_told(Fraction(-1_250))
    (Decimal('1.3'), Decimal('-1.3'))
    """
    if slower_ms is None:
        return None
    amount = rounded(abs(slower_ms) / SECOND_MS, 1)
    return -amount if slower_ms < 0 and amount else amount


def remark(figures: QuestionFigures) -> str:
    """Return what to look at in a question; empty where there is nothing, or too few had it."""
    if flag := figures.flag():
        return text(f"export.question_{flag}")
    if figures.asked < FEWEST_ASKED or figures.discrimination is None:
        return ""
    if figures.discrimination < 0:
        return text("export.question_upside_down")
    return text("export.question_weak") if figures.discrimination < _WEAK else ""


def _has_numbers(asked: AskedBank) -> bool:
    return any(question.kind is QuestionKind.NUMBER for question in asked.bank.questions)


def _chosen(question: Question, letter: str, given: Mapping[str, int]) -> CellOut:
    """Return how many chose an option, alone or among others; None where there is no such."""
    if letter not in {option.id for option in question.options}:
        return None
    return sum(count for answer, count in given.items() if letter in answer)


def _numbers(question: Question, given: Mapping[str, int]) -> CellOut:
    if question.kind is not QuestionKind.NUMBER:
        return None
    typed = list(given.items())[:_MOST_NUMBERS]
    return "; ".join(f"{number.replace('.', ',')} ({count})" for number, count in typed)
