"""Public results as a page shows them: winners by prize, first rows, a unit's part in a round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.ids import UnitId
from chalicelib.contest.results_shown import (
    PrizeStage,
    Row,
    by_division,
    decided_awards,
    group_names,
    names_to_tell_apart,
    stages,
)
from chalicelib.contest.rules import AttemptRules, Contest
from chalicelib.contest.units import Unit, ancestors, index_units
from sitegen.settings import Published
from sitegen.shown import extra_time_lines, marks_shown, prize_title, undecided_prizes

PAGE_ROWS = 50
BEST_PEOPLE = 5
"""How many of its people a unit's page lists for a round and a division."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView:
    """What a results page shows of one JSON value before any script runs."""

    digest: str
    figures: Mapping[str, int]
    extra_time: tuple[str, ...]
    """What is to be told of extra time."""
    full_marks: str
    """Empty where papers differ, and for the sums over a whole contest."""
    publishes_at: int
    official_at: int | None
    """From when nobody can complain any more; None where the rules know no complaints."""
    corrected: bool
    stages: tuple[PrizeStage, ...]
    undecided: tuple[str, ...]
    persons: tuple[tuple[str, tuple[Row, ...]], ...]
    """The first rows of every division, under its name; a single empty name where there is none."""
    persons_total: int
    persons_shown: int
    person_groups: Mapping[str, str]
    units: tuple[Row, ...]
    unit_groups: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPart:
    """A unit's part in one round (or in all): sums, and its rank where it competes."""

    attempts: int | None
    people: int
    total_marks: str | None
    perfect_papers: int | None
    row: Row | None = None
    """Its own row, where it competes."""
    best: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    """Its best people whom the rules name, by division; a single empty name where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAward:
    """A prize that went to a unit or to one of its people, and where."""

    who: str | None
    """The person's name as shown, None for the unit itself."""
    prize: str
    group: str
    value: int
    scope: str


def results_view(value: Mapping[str, Any], contest: Contest) -> ResultsView:
    """Return the view of a round's results, or of the contest's."""
    persons: Sequence[Row] = value["persons"]
    divisions = tuple((name, rows[:PAGE_ROWS]) for name, rows in by_division(value))
    return ResultsView(
        digest=digest_of(canonical_json(value)),
        figures=value["figures"],
        extra_time=extra_time_lines(value),
        full_marks=value["full_marks"],
        publishes_at=value["publishes_at"],
        official_at=value.get("official_at"),
        corrected="corrections" in value["digests"],
        stages=stages(value, contest.prizes.groups),
        undecided=undecided_prizes(value),
        persons=divisions,
        persons_total=len(persons),
        persons_shown=sum(len(rows) for _, rows in divisions),
        person_groups=names_to_tell_apart(value, persons),
        units=tuple(value["units"]),
        unit_groups=names_to_tell_apart(value, value["units"]),
    )


def unit_part(
    value: Mapping[str, Any], unit: Unit, rows: Sequence[Row], contest: Contest
) -> UnitPart:
    """Return a unit's part: its own row where it competes, else what its people's rows tell.

    Marks as shown may be rounded, so that only whole points can be added up.
    """
    best = _best_people(value, rows)
    for row in value["units"]:
        if row["unit"] == unit.id:
            return UnitPart(
                attempts=row["attempts"],
                people=row["people"],
                total_marks=marks_shown(row["total_marks"]),
                perfect_papers=row["perfect_papers"],
                row=row,
                best=best,
            )
    exact = contest.marks.scale is None and not contest.marks.wrong_percent
    full = value["full_marks"]
    return UnitPart(
        attempts=len(rows) if contest.attempts == AttemptRules() else None,
        people=len(rows),
        total_marks=marks_shown(str(sum(int(row["marks"]) for row in rows))) if exact else None,
        perfect_papers=sum(row["marks"] == full for row in rows) if exact and full else None,
        best=best,
    )


def _best_people(
    value: Mapping[str, Any], rows: Sequence[Row]
) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    named = [row for row in rows if row["name"]]
    divisions = value["divisions"] or [{"id": None, "name": ""}]
    found = (
        (
            division["name"],
            tuple([row for row in named if row["division"] == division["id"]][:BEST_PEOPLE]),
        )
        for division in divisions
    )
    return tuple((name, best) for name, best in found if best)


def rows_by_unit(value: Mapping[str, Any], contest: Contest) -> Mapping[UnitId, Sequence[Row]]:
    """Return the persons' rows of every unit: its own people and those of the units below it."""
    index = index_units(contest.units)
    lines = {unit.id: ancestors(unit.id, index) for unit in contest.units}
    rows: dict[UnitId, list[Row]] = {unit.id: [] for unit in contest.units}
    for row in value["persons"]:
        for unit in lines.get(row["unit"], ()):
            rows[unit].append(row)
    return rows


def unit_awards(
    value: Mapping[str, Any], unit: Unit, rows: Sequence[Row], scope: str
) -> list[UnitAward]:
    """Return the prizes of the unit itself and then of its people, in one round or in all."""
    own = [row for row in value["units"] if row["unit"] == unit.id]
    names = group_names(value)
    return [
        UnitAward(
            who=row["name"] if "receipt" in row else None,
            prize=prize_title(award["prize"]),
            group=names[award["group"]],
            value=award["value"],
            scope=scope,
        )
        for row, award in decided_awards([*own, *rows])
    ]


def collective_row(published: Published, unit: UnitId) -> Row | None:
    """Return the unit's row in the contest's results, if they are out and it competes."""
    if published.contest is None:
        return None
    rows: Sequence[Row] = published.contest["units"]
    return next((row for row in rows if row["unit"] == unit), None)
