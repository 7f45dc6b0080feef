"""Ranking of units: what counts for a unit, and how units compare.

1. Every valid attempt counts as an attempt of the unit that its contestant chose, and of every unit
   above it; of each person's attempts only those that count give marks and times: one a round, or
   one over the whole contest where attempts are per contest.
2. Units of the competing levels that meet every condition are ranked, by a score made of terms
   where the rules state terms, then by the measures in the order stated.  More is better, except
   ``mean_time_used``, where less is.
3. A term is a share (of the best competing unit's value, or of a stated full value), capped, times
   its weight in percent; the score is their sum.  Everything is compared as an exact fraction.
4. Units equal in everything share a rank.  Units below the least headcount, and those that miss a
   condition, are listed after all others without a rank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.contest.ids import UnitId
from chalicelib.contest.measures import UnitTotals, measure_value
from chalicelib.contest.ranking import competition_ranks
from chalicelib.contest.rules import (
    Against,
    CollectiveRules,
    Condition,
    Missing,
    Term,
    UnitMeasure,
)
from chalicelib.contest.units import Unit, index_units

PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStanding:
    """A unit's rank, 1 for the best and None where it is not ranked, and what it follows from."""

    rank: int | None
    totals: UnitTotals
    score: Fraction | None = None
    """The sum of the terms, in points of a hundred; None where the rules state no terms."""
    missed: tuple[Condition, ...] = ()
    """The conditions that it misses."""


def rank_units(
    totals: Sequence[UnitTotals], units: Sequence[Unit], rules: CollectiveRules
) -> tuple[UnitStanding, ...]:
    """Return the standings of the units of the competing levels, best first, unranked ones last."""
    index = index_units(units)
    competing = [total for total in totals if index[total.unit].level in rules.levels]
    scores = _scores(competing, rules)
    missed = {total.unit: _missed(total, rules) for total in competing}
    ranked = [
        total for total in competing if not missed[total.unit] and _may_be_ranked(total, rules)
    ]
    keyed = sorted(
        ((_sort_key(total, scores, rules), total) for total in ranked),
        key=lambda pair: (pair[0], pair[1].unit),
    )
    ranks = competition_ranks([key for key, _ in keyed])
    standings = [
        UnitStanding(rank=rank, totals=total, score=scores.get(total.unit))
        for rank, (_, total) in zip(ranks, keyed, strict=True)
    ]
    names = {standing.totals.unit for standing in standings}
    others = sorted((total for total in competing if total.unit not in names), key=lambda t: t.unit)
    standings += [
        UnitStanding(
            rank=None, totals=total, score=scores.get(total.unit), missed=missed[total.unit]
        )
        for total in others
    ]
    return tuple(standings)


def term_share(term: Term, value: Fraction | None, best: Fraction) -> Fraction:
    """Return a term's share, 0 to its cap: of the best unit's value, or of the full one.

    >>> term = Term(name="t", measure=UnitMeasure.ATTEMPTS, weight=40)
    >>> term_share(term, Fraction(30), Fraction(40))
    Fraction(3, 4)
    """
    whole = best if term.against is Against.BEST_UNIT else Fraction(term.full)
    if value is None or not whole:
        return Fraction(0)
    return min(value / whole, Fraction(term.cap_percent, PERCENT))


def _scores(totals: Sequence[UnitTotals], rules: CollectiveRules) -> Mapping[UnitId, Fraction]:
    if not rules.terms:
        return {}
    scores: dict[UnitId, Fraction] = {total.unit: Fraction(0) for total in totals}
    for term in rules.terms:
        values = {total.unit: measure_value(total, term.measure, term.best_n) for total in totals}
        best = max((value for value in values.values() if value is not None), default=Fraction(0))
        for unit, value in values.items():
            scores[unit] += term.weight * term_share(term, value, best)
    return scores


def _missed(totals: UnitTotals, rules: CollectiveRules) -> tuple[Condition, ...]:
    missed = []
    for condition in rules.conditions:
        value = measure_value(totals, condition.measure)
        if value is None or value < condition.at_least:
            missed.append(condition)
    return tuple(missed)


def _may_be_ranked(totals: UnitTotals, rules: CollectiveRules) -> bool:
    if rules.least_headcount and (totals.headcount or 0) < rules.least_headcount:
        return False
    return not any(
        term.missing is Missing.UNRANKED
        and measure_value(totals, term.measure, term.best_n) is None
        for term in rules.terms
    )


def _sort_key(
    totals: UnitTotals, scores: Mapping[UnitId, Fraction], rules: CollectiveRules
) -> tuple[tuple[bool, Fraction], ...]:
    """Return what is compared, smaller is better; a unit without a figure comes last."""
    key = [(False, -scores[totals.unit])] if rules.terms else []
    for measure in rules.measures:
        value = measure_value(totals, measure)
        less_is_better = measure is UnitMeasure.MEAN_TIME_USED
        signed = Fraction(0) if value is None else value if less_is_better else -value
        key.append((value is None, signed))
    return tuple(key)
