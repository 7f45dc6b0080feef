"""Public results as a page shows them: winners by prize, first rows, a unit's part in a round."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.ids import UnitId
from chalicelib.contest.rules import Contest
from chalicelib.contest.units import Unit, ancestors, index_units
from sitegen.settings import Published

PAGE_ROWS = 50

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Podium:
    """A prize and the rows that take it."""

    prize: str
    value: int
    certificate: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView:
    """What a results page shows of one JSON value before any script runs."""

    digest: str
    figures: Mapping[str, int]
    questions: int
    publishes_at: int
    podium: tuple[Podium, ...]
    undecided: tuple[str, ...]
    persons: tuple[Row, ...]
    persons_total: int
    units: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPart:
    """A unit's part in one round (or in all): sums, and its rank where it competes."""

    attempts: int
    people: int | None
    total_marks: int
    perfect_papers: int
    rank: int | None = None


def results_view(value: Mapping[str, Any], *, contest_wide: bool = False) -> ResultsView:
    """Return the view of a round's results, or of the contest's, whose prizes go to units."""
    persons: Sequence[Row] = value["persons"]
    units: Sequence[Row] = value["units"]
    ranked = units if contest_wide else persons
    return ResultsView(
        digest=digest_of(canonical_json(value)),
        figures=value["figures"],
        questions=value["questions"],
        publishes_at=value["publishes_at"],
        podium=tuple(_podium(ranked)),
        undecided=_undecided(ranked),
        persons=tuple(persons[:PAGE_ROWS]),
        persons_total=len(persons),
        units=tuple(units),
    )


def unit_part(
    value: Mapping[str, Any], unit: Unit, rows: Sequence[Row], *, one_attempt: bool
) -> UnitPart:
    """Return a unit's part: its own row where it competes, else the sum of its people's rows."""
    for row in value["units"]:
        if row["unit"] == unit.id:
            return UnitPart(
                attempts=row["attempts"],
                people=row["people"],
                total_marks=row["total_marks"],
                perfect_papers=row["perfect_papers"],
                rank=row["rank"],
            )
    return UnitPart(
        attempts=len(rows),
        people=len(rows) if one_attempt else None,
        total_marks=sum(row["marks"] for row in rows),
        perfect_papers=sum(row["marks"] == value["questions"] for row in rows),
    )


def rows_by_unit(value: Mapping[str, Any], contest: Contest) -> Mapping[UnitId, Sequence[Row]]:
    """Return the persons' rows of every unit: its own people and those of the units below it."""
    index = index_units(contest.units)
    lines = {unit.id: ancestors(unit.id, index) for unit in contest.units}
    rows: dict[UnitId, list[Row]] = {unit.id: [] for unit in contest.units}
    for row in value["persons"]:
        for unit in lines.get(row["unit"], ()):
            rows[unit].append(row)
    return rows


def collective_row(published: Published, unit: UnitId) -> Row | None:
    """Return the unit's row in the contest's results, if they are out and it competes."""
    if published.contest is None:
        return None
    rows: Sequence[Row] = published.contest["units"]
    return next((row for row in rows if row["unit"] == unit), None)


def _podium(rows: Sequence[Row]) -> Iterator[Podium]:
    by_prize: dict[str, list[Row]] = {}
    for row in rows:
        if row["award"] is not None and row["award"]["decided"]:
            by_prize.setdefault(row["award"]["prize"], []).append(row)
    for prize, winners in by_prize.items():
        award = winners[0]["award"]
        yield Podium(
            prize=prize,
            value=award["value"],
            certificate=award["certificate"],
            rows=tuple(winners),
        )


def _undecided(rows: Sequence[Row]) -> tuple[str, ...]:
    prizes = [row["award"]["prize"] for row in rows if row["award"] and not row["award"]["decided"]]
    return tuple(dict.fromkeys(prizes))
