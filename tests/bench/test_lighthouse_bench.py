"""What is read from Lighthouse's reports, and, with every example, what it says of the site."""

from typing import Any

import pytest

from bench.lighthouse import AUDITS, CATEGORIES, PAGES, faults, figures_of, measure


def report(score: float = 1.0, milliseconds: float = 90.0) -> dict[str, Any]:
    audit = {"title": "Words", "score": score, "scoreDisplayMode": "binary"}
    return {
        "categories": {name: {"score": score} for name in CATEGORIES},
        "audits": {
            name: {**audit, "numericValue": 0 if "shift" in name else milliseconds}
            for name in AUDITS
        },
    }


def test_a_perfect_report_passes_every_bar() -> None:
    figures = figures_of("home", [report()])

    assert [figure.value for figure in figures] == [100, 100, 100, 100, 90, 90, 0]
    assert all(figure.ok() for figure in figures)
    assert faults(report()) == []


def test_of_several_reports_the_median_counts() -> None:
    figures = figures_of("home", [report(0.5, 400), report(), report(0.97, 120)])

    assert [figure.value for figure in figures] == [97, 97, 97, 97, 120, 120, 0]
    assert [figure.ok() for figure in figures] == [True, False, False, False, True, True, True]


def test_what_is_not_passed_is_named() -> None:
    assert faults(report(0.0)) == [f"{name}: Words" for name in AUDITS]


@pytest.mark.prove
@pytest.mark.browser
def test_lighthouse_finds_the_main_pages_as_good_as_the_bars_ask() -> None:
    figures = measure()

    assert len(figures) == len(PAGES) * (len(CATEGORIES) + len(AUDITS))
    assert [figure for figure in figures if not figure.ok()] == []
