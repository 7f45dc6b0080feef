"""A bank with all that its rules look at: its lines, the papers drawn from it, the documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.rules import LegalDocument, PaperRules
from office.contest_file.findings import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedBank:
    """One file of questions, and where in it each stands."""

    path: str
    questions: tuple[WrittenQuestion, ...]
    lines: Mapping[QuestionId, int]

    def place(self, question: WrittenQuestion) -> Place:
        """Return where a question stands."""
        return Place(path=self.path, line=self.lines[question.id])

    def where(self, question: WrittenQuestion) -> str:
        """Return the same as ``file:line``."""
        return f"{self.path}:{self.lines[question.id]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LintedBank(ComparedBank):
    """A bank in its contest; a file that several rounds name is one bank."""

    opens_on: date
    """When the first round that draws from it opens."""
    papers: tuple[PaperRules, ...]
    """The different papers that are drawn from it."""
    documents: tuple[LegalDocument, ...]
    """Study documents and legal basis of the contest."""
