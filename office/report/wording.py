"""Figures of a report in words: a share is only ever written with both of its numbers.

Everything here reads the report's own values; a percentage cannot be given from anywhere else.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from chalicelib.contest.results_shown import number_shown
from chalicelib.contest.rules import LegalDocument
from chalicelib.contest.times import format_day, format_duration
from office.report.exact import rounded
from office.texts import text

_KINDS = (
    "Nghị quyết",
    "Nghị định",
    "Quyết định",
    "Kế hoạch",
    "Công văn",
    "Chỉ thị",
    "Thông tư",
    "Chương trình hành động",
    "Chương trình",
    "Đề án",
    "Hướng dẫn",
    "Thể lệ",
)
_LAWS = ("Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh")
_PLACES = ("thành phố ", "tỉnh ", "huyện ", "thị xã ", "quận ", "phường ", "xã ")


def share_shown(share: Mapping[str, Any]) -> str:
    """Return a share with its numerator, its denominator and the percentage; a dash for none.

    >>> share_shown({"numerator": 1269, "denominator": 20058, "percent": "6.33"})
    '1.269/20.058 (6,33%)'
    """
    part, whole = number_shown(share["numerator"]), number_shown(share["denominator"])
    if share["percent"] is None:
        return text("report.none")
    return text("report.share", part=part, whole=whole, percent=decimal_shown(share["percent"]))


def decimal_shown(number: str | None) -> str:
    """Return a decimal with a comma, and dots between thousands; a dash for none.

    >>> decimal_shown("1234.50"), decimal_shown("-0.07"), decimal_shown(None)
    ('1.234,50', '-0,07', '–')
    """
    if number is None:
        return text("report.none")
    sign = "-" if number.startswith("-") else ""
    whole, _, decimals = number.removeprefix("-").partition(".")
    return sign + number_shown(int(whole)) + (f",{decimals}" if decimals else "")


def mean_shown(mean: Mapping[str, Any]) -> str:
    """Return a mean as the report rounds it."""
    return decimal_shown(mean["mean"])


def exact_shown(exact: str | None) -> str:
    """Return an exact number such as ``20/3``, rounded as every other one.

    >>> exact_shown("20/3"), exact_shown("15")
    ('6,67', '15,00')
    """
    return text("report.none") if exact is None else decimal_shown(rounded(Fraction(exact)))


def signed_shown(number: int) -> str:
    """Return a difference with its sign.

    >>> signed_shown(56285), signed_shown(-18), signed_shown(0)
    ('+56.285', '-18', '0')
    """
    sign = "+" if number > 0 else "-" if number < 0 else ""
    return sign + number_shown(abs(number))


def duration_shown(duration_ms: int | None) -> str:
    """Return a time used; a dash for none."""
    return text("report.none") if duration_ms is None else format_duration(duration_ms)


def day_shown(day: str) -> str:
    """Return a day of the report as official papers write it.

    >>> day_shown("2023-06-05")
    '05/6/2023'
    """
    return format_day(date.fromisoformat(day))


def place_shown(place: str) -> str:
    """Return the name of a place as it stands before the date of an official paper.

    >>> place_shown("thành phố Sông Công, tỉnh Thái Nguyên"), place_shown("phường 5")
    ('Sông Công', 'Phường 5')
    """
    first = place.split(",", maxsplit=1)[0].strip()
    for prefix in _PLACES:
        rest = first[len(prefix) :].strip()
        if first.lower().startswith(prefix) and rest and not rest[0].isdigit():
            return rest[0].upper() + rest[1:]
    return first[:1].upper() + first[1:]


def document_shown(document: LegalDocument) -> str:
    """Return a document as official papers cite it: kind, number, date, issuer, subject."""
    title = " ".join(document.title.split())
    facts = {
        "number": document.number,
        "day": format_day(document.issued_on),
        "issuer": document.issuer,
    }
    if title.startswith(_LAWS):
        return text("report.law_named", title=title, **facts)
    for kind in _KINDS:
        rest = title.removeprefix(kind).strip()
        if title.startswith(kind) and rest:
            return text("report.document_named", kind=kind, rest=rest, **facts)
    return text("report.document_titled", title=title, **facts)
