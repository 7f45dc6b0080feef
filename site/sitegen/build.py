"""Pages on disk, then through MkDocs, then in place of the published ones.

1. Every build has a folder of its own beside ``public`` for its pages and for what is made of
   them, so that builds at the same time never mix.
2. A warning of MkDocs is an error.
3. ``public`` is replaced by two renames, and only by a complete build.
"""

import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from jinja2 import TemplateError

from chalicelib.contest.rules import Contest
from chalicelib.contest.texts import text
from sitegen.assets import digest_of_assets, make_assets
from sitegen.attachments import AttachmentError, read_attachments
from sitegen.joiner import JoinError
from sitegen.pages import render_pages
from sitegen.settings import Published, SiteSettings

_STABLE_ASSETS = ("plain.css",)
"""What pages that were rendered elsewhere name without a digest."""

_LEFTOVERS = (
    "assets/javascripts",
    "assets/stylesheets",
    "assets/images",
    "sitemap.xml.gz",
)
"""What the theme brings and no page asks for."""


_MKDOCS = threading.Lock()
"""MkDocs keeps one log and one list of warnings for the whole process."""


class SiteBuildError(Exception):
    """The site could not be built; what was published before is untouched."""


def build_site(
    contest: Contest,
    published: Published,
    project_root: Path,
    public_dir: Path,
    attachments: Mapping[str, Path] = MappingProxyType({}),
) -> None:
    """Build the site into ``public_dir``, which changes only when the build is complete.

    ``attachments`` are the files to publish by the name under which documents state them.  Raises
    SiteBuildError where MkDocs fails or warns, scripts cannot be joined, or a file is none that may
    be published.
    """
    sources = project_root / "site"
    try:
        made = make_assets(_read_texts(sources / "assets"))
        published_files = read_attachments(attachments)
    except (JoinError, AttachmentError, OSError) as error:
        raise SiteBuildError(str(error)) from error
    assets = f"/assets/{digest_of_assets(made)}"
    site = replace(load_settings(project_root, assets=assets), attachments=published_files)
    pages = render_pages(contest, published, site)
    public_dir.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=public_dir.parent, prefix=".public-") as work:
        pages_dir, built = Path(work) / "pages", Path(work) / "site"
        _write_texts(pages_dir, pages)
        _write_texts(pages_dir / assets.lstrip("/"), made)
        _write_texts(pages_dir / "assets", {name: made[name] for name in _STABLE_ASSETS})
        for file in published_files.values():
            _write(pages_dir / file.address.lstrip("/"), file.data)
        with _MKDOCS:
            _run_mkdocs(project_root, contest, assets=assets, pages_dir=pages_dir, site_dir=built)
        for leftover in _LEFTOVERS:
            _remove(built / leftover)
        _swap(built, public_dir, Path(work) / "old")


def load_settings(project_root: Path, *, assets: str) -> SiteSettings:
    """Read templates and hand-written pages."""
    sources = project_root / "site"
    return SiteSettings(
        templates=_read_texts(sources / "templates"),
        pages=_read_texts(sources / "pages"),
        assets=assets,
    )


def _read_texts(folder: Path) -> Mapping[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    for name, content in texts.items():
        _write(folder / name, content.encode())


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


class _Complaints(logging.Handler):
    """Keeps what MkDocs warns of, so that the error can say it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.lines.append(record.getMessage())


def _run_mkdocs(
    project_root: Path, contest: Contest, *, assets: str, pages_dir: Path, site_dir: Path
) -> None:
    # Read when the theme is imported.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    complaints = _Complaints()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(complaints)
    try:
        config = load_config(
            str(project_root / "mkdocs.yml"),
            strict=True,
            docs_dir=str(pages_dir),
            site_dir=str(site_dir),
            site_name=contest.short_name,
            site_description=contest.name,
            extra={"assets": assets, "contest": contest, "t": text},
        )
        build(config)
    except (MkDocsException, TemplateError) as error:
        raise SiteBuildError("\n".join([*complaints.lines, str(error)])) from error
    finally:
        logger.removeHandler(complaints)


def _swap(built: Path, public_dir: Path, old: Path) -> None:
    # A folder cannot be renamed over a full one: the old one steps aside, and back if need be,
    # also where Ctrl-C falls between the two.
    try:
        if public_dir.exists():
            public_dir.rename(old)
        built.rename(public_dir)
    except BaseException:
        if old.exists() and not public_dir.exists():
            old.rename(public_dir)
        raise


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
