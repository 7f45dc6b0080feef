"""Who has entered and who has not, by unit, while a round runs: never an answer, never a mark.

1. Whoever is registered for a unit, or enrolled from its roster, is one of its people.
2. A person has not entered, is answering (an attempt runs), or has finished (one is final: by
   submission, or because its time is over).
3. A unit sees its own people and those of every unit below it, each under the unit of their own.
4. Shares are given as two whole numbers; of what they are a share is always said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.contest.attempts import Attempt, is_in_time
from chalicelib.contest.ids import Pid, UnitId
from chalicelib.contest.name_order import vietnamese_order
from chalicelib.contest.rules import Contest, Round
from chalicelib.contest.units import ancestors, index_units

SCHEMA = 1


class EntryState(StrEnum):
    """How far somebody has come in a round."""

    NOT_YET = "not_yet"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of a unit's people."""

    pid: Pid
    name: str
    unit: UnitId | None


def entry_states(attempts: Iterable[Attempt], round_: Round, now: int) -> Mapping[Pid, EntryState]:
    """Return how far everybody has come who has an attempt in the round."""
    states: dict[Pid, EntryState] = {}
    for attempt in attempts:
        if attempt.round_id != round_.id:
            continue
        # Nobody may have asked for it since, but its time is over: the close will make it final.
        over = attempt.is_final() or not is_in_time(now, attempt.deadline_at)
        if over or attempt.key.pid not in states:
            states[attempt.key.pid] = EntryState.DONE if over else EntryState.RUNNING
    return states


def unit_view(
    contest: Contest,
    round_: Round,
    unit_id: UnitId,
    members: Iterable[Member],
    states: Mapping[Pid, EntryState],
    *,
    made_at: int,
) -> dict[str, object]:
    """Return the JSON value that a unit's coordinator sees.

    People are listed by unit in the contest's order, then by name; who has not entered comes first.
    """
    units = index_units(contest.units)
    order = {unit.id: place for place, unit in enumerate(contest.units)}
    below = {each for each in units if unit_id in ancestors(each, units)}
    listed = sorted(
        (
            (member, states.get(member.pid, EntryState.NOT_YET))
            for member in members
            if member.unit in below
        ),
        key=lambda pair: (
            list(EntryState).index(pair[1]),
            order[pair[0].unit] if pair[0].unit else 0,
            vietnamese_order(pair[0].name),
            pair[0].pid,
        ),
    )
    counts = {state.value: sum(found is state for _, found in listed) for state in EntryState}
    unit = units[unit_id]
    return {
        "schema": SCHEMA,
        "contest": {"id": contest.id, "name": contest.short_name},
        "round": {
            "id": round_.id,
            "name": round_.name,
            "opens_at": round_.opens_at,
            "closes_at": round_.closes_at,
        },
        "unit": {"id": unit.id, "name": unit.name},
        "made_at": made_at,
        "headcount": unit.headcount,
        "headcount_kind": contest.collective.headcount_kind,
        "people": len(listed),
        "counts": counts,
        "rows": [
            {
                "name": member.name,
                "unit": units[member.unit].name if member.unit else "",
                "state": state.value,
            }
            for member, state in listed
        ],
    }
