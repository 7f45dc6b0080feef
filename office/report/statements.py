"""What a report may say in words of its figures: a sentence only where it holds strictly.

1. A measure rose (or fell) from round to round only where every round has more (less) than the one
   before it; with one round, or with two equal ones, nothing is said.
2. Shares and means are compared exactly, as fractions, never as they are rounded; a round without
   the measure lets nothing be said.
3. A busiest day or round is named only where no other has as many.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any

from office.report.exact import Value


class Trend(StrEnum):
    """Which way a measure went, without a single exception."""

    ROSE = "rose"
    FELL = "fell"


MEASURES = ("units", "attempts", "people", "perfect", "marks")


def trend_of(values: Sequence[Fraction | int | None]) -> Trend | None:
    """Return which way the values went strictly; None where they did neither.

    >>> trend_of([184, 186, 187, 189]), trend_of([20058, 21067, 21067, 21008]), trend_of([5])
    (<Trend.ROSE: 'rose'>, None, None)
    """
    known = [value for value in values if value is not None]
    if len(known) < 2 or len(known) < len(values):
        return None
    if all(before < after for before, after in pairwise(known)):
        return Trend.ROSE
    if all(before > after for before, after in pairwise(known)):
        return Trend.FELL
    return None


def single_largest(values: Sequence[int]) -> int | None:
    """Return the place of the largest value where no other is as large, and it is not nothing.

    >>> single_largest([3, 9, 4]), single_largest([9, 9]), single_largest([0])
    (1, None, None)
    """
    most = max(values, default=0)
    places = [place for place, value in enumerate(values) if value == most]
    return places[0] if most > 0 and len(places) == 1 else None


def measured(figures: Mapping[str, Any], measure: str) -> Fraction | None:
    """Return a measure of a round exactly; None where it has none, as a mean over nothing."""
    match measure:
        case "units":
            return Fraction(figures["units"]["numerator"])
        case "perfect":
            share = figures["perfect"]["of_attempts"]
            whole = share["denominator"]
            return Fraction(share["numerator"], whole) if whole else None
        case "marks":
            mean = figures["marks"]["mean"]
            return Fraction(mean["sum"]) / mean["count"] if mean["count"] else None
        case _:
            return Fraction(figures[measure])


def make_statements(rounds: Sequence[Mapping[str, Any]], total: Mapping[str, Any]) -> list[Value]:
    """Return every statement that holds of the figures of the rounds and of the total."""
    said: list[Value] = []
    for measure in MEASURES:
        trend = trend_of([measured(figures, measure) for figures in rounds])
        if trend is not None:
            said.append({"says": trend.value, "measure": measure})
    if total["units"]["numerator"] == total["units"]["denominator"] > 0:
        said.append({"says": "every_unit", "units": total["units"]["numerator"]})
    round_place = single_largest([figures["attempts"] for figures in rounds])
    if round_place is not None and len(rounds) > 1:
        busiest = rounds[round_place]
        said.append(
            {"says": "busiest_round", "name": busiest["name"], "attempts": busiest["attempts"]}
        )
    day_place = single_largest([day["attempts"] for day in total["by_day"]])
    if day_place is not None and len(total["by_day"]) > 1:
        said.append({"says": "busiest_day", **total["by_day"][day_place]})
    if total["people_of_rounds"] > total["people"]:
        said.append(
            {
                "says": "people_returned",
                "people": total["people"],
                "people_of_rounds": total["people_of_rounds"],
            }
        )
    return said
