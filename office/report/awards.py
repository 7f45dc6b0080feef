"""Prizes in a report: by group and prize, what was offered, given, left to the board, not given.

Every place that is offered is one of these: awarded (with its value), undecided (a tie spans
different prizes, or too few), or vacant (nobody was eligible).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from chalicelib.contest.prizes import Award
from chalicelib.contest.results import Results
from chalicelib.contest.rules import Contest, PrizeGroup, PrizePer, total_value
from office.report.exact import Value

_SUMS = ("offered", "awarded", "undecided", "vacant")


def award_values(contest: Contest, results: Sequence[Results]) -> Value:
    """Return the awards of every round's results and of the whole contest's, in this order."""
    groups = [
        _group_value(group, result)
        for result in results
        for group in contest.prizes.groups
        if (group.per is PrizePer.CONTEST) == (result.round is None)
    ]
    people = {
        row.standing.score.pid
        for result in results
        for row in result.persons
        if any(award.decided for award in row.awards)
    }
    units = {
        row.standing.totals.unit
        for result in results
        for row in result.units
        if any(award.decided for award in row.awards)
    }
    return {
        "groups": groups,
        **_sums(groups),
        "people_awarded": len(people),
        "units_awarded": len(units),
        "certificates": _certificates(contest, results),
    }


def _certificates(contest: Contest, results: Sequence[Results]) -> Value | None:
    """Return how many earned the certificate that is for everybody who passes."""
    certificate = contest.prizes.certificates
    if certificate is None:
        return None
    earned = [
        score.pid
        for result in results
        if result.round is not None
        for score in result.counting
        if certificate.is_earned(score.marks, score.full_marks)
    ]
    once = certificate.per is PrizePer.CONTEST
    return {
        "name": certificate.name,
        "pass_percent": certificate.pass_percent,
        "per": certificate.per.value,
        "earned": len(set(earned)) if once else len(earned),
        "people": len(set(earned)),
    }


def awards_of(result: Results) -> Iterable[Award]:
    """Yield every award of the results, undecided ones too."""
    yield from chain.from_iterable(row.awards for row in result.persons)
    yield from chain.from_iterable(row.awards for row in result.units)


def decided_sums(result: Results) -> tuple[int, int]:
    """Return how many prizes were given, and what they are worth together."""
    decided = [award for award in awards_of(result) if award.decided]
    return len(decided), sum(award.value for award in decided)


def _group_value(group: PrizeGroup, result: Results) -> Value:
    of_group = [award for award in awards_of(result) if award.group == group.id]
    given = Counter((award.prize, award.value) for award in of_group if award.decided)
    places = [(prize.name, prize.value) for prize in group.prizes for _ in range(prize.count)]
    # Places are filled from the first on, so that takers without a prize of their own tell how far.
    filled = Counter(places[: len(of_group)])
    offered = Counter(places)
    prizes: list[Value] = [
        {
            "prize": name,
            "value": value,
            "offered": offered[name, value],
            "awarded": given[name, value],
            "undecided": filled[name, value] - given[name, value],
            "vacant": offered[name, value] - filled[name, value],
        }
        for name, value in dict.fromkeys(places)
    ]
    return {
        "round": result.round,
        "group": group.id,
        "name": group.name,
        "to": group.to.value,
        "prizes": prizes,
        **{name: sum(_whole(prize, name) for prize in prizes) for name in _SUMS},
        "offered_value": total_value(group.prizes),
        **{
            f"{name}_value": sum(_whole(prize, name) * _whole(prize, "value") for prize in prizes)
            for name in _SUMS[1:]
        },
    }


def _sums(groups: Sequence[Value]) -> Mapping[str, int]:
    names = [*_SUMS, *(f"{name}_value" for name in _SUMS)]
    return {name: sum(_whole(group, name) for group in groups) for name in names}


def _whole(value: Value, name: str) -> int:
    found = value[name]
    assert isinstance(found, int)  # noqa: S101 - made above
    return found
