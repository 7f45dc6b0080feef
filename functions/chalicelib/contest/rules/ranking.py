"""How attempts count, what they are worth, and in which order they are compared."""

from dataclasses import dataclass
from enum import StrEnum


class AttemptsPer(StrEnum):
    """Within what the limit on attempts holds."""

    ROUND = "round"
    CONTEST = "contest"


class Counting(StrEnum):
    """Which of several attempts of one person counts."""

    ONLY = "only"
    BEST = "best"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRules:
    """How many attempts a person has, and which of them counts.

    Within a round one of those taken in it; over the contest one of every round, or one of all
    rounds where ``per`` is CONTEST.
    """

    limit: int = 1
    per: AttemptsPer = AttemptsPer.ROUND
    counts: Counting = Counting.ONLY


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksRules:
    """What answers are worth, and the scale on which marks are shown.

    A right answer gives its question's points, a wrong one takes ``wrong_percent`` of them away, a
    missing one gives nothing; a paper's sum is never below zero.  Marks are compared exactly, as a
    share of the paper's points; ``decimals`` is for showing alone, half up.
    """

    scale: int | None = None
    """10 or 100, say; None shows the points themselves."""
    decimals: int = 2
    wrong_percent: int = 0


class RankingKey(StrEnum):
    """One step of the order in which attempts are ranked; ``ranking`` says what each compares."""

    MARKS = "marks"
    TIME_USED = "time_used"
    TIME_TO_LAST_CHANGE = "time_to_last_change"
    SUBMITTED_AT = "submitted_at"
    PREDICTION_ERROR = "prediction_error"
    YOUNGEST = "youngest"
    OLDEST = "oldest"
    PUBLIC_DRAW = "public_draw"


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingRules:
    """The ranking keys in order, and the seed of the public draw where it is one of them."""

    keys: tuple[RankingKey, ...]
    draw_seed: str = ""
