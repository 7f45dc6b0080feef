"""Entrants: what each person does in one round, all of it from one seed.

1. Endings and accidents are drawn for everybody alike; how many papers are perfect, and the times
   of the best, are those that the size asks for.
2. A perfect paper is handed in whole; whoever walks away or comes too late has not answered all.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.contest.rules import Contest, Round
from chalicelib.contest.times import SECOND_MS
from office.simulate.crowd import Invented, invent_person, own_headcounts
from office.simulate.rhythm import Rhythm
from office.simulate.shares import UnmetSizeError
from office.simulate.targets import RoundSize

_LEAST_TIME_MS = 20 * SECOND_MS
_CLEARLY_SLOWER_MS = 700
_TYPICAL_HEADCOUNT = 50


class Ending(StrEnum):
    """How an attempt ends."""

    SUBMITS = "submits"
    IN_GRACE = "in_grace"
    """The submission arrives within the grace after the deadline, and counts."""
    TOO_LATE = "too_late"
    """The submission arrives after the grace: the last save counts."""
    WALKS_AWAY = "walks_away"
    """Nothing is submitted: the close makes the last save final."""


class Accident(StrEnum):
    """What else happens on the way; none of it may change what counts."""

    TOO_EARLY = "too_early"
    """Tries to start before the round opens."""
    LOST_CODE = "lost_code"
    """Registers again for a new code; the old one is worth nothing then."""
    DOUBLE_CLICK = "double_click"
    LOST_START = "lost_start"
    """The reply to the start is lost; the same request is sent again."""
    LOST_SAVE = "lost_save"
    LOST_SUBMISSION = "lost_submission"
    OTHER_PHONE = "other_phone"
    """Goes on with another phone, which takes the attempt over."""
    WRONG_SECOND_FACTOR = "wrong_second_factor"
    """Mistypes the birth date once when taking over."""
    SECOND_TRY = "second_try"
    """Tries to start again after the end."""


_ENDINGS = {
    Ending.SUBMITS: 940,
    Ending.IN_GRACE: 15,
    Ending.TOO_LATE: 12,
    Ending.WALKS_AWAY: 33,
}
_WHOLE_ENDINGS = {Ending.SUBMITS, Ending.IN_GRACE}
_ACCIDENTS_PER_MILLE = {
    Accident.TOO_EARLY: 10,
    Accident.LOST_CODE: 25,
    Accident.DOUBLE_CLICK: 30,
    Accident.LOST_START: 12,
    Accident.LOST_SAVE: 40,
    Accident.LOST_SUBMISSION: 25,
    Accident.OTHER_PHONE: 20,
    Accident.WRONG_SECOND_FACTOR: 300,
    Accident.SECOND_TRY: 40,
}
"""Of a thousand attempts; of a wrong second factor: of a thousand who take over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrant:
    """A person in one round, and the course that the attempt will take."""

    person: Invented
    starts_at: int
    time_used_ms: int
    saves: int
    knows: float
    """The share of the questions that are known."""
    perfect: bool | None
    """Whether the paper must be all right (True) or must not (False); None leaves it to chance."""
    ending: Ending
    accidents: frozenset[Accident]
    seed: int

    @property
    def number(self) -> int:
        """Return the person's number."""
        return self.person.number

    @property
    def hands_in(self) -> bool:
        """Tell whether a submission arrives in time."""
        return self.ending in _WHOLE_ENDINGS

    @property
    def gives_up(self) -> bool:
        """Tell whether the page is left without submitting."""
        return self.ending is Ending.WALKS_AWAY


def invent_entrants(contest: Contest, round_: Round, count: int, seed: int) -> Iterator[Entrant]:
    """Yield that many entrants of a round, in the order in which they start.

    The same seed gives the same entrants; another round gives other starts of the same people.
    """
    own = own_headcounts(contest)
    weights = [headcount or _TYPICAL_HEADCOUNT for headcount in own.values()]
    people = []
    for number in range(1, count + 1):
        dice = random.Random(f"{seed}/unit/{number}")
        unit = dice.choices(list(own), weights)[0] if own else None
        people.append(invent_person(contest, number, seed, unit))
    size = RoundSize(round=round_.id, attempts=count)
    yield from plan_round(contest, size, people, seed)


def plan_round(
    contest: Contest, size: RoundSize, people: Sequence[Invented], seed: int
) -> list[Entrant]:
    """Return what the people of a round do, in the order in which they start.

    Raises UnmetSizeError where more perfect papers are asked for than papers are handed in whole.
    """
    round_ = contest.round(size.round)
    dice = random.Random(f"{seed}/{size.round}/perfect")
    rhythm = Rhythm(round_)
    courses = {p.number: random.Random(f"{seed}/{size.round}/course/{p.number}") for p in people}
    starts = {p.number: rhythm.instant(courses[p.number]) for p in people}
    endings = {p.number: _draw_ending(courses[p.number]) for p in people}
    # Who gains a perfect paper: the more skilful the likelier, of those who hand theirs in whole.
    able = sorted(
        (p for p in people if endings[p.number] in _WHOLE_ENDINGS),
        key=lambda p: (-p.skill - dice.gauss(0, 0.1), p.number),
    )
    if size.perfect is not None and size.perfect > len(able):
        raise UnmetSizeError(size.perfect, 0, len(able))
    perfect = {p.number for p in able[: size.perfect or 0]}
    best = _choose_best(contest, round_, size, [p for p in able if p.number in perfect], starts)
    slowest_best = max(size.best_times_ms, default=0) + _CLEARLY_SLOWER_MS
    entrants = []
    for person in people:
        course, number = courses[person.number], person.number
        limit = contest.paper_of(person.division).limit_ms
        typical = int(limit * min(0.97, person.pace * course.uniform(0.7, 1.4)))
        least = max(_LEAST_TIME_MS, slowest_best if number in perfect else 0)
        ending = Ending.SUBMITS if number in best else endings[number]
        entrants.append(
            Entrant(
                person=person,
                starts_at=starts[number],
                time_used_ms=best.get(number, max(least, typical)),
                # Some of those who walk away have not answered a single question.
                saves=1 if number in best else course.randint(ending is not Ending.WALKS_AWAY, 3),
                knows=min(0.99, max(0.2, size.known_percent / 100 + person.skill)),
                perfect=None if size.perfect is None else number in perfect,
                ending=ending,
                accidents=frozenset() if number in best else _draw_accidents(course),
                seed=course.randrange(1 << 48),
            )
        )
    return sorted(entrants, key=lambda entrant: (entrant.starts_at, entrant.number))


def _choose_best(
    contest: Contest,
    round_: Round,
    size: RoundSize,
    able: Sequence[Invented],
    starts: dict[int, int],
) -> dict[int, int]:
    """Return the times of the best by person: of those who start with all their time left."""
    with_time = [
        p
        for p in able
        if starts[p.number] + contest.paper_of(p.division).limit_ms < round_.closes_at
    ]
    if len(with_time) < len(size.best_times_ms):
        raise UnmetSizeError(len(size.best_times_ms), 0, len(with_time))
    chosen = [p.number for p in with_time[: len(size.best_times_ms)]]
    return dict(zip(chosen, size.best_times_ms, strict=True))


def _draw_ending(dice: random.Random) -> Ending:
    return dice.choices(list(_ENDINGS), list(_ENDINGS.values()))[0]


def _draw_accidents(dice: random.Random) -> frozenset[Accident]:
    return frozenset(
        accident
        for accident, per_mille in _ACCIDENTS_PER_MILLE.items()
        if dice.randrange(1_000) < per_mille
    )
