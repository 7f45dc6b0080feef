"""Which prizes moved between two published versions of the same results.

Persons are told by their receipt codes, which both versions have, and never by name; units by name.
"""

from collections.abc import Mapping
from typing import Any

_Taken = list[str]


def moved_prizes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, object]]:
    """Return who takes other prizes than before, in the later version's order, who is gone last.

    ``before`` and ``after`` are summaries of results, which have all who take prizes.  Prizes that
    wait for the board are none yet.

    >>> won = {"group": "g", "prize": "Nhất", "decided": True}
    >>> one = {"winners": [{"receipt": "A", "awards": [won]}], "units": []}
    >>> two = {"winners": [{"receipt": "B", "awards": [won]}], "units": []}
    >>> [(each["receipt"], each["before"], each["after"]) for each in moved_prizes(one, two)]
    [('B', [], ['Nhất']), ('A', ['Nhất'], [])]
    """
    former, later = _taken(before), _taken(after)
    return [
        {"receipt": holder[0], "unit": holder[1], "before": was, "after": now}
        for holder in dict.fromkeys([*later, *former])
        if (was := former.get(holder, [])) != (now := later.get(holder, []))
    ]


def _taken(value: Mapping[str, Any]) -> dict[tuple[str, str], _Taken]:
    """Return what everybody takes, by receipt code or by the unit's name."""
    holders = [
        *((row["receipt"], "", row["awards"]) for row in value["winners"]),
        *(("", row["name"], row["awards"]) for row in value["units"]),
    ]
    return {
        (receipt, unit): [award["prize"] for award in awards if award["decided"]]
        for receipt, unit, awards in holders
    }
