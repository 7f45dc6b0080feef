"""A copy of the site's sources in which sites are built, out of everybody else's way."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.measure import ROOT, run_child
from chalicelib.contest.rules import Contest
from chalicelib.store.items import rules_bytes
from sitegen.settings import Published


@dataclass(frozen=True, slots=True)
class SiteProject:
    """A project folder with the sources of the site."""

    folder: Path

    @property
    def public(self) -> Path:
        """Return where the built site lies."""
        return self.folder / "public"

    def build(self, contest: Contest, published: Published) -> float:
        """Build in a fresh process, as the command does; return its CPU seconds."""
        (self.folder / "contest.json").write_bytes(rules_bytes(contest))
        results = {"rounds": dict(published.rounds), "contest": published.contest}
        (self.folder / "published.json").write_text(json.dumps(results))
        child = run_child(["-m", "bench.site_child", str(self.folder)])
        for unit in contest.units:
            page = self.public / "don-vi" / unit.id / "index.html"
            assert unit.name in page.read_text(encoding="utf-8"), page
        return child.cpu_seconds

    def text_of(self, page: str) -> str:
        """Return a built page."""
        return (self.public / page / "index.html").read_text(encoding="utf-8")


@contextmanager
def copy_of_site() -> Iterator[SiteProject]:
    """Yield a project with the sources of this moment and nothing built."""
    with tempfile.TemporaryDirectory(prefix="bench-site-") as work:
        folder = Path(work)
        shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
        shutil.copytree(
            ROOT / "site", folder / "site", ignore=shutil.ignore_patterns("__pycache__")
        )
        yield SiteProject(folder)
