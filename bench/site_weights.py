"""What pages weigh on a visitor's connection: compressed bytes and requests of a first visit."""

import sys
from dataclasses import replace
from pathlib import Path

from bench.measure import KB, Figure
from bench.page_visit import BuiltSite, compressed
from bench.site_project import copy_of_site
from bench.synthetic import SEED, example, invent_published
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.results_files import summary_value

PEOPLE = 2_000

QUIZ = "/thi/"
QUIZ_BAR_KB = 45
QUIZ_SCRIPTS_BAR_KB = 15
QUIZ_STYLE_BAR_KB = 8
QUIZ_REQUESTS_BAR = 6
PAGE_BAR_KB = 80
NEXT_PAGE_BAR_KB = 15
HOME = "/"
PRACTICE = "/thi-thu/"
PRACTICE_BAR_KB = 25


def measure(people: int = PEOPLE) -> list[Figure]:
    """Return what the pages of the example's site weigh, with both rounds' results out."""
    loaded = example()
    contest = loaded.contest
    invented = invent_published(contest, people, (SEED, SEED + 1))
    published = replace(invented, practice=loaded.practice)
    round_, unit = contest.rounds[0], contest.units[1]
    pages = {
        "rules": "/the-le/",
        "documents": "/tai-lieu/",
        "results of a round": f"/ket-qua/{round_.id}/",
        "a unit": f"/don-vi/{unit.id}/",
        "statistics": "/thong-ke/",
        "questions of a round": f"/cau-hoi/{round_.id}/",
        "schedule": "/lich-thi/",
        "rules in English": "/en/the-le/",
        "results of a round in English": f"/en/ket-qua/{round_.id}/",
    }
    with copy_of_site() as project:
        project.build(contest, published)
        figures = weigh(project.public, pages)
        practice = BuiltSite(project.public).visit(PRACTICE)
        quiz_in_english = BuiltSite(project.public).visit(f"/en{QUIZ}")
        assert practice.total(".js"), practice
    return [
        *figures,
        _kb(
            "quiz page in English: all that a first visit fetches",
            quiz_in_english.total(),
            QUIZ_BAR_KB,
        ),
        _kb("practice: all that a first visit fetches", practice.total(), PRACTICE_BAR_KB),
        Figure(
            name=f"results of {people:,} people, fetched by that page's script at once",
            value=compressed(canonical_json(summary_value(published.rounds[round_.id]))) / KB,
            unit="kB",
        ),
    ]


def weigh(public: Path, pages: dict[str, str]) -> list[Figure]:
    """Return the weights of a built site: of the quiz, of the home page and of these pages."""
    site = BuiltSite(public)
    quiz = site.visit(QUIZ)
    # A page that is found to fetch nothing has been misread: the bars would pass for nothing.
    assert quiz.total(".js"), quiz
    assert quiz.total(".css"), quiz
    figures = [
        _kb("quiz page: all that a first visit fetches", quiz.total(), QUIZ_BAR_KB),
        _kb("quiz page: its scripts", quiz.total(".js"), QUIZ_SCRIPTS_BAR_KB),
        _kb("quiz page: its style", quiz.total(".css"), QUIZ_STYLE_BAR_KB),
        _kb("quiz page: its HTML", quiz.sizes[QUIZ]),
        Figure(name="quiz page: requests", value=len(quiz.sizes), unit="", limit=QUIZ_REQUESTS_BAR),
    ]
    home = site.visit(HOME)
    assert home.total(".css"), home
    figures.append(_kb("home: a first visit", home.total(), PAGE_BAR_KB))
    for name, address in pages.items():
        visit = site.visit(address)
        assert visit.total(".css"), visit
        figures.append(_kb(f"{name}: a first visit", visit.total(), PAGE_BAR_KB))
        figures.append(
            _kb(f"{name}: as the page after home", visit.total_after(home), NEXT_PAGE_BAR_KB)
        )
    foreign = site.foreign_references()
    for reference in foreign:
        print("another origin:", reference, file=sys.stderr)
    figures.append(Figure(name="references to other origins", value=len(foreign), unit="", limit=0))
    return figures


def _kb(name: str, size: int, limit: float | None = None) -> Figure:
    return Figure(name=name, value=size / KB, unit="kB", limit=limit)
