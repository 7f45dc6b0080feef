"""When people start: by hour and day, with a rush before the round closes."""

import random
from bisect import bisect
from collections.abc import Iterable
from itertools import accumulate

from chalicelib.contest.rules import Round
from chalicelib.contest.times import HOUR_MS, MINUTE_MS, to_local

# How many people start in each hour of a working day, from midnight on: office hours, a peak after
# lunch, the evening at home.
_NIGHT = (2, 1, 1, 1, 1, 4)
_WORKING_DAY = (*_NIGHT, 14, 40, 90, 100, 85, 70, 60, 75, 95, 100, 90, 55, 30, 45, 60, 50, 28, 9)
_DAY_OFF = (*_NIGHT, 6, 14, 24, 30, 32, 26, 20, 22, 28, 32, 32, 26, 24, 38, 52, 46, 26, 10)
_SATURDAY = 5
_FIRST_DAY_PERCENT = 130
_LAST_DAY_PERCENT = 180
_RUSH_HOURS = 3
_RUSH_PERCENT = 250
_LAST_START_MS = 90_000
"""Nobody starts later than this before the close: there would be no time for anything."""


class Rhythm:
    """The hours of a round, each with its share of the starts."""

    def __init__(self, round_: Round) -> None:
        """Weigh the hours of the round."""
        until = max(round_.opens_at + 1, round_.closes_at - _LAST_START_MS)
        self._hours = [
            (at, min(until, at + HOUR_MS - at % HOUR_MS)) for at in _hour_starts(round_, until)
        ]
        self._sums = list(
            accumulate(
                _weight(round_, begins, ends) * (ends - begins) for begins, ends in self._hours
            )
        )

    def instant(self, dice: random.Random) -> int:
        """Return an instant at which somebody starts."""
        place = bisect(self._sums, dice.randrange(self._sums[-1]))
        begins, ends = self._hours[place]
        return begins + dice.randrange(ends - begins)


def _hour_starts(round_: Round, until: int) -> Iterable[int]:
    at = round_.opens_at
    while at < until:
        yield at
        at += HOUR_MS - at % HOUR_MS


def _weight(round_: Round, begins: int, ends: int) -> int:
    moment = to_local(begins)
    hours = _DAY_OFF if moment.weekday() >= _SATURDAY else _WORKING_DAY
    weight = hours[moment.hour] * 100
    day = moment.date()
    if day == to_local(round_.opens_at).date():
        weight = weight * _FIRST_DAY_PERCENT // 100
    if day == to_local(round_.closes_at - MINUTE_MS).date():
        weight = weight * _LAST_DAY_PERCENT // 100
    if ends > round_.closes_at - _RUSH_HOURS * HOUR_MS:
        weight = weight * _RUSH_PERCENT // 100
    return weight
