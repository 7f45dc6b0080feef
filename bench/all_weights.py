"""What every page of a whole site weighs, so that a new page is weighed without being named."""

import re
import tempfile
from pathlib import Path

from bench.measure import KB, Figure
from bench.page_visit import BuiltSite, Visit
from bench.site_weights import HOME, NEXT_PAGE_BAR_KB, PAGE_BAR_KB, PRACTICE, QUIZ
from bench.whole_site import make_ended_site

WITH_BARS_OF_THEIR_OWN = {QUIZ, PRACTICE, f"/en{QUIZ}", f"/en{PRACTICE}"}
OUT_OF_THE_WAY = re.compile(r"(/en)?/(cau-hoi/.+/tat-ca|gan-banner)/")
"""All questions of a round at once, for readers without script; banners, for units' own sites.

Nobody else comes by, so no bar holds for them as the page after home.
"""
FOR_EVER = re.compile(r"/assets/[0-9a-f]{12}/.+")


def measure() -> list[Figure]:
    """Return the heaviest pages of the example's site, when everything is published."""
    with tempfile.TemporaryDirectory(prefix="bench-weights-") as work:
        return weigh_all(make_ended_site(Path(work) / "public").public)


def weigh_all(public: Path) -> list[Figure]:
    """Return the heaviest first visit and the heaviest next page of a built site, by its files."""
    site = BuiltSite(public)
    home = site.visit(HOME)
    visits = {
        address: site.visit(address)
        for path in sorted(public.rglob("index.html"))
        if (address := _address(public, path)) not in WITH_BARS_OF_THEIR_OWN
    }
    first = max(visits.values(), key=Visit.total)
    nexts = {
        address: visit.total_after(home)
        for address, visit in visits.items()
        if not OUT_OF_THE_WAY.fullmatch(address)
    }
    heaviest = max(nexts, key=nexts.__getitem__)
    loaded = {
        fetched
        for visit in visits.values()
        for fetched in visit.sizes
        if fetched.endswith((".js", ".css"))
    }
    dated = [fetched for fetched in loaded if not FOR_EVER.fullmatch(fetched)]
    return [
        Figure(name="every page: how many were weighed", value=len(visits), unit=""),
        Figure(
            name=f"every page: the heaviest first visit ({first.page})",
            value=first.total() / KB,
            unit="kB",
            limit=PAGE_BAR_KB,
        ),
        Figure(
            name=f"every page: the heaviest as the page after home ({heaviest})",
            value=nexts[heaviest] / KB,
            unit="kB",
            limit=NEXT_PAGE_BAR_KB,
        ),
        Figure(
            name="every page: scripts and styles that may not be kept for ever",
            value=len(dated),
            unit="",
            limit=0,
        ),
        Figure(
            name="every page: references to other origins",
            value=len(site.foreign_references()),
            unit="",
            limit=0,
        ),
    ]


def _address(public: Path, path: Path) -> str:
    return "/" + path.relative_to(public).as_posix().removesuffix("index.html")
