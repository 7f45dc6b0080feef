"""A real browser, and a whole contest served at one address of this computer."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from every_page import Served, serve_both
from live import ROOT, Live
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from rich_contest import make_rich_banks, make_rich_contest
from roster_contest import make_roster_contest, make_roster_scene
from scene import make_scene

from chalicelib.contest.times import MINUTE_MS
from office.commands.site import read_published
from office.contest_file.load import load_contest
from office.local.server import serve_front
from sitegen.build import build_site
from sitegen.settings import Published

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
PORT = 18_000 + os.getpid() % 250 * 50
"""Where to look for a free port: runs beside each other begin at different ones."""
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("no Chromium: apt-get install chromium, or name one in the variable CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build song-cong-2021's site once, before anything is published."""
    public_dir = tmp_path_factory.mktemp("built") / "public"
    loaded = load_contest(ROOT)
    scene = make_scene()
    build_site(
        loaded.contest, read_published(loaded.contest, scene.desks.backend.public), ROOT, public_dir
    )
    return public_dir


@pytest.fixture
def live(built_site: Path, tmp_path: Path) -> Iterator[Live]:
    """Serve song-cong-2021 in the first minute of its first round."""
    loaded = load_contest(ROOT)
    public_dir = tmp_path / "public"
    shutil.copytree(built_site, public_dir)
    contest = loaded.contest
    scene = make_scene(contest, at=contest.rounds[0].opens_at + MINUTE_MS, banks=loaded.banks)
    with serve_front(scene.desks, public_dir, PORT) as port:
        yield Live(f"http://127.0.0.1:{port}", scene, public_dir)


@pytest.fixture(scope="session")
def built_rich_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of the contest that asks for everything, before anything is published."""
    public_dir = tmp_path_factory.mktemp("rich") / "public"
    build_site(make_rich_contest(), Published(), ROOT, public_dir)
    return public_dir


@pytest.fixture
def rich(built_rich_site: Path, tmp_path: Path) -> Iterator[Live]:
    """Serve the contest that asks for everything in the first minute of its round."""
    public_dir = tmp_path / "public"
    shutil.copytree(built_rich_site, public_dir)
    contest = make_rich_contest()
    scene = make_scene(contest, banks=make_rich_banks(contest))
    with serve_front(scene.desks, public_dir, PORT) as port:
        yield Live(f"http://127.0.0.1:{port}", scene, public_dir)


@pytest.fixture(scope="session")
def built_roster_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of a contest by roster."""
    public_dir = tmp_path_factory.mktemp("roster") / "public"
    build_site(make_roster_contest(), Published(), ROOT, public_dir)
    return public_dir


@pytest.fixture
def by_roster(built_roster_site: Path) -> Iterator[Live]:
    """Serve a contest by roster in the first minute of its round; nobody is enrolled."""
    scene = make_roster_scene()
    with serve_front(scene.desks, built_roster_site, PORT) as port:
        yield Live(f"http://127.0.0.1:{port}", scene, built_roster_site)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the example's site with everything on it, in the middle of the contest and after it."""
    with serve_both(tmp_path_factory.mktemp("whole")) as both:
        yield both


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=PHONE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Iterator[Page]:
    """A page on a phone; any error of a script or any console error fails the test."""
    page = phone.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
