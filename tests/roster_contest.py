"""A contest by roster: who is on it, and how its scene begins."""

from typing import Any

from builders import make_contest, make_entry
from scene import Scene, make_scene

from chalicelib.contest.ids import UnitId
from chalicelib.contest.rules import Contest, EntryMode
from chalicelib.use_cases.enrol import Enrolled, RosterEntry, enrol_people


def make_roster_contest(**overrides: Any) -> Contest:
    """Return a contest in which the organizer hands out the codes."""
    entry = make_entry(mode=EntryMode.ROSTER, **overrides)
    return make_contest(entry=entry)


def make_roster_entry(number: int = 1, **overrides: Any) -> RosterEntry:
    """Return what the roster says of that person."""
    fields: dict[str, Any] = {
        "identifier": f"99900000{number:04d}",
        "name": "Trần Thị Ví Dụ",
        "birth_date": "1990-02-28",
        "unit": UnitId("phuong-1"),
        "phone": f"09990{number:05d}",
    }
    return RosterEntry(**{**fields, **overrides})


def make_roster_scene(contest: Contest | None = None, **options: Any) -> Scene:
    """Return a prepared contest by roster whose first round opened a minute ago."""
    return make_scene(contest or make_roster_contest(), **options)


def enrol(scene: Scene, *entries: RosterEntry) -> list[Enrolled]:
    """Enrol these people, or the first one of all."""
    return enrol_people(scene.desks.enrol, entries or (make_roster_entry(),))


def code_of(scene: Scene, number: int = 1, **overrides: Any) -> str:
    """Enrol somebody new and return the code."""
    (enrolled,) = enrol(scene, make_roster_entry(number, **overrides))
    assert enrolled.code is not None
    return enrolled.code
