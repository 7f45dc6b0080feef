"""Section III of the document: who took part, by round, marks and level, beside the last time."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.contest.results_shown import number_shown
from chalicelib.contest.rules import Contest
from office.report.blocks import Block, TableColumn, listed, note, paragraph, part, table
from office.report.overall import overall_items, round_word
from office.report.wording import (
    day_shown,
    decimal_shown,
    mean_shown,
    share_shown,
    signed_shown,
)
from office.texts import text
from sitegen import wording

Report = Mapping[str, Any]


def taking_part_section(contest: Contest, report: Report) -> dict[str, object]:
    """Return the results of taking part."""
    titled = [
        ("report.overall", [listed(overall_items(contest, report))]),
        ("report.by_round", _by_round(contest, report)),
        ("report.distribution", _distribution(contest, report["total"])),
        ("report.divisions", _divisions(report["total"])),
        ("report.levels", _levels(contest, report)),
        ("report.participation", _participation(report["participation"])),
        ("report.top", _top(report)),
        ("report.editions", _editions(report["last_edition"])),
    ]
    kept = [(key, blocks) for key, blocks in titled if blocks]
    return {
        "title": text("report.taking_part"),
        "parts": [
            part(f"{number}. {text(key)}", *blocks) for number, (key, blocks) in enumerate(kept, 1)
        ],
    }


def _by_round(contest: Contest, report: Report) -> list[Block]:
    kind, total = wording.kind(contest), report["total"]
    rows = [
        [
            figures["name"],
            number_shown(figures["attempts"]),
            number_shown(figures["people"]),
            number_shown(figures["people_new"]),
            number_shown(figures["people_returning"]),
            number_shown(figures["units"]["numerator"]),
            share_shown(figures["perfect"]["of_attempts"]),
            mean_shown(figures["marks"]["mean"]),
        ]
        for figures in report["rounds"]
    ]
    everything = [
        text("report.all_rounds", kind=kind),
        number_shown(total["attempts"]),
        number_shown(total["people"]),
        text("report.none"),
        text("report.none"),
        number_shown(total["units"]["numerator"]),
        share_shown(total["perfect"]["of_attempts"]),
        mean_shown(total["marks"]["mean"]),
    ]
    several = len(rows) > 1
    returned = text(
        "report.by_round_note",
        kind=kind,
        of_rounds=number_shown(total["people_of_rounds"]),
        people=number_shown(total["people"]),
    )
    names = ("attempts", "people", "new", "returning", "units")
    said = [_said(each, round_word(report)) for each in report["statements"]]
    sentences = [sentence for sentence in said if sentence]
    return [
        table(
            text("report.by_round_table"),
            [
                TableColumn(name=text("report.col_round"), number=False, width=7),
                *(TableColumn(name=text(f"report.col_{name}"), width=6) for name in names),
                TableColumn(name=text("report.col_perfect"), width=9),
                TableColumn(name=text("report.col_mean"), width=6),
            ],
            [*rows, everything] if several else rows,
            sums=int(several),
        ),
        *([note(returned)] if total["people_of_rounds"] > total["people"] else []),
        *([listed(sentences)] if sentences else []),
    ]


def _said(statement: Report, word: str) -> str:
    """Return a statement as a sentence; empty for what a note says already."""
    match statement["says"]:
        case "rose" | "fell" as way:
            measure = text(f"report.measure_{statement['measure']}")
            return text(f"report.{way}", measure=measure, word=word)
        case "every_unit":
            return text("report.every_unit", units=number_shown(statement["units"]))
        case "busiest_round":
            attempts = number_shown(statement["attempts"])
            return text("report.busiest_round", name=statement["name"], attempts=attempts)
        case "busiest_day":
            attempts = number_shown(statement["attempts"])
            return text("report.busiest_day", day=day_shown(statement["day"]), attempts=attempts)
        case _:
            return ""


def _distribution(contest: Contest, total: Report) -> list[Block]:
    listed_marks = total["marks"]["distribution"]
    if not listed_marks:
        return []
    by_band = "from_percent" in listed_marks[0]
    first = text("report.col_marks_band") if by_band else text("report.col_marks")
    return [
        table(
            text("report.distribution_table", kind=wording.kind(contest)),
            [
                TableColumn(name=first, number=False, width=3),
                TableColumn(name=text("report.col_papers"), width=3),
            ],
            [
                [_band(row) if by_band else row["marks"], share_shown(row["papers"])]
                for row in listed_marks
            ],
        )
    ]


def _band(row: Report) -> str:
    low = row["from_percent"]
    return text("report.band_full") if low == 100 else text("report.band", low=low, high=low + 10)


def _divisions(total: Report) -> list[Block]:
    if not total["divisions"]:
        return []
    return [
        table(
            text("report.divisions_table"),
            [
                TableColumn(name=text("report.col_division"), number=False, width=4),
                TableColumn(name=text("report.col_attempts"), width=2),
                TableColumn(name=text("report.col_people"), width=2),
            ],
            [
                [row["name"], number_shown(row["attempts"]), number_shown(row["people"])]
                for row in total["divisions"]
            ],
        )
    ]


def _levels(contest: Contest, report: Report) -> list[Block]:
    if not report["levels"]:
        return []
    total = report["total"]
    rows = [
        [
            wording.level_name(level["level"], contest.names_of_slugs()),
            share_shown(level["units"]),
            number_shown(level["attempts"]),
            number_shown(level["people"]),
        ]
        for level in report["levels"]
    ]
    without = total["attempts_without_unit"]
    dash = text("report.none")
    if without:
        rows.append([text("report.no_unit"), dash, number_shown(without), dash])
    everything = [
        text("report.total"),
        share_shown(total["units"]),
        number_shown(total["attempts"]),
        number_shown(total["people"]),
    ]
    return [
        table(
            text("report.levels_table"),
            [
                TableColumn(name=text("report.col_level"), number=False, width=5),
                TableColumn(name=text("report.col_units_of"), width=4),
                TableColumn(name=text("report.col_attempts"), width=3),
                TableColumn(name=text("report.col_people"), width=3),
            ],
            [*rows, everything],
            sums=1,
        )
    ]


def _participation(rates: Sequence[Report]) -> list[Block]:
    return [
        paragraph(
            text(
                "report.participation_sentence",
                kind=text("report.participation_kind", kind=each["kind"]) if each["kind"] else "",
                units=number_shown(each["units"]),
                on=text("report.participation_on", days=", ".join(map(day_shown, each["on"])))
                if each["on"]
                else "",
                rate=share_shown(each["rate"]),
                full=share_shown(each["full_units"]),
            )
        )
        for each in rates
    ]


def _top(report: Report) -> list[Block]:
    with_score = any(row["score"] is not None for row in report["ranked_units"])
    return [
        _units_table(title, rows, with_score=with_score and title == "report.ranked_table")
        for title, rows in (
            ("report.ranked_table", report["ranked_units"]),
            ("report.busiest_table", report["busiest_units"]),
        )
        if rows
    ]


def _units_table(title: str, rows: Sequence[Report], *, with_score: bool) -> Block:
    return table(
        text(title),
        [
            TableColumn(name=text("report.col_rank"), width=2),
            TableColumn(name=text("report.col_unit"), number=False, width=8),
            TableColumn(name=text("report.col_attempts"), width=3),
            TableColumn(name=text("report.col_people"), width=3),
            TableColumn(name=text("report.col_perfect_papers"), width=5),
            TableColumn(name=text("report.col_mean"), width=3),
            *([TableColumn(name=text("report.col_score"), width=3)] if with_score else []),
        ],
        [
            [
                str(row["rank"]),
                row["name"],
                number_shown(row["attempts"]),
                number_shown(row["people"]),
                share_shown(row["perfect"]),
                mean_shown(row["marks"]),
                *([decimal_shown(row["score"])] if with_score else []),
            ]
            for row in rows
        ],
    )


def _editions(edition: Report | None) -> list[Block]:
    if edition is None or not edition["rows"]:
        return []
    names = ("last", "now", "difference")
    return [
        table(
            text("report.editions_table", name=edition["name"]),
            [
                TableColumn(name=text("report.col_measure"), number=False, width=5),
                *(TableColumn(name=text(f"report.col_{name}"), width=3) for name in names),
                TableColumn(name=text("report.col_change"), width=5),
            ],
            [
                [
                    text(f"report.measure_{row['measure']}"),
                    number_shown(row["last"]),
                    number_shown(row["now"]),
                    signed_shown(row["difference"]),
                    share_shown(row["change"]),
                ]
                for row in edition["rows"]
            ],
        )
    ]
