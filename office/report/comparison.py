"""What ran beside what was announced, and beside the last edition: both sides, never a verdict.

1. A row of the plan is there only where the plan states the figure.  Weeks are counted as the
   checker counts them: from the first opening to the last close, a week begun being a week.
2. A difference to the last edition is this one's figure less the last one's, and its share of the
   last one's.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from chalicelib.contest.rules import Contest, PrizePer, Round, total_value
from chalicelib.contest.times import local_date
from office.report.exact import Value, percent_of

_WEEK = 7


def plan_values(contest: Contest) -> Value:
    """Return the announced plan beside the schedule, the prizes and the units of the rules."""
    announced = contest.announced
    first = local_date(min(round_.opens_at for round_ in contest.rounds))
    last = local_date(max(round_.closes_at for round_ in contest.rounds))
    days = (last - first).days + 1
    levels = Counter(unit.level for unit in contest.units if unit.selectable)
    rows = [
        _row("starts_on", announced.starts_on, first),
        _row("ends_on", announced.ends_on, last),
        _row("weeks", announced.weeks, -(-days // _WEEK)),
        _row("prizes_total", announced.prizes_total, prizes_total(contest)),
        _row("units", announced.units, sum(levels.values())),
        *(
            {**row, "level": stated.level}
            for stated in announced.unit_levels
            if (row := _row("level", stated.count, levels[stated.level])) is not None
        ),
    ]
    return {
        "source": announced.source,
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "days": days,
        "rows": [row for row in rows if row is not None],
        "rescheduled": [_rescheduled(round_) for round_ in contest.rounds if round_.history],
    }


def edition_values(
    contest: Contest, total: Mapping[str, object], clips: int | None
) -> Value | None:
    """Return this edition beside the last one; None where nothing is known of a last one."""
    last = contest.last_edition
    if last is None:
        return None
    units = total["units"]
    assert isinstance(units, dict)  # noqa: S101 - made by total_figures
    measures: Sequence[tuple[str, object, int | None]] = (
        ("units", units["numerator"], last.units),
        ("attempts", total["attempts"], last.attempts),
        ("people", total["people"], last.people),
        ("clips", clips, last.clips),
    )
    return {
        "name": last.name,
        "rows": [
            {
                "measure": measure,
                "now": now,
                "last": then,
                "difference": now - then,
                "change": percent_of(now - then, then),
            }
            for measure, now, then in measures
            if isinstance(now, int) and then is not None
        ],
    }


def prizes_total(contest: Contest) -> int:
    """Return what all prizes offered are worth, those of a round once for each round."""
    return sum(
        total_value(group.prizes) * (len(contest.rounds) if group.per is PrizePer.ROUND else 1)
        for group in contest.prizes.groups
    )


def _row(what: str, announced: date | int | None, ran: date | int) -> Value | None:
    if announced is None:
        return None
    return {
        "what": what,
        "announced": _shown(announced),
        "ran": _shown(ran),
        "same": announced == ran,
    }


def _shown(value: date | int) -> str | int:
    return value.isoformat() if isinstance(value, date) else value


def _rescheduled(round_: Round) -> Value:
    return {
        "round": round_.id,
        "name": round_.name,
        "former": [
            {
                "decided_on": former.decided_on.isoformat(),
                "reason": former.reason,
                "opens_at": former.opens_at,
                "closes_at": former.closes_at,
                "publishes_at": former.publishes_at,
            }
            for former in round_.history
        ],
    }
