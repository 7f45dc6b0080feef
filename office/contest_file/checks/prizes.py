"""Prizes: who they are for exists, and no more are offered than can be won."""

from chalicelib.contest.rules import ClipMarks, Merit, PrizeFor, PrizeGroup
from chalicelib.contest.units import Unit
from office.contest_file.checks.collective import competing
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings
from office.contest_file.scalars import hint_for


def check_prizes(
    draft: Draft,
    units: tuple[Unit, ...] | None,
    clips: tuple[ClipMarks, ...] | None,
    findings: Findings,
) -> None:
    """Check every group of prizes."""
    groups = draft.prizes.groups if draft.prizes else ()
    names = [group.id for group in groups]
    for index, group in enumerate(groups):
        if group.id in names[:index]:
            place = draft.fields.find("prizes", "groups", index, "id")
            findings.add(Code.DUPLICATE_PRIZE_GROUP, place, group=group.id)
        _check_division(draft, index, group, findings)
        _check_merit(draft, index, group, findings)
        _check_pass(draft, index, group, findings)
        if units is not None:
            _check_block(draft, index, group, units, findings)
            if group.to is PrizeFor.UNITS:
                _check_count(draft, index, group, units, findings, clips=clips)


def _check_division(draft: Draft, index: int, group: PrizeGroup, findings: Findings) -> None:
    if group.division is not None and group.to is PrizeFor.UNITS:
        place = draft.fields.find("prizes", "groups", index, "division")
        findings.add(Code.DIVISION_OF_UNITS, place, group=group.name)
        return
    if draft.divisions is None:
        return
    names = [division.id for division in draft.divisions]
    if group.division is not None and group.division not in names:
        findings.add(
            Code.UNKNOWN_DIVISION,
            draft.fields.find("prizes", "groups", index, "division"),
            division=group.division,
            hint=hint_for(group.division, names),
        )
    if group.division is None and names and group.to is PrizeFor.PERSONS:
        place = draft.fields.find("prizes", "groups", index)
        findings.add(Code.PRIZE_DIVISION_UNSTATED, place, group=group.name)


def _check_merit(draft: Draft, index: int, group: PrizeGroup, findings: Findings) -> None:
    fitting = {
        PrizeFor.PERSONS: {Merit.RANK, Merit.YOUNGEST, Merit.OLDEST},
        PrizeFor.UNITS: {Merit.RANK, Merit.CLIP},
    }[group.to]
    place = draft.fields.find("prizes", "groups", index, "merit")
    if group.merit not in fitting:
        findings.add(Code.UNFITTING_MERIT, place, merit=group.merit.value, to=group.to.value)
    elif group.merit is Merit.CLIP and not draft.fields.has("clips"):
        findings.add(Code.CLIPS_NOT_GIVEN, place)
    elif group.to is PrizeFor.UNITS:
        rules = draft.collective
        ranked = rules is None or bool(rules.measures or rules.terms)
        if not ranked and (group.merit is Merit.RANK or not draft.fields.has("collective")):
            place = draft.fields.find("prizes", "groups", index)
            findings.add(Code.PRIZES_WITHOUT_MEASURES, place, group=group.name)


def _check_pass(draft: Draft, index: int, group: PrizeGroup, findings: Findings) -> None:
    """Check that what units must reach a share of is there: a score of terms, or a clip."""
    by_score = group.to is PrizeFor.UNITS and group.merit is Merit.RANK
    rules = draft.collective
    if group.pass_percent and by_score and rules is not None and not rules.terms:
        place = draft.fields.find("prizes", "groups", index, "pass_percent")
        findings.add(Code.SHARE_OF_NO_SCORE, place, group=group.name)


def _check_block(
    draft: Draft, index: int, group: PrizeGroup, units: tuple[Unit, ...], findings: Findings
) -> None:
    blocks = list(dict.fromkeys(unit.block for unit in units if unit.block))
    if group.block and group.block not in blocks:
        place = draft.fields.find("prizes", "groups", index, "block")
        hint = hint_for(group.block, blocks)
        findings.add(Code.UNKNOWN_BLOCK, place, block=group.block, hint=hint)


def _check_count(
    draft: Draft,
    index: int,
    group: PrizeGroup,
    units: tuple[Unit, ...],
    findings: Findings,
    *,
    clips: tuple[ClipMarks, ...] | None,
) -> None:
    rules = draft.collective
    if rules is None or not rules.levels or not {unit.level for unit in units} >= {*rules.levels}:
        return
    candidates = [unit for unit in competing(rules, units) if group.block in {"", unit.block}]
    if group.merit is Merit.CLIP:
        if clips is None:
            return
        with_clips = {clip.unit for clip in clips}
        candidates = [unit for unit in candidates if unit.id in with_clips]
    offered = sum(prize.count for prize in group.prizes)
    if candidates and offered > len(candidates):
        findings.add(
            Code.MORE_PRIZES_THAN_UNITS,
            draft.fields.find("prizes", "groups", index, "prizes", 0),
            group=group.name,
            prizes=offered,
            units=len(candidates),
        )
