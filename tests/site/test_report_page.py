"""The page of the closing report: there once it is public, and nothing in it is markup."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from builders import UNITS
from report_data import MADE_ON, invent_rounds, make_weekly_contest

from chalicelib.contest.rules import Contest
from office.report import make_report
from office.report.document import make_document
from sitegen.build import load_settings
from sitegen.pages import render_pages
from sitegen.report_page import REPORT_FILE
from sitegen.settings import Published

ROOT = Path(__file__).parents[2]
SITE = load_settings(ROOT, assets="/assets")


def make_value(contest: Contest) -> dict[str, Any]:
    report = make_report(contest, invent_rounds(contest, [20, 30]), made_on=MADE_ON)
    return make_document(contest, report)


def test_there_is_no_page_before_the_report_is_public() -> None:
    contest = make_weekly_contest(2)

    pages = render_pages(contest, Published(), SITE)

    assert "bao-cao.md" not in pages
    assert "/bao-cao/" not in pages["ket-qua/index.md"]


def test_the_page_says_what_the_document_says_and_offers_its_figures() -> None:
    contest = make_weekly_contest(2)
    document = make_value(contest)

    pages = render_pages(contest, Published(report=document), SITE)
    page = pages["bao-cao.md"]

    titles = [block["title"] for block in tables_of(document)]
    assert re.findall(r"<caption>(.*?)</caption>", page) == titles
    assert re.findall(r"<h2>(.*?)</h2>", page)[:2] == ["I. CĂN CỨ, MỤC ĐÍCH", "II. KẾT QUẢ TỔ CHỨC"]
    assert f'href="/{REPORT_FILE}"' in page
    assert "/bao-cao/" in pages["ket-qua/index.md"]


def test_a_units_name_is_text_never_markup() -> None:
    city, first, second = UNITS
    contest = make_weekly_contest(
        2, units=(city, replace(first, name="<b>Phường</b> & *một*"), second)
    )

    page = render_pages(contest, Published(report=make_value(contest)), SITE)["bao-cao.md"]

    assert "<b>" not in page
    assert "&lt;b&gt;Phường&lt;/b&gt; &amp; *một*" in page


def tables_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    parts = [part for section in document["sections"] for part in section["parts"]]
    return [
        block
        for holder in [*parts, *document["appendices"]]
        for block in holder["blocks"]
        if block["kind"] == "table"
    ]
