"""What a report's document is made of: paragraphs, lists and tables, as JSON values.

The same blocks become Word, PDF and a page, so that all three say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Block = dict[str, object]
Cell = str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column: its heading, whether it holds numbers, and its share of the width."""

    name: str
    number: bool = True
    width: int = 1


def paragraph(text: str) -> Block:
    """Return a paragraph."""
    return {"kind": "paragraph", "text": text}


def listed(items: Sequence[str]) -> Block:
    """Return a list, each item of which begins with a dash."""
    return {"kind": "list", "items": list(items)}


def note(text: str) -> Block:
    """Return a note under a table."""
    return {"kind": "note", "text": text}


def table(
    title: str,
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[Cell]],
    *,
    sums: int = 0,
    groups: Sequence[int] = (),
) -> Block:
    """Return a table; its last ``sums`` rows are sums, and ``groups`` are rows that head others.

    Raises ValueError where a row has not one cell for each column.
    """
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"{title}: {len(row)} cells for {len(columns)} columns")
    return {
        "kind": "table",
        "title": title,
        # The column that says of what a row is: the first one of words.
        "head": next(place for place, column in enumerate(columns) if not column.number),
        "columns": [
            {"name": column.name, "number": column.number, "width": column.width}
            for column in columns
        ],
        "rows": [
            {
                "cells": list(row),
                "strong": place >= len(rows) - sums or place in groups,
            }
            for place, row in enumerate(rows)
        ],
    }


def part(title: str, *blocks: Block | None) -> dict[str, object]:
    """Return a titled part of a section with the blocks that there are."""
    return {"title": title, "blocks": [block for block in blocks if block is not None]}
