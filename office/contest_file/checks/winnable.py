"""Prizes for persons: no more are offered than can be won.

1. Who can enter is bounded by the roster, or else by the headcounts of the units to choose from,
   where one must be chosen and all of them have a headcount.  Without a bound nothing is said.
2. A group offers no more prizes at a time than people can be candidates for it.
3. Where one person may take k prizes over the contest, all rounds together offer no more than k for
   everybody who can enter.
"""

from collections.abc import Sequence

from chalicelib.contest.rules import PrizeFor, PrizeGroup, PrizePer
from chalicelib.contest.units import Unit
from chalicelib.use_cases.enrol import RosterEntry
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings


def check_winnable(
    draft: Draft,
    units: tuple[Unit, ...] | None,
    roster: Sequence[RosterEntry],
    findings: Findings,
) -> None:
    """Compare what is offered with how many people can enter."""
    if draft.prizes is None or draft.entry is None or units is None:
        return
    groups = [group for group in draft.prizes.groups if group.to is PrizeFor.PERSONS]
    found = False
    for group in groups:
        people = _candidates(group, units, roster, unit_required=draft.entry.unit_required)
        offered = sum(prize.count for prize in group.prizes)
        if people and offered > people:
            found = True
            index = draft.prizes.groups.index(group)
            findings.add(
                Code.MORE_PRIZES_THAN_PEOPLE,
                draft.fields.find("prizes", "groups", index, "prizes", 0),
                group=group.name,
                prizes=offered,
                people=people,
            )
    most = draft.prizes.most_per_person
    everybody = len(roster) or _headcounts(units, unit_required=draft.entry.unit_required)
    if found or most is None or not everybody or draft.rounds is None:
        return
    times = {PrizePer.ROUND: len(draft.rounds), PrizePer.CONTEST: 1}
    total = sum(prize.count * times[group.per] for group in groups for prize in group.prizes)
    if total > most * everybody:
        findings.add(
            Code.MORE_PRIZES_THAN_LIMIT,
            draft.fields.find("prizes", "most_per_person"),
            prizes=total,
            people=everybody,
            most=most,
            winnable=most * everybody,
        )


def _candidates(
    group: PrizeGroup,
    units: Sequence[Unit],
    roster: Sequence[RosterEntry],
    *,
    unit_required: bool,
) -> int | None:
    """Return how many people can be candidates at most; None where nothing says so."""
    eligible = [unit for unit in units if group.block in {"", unit.block}]
    if not roster:
        # Whoever may leave the unit out is in no block.
        return _headcounts(eligible, unit_required=unit_required or bool(group.block))
    ids = {unit.id for unit in eligible}
    return sum(
        (not group.block or entry.unit in ids) and group.division in {None, entry.division}
        for entry in roster
    )


def _headcounts(units: Sequence[Unit], *, unit_required: bool) -> int | None:
    counts = [unit.headcount for unit in units if unit.selectable]
    known = [count for count in counts if count is not None]
    return sum(known) if unit_required and counts and len(known) == len(counts) else None
