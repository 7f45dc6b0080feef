"""Columns that a tool asks for, and how their headings are recognised.

1. Headings are compared without case, marks, blanks and punctuation, and without what stands in
   parentheses or the asterisk of a required column: ``HỌ VÀ TÊN (*)`` is ``Họ và tên``.
2. Composed and decomposed letters are the same heading.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from office.contest_file.units_file import fold_name

_ASIDE = re.compile(r"[(（\[][^)）\]]*[)）\]]")


class ColumnKind(StrEnum):
    """What the cells of a column hold, and so what becomes of a number or a date in them.

    ``TEXT``: numbers as Vietnamese write them.  ``CODE``: identifiers and telephone numbers, where
    a number has lost its leading zeros.  ``WHOLE``: digits.  ``DATE``: a day, read as
    ``yyyy-mm-dd``.  ``FLAG``: text, or a spreadsheet's TRUE and FALSE as ``true`` and ``false``.
    """

    TEXT = "text"
    CODE = "code"
    WHOLE = "whole"
    DATE = "date"
    FLAG = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column that a tool knows.

    ``key`` is what the code calls it; ``headers`` are the headings by which it is recognised, the
    first of them the one that is printed and written.  A table without a ``required`` column is
    refused.  Line ends inside cells are kept only where the column is ``multiline``.
    """

    key: str
    headers: tuple[str, ...]
    required: bool = False
    kind: ColumnKind = ColumnKind.TEXT
    multiline: bool = False

    @property
    def name(self) -> str:
        """Return the heading that people are told."""
        return self.headers[0]


def fold_heading(heading: str) -> str:
    """Return what counts of a heading.

    >>> fold_heading("HỌ VÀ TÊN (viết hoa) *") == fold_heading("Họ và tên")
    True
    """
    return fold_name(_ASIDE.sub("", heading))


def by_heading(columns: Iterable[Column]) -> Mapping[str, Column]:
    """Return the columns by their folded headings; raise ValueError where two share one."""
    found: dict[str, Column] = {}
    for column in columns:
        for header in column.headers:
            folded = fold_heading(header)
            if found.setdefault(folded, column) is not column:
                raise ValueError(f"two columns are called {header!r}")
    return found
