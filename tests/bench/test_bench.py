import json
from pathlib import Path
from typing import Any

import pytest

from bench import attempt, close, close_large, correction
from bench.__main__ import MEASUREMENTS, main
from bench.measure import Figure
from bench.over_http import Load, best_rate, memory_backend
from bench.page_visit import BuiltSite
from bench.site_weights import weigh

MET = Figure(name="pages of a site", value=12.0, unit="kB", limit=15)
SHORT = Figure(name="close of a round", value=2.5, unit="s", limit=1.0)
SLOW = Figure(name="attempts over HTTP", value=7.96, unit="/s", limit=8, at_least=True)
PLAIN = Figure(name="time to think", value=3.0, unit="s")

PAGE = """<!doctype html><html><head>
<link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/site.css">
<link rel="modulepreload" href="/assets/lib/b.js">
<script type="module" src="/assets/a.js"></script></head>
<body><a href="https://elsewhere.example/">a link that a reader may follow</a></body></html>"""
PAGES = {
    "thi/index.html": PAGE,
    "index.html": PAGE.replace('<script type="module" src="/assets/a.js"></script>', ""),
    "assets/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "assets/site.css": 'body { background: url("ground.svg") }',
    "assets/ground.svg": "<svg/>",
    "assets/a.js": 'import { b,\n  c } from "./lib/b.js";\n/** @type {import("./types.js").T} */',
    "assets/lib/b.js": 'export*from"./c.js";export const b = 1; // import "./d.js"',
    "assets/lib/c.js": "export const c = 2;",
}


def write_site(folder: Path, pages: dict[str, str]) -> Path:
    for name, text in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def run(tmp_path: Path, figures: list[Figure], *arguments: str) -> tuple[int, Any]:
    out = tmp_path / "bench.json"
    code = main(arguments, {"all": lambda: figures}, out)
    return code, json.loads(out.read_text())


def test_the_figures_are_written_in_the_agreed_shape(tmp_path: Path) -> None:
    code, written = run(tmp_path, [MET, SHORT, SLOW, PLAIN])

    assert code == 0
    assert written == [
        {"name": "pages of a site", "value": 12.0, "unit": "kB", "limit": 15, "ok": True},
        {"name": "close of a round", "value": 2.5, "unit": "s", "limit": 1.0, "ok": False},
        {"name": "attempts over HTTP", "value": 7.96, "unit": "/s", "limit": 8, "ok": False},
        {"name": "time to think", "value": 3.0, "unit": "s", "limit": None, "ok": True},
    ]


def test_a_bar_that_falls_short_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, [MET, SHORT, SLOW, PLAIN])

    said = capsys.readouterr().out
    assert "2 of 3 bars FALL SHORT:" in said
    assert "  close of a round: 2.5 s, wanted ≤ 1 s" in said
    assert "  attempts over HTTP: 7.96 /s, wanted ≥ 8 /s" in said


def test_where_every_bar_is_met_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, [MET, PLAIN], "--strict")[0] == 0
    assert "All 1 bars are met." in capsys.readouterr().out


def test_only_strict_makes_a_bar_that_falls_short_a_failure(tmp_path: Path) -> None:
    assert run(tmp_path, [SHORT])[0] == 0
    assert run(tmp_path, [SHORT], "--strict")[0] == 1


def test_a_wrong_result_has_no_figure_and_fails_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong() -> list[Figure]:
        raise AssertionError("the standings are not those of the attempts")

    out = tmp_path / "bench.json"

    assert main([], {"wrong": wrong, "right": lambda: [MET]}, out) == 2
    assert json.loads(out.read_text()) == [
        MET.record(),
        {"name": "wrong", "value": None, "unit": "", "limit": None, "ok": False},
    ]
    said = capsys.readouterr()
    assert "the standings are not those of the attempts" in said.err
    assert "wrong: could not be measured" in said.out


def test_the_measurements_are_listed_and_one_can_be_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--list"]) == 0
    assert capsys.readouterr().out.split() == list(MEASUREMENTS)

    chosen = {"one": lambda: [MET], "other": lambda: [SHORT]}
    main(["--only", "one"], chosen, tmp_path / "bench.json")
    assert json.loads((tmp_path / "bench.json").read_text()) == [MET.record()]


def test_a_visit_counts_what_a_page_its_styles_and_its_modules_fetch(tmp_path: Path) -> None:
    site = BuiltSite(write_site(tmp_path, PAGES))

    assert sorted(site.visit("/thi/").sizes) == [
        "/assets/a.js",
        "/assets/ground.svg",
        "/assets/icon.svg",
        "/assets/lib/b.js",
        "/assets/lib/c.js",
        "/assets/site.css",
        "/thi/",
    ]
    assert site.visit("/thi/").total_after(site.visit("/")) == sum(
        site.visit("/thi/").sizes[address] for address in ("/thi/", "/assets/a.js")
    )
    assert site.foreign_references() == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("index.html", '<img src="//elsewhere.example/a.png">'),
        ("index.html", '<img srcset="/a.png 1x, https://elsewhere.example/a.png 2x">'),
        ("index.html", "<style>@import 'https://elsewhere.example/a.css';</style>"),
        ("assets/a.css", "a { background: url(https://elsewhere.example/a.png) }"),
        ("assets/a.js", 'fetch("https://elsewhere.example/count");'),
        ("assets/a.js", 'import "//elsewhere.example/a.js";'),
    ],
)
def test_a_reference_to_another_origin_is_found(tmp_path: Path, name: str, text: str) -> None:
    found = BuiltSite(write_site(tmp_path, {name: text})).foreign_references()

    assert len(found) == 1
    assert "//elsewhere.example/" in found[0]


def test_the_pages_of_a_built_site_are_weighed(tmp_path: Path) -> None:
    figures = weigh(write_site(tmp_path, PAGES), {})

    assert {figure.name: figure.value for figure in figures}["quiz page: requests"] == 7
    assert [figure.name for figure in figures if not figure.ok()] == ["quiz page: requests"]


def test_a_small_close_is_computed_rightly_and_measured() -> None:
    figures = close.measure(attempts=40, fewer=20, many=60, units=9, runs=1)

    assert [figure.limit for figure in figures if figure.limit] == [
        1.0,
        150.0,
        3.0,
        15.0,
        1_000.0,
        1.3,
    ]
    assert all(figure.value > 0 for figure in figures)


def test_a_close_by_shards_is_computed_rightly_and_measured() -> None:
    figures = close_large.measure(attempts=60, shards=3, units=9, stock_size=20)

    assert [figure.limit for figure in figures if figure.limit] == [150.0, 512.0]
    assert all(figure.value > 0 for figure in figures)


def test_a_close_and_the_preview_of_a_correction_are_measured() -> None:
    figures = correction.measure(attempts=60, units=9)

    assert [figure.limit for figure in figures] == [None, 3.0]
    assert all(figure.value > 0 for figure in figures)


def test_standings_that_are_not_those_of_the_attempts_are_refused() -> None:
    standings = {
        "figures": {"attempts": 1, "perfect_papers": 0, "units": 1},
        "persons": [{"pid": "p", "rank": 1, "marks": "3", "time_used_ms": 5}],
        "units": [{"rank": 1, "total_marks": "3"}],
    }
    document = json.dumps(standings).encode()
    facts = {"attempts": 1, "perfect_papers": 0, "units": 1, "marks": 3}

    close.check_standings(document, facts)
    with pytest.raises(AssertionError):
        close.check_standings(document, {**facts, "marks": 4})


def test_an_attempt_in_the_entry_function_is_measured() -> None:
    figures = attempt.measure(attempts=2, batches=1)

    assert [figure.unit for figure in figures] == ["ms"] * 4
    assert all(figure.value > 0 for figure in figures)


def test_attempts_over_http_are_counted_and_found_stored() -> None:
    rate = best_rate(memory_backend(), Load(people=6, seconds=5.0), runs=1)

    assert rate.per_second > 0
    assert rate.server_cpu_ms > 0
