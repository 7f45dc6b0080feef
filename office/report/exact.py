"""Shares and means as a report holds them: the two exact numbers beside what they round to.

1. A share carries its numerator and denominator; the percentage is made from them and from nothing
   else, to two decimals, half up (a negative one by its size).
2. ``check_rounding`` makes every one of them again, so that a report in which somebody changed a
   percentage, or one of its counts, is found out before it is shown.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

DECIMALS = 2
PERCENT = 100

Value = dict[str, object]


def percent_of(numerator: int, denominator: int) -> Value:
    """Return a share; its percentage is None where there is nothing that it could be a share of.

    >>> percent_of(56285, 26915)
    {'numerator': 56285, 'denominator': 26915, 'percent': '209.12'}
    """
    return {
        "numerator": numerator,
        "denominator": denominator,
        "percent": rounded(Fraction(PERCENT * numerator, denominator)) if denominator else None,
    }


def mean_of(total: Fraction | int, count: int) -> Value:
    """Return a mean with the exact sum (``20/3``) and the number of summands that it is made of.

    >>> mean_of(Fraction(20, 3), 2)
    {'sum': '20/3', 'count': 2, 'mean': '3.33'}
    """
    return {
        "sum": str(total),
        "count": count,
        "mean": rounded(Fraction(total) / count) if count else None,
    }


def rounded(value: Fraction, decimals: int = DECIMALS) -> str:
    """Return a number with that many decimals, half up by its size.

    >>> rounded(Fraction(1, 200)), rounded(Fraction(-1, 200)), rounded(Fraction(15, 2), 0)
    ('0.01', '-0.01', '8')
    """
    scale = 10**decimals
    units = int(abs(value) * scale + Fraction(1, 2))
    sign = "-" if value < 0 and units else ""
    whole, rest = divmod(units, scale)
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"


def median_of(values: Mapping[Fraction, int]) -> Fraction | None:
    """Return the median of values given with how often each occurs; None of none at all.

    Of an even number of values it is the mean of the middle two.

    >>> median_of({Fraction(10): 2, Fraction(7): 1, Fraction(4): 1})
    Fraction(17, 2)
    """
    count = sum(values.values())
    if not count:
        return None
    lower = _at(values, (count - 1) // 2)
    upper = _at(values, count // 2)
    return (lower + upper) / 2


def check_rounding(value: object) -> list[str]:
    """Return the places of a report at which a percentage or a mean is not what it is made of.

    >>> check_rounding({"a": [{"numerator": 1, "denominator": 3, "percent": "33.34"}]})
    ['a.0']
    """
    return [where for where, found in _members(value, "") if not _follows(found)]


def _follows(found: Mapping[str, Any]) -> bool:
    try:
        if "numerator" in found:
            return found == percent_of(int(found["numerator"]), int(found["denominator"]))
        if "sum" in found:
            return found == mean_of(Fraction(found["sum"]), int(found["count"]))
    except (KeyError, ValueError, TypeError, ZeroDivisionError):
        return False
    return True


def _members(value: object, where: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield where, value
        for name, member in value.items():
            yield from _members(member, f"{where}.{name}".lstrip("."))
    elif isinstance(value, list | tuple):
        for place, member in enumerate(value):
            yield from _members(member, f"{where}.{place}".lstrip("."))


def _at(values: Mapping[Fraction, int], place: int) -> Fraction:
    for value in sorted(values):
        place -= values[value]
        if place < 0:
            return value
    raise IndexError(place)
