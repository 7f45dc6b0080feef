"""Which sheets of a workbook are read, and how findings name them."""

from collections.abc import Sequence

from office.contest_file.codes import Code
from office.contest_file.findings import Place
from office.tables.grid import TableRefusedError

_MOST_NAMED = 20


def choose_sheets(
    names: Sequence[str], visible: Sequence[str], shown: str, sheet: str | None
) -> Sequence[str]:
    """Return the sheet that was named, or the visible ones; raise TableRefusedError."""
    if sheet is None:
        return visible
    if sheet not in names:
        known = ", ".join(f"“{name}”" for name in names[:_MOST_NAMED])
        raise TableRefusedError(Code.UNKNOWN_SHEET, Place(path=shown), sheet=sheet, known=known)
    return [sheet]


def name_sheet(shown: str, sheet: str, visible: Sequence[str]) -> str:
    """Return how findings name a sheet: by its file alone where there is no other.

    >>> name_sheet("a.xlsx", "Sheet1", ["Sheet1"]), name_sheet("a.xlsx", "B", ["A", "B"])
    ('a.xlsx', 'a.xlsx[B]')
    """
    return shown if list(visible) == [sheet] else f"{shown}[{sheet}]"
