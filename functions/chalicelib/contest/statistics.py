"""Statistics of a round or of the contest as a small public JSON value: counts, never a person.

1. An attempt counts at the day and the hour of its start, in Việt Nam; days without one are listed
   too, from the first opening to the last close.
2. Marks are those of the papers that count: by the point where papers have few whole points, else
   by tenths of the full marks, the full marks by themselves.
3. A level or a block has the attempts and the people of all units that belong to it or to a unit of
   it, each person once; its headcount is known where that of every unit of it is.
4. Figures of the last edition are there for the whole contest alone.
5. Nothing is left out for being small: everything counted here is public already, as attendance or
   in the list of results.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from chalicelib.contest.grading import HUNDREDTHS, Score
from chalicelib.contest.ids import Pid, UnitId
from chalicelib.contest.results import Results
from chalicelib.contest.rules import Contest
from chalicelib.contest.standings import figures_value
from chalicelib.contest.times import DAY_MS, HOUR_MS
from chalicelib.contest.units import Unit, ancestors, index_units

HOURS_OF_DAY = 24
MOST_POINTS = 30
"""Papers of more points are counted by tenths of their full marks."""

_VIETNAM_HOURS = 7
_EPOCH = date(1970, 1, 1).toordinal()
_TENTHS = 10


def statistics_value(contest: Contest, results: Results) -> dict[str, object]:
    """Return the statistics of the attempts that results follow from."""
    rounds = [round_ for round_ in contest.rounds if results.round in {None, round_.id}]
    by_hour = Counter(_hour_begun(score) for score in results.valid)
    people = _people_by_unit(results.valid)
    opens, closes = min(r.opens_at for r in rounds), max(r.closes_at for r in rounds)
    return {
        "schema": 1,
        "contest": contest.id,
        "round": results.round,
        "title": contest.short_name if results.round is None else rounds[0].name,
        "publishes_at": max(round_.publishes_at for round_ in rounds),
        "figures": figures_value(results.figures),
        "by_day": _by_day(by_hour, opens, closes),
        "by_hour": [
            sum(count for hour, count in by_hour.items() if hour % HOURS_OF_DAY == each)
            for each in range(HOURS_OF_DAY)
        ],
        "marks": marks_value(results.counting),
        "levels": _groups(contest, people, lambda unit: unit.level),
        "blocks": _groups(contest, people, lambda unit: unit.block),
        "last_edition": _last_edition(contest, results) if results.round is None else None,
    }


def marks_value(counting: Sequence[Score]) -> dict[str, object]:
    """Return how many papers have which marks.

    ``by`` is ``point``, and ``counts`` has one place for each whole point from zero to the full
    ones, or ``tenth``, with ten places for the tenths of the full marks and one for the full ones.
    """
    alike = Counter((score.marks, score.full_marks) for score in counting)
    fulls = {full for _, full in alike}
    full = min(fulls, default=0)
    whole = not any(marks % HUNDREDTHS for marks, _ in alike)
    if len(fulls) == 1 and whole and full <= MOST_POINTS * HUNDREDTHS:
        counts = [alike[point * HUNDREDTHS, full] for point in range(full // HUNDREDTHS + 1)]
        return {"by": "point", "counts": counts}
    counts = [0] * (_TENTHS + 1)
    for (marks, of), count in alike.items():
        counts[marks * _TENTHS // of] += count
    return {"by": "tenth", "counts": counts}


def _hour_begun(score: Score) -> int:
    """Return the hour of an attempt's start, counted in Việt Nam's wall time."""
    return (score.submitted_at - score.time_used_ms) // HOUR_MS + _VIETNAM_HOURS


def _by_day(by_hour: Counter[int], opens_at: int, closes_at: int) -> list[list[object]]:
    days: Counter[int] = Counter()
    for hour, count in by_hour.items():
        days[hour // HOURS_OF_DAY] += count
    ahead = _VIETNAM_HOURS * HOUR_MS
    first = min([*days, (opens_at + ahead) // DAY_MS])
    last = max([*days, (closes_at - 1 + ahead) // DAY_MS])
    return [
        [date.fromordinal(_EPOCH + day).isoformat(), days[day]] for day in range(first, last + 1)
    ]


def _people_by_unit(valid: Iterable[Score]) -> Mapping[UnitId, Sequence[Pid]]:
    """Return who made each attempt for each unit that was chosen."""
    people: dict[UnitId, list[Pid]] = {}
    for score in valid:
        if score.unit is not None:
            people.setdefault(score.unit, []).append(score.pid)
    return people


def _groups(
    contest: Contest, people: Mapping[UnitId, Sequence[Pid]], name_of: Callable[[Unit], str]
) -> list[dict[str, object]]:
    """Return the figures of every level, or of every block, in the order of the units."""
    index = index_units(contest.units)
    lines = {unit.id: ancestors(unit.id, index) for unit in contest.units}
    names = dict.fromkeys(name for unit in contest.units if (name := name_of(unit)))
    of_unit = {
        unit: tuple({name_of(index[each]) for each in line} & names.keys())
        for unit, line in lines.items()
    }
    entered = {above for unit in people for above in lines[unit]}
    values = []
    for name in names:
        chosen = [people[unit] for unit in people if name in of_unit[unit]]
        members = [unit for unit in contest.units if name_of(unit) == name]
        # A unit below another of the same group is part of that one's headcount already.
        topmost = [
            unit
            for unit in members
            if not any(name_of(index[above]) == name for above in lines[unit.id][1:])
        ]
        known = [unit.headcount for unit in topmost if unit.headcount is not None]
        values.append(
            {
                "name": name,
                "units": len(members),
                "units_entered": sum(unit.id in entered for unit in members),
                "attempts": sum(map(len, chosen)),
                "people": len(set().union(*chosen)),
                "headcount": sum(known) if len(known) == len(topmost) else None,
            }
        )
    return values


def _last_edition(contest: Contest, results: Results) -> dict[str, object] | None:
    last, figures = contest.last_edition, results.figures
    if last is None:
        return None
    measures = (
        ("units", last.units, figures.units),
        ("attempts", last.attempts, figures.attempts),
        ("people", last.people, figures.people),
    )
    return {
        "name": last.name,
        "rows": [
            {"measure": name, "last": then, "now": now}
            for name, then, now in measures
            if then is not None
        ],
    }
