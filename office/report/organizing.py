"""Sections I and II of the document: on what grounds, why, when, and against which plan."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chalicelib.contest.results_shown import extra_time_lines, number_shown
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import format_moment
from office.report.blocks import Block, TableColumn, listed, note, paragraph, part, table
from office.report.wording import day_shown, document_shown
from office.texts import text
from sitegen import wording

Part = dict[str, object]


def grounds_section(contest: Contest) -> Part:
    """Return the grounds and purposes of the contest."""
    cited = [document_shown(document) for document in contest.legal_basis]
    ends = [";"] * (len(cited) - 1) + ["."]
    basis = (
        listed(list(map("".join, zip(cited, ends, strict=True))))
        if cited
        else paragraph(text("report.no_legal_basis"))
    )
    parts = [part(text("report.legal_basis"), basis)]
    if contest.purposes:
        parts.append(part(text("report.purposes"), listed(contest.purposes)))
    return {"title": text("report.grounds"), "parts": parts}


def organizing_section(contest: Contest, report: Mapping[str, Any]) -> Part:
    """Return how the contest was held: its schedule, the plan beside it, clips, visits."""
    titled = [
        (text("report.schedule"), _schedule(contest, report)),
        (text("report.plan"), _plan(contest, report["plan"])),
        (text("report.clips"), _clips(contest, report["clips"])),
        (text("report.visits"), _visits(report["visits"])),
    ]
    kept = [(title, blocks) for title, blocks in titled if blocks]
    return {
        "title": text("report.organizing"),
        "parts": [
            part(f"{number}. {title}", *blocks) for number, (title, blocks) in enumerate(kept, 1)
        ],
    }


def _schedule(contest: Contest, report: Mapping[str, Any]) -> list[Block]:
    plan = report["plan"]
    blocks = [
        paragraph(_schedule_sentence(contest, report)),
        *(paragraph(sentence) for sentence in _papers(contest)),
        table(
            text("report.rounds_table"),
            [
                TableColumn(name=text("report.col_round"), number=False, width=3),
                *(
                    TableColumn(name=text(f"report.col_{name}"), number=False, width=4)
                    for name in ("opens", "closes", "publishes")
                ),
            ],
            [
                [
                    figures["name"],
                    *(
                        format_moment(figures[name])
                        for name in ("opens_at", "closes_at", "publishes_at")
                    ),
                ]
                for figures in report["rounds"]
            ],
        ),
    ]
    moved = [
        text(
            "report.rescheduled",
            round=round_["name"],
            decided=day_shown(former["decided_on"]),
            opens=format_moment(former["opens_at"]),
            closes=format_moment(former["closes_at"]),
            publishes=format_moment(former["publishes_at"]),
            reason=former["reason"],
        )
        for round_ in plan["rescheduled"]
        for former in round_["former"]
    ]
    credited = report.get("extra_time", {})
    extra = [
        f"{figures['name']}: {line}"
        for figures in report["rounds"]
        for line in extra_time_lines({"extra_time": credited.get(figures["round"])})
    ]
    told = [*moved, *extra]
    blocks = [*blocks, listed(told)] if told else blocks
    corrections = report.get("corrections", 0)
    if corrections:
        blocks.append(paragraph(text("report.corrections", count=number_shown(corrections))))
    return blocks


def _schedule_sentence(contest: Contest, report: Mapping[str, Any]) -> str:
    plan, kind = report["plan"], wording.kind(contest)
    details = {
        "first": day_shown(plan["first_day"]),
        "last": day_shown(plan["last_day"]),
        "days": plan["days"],
        "rounds": len(report["rounds"]),
    }
    if "so_far" in report:
        all_rounds = report["so_far"]["all_rounds"]
        return text("report.schedule_so_far", kind=kind, all_rounds=all_rounds, **details)
    return text("report.schedule_sentence", kind=kind.capitalize(), **details)


def _papers(contest: Contest) -> list[str]:
    if all(division.paper is None for division in contest.divisions):
        return [
            text(
                "report.paper_sentence",
                questions=contest.paper.questions,
                limit=wording.limit(contest.paper.limit_ms),
            )
        ]
    return [
        text(
            "report.paper_of_division",
            division=division.name,
            questions=paper.questions,
            limit=wording.limit(paper.limit_ms),
        )
        for division in contest.divisions
        for paper in [contest.paper_of(division.id)]
    ]


def _plan(contest: Contest, plan: Mapping[str, Any]) -> list[Block]:
    rows = plan["rows"]
    if not rows:
        return []
    different = sum(not row["same"] for row in rows)
    verdict = (
        text("report.plan_differs", count=different) if different else text("report.plan_same")
    )
    source = [text("report.plan_source", source=plan["source"])] if plan["source"] else []
    return [
        *(paragraph(sentence) for sentence in source),
        table(
            text("report.plan_table"),
            [
                TableColumn(name=text("report.col_item"), number=False, width=5),
                TableColumn(name=text("report.col_announced"), width=3),
                TableColumn(name=text("report.col_ran"), width=3),
                TableColumn(name=text("report.col_same"), number=False, width=2),
            ],
            [
                [
                    _plan_item(contest, row),
                    _plan_value(row["announced"]),
                    _plan_value(row["ran"]),
                    text("report.same") if row["same"] else text("report.differs"),
                ]
                for row in rows
            ],
        ),
        note(verdict),
    ]


def _plan_item(contest: Contest, row: Mapping[str, Any]) -> str:
    level = wording.level_name(row["level"], contest.names_of_slugs()) if "level" in row else ""
    return text(f"report.plan_{row['what']}", level=level)


def _plan_value(value: str | int) -> str:
    if isinstance(value, int):
        return number_shown(value)
    return day_shown(date.fromisoformat(value).isoformat())


def _clips(contest: Contest, clips: Mapping[str, Any] | None) -> list[Block]:
    if clips is None:
        return []
    known = clips["received"] is not None
    numbers = {name: number_shown(clips[name] or 0) for name in ("received", "accepted", "refused")}
    units = number_shown(clips["units_with_accepted"])
    sentence = "report.clips_received" if known else "report.clips_accepted"
    columns = ["clips_accepted", "clips_refused"] if known else ["clips_units"]
    rows: Sequence[Sequence[str]] = [
        [
            wording.level_name(level["level"], contest.names_of_slugs()),
            number_shown(level["accepted"]),
            *([number_shown(level["refused"])] if known else []),
        ]
        for level in clips["levels"]
    ]
    total = [
        text("report.total"),
        numbers["accepted"],
        *([numbers["refused"]] if known else []),
    ]
    reasons = [
        text("report.clips_reason", reason=row["reason"], clips=number_shown(row["clips"]))
        for row in clips["reasons"]
    ]
    return [
        paragraph(text(sentence, units=units, **numbers)),
        table(
            text("report.clips_table"),
            [
                TableColumn(name=text("report.col_level"), number=False, width=4),
                *(TableColumn(name=text(f"report.col_{name}"), width=2) for name in columns),
            ],
            [*rows, total],
            sums=1,
        ),
        *([listed(reasons)] if reasons else []),
    ]


def _visits(visits: Mapping[str, Any] | None) -> list[Block]:
    if visits is None or not visits["by_day"]:
        return []
    return [
        paragraph(
            text(
                "report.visits_sentence",
                first=day_shown(visits["by_day"][0]["day"]),
                last=day_shown(visits["by_day"][-1]["day"]),
                visits=number_shown(visits["visits"]),
                views=number_shown(visits["page_views"]),
            )
        ),
        note(
            text(
                "report.visits_method",
                minutes=visits["window_minutes"],
                bots=number_shown(visits["bots"]),
            )
        ),
    ]
