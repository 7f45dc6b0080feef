"""Practice: a paper of its own bank, public with its answers, that counts for nothing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRules:
    """How long a practice paper is; what is not stated is as in the contest's own paper.

    >>> PracticeRules(questions=None, limit_ms=None).drawn(15, size=12)
    12
    """

    questions: int | None = None
    limit_ms: int | None = None

    def drawn(self, of_paper: int, *, size: int) -> int:
        """Return how many questions are drawn from a bank of ``size``.

        ``of_paper`` is how many a paper of the contest has.
        """
        return min(of_paper if self.questions is None else self.questions, size)
