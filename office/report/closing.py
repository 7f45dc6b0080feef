"""Sections IV and V of the document: prizes, and how everything was counted and reconciled."""

from collections.abc import Mapping
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.results_shown import number_shown
from chalicelib.contest.rules import Contest
from office.report.blocks import Block, TableColumn, listed, paragraph, part, table
from office.texts import text
from sitegen import wording

Report = Mapping[str, Any]

_METHODS = ("source", "attempts", "units", "units_of", "papers", "rate", "rounding")


def prizes_section(contest: Contest, report: Report) -> dict[str, object]:
    """Return the prizes: offered, given, left to the board, not given."""
    awards = report["awards"]
    if not awards["offered"]:
        blocks = [paragraph(text("report.prizes_none"))]
    else:
        blocks = [
            paragraph(
                text(
                    "report.prizes_sentence",
                    offered=number_shown(awards["offered"]),
                    offered_value=wording.money(awards["offered_value"]),
                    awarded=number_shown(awards["awarded"]),
                    to=_takers(awards),
                    awarded_value=wording.money(awards["awarded_value"]),
                )
            ),
            *(
                paragraph(
                    text(
                        f"report.prizes_{end}",
                        value=wording.money(awards[f"{end}_value"]),
                        **{end: number_shown(awards[end])},
                    )
                )
                for end in ("undecided", "vacant")
                if awards[end]
            ),
            _prizes_table(report),
        ]
    certificates = awards["certificates"]
    if certificates is not None:
        blocks.append(
            paragraph(
                text(
                    f"report.certificates_{certificates['per']}",
                    name=certificates["name"],
                    percent=certificates["pass_percent"],
                    earned=number_shown(certificates["earned"]),
                    people=number_shown(certificates["people"]),
                )
            )
        )
    return {"title": text("report.prizes"), "parts": [part("", *blocks)]}


def method_section(contest: Contest, report: Report, appendix: str) -> dict[str, object]:
    """Return how everything was counted, what was reconciled, and from which data."""
    kind = wording.kind(contest)
    sources = [
        [text(f"report.source_{what}", round=_round_name(contest, report, row["round"])), row[what]]
        for row in report["sources"]
        for what in ("attempts", "standings")
    ]
    parts = [
        part(
            text("report.method_how"),
            listed([text(f"report.method_{name}", kind=kind) for name in _METHODS]),
        ),
        part(
            text("report.reconciled"),
            paragraph(
                text(
                    "report.reconciled_sentence",
                    count=number_shown(len(report["reconciliation"])),
                    appendix=appendix,
                )
            ),
        ),
    ]
    if sources:
        columns = [
            TableColumn(name=text("report.col_data"), number=False, width=3),
            TableColumn(name=text("report.col_digest"), number=False, width=7),
        ]
        parts.append(
            part(
                text("report.sources"),
                paragraph(text("report.sources_sentence")),
                {**table(text("report.sources_table"), columns, sources), "digests": True},
            )
        )
    return {"title": text("report.method"), "parts": parts}


def _prizes_table(report: Report) -> Block:
    awards = report["awards"]
    names = {figures["round"]: figures["name"] for figures in report["rounds"]}
    rows: list[list[str]] = []
    heads = []
    for group in awards["groups"]:
        heads.append(len(rows))
        title = group["name"]
        if group["round"] is not None:
            title = text("report.prize_group", group=title, round=names[group["round"]])
        rows.append([title, *_ends(group), "", number_shown(group["awarded_value"])])
        rows += [
            [
                wording.prize_title(prize["prize"]),
                *_ends(prize),
                number_shown(prize["value"]) if prize["value"] else text("report.none"),
                number_shown(prize["awarded"] * prize["value"]),
            ]
            for prize in group["prizes"]
        ]
    rows.append([text("report.total"), *_ends(awards), "", number_shown(awards["awarded_value"])])
    ends = ("offered", "awarded", "undecided", "vacant")
    return table(
        text("report.prizes_table"),
        [
            TableColumn(name=text("report.col_prize_group"), number=False, width=9),
            *(TableColumn(name=text(f"report.col_{name}"), width=4) for name in ends),
            TableColumn(name=text("report.col_each"), width=5),
            TableColumn(name=text("report.col_value"), width=6),
        ],
        rows,
        sums=1,
        groups=heads,
    )


def _takers(awards: Report) -> str:
    said = [
        text(f"report.prizes_{who}", count=number_shown(awards[f"{who}_awarded"]))
        for who in ("people", "units")
        if awards[f"{who}_awarded"]
    ]
    return text("report.prizes_to", takers=text("report.and").join(said)) if said else ""


def _ends(counts: Report) -> list[str]:
    return [number_shown(counts[end]) for end in ("offered", "awarded", "undecided", "vacant")]


def _round_name(contest: Contest, report: Report, round_id: str) -> str:
    if round_id == WHOLE_CONTEST:
        return text("report.all_rounds", kind=wording.kind(contest)).lower()
    return next(str(each["name"]) for each in report["rounds"] if each["round"] == round_id)
