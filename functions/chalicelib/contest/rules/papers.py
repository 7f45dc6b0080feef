"""What a paper is made of."""

from dataclasses import dataclass
from enum import StrEnum


class PredictionOf(StrEnum):
    """What the prediction question asks for; the close knows the right number."""

    PEOPLE = "people"
    ATTEMPTS = "attempts"
    PERFECT_PAPERS = "perfect_papers"
    PERFECT_PERCENT = "perfect_percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A question whose answer is a number that nobody knows yet; it only breaks ties."""

    text: str
    of: PredictionOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """So many questions of a topic and a difficulty; an empty one stands for any."""

    count: int
    topic: str = ""
    difficulty: str = ""

    def admits(self, topic: str, difficulty: str) -> bool:
        """Tell whether a question of this topic and difficulty falls under the quota.

        >>> Quota(count=5, topic="mot-cua").admits("mot-cua", "dễ")
        True
        """
        return self.topic in {"", topic} and self.difficulty in {"", difficulty}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRules:
    """How many questions a paper has, of which kinds, and how long a contestant may take."""

    questions: int
    limit_ms: int
    shuffle_questions: bool = True
    shuffle_options: bool = True
    quotas: tuple[Quota, ...] = ()
    """How the questions are drawn; their counts add up to ``questions``.  None: from all alike."""
    only_if_all_answered: bool = False
    """Whether a paper with an unanswered question is no valid attempt."""
    prediction: Prediction | None = None
