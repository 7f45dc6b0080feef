"""Every kind of page and every state of one before axe and the Nu checker."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from every_page import STATES, Served, documents, visit
from live import ROOT
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

pytestmark = [pytest.mark.browser, pytest.mark.prove]

TOOLS = ROOT / "tools" / "node_modules"
AXE = TOOLS / "axe-core" / "axe.min.js"
NU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
LOOK = """
  async (rules) => {
    const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
    return found.violations.flatMap((fault) =>
      fault.nodes.map((node) => `${fault.id}: ${node.target} ${node.html.slice(0, 200)}`));
  }
"""
NAMELESS = '<img src="/assets/none.png"><button></button>'


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.is_file():
        pytest.fail("no axe: run `make tools`")
    return AXE.read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe objects to; it is put in as a debugger does, past the page's policy."""
    page.evaluate(axe)
    found: list[str] = page.evaluate(LOOK, RULES)
    return found


def check_html(files: list[Path]) -> list[str]:
    """Return what the Nu checker says of files, warnings too, as ``file:line: message``."""
    if not NU.is_file():
        pytest.fail("no Nu checker: run `make tools`")
    if shutil.which("java") is None:
        pytest.fail("no Java: run `make java`")
    said = subprocess.run(
        ["java", "-jar", str(NU), "--format", "json", *map(str, files)],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    ).stderr
    messages: list[dict[str, Any]] = json.loads(said)["messages"]
    return [f"{each['url']}:{each.get('lastLine')}: {each['message']}" for each in messages]


def test_axe_sees_a_picture_and_a_button_without_a_name(
    page: Page, served: Served, axe: str
) -> None:
    visit(page, f"{served.running.url}/huong-dan/")
    page.evaluate(
        "(html) => document.querySelector('article').insertAdjacentHTML('beforeend', html)",
        NAMELESS,
    )

    assert [fault.split(":")[0] for fault in violations(page, axe)] == ["button-name", "image-alt"]


@pytest.mark.parametrize(
    ("screen", "scheme"),
    [(PHONE, "light"), (DESKTOP, "light"), (PHONE, "dark")],
    ids=["phone", "desktop", "dark"],
)
def test_axe_finds_nothing_on_any_kind_of_page(
    chromium: Browser, served: Served, axe: str, screen: ViewportSize, scheme: Any
) -> None:
    context = chromium.new_context(viewport=screen, locale="vi-VN", color_scheme=scheme)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for name, url in served.pages().items():
        visit(page, url)
        if scheme == "light" or is_dark(page):
            found[name] = violations(page, axe)
    context.close()

    assert {name: faults for name, faults in found.items() if faults} == {}


def is_dark(page: Page) -> bool:
    """Tell whether the page looks different for who asks for a dark one."""
    look = "getComputedStyle(document.body).backgroundColor + getComputedStyle(document.body).color"
    dark = page.evaluate(look)
    page.emulate_media(color_scheme="light")
    light = page.evaluate(look)
    page.emulate_media(color_scheme="dark")
    return bool(dark != light)


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state_of_a_page(
    phone: BrowserContext, served: Served, axe: str, state: str
) -> None:
    page = phone.new_page()
    STATES[state](page, served.running)

    assert violations(page, axe) == []


def test_the_nu_checker_sees_a_planted_fault(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="vi"><title>T</title><p><div></div></p>')

    assert len(check_html([page])) == 1


def test_the_nu_checker_has_nothing_to_say_of_any_page(served: Served, tmp_path: Path) -> None:
    files = []
    for stage, live in (("running", served.running), ("ended", served.ended)):
        for address, text in documents(live).items():
            name = address.strip("/").replace("/", "_").removesuffix(".html") or "home"
            files.append(tmp_path / f"{stage}-{name}.html")
            files[-1].write_text(text, encoding="utf-8")

    assert check_html(files) == []
    assert len(files) > 60
