"""Who takes which round: counts by unit that meet the size exactly, and the keener people first."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.contest.ids import RoundId, UnitId
from chalicelib.contest.rules import AttemptsPer, Contest
from office.simulate.crowd import Invented
from office.simulate.shares import UnmetSizeError, share_out
from office.simulate.targets import RealSize, RoundSize

_MOOD_PERCENT = (70, 130)
"""How much the turnout of a unit differs from week to week."""
_CHANGE_OF_MIND = 0.35
"""How much of whether a person takes a round is the week's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """The people who take each round, and those who register and never start."""

    rounds: Mapping[RoundId, tuple[Invented, ...]]
    idle: tuple[Invented, ...]


def choose_turnout(contest: Contest, size: RealSize, crowd: Sequence[Invented]) -> Turnout:
    """Return who takes which round; the same seed gives the same people.

    Where attempts are counted over the whole contest nobody takes two rounds.  Raises
    UnmetSizeError where the crowd is too small for a round.
    """
    once = contest.attempts.per is AttemptsPer.CONTEST
    left = list(crowd)
    rounds: dict[RoundId, tuple[Invented, ...]] = {}
    for round_ in size.rounds:
        rounds[round_.round] = _round_turnout(round_, size.seed, left)
        if once:
            gone = {person.number for person in rounds[round_.round]}
            left = [person for person in left if person.number not in gone]
    came = {person.number for people in rounds.values() for person in people}
    return Turnout(
        rounds=rounds, idle=tuple(person for person in crowd if person.number not in came)
    )


def _round_turnout(size: RoundSize, seed: int, crowd: Sequence[Invented]) -> tuple[Invented, ...]:
    dice = random.Random(f"{seed}/{size.round}/turnout")
    of_unit: dict[UnitId | None, list[Invented]] = {}
    for person in crowd:
        of_unit.setdefault(person.unit, []).append(person)
    alone = of_unit.pop(None, [])
    # The larger units are there from the first round on, so that they only become more.
    units = sorted(of_unit, key=lambda unit: (-len(of_unit[unit]), unit or ""))
    if len(units) < (size.units or 0):
        raise UnmetSizeError(size.units or 0, 0, len(units))
    taking_part: list[UnitId | None] = [*units[: size.units], *([None] if alone else [])]
    of_unit[None] = alone
    counts = share_out(
        size.attempts,
        [len(of_unit[unit]) * dice.randint(*_MOOD_PERCENT) for unit in taking_part],
        [int(unit is not None and size.units is not None) for unit in taking_part],
        [len(of_unit[unit]) for unit in taking_part],
    )
    chosen: list[Invented] = []
    for unit, count in zip(taking_part, counts, strict=True):
        mood = {p.number: p.keenness - _CHANGE_OF_MIND * dice.random() for p in of_unit[unit]}
        chosen += sorted(of_unit[unit], key=lambda p: (-mood[p.number], p.number))[:count]
    return tuple(sorted(chosen, key=lambda person: person.number))
