"""Shares, means and medians as a closing report writes them: exact, or two decimals, half up."""

from collections.abc import Sequence
from fractions import Fraction

from office.audit.frame import Value


def mean(total: Fraction, count: int) -> Value:
    """Return a mean with the sum and the number that it is made of.

    >>> mean(Fraction(20, 3), 2)
    {'sum': '20/3', 'count': 2, 'mean': '3.33'}
    """
    return {"sum": str(total), "count": count, "mean": rounded(total / count) if count else None}


def middle_of(values: Sequence[Fraction]) -> Fraction | None:
    """Return the median of sorted values; of an even number the mean of the middle two."""
    if not values:
        return None
    at = len(values) // 2
    return values[at] if len(values) % 2 else (values[at - 1] + values[at]) / 2


def share(part: int, whole: int) -> Value:
    """Return a share with its percentage, half up to two decimals.

    >>> share(1, 8)
    {'numerator': 1, 'denominator': 8, 'percent': '12.50'}
    """
    percent = rounded(Fraction(100 * part, whole)) if whole else None
    return {"numerator": part, "denominator": whole, "percent": percent}


def rounded(value: Fraction) -> str:
    """Return a number that is not below zero with two decimals, half up.

    >>> rounded(Fraction(1, 200))
    '0.01'
    """
    hundredths = int(value * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"
