"""What is measured of a unit: sums over its attempts, and the figures that follow from them.

Children add up to their parent, and nothing is counted twice: an attempt counts once in the unit
that its contestant chose and rolls up from there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from operator import attrgetter
from typing import Any, TypeVar

from chalicelib.contest.grading import Score, value_on_scale
from chalicelib.contest.ids import Pid, RoundId, UnitId
from chalicelib.contest.rules import ClipMarks, MarksRules, UnitMeasure
from chalicelib.contest.units import Unit, ancestors, index_units

PERCENT = 100

Key = TypeVar("Key")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTally:
    """What was counted of the units that were chosen; tallies of different people add up.

    >>> one = UnitTally(attempts={(UnitId("xa-1"), RoundId("t1")): 2})
    >>> (one + one).attempts
    {('xa-1', 't1'): 4}
    """

    attempts: Mapping[tuple[UnitId | None, RoundId], int] = field(default_factory=dict)
    """All valid ones, by unit and round."""
    counting: Mapping[tuple[UnitId | None, int, int], int] = field(default_factory=dict)
    """Those that count, by unit, marks and full marks."""
    time_used_ms: Mapping[UnitId | None, int] = field(default_factory=dict)
    """The times used of those that count, added up."""
    people: Mapping[tuple[UnitId, ...], int] = field(default_factory=dict)
    """By the units that they chose, each once, in the order of their ids."""

    def __add__(self, other: "UnitTally") -> "UnitTally":
        """Return the tally of both together."""
        return UnitTally(
            attempts=_sum(self.attempts, other.attempts),
            counting=_sum(self.counting, other.counting),
            time_used_ms=_sum(self.time_used_ms, other.time_used_ms),
            people=_sum(self.people, other.people),
        )


def tally_units(valid: Sequence[Score], counting: Sequence[Score]) -> UnitTally:
    """Count: ``valid`` are all attempts, ``counting`` those of them that give marks."""
    return UnitTally(
        attempts=Counter(map(attrgetter("unit", "round_id"), valid)),
        counting=Counter(map(attrgetter("unit", "marks", "full_marks"), counting)),
        time_used_ms=_times_used(counting),
        people=_people(valid),
    )


def total_by_unit(
    tally: UnitTally,
    units: Sequence[Unit],
    marks: MarksRules,
    clips: Iterable[ClipMarks] = (),
) -> tuple[UnitTotals, ...]:
    """Return the totals of every unit, in the order of ``units``.

    A clip counts for the unit that sent it and for no other.
    """
    index = index_units(units)
    lines = {unit.id: ancestors(unit.id, index) for unit in units}
    taken = _roll_up(tally.attempts, lines)
    alike = _roll_up(tally.counting, lines)
    times_used: dict[UnitId, int] = dict.fromkeys(index, 0)
    for chosen, time_used_ms in tally.time_used_ms.items():
        for unit in lines[chosen] if chosen is not None else ():
            times_used[unit] += time_used_ms
    people: dict[UnitId, int] = dict.fromkeys(index, 0)
    for several, count in tally.people.items():
        for above in {above for unit in several for above in lines[unit]}:
            people[above] += count
    percents = _clip_percents(clips)
    return tuple(
        _sum_up(
            unit,
            alike[unit.id],
            marks,
            attempts=taken[unit.id].total(),
            people=people[unit.id],
            time_used_ms=times_used[unit.id],
            rounds=len(taken[unit.id]),
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


def _roll_up(
    counts: Mapping[tuple[Any, ...], int], lines: Mapping[UnitId, Sequence[UnitId]]
) -> Mapping[UnitId, Counter[tuple[Any, ...]]]:
    """Return what was counted of each unit and of those below it.

    What is counted begins with the unit that was chosen, None where none was.
    """
    rolled: dict[UnitId, Counter[tuple[Any, ...]]] = {unit: Counter() for unit in lines}
    for (chosen, *kind), count in counts.items():
        for unit in lines[chosen] if chosen is not None else ():
            rolled[unit][tuple(kind)] += count
    return rolled


def _times_used(counting: Iterable[Score]) -> Mapping[UnitId | None, int]:
    times: dict[UnitId | None, int] = {}
    for score in counting:
        times[score.unit] = times.get(score.unit, 0) + score.time_used_ms
    return times


def _people(valid: Sequence[Score]) -> Mapping[tuple[UnitId, ...], int]:
    """Return how many people chose a unit, or the same several ones."""
    chosen: dict[Pid, UnitId] = {}
    several: dict[Pid, set[UnitId]] = {}
    for score in valid:
        unit = score.unit
        if unit is not None and chosen.setdefault(score.pid, unit) != unit:
            several.setdefault(score.pid, {chosen[score.pid]}).add(unit)
    for pid in several:
        del chosen[pid]
    people: Counter[tuple[UnitId, ...]] = Counter()
    for unit, count in Counter(chosen.values()).items():
        people[unit,] = count
    people.update(tuple(sorted(units)) for units in several.values())
    return people


def _sum(some: Mapping[Key, int], more: Mapping[Key, int]) -> Mapping[Key, int]:
    added = dict(some)
    for key, count in more.items():
        added[key] = added.get(key, 0) + count
    return added


def _sum_up(
    unit: Unit,
    alike: Mapping[tuple[Any, ...], int],
    rules: MarksRules,
    *,
    attempts: int,
    people: int,
    time_used_ms: int,
    rounds: int,
    clip_marks: Fraction | None,
) -> UnitTotals:
    """Return a unit's totals; ``alike`` counts its counting attempts by marks and full marks."""
    by_value: Counter[Fraction] = Counter()
    for (marks, full_marks), count in alike.items():
        by_value[value_on_scale(Fraction(marks, full_marks), full_marks, rules)] += count
    values = sorted(by_value.items(), reverse=True)
    return UnitTotals(
        unit=unit.id,
        attempts=attempts,
        people=people,
        counting=sum(alike.values()),
        total_marks=sum((value * count for value, count in values), Fraction(0)),
        perfect_papers=sum(count for (marks, full), count in alike.items() if marks == full),
        time_used_ms=time_used_ms,
        rounds=rounds,
        marks=tuple(values),
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
