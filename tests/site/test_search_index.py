import gzip
import json
import unicodedata
from pathlib import Path

import pytest
from builders import make_contest

from chalicelib.contest.ids import RoundId, UnitId
from chalicelib.contest.units import Unit
from sitegen.build import build_site
from sitegen.search_index import fold, search_index, sections_of
from sitegen.settings import Published
from tests.site.results_values import CONTEST_VALUE, ROUND_VALUE

ROOT = Path(__file__).parents[2]
PUBLISHED = Published(rounds={RoundId("tuan-1"): ROUND_VALUE}, contest=CONTEST_VALUE)
MOST_BYTES = 60_000


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[object]]]:
    public = tmp_path_factory.mktemp("built") / "public"
    build_site(make_contest(), PUBLISHED, ROOT, public)
    value: dict[str, list[list[object]]] = json.loads(
        (public / "tim-kiem" / "muc-luc.json").read_bytes()
    )
    return value


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Nghị quyết 76/NQ-CP", "nghi quyet 76/nq-cp"),
        ("ĐỒNG ĐĂNG", "dong dang"),
        (unicodedata.normalize("NFD", "Phường Ữ"), "phuong u"),
    ],
)
def test_folding_takes_every_accent_away(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_every_page_that_readers_have_is_looked_through_and_no_other(
    index: dict[str, list[list[object]]],
) -> None:
    addresses = {str(address) for address, _ in index["pages"]}

    assert {
        "/",
        "/the-le/",
        "/tai-lieu/",
        "/hoi-dap/",
        "/huong-dan/",
        "/ket-qua/tuan-1/",
    } <= addresses
    assert {"/phu-trach/", "/tim-kiem/", "/don-vi/phuong-1/"} & addresses == set()
    assert [unit[0] for unit in index["units"]] == ["thanh-pho", "phuong-1", "phuong-2"]


def test_a_question_of_the_faq_is_a_section_with_its_place(
    index: dict[str, list[list[object]]],
) -> None:
    pages = {str(address): sections for address, sections in index["pages"]}

    headings = [section[1] for section in pages["/hoi-dap/"]]  # type: ignore[index, attr-defined]
    assert "Dùng chung một máy tính có được không?" in headings


def test_names_of_people_are_not_in_the_index(index: dict[str, list[list[object]]]) -> None:
    names = {row["name"] for row in ROUND_VALUE["persons"]}

    assert names
    assert [name for name in names if name in json.dumps(index, ensure_ascii=False)] == []


def test_what_is_hidden_from_readers_is_left_out() -> None:
    page = (
        '<nav>menu</nav><div id="noi-dung"><h1>Đầu</h1><script>x()</script><p>Chữ<br>hai</p>'
        "<table><thead><tr><th>Cột</th></tr></thead><tbody><tr><td>ô</td></tr></tbody></table>"
        '<form><label>Ô</label></form><h3 id="ba">Ba</h3><p>cuối</p></div><footer>chân</footer>'
    )

    assert sections_of(page) == [["", "Đầu", "Chữ hai Cột"], ["ba", "Ba", "cuối"]]


def test_the_index_of_a_thousand_units_stays_small(tmp_path: Path) -> None:
    units = tuple(
        Unit(id=UnitId(f"phuong-{n}"), name=f"Ủy ban nhân dân phường Mẫu số {n}", level="phuong")
        for n in range(1_000)
    )
    public = tmp_path / "public"
    build_site(make_contest(), PUBLISHED, ROOT, public)
    pages = [
        (f"/{path.parent.relative_to(public).as_posix()}/", path.read_text(encoding="utf-8"))
        for path in sorted(public.rglob("index.html"))
        if "don-vi" not in path.parts
    ]

    made = search_index(make_contest(units=units), pages)

    assert len(gzip.compress(made, 9)) < MOST_BYTES
