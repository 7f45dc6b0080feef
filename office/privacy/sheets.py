"""What is held about one person as the sheets of a workbook, in the words of the pages."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from chalicelib.contest.times import format_day
from office.tables.write import CellOut, SheetOut
from office.texts import text

_PERSON = (
    "name",
    "identifier",
    "birth_date",
    "phone",
    "unit",
    "division",
    "registered_at",
    "codes_replaced",
    "birth_date_kept_for_ranking",
)
_ATTEMPT = (
    "round",
    "receipt",
    "state",
    "started_at",
    "deadline_at",
    "submitted_at",
    "devices",
)
_RESULT = ("scope", "rank", "marks", "awards", "name_shown", "published_at")


def held_sheets(held: Mapping[str, Any]) -> list[SheetOut]:
    """Return the sheets; the first says who keeps what and until when."""
    person = SheetOut(
        name=text("privacy.sheet_person"),
        title=text("privacy.title", contest=held["contest"]),
        headings=_headings("what", "value"),
        rows=[
            (text(f"privacy.row_{name}"), _text(_said(name, value))) for name, value in _told(held)
        ],
        widths=(40, 60),
    )
    attempts = SheetOut(
        name=text("privacy.sheet_attempts"),
        headings=_headings(*_ATTEMPT),
        rows=[[_cell(_said(name, each[name])) for name in _ATTEMPT] for each in held["attempts"]],
    )
    answers = SheetOut(
        name=text("privacy.sheet_answers"),
        headings=_headings("receipt", "number", "question", "answer"),
        rows=[
            (each["receipt"], number, answer["question"], answer["answer"])
            for each in held["attempts"]
            for number, answer in enumerate(each["answers"], start=1)
        ],
    )
    results = SheetOut(
        name=text("privacy.sheet_results"),
        headings=_headings(*_RESULT),
        rows=[[_cell(_said(name, each[name])) for name in _RESULT] for each in held["results"]],
    )
    complaints = SheetOut(
        name=text("privacy.sheet_complaints"),
        headings=_headings("complaint", "receipt", "received_at", "complaint_text", "replies"),
        rows=[
            (
                each["code"],
                each["receipt"],
                each["received_at"],
                each["text"],
                "\n\n".join(f"{one['answered_at']}\n{one['text']}" for one in each["answers"]),
            )
            for each in held["complaints"]
        ],
    )
    return [person, attempts, answers, results, complaints]


def _told(held: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in ("organizer", "contact", "made_at", "kept_until"):
        yield name, held[name]
    person = held["person"]
    if person is None:
        yield "name", text("privacy.no_person")
    else:
        for name in _PERSON:
            yield name, person[name]
    if held["consent"] is not None:
        yield "consent_version", held["consent"]["version"]
        yield "agreed_at", held["consent"]["agreed_at"]
        for said in held["consent"]["texts"]:
            yield "consent_text", said
    if held["excluded_as"] is not None:
        yield "excluded_as", held["excluded_as"]
    for each in held["shown_to_unit"]:
        revoked = text("privacy.link_revoked", unit=each["unit"])
        yield "shown_to", each["unit"] if each["holds"] else revoked


def _said(name: str, value: Any) -> Any:
    if name == "state":
        return text(f"privacy.state_{value}")
    if name in {"birth_date", "kept_until"} and value:
        return format_day(date.fromisoformat(value))
    if name == "scope":
        return value or text("privacy.whole")
    return value


def _text(value: Any) -> CellOut:
    """Return a cell of the sheet where every value stands as text, numbers too."""
    cell = _cell(value)
    return None if cell is None else str(cell)


def _cell(value: Any) -> CellOut:
    if isinstance(value, bool):
        return text(f"privacy.{str(value).lower()}")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(map(str, value))
    return value if isinstance(value, int) or value is None else str(value)


def _headings(*names: str) -> tuple[str, ...]:
    return tuple(text(f"privacy.column_{name}") for name in names)
