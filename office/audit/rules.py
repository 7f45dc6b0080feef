"""Rules as they were compiled, completed by what older ones leave unsaid.

Rules are kept for ever under their digest; a member that came later has a value that means what was
so before there was one.  Only members that an audit reads are completed.
"""

from collections.abc import Mapping
from typing import Any

Defaults = Mapping[str, Any]

_PAPER: Defaults = {
    "shuffle_questions": True,
    "quotas": [],
    "only_if_all_answered": False,
    "prediction": None,
}
_QUOTA: Defaults = {"topic": "", "difficulty": ""}
_DEFAULTS: Mapping[str, Defaults] = {
    "": {
        "divisions": [],
        "last_edition": None,
        "complaints": None,
        "clips": [],
        "publishes_questions": True,
        "organizers": [],
    },
    "paper": _PAPER,
    "paper.quotas": _QUOTA,
    "divisions": {"paper": None},
    "divisions.paper": _PAPER,
    "divisions.paper.quotas": _QUOTA,
    "attempts": {"limit": 1, "per": "round", "counts": "only"},
    "marks": {"scale": None, "decimals": 2, "wrong_percent": 0},
    "ranking": {"draw_seed": ""},
    "collective": {"terms": [], "conditions": [], "least_headcount": 0, "decimals": 2},
    "collective.terms": {
        "against": "best_unit",
        "full": 0,
        "cap_percent": 100,
        "missing": "zero",
        "best_n": 0,
    },
    "prizes": {"groups": [], "most_per_person": None},
    "prizes.groups": {"division": None, "block": "", "merit": "rank", "pass_percent": 0},
    "prizes.groups.prizes": {"certificate": ""},
    "units": {"parent": None, "block": "", "headcount": None, "selectable": True},
    "entry": {"winners_shown_as": "full", "others_shown_as": "short"},
    "last_edition": {"attempts": None, "people": None, "units": None},
}


def completed(value: Any, at: str = "") -> Any:
    """Return rules with every member that an audit reads."""
    if isinstance(value, list):
        return [completed(each, at) for each in value]
    if not isinstance(value, Mapping):
        return value
    whole = {**_DEFAULTS.get(at, {}), **value}
    return {
        name: completed(member, f"{at}.{name}" if at else name) for name, member in whole.items()
    }


def question_completed(question: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question with every member."""
    later = {"kind": "single", "points": 1, "topic": "", "difficulty": ""}
    options = [{"last": False, **option} for option in question["options"]]
    return {**later, **question, "options": options}
