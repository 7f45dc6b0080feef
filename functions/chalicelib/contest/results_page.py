"""Public results as one plain HTML document, for readers without script.

1. The document is complete by itself: no script, no inline style, one style sheet of the same site.
2. It is a pure function of the public value, so that the same results give the same bytes.
3. Every value is escaped where it is put out.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from chalicelib.contest.texts import text
from chalicelib.contest.times import format_duration, format_moment

STYLE_SHEET = "/assets/plain.css"

Row = Mapping[str, Any]


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
        _figures(public_value["figures"]),
        *_undecided([*public_value["persons"], *public_value["units"]]),
    ]
    if not wide:
        parts.append(_persons(public_value["persons"], public_value["questions"]))
    parts.append(_units(public_value["units"], wide=wide))
    parts.append(f'<p><a href="/ket-qua/">{escape(text("site.results.title"))}</a></p>')
    return _document(title, "\n".join(parts))


def _document(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        f'<link rel="stylesheet" href="{STYLE_SHEET}">\n'
        f"</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _figures(figures: Mapping[str, int]) -> str:
    attempts, perfect = figures["attempts"], figures["perfect_papers"]
    hundredths = (20_000 * perfect + attempts) // (2 * attempts) if attempts else 0
    percent = f"{hundredths // 100},{hundredths % 100:02d}"
    lines = [
        f"{_number(attempts)} {text('site.results.figure_attempts')}",
        f"{_number(figures['people'])} {text('site.results.figure_people')}",
        f"{_number(figures['units'])} {text('site.results.figure_units')}",
        f"{_number(perfect)} {text('site.results.figure_perfect', percent=percent)}",
    ]
    return "<ul>\n" + "\n".join(f"<li>{escape(line)}</li>" for line in lines) + "\n</ul>"


def _undecided(rows: Iterable[Row]) -> list[str]:
    prizes = [row["award"]["prize"] for row in rows if row["award"] and not row["award"]["decided"]]
    return [
        f"<p>{escape(text('site.results.undecided', prize=prize))}</p>"
        for prize in dict.fromkeys(prizes)
    ]


def _persons(rows: Sequence[Row], questions: int) -> str:
    heads = ["#rank", "name", "unit", "#marks", "#time", "receipt", "award"]
    body = [
        [
            _number(row["rank"]),
            row["name"] or text("site.results.name_hidden"),
            row["unit_name"],
            f"{row['marks']}/{questions}",
            format_duration(row["time_used_ms"]),
            row["receipt"],
            _prize(row),
        ]
        for row in rows
    ]
    return _table("persons", text("site.results.persons"), heads, body)


def _units(rows: Sequence[Row], *, wide: bool) -> str:
    heads = ["#rank", "unit", "#attempts", "#people", "#total_marks", "#perfect"]
    body = [
        [
            _number(row["rank"]),
            row["name"],
            _number(row["attempts"]),
            _number(row["people"]),
            _number(row["total_marks"]),
            _number(row["perfect_papers"]),
            *([_prize(row)] if wide else []),
        ]
        for row in rows
    ]
    title = text("site.results.standings") if wide else text("site.results.units")
    return _table("units", title, [*heads, *(["award"] if wide else [])], body)


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


def _prize(row: Row) -> str:
    award = row["award"]
    return award["prize"] if award is not None and award["decided"] else ""


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
