"""Merit: who is a candidate for which group of prizes, in which order.

1. Groups are awarded in the order in which the rules state them; what somebody takes in one counts
   for the next.  An undecided award counts as a decided one: otherwise who shares it could win
   once more before the board decides, and end with more prizes than one person may take.
2. ``rank`` goes by the standings of the group's division; ``youngest`` and ``oldest`` by birth date
   among those who pass, and between equal dates by the standings.
3. Units are candidates of their own groups by their standings (one that is not ranked takes none),
   or, where ``clip`` is the merit, by the marks of their clips.
4. A person passes by the share of the full marks, a unit by the share of the full score (all terms
   together) or, where ``clip`` is the merit, of the clip's full marks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chalicelib.contest.collective import UnitStanding
from chalicelib.contest.ids import DivisionId, Pid, PrizeGroupId, RoundId, UnitId
from chalicelib.contest.prizes import Award, award_group
from chalicelib.contest.ranking import Standing, competition_ranks
from chalicelib.contest.rules import Contest, Merit, PrizeGroup
from chalicelib.contest.units import Unit, index_units

PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A prize given back: who takes no prize of that group, in that round (None: the contest)."""

    group: PrizeGroupId
    round: RoundId | None
    holder: str
    """The person's pid, or the unit's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardHistory:
    """What bears on an award from elsewhere: prizes taken so far, and withdrawals."""

    taken: Mapping[Pid, int] = field(default_factory=dict)
    """How many awards each person has taken in other rounds, decided or not."""
    withdrawals: tuple[Withdrawal, ...] = ()

    def of_round(self, round_id: RoundId | None) -> "AwardHistory":
        """Return what bears on one round: its own withdrawals alone."""
        own = tuple(each for each in self.withdrawals if each.round == round_id)
        return AwardHistory(taken=self.taken, withdrawals=own)

    def withdrew(self, group: PrizeGroup, holder: str) -> bool:
        """Tell whether somebody takes no prize of the group."""
        return any(each.group == group.id and each.holder == holder for each in self.withdrawals)


def award_persons(
    contest: Contest,
    groups: Iterable[PrizeGroup],
    standings: Mapping[DivisionId | None, Sequence[Standing]],
    history: AwardHistory,
) -> Mapping[Pid, tuple[Award, ...]]:
    """Return the awards of each person who takes any.

    ``standings`` are those of every division, or of all under None where there are none.
    """
    units = index_units(contest.units)
    taken = dict(history.taken)
    awards: dict[Pid, list[Award]] = {}
    for group in groups:
        candidates, ranks = _candidates(group, standings[group.division])
        eligible = (
            _passes(standing, group)
            and _in_block(standing, group, units)
            and not history.withdrew(group, standing.score.pid)
            and _may_take_more(contest, taken, standing.score.pid)
            for standing in candidates
        )
        for standing, award in zip(candidates, award_group(group, ranks, eligible), strict=True):
            if award is not None:
                awards.setdefault(standing.score.pid, []).append(award)
                taken[standing.score.pid] = taken.get(standing.score.pid, 0) + 1
    return {pid: tuple(given) for pid, given in awards.items()}


def award_units(
    contest: Contest,
    groups: Iterable[PrizeGroup],
    standings: Sequence[UnitStanding],
    history: AwardHistory,
) -> Mapping[UnitId, tuple[Award, ...]]:
    """Return the awards of each unit that takes any."""
    units = index_units(contest.units)
    full_score = contest.collective.full_score()
    awards: dict[UnitId, list[Award]] = {}
    for group in groups:
        ranked, ranks = _unit_candidates(group, standings)
        eligible = [
            (standing.totals.attempts > 0 or standing.totals.clip_marks is not None)
            and _unit_passes(standing, group, full_score)
            and group.block in {"", units[standing.totals.unit].block}
            and not history.withdrew(group, standing.totals.unit)
            for standing in ranked
        ]
        for standing, award in zip(ranked, award_group(group, ranks, eligible), strict=True):
            if award is not None:
                awards.setdefault(standing.totals.unit, []).append(award)
    return {unit: tuple(given) for unit, given in awards.items()}


def _candidates(
    group: PrizeGroup, standings: Sequence[Standing]
) -> tuple[Sequence[Standing], list[int]]:
    """Return the candidates in the order of their merit, with their ranks in it."""
    if group.merit is Merit.RANK:
        return standings, [standing.rank for standing in standings]
    sign = -1 if group.merit is Merit.YOUNGEST else 1
    keyed = sorted(
        (
            ((sign * standing.score.born_on.toordinal(), standing.rank), standing)
            for standing in standings
            if standing.score.born_on is not None
        ),
        key=lambda pair: (pair[0], pair[1].score.receipt_code),
    )
    ranks = competition_ranks([key for key, _ in keyed])
    return [standing for _, standing in keyed], ranks


def _unit_candidates(
    group: PrizeGroup, standings: Sequence[UnitStanding]
) -> tuple[Sequence[UnitStanding], list[int]]:
    if group.merit is not Merit.CLIP:
        ranked = [standing for standing in standings if standing.rank is not None]
        return ranked, [standing.rank or 0 for standing in ranked]
    keyed = sorted(
        (
            (-standing.totals.clip_marks, standing)
            for standing in standings
            if standing.totals.clip_marks is not None
        ),
        key=lambda pair: (pair[0], pair[1].totals.unit),
    )
    return [standing for _, standing in keyed], competition_ranks([key for key, _ in keyed])


def _passes(standing: Standing, group: PrizeGroup) -> bool:
    score = standing.score
    return score.marks > 0 and PERCENT * score.marks >= group.pass_percent * score.full_marks


def _unit_passes(standing: UnitStanding, group: PrizeGroup, full_score: int) -> bool:
    if not group.pass_percent:
        return True
    if group.merit is Merit.CLIP:
        return (standing.totals.clip_marks or 0) >= group.pass_percent
    # Where no terms make up a score, none can be reached; the checker refuses such rules.
    score = standing.score
    return score is not None and PERCENT * score >= group.pass_percent * full_score


def _in_block(standing: Standing, group: PrizeGroup, units: Mapping[UnitId, Unit]) -> bool:
    if not group.block:
        return True
    unit = standing.score.unit
    return unit is not None and units[unit].block == group.block


def _may_take_more(contest: Contest, taken: Mapping[Pid, int], pid: Pid) -> bool:
    most = contest.prizes.most_per_person
    return most is None or taken.get(pid, 0) < most
