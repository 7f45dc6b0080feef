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

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    standings: Mapping[DivisionId | None, Iterable[Standing]],
    history: AwardHistory,
) -> Mapping[Pid, tuple[Award, ...]]:
    """Return the awards of each person who takes any.

    ``standings`` are those of every division, or of all under None where there are none; they are
    read as far as prizes go, once for each group.
    """
    units = index_units(contest.units)
    taken = dict(history.taken)
    awards: dict[Pid, list[Award]] = {}
    for group in groups:

        def may_take(standing: Standing, group: PrizeGroup = group) -> bool:
            return (
                _passes(standing, group)
                and _in_block(standing, group, units)
                and not history.withdrew(group, standing.score.pid)
                and _may_take_more(contest, taken, standing.score.pid)
            )

        candidates = _candidates(group, standings[group.division])
        for standing, award in award_group(group, candidates, may_take):
            pid = standing.score.pid
            awards.setdefault(pid, []).append(award)
            taken[pid] = taken.get(pid, 0) + 1
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

        def may_take(standing: UnitStanding, group: PrizeGroup = group) -> bool:
            return (
                (standing.totals.attempts > 0 or standing.totals.clip_marks is not None)
                and _unit_passes(standing, group, full_score)
                and group.block in {"", units[standing.totals.unit].block}
                and not history.withdrew(group, standing.totals.unit)
            )

        for standing, award in award_group(group, _unit_candidates(group, standings), may_take):
            awards.setdefault(standing.totals.unit, []).append(award)
    return {unit: tuple(given) for unit, given in awards.items()}


def _candidates(group: PrizeGroup, standings: Iterable[Standing]) -> Iterator[tuple[int, Standing]]:
    """Yield the candidates in the order of their merit, each after its rank in it."""
    if group.merit is Merit.RANK:
        yield from ((standing.rank, standing) for standing in standings)
        return
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
    yield from zip(ranks, (standing for _, standing in keyed), strict=True)


def _unit_candidates(
    group: PrizeGroup, standings: Iterable[UnitStanding]
) -> Iterator[tuple[int, UnitStanding]]:
    if group.merit is not Merit.CLIP:
        yield from ((standing.rank, standing) for standing in standings if standing.rank)
        return
    keyed = sorted(
        (
            (-standing.totals.clip_marks, standing)
            for standing in standings
            if standing.totals.clip_marks is not None
        ),
        key=lambda pair: (pair[0], pair[1].totals.unit),
    )
    ranks = competition_ranks([key for key, _ in keyed])
    yield from zip(ranks, (standing for _, standing in keyed), strict=True)


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
