"""What Lighthouse says of the site on a phone: its four scores and three times, of the main pages.

The network and the processor are those of a cheap phone, as Lighthouse imitates them.  Other work
shares this computer, so a page that falls short is looked at again, three times in all, and the
median of what it got counts.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.measure import ROOT, Figure
from bench.results_page import CHROMIUM
from bench.whole_site import make_running_site, serve

LIGHTHOUSE = ROOT / "tools" / "node_modules" / ".bin" / "lighthouse"
PAGES = {"home": "/", "rules": "/the-le/", "quiz": "/thi/", "results": "/ket-qua/tuan-1/"}
RUNS = 3
SECONDS = 180

CATEGORIES = {
    "performance": ("performance", 95),
    "accessibility": ("accessibility", 100),
    "best-practices": ("best practices", 100),
    "seo": ("SEO", 100),
}
"""By what Lighthouse calls them: what we call them, and the least score."""
AUDITS = {
    "largest-contentful-paint": ("largest paint", "ms", 2_500),
    "total-blocking-time": ("blocked", "ms", 150),
    "cumulative-layout-shift": ("layout shift", "", 0),
}
"""By what Lighthouse calls them: what we call them, the unit, and the most that will do."""


def measure(runs: int = RUNS) -> list[Figure]:
    """Return the scores and times of the main pages, served compressed as production does."""
    assert LIGHTHOUSE.exists(), "no Lighthouse: run `make tools`"
    with tempfile.TemporaryDirectory(prefix="bench-lighthouse-") as work:
        site = make_running_site(Path(work) / "public")
        with serve(site) as origin:
            # The first visit of a fresh browser and a fresh server is nobody's.
            look(f"{origin}/", Path(work))
            return [
                figure
                for name, address in PAGES.items()
                for figure in _median(name, f"{origin}{address}", Path(work), runs)
            ]


def look(url: str, work: Path) -> dict[str, Any]:
    """Return Lighthouse's report of one visit on a phone."""
    out = work / "report.json"
    subprocess.run(
        [
            str(LIGHTHOUSE),
            url,
            "--quiet",
            "--output=json",
            f"--output-path={out}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
            "--no-enable-error-reporting",
        ],
        env={**os.environ, "CHROME_PATH": shutil.which(CHROMIUM) or CHROMIUM},
        check=True,
        timeout=SECONDS,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    assert "runtimeError" not in report, report["runtimeError"]
    return report


def figures_of(page: str, reports: Sequence[dict[str, Any]]) -> list[Figure]:
    """Return the medians of what some visits of a page got."""
    scores = [
        Figure(
            name=f"Lighthouse on a phone, {page}: {words}",
            value=statistics.median(
                round(report["categories"][name]["score"] * 100) for report in reports
            ),
            unit="",
            limit=least,
            at_least=True,
        )
        for name, (words, least) in CATEGORIES.items()
    ]
    times = [
        Figure(
            name=f"Lighthouse on a phone, {page}: {words}",
            value=statistics.median(report["audits"][name]["numericValue"] for report in reports),
            unit=unit,
            limit=most,
        )
        for name, (words, unit, most) in AUDITS.items()
    ]
    return [*scores, *times]


def faults(report: dict[str, Any]) -> list[str]:
    """Return which audits of a report are not passed, with Lighthouse's own words."""
    return [
        f"{name}: {audit['title']}"
        for name, audit in report["audits"].items()
        if audit["score"] is not None
        and audit["score"] < 1
        and audit["scoreDisplayMode"] == "binary"
    ]


def _median(page: str, url: str, work: Path, runs: int) -> list[Figure]:
    reports = [look(url, work)]
    while len(reports) < runs and not all(figure.ok() for figure in figures_of(page, reports)):
        reports += [look(url, work) for _ in range(2)]
    found = figures_of(page, reports)
    if not all(figure.ok() for figure in found):
        print(page, *faults(reports[-1]), sep="\n  ")
    return found
