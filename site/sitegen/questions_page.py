"""The pages of questions and answers: what was asked in a round, in the words of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.contest.rules import Contest
from sitegen.language import text
from sitegen.page_data import round_value, texts_of
from sitegen.shown import marks_shown, number_shown, percent_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShown:
    """One question as the page shows it."""

    number: int
    division: str
    """The division's name where it is not that of the question before; else empty."""
    text: str
    options: tuple[tuple[str, bool], ...]
    """The text of each, and whether it is right."""
    right_number: str
    explanation: str
    source: str
    share: str
    """Empty where the question counts for nobody."""
    corrected: tuple[tuple[str, str], ...]
    """What a correction changed, and the answers that it accepted."""
    percent: int | None
    """How many per cent were right, without decimals; None where that is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsView:
    """What the page shows of one published value."""

    said: str
    held_back: str
    questions: tuple[QuestionShown, ...]


def questions_view(value: Mapping[str, Any], contest: Contest) -> QuestionsView:
    """Return what the page shows of a round's questions."""
    names = {division.id: division.name for division in contest.divisions}
    rows: Sequence[Mapping[str, Any]] = value["questions"]
    before = [None, *(row["division"] for row in rows)]
    held_back = value["held_back"]
    return QuestionsView(
        said=text(
            "site.questions.of",
            count=number_shown(len(rows)),
            papers=number_shown(value["papers"]),
        ),
        held_back=text("site.questions.held_back", count=number_shown(held_back))
        if held_back
        else "",
        questions=tuple(
            QuestionShown(
                number=number,
                division=names.get(row["division"], "")
                if row["division"] != before[number - 1]
                else "",
                text=row["text"],
                options=tuple(
                    (option["text"], option["id"] in row["right"]) for option in row["options"]
                ),
                right_number=""
                if row["options"]
                else text("site.questions.right_number", number=_number(row["right"])),
                explanation=row["explanation"],
                source=row["source"],
                share="" if row.get("voided") else _share(row),
                corrected=_corrected(row),
                percent=None
                if row["answered_right"] is None or row.get("voided")
                else (200 * row["answered_right"] + row["asked"]) // (2 * row["asked"]),
            )
            for number, row in enumerate(rows, 1)
        ),
    )


def _corrected(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    voided = [(text("site.questions.voided"), "")] if row.get("voided") else []
    answers = "; ".join(_accepted(answer, row["options"]) for answer in row.get("also", ()))
    return (*voided, *([(f"{text('site.questions.also')}:", answers)] if answers else []))


def _accepted(answer: str, options: Sequence[Mapping[str, str]]) -> str:
    """Return an answer in the words of its options."""
    if not options:
        return _number(answer)
    return " + ".join(f"“{option['text']}”" for option in options if option["id"] in answer)


def _number(right: str) -> str:
    sign = "-" if right.startswith("-") else ""
    return sign + marks_shown(right.lstrip("-").replace(".", ","))


def _share(row: Mapping[str, Any]) -> str:
    right, asked = row["answered_right"], row["asked"]
    if right is None:
        return text("site.questions.share_few")
    return text(
        "site.questions.share",
        percent=percent_shown(right, asked),
        right=number_shown(right),
        asked=number_shown(asked),
    )


def questions_data(contest: Contest, round_id: str) -> dict[str, object]:
    """Return what the page's script needs."""
    return {
        "round": round_id,
        "divisions": [{"id": each.id, "name": each.name} for each in contest.divisions],
        "texts": texts_of("site.questions."),
    }


def questions_index_data(contest: Contest) -> dict[str, object]:
    """Return what the list of the rounds' questions needs to tell which are out."""
    return {
        "rounds": [round_value(round_) for round_ in contest.rounds],
        "texts": texts_of("site.results.index_"),
    }
