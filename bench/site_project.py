"""A copy of the site's sources in which sites are built, out of everybody else's way."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path

import msgspec

from bench.measure import ROOT, run_child
from chalicelib.contest.canonical import canonical_json, digest_of
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
        results = {
            "rounds": dict(published.rounds),
            "contest": published.contest,
            "practice": msgspec.to_builtins(published.practice),
        }
        (self.folder / "published.json").write_text(json.dumps(results))
        child = run_child(["-m", "bench.site_child", str(self.folder)])
        self._check(contest, published)
        return child.cpu_seconds

    def _check(self, contest: Contest, published: Published) -> None:
        for unit in contest.units:
            assert escape(unit.name) in self._text_of(f"don-vi/{unit.id}"), unit
        for round_id, value in published.rounds.items():
            digest = digest_of(canonical_json(value))
            assert digest in self._text_of(f"ket-qua/{round_id}"), round_id

    def _text_of(self, page: str) -> str:
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
