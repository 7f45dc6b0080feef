"""The announced plan against what runs: differences are warnings, never mended.

Announced weeks are compared with the days from the first opening to the last close, a week begun
being a week, and not with the announced days: what is wrong is reported at one place.
"""

from collections.abc import Sequence

from chalicelib.contest.rules import Announced, PrizePer, total_value
from chalicelib.contest.times import local_date
from chalicelib.contest.units import Unit
from office.contest_file.codes import Code
from office.contest_file.details import Amount
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings
from office.contest_file.read_heading import RoundEntry
from office.contest_file.yaml_fields import Fields


def check_announced(
    draft: Draft,
    rounds: Sequence[RoundEntry],
    units: tuple[Unit, ...] | None,
    findings: Findings,
) -> None:
    """Compare dates, weeks, prizes and units."""
    announced = draft.announced
    if announced is None:
        return
    _check_days(announced, rounds, draft.fields, findings)
    if announced.prizes_total is not None and draft.prizes is not None:
        actual = sum(
            total_value(group.prizes) * (len(rounds) if group.per is PrizePer.ROUND else 1)
            for group in draft.prizes.groups
        )
        if actual != announced.prizes_total:
            findings.add(
                Code.ANNOUNCED_PRIZES,
                draft.fields.find("announced", "prizes_total"),
                announced=Amount(announced.prizes_total),
                actual=Amount(actual),
            )
    if units is not None:
        _check_units(announced, units, draft.fields, findings)


def _check_days(
    announced: Announced, rounds: Sequence[RoundEntry], fields: Fields, findings: Findings
) -> None:
    first = local_date(min(entry.round.opens_at for entry in rounds))
    last = local_date(max(entry.round.closes_at for entry in rounds))
    days = (last - first).days + 1
    weeks = -(-days // 7)
    if announced.starts_on not in {None, first}:
        findings.add(
            Code.ANNOUNCED_START,
            fields.find("announced", "starts_on"),
            announced=f"{announced.starts_on:%d/%m/%Y}",
            actual=f"{first:%d/%m/%Y}",
        )
    if announced.ends_on not in {None, last}:
        findings.add(
            Code.ANNOUNCED_END,
            fields.find("announced", "ends_on"),
            announced=f"{announced.ends_on:%d/%m/%Y}",
            actual=f"{last:%d/%m/%Y}",
        )
    if announced.weeks not in {None, weeks}:
        findings.add(
            Code.ANNOUNCED_WEEKS,
            fields.find("announced", "weeks"),
            announced=announced.weeks or 0,
            days=days,
            actual=weeks,
        )


def _check_units(
    announced: Announced, units: tuple[Unit, ...], fields: Fields, findings: Findings
) -> None:
    levels = [unit.level for unit in units if unit.selectable]
    if announced.units not in {None, len(levels)}:
        findings.add(
            Code.ANNOUNCED_UNITS,
            fields.find("announced", "units"),
            announced=announced.units or 0,
            actual=len(levels),
        )
    for stated in announced.unit_levels:
        actual = levels.count(stated.level)
        if actual != stated.count:
            findings.add(
                Code.ANNOUNCED_LEVEL,
                fields.find("announced", "unit_levels", stated.level),
                level=stated.level,
                announced=stated.count,
                actual=actual,
            )
