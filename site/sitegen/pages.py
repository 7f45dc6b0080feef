"""Every page of a contest's site as text: path below the pages folder -> Markdown.

1. Generated pages are HTML inside Markdown; all values are escaped by the template engine.
2. Hand-written pages are Markdown; the contest values in them are made inert for Markdown too.
3. A path is made of ids alone, so an id that is not a slug is refused.
"""

import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from chalicelib.contest.live import tells_live
from chalicelib.contest.name_order import title_order
from chalicelib.contest.retention import kept_until
from chalicelib.contest.rules import (
    Contest,
    PrizePer,
    total_value,
)
from chalicelib.contest.texts import DEFAULT_LANGUAGE
from chalicelib.contest.units import Unit
from sitegen import collective_rules, personal_rules, plan_rules, prize_rules, shown, wording
from sitegen.calendar import CALENDAR_FILE
from sitegen.complaint_page import complaint_pages
from sitegen.home_view import home_data, home_figures
from sitegen.information_pages import information_pages
from sitegen.language import language_now, own_words, speaking, text
from sitegen.news import newest_first
from sitegen.page_data import (
    OVERALL,
    check_data,
    quiz_data,
    receipt_data,
    results_data,
    results_index_data,
    schedule_data,
    texts_of,
    unit_columns,
)
from sitegen.practice import practice_value
from sitegen.published_pages import published_pages
from sitegen.report_page import REPORT_FILE
from sitegen.results_view import results_view
from sitegen.settings import Published, SiteSettings
from sitegen.unit_page import people_by_unit, rows_entered, unit_values

NEWS_ON_HOME = 3
PRACTICE_TEXTS = ("quiz.paper.", "quiz.asked.", "quiz.review.", "quiz.timer.", "site.practice.")
_VIETNAMESE = Markup(' lang="vi"')
"""What an element has whose words are the contest's own, on pages of another language."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MARKDOWN_SIGNS = re.compile(r"[^\w\s]|_", re.ASCII)


def render_pages(contest: Contest, published: Published, site: SiteSettings) -> dict[str, str]:
    """Return the text of every page; the same values give the same text."""
    _check_ids(contest)
    with speaking(site.language):
        return _render(contest, published, site)


def _render(contest: Contest, published: Published, site: SiteSettings) -> dict[str, str]:
    generated = _environment(site.templates, contest, escape_markdown=False)
    generated.globals["attachments"] = site.attachments
    written = _environment(site.pages, contest, escape_markdown=True)
    practice = bool(contest.practice and published.practice)
    generated.globals["practice"] = written.globals["practice"] = practice

    def page(template: str, title: str, *, front: Mapping[str, str] = {}, **values: Any) -> str:
        matter = {"title": title, "generated": "yes", **front}
        body = generated.get_template(template).render(published=published, **values)
        return _front_matter(matter) + body.strip() + "\n"

    pages = {
        "index.md": page(
            "home.jinja",
            contest.short_name,
            front={"script": "home.js"},
            latest=_latest(contest, published),
            figures=home_figures(contest, published),
            news=newest_first(published.news)[:NEWS_ON_HOME],
            data=_script_json(home_data(contest, published)),
        ),
        "the-le.md": page("rules.jinja", text("site.rules.title")),
        "thi.md": page(
            "quiz.jinja",
            text("site.quiz.title"),
            front={"template": "quiz.html"},
            data=_script_json(quiz_data(contest)),
        ),
        "kiem-tra.md": page(
            "check.jinja",
            text("site.check.title"),
            front={"script": "check.js"},
            data=_script_json(check_data(contest)),
        ),
        "kiem-tra-bien-nhan.md": page(
            "receipt_check.jinja",
            text("site.receipt.title"),
            front={"script": "receipt.js"},
            data=_script_json(receipt_data(contest)),
        ),
        "ket-qua/index.md": page(
            "results_index.jinja",
            text("site.results.title"),
            front={"script": "results_index.js"},
            data=_script_json(results_index_data(contest)),
        ),
        f"ket-qua/{OVERALL}.md": page(
            "results.jinja",
            text("site.results.contest_title"),
            front={"script": "results.js"},
            round_=None,
            publishes_at=max(round_.publishes_at for round_ in contest.rounds),
            view=results_view(published.contest, contest) if published.contest else None,
            columns=unit_columns(contest, PrizePer.CONTEST),
            data=_script_json(results_data(contest, PrizePer.CONTEST)),
        ),
        "don-vi/index.md": page(
            "units.jinja",
            text("site.units.title"),
            front={"script": "filter.js"},
            people=people_by_unit(contest, published),
            data=_script_json({"texts": texts_of("site.filter.")}),
        ),
        "lich-thi.md": page(
            "schedule.jinja",
            text("site.schedule.title"),
            front={"script": "schedule.js", "sheet": "published.css"},
            CALENDAR_FILE=CALENDAR_FILE,
            data=_script_json(schedule_data(contest)),
        ),
        "phu-trach.md": page(
            "coordinator.jinja",
            text("site.coordinator.title"),
            front={"script": "coordinator.js", "robots": "noindex"},
            data=_script_json({"texts": texts_of("site.coordinator.")}),
        ),
    }
    for round_ in contest.rounds:
        value = published.rounds.get(round_.id)
        pages[f"ket-qua/{round_.id}.md"] = page(
            "results.jinja",
            text("site.results.round_title", name=round_.name),
            front={"script": "results.js"},
            round_=round_,
            publishes_at=round_.publishes_at,
            view=results_view(value, contest) if value else None,
            columns=unit_columns(contest, PrizePer.ROUND),
            data=_script_json(results_data(contest, PrizePer.ROUND)),
        )
    pages |= published_pages(contest, published, page, _script_json)
    pages |= complaint_pages(page, contest, _script_json)
    if published.report is not None:
        pages["bao-cao.md"] = page(
            "report.jinja",
            text("site.report.title"),
            report=published.report,
            REPORT_FILE=REPORT_FILE,
        )
    if practice:
        value = practice_value(contest, published.practice)
        texts = {key: said for start in PRACTICE_TEXTS for key, said in texts_of(start).items()}
        pages["thi-thu.md"] = page(
            "practice.jinja",
            text("site.practice.title"),
            front={"template": "quiz.html", "script": "practice.js", "style": "practice.css"},
            value=value,
            data=_script_json({**value, "texts": texts}),
        )
    pages |= information_pages(page, contest, published, site, _script_json)
    entered = rows_entered(contest, published)
    for unit in contest.units:
        pages[f"don-vi/{unit.id}.md"] = page(
            "unit.jinja", unit.name, unit=unit, **unit_values(contest, published, unit, entered)
        )
    for path in site.pages:
        pages[path] = written.get_template(path).render()
    return pages


def _latest(contest: Contest, published: Published) -> Any:
    for round_ in reversed(contest.rounds):
        value = published.rounds.get(round_.id)
        if value:
            return round_, results_view(value, contest)
    return None


def _environment(
    sources: Mapping[str, str], contest: Contest, *, escape_markdown: bool
) -> Environment:
    environment = Environment(
        loader=DictLoader(dict(sources)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_inert if escape_markdown else None,
    )
    environment.filters["level"] = partial(wording.level_name, names=contest.names_of_slugs())
    environment.filters["own"] = own_words
    environment.globals.update(
        contest=contest,
        kind=wording.kind(contest),
        t=text,
        vi=Markup() if language_now() == DEFAULT_LANGUAGE else _VIETNAMESE,
        OVERALL=OVERALL,
        total_value=total_value,
        moment=shown.format_moment,
        day=shown.format_day,
        kept_until=kept_until(contest),
        duration=shown.format_duration,
        levels=_levels(contest),
        shows_rate=collective_rules.shows_rate(contest),
        wording=wording,
        personal=personal_rules,
        tells_live=tells_live,
        collective=collective_rules,
        prizes=prize_rules,
        plan=plan_rules,
        shown=shown,
    )
    return environment


def _levels(contest: Contest) -> list[tuple[str, list[Unit]]]:
    """Return the units by level in the order in which the contest lists the levels.

    Within a level they stand as Vietnamese lists do, numbers by their value.
    """
    levels: dict[str, list[Unit]] = {}
    for unit in sorted(contest.units, key=lambda unit: title_order(unit.name)):
        levels.setdefault(unit.level, []).append(unit)
    first = {unit.level: place for place, unit in reversed(list(enumerate(contest.units)))}
    levels = dict(sorted(levels.items(), key=lambda item: first[item[0]]))
    names = contest.names_of_slugs()
    return [(wording.level_name(level, names), units) for level, units in levels.items()]


def _inert(value: object) -> object:
    """Return text in which neither HTML nor Markdown finds anything to interpret."""
    if isinstance(value, Markup):
        return value
    escaped = _MARKDOWN_SIGNS.sub(_entity, " ".join(str(value).split()))
    return Markup(escaped)  # noqa: S704 - every sign is an entity by now


def _entity(match: re.Match[str]) -> str:
    sign = match[0]
    return f"&#{ord(sign)};" if sign.isascii() else sign


def _front_matter(values: Mapping[str, str]) -> str:
    """Return YAML front matter; a JSON string is a YAML string whatever it holds."""
    lines = [f"{name}: {json.dumps(value)}" for name, value in values.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def _script_json(value: object) -> Markup:
    """Return JSON that may stand in a script element: nothing in it can end the element."""
    raw = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        raw = raw.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(raw)  # noqa: S704 - the signs that HTML knows are gone


def _check_ids(contest: Contest) -> None:
    ids = [*(unit.id for unit in contest.units), *(round_.id for round_ in contest.rounds)]
    for name in ids:
        if not _SLUG.fullmatch(name) or name in {"index", OVERALL}:
            raise ValueError(f"an id that can be no address: {name!r}")
