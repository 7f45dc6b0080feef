"""Figures that a source states, each measured from what the closes put on record.

Whole numbers as digits, trends as ``yes`` or ``no``; a share of attempts is in whole percent, half
up.  Times are in whole seconds, as a report prints them, rounded down.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from chalicelib.contest.attempt_lines import read_lines
from chalicelib.contest.ids import Pid, RoundId, UnitId
from chalicelib.contest.times import SECOND_MS
from office.rehearse.run import Rehearsal
from office.report import ClipTally
from office.simulate.targets import FigureName, Stated

_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A figure as it was stated and as it came out."""

    stated: Stated
    measured: str

    @property
    def equal(self) -> bool:
        """Tell whether the two are the same."""
        return self.stated.value == self.measured


@dataclass(frozen=True, slots=True)
class _Record:
    """What there is to measure one stated figure on."""

    rehearsal: Rehearsal
    stated: Stated
    clips: Sequence[ClipTally]
    entries: Mapping[RoundId, Sequence[tuple[Pid, UnitId | None]]]
    """Who has an attempt in each round, and for which unit."""

    def rounds(self) -> tuple[RoundId, ...]:
        return self.stated.rounds or tuple(self.rehearsal.rounds)

    def standings(self) -> list[dict[str, Any]]:
        """Return the standings of the rounds asked for, or those of the whole contest."""
        if not self.stated.rounds:
            return [self.rehearsal.whole.standings]
        return [self.rehearsal.rounds[name].standings for name in self.stated.rounds]

    def by_round(self) -> list[dict[str, Any]]:
        return [self.rehearsal.rounds[name].standings for name in self.rounds()]

    def sum_of(self, name: str) -> int:
        return sum(standings["figures"][name] for standings in self.standings())

    def awards(self, who: str, standings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return the decided awards, of one group where one is named."""
        return [
            award
            for standing in standings
            for row in standing[who]
            for award in row["awards"]
            if award["decided"] and self.stated.group in {"", award["group"]}
        ]

    def everywhere(self) -> list[dict[str, Any]]:
        """Return the standings of the rounds asked for; with none, those of all and the whole."""
        if self.stated.rounds:
            return self.standings()
        return [*self.by_round(), self.rehearsal.whole.standings]

    def winners(self) -> list[dict[str, Any]]:
        """Return the rows of the persons who take a prize in a round, best first."""
        return [
            row
            for standings in self.by_round()
            for row in standings["persons"]
            if any(award["decided"] for award in row["awards"])
        ]

    def teams(self) -> list[dict[str, Any]]:
        """Return the rows of the units that compete and have an attempt, of their own or below."""
        return [row for row in self.rehearsal.whole.standings["units"] if row["attempts"]]


def compare(rehearsal: Rehearsal, clips: Sequence[ClipTally] | None) -> tuple[Compared, ...]:
    """Return every figure that the size states beside what came out."""
    entries = {
        name: [(attempt.key.pid, attempt.unit) for attempt in read_lines(rehearsal.lines(name))]
        for name in (rehearsal.rounds if rehearsal.size.stated else ())
    }
    return tuple(
        Compared(
            stated=stated,
            measured=_MEASURES[stated.figure](_Record(rehearsal, stated, clips or (), entries)),
        )
        for stated in rehearsal.size.stated
    )


def _people(record: _Record) -> str:
    """Count each person once, whichever rounds are asked for."""
    return str(len({pid for name in record.rounds() for pid, _ in record.entries[name]}))


def _units(record: _Record) -> str:
    """Count each unit once that people entered for."""
    units = {unit for name in record.rounds() for _, unit in record.entries[name]}
    return str(len(units - {None}))


def _most_attempts_each(record: _Record) -> str:
    """Return the most attempts that any person has within a round."""
    counts = [Counter(pid for pid, _ in record.entries[name]) for name in record.rounds()]
    return str(max((max(count.values(), default=0) for count in counts), default=0))


def _perfect_percent(record: _Record) -> str:
    share = Fraction(_PERCENT * record.sum_of("perfect_papers"), max(1, record.sum_of("counting")))
    return str(int(share + Fraction(1, 2)))


def _mean_marks(standings: Mapping[str, Any]) -> Fraction:
    marks = [Fraction(row["marks"]) for row in standings["persons"]]
    return sum(marks, Fraction(0)) / max(1, len(marks))


def _rise(of: Callable[[Mapping[str, Any]], Fraction]) -> Callable[[_Record], str]:
    def measure(record: _Record) -> str:
        values = [of(standings) for standings in record.by_round()]
        return "yes" if all(before < after for before, after in pairwise(values)) else "no"

    return measure


def _more(name: str) -> Callable[[_Record], str]:
    def measure(record: _Record) -> str:
        before = getattr(record.rehearsal.contest.last_edition, name, None)
        return "" if before is None else str(record.sum_of(name) - before)

    return measure


def _with_clip(wanted: bool) -> Callable[[_Record], str]:
    def measure(record: _Record) -> str:
        return str(sum((row["clip_marks"] is not None) is wanted for row in record.teams()))

    return measure


def _last_prize_time(record: _Record) -> str:
    times = [row["time_used_ms"] for row in record.winners()]
    return str(max(times, default=0) // SECOND_MS)


def _best_time(record: _Record) -> str:
    times = [row["time_used_ms"] for row in record.winners()]
    return str(min(times, default=0) // SECOND_MS)


def _perfect_awards(record: _Record) -> str:
    """Count the prizes of persons whose marks are the full ones."""
    contest = record.rehearsal.contest
    full = Fraction(contest.marks.scale or contest.paper.questions)
    return str(
        sum(
            award["decided"]
            for row in record.winners()
            if Fraction(row["marks"]) == full
            for award in row["awards"]
        )
    )


def _awarded_value(record: _Record) -> str:
    listed = record.everywhere()
    awards = [*record.awards("persons", listed), *record.awards("units", listed)]
    return str(sum(award["value"] for award in awards))


def _clips(record: _Record) -> str:
    level_of = {unit.id: unit.level for unit in record.rehearsal.contest.units}
    return str(
        sum(
            tally.accepted + sum(tally.refused.values())
            for tally in record.clips
            if record.stated.level in {"", level_of[tally.unit]}
        )
    )


_MEASURES: Mapping[FigureName, Callable[[_Record], str]] = {
    FigureName.ATTEMPTS: lambda record: str(record.sum_of("attempts")),
    FigureName.PEOPLE: _people,
    FigureName.UNITS: _units,
    FigureName.TEAMS: lambda record: str(len(record.teams())),
    FigureName.PERFECT_PAPERS: lambda record: str(record.sum_of("perfect_papers")),
    FigureName.PERFECT_PERCENT: _perfect_percent,
    FigureName.MORE_ATTEMPTS: _more("attempts"),
    FigureName.MORE_UNITS: _more("units"),
    FigureName.UNITS_RISE: _rise(lambda standings: Fraction(standings["figures"]["units"])),
    FigureName.ATTEMPTS_RISE: _rise(lambda standings: Fraction(standings["figures"]["attempts"])),
    FigureName.MARKS_RISE: _rise(_mean_marks),
    FigureName.BOTH_PARTS: _with_clip(True),
    FigureName.QUIZ_ONLY: _with_clip(False),
    FigureName.BEST_TIME: _best_time,
    FigureName.LAST_PRIZE_TIME: _last_prize_time,
    FigureName.PERFECT_AWARDS: _perfect_awards,
    FigureName.PERSON_AWARDS: lambda r: str(len(r.awards("persons", r.everywhere()))),
    FigureName.UNIT_AWARDS: lambda r: str(len(r.awards("units", r.everywhere()))),
    FigureName.AWARDED_VALUE: _awarded_value,
    FigureName.MOST_ATTEMPTS_EACH: _most_attempts_each,
    FigureName.CLIPS: _clips,
}
