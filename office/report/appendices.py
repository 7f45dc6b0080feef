"""The appendices: every unit, every day and hour, every identity that was reconciled."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.contest.results_shown import number_shown
from chalicelib.contest.rules import Contest
from office.report.blocks import Block, TableColumn, note, table
from office.report.wording import day_shown, mean_shown, share_shown
from office.texts import text
from sitegen import wording

Report = Mapping[str, Any]
Titled = tuple[str, list[Block]]

_ROMAN = ("I", "II", "III", "IV")


def appendices(contest: Contest, report: Report) -> list[dict[str, object]]:
    """Return the appendices that there are, numbered; the reconciliation is the last one."""
    titled: list[Titled] = [
        ("report.units_appendix", _units(contest, report)),
        ("report.days_appendix", _days(contest, report)),
        ("report.identities_appendix", [_identities(report)]),
    ]
    kept = [(key, blocks) for key, blocks in titled if blocks]
    return [
        {"number": text("report.appendix", number=number), "title": text(key), "blocks": blocks}
        for number, (key, blocks) in zip(_ROMAN, kept, strict=False)
    ]


def _units(contest: Contest, report: Report) -> list[Block]:
    rows = report["units"]
    if not rows:
        return []
    tree = any(row["parent"] is not None for row in rows)
    rated = any(row["rates"] for row in rows)
    kind = next((row["rates"][0]["kind"] for row in rows if row["rates"]), "")
    notes = [text("report.units_note")] if tree else []
    if rated and kind:
        notes.append(text("report.units_rate_note", kind=kind))
    return [
        table(
            text("report.units_table"),
            [
                TableColumn(name=text("report.col_number"), width=2),
                TableColumn(name=text("report.col_unit"), number=False, width=10),
                TableColumn(name=text("report.col_own"), width=3),
                *([TableColumn(name=text("report.col_all"), width=4)] if tree else []),
                TableColumn(name=text("report.col_people_all"), width=4),
                TableColumn(name=text("report.col_perfect_papers"), width=6),
                TableColumn(name=text("report.col_mean"), width=4),
                *([TableColumn(name=text("report.col_rate"), width=6)] if rated else []),
            ],
            _unit_rows(report, tree=tree, rated=rated),
            sums=1,
        ),
        *(note(sentence) for sentence in notes),
    ]


def _unit_rows(report: Report, *, tree: bool, rated: bool) -> list[list[str]]:
    total, dash = report["total"], text("report.none")
    rows = [
        [
            str(number),
            row["name"],
            number_shown(row["own"]["attempts"]),
            *([number_shown(row["all"]["attempts"])] if tree else []),
            number_shown(row["all"]["people"]),
            share_shown(row["all"]["perfect"]),
            mean_shown(row["all"]["marks"]),
            *([share_shown(row["rates"][0]["rate"]) if row["rates"] else dash] if rated else []),
        ]
        for number, row in enumerate(report["units"], 1)
    ]
    others = [dash] * (2 + rated)
    if total["attempts_without_unit"]:
        without = number_shown(total["attempts_without_unit"])
        rows.append(["", text("report.no_unit"), without, *([dash] * tree), dash, *others])
    counting = total["perfect"]["of_counting"]
    rows.append(
        [
            "",
            text("report.total"),
            number_shown(total["attempts"]),
            *([dash] * tree),
            number_shown(total["people"]),
            share_shown(counting),
            mean_shown(total["marks"]["mean"]),
            *([dash] * rated),
        ]
    )
    return rows


def _days(contest: Contest, report: Report) -> list[Block]:
    total = report["total"]
    attempts = total["attempts"]
    return [
        _counts(
            text("report.days_table"),
            text("report.col_day"),
            [(day_shown(day["day"]), day["attempts"]) for day in total["by_day"]],
            attempts,
        ),
        _counts(
            text("report.hours_table", kind=wording.kind(contest)),
            text("report.col_hour"),
            [
                (text("report.hour", hour=hour), number)
                for hour, number in enumerate(total["by_hour"])
                if number
            ],
            attempts,
        ),
    ]


def _counts(title: str, first: str, counts: Sequence[tuple[str, int]], total: int) -> Block:
    """Return counts in two columns side by side, read downwards, with their sum."""
    half = -(-len(counts) // 2)
    pairs = [*counts, ("", None)][: 2 * half]
    rows = [[*_pair(pairs[place]), *_pair(pairs[place + half])] for place in range(half)]
    columns = [
        TableColumn(name=first, number=False, width=3),
        TableColumn(name=text("report.col_attempts"), width=2),
    ]
    last = [text("report.total"), number_shown(total), "", ""]
    return table(title, [*columns, *columns], [*rows, last], sums=1)


def _pair(pair: tuple[str, int | None]) -> list[str]:
    return [pair[0], "" if pair[1] is None else number_shown(pair[1])]


def _identities(report: Report) -> Block:
    """Return one row for each identity; those of many units as one row that counts them."""
    names = {figures["round"]: figures["name"] for figures in report["rounds"]}
    groups = {group["group"]: group["name"] for group in report["awards"]["groups"]}
    trees = sum(each["identity"] == "tree" for each in report["reconciliation"])
    rows = []
    for each in report["reconciliation"]:
        identity, where = each["identity"], each["where"]
        said = text(f"report.identity.{identity}")
        if identity != "tree":
            place = _where(where, names, groups)
            rows.append([said, place, number_shown(each["left"]), number_shown(each["right"])])
        elif trees:
            count = text("report.times_held", count=number_shown(trees))
            rows.append([said, count, text("report.none"), text("report.none")])
            trees = 0
    return table(
        text("report.identities_table"),
        [
            TableColumn(name=text("report.col_identity"), number=False, width=10),
            TableColumn(name=text("report.col_where"), number=False, width=4),
            TableColumn(name=text("report.col_left"), width=3),
            TableColumn(name=text("report.col_right"), width=3),
        ],
        rows,
    )


def _where(where: str | None, names: Mapping[str, str], groups: Mapping[str, str]) -> str:
    if where is None:
        return text("report.everything")
    parts = where.split("/")
    return ", ".join(groups.get(each) or names.get(each) or each for each in parts)
