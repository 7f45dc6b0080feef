import re
from pathlib import Path

from chalicelib.contest.texts import CATALOGUES

ROOT = Path(__file__).parents[2]
SOURCES = [
    *(ROOT / "site").rglob("*.js"),
    *(ROOT / "site").rglob("*.jinja"),
    *(ROOT / "site" / "overrides").rglob("*.html"),
    *(ROOT / "site" / "sitegen").glob("*.py"),
    ROOT / "functions" / "chalicelib" / "contest" / "results_page.py",
    ROOT / "functions" / "chalicelib" / "contest" / "corrections_page.py",
]
WHOLE = re.compile(r"""["'`]((?:site|quiz)\.[a-z_.]+[a-z])["'`]""")
FILES = (".html", ".jinja", ".js", ".css")
BEGINNING = re.compile(r"""["'`]((?:site|quiz)\.[a-z_.]+[._])(?:["'`]|\$?\{)""")


def sources_text() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)


def test_every_text_that_a_page_or_a_script_asks_for_is_in_the_catalogue() -> None:
    asked = {key for key in WHOLE.findall(sources_text()) if not key.endswith(FILES)}

    assert asked
    assert asked - set(CATALOGUES["vi"]) == set()


def test_every_text_of_the_site_and_the_quiz_is_asked_for_somewhere() -> None:
    source = sources_text()
    asked, beginnings = set(WHOLE.findall(source)), tuple(BEGINNING.findall(source))
    ours = {key for key in CATALOGUES["vi"] if key.startswith(("site.", "quiz."))}

    assert {key for key in ours - asked if not key.startswith(beginnings)} == set()
