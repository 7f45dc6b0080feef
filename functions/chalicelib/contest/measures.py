"""What is measured of a unit: sums over its attempts, and the figures that follow from them.

Children add up to their parent, and nothing is counted twice: an attempt counts once in the unit
that its contestant chose and rolls up from there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.contest.grading import Score, value_of
from chalicelib.contest.ids import Pid, RoundId, UnitId
from chalicelib.contest.rules import ClipMarks, MarksRules, UnitMeasure
from chalicelib.contest.units import Unit, ancestors, index_units

PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTotals:
    """The sums over a unit's attempts.

    ``attempts`` are all valid ones; marks, perfect papers and times are of those that count, which
    are ``counting``.  Marks are on the contest's scale, exact.
    """

    unit: UnitId
    attempts: int
    people: int
    counting: int
    total_marks: Fraction
    perfect_papers: int
    time_used_ms: int
    rounds: int
    """In how many rounds somebody took part."""
    marks: tuple[tuple[Fraction, int], ...] = ()
    """The marks that occur among counting attempts, best first, each with how many have them."""
    headcount: int | None = None
    clip_marks: Fraction | None = None
    """The marks of the unit's clip in percent of the full ones; None where it has none."""


def total_by_unit(
    valid: Iterable[Score],
    counting: Iterable[Score],
    units: Sequence[Unit],
    marks: MarksRules,
    clips: Iterable[ClipMarks] = (),
) -> tuple[UnitTotals, ...]:
    """Return the totals of every unit, in the order of ``units``.

    ``valid`` are all attempts, ``counting`` those of them that give marks.  A clip counts for the
    unit that sent it and for no other.
    """
    index = index_units(units)
    lines = {unit.id: ancestors(unit.id, index) for unit in units}
    attempts = dict.fromkeys(index, 0)
    people: dict[UnitId, set[Pid]] = {unit: set() for unit in index}
    rounds: dict[UnitId, set[RoundId]] = {unit: set() for unit in index}
    for score in valid:
        for unit in lines[score.unit] if score.unit is not None else ():
            attempts[unit] += 1
            people[unit].add(score.pid)
            rounds[unit].add(score.round_id)
    counted: dict[UnitId, list[Score]] = {unit: [] for unit in index}
    for score in counting:
        for unit in lines[score.unit] if score.unit is not None else ():
            counted[unit].append(score)
    percents = _clip_percents(clips)
    return tuple(
        _sum_up(
            unit,
            counted[unit.id],
            marks,
            attempts=attempts[unit.id],
            people=len(people[unit.id]),
            rounds=len(rounds[unit.id]),
            clip_marks=percents.get(unit.id),
        )
        for unit in units
    )


def measure_value(totals: UnitTotals, measure: UnitMeasure, best_n: int = 0) -> Fraction | None:
    """Return a unit's figure, exactly; None where it has none (a mean over nothing, say).

    Rates and shares are in percent, times in milliseconds, marks on the contest's scale, clip marks
    in percent of their full marks.
    """
    match measure:
        case UnitMeasure.ATTEMPTS:
            return Fraction(totals.attempts)
        case UnitMeasure.PEOPLE:
            return Fraction(totals.people)
        case UnitMeasure.ROUNDS_TAKEN_PART:
            return Fraction(totals.rounds)
        case UnitMeasure.TOTAL_MARKS:
            return totals.total_marks
        case UnitMeasure.PERFECT_PAPERS:
            return Fraction(totals.perfect_papers)
        case UnitMeasure.CLIP_MARKS:
            return totals.clip_marks
        case UnitMeasure.BEST_MARKS:
            return totals.marks[0][0] if totals.marks else None
        case UnitMeasure.BEST_N_MARKS:
            return _sum_of_best(totals.marks, best_n) if totals.marks else None
        case UnitMeasure.PARTICIPATION_RATE:
            return _ratio(PERCENT * totals.people, totals.headcount)
        case UnitMeasure.MEAN_MARKS:
            return totals.total_marks / totals.counting if totals.counting else None
        case UnitMeasure.PERFECT_SHARE:
            return _ratio(PERCENT * totals.perfect_papers, totals.counting)
        case UnitMeasure.MEAN_TIME_USED:
            return _ratio(totals.time_used_ms, totals.counting)


def _sum_up(
    unit: Unit,
    scores: Sequence[Score],
    rules: MarksRules,
    *,
    attempts: int,
    people: int,
    rounds: int,
    clip_marks: Fraction | None,
) -> UnitTotals:
    one_of_each = {(score.marks, score.full_marks): score for score in scores}
    counts = Counter((score.marks, score.full_marks) for score in scores)
    by_value: Counter[Fraction] = Counter()
    for alike, score in one_of_each.items():
        by_value[value_of(score, rules)] += counts[alike]
    marks = sorted(by_value.items(), reverse=True)
    return UnitTotals(
        unit=unit.id,
        attempts=attempts,
        people=people,
        counting=len(scores),
        total_marks=sum((value * count for value, count in marks), Fraction(0)),
        perfect_papers=sum(score.is_perfect() for score in scores),
        time_used_ms=sum(score.time_used_ms for score in scores),
        rounds=rounds,
        marks=tuple(marks),
        headcount=unit.headcount,
        clip_marks=clip_marks,
    )


def _sum_of_best(marks: Iterable[tuple[Fraction, int]], best_n: int) -> Fraction:
    """Return the sum of the best n, or of all where there are fewer.

    >>> _sum_of_best([(Fraction(10), 2), (Fraction(7), 5)], 4)
    Fraction(34, 1)
    """
    total = Fraction(0)
    for value, count in marks:
        taken = min(count, best_n)
        total += value * taken
        best_n -= taken
    return total


def _clip_percents(clips: Iterable[ClipMarks]) -> Mapping[UnitId, Fraction]:
    percents: dict[UnitId, Fraction] = {}
    for clip in clips:
        percent = Fraction(PERCENT * clip.marks, clip.full_marks)
        percents[clip.unit] = max(percent, percents.get(clip.unit, percent))
    return percents


def _ratio(part: int, whole: int | None) -> Fraction | None:
    return Fraction(part, whole) if whole else None
