"""How soon the results of a large round answer on a phone: Chromium, its processor slowed down."""

import functools
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.measure import KB, Figure
from bench.page_visit import compressed
from bench.site_project import copy_of_site
from bench.synthetic import SEED, example, invent_published
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.results_files import rows_value, summary_value
from chalicelib.contest.rules import Contest
from sitegen.settings import Published

PEOPLE = 25_000
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium-browser"
SLOWER = 4
"""A cheap phone's processor beside a desk computer's, as Chromium's own tools put it."""
RUNS = 5

BAR_MS = 2_000.0
SUMMARY_BAR_KB = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Milliseconds from the navigation: until the first rows are there, and the filter's answer."""

    rows_ms: float
    filter_ms: float


def measure(people: int = PEOPLE, runs: int = RUNS) -> list[Figure]:
    """Return how soon rows are shown and the filter answers: the least of some visits.

    What else the computer does meanwhile only adds to a time by the clock.
    Before the first build after the publication the script draws everything; after it the first
    rows stand in the page.
    """
    contest = example().contest
    published = invent_published(contest, people, (SEED,))
    value = published.rounds[contest.rounds[0].id]
    figures: list[Figure] = []
    with copy_of_site() as project:
        for of, built in (("not built in", Published()), ("built in", published)):
            project.build(contest, built)
            files = write_round(project.public, contest, value)
            name = f"results of {people:,} people {of}, processor {SLOWER} times slower"
            visits = _visits(project.public, f"/ket-qua/{contest.rounds[0].id}/", people, runs)
            figures += [
                _ms(f"{name}: first rows", [visit.rows_ms for visit in visits]),
                _ms(f"{name}: the filter has answered", [visit.filter_ms for visit in visits]),
            ]
    return [
        *figures,
        Figure(
            name=f"results of {people:,} people: summary, fetched at once",
            value=compressed(files["summary"]) / KB,
            unit="kB",
            limit=SUMMARY_BAR_KB,
        ),
        Figure(
            name=f"results of {people:,} people: rows, fetched when needed",
            value=compressed(files["rows"]) / KB,
            unit="kB",
        ),
    ]


def write_round(public: Path, contest: Contest, value: Mapping[str, Any]) -> Mapping[str, bytes]:
    """Write what the publication of a round puts beside the site; return the files by part."""
    name = contest.rounds[0].id
    files = {
        "results": canonical_json(value),
        "summary": canonical_json(summary_value(value)),
        "rows": canonical_json(rows_value(value)),
    }
    data = public / "data"
    data.mkdir(exist_ok=True)
    for part, content in files.items():
        (data / f"{name}.{part}.json").write_bytes(content)
    pointer = {part: f"/data/{name}.{part}.json" for part in files}
    pointer |= {"round": name, "digest": digest_of(files["results"])}
    (data / f"{name}.json").write_bytes(canonical_json(pointer))
    return files


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this computer; yield the origin."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing of requests."""


def _visits(public: Path, address: str, people: int, runs: int) -> list[Visit]:
    with served(public) as origin, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        visits = []
        for _ in range(runs):
            # Nothing is left in its cache of the visit before.
            context = browser.new_context(viewport={"width": 360, "height": 740})
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            visits.append(_times(page, f"{origin}{address}", people))
            context.close()
        browser.close()
    return visits


def _times(page: Page, address: str, people: int) -> Visit:
    page.goto(address, wait_until="commit")
    # The filter shows when the script has drawn the first page.
    page.wait_for_selector("#persons-filter:not([hidden])")
    rows_ms = page.evaluate("performance.now()")
    assert page.locator("#persons tbody tr").count() == 50
    page.fill("#filter", "pham thi vi du 1")
    page.wait_for_function(
        "/\\d.* trong /.test(document.getElementById('filter-count').textContent)"
    )
    filter_ms = page.evaluate("performance.now()")
    said = page.locator("#filter-count").inner_text()
    assert said.endswith(f"{people:,} người".replace(",", ".")), said
    return Visit(rows_ms=rows_ms, filter_ms=filter_ms)


def _ms(name: str, values: list[float]) -> Figure:
    return Figure(name=name, value=min(values), unit="ms", limit=BAR_MS)
