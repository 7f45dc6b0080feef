"""The figures of the whole contest as sentences: the first part of section III."""

from collections.abc import Mapping
from typing import Any

from chalicelib.contest.results_shown import number_shown
from chalicelib.contest.rules import Contest, EntryMode
from office.report.exact import percent_of
from office.report.wording import duration_shown, exact_shown, mean_shown, share_shown
from office.texts import text
from sitegen import wording

Report = Mapping[str, Any]


def overall_items(contest: Contest, report: Report) -> list[str]:
    """Return one sentence for each figure of the whole contest."""
    total, kind = report["total"], wording.kind(contest)
    if not total["attempts"]:
        return [text("report.no_attempts")]
    perfect, marks = total["perfect"], total["marks"]
    papers = number_shown(marks["mean"]["count"])
    full = marks["full_marks"]
    return [
        text(
            "report.attempts",
            attempts=number_shown(total["attempts"]),
            started=number_shown(total["started"]),
            **{how: number_shown(count) for how, count in total["ended"].items()},
        ),
        *(
            [text("report.invalid", invalid=number_shown(total["invalid"]))]
            if total["invalid"]
            else []
        ),
        text("report.people", people=number_shown(total["people"]), kind=kind),
        *_registered(contest, report["registered"], total["people"]),
        *_rounds_taken(total),
        *_units(total),
        text("report.perfect_attempts", share=share_shown(perfect["of_attempts"])),
        text("report.perfect_people", share=share_shown(perfect["of_people"])),
        *(
            [text("report.perfect_counting", share=share_shown(perfect["of_counting"]))]
            if perfect["of_counting"] != perfect["of_attempts"]
            else []
        ),
        text(
            "report.marks_full" if full else "report.marks",
            mean=mean_shown(marks["mean"]),
            median=exact_shown(marks["median"]),
            full=full,
            papers=papers,
        ),
        *_times(total["time_used"]),
    ]


def round_word(report: Report) -> str:
    """Return what the rounds are called within a sentence: weeks, where all are called so."""
    week = text("report.week_word")
    weekly = all(figures["name"].lower().startswith(f"{week} ") for figures in report["rounds"])
    return week if weekly else text("report.round_word")


def _registered(contest: Contest, registered: int | None, people: int) -> list[str]:
    if not registered:
        return []
    by_roster = contest.entry.mode is EntryMode.ROSTER
    return [
        text(
            "report.enrolled" if by_roster else "report.registered",
            registered=number_shown(registered),
            rate=share_shown(percent_of(people, registered)),
        )
    ]


def _rounds_taken(total: Report) -> list[str]:
    rows = total["by_rounds_taken"]
    if len(rows) < 2:
        return []
    listed = "; ".join(
        text("report.rounds_taken", rounds=row["rounds"], people=number_shown(row["people"]))
        for row in rows
    )
    return [text("report.by_rounds_taken", listed=listed)]


def _units(total: Report) -> list[str]:
    without = total["attempts_without_unit"]
    said = []
    if total["units"]["denominator"]:
        said.append(text("report.units_entered", share=share_shown(total["units"])))
    if without:
        said.append(text("report.without_unit", attempts=number_shown(without)))
    return said


def _times(times: Report) -> list[str]:
    if not times["papers"]:
        return []
    return [
        text(
            "report.times",
            mean=duration_shown(times["mean_ms"]),
            median=duration_shown(times["median_ms"]),
            papers=number_shown(times["papers"]),
        )
    ]
