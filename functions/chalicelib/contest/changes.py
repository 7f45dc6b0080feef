"""What may still change once people have begun to compete, and what may not.

Names, texts, contacts, clip marks (not their criteria) and further units may change: they bear on
nobody's standing so far.  How attempts are drawn, counted, graded, ranked and rewarded may not, and
a unit that people could choose stays: standings follow from what was announced.  Hours may be put
off.
"""

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.errors import RulesFrozenError
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest

FROZEN = ("attempts", "paper", "marks", "ranking", "collective", "prizes")


def check_still_the_same(former: Contest, contest: Contest) -> None:
    """Raise RulesFrozenError, naming the rule, where the competition itself would change."""
    for name in FROZEN:
        if getattr(former, name) != getattr(contest, name):
            raise RulesFrozenError(what=name)
    if [(d.id, d.ages, d.paper) for d in former.divisions] != [
        (d.id, d.ages, d.paper) for d in contest.divisions
    ]:
        raise RulesFrozenError(what="divisions")
    # Whoever could name another organizer could approve one's own proposals.
    if former.organizers and former.organizers != contest.organizers:
        raise RulesFrozenError(what="organizers")
    # Rules from before criteria were part of them state none.
    if former.clip_criteria and former.clip_criteria != contest.clip_criteria:
        raise RulesFrozenError(what="clips")
    if not {round_.id for round_ in former.rounds} <= {round_.id for round_ in contest.rounds}:
        raise RulesFrozenError(what="rounds")
    places = {unit.id: unit.parent for unit in contest.units if unit.selectable}
    for unit in former.units:
        if unit.selectable and (unit.id not in places or places[unit.id] != unit.parent):
            raise RulesFrozenError(what=f"units: {unit.id}")


def check_hours(
    former: Contest,
    contest: Contest,
    opened: frozenset[RoundId],
    closed: frozenset[RoundId],
    now: int,
) -> None:
    """Raise RulesFrozenError, naming the round, where its hours may not change any more.

    A round that has opened keeps its opening; its close may be put off, or brought forward to no
    earlier than every attempt that runs now may end.  One that is closing, closed or published
    keeps all its hours, and after all have closed no round is added.
    """
    for round_ in former.rounds:
        if round_.id not in opened:
            continue
        moved = contest.round(round_.id)
        hours = (round_.opens_at, round_.closes_at, round_.publishes_at)
        if round_.id in closed and hours != (moved.opens_at, moved.closes_at, moved.publishes_at):
            raise RulesFrozenError(what=f"rounds: {round_.id}")
        longest = max(contest.paper_of(division).limit_ms for division in contest.division_ids())
        cut_short = moved.closes_at < min(round_.closes_at, now + longest)
        if moved.opens_at != round_.opens_at or cut_short:
            raise RulesFrozenError(what=f"rounds: {round_.id}")
    if WHOLE_CONTEST in closed and len(contest.rounds) != len(former.rounds):
        raise RulesFrozenError(what="rounds")
