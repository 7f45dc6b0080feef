"""The statistics page: charts of columns, each with its table, from one published JSON value.

``site/assets/statistics`` draws the same where the build came before the publication; a test holds
the two to the same elements.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest
from sitegen import wording
from sitegen.language import text
from sitegen.page_data import round_value, texts_of
from sitegen.settings import Published
from sitegen.shown import format_day, number_shown, percent_shown

_MOST_TICKS = 7
_FULL_HEIGHT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a chart: what it stands for, how high it is in per cent of the highest."""

    label: str
    tick: str
    """What stands below it; empty where there is no room."""
    count: int
    shown: str
    share: str
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of columns; its table has the same rows."""

    name: str
    title: str
    note: str
    head: str
    """What the table's first column holds."""
    counted: str
    peak: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTable:
    """Levels or blocks: their units, attempts and people."""

    name: str
    title: str
    head: str
    rows: tuple[Mapping[str, Any], ...]
    has_rate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsView:
    """Everything that the page shows of one value."""

    title: str
    publishes_at: int
    figures: Mapping[str, int]
    charts: tuple[Chart, ...]
    groups: tuple[GroupTable, ...]
    last_edition: Mapping[str, Any] | None


def statistics_view(value: Mapping[str, Any], contest: Contest) -> StatisticsView:
    """Return what the page shows."""
    names = contest.names_of_slugs()
    days = [date.fromisoformat(day) for day, _ in value["by_day"]]
    charts = (
        chart(
            "by_day",
            [(format_day(day), f"{day.day}/{day.month}") for day in days],
            [count for _, count in value["by_day"]],
        ),
        chart(
            "by_hour",
            [
                (
                    text("site.statistics.hour_range", hour=f"{hour:02d}"),
                    text("site.statistics.hour_tick", hour=hour),
                )
                for hour in range(len(value["by_hour"]))
            ],
            value["by_hour"],
        ),
        chart(
            "marks", _marks_labels(value["marks"]), value["marks"]["counts"], value["marks"]["by"]
        ),
    )
    return StatisticsView(
        title=value["title"],
        publishes_at=value["publishes_at"],
        figures=value["figures"],
        charts=charts if value["figures"]["attempts"] else (),
        groups=tuple(
            table
            for kind in ("levels", "blocks")
            if (table := _group_table(kind, value[kind], names)).rows
        ),
        last_edition=_last_edition(value["last_edition"]),
    )


def chart(
    name: str, labels: Sequence[tuple[str, str]], counts: Sequence[int], head: str = ""
) -> Chart:
    """Return a chart of counts; ``labels`` are the words for each and the short ones below it."""
    most, total = max(counts, default=0), sum(counts)
    every = -(-len(counts) // _MOST_TICKS)
    columns = tuple(
        Column(
            label=label,
            tick=tick if place % every == 0 else "",
            count=count,
            shown=number_shown(count),
            share=percent_shown(count, total),
            height=height_of(count, most),
        )
        for place, ((label, tick), count) in enumerate(zip(labels, counts, strict=True))
    )
    counted = "papers" if name == "marks" else "attempts"
    highest = next(column for column in columns if column.count == most)
    return Chart(
        name=name,
        title=text(f"site.statistics.{name}"),
        note=text(f"site.statistics.{name}_note"),
        head=text(f"site.statistics.{head or name.removeprefix('by_')}"),
        counted=text(f"site.statistics.{counted}"),
        peak=text(f"site.statistics.peak_{counted}", count=highest.shown, label=highest.label),
        columns=columns,
    )


def height_of(count: int, most: int) -> int:
    """Return a column's height in per cent, half up; what is there at all is seen.

    >>> height_of(1, 1000), height_of(1, 2), height_of(0, 5)
    (1, 50, 0)
    """
    if not count:
        return 0
    return max(1, (2 * _FULL_HEIGHT * count + most) // (2 * most))


def _marks_labels(marks: Mapping[str, Any]) -> list[tuple[str, str]]:
    places = range(len(marks["counts"]))
    if marks["by"] == "point":
        return [(text("site.statistics.point_label", point=place), str(place)) for place in places]
    *tenths, full = places
    return [
        *(
            (
                text("site.statistics.tenth_range", least=10 * tenth, below=10 * tenth + 10),
                text("site.statistics.tenth_tick", least=10 * tenth),
            )
            for tenth in tenths
        ),
        (
            text("site.statistics.tenth_full"),
            text("site.statistics.tenth_tick", least=10 * full),
        ),
    ]


def _group_table(
    kind: str, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]
) -> GroupTable:
    return GroupTable(
        name=kind,
        title=text(f"site.statistics.{kind}"),
        head=text(f"site.statistics.{kind.removesuffix('s')}"),
        rows=tuple(
            {
                "name": wording.level_name(row["name"], names),
                "units": text(
                    "site.statistics.units_of",
                    entered=number_shown(row["units_entered"]),
                    units=number_shown(row["units"]),
                ),
                "attempts": number_shown(row["attempts"]),
                "people": number_shown(row["people"]),
                "headcount": number_shown(row["headcount"]) if row["headcount"] else "–",
                "rate": f"{percent_shown(row['people'], row['headcount'])}%"
                if row["headcount"]
                else "–",
            }
            for row in rows
        ),
        has_rate=any(row["headcount"] for row in rows),
    )


def _last_edition(value: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if value is None or not value["rows"]:
        return None
    return {
        "title": text("site.statistics.last_edition", name=value["name"]),
        "rows": [
            {
                "measure": text(f"site.statistics.measure_{row['measure']}"),
                "last": number_shown(row["last"]),
                "now": number_shown(row["now"]),
                "difference": signed(row["now"] - row["last"]),
            }
            for row in value["rows"]
        ],
    }


def signed(difference: int) -> str:
    """Return a difference with its sign.

    >>> signed(1200), signed(-3), signed(0)
    ('+1.200', '−3', '0')
    """
    sign = "+" if difference > 0 else "\u2212" if difference < 0 else ""
    return sign + number_shown(abs(difference))


def newest(contest: Contest, published: Published) -> RoundId | None:
    """Return whose statistics the first page shows: the contest's, else the newest round's."""
    names = [WHOLE_CONTEST, *(round_.id for round_ in reversed(contest.rounds))]
    return next((name for name in names if name in published.statistics), None)


def statistics_data(contest: Contest, scopes: Sequence[RoundId]) -> dict[str, object]:
    """Return what the page's script needs: in which order to look for a scope that is out."""
    slugs = {unit.level for unit in contest.units} | {unit.block for unit in contest.units}
    names = contest.names_of_slugs()
    return {
        "scopes": list(scopes),
        "rounds": [round_value(round_) for round_ in contest.rounds],
        "names": {slug: wording.level_name(slug, names) for slug in sorted(slugs) if slug},
        "texts": {**texts_of("site.statistics."), **texts_of("site.results.figure_")},
    }
