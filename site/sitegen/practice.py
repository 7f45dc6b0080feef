"""The practice page's questions: as the quiz shows them, with what is right beside them."""

from collections.abc import Sequence

from chalicelib.contest.questions import WrittenQuestion, split
from chalicelib.contest.rules import Contest
from sitegen import personal_rules

_ORDER = b"practice"
"""Nothing is secret here: what matters is that the same bank gives the same page."""


def practice_value(contest: Contest, written: Sequence[WrittenQuestion]) -> dict[str, object]:
    """Return the questions in an order of the page's own, and how a paper is drawn and counted.

    ``right`` of a question is in the form in which answers are stored.  Raises ValueError where the
    contest has no practice.
    """
    if contest.practice is None:
        raise ValueError("no practice in this contest")
    bank, keys = split(written, _ORDER)
    rules, paper = contest.practice, contest.paper
    return {
        "questions": [
            {
                "id": question.id,
                "kind": question.kind.value,
                "points": question.points,
                "text": question.text,
                "options": [
                    {"id": option.id, "text": option.text, "last": option.last}
                    for option in question.options
                ],
                "right": key.right,
                "source": key.source,
                "explanation": key.explanation,
            }
            for question, key in zip(bank.questions, keys.keys, strict=True)
        ],
        "drawn": rules.drawn(paper.questions, size=len(written)),
        "limit_ms": rules.limit_ms or paper.limit_ms,
        "shuffle_questions": paper.shuffle_questions,
        "shuffle_options": paper.shuffle_options,
        "marks": {
            "scale": contest.marks.scale,
            "decimals": contest.marks.decimals,
            "wrong_percent": contest.marks.wrong_percent,
        },
        "missing": personal_rules.missing_text(contest),
    }
