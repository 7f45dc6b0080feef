"""The board's list as a workbook and as pages."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chalicelib.contest.rules import Contest
from chalicelib.contest.times import format_moment
from office.complaints.entries import ComplaintState, Entry
from office.tables.write import SheetOut
from office.texts import text
from office.typeset.compile import TEMPLATES

TEMPLATE: Path = TEMPLATES / "complaints.typ"
_COLUMNS = (
    ("place", 6),
    ("code", 16),
    ("received", 22),
    ("due", 22),
    ("state", 18),
    ("name", 24),
    ("unit", 24),
    ("receipt", 16),
    ("round", 14),
    ("about", 26),
    ("question", 40),
    ("text", 60),
    ("answers", 60),
    ("public_text", 40),
)


def complaint_sheet(contest: Contest, entries: Sequence[Entry], now: int) -> SheetOut:
    """Return the list as a sheet, one row for each complaint."""
    return SheetOut(
        name=text("complaint.sheet"),
        title=text("complaint.title", contest=contest.name),
        notes=(_counts(entries, now), text("complaint.internal")),
        headings=tuple(text(f"complaint.column_{name}") for name, _ in _COLUMNS),
        widths=tuple(width for _, width in _COLUMNS),
        rows=[
            (
                place,
                entry.code,
                entry.received,
                entry.due,
                entry.state_said,
                entry.name,
                entry.unit,
                entry.receipt,
                entry.round,
                entry.about,
                entry.question,
                entry.text,
                "\n\n".join(f"{head}\n{said}" for head, said in entry.answers),
                entry.public_text,
            )
            for place, entry in enumerate(entries, start=1)
        ],
    )


def printed_value(contest: Contest, entries: Sequence[Entry], now: int) -> dict[str, Any]:
    """Return what is printed, as a JSON value."""
    return {
        "organizer": contest.organizer,
        "title": text("complaint.printed_title"),
        "subject": contest.name,
        "counts": _counts(entries, now),
        "internal": text("complaint.internal"),
        "decision": text("complaint.decision"),
        "entries": [
            {
                "head": f"{place}. {entry.about}",
                "state": entry.state_said,
                "overdue": entry.state is ComplaintState.OVERDUE,
                "facts": [
                    [text(f"complaint.column_{name}"), value]
                    for name, value in (
                        ("code", entry.code),
                        ("received", entry.received),
                        ("due", entry.due),
                        ("name", entry.name),
                        ("unit", entry.unit),
                        ("receipt", entry.receipt),
                        ("question", entry.question),
                    )
                    if value
                ],
                "text": entry.text.split("\n"),
                "answers": [
                    {"head": head, "text": said.split("\n")} for head, said in entry.answers
                ],
            }
            for place, entry in enumerate(entries, start=1)
        ],
    }


def _counts(entries: Sequence[Entry], now: int) -> str:
    states = Counter(entry.state for entry in entries)
    return text(
        "complaint.counts",
        at=format_moment(now),
        all=len(entries),
        waiting=states[ComplaintState.WAITING],
        overdue=states[ComplaintState.OVERDUE],
        answered=states[ComplaintState.ANSWERED],
    )
