"""What every unit did in a round and in the whole contest, from the archive.

1. Totals are counted anew from the archived attempts, for every unit, also those that do not
   compete; each includes the units below it.  Ranks and awards are those of the archived standings.
2. Where a unit stands in the standings, its totals must be those that stand there.
3. Over the whole contest a unit's awards, and those of its people, are those of all rounds too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.counting import counting_of_contest
from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Digest, Pid, RoundId, UnitId
from chalicelib.contest.measures import UnitTotals, tally_units, total_by_unit
from chalicelib.contest.rules import Contest
from chalicelib.contest.units import ancestors, index_units
from chalicelib.use_cases.staging import Basis, CloseDesk, grade_lines, lines_name
from office.certificates.closed import Closed


class FiguresDifferError(Exception):
    """A unit's totals, counted again, are not those of the standings."""

    def __init__(self, scope: RoundId, unit: UnitId) -> None:
        super().__init__(f"{scope}: {unit}")
        self.scope = scope
        self.unit = unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Won:
    """One award: in which scope, of which group, and whether it is decided."""

    scope: RoundId
    group: str
    prize: str
    decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One round or the whole contest: totals of every unit, ranks and awards of those that compete.

    ``personal`` counts the decided prizes that people of a unit took, with the units below it.
    """

    closed: Closed
    totals: Mapping[UnitId, UnitTotals]
    ranks: Mapping[UnitId, int]
    awards: Mapping[UnitId, tuple[Won, ...]]
    personal: Mapping[UnitId, int] = field(default_factory=dict)


def read_scopes(
    desk: CloseDesk, closed: Mapping[RoundId, Closed], births: Mapping[Pid, date]
) -> tuple[Scope, ...]:
    """Return every closed round in the contest's order, then the contest where it is closed.

    Raises FiguresDifferError, and NotPreparedError where the archive lacks attempts.
    """
    scores = {
        scope: _scores(desk, each, births)
        for scope, each in closed.items()
        if scope != WHOLE_CONTEST
    }
    rounds = [_scope(each, [scores[scope]]) for scope, each in closed.items() if scope in scores]
    whole = closed.get(WHOLE_CONTEST)
    if whole is None:
        return tuple(rounds)
    last = _scope(whole, list(scores.values()))
    units = {unit for each in (*rounds, last) for unit in each.totals}
    together = replace(
        last,
        awards={
            unit: tuple(won for each in (*rounds, last) for won in each.awards.get(unit, ()))
            for unit in units
        },
        personal={
            unit: sum(each.personal.get(unit, 0) for each in (*rounds, last)) for unit in units
        },
    )
    return (*rounds, together)


def decided(rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Mapping[str, Any], Any]]:
    """Yield the rows of standings with each award that is decided."""
    return ((row, award) for row in rows for award in row["awards"] if award["decided"])


def _scores(desk: CloseDesk, closed: Closed, births: Mapping[Pid, date]) -> list[Score]:
    """Return the attempts of a round, graded by the rules that it was closed by."""
    attempts = closed.state.attempts
    name = lines_name(desk.contest_id, closed.scope, attempts) if attempts else ""
    lines = desk.archive.get(name) if name else None
    if lines is None:
        raise NotPreparedError(what=f"attempts of {closed.scope}")
    release = replace(desk.rules.release(), rules=Digest(closed.standings["rules"]))
    basis = Basis(release=release, contest=closed.rules)
    return list(grade_lines(desk, basis, closed.scope, lines, births))


def _scope(closed: Closed, rounds: Sequence[Sequence[Score]]) -> Scope:
    rules, rows = closed.rules, closed.standings["units"]
    counting = counting_of_contest(rules, rounds)
    valid = [score for scores in rounds for score in scores]
    counted = total_by_unit(tally_units(valid, counting), rules.units, rules.marks, rules.clips)
    totals = {each.unit: each for each in counted}
    for row in rows:
        total = totals[row["unit"]]
        counted_again = (total.attempts, total.people, str(total.total_marks))
        if counted_again != (row["attempts"], row["people"], row["total_marks"]):
            raise FiguresDifferError(closed.scope, total.unit)
    return Scope(
        closed=closed,
        totals=totals,
        ranks={row["unit"]: row["rank"] for row in rows if row["rank"] is not None},
        awards={row["unit"]: _won(closed, row) for row in rows if row["awards"]},
        personal=_personal(rules, closed.standings["persons"]),
    )


def _won(closed: Closed, row: Mapping[str, Any]) -> tuple[Won, ...]:
    names = {group.id: group.name for group in closed.rules.prizes.groups}
    return tuple(
        Won(
            scope=closed.scope,
            group=names[award["group"]],
            prize=award["prize"],
            decided=award["decided"],
        )
        for award in row["awards"]
    )


def _personal(rules: Contest, persons: Iterable[Mapping[str, Any]]) -> dict[UnitId, int]:
    index = index_units(rules.units)
    found: dict[UnitId, int] = {}
    for row, _ in decided(persons):
        if row["unit"] is not None:
            for unit in ancestors(row["unit"], index):
                found[unit] = found.get(unit, 0) + 1
    return found
