"""A report's value as the document that people read: heading, sections, ending, appendices.

It is made from the value and the contest's rules alone.  A value that contradicts itself is
refused (UnbalancedError), so that no document can say what its counts do not.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from chalicelib.contest.rules import Contest
from office.report.appendices import appendices
from office.report.blocks import Block
from office.report.closing import method_section, prizes_section
from office.report.organizing import grounds_section, organizing_section
from office.report.reconciliation import check
from office.report.taking_part import taking_part_section
from office.report.wording import place_shown
from office.texts import text
from sitegen import wording


def make_document(contest: Contest, report: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document; raise UnbalancedError where the report's figures do not agree."""
    check(report)
    made = appendices(contest, report)
    sections = [
        grounds_section(contest),
        organizing_section(contest, report),
        taking_part_section(contest, report),
        prizes_section(contest, report),
        method_section(contest, report, f"{made[-1]['number']}"),
    ]
    document: dict[str, Any] = {
        "heading": _heading(contest, date.fromisoformat(report["made_on"])),
        "opening": _opening(contest, report),
        "sections": sections,
        "ending": {
            "recipients_head": text("report.recipients_head"),
            "recipients": [
                *[text("report.recipients_dots")] * 2,
                text("report.recipients_record"),
            ],
            "signer": text("report.signer"),
            "signer_hint": text("report.signer_hint"),
        },
        "appendices": made,
    }
    for number, found in enumerate(_tables(document), 1):
        found["title"] = text("report.table", number=number, title=found["title"])
    return document


def _opening(contest: Contest, report: Mapping[str, Any]) -> str:
    """Return the first words, which say how far a report goes that is no closing report."""
    opening = text("report.opening", organizer=contest.organizer, name=contest.name)
    if "so_far" not in report:
        return opening
    last = contest.rounds[-1].name
    said = text("report.opening_so_far", round=last, kind=wording.kind(contest))
    return f"{opening} {said}"


def _heading(contest: Contest, made_on: date) -> dict[str, str]:
    place_and_day = text(
        "report.place_and_day",
        place=place_shown(contest.place),
        day=f"{made_on.day:02d}",
        month=f"{made_on.month:02d}" if made_on.month <= 2 else f"{made_on.month}",
        year=f"{made_on.year}",
    )
    return {
        "organizer": contest.organizer,
        "number": text("report.number"),
        "country": text("report.country"),
        "motto": text("report.motto"),
        "place_and_day": place_and_day,
        "title": text("report.title"),
        "subject": text("report.subject", name=contest.name),
    }


def _tables(document: Mapping[str, Any]) -> Iterator[Block]:
    """Yield the tables in the order in which they are read."""
    for section in document["sections"]:
        for each in section["parts"]:
            yield from (block for block in each["blocks"] if block["kind"] == "table")
    for appendix in document["appendices"]:
        yield from (block for block in appendix["blocks"] if block["kind"] == "table")
