from pathlib import Path

from bench.all_weights import weigh_all
from bench.page_visit import compressed

SHEET = '<link rel="stylesheet" href="/assets/0123456789ab/site.css">'


def test_every_page_is_weighed_and_the_heaviest_is_named(tmp_path: Path) -> None:
    large = SHEET + "".join(chr(33 + number * number % 90) for number in range(5_000))
    pages = {
        "index.html": SHEET,
        "thi/index.html": SHEET * 900,
        "moi/index.html": large,
        "moi/cu/index.html": '<link rel="stylesheet" href="/style.css"><img src="//x.vn/">',
        "assets/0123456789ab/site.css": "p { color: red }",
        "style.css": "",
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    figures = {figure.name: figure.value for figure in weigh_all(tmp_path)}

    alone = compressed(large.encode())
    with_sheet = alone + compressed(pages["assets/0123456789ab/site.css"].encode())
    assert figures == {
        "every page: how many were weighed": 3,
        "every page: the heaviest first visit (/moi/)": with_sheet / 1_000,
        "every page: the heaviest as the page after home (/moi/)": alone / 1_000,
        "every page: scripts and styles that may not be kept for ever": 1,
        "every page: references to other origins": 1,
    }
