"""Figures of units as tables: all units of a round on a sheet, or one unit over all rounds."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import Pid, UnitId
from chalicelib.contest.times import format_duration
from chalicelib.contest.units import ancestors, index_units
from office.exports.amounts import rate, shown_marks
from office.exports.person_sheets import award_told, notes_on, scope_name
from office.exports.unit_figures import Scope, Won, decided
from office.tables.write import CellOut, SheetOut
from office.texts import text

_FIGURES = (
    "headcount",
    "attempts",
    "people",
    "rate",
    "total_marks",
    "perfect_papers",
    "rank",
    "unit_awards",
    "personal_awards",
)


def unit_sheets(scopes: Sequence[Scope]) -> list[SheetOut]:
    """Return a sheet for every scope, the whole contest first, with a row for each unit."""
    whole_first = sorted(scopes, key=lambda each: each.closed.scope != WHOLE_CONTEST)
    return [_all_units(each) for each in whole_first]


def sheets_of_unit(
    scopes: Sequence[Scope], unit: UnitId, names: Mapping[Pid, str]
) -> list[SheetOut]:
    """Return a unit's own figures scope by scope, those of the units below it, its winners.

    Sheets that would be empty are left out.
    """
    last = scopes[-1].closed
    rules = last.rules
    index = index_units(rules.units)
    below = [each.id for each in rules.units if unit in ancestors(each.id, index)[1:]]
    title = text("export.unit_title", unit=index[unit].name, contest=rules.name)
    notes = (text("export.internal"), text("export.rounding"))
    figures = SheetOut(
        name=text("export.sheet_figures"),
        title=title,
        notes=notes,
        headings=_headings("scope", *_FIGURES),
        rows=[(_name(each), *_figures(each, unit)) for each in scopes if unit in each.totals],
    )
    sub_units = SheetOut(
        name=text("export.sheet_below"),
        title=title,
        notes=notes,
        headings=_headings("scope", "unit_id", "unit", *_FIGURES),
        rows=[
            (_name(each), inner, index[inner].name, *_figures(each, inner))
            for each in scopes
            for inner in below
            if inner in each.totals
        ],
    )
    winners = SheetOut(
        name=text("export.sheet_winners"),
        title=title,
        notes=notes,
        headings=_headings("scope", "name", "unit", "marks", "time_used", "awards"),
        rows=[row for each in scopes for row in _winners(each, {unit, *below}, names)],
    )
    return [figures, *(sheet for sheet in (sub_units, winners) if sheet.rows)]


def _all_units(scope: Scope) -> SheetOut:
    rules = scope.closed.rules
    names = {unit.id: unit.name for unit in rules.units}
    return SheetOut(
        name=_name(scope),
        title=text("export.units_title", contest=rules.name, scope=_name(scope)),
        notes=(
            *notes_on(scope.closed)[1:],
            text("export.with_units_below"),
            text("export.rounding"),
        ),
        headings=_headings("number", "unit_id", "unit", "parent", *_FIGURES),
        rows=[
            (
                number,
                unit.id,
                unit.name,
                names[unit.parent] if unit.parent is not None else "",
                *_figures(scope, unit.id),
            )
            for number, unit in enumerate(rules.units, start=1)
        ],
    )


def _figures(scope: Scope, unit: UnitId) -> tuple[CellOut, ...]:
    """Return the cells of ``_FIGURES``."""
    totals = scope.totals[unit]
    return (
        totals.headcount,
        totals.attempts,
        totals.people,
        rate(totals.people, totals.headcount),
        shown_marks(totals.total_marks, scope.closed.rules.marks.decimals),
        totals.perfect_papers,
        scope.ranks.get(unit),
        _awards(scope, scope.awards.get(unit, ())),
        scope.personal.get(unit, 0),
    )


def _awards(scope: Scope, won: Iterable[Won]) -> str:
    told = []
    for each in won:
        award = award_told(each.prize, each.group, decided=each.decided)
        if each.scope != scope.closed.scope:
            name = scope_name(scope.closed.rules, each.scope)
            award = text("export.award_of_round", award=award, round=name)
        told.append(award)
    return "; ".join(told)


def _winners(
    scope: Scope, units: set[UnitId], names: Mapping[Pid, str]
) -> Iterable[tuple[CellOut, ...]]:
    """Yield the people of some units who took a prize in the scope itself."""
    rules = scope.closed.rules
    unit_names = {unit.id: unit.name for unit in rules.units}
    groups = {group.id: group.name for group in rules.prizes.groups}
    for row, award in decided(scope.closed.standings["persons"]):
        if row["unit"] in units:
            yield (
                _name(scope),
                names.get(row["pid"], text("export.no_name")),
                unit_names[row["unit"]],
                shown_marks(Fraction(row["marks"]), rules.marks.decimals),
                format_duration(row["time_used_ms"]),
                award_told(award["prize"], groups[award["group"]], decided=True),
            )


def _name(scope: Scope) -> str:
    return scope_name(scope.closed.rules, scope.closed.scope)


def _headings(*names: str) -> tuple[str, ...]:
    return tuple(text(f"export.column_{name}") for name in names)
