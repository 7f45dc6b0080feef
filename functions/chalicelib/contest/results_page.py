"""Public results as one plain HTML document, for readers without script.

1. The document is complete by itself: no script, no inline style, one style sheet of the same site.
2. It is a pure function of the public value, so that the same results give the same bytes.
3. Every value is escaped where it is put out.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from chalicelib.contest.results_shown import (
    Row,
    awards_shown,
    by_division,
    extra_time_lines,
    marks_shown,
    names_to_tell_apart,
    number_shown,
    out_of,
    percent_shown,
    undecided_prizes,
    unranked_words,
)
from chalicelib.contest.texts import text
from chalicelib.contest.times import format_duration, format_moment

STYLE_SHEET = "/assets/plain.css"

CORRECTIONS_PAGE = "/data/corrections.html"


def results_html(public_value: Mapping[str, Any]) -> str:
    """Return the document of a round's public results, or of the contest's, which ranks units."""
    wide = public_value["round"] is None
    title = (
        text("site.results.contest_title")
        if wide
        else text("site.results.round_title", name=public_value["title"])
    )
    published = text("site.results.published", at=format_moment(public_value["publishes_at"]))
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(published)}</p>",
        *_official(public_value),
        _figures(public_value["figures"]),
        *(f"<p>{escape(line)}</p>" for line in extra_time_lines(public_value)),
        *_undecided(public_value),
        *_corrected(public_value),
    ]
    if not wide or public_value["persons"]:
        parts += _persons(public_value, wide=wide)
    parts.append(_units(public_value, wide=wide))
    parts.append(f'<p><a href="/ket-qua/">{escape(text("site.results.title"))}</a></p>')
    return html_document(title, published, "\n".join(parts))


def _official(value: Mapping[str, Any]) -> list[str]:
    if "official_at" not in value:
        return []
    told = text("site.corrections.official", at=format_moment(value["official_at"]))
    return [f"<p>{escape(told)}</p>"]


def _corrected(value: Mapping[str, Any]) -> list[str]:
    if "corrections" not in value["digests"]:
        return []
    return [f'<p><a href="{CORRECTIONS_PAGE}">{escape(text("site.corrections.link"))}</a></p>']


def html_document(title: str, description: str, body: str) -> str:
    """Return a whole document, complete by itself; the body is HTML already."""
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="description" content="{escape(description)}">\n'
        f"<title>{escape(title)}</title>\n"
        # Or browsers ask for /favicon.ico, which is not there.
        '<link rel="icon" href="data:,">\n'
        f'<link rel="stylesheet" href="{STYLE_SHEET}">\n'
        f"</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _figures(figures: Mapping[str, int]) -> str:
    percent = percent_shown(figures["perfect_papers"], figures["counting"])
    lines = [
        f"{number_shown(figures['attempts'])} {text('site.results.figure_attempts')}",
        f"{number_shown(figures['people'])} {text('site.results.figure_people')}",
        f"{number_shown(figures['units'])} {text('site.results.figure_units')}",
        f"{number_shown(figures['perfect_papers'])} "
        + text("site.results.figure_perfect", percent=percent),
    ]
    return "<ul>\n" + "\n".join(f"<li>{escape(line)}</li>" for line in lines) + "\n</ul>"


def _undecided(value: Mapping[str, Any]) -> list[str]:
    return [
        f"<p>{escape(text('site.results.undecided', prize=prize))}</p>"
        for prize in undecided_prizes(value)
    ]


def _persons(value: Mapping[str, Any], *, wide: bool) -> list[str]:
    """Return a section of standings, or one for each division."""
    full_marks = value["full_marks"]
    # Only where marks of several rounds add up are there no full ones for the whole contest.
    marks = "#total_marks" if wide and not full_marks else "#marks"
    heads = ["#rank", "name", "unit", marks, "#time", "receipt"]
    names = names_to_tell_apart(value, value["persons"])
    title = text("site.results.persons")
    sections = []
    for place, (division, rows) in enumerate(by_division(value)):
        body = [
            [
                number_shown(row["rank"]),
                row["name"] or text("site.results.name_hidden"),
                row["unit_name"],
                out_of(row["marks"], full_marks),
                format_duration(row["time_used_ms"]),
                row["receipt"],
                awards_shown(row, names),
            ]
            for row in rows
        ]
        name = f"persons-{place}" if place else "persons"
        shown = f"{title}: {division}" if division else title
        sections.append(_table(name, shown, [*heads, "award"], body))
    return sections


def _units(value: Mapping[str, Any], *, wide: bool) -> str:
    rows: Sequence[Row] = value["units"]
    names = names_to_tell_apart(value, rows)
    clips = any(row["clip_marks"] is not None for row in rows)
    scores = any(row["score"] is not None for row in rows)
    awards = wide or any(row["awards"] for row in rows)
    heads = ["#rank", "unit", "#attempts", "#people", "#total_marks", "#perfect"]
    heads += ["#clip_marks"] * clips + ["#score"] * scores + ["award"] * awards
    body = [
        [
            "–" if row["rank"] is None else number_shown(row["rank"]),
            " – ".join(filter(None, [row["name"], unranked_words(row)])),
            number_shown(row["attempts"]),
            number_shown(row["people"]),
            marks_shown(row["total_marks"]),
            number_shown(row["perfect_papers"]),
            *([_optional(row["clip_marks"])] if clips else []),
            *([_optional(row["score"])] if scores else []),
            *([awards_shown(row, names)] if awards else []),
        ]
        for row in rows
    ]
    title = text("site.results.standings") if wide else text("site.results.units")
    return _table("units", title, heads, body)


def _table(name: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a section with a table; ``#`` before a column's name says that it holds numbers."""
    classes = [' class="num"' if head.startswith("#") else "" for head in heads]
    shown = [escape(text(f"site.results.{head.lstrip('#')}")) for head in heads]
    head_cells = "".join(f'<th scope="col"{classes[i]}>{shown[i]}</th>' for i in range(len(heads)))
    lines = ["".join(_cell(i, cell, classes[i]) for i, cell in enumerate(cells)) for cells in rows]
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f'<section>\n<h2 id="{name}">{escape(title)}</h2>\n'
        f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0">\n<table>\n'
        f"<thead><tr>{head_cells}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"
        "</div>\n</section>"
    )


def _cell(index: int, cell: str, attributes: str) -> str:
    # The second column names the row: a person or a unit.
    if index == 1:
        return f'<th scope="row">{escape(cell)}</th>'
    return f"<td{attributes}>{escape(cell)}</td>"


def _optional(marks: str | None) -> str:
    return "–" if marks is None else marks_shown(marks)
