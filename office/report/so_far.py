"""A contest as far as it has come, for the report of a week: the rounds up to one of them.

What is settled once for all rounds (prizes of the whole contest, the announced plan as a whole, the
comparison with the last edition, clips) is left to the closing report.
"""

from dataclasses import replace

from chalicelib.contest.rules import Announced, Contest, PrizePer
from office.texts import text


def contest_so_far(contest: Contest, last: str) -> Contest:
    """Return the contest with the rounds up to ``last``; raise UnknownRoundError.

    Up to the last round of all it is the contest as it was.
    """
    number = contest.rounds.index(contest.round(last)) + 1
    if number == len(contest.rounds):
        return contest
    promised = contest.prizes.certificates
    kept = promised if promised is not None and promised.per is PrizePer.ROUND else None
    groups = tuple(group for group in contest.prizes.groups if group.per is PrizePer.ROUND)
    return replace(
        contest,
        name=text("report.name_so_far", name=contest.name, round=contest.round(last).name),
        rounds=contest.rounds[:number],
        announced=Announced(),
        prizes=replace(contest.prizes, groups=groups, certificates=kept),
        last_edition=None,
        clips=(),
    )
