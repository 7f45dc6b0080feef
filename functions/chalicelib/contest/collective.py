"""Ranking of units: what counts for a unit, and how units compare.

1. An attempt counts once, in the unit that its contestant chose, and in every unit above it.
2. Units of the competing levels are ranked by the contest's measures, in the order stated; more is
   better, except ``mean_time_used``, where less is.  Means and rates are compared as exact
   fractions, never rounded.
3. Units equal in every measure share a rank.  A unit without any attempt is ranked too, at the end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Pid, UnitId
from chalicelib.contest.ranking import competition_ranks
from chalicelib.contest.rules import CollectiveRules, UnitMeasure
from chalicelib.contest.units import Unit, ancestors, index_units


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTotals:
    """The sums over a unit's counting attempts."""

    unit: UnitId
    attempts: int
    people: int
    total_marks: int
    perfect_papers: int
    time_used_ms: int
    headcount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStanding:
    """A unit's rank, 1 for the best, and the sums that it follows from."""

    rank: int
    totals: UnitTotals


def total_by_unit(scores: Iterable[Score], units: Sequence[Unit]) -> tuple[UnitTotals, ...]:
    """Return the totals of every unit, in the order of ``units``.

    Children add up to their parent, and nothing is counted twice.
    """
    index = index_units(units)
    lines = {unit.id: ancestors(unit.id, index) for unit in units}
    sums = {unit.id: [0, 0, 0, 0] for unit in units}
    people: dict[UnitId, set[Pid]] = {unit.id: set() for unit in units}
    for score in scores:
        if score.unit is None:
            continue
        for unit_id in lines[score.unit]:
            total = sums[unit_id]
            total[0] += 1
            total[1] += score.marks
            total[2] += score.is_perfect()
            total[3] += score.time_used_ms
            people[unit_id].add(score.pid)
    return tuple(
        UnitTotals(
            unit=unit.id,
            attempts=sums[unit.id][0],
            people=len(people[unit.id]),
            total_marks=sums[unit.id][1],
            perfect_papers=sums[unit.id][2],
            time_used_ms=sums[unit.id][3],
            headcount=unit.headcount,
        )
        for unit in units
    )


def rank_units(
    totals: Iterable[UnitTotals], units: Sequence[Unit], rules: CollectiveRules
) -> tuple[UnitStanding, ...]:
    """Return the standings of the units of the competing levels, best first."""
    index = index_units(units)
    keyed = sorted(
        (
            (tuple(_key_value(total, measure) for measure in rules.measures), total)
            for total in totals
            if index[total.unit].level in rules.levels
        ),
        key=lambda pair: (pair[0], pair[1].unit),
    )
    ranks = competition_ranks([key for key, _ in keyed])
    return tuple(
        UnitStanding(rank=rank, totals=total) for rank, (_, total) in zip(ranks, keyed, strict=True)
    )


def _key_value(totals: UnitTotals, measure: UnitMeasure) -> tuple[bool, Fraction]:
    """Return what a measure compares, smaller is better; a unit without the figure comes last."""
    missing = totals.attempts == 0
    attempts = totals.attempts or 1
    match measure:
        case UnitMeasure.TOTAL_MARKS:
            return False, Fraction(-totals.total_marks)
        case UnitMeasure.ATTEMPTS:
            return False, Fraction(-totals.attempts)
        case UnitMeasure.PEOPLE:
            return False, Fraction(-totals.people)
        case UnitMeasure.PERFECT_PAPERS:
            return False, Fraction(-totals.perfect_papers)
        case UnitMeasure.MEAN_MARKS:
            return missing, Fraction(-totals.total_marks, attempts)
        case UnitMeasure.PARTICIPATION_RATE:
            return not totals.headcount, Fraction(-totals.people, totals.headcount or 1)
        case UnitMeasure.MEAN_TIME_USED:
            return missing, Fraction(totals.time_used_ms, attempts)
