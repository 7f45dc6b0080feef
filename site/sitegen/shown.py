"""Values as they are shown, in the language in which pages are being made.

The rules of each are in ``chalicelib.contest.results_shown`` and ``chalicelib.contest.times``,
which the close uses too; here they are handed the language.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chalicelib.contest import results_shown, times
from chalicelib.contest.results_shown import Row, awards_shown
from chalicelib.contest.rules import UnitMeasure
from sitegen.language import language_now, own_words, text


def number_shown(value: int) -> str:
    """Return a whole number."""
    return results_shown.number_shown(value, language_now())


def marks_shown(marks: str) -> str:
    """Return marks, a text such as ``1234,5``."""
    return results_shown.marks_shown(marks, language_now())


def out_of(marks: str, full_marks: str) -> str:
    """Return marks with the full ones, where all papers have the same."""
    return results_shown.out_of(marks, full_marks, language_now())


def percent_shown(part: int, whole: int) -> str:
    """Return a share in per cent."""
    return results_shown.percent_shown(part, whole, language_now())


def prize_title(prize: str) -> str:
    """Return a prize's name in full."""
    language = language_now()
    if results_shown.prize_title(prize, language) == prize:
        return own_words(prize)
    return text("site.results.prize_name", prize=own_words(prize))


def measure_amount(measure: UnitMeasure, amount: int) -> str:
    """Return an amount of a measure in the measure's own unit."""
    return results_shown.measure_amount(measure, amount, language_now())


def condition_words(measure: UnitMeasure, at_least: int) -> str:
    """Return a condition of units within a sentence."""
    return results_shown.condition_words(measure, at_least, language_now())


def unranked_words(row: Row) -> str:
    """Return that a unit is not ranked and why; empty where it is ranked."""
    return results_shown.unranked_words(row, language_now())


def undecided_prizes(value: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the prizes for which a tie leaves the decision to the board."""
    return results_shown.undecided_prizes(value, language_now())


def extra_time_lines(value: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what extra time was given in a round."""
    return results_shown.extra_time_lines(value, language_now())


def format_day(day: date) -> str:
    """Return a day."""
    return times.format_day(day, language_now())


def format_moment(at: int) -> str:
    """Return an instant in Việt Nam's wall time."""
    return times.format_moment(at, language_now())


def format_duration(duration_ms: int) -> str:
    """Return a time used."""
    return times.format_duration(duration_ms, language_now())


__all__ = [
    "awards_shown",
    "condition_words",
    "extra_time_lines",
    "format_day",
    "format_duration",
    "format_moment",
    "marks_shown",
    "measure_amount",
    "number_shown",
    "out_of",
    "percent_shown",
    "prize_title",
    "undecided_prizes",
    "unranked_words",
]
