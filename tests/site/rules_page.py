"""The rules page of a contest, read back."""

import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from sitegen.build import load_settings
from sitegen.pages import render_pages
from sitegen.settings import Published, SiteSettings
from tests.builders import make_contest

ROOT = Path(__file__).parents[2]


@cache
def site() -> SiteSettings:
    """Return the templates of the rules page alone: another page is another test's."""
    return load_settings(ROOT, assets="/assets/0123456789ab")


def rules_page(**overrides: Any) -> str:
    """Return the rules page, without entities and empty lines."""
    page = render_pages(make_contest(**overrides), Published(), site())["the-le.md"]
    return re.sub(r"\n+", "\n", unescape(page))


def listed(page: str, name: str) -> list[str]:
    """Return the sentences of a numbered list, in order."""
    inside = page.split(f'id="{name}">')[1].split("</ol>", maxsplit=1)[0]
    return re.findall(r"<li>(.*)</li>", inside)
