"""How questions were answered: counted in one pass while attempts are graded, and in full later.

1. Counted are final papers with at least one answer: an untouched paper says nothing of a question.
2. A question that stood on the paper and was left out counts as asked, and as not answered right.
3. A question answered right on every paper, or on none, is flagged: it tells nobody apart.  So is
   one of which a wrong answer was given more often than the right one.
4. The time that a question takes is not recorded, as only the server's clock counts and it sees a
   paper as a whole.  But questions are drawn by lot: by how much papers with a question took longer
   than papers in general tells how slow it is, beside the others.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from chalicelib.contest.attempt_lines import FinalAttempt
from chalicelib.contest.attempts import Attempt
from chalicelib.contest.grading import Markscheme, marks_of
from chalicelib.contest.ids import Digest, QuestionId
from chalicelib.contest.papers import PREDICTION

FEWEST_ASKED = 5
"""A share right among fewer papers would tell how single people answered."""

_GROUP_PERCENT = 27
"""The share of the best and of the weakest papers that discrimination compares: Kelley's."""
PERCENT = 100


@dataclass(slots=True)
class AnswerTally:
    """How often each question of each bank was asked, and how often each answer was given."""

    papers: int = 0
    asked: dict[Digest, Counter[str]] = field(default_factory=dict)
    given: dict[Digest, Counter[tuple[str, str]]] = field(default_factory=dict)

    def watch(self, attempts: Iterable[FinalAttempt]) -> Iterator[FinalAttempt]:
        """Yield the attempts as they come, and count each as it passes."""
        asked, given = self.asked, self.given
        for attempt in attempts:
            answers = attempt.answers
            if answers and (len(answers) > 1 or PREDICTION not in answers):
                self.papers += 1
                bank = attempt.bank
                if bank not in asked:
                    asked[bank], given[bank] = Counter(), Counter()
                asked[bank].update(attempt.question_ids)
                given[bank].update(answers.items())
            yield attempt

    def times_asked(self, bank: Digest, question: QuestionId) -> int:
        """Return on how many papers a question stood."""
        return self.asked.get(bank, Counter[str]())[question]

    def times_given(self, bank: Digest, question: QuestionId, answer: str) -> int:
        """Return on how many papers a question had an answer."""
        return self.given.get(bank, Counter[tuple[str, str]]())[question, answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """What the answers say of one question; for the organizer alone."""

    question: QuestionId
    asked: int
    right: int
    given: Mapping[str, int]
    """How often each answer was given, commonest first."""
    discrimination: Fraction | None
    """The share right among the best papers less that among the weakest, -1 to 1.

    None where either group never had the question.
    """
    slower_ms: Fraction | None = None
    """The mean time used of the submitted papers that had it less that of all submitted ones.

    None where all had it, or none.
    """

    @property
    def left_out(self) -> int:
        """Return on how many papers it has no answer."""
        return self.asked - sum(self.given.values())

    def flag(self) -> str:
        """Return what is odd: ``everybody``, ``nobody`` was right or ``wrong_leads``; else none."""
        if not self.asked or self.right == self.asked:
            return "everybody" if self.asked else ""
        if not self.right:
            return "nobody"
        # The right one is among those given, so more often is another one.
        return "wrong_leads" if max(self.given.values()) > self.right else ""


def question_figures(
    attempts: Iterable[Attempt], scheme: Markscheme
) -> tuple[QuestionFigures, ...]:
    """Return the figures of every question of a bank that was asked, in the bank's order.

    The best and the weakest papers are 27 % of all each, by their share of the full marks; papers
    of equal share at the edge belong to the group too.
    """
    papers = [attempt for attempt in attempts if attempt.answers.keys() & set(attempt.question_ids)]
    shares = []
    for attempt in papers:
        marks, full = marks_of(attempt.question_ids, attempt.answers, scheme)
        shares.append(Fraction(marks, full))
    ranked = sorted(shares)
    size = -(-len(ranked) * _GROUP_PERCENT // PERCENT)
    weakest, best = (ranked[size - 1], ranked[-size]) if ranked else (Fraction(0), Fraction(1))
    asked: Counter[str] = Counter()
    given: dict[str, Counter[str]] = {}
    groups: dict[str, Counter[tuple[str, bool]]] = {"weakest": Counter(), "best": Counter()}
    for attempt, share in zip(papers, shares, strict=True):
        within = [name for name, is_in in _within(share, weakest, best) if is_in]
        for question in attempt.question_ids:
            answer = attempt.answers.get(question)
            asked[question] += 1
            if answer is not None:
                given.setdefault(question, Counter())[answer] += 1
            for name in within:
                groups[name][question, answer == scheme.right[question]] += 1
    slower = _slower(papers)
    return tuple(
        QuestionFigures(
            question=question,
            asked=asked[question],
            right=given.get(question, Counter())[scheme.right[question]],
            given=dict(given.get(question, Counter()).most_common()),
            discrimination=_discrimination(groups["best"], groups["weakest"], question),
            slower_ms=slower.get(question),
        )
        for question in scheme.right
        if asked[question]
    )


def _slower(papers: Iterable[Attempt]) -> Mapping[str, Fraction]:
    """Return by how much papers with a question took longer than all, where some had it not."""
    submitted = [paper for paper in papers if paper.submitted_at is not None]
    count: Counter[str] = Counter()
    time_ms: Counter[str] = Counter()
    for paper in submitted:
        count.update(paper.question_ids)
        time_ms.update(dict.fromkeys(paper.question_ids, paper.time_used_ms()))
    whole_ms = sum(paper.time_used_ms() for paper in submitted)
    return {
        question: Fraction(time_ms[question], had) - Fraction(whole_ms, len(submitted))
        for question, had in count.items()
        if had < len(submitted)
    }


def _within(share: Fraction, weakest: Fraction, best: Fraction) -> list[tuple[str, bool]]:
    return [("weakest", share <= weakest), ("best", share >= best)]


def _discrimination(
    best: Counter[tuple[str, bool]], weakest: Counter[tuple[str, bool]], question: str
) -> Fraction | None:
    of_best = best[question, True] + best[question, False]
    of_weakest = weakest[question, True] + weakest[question, False]
    if not of_best or not of_weakest:
        return None
    return Fraction(best[question, True], of_best) - Fraction(weakest[question, True], of_weakest)
