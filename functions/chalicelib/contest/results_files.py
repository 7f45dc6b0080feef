"""Public results in the parts that a page fetches: a small summary at once, the rows when needed.

Both parts are pure functions of the public value, so that its digest covers them.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

PAGE_ROWS = 50
"""How many persons a page of the table shows; the summary brings the first page."""

CODE_LETTERS = 10
"""Letters of a receipt's code without its hyphens."""

_Row = Mapping[str, Any]


def summary_value(public_value: Mapping[str, Any]) -> dict[str, object]:
    """Return public results with the first page of persons alone, and with all who take prizes.

    ``persons`` are the first ``PAGE_ROWS``, ``winners`` those with a prize, decided or not, both in
    the order of the standings; ``persons_of`` says how many each division has.
    """
    persons: Sequence[_Row] = public_value["persons"]
    return {
        **public_value,
        "persons": persons[:PAGE_ROWS],
        "persons_total": len(persons),
        "persons_of": {
            division["id"]: sum(row["division"] == division["id"] for row in persons)
            for division in public_value["divisions"]
        },
        "winners": [row for row in persons if row["awards"]],
    }


def rows_value(public_value: Mapping[str, Any]) -> dict[str, object]:
    r"""Return the persons of public results by column.

    Columns of text that repeats hold places in a list of what occurs; ranks hold their difference
    to the row before; names stand one a line; codes one after the other without hyphens.

    >>> row = {"rank": 1, "receipt": "7K2M-9QXD-4T", "name": "Lê Ví Dụ", "unit": "p1",
    ...        "unit_name": "Phường 1", "division": None, "marks": "15", "time_used_ms": 64_005,
    ...        "awards": []}
    >>> value = rows_value({"persons": [row, {**row, "rank": 2, "name": "Lê Ví Thử"}]})
    >>> value["ranks"], value["names"], value["unit_at"]
    ([1, 1], 'Lê Ví Dụ\nLê Ví Thử', [0, 0])
    """
    persons: Sequence[_Row] = public_value["persons"]
    units, unit_at = _places([(row["unit"], row["unit_name"]) for row in persons])
    divisions, division_at = _places([row["division"] for row in persons])
    marks, marks_at = _places([row["marks"] for row in persons])
    ranks = [row["rank"] for row in persons]
    return {
        "schema": 1,
        "ranks": [*ranks[:1], *(after - before for before, after in pairwise(ranks))],
        "names": "\n".join(row["name"] for row in persons),
        "codes": "".join(_code(row["receipt"]) for row in persons),
        "units": [[unit, name] for unit, name in units],
        "unit_at": unit_at,
        "divisions": divisions,
        "division_at": division_at if len(divisions) > 1 else [],
        "marks": marks,
        "marks_at": marks_at,
        "times": [row["time_used_ms"] for row in persons],
        "awards": [[at, row["awards"]] for at, row in enumerate(persons) if row["awards"]],
    }


def _code(receipt: str) -> str:
    return receipt.replace("-", "").ljust(CODE_LETTERS)[:CODE_LETTERS]


def _places(values: Sequence[Any]) -> tuple[list[Any], list[int]]:
    """Return what occurs, as it first does, and for each value its place there."""
    places: dict[Any, int] = {}
    at = [places.setdefault(value, len(places)) for value in values]
    return list(places), at
