"""Personal codes -> what is handed out: slips to be cut, or a table for a mail merge.

1. One file a unit, the people in it in the order in which Vietnamese lists print names.
2. A code stands in these files alone.  Of the identifier a slip has only the end, which tells
   people of one name apart, and of the birth date nothing, since it confirms the code.
3. No code is in an address or in a QR code: both are the same for everybody.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import segno

from chalicelib.contest.identity import fold_identifier
from chalicelib.contest.ids import UnitId
from chalicelib.contest.name_order import vietnamese_order
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import format_moment
from chalicelib.use_cases.enrol import RosterEntry
from office.people.people_list import shown_identifier
from office.tables.write import SheetOut
from office.texts import text
from office.typeset import to_pdf

TEMPLATE = Path(__file__).resolve().parents[1] / "typeset" / "templates" / "slips.typ"
MOST_ROUNDS = 3
"""More rounds do not fit on a slip, which then says from when to when the contest runs."""
WITHOUT_UNIT = "khong-don-vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Somebody's new code."""

    entry: RosterEntry
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSlips:
    """The slips of one unit in their order; ``stem`` is the name of its file."""

    unit: UnitId | None
    name: str
    stem: str
    slips: tuple[Slip, ...]


def by_unit(contest: Contest, slips: Iterable[Slip]) -> tuple[UnitSlips, ...]:
    """Return the slips unit by unit, in the order of the contest's list of units."""
    groups: dict[UnitId | None, list[Slip]] = {}
    for slip in slips:
        groups.setdefault(slip.entry.unit, []).append(slip)
    names = {unit.id: unit.name for unit in contest.units}
    order: list[UnitId | None] = [unit.id for unit in contest.units if unit.id in groups]
    order += [unit for unit in groups if unit not in names]
    return tuple(
        UnitSlips(
            unit=unit,
            name=names.get(unit, "") if unit else "",
            stem=unit or WITHOUT_UNIT,
            slips=tuple(sorted(groups[unit], key=_order)),
        )
        for unit in order
    )


def slips_pdf(contest: Contest, of: UnitSlips, *, made_at: int) -> bytes:
    """Return the pages of a unit's slips, and the list on which people sign for them."""
    return to_pdf(TEMPLATE, slips_value(contest, of), made_at_ms=made_at)


def slips_value(contest: Contest, of: UnitSlips) -> Mapping[str, object]:
    """Return what the template prints."""
    label = contest.entry.identifier_label
    divisions = {division.id: division.name for division in contest.divisions}
    slips = []
    for slip in of.slips:
        division = slip.entry.division
        shown = shown_identifier(fold_identifier(slip.entry.identifier))
        slips.append(
            {
                "name": slip.entry.name,
                "unit": of.name,
                "division": divisions.get(division, "") if division else "",
                "identifier": f"{label}: {shown}",
                "tail": shown,
                "code": slip.code,
            }
        )
    return {
        "title": text("people.slips_title", unit=of.name or contest.short_name),
        "organizer": contest.organizer,
        "contest": contest.name,
        "unit": of.name,
        "portal": _without_scheme(contest.portal),
        "qr": _qr(contest.portal),
        "hours": hours(contest),
        "slips": slips,
        "texts": {
            "code": text("people.slip_code"),
            "address": text("people.slip_address"),
            "secret": text("people.slip_secret"),
            "lost": text(
                "people.slip_lost", identifier=_in_sentence(label), contact=contest.contact
            ),
            "list_title": text("people.signing_title"),
            "list_heads": [
                text("people.heading_number"),
                text("people.heading_name"),
                label,
                text("people.signing_signature"),
                text("people.heading_note"),
            ],
            "list_count": text("people.signing_count", count=len(slips)),
        },
    }


def merge_sheet(contest: Contest, of: UnitSlips) -> SheetOut:
    """Return the table from which a word processor writes a letter to everybody of a unit."""
    divisions = {division.id: division.name for division in contest.divisions}
    headings = ["number", "name", "unit"]
    headings += ["division"] if divisions else []
    headings += ["identifier_end", "phone", "code", "address"]
    rows: list[Sequence[str | int | None]] = []
    for number, slip in enumerate(of.slips, start=1):
        entry = slip.entry
        cells: dict[str, str | int | None] = {
            "number": number,
            "name": entry.name,
            "unit": of.name,
            "division": divisions.get(entry.division) if entry.division else None,
            "identifier_end": shown_identifier(fold_identifier(entry.identifier)),
            "phone": entry.phone,
            "code": slip.code,
            "address": contest.portal,
        }
        rows.append([cells[heading] for heading in headings])
    return SheetOut(
        name=text("people.merge_sheet"),
        headings=tuple(text(f"people.heading_{heading}") for heading in headings),
        rows=rows,
    )


def hours(contest: Contest) -> list[str]:
    """Return when one may take part: round by round, or in one line where there are many."""
    if len(contest.rounds) > MOST_ROUNDS:
        first = min(round_.opens_at for round_ in contest.rounds)
        last = max(round_.closes_at for round_ in contest.rounds)
        return [
            text(
                "people.slip_rounds",
                rounds=len(contest.rounds),
                opens=format_moment(first),
                closes=format_moment(last),
            )
        ]
    return [
        text(
            "people.slip_round",
            round=round_.name,
            opens=format_moment(round_.opens_at),
            closes=format_moment(round_.closes_at),
        )
        for round_ in contest.rounds
    ]


def _order(slip: Slip) -> tuple[object, str]:
    return vietnamese_order(slip.entry.name), fold_identifier(slip.entry.identifier)


def _qr(address: str) -> str:
    if not address:
        return ""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=0)
    return out.getvalue().decode()


def _in_sentence(label: str) -> str:
    """Return a label as it stands within a sentence.

    >>> _in_sentence("Số CCCD"), _in_sentence("CCCD")
    ('số CCCD', 'CCCD')
    """
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _without_scheme(address: str) -> str:
    """Return an address as people type it.

    >>> _without_scheme("https://thi.example.gov.vn/")
    'thi.example.gov.vn'
    """
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")
