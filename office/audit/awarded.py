"""Prizes in a closing report: by group and prize what was offered, given, undecided, not given.

Counted from the rows of archived standings, which are derived anew elsewhere.  Places of a group
are filled from the first prize on; a filled place that is not given is left to the board.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from office.audit.canon import read_json
from office.audit.frame import WHOLE, Frame, Value
from office.audit.raw import Records

COUNTED = ("offered", "awarded", "undecided", "vacant")


def awards_counted(records: Records, frame: Frame) -> Value:
    """Return the awards as a report should have them, groups by round and id."""
    contest = frame.contest()
    groups: dict[str, Value] = {}
    winners: dict[str, set[str]] = {"persons": set(), "units": set()}
    for scope in (*(each["id"] for each in contest["rounds"]), WHOLE):
        standings = _standings(records, frame, scope)
        if standings is None:
            continue
        rows = [
            (holder, row[named], award)
            for holder, named in (("persons", "pid"), ("units", "unit"))
            for row in standings[holder]
            for award in row["awards"]
        ]
        for holder, name, award in rows:
            if award["decided"]:
                winners[holder].add(name)
        for group in contest["prizes"]["groups"]:
            if (group["per"] == "contest") == (scope == WHOLE):
                mine = [award for _, _, award in rows if award["group"] == group["id"]]
                groups[f"{scope}/{group['id']}"] = _group(group, mine)
    names = (*COUNTED, *(f"{name}_value" for name in COUNTED))
    return {
        "groups": groups,
        **{name: sum(group[name] for group in groups.values()) for name in names},
        "people_awarded": len(winners["persons"]),
        "units_awarded": len(winners["units"]),
    }


def awards_said(awards: Any) -> Value:
    """Return what a report says of the same."""
    if not isinstance(awards, Mapping):
        return {}
    said = {each: value for each, value in awards.items() if each != "groups"}
    said["groups"] = {
        f"{group['round'] or WHOLE}/{group['group']}": {
            name: value
            for name, value in group.items()
            if name not in {"round", "group", "name", "to"}
        }
        for group in awards["groups"]
    }
    return said


def _standings(records: Records, frame: Frame, scope: str) -> Value | None:
    digest = frame.states.get(scope, {}).get("standings")
    if not isinstance(digest, bytes):
        return None
    value = read_json(
        records.archive.get(f"{records.contest}/{scope}/standings-{digest.hex()}.json")
    )
    return value if isinstance(value, dict) else None


def _group(group: Value, mine: list[Value]) -> Value:
    places = [
        (prize["name"], prize["value"]) for prize in group["prizes"] for _ in range(prize["count"])
    ]
    offered, filled = Counter(places), Counter(places[: len(mine)])
    given = Counter((award["prize"], award["value"]) for award in mine if award["decided"])
    prizes: list[Value] = [
        {
            "prize": name,
            "value": value,
            "offered": offered[name, value],
            "awarded": given[name, value],
            "undecided": filled[name, value] - given[name, value],
            "vacant": offered[name, value] - filled[name, value],
        }
        for name, value in dict.fromkeys(places)
    ]
    return {
        "prizes": prizes,
        **{name: sum(prize[name] for prize in prizes) for name in COUNTED},
        **{f"{n}_value": sum(prize[n] * prize["value"] for prize in prizes) for n in COUNTED},
    }
