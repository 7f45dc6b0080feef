"""What a unit's page shows: its part in every round, its prizes, the units above and below."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.contest.ids import RoundId, UnitId
from chalicelib.contest.name_order import title_order
from chalicelib.contest.results_shown import Row
from chalicelib.contest.rules import Contest, Round
from chalicelib.contest.units import Unit
from sitegen.language import text
from sitegen.results_view import (
    UnitAward,
    UnitPart,
    collective_row,
    rows_by_unit,
    unit_awards,
    unit_part,
)
from sitegen.settings import Published

Entered = Mapping[RoundId | None, Mapping[UnitId, Sequence[Row]]]
"""The persons' rows of each round by unit, those of the whole contest under None."""


def rows_entered(contest: Contest, published: Published) -> Entered:
    """Return the persons' rows by unit, once for all units' pages."""
    entered: dict[RoundId | None, Mapping[UnitId, Sequence[Row]]] = {
        id_: rows_by_unit(value, contest) for id_, value in published.rounds.items()
    }
    if published.contest is not None:
        entered[None] = rows_by_unit(published.contest, contest)
    return entered


def people_by_unit(
    contest: Contest, published: Published
) -> tuple[str, Mapping[UnitId, int | None]] | None:
    """Return how many people of every unit took part, under a column's name.

    The whole contest's results count; before they are out, those of the newest round.  A unit has
    None where they tell nothing of it.
    """
    name, value = text("site.units.people"), published.contest
    for round_ in reversed(contest.rounds):
        if value is None and round_.id in published.rounds:
            value = published.rounds[round_.id]
            name = text("site.units.people_round", round=round_.name)
    if value is None:
        return None
    own = {row["unit"]: row["people"] for row in value["units"]}
    rows = rows_by_unit(value, contest) if value["persons"] else {}
    people = {
        unit.id: own.get(unit.id, len(rows[unit.id]) if rows else None) for unit in contest.units
    }
    return name, people


def unit_values(
    contest: Contest, published: Published, unit: Unit, entered: Entered
) -> dict[str, Any]:
    """Return the values of a unit's page."""
    parts: list[tuple[Round, UnitPart | None]] = []
    awards: list[UnitAward] = []
    for round_ in contest.rounds:
        value = published.rounds.get(round_.id)
        if value is None:
            parts.append((round_, None))
            continue
        rows = entered[round_.id][unit.id]
        parts.append((round_, unit_part(value, unit, rows, contest)))
        awards += unit_awards(value, unit, rows, round_.name)
    whole = published.contest
    if whole is not None:
        scope = text("site.unit.overall")
        awards = unit_awards(whole, unit, entered[None][unit.id], scope) + awards
    competes = collective_row(published, unit.id) is not None
    return {
        "parts": parts,
        "full_marks": {id_: value["full_marks"] for id_, value in published.rounds.items()},
        "awards": awards,
        "overall": unit_part(whole, unit, (), contest) if whole and competes else None,
        "parent": next((other for other in contest.units if other.id == unit.parent), None),
        "children": sorted(
            (other for other in contest.units if other.parent == unit.id),
            key=lambda child: title_order(child.name),
        ),
    }
