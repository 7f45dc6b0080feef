"""Units in a report: their own attempts, those of the units below them, levels, headcounts.

1. An attempt counts once, in the unit that was chosen; ``own`` is that.  ``all`` adds the units
   below, so that children and the parent's own add up to the parent.
2. A level's attempts are its units' own ones: levels and attempts without a unit add up to all.
3. A participation rate is different people of a unit and of those below it, of the unit's
   headcount of one kind.  Over all units it counts the topmost ones that have such a headcount, so
   that nobody's headcount is counted twice.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Pid, UnitId
from chalicelib.contest.measures import UnitTotals, tally_units, total_by_unit
from chalicelib.contest.ranking import competition_ranks
from chalicelib.contest.results import Results
from chalicelib.contest.rules import Contest
from chalicelib.contest.units import Headcount, Unit, ancestors, index_units
from office.report.exact import Value, mean_of, percent_of, rounded

TOP_UNITS = 10


def unit_values(
    contest: Contest, scores: Sequence[Score], counting: Sequence[Score]
) -> list[Value]:
    """Return one row for each unit, in the contest's order."""
    own = Counter(score.unit for score in scores)
    pairs = {(score.unit, score.pid) for score in scores}
    own_people = Counter(unit for unit, _ in pairs)
    totals = total_by_unit(
        tally_units(scores, counting), contest.units, contest.marks, contest.clips
    )
    kinds = headcount_kinds(contest)
    return [
        {
            "unit": unit.id,
            "name": unit.name,
            "level": unit.level,
            "parent": unit.parent,
            "selectable": unit.selectable,
            "own": {"attempts": own[unit.id], "people": own_people[unit.id]},
            "all": _all_value(total),
            "rates": [
                {
                    "kind": kind,
                    "on": found.on.isoformat() if found.on else None,
                    "rate": percent_of(total.people, found.count),
                }
                for kind in kinds
                if (found := headcount_of(contest, unit, kind)) is not None
            ],
        }
        for unit, total in zip(contest.units, totals, strict=True)
    ]


def level_values(contest: Contest, scores: Sequence[Score]) -> list[Value]:
    """Return one row for each level with units to choose, in the order in which units name them."""
    level_of = {unit.id: unit.level for unit in contest.units}
    attempts = Counter(level_of[score.unit] for score in scores if score.unit is not None)
    pairs = {(level_of[score.unit], score.pid) for score in scores if score.unit is not None}
    people = Counter(level for level, _ in pairs)
    entered = {score.unit for score in scores if score.unit is not None}
    return [
        {
            "level": level,
            "units": percent_of(
                sum(unit.id in entered for unit in units),
                len(units),
            ),
            "attempts": attempts[level],
            "people": people[level],
        }
        for level in dict.fromkeys(level_of.values())
        if (
            units := [
                unit
                for unit in contest.units
                if unit.level == level and (unit.selectable or unit.id in entered)
            ]
        )
    ]


def participation_values(contest: Contest, scores: Sequence[Score]) -> list[Value]:
    """Return, for each kind of headcount, the rate over the topmost units that have one."""
    index = index_units(contest.units)
    found = []
    for kind in headcount_kinds(contest):
        counts = {
            unit.id: headcount
            for unit in contest.units
            if (headcount := headcount_of(contest, unit, kind)) is not None
        }
        top = {unit for unit in counts if not any(a in counts for a in ancestors(unit, index)[1:])}
        people = _people_of(top, index, scores)
        full = sum(len(people[unit]) >= counts[unit].count for unit in top)
        days = {counts[unit].on for unit in top} - {None}
        found.append(
            {
                "kind": kind,
                "on": sorted(day.isoformat() for day in days if day),
                "units": len(top),
                "rate": percent_of(
                    len(set().union(*people.values())), sum(counts[unit].count for unit in top)
                ),
                "full_units": percent_of(full, len(top)),
            }
        )
    return found


def ranked_values(contest: Contest, results: Results) -> list[Value]:
    """Return the first units of the contest's ranking; more where the last place is shared.

    A unit without an attempt and without a clip has a rank, but nothing to be named for.
    """
    names = {unit.id: unit.name for unit in contest.units}
    return [
        {
            "rank": row.standing.rank,
            "unit": row.standing.totals.unit,
            "name": names[row.standing.totals.unit],
            "score": None if row.standing.score is None else rounded(row.standing.score),
            **_all_value(row.standing.totals),
        }
        for row in results.units
        if row.standing.rank is not None
        and row.standing.rank <= TOP_UNITS
        and (row.standing.totals.attempts or row.standing.totals.clip_marks is not None)
    ]


def busiest_values(contest: Contest, results: Results) -> list[Value]:
    """Return the competing units with the most attempts; more where the last place is shared."""
    names = {unit.id: unit.name for unit in contest.units}
    totals = sorted(
        (row.standing.totals for row in results.units if row.standing.totals.attempts),
        key=lambda total: (-total.attempts, total.unit),
    )
    ranks = competition_ranks([total.attempts for total in totals])
    return [
        {"rank": rank, "unit": total.unit, "name": names[total.unit], **_all_value(total)}
        for rank, total in zip(ranks, totals, strict=True)
        if rank <= TOP_UNITS
    ]


def headcount_kinds(contest: Contest) -> list[str]:
    """Return the kinds of headcount that units have, the one that counts first."""
    named = {each.kind.casefold(): each.kind for unit in contest.units for each in unit.headcounts}
    main = contest.collective.headcount_kind
    others = sorted(kind for folded, kind in named.items() if folded != main.casefold())
    has_main = any(unit.headcount is not None for unit in contest.units)
    return [main, *others] if has_main else others


def headcount_of(contest: Contest, unit: Unit, kind: str) -> Headcount | None:
    """Return a unit's newest headcount of a kind; None where it has none."""
    of_kind = [each for each in unit.headcounts if each.kind.casefold() == kind.casefold()]
    newest = max(of_kind, key=lambda each: each.on or date.min, default=None)
    if newest is None and kind == contest.collective.headcount_kind and unit.headcount is not None:
        return Headcount(kind=kind, count=unit.headcount)
    return newest


def _people_of(
    top: set[UnitId], index: Mapping[UnitId, Unit], scores: Sequence[Score]
) -> Mapping[UnitId, set[Pid]]:
    above = {
        unit: next((each for each in ancestors(unit, index) if each in top), None) for unit in index
    }
    people: dict[UnitId, set[Pid]] = {unit: set() for unit in top}
    for score in scores:
        belongs = above[score.unit] if score.unit is not None else None
        if belongs is not None:
            people[belongs].add(score.pid)
    return people


def _all_value(total: UnitTotals) -> Value:
    return {
        "attempts": total.attempts,
        "people": total.people,
        "rounds": total.rounds,
        "perfect": percent_of(total.perfect_papers, total.counting),
        "marks": mean_of(total.total_marks, total.counting),
    }
