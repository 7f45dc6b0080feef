"""Divisions: each has a bank in every round, and ages leave nobody out by mistake."""

from collections.abc import Sequence
from itertools import pairwise

from chalicelib.contest.ids import DivisionId
from chalicelib.contest.rules import Division
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings
from office.contest_file.scalars import hint_for
from office.contest_file.yaml_fields import Fields


def check_divisions(draft: Draft, findings: Findings) -> None:
    """Check the divisions, and the banks of the rounds against them."""
    if draft.divisions is None:
        return
    names = [division.id for division in draft.divisions]
    for index, division in enumerate(draft.divisions):
        place = draft.fields.find("divisions", index, "id")
        if division.id in names[:index]:
            findings.add(Code.DUPLICATE_DIVISION, place, division=division.id)
    _check_ages(draft.divisions, draft.fields, findings)
    _check_banks(draft, names, findings)


def _check_ages(divisions: Sequence[Division], fields: Fields, findings: Findings) -> None:
    spans: list[tuple[int, int, Division]] = []
    for index, division in enumerate(divisions):
        if division.ages is None:
            continue
        least, most = division.ages.least or 0, division.ages.most
        if most is not None and least > most:
            findings.add(
                Code.AGES_EXCLUDE,
                fields.find("divisions", index, "ages", "most"),
                division=division.id,
                least=least,
                most=most,
            )
            return
        spans.append((least, index, division))
    if len(spans) < len(divisions):
        return  # A division without limits takes everybody.
    spans.sort(key=lambda span: span[:2])
    reached: int | None = None
    for (_, _, before), (least, index, _) in pairwise(spans):
        most = before.ages.most if before.ages else None
        if most is None:
            return
        reached = most if reached is None else max(reached, most)
        if least > reached + 1:
            findings.add(
                Code.AGE_GAP,
                fields.find("divisions", index, "ages", "least"),
                first=reached + 1,
                last=least - 1,
            )


def _check_banks(draft: Draft, names: Sequence[DivisionId], findings: Findings) -> None:
    for index, entry in enumerate(draft.rounds or ()):
        for division, _ in entry.banks:
            if division not in names:
                findings.add(
                    Code.UNKNOWN_DIVISION,
                    draft.fields.find("rounds", index, "banks", division),
                    division=division,
                    hint=hint_for(division, names),
                )
        place = draft.fields.find("rounds", index)
        if not names and not entry.bank:
            findings.add(Code.MISSING_FIELD, place, field="bank")
        for name in names:
            if not entry.bank_of(name)[0]:
                findings.add(Code.DIVISION_WITHOUT_BANK, place, round=entry.round.id, division=name)
