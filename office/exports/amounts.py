"""Exact amounts as spreadsheets take them: rounded half up to a stated number of decimals."""

from decimal import Decimal
from fractions import Fraction

RATE_DECIMALS = 2


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Return a value of zero or more rounded half up, with all its decimals.

    >>> rounded(Fraction(20, 3), 2), rounded(Fraction(1, 8), 2), rounded(Fraction(7), 2)
    (Decimal('6.67'), Decimal('0.13'), Decimal('7.00'))
    """
    unit = 10**decimals
    return Decimal(int(value * unit + Fraction(1, 2))).scaleb(-decimals)


def shown_marks(value: Fraction, decimals: int) -> Decimal | int:
    """Return marks as results show them: rounded, without decimals where they are whole.

    >>> shown_marks(Fraction(15), 2), shown_marks(Fraction(44, 3), 2)
    (15, Decimal('14.67'))
    """
    marks = rounded(value, decimals)
    return int(marks) if marks == int(marks) else marks


def rate(part: int, whole: int | None) -> Decimal | None:
    """Return a share in per cent; None where nobody knows of how many.

    >>> rate(1, 3), rate(5, None), rate(5, 0)
    (Decimal('33.33'), None, None)
    """
    return rounded(Fraction(100 * part, whole), RATE_DECIMALS) if whole else None
