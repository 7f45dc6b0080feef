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
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from jinja2 import TemplateError

from chalicelib.contest.rules import Contest
from chalicelib.contest.texts import DEFAULT_LANGUAGE
from chalicelib.contest.texts import text as text_in
from sitegen.assets import digest_of_assets, make_assets
from sitegen.attachments import AttachmentError, read_attachments
from sitegen.calendar import CALENDAR_FILE, calendar_text
from sitegen.information_pages import card_of, site_address
from sitegen.joiner import JoinError
from sitegen.language import language_now, speaking, text
from sitegen.news import FOLDER, atom_feed, newest_first
from sitegen.pages import render_pages
from sitegen.search_index import ADDRESS, is_searched, search_index
from sitegen.settings import Published, SiteSettings
from sitegen.twins import TWINS, address_of, among_twins
from sitegen.vietnamese import marked, with_language

_STABLE_ASSETS = ("plain.css",)
"""What pages that were rendered elsewhere name without a digest."""

_LEFTOVERS = (
    "assets/javascripts",
    "assets/stylesheets",
    "assets/images",
    "sitemap.xml.gz",
)
"""What the theme brings and no page asks for."""


_OF_ONE_LANGUAGE = (*_LEFTOVERS, "assets", "sitemap.xml", "404.html")
"""What the site has once for all its languages: it is made with the Vietnamese pages."""

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
    *,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Build the site into ``public_dir``, which changes only when the build is complete.

    ``attachments`` are the files to publish by the name under which documents state them,
    ``pictures`` share cards and banners by their name below the site.  Raises SiteBuildError where
    MkDocs fails or warns, scripts cannot be joined, or a file is none that may be published.
    """
    sources = project_root / "site"
    try:
        made = make_assets(_read_texts(sources / "assets"))
        published_files = read_attachments(attachments)
    except (JoinError, AttachmentError, OSError) as error:
        raise SiteBuildError(str(error)) from error
    assets = f"/assets/{digest_of_assets(made)}"
    public_dir.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=public_dir.parent, prefix=".public-") as work:
        pages_dir, built = Path(work) / "pages", Path(work) / "site"
        _write_texts(pages_dir / assets.lstrip("/"), made)
        _write_texts(pages_dir / "assets", {name: made[name] for name in _STABLE_ASSETS})
        for file in published_files.values():
            _write(pages_dir / file.address.lstrip("/"), file.data)
        for name, data in pictures.items():
            _write(pages_dir / name, data)
        for language in (DEFAULT_LANGUAGE, *contest.other_languages):
            site = replace(
                load_settings(project_root, assets=assets, language=language),
                attachments=published_files,
                pictures=pictures,
            )
            leftovers: Sequence[str]
            if language == DEFAULT_LANGUAGE:
                _make_pages(
                    project_root, contest, published, site, pages_dir=pages_dir, site_dir=built
                )
                leftovers, where = _LEFTOVERS, built
            else:
                own = Path(work) / language
                leftovers, where = _OF_ONE_LANGUAGE, own / "site"
                _make_pages(
                    project_root, contest, published, site, pages_dir=own / "pages", site_dir=where
                )
            for leftover in leftovers:
                _remove(where / leftover)
            if where != built:
                where.rename(built / language)
        _write_texts(built, _feed(contest, published))
        _swap(built, public_dir, Path(work) / "old")


def _make_pages(
    project_root: Path,
    contest: Contest,
    published: Published,
    site: SiteSettings,
    *,
    pages_dir: Path,
    site_dir: Path,
) -> None:
    """Make the pages of one language, with its calendar and what its search looks through."""
    shown = contest if site.language == DEFAULT_LANGUAGE else marked(contest)
    pages = render_pages(shown, published, site)
    _write_texts(pages_dir, pages)
    with _MKDOCS, speaking(site.language):
        _write(pages_dir / CALENDAR_FILE, calendar_text(contest).encode())
        _run_mkdocs(
            project_root,
            shown,
            site,
            pages_dir=pages_dir,
            site_dir=site_dir,
            pages=frozenset(pages),
        )
        folder = TWINS[site.language].folder
        if folder:
            addresses = {*map(address_of, pages), f"/{CALENDAR_FILE}"}
            for path in site_dir.rglob("*.html"):
                page = with_language(path.read_text(encoding="utf-8"))
                path.write_text(among_twins(page, folder, addresses), encoding="utf-8")
        _write(site_dir / ADDRESS.lstrip("/"), _search_index(contest, pages, site_dir))


def load_settings(
    project_root: Path, *, assets: str, language: str = DEFAULT_LANGUAGE
) -> SiteSettings:
    """Read templates, and the pages written in a language: ``pages``, or ``pages/LANGUAGE``."""
    sources = project_root / "site"
    written = sources / "pages"
    pages = _read_texts(written if language == DEFAULT_LANGUAGE else written / language)
    return SiteSettings(
        templates=_read_texts(sources / "templates"),
        pages={name: text for name, text in pages.items() if "/" not in name},
        assets=assets,
        language=language,
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
    project_root: Path,
    contest: Contest,
    site: SiteSettings,
    *,
    pages_dir: Path,
    site_dir: Path,
    pages: frozenset[str],
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
            extra={
                "assets": site.assets,
                "contest": contest,
                "t": text,
                "said": text_in,
                "home": site_address(contest),
                "pages": pages,
                "cards": _cards(contest, site),
                "feed": "tin-tuc/index.md" in pages and site_address(contest) != "",
                "twin": TWINS[site.language],
                "twins": [TWINS[name] for name in (DEFAULT_LANGUAGE, *contest.other_languages)],
            },
        )
        config.theme["language"] = site.language
        build(config)
    except (MkDocsException, TemplateError) as error:
        raise SiteBuildError("\n".join([*complaints.lines, str(error)])) from error
    finally:
        logger.removeHandler(complaints)


def _cards(contest: Contest, site: SiteSettings) -> dict[str, str]:
    """Return the picture that each page is shared with by its address, the others' as empty."""
    cards = {f"ket-qua/{round_.id}/": card_of(round_.id) for round_ in contest.rounds}
    cards[""] = card_of("")
    return {address: name for address, name in cards.items() if name in site.pictures}


def _search_index(contest: Contest, pages: Mapping[str, str], built: Path) -> bytes:
    documents = []
    folder = TWINS[language_now()].folder
    for path, page in sorted(pages.items()):
        hidden = '"noindex"' in page.partition("\n---\n")[0]
        if path.endswith(".md") and not hidden and is_searched(path):
            address = address_of(path)
            document = (built / address.lstrip("/") / "index.html").read_text(encoding="utf-8")
            documents.append((folder + address, document))
    return search_index(contest, documents)


def _feed(contest: Contest, published: Published) -> dict[str, str]:
    """Return the feed of the news, where there are any and the site's address is known."""
    posts, site = newest_first(published.news), site_address(contest)
    return {f"{FOLDER}/tin-tuc.xml": atom_feed(contest, posts, site)} if posts and site else {}


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
