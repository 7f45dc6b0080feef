"""What must hold between the sections of a contest file, and what its organizer may not have meant.

1. A round closes after it opens, and is published no earlier than ``PUBLISH_DELAY_MS`` after that.
2. Rounds stand in the order of time and do not overlap.
3. What an announced plan says and what runs are compared; a difference is a warning, never mended.
   Announced weeks are compared with the days from the first opening to the last close, a week
   begun being a week, and not with the announced days: what is wrong is reported at one place.
"""

from collections.abc import Sequence
from itertools import pairwise

from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import (
    CollectiveRules,
    Prizes,
    RankingKey,
    RankingRules,
    UnitMeasure,
    total_value,
)
from chalicelib.contest.times import format_moment, local_date
from chalicelib.contest.units import Unit
from office.contest_file.codes import Code
from office.contest_file.draft import Draft, RoundEntry
from office.contest_file.findings import Findings
from office.contest_file.scalars import hint_for
from office.contest_file.yaml_fields import Fields

PUBLISH_DELAY_MS = 60_000
"""A close needs this long before its results can appear."""


def check_draft(draft: Draft, units: tuple[Unit, ...] | None, findings: Findings) -> None:
    """Check every section that could be read against the others."""
    if draft.rounds is not None:
        errors = findings.errors()
        _check_rounds(draft.rounds, draft.fields, findings)
        # Rounds that contradict themselves say nothing about the plan.
        if findings.errors() == errors:
            _check_announced(draft, draft.rounds, findings)
    if draft.ranking is not None:
        _check_ranking(draft.ranking, draft.fields, findings)
    if draft.collective is not None and draft.prizes is not None:
        if draft.prizes.collective and not draft.collective.measures:
            findings.add(Code.PRIZES_WITHOUT_MEASURES, draft.fields.find("prizes", "collective"))
        elif units is not None:
            _check_collective(draft.collective, draft.prizes, draft.fields, units, findings)
    unit_required = draft.entry is not None and draft.entry.unit_required
    if unit_required and units is not None and not any(unit.selectable for unit in units):
        findings.add(Code.NO_UNIT_TO_CHOOSE, draft.fields.find("entry", "unit_required"))


def _check_rounds(rounds: Sequence[RoundEntry], fields: Fields, findings: Findings) -> None:
    seen: set[RoundId] = set()
    for index, entry in enumerate(rounds):
        round_ = entry.round
        if round_.id in seen:
            findings.add(Code.DUPLICATE_ROUND, fields.find("rounds", index, "id"), round=round_.id)
        seen.add(round_.id)
        if round_.closes_at <= round_.opens_at:
            findings.add(
                Code.CLOSES_TOO_EARLY, fields.find("rounds", index, "closes_at"), round=round_.id
            )
        elif round_.publishes_at < round_.closes_at + PUBLISH_DELAY_MS:
            findings.add(
                Code.PUBLISHES_TOO_EARLY,
                fields.find("rounds", index, "publishes_at"),
                round=round_.id,
                earliest=format_moment(round_.closes_at + PUBLISH_DELAY_MS),
            )
    for index, (before, after) in enumerate(pairwise(rounds), start=1):
        place = fields.find("rounds", index, "opens_at")
        if after.round.opens_at < before.round.closes_at:
            findings.add(
                Code.ROUNDS_OVERLAP,
                place,
                round=after.round.id,
                former=before.round.id,
                closes=format_moment(before.round.closes_at),
            )
        elif after.round.opens_at < before.round.publishes_at:
            findings.add(
                Code.OPENS_BEFORE_RESULTS,
                place,
                round=after.round.id,
                former=before.round.id,
                publishes=format_moment(before.round.publishes_at),
            )


def _check_ranking(ranking: RankingRules, fields: Fields, findings: Findings) -> None:
    drawn = RankingKey.PUBLIC_DRAW in ranking.keys
    if drawn and not ranking.draw_seed:
        findings.add(Code.DRAW_WITHOUT_SEED, fields.find("ranking", "draw_seed"))
    if ranking.keys[-1] is not RankingKey.PUBLIC_DRAW:
        place = fields.find("ranking", "keys", len(ranking.keys) - 1)
        findings.add(Code.TIES_REMAIN, place, last=ranking.keys[-1].value)


def _check_collective(
    rules: CollectiveRules,
    prizes: Prizes,
    fields: Fields,
    units: tuple[Unit, ...],
    findings: Findings,
) -> None:
    levels = list(dict.fromkeys(unit.level for unit in units))
    for index, level in enumerate(rules.levels):
        if level not in levels:
            place = fields.find("collective", "levels", index)
            hint = hint_for(level, levels)
            findings.add(Code.UNKNOWN_LEVEL, place, level=level, hint=hint)
    competing = [unit for unit in units if unit.level in rules.levels]
    if UnitMeasure.PARTICIPATION_RATE in rules.measures:
        without = [unit.name for unit in competing if unit.headcount is None]
        if without:
            place = fields.find("collective", "measures")
            findings.add(Code.NO_HEADCOUNT, place, count=len(without), unit=without[0])
    offered = sum(prize.count for prize in prizes.collective)
    if set(rules.levels) <= set(levels) and offered > len(competing):
        findings.add(
            Code.MORE_PRIZES_THAN_UNITS,
            fields.find("prizes", "collective"),
            prizes=offered,
            units=len(competing),
        )


def _check_announced(draft: Draft, rounds: Sequence[RoundEntry], findings: Findings) -> None:
    announced = draft.announced
    if announced is None:
        return
    first = local_date(min(entry.round.opens_at for entry in rounds))
    last = local_date(max(entry.round.closes_at for entry in rounds))
    days = (last - first).days + 1
    weeks = -(-days // 7)
    if announced.starts_on not in {None, first}:
        findings.add(
            Code.ANNOUNCED_START,
            draft.fields.find("announced", "starts_on"),
            announced=f"{announced.starts_on:%d/%m/%Y}",
            actual=f"{first:%d/%m/%Y}",
        )
    if announced.ends_on not in {None, last}:
        findings.add(
            Code.ANNOUNCED_END,
            draft.fields.find("announced", "ends_on"),
            announced=f"{announced.ends_on:%d/%m/%Y}",
            actual=f"{last:%d/%m/%Y}",
        )
    if announced.weeks not in {None, weeks}:
        findings.add(
            Code.ANNOUNCED_WEEKS,
            draft.fields.find("announced", "weeks"),
            announced=announced.weeks or 0,
            days=days,
            actual=weeks,
        )
    if announced.prizes_total is not None and draft.prizes is not None:
        individual = total_value(draft.prizes.individual) * len(rounds)
        actual = individual + total_value(draft.prizes.collective)
        if actual != announced.prizes_total:
            findings.add(
                Code.ANNOUNCED_PRIZES,
                draft.fields.find("announced", "prizes_total"),
                announced=_dong(announced.prizes_total),
                actual=_dong(actual),
            )


def _dong(amount: int) -> str:
    """Return an amount as Vietnamese texts print it.

    >>> _dong(16_100_000)
    '16.100.000'
    """
    return f"{amount:,}".replace(",", ".")
