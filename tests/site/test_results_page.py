import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from chalicelib.contest.results_page import results_html
from tests.site.results_values import CONTEST_VALUE, ROUND_VALUE

GOLDEN = Path(__file__).parents[1] / "golden" / "site"
HOSTILE = "</th><script>alert(1)</script>"


class Outline(HTMLParser):
    """Collects the tags, so that a test can tell markup from text."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]


@pytest.mark.parametrize(
    ("value", "name"), [(ROUND_VALUE, "ket-qua-vong.html"), (CONTEST_VALUE, "ket-qua-chung.html")]
)
def test_the_plain_page_of_results_is_always_the_same_bytes(value: dict, name: str) -> None:
    assert results_html(value) == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_plain_page_needs_no_script_and_no_style_of_its_own() -> None:
    outline = Outline(results_html(ROUND_VALUE))

    assert "script" not in outline.tags
    assert "style" not in outline.tags + outline.attributes


def test_a_hostile_name_stays_text_in_the_plain_page() -> None:
    rows = [{**row, "name": HOSTILE, "unit_name": HOSTILE} for row in ROUND_VALUE["persons"]]

    document = results_html({**ROUND_VALUE, "title": HOSTILE, "persons": rows})

    assert "script" not in Outline(document).tags
    assert document.count("&lt;script&gt;") == 2 + 2 * len(rows)


@pytest.mark.parametrize(
    ("full_marks", "expected"), [("", ("Tổng điểm", "3")), ("3", ("Điểm", "3/3"))]
)
def test_the_whole_contest_adds_marks_up_or_shows_those_of_the_one_attempt_that_counts(
    full_marks: str, expected: tuple[str, str]
) -> None:
    document = results_html(
        {**CONTEST_VALUE, "full_marks": full_marks, "persons": ROUND_VALUE["persons"][:1]}
    )

    table = document.split("<table>")[1].split("</table>")[0]
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", table)
    assert (cells[3], cells[10]) == expected


def test_a_tie_across_prizes_is_said_to_be_undecided() -> None:
    award = {
        "group": "ca-nhan",
        "prize": "Nhất",
        "value": 0,
        "certificate": "",
        "decided": False,
    }
    rows = [{**row, "awards": [award]} for row in ROUND_VALUE["persons"]]

    document = results_html({**ROUND_VALUE, "persons": rows})

    assert document.count("Ban Tổ chức quyết định") == 1


def test_a_round_without_any_attempt_has_a_page() -> None:
    nothing = dict.fromkeys(ROUND_VALUE["figures"], 0)

    document = results_html({**ROUND_VALUE, "figures": nothing, "persons": [], "units": []})

    assert "0 bài đúng hết, bằng 0,00% số bài được xếp hạng" in document
