"""How units are ranked: every measure has what it rests on, and the weights add up."""

from collections.abc import Iterator

from chalicelib.contest.rules import Against, CollectiveRules, UnitMeasure
from chalicelib.contest.units import Unit
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings, Place
from office.contest_file.scalars import hint_for
from office.contest_file.yaml_fields import Fields

FULL_WEIGHT = 100


def check_collective(draft: Draft, units: tuple[Unit, ...] | None, findings: Findings) -> None:
    """Check the collective rules against themselves, the clips and the units."""
    unit_required = draft.entry is not None and draft.entry.unit_required
    if unit_required and units is not None and not any(unit.selectable for unit in units):
        findings.add(Code.NO_UNIT_TO_CHOOSE, draft.fields.find("entry", "unit_required"))
    rules = draft.collective
    if rules is None:
        return
    _check_terms(rules, draft.fields, findings)
    for measure, best_n, place in _uses(rules, draft.fields):
        if measure is UnitMeasure.BEST_N_MARKS and not best_n:
            findings.add(Code.BEST_N_UNSTATED, place)
        if measure is UnitMeasure.CLIP_MARKS and not draft.fields.has("clips"):
            findings.add(Code.CLIPS_NOT_GIVEN, place)
    if units is not None and rules.levels:
        _check_units(rules, units, draft.fields, findings)


def competing(rules: CollectiveRules, units: tuple[Unit, ...]) -> list[Unit]:
    """Return the units that are ranked."""
    return [unit for unit in units if unit.level in rules.levels]


def _check_terms(rules: CollectiveRules, fields: Fields, findings: Findings) -> None:
    total = sum(term.weight for term in rules.terms)
    if rules.terms and total != FULL_WEIGHT:
        findings.add(Code.WEIGHTS_SUM, fields.find("collective", "terms"), total=total)
    for index, term in enumerate(rules.terms):
        if term.against is Against.FULL and not term.full:
            place = fields.find("collective", "terms", index, "against")
            findings.add(Code.TERM_WITHOUT_FULL, place, term=term.name)
        if term.measure is UnitMeasure.MEAN_TIME_USED:
            findings.add(Code.TIME_IN_TERMS, fields.find("collective", "terms", index, "measure"))
    for index, condition in enumerate(rules.conditions):
        if condition.measure is UnitMeasure.MEAN_TIME_USED:
            place = fields.find("collective", "conditions", index, "measure")
            findings.add(Code.TIME_IN_TERMS, place)


def _uses(rules: CollectiveRules, fields: Fields) -> Iterator[tuple[UnitMeasure, int, Place]]:
    """Yield every measure in use, its number of best attempts, and where it stands."""
    for index, measure in enumerate(rules.measures):
        yield measure, 0, fields.find("collective", "measures", index)
    for index, term in enumerate(rules.terms):
        yield term.measure, term.best_n, fields.find("collective", "terms", index, "measure")
    for index, condition in enumerate(rules.conditions):
        place = fields.find("collective", "conditions", index, "measure")
        yield condition.measure, 0, place


def _check_units(
    rules: CollectiveRules, units: tuple[Unit, ...], fields: Fields, findings: Findings
) -> None:
    levels = list(dict.fromkeys(unit.level for unit in units))
    for index, level in enumerate(rules.levels):
        if level not in levels:
            place = fields.find("collective", "levels", index)
            hint = hint_for(level, levels)
            findings.add(Code.UNKNOWN_LEVEL, place, level=level, hint=hint)
    without = [unit.name for unit in competing(rules, units) if unit.headcount is None]
    if not without:
        return
    places = [
        place
        for measure, _, place in _uses(rules, fields)
        if measure is UnitMeasure.PARTICIPATION_RATE
    ]
    if rules.least_headcount:
        places.append(fields.find("collective", "least_headcount"))
    for place in places:
        findings.add(Code.NO_HEADCOUNT, place, count=len(without), unit=without[0])
