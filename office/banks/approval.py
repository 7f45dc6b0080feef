"""A bank as the board sees it before it approves: numbered, marked secret, with room to sign.

1. The digest is that of the file's bytes: whoever holds file and print can tell whether they agree
   (``sha256sum FILE``).
2. Options stand in the written order, not in that of anybody's paper.
"""

from collections.abc import Sequence

from chalicelib.contest.canonical import digest_of
from chalicelib.contest.ids import BankSlot
from chalicelib.contest.questions import LETTERS, QuestionKind, WrittenQuestion
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import format_moment
from office.banks.right_answers import letters_of
from office.banks.text_format import KINDS
from office.texts import text
from office.typeset import to_pdf
from office.typeset.compile import TEMPLATES

TEMPLATE = TEMPLATES / "bank.typ"
_LABELS = (
    *("secret", "copy", "board", "motto_1", "motto_2", "date", "title", "round", "size", "digest"),
    *("digest_short", "question", "multiple", "number", "answer", "blank", "why", "source", "last"),
    *("page", "care", "writer", "reviewer", "head", "sign", "opinion", "agree_but", "refuse"),
)


def approval_pdf(
    contest: Contest,
    slots: Sequence[BankSlot],
    questions: Sequence[WrittenQuestion],
    file: bytes,
    *,
    keys: bool,
) -> bytes:
    """Return the print of a bank; without ``keys`` nothing in it says what is right."""
    return to_pdf(TEMPLATE, approval_value(contest, slots, questions, file, keys=keys))


def approval_value(
    contest: Contest,
    slots: Sequence[BankSlot],
    questions: Sequence[WrittenQuestion],
    file: bytes,
    *,
    keys: bool,
) -> dict[str, object]:
    """Return what is printed."""
    said = {label: text(f"bank.print_{label}") for label in _LABELS}
    said["agree"] = text("bank.print_agree", size=len(questions))
    said["version"] = text("bank.print_with_keys" if keys else "bank.print_without_keys")
    return {
        "said": said,
        "organizer": contest.organizer,
        "contest": contest.name,
        "short_name": contest.short_name,
        "rounds": _rounds(contest, slots),
        "sizes": _sizes(questions),
        "digest": digest_of(file),
        "keys": keys,
        "questions": [_question(question, keys=keys) for question in questions],
    }


def _rounds(contest: Contest, slots: Sequence[BankSlot]) -> list[str]:
    """Return when each round that draws from the bank is open, by its name and division."""
    divisions = {division.id: division.name for division in contest.divisions}
    rounds = {round_.id: round_ for round_ in contest.rounds}
    found: list[str] = []
    for slot in slots:
        round_id, _, division_id = slot.partition("/")
        round_ = next(each for id_, each in rounds.items() if id_ == round_id)
        name = round_.name
        for id_, division in divisions.items():
            if id_ == division_id:
                name = text("bank.print_division", round=name, division=division)
        opens, closes = format_moment(round_.opens_at), format_moment(round_.closes_at)
        found.append(text("bank.print_when", name=name, opens=opens, closes=closes))
    return found


def _sizes(questions: Sequence[WrittenQuestion]) -> str:
    kinds = [
        text("bank.print_kind", kind=name, size=count)
        for name, kind in KINDS.items()
        if (count := sum(question.kind is kind for question in questions))
    ]
    points = sum(question.points for question in questions)
    return text("bank.print_sizes", size=len(questions), kinds="; ".join(kinds), points=points)


def _question(question: WrittenQuestion, *, keys: bool) -> dict[str, object]:
    value: dict[str, object] = {
        "id": question.id,
        "text": question.text,
        "kind": question.kind.value,
        "points": text("bank.print_points", points=question.points) if question.points > 1 else "",
        "about": " · ".join(filter(None, (question.topic, question.difficulty))),
        "options": [
            {"letter": letter.upper(), "text": option.text, "last": option.last}
            | ({"right": option.right} if keys else {})
            for letter, option in zip(LETTERS, question.options, strict=False)
        ],
    }
    if keys:
        number = question.number.replace(".", ",")
        letters = letters_of(option.right for option in question.options)
        value["answer"] = number if question.kind is QuestionKind.NUMBER else letters
        value["source"] = question.source
        value["explanation"] = question.explanation
    return value
