"""How many have taken part so far, while a round runs: a small public JSON value of counts alone.

1. An attempt counts from its start, whether it runs or is final; no answer, no mark is looked at.
2. It counts for the unit that was chosen, and on the day of its start in Việt Nam.
3. Nothing is left out for being small, as in the statistics: with the results the list of persons
   says of every attempt that counts which unit it was for.  Units and days are not crossed.
4. Where a paper asks how many will take part, nothing is told before the close: whoever answered
   later would know more.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.ids import Pid, RoundId, UnitId
from chalicelib.contest.rules import Contest, PredictionOf, Round
from chalicelib.contest.times import DAY_MS, local_date

_COUNTED = {PredictionOf.PEOPLE, PredictionOf.ATTEMPTS}


@dataclass(slots=True, kw_only=True)
class LiveTally:
    """What is counted of a round's attempts."""

    round: RoundId
    attempts: int = 0
    people: set[Pid] = field(default_factory=set)
    by_day: Counter[date] = field(default_factory=Counter)
    by_unit: Counter[UnitId] = field(default_factory=Counter)
    people_of: dict[UnitId, set[Pid]] = field(default_factory=dict)

    def watch(self, attempts: Iterable[Attempt]) -> Iterator[Attempt]:
        """Yield the attempts as they come, and count those of the round as they pass."""
        for attempt in attempts:
            if attempt.round_id == self.round:
                self.attempts += 1
                self.people.add(attempt.pid)
                self.by_day[local_date(attempt.started_at)] += 1
                if attempt.unit is not None:
                    self.by_unit[attempt.unit] += 1
                    self.people_of.setdefault(attempt.unit, set()).add(attempt.pid)
            yield attempt


def tells_live(contest: Contest) -> bool:
    """Tell whether it may be said before the close how many have taken part."""
    papers = (contest.paper_of(division) for division in contest.division_ids())
    return not any(paper.prediction and paper.prediction.of in _COUNTED for paper in papers)


def live_name(round_id: RoundId) -> str:
    """Return the public name of a round's figures so far; no round's id has a dot.

    >>> live_name(RoundId("tuan-1"))
    'data/tuan-1.live.json'
    """
    return f"data/{round_id}.live.json"


def live_value(
    contest: Contest, round_: Round, tally: LiveTally, *, made_at: int
) -> dict[str, object]:
    """Return the public value; ``units`` are those with an attempt, most people first.

    Each is ``[id, name, people, attempts]``; units alike stand in the contest's order.
    """
    units = sorted(
        (
            (unit.id, unit.name, len(tally.people_of[unit.id]), tally.by_unit[unit.id])
            for unit in contest.units
            if tally.by_unit[unit.id]
        ),
        key=lambda row: (-row[2], -row[3]),
    )
    return {
        "schema": 1,
        "contest": contest.id,
        "round": round_.id,
        "title": round_.name,
        "closes_at": round_.closes_at,
        "made_at": made_at,
        "attempts": tally.attempts,
        "people": len(tally.people),
        "by_day": [[day.isoformat(), tally.by_day[day]] for day in _days(round_, made_at)],
        "units": [list(row) for row in units],
    }


def _days(round_: Round, now: int) -> Iterator[date]:
    """Yield the days since the opening, up to today or the last one of the round."""
    last = local_date(min(now, round_.closes_at - 1))
    at = round_.opens_at
    while local_date(at) <= last:
        yield local_date(at)
        at += DAY_MS
