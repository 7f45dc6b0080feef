"""By what units are compared with each other."""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.contest.ids import UnitId


class UnitMeasure(StrEnum):
    """Something that is measured of a unit; ``collective`` says how each is computed."""

    ATTEMPTS = "attempts"
    PEOPLE = "people"
    PARTICIPATION_RATE = "participation_rate"
    TOTAL_MARKS = "total_marks"
    MEAN_MARKS = "mean_marks"
    BEST_MARKS = "best_marks"
    BEST_N_MARKS = "best_n_marks"
    PERFECT_PAPERS = "perfect_papers"
    PERFECT_SHARE = "perfect_share"
    ROUNDS_TAKEN_PART = "rounds_taken_part"
    CLIP_MARKS = "clip_marks"
    MEAN_TIME_USED = "mean_time_used"


class Against(StrEnum):
    """What a measure is compared with to become a share of its weight."""

    BEST_UNIT = "best_unit"
    FULL = "full"


class Missing(StrEnum):
    """What a unit without the measured thing gets for it."""

    ZERO = "zero"
    UNRANKED = "unranked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One part of a unit's score: a measure, as a share of something, times a weight in percent.

    ``against`` BEST_UNIT takes the share of the best competing unit's value, FULL that of ``full``;
    ``cap_percent`` bounds the share.
    """

    name: str
    measure: UnitMeasure
    weight: int
    against: Against = Against.BEST_UNIT
    full: int = 0
    cap_percent: int = 100
    missing: Missing = Missing.ZERO
    best_n: int = 0
    """How many best attempts make up BEST_N_MARKS; a unit with fewer has its sum of those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """The least that a unit must reach to be ranked, such as 70 % of its headcount.

    ``at_least`` is in the measure's own unit; rates and shares in percent.
    """

    measure: UnitMeasure
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipCriterion:
    """One criterion by which clips are marked, and its full marks."""

    name: str
    full_marks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipMarks:
    """The marks of a unit's best accepted clip, and how many there were to be had."""

    unit: UnitId
    marks: int
    full_marks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveRules:
    """How units are ranked: by a score made of terms if there are any, then by measures in order.

    Scores and means are compared exactly; ``decimals`` is for showing alone, half up.
    """

    measures: tuple[UnitMeasure, ...]
    levels: tuple[str, ...]
    terms: tuple[Term, ...] = ()
    conditions: tuple[Condition, ...] = ()
    least_headcount: int = 0
    """Units with a smaller headcount are listed but not ranked: one person would be everybody."""
    headcount_kind: str = ""
    decimals: int = 2

    def full_score(self) -> int:
        """Return the weights of all terms together, which the checker holds to be a hundred."""
        return sum(term.weight for term in self.terms)
