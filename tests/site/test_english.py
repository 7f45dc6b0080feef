import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bench.synthetic import SEED, invent_published
from chalicelib.contest.rules import Language
from chalicelib.contest.texts import CATALOGUES, LANGUAGES, language_asked, text
from office.contest_file.load import load_contest
from sitegen.build import build_site
from sitegen.news import NewsPost
from sitegen.settings import Published
from tests.builders import make_contest

ROOT = Path(__file__).parents[2]
VI, EN = CATALOGUES["vi"], CATALOGUES["en"]
DETAIL = re.compile(r"\{(\w+)\}")
VIETNAMESE_LETTERS = re.compile(
    r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
WITH_NAMES = {"site.rules.names.short", "site.results.sorting_name"}
LINK = re.compile(r"<(?:a|form)\b[^>]*?\b(?:href|action)=\"(/[^\"?#]*)[^>]*>")
LEAST_LETTERS = 12
POST = NewsPost(
    slug="mo-vong",
    title="Vòng một đã mở",
    published_on=date(2021, 12, 13),
    summary="Từ hôm nay.",
    body="Mời mọi người vào thi.",
)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example with results and everything else that a site can have."""
    loaded = load_contest(ROOT)
    published = invent_published(loaded.contest, 60, (SEED, SEED + 1))
    folder = tmp_path_factory.mktemp("english") / "public"
    build_site(
        loaded.contest,
        replace(published, practice=loaded.practice, news=(POST,)),
        ROOT,
        folder,
        loaded.attachments,
    )
    return folder


def pages_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("index.html"))
    }


def vietnamese(public: Path) -> dict[str, str]:
    return {name: page for name, page in pages_of(public).items() if not name.startswith("en/")}


def english(public: Path) -> dict[str, str]:
    return pages_of(public / "en")


def address_of(name: str) -> str:
    return "/" + name.removesuffix("index.html")


def switches(page: str) -> list[str]:
    return re.findall(r'<a class="top-language" href="([^"]*)"', page)


def test_every_language_has_the_same_texts_with_the_same_details() -> None:
    assert [set(CATALOGUES[language]) for language in LANGUAGES] == [set(VI)] * len(LANGUAGES)
    assert {
        key: said
        for key, said in EN.items()
        if set(DETAIL.findall(said)) ^ set(DETAIL.findall(VI[key]))
    } == {}
    assert {key for key, said in EN.items() if not said.strip()} == set()


def test_an_english_text_has_no_vietnamese_letters_but_in_names() -> None:
    assert {key for key, said in EN.items() if VIETNAMESE_LETTERS.search(said)} == WITH_NAMES


def test_every_written_page_has_a_twin_with_the_same_sections() -> None:
    folder = ROOT / "site" / "pages"
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    twins = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("en/*.md")}

    shapes = [
        {name: re.findall(r"^(#+) |\{%.*?%\}", page, re.MULTILINE) for name, page in pages.items()}
        for pages in (written, twins)
    ]
    assert shapes[0] == shapes[1]


def test_every_page_has_an_english_twin_that_says_so(public: Path) -> None:
    assert set(english(public)) == set(vietnamese(public))
    assert [name for name, page in english(public).items() if '<html lang="en">' not in page] == []


def test_the_switch_of_every_page_leads_to_its_twin_and_back(public: Path) -> None:
    assert {name: switches(page) for name, page in vietnamese(public).items()} == {
        name: [f"/en{address_of(name)}"] for name in vietnamese(public)
    }
    assert {name: switches(page) for name, page in english(public).items()} == {
        name: [address_of(name)] for name in english(public)
    }


def test_every_listed_page_names_its_twins_for_search_engines(tmp_path: Path) -> None:
    home = "https://thi.example.vn"
    contest = make_contest(portal=home, other_languages=(Language.EN,))
    build_site(contest, Published(), ROOT, tmp_path / "public")
    for pages in (vietnamese(tmp_path / "public"), english(tmp_path / "public")):
        for name, page in pages.items():
            named = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"', page)
            vi, en = home + address_of(name), f"{home}/en{address_of(name)}"
            hidden = '<meta name="robots"' in page
            expected = [("vi", vi), ("en", en), ("x-default", vi)]
            assert (name, named) == (name, [] if hidden else expected)


def test_without_an_address_of_its_own_a_site_names_none_to_search_engines(public: Path) -> None:
    assert [
        name for name, page in english(public).items() if 'rel="alternate" hreflang' in page
    ] == []


def test_links_of_english_pages_stay_among_english_pages(public: Path) -> None:
    addresses = {address_of(name) for name in vietnamese(public)}
    strayed = {
        (name, found[1])
        for name, page in english(public).items()
        for found in LINK.finditer(page)
        if found[1] in addresses and "hreflang=" not in found[0]
    }
    broken = {
        (name, found[1])
        for name, page in english(public).items()
        for found in LINK.finditer(page)
        if found[1].startswith("/en/") and not (public / found[1].lstrip("/")).exists()
    }

    assert (strayed, broken) == (set(), set())


def test_no_english_page_has_a_sentence_of_ours_in_vietnamese(public: Path) -> None:
    sentences = {
        part.strip()
        for said in VI.values()
        for part in DETAIL.sub("\n", said).split("\n")
        if len(re.findall(r"[^\W\d_]", part)) >= LEAST_LETTERS and VIETNAMESE_LETTERS.search(part)
    }
    own = json.dumps(
        [path.read_text(encoding="utf-8") for path in (ROOT / "examples").rglob("*.yml")],
        ensure_ascii=False,
    )
    found = {
        (name, sentence)
        for name, page in english(public).items()
        for sentence in sentences
        if sentence in page and sentence not in own
    }

    assert len(sentences) > 500
    assert found == set()


def test_the_contests_own_words_are_said_to_be_vietnamese(public: Path) -> None:
    rules, home = english(public)["the-le/index.html"], english(public)["index.html"]

    assert '<span lang="vi">Tuyên truyền sâu rộng' in rules
    assert '<span class="brand-name"><span lang="vi">Tìm hiểu' in home
    assert "<title>Rules – Tìm hiểu cải cách hành chính Sông Công 2021</title>" in rules
    assert [
        name for name, page in pages_of(public).items() if re.search("[\ue000-\uf8ff]", page)
    ] == []


def test_english_pages_write_times_and_numbers_the_english_way(public: Path) -> None:
    rules, unit = english(public)["the-le/index.html"], english(public)["ket-qua/tuan-1/index.html"]

    assert "08:30 (UTC+7) on 13 Dec 2021" in rules
    assert "VND 1,000,000" in rules
    assert re.search(r"\d:\d\d\.\d{3}<", unit)
    assert not re.search(r"\d ngày \d", rules)


def test_english_has_a_search_index_and_a_calendar_of_its_own(public: Path) -> None:
    index = json.loads((public / "en/tim-kiem/muc-luc.json").read_bytes())
    calendar = (public / "en/lich-thi.ics").read_text(encoding="utf-8")

    assert [address for address, _ in index["pages"] if not address.startswith("/en/")] == []
    assert "/en/tim-kiem/muc-luc.json" in english(public)["tim-kiem/index.html"]
    assert "results of Tuần 1" in calendar.replace("\n ", "")
    assert "\ue000" not in calendar + json.dumps(index, ensure_ascii=False)


def test_one_page_says_in_both_languages_that_an_address_does_not_exist(public: Path) -> None:
    page = (public / "404.html").read_text(encoding="utf-8")

    assert VI["site.not_found.title"] in page
    assert EN["site.not_found.title"] in page
    assert '<a class="button" href="/en/">' in page
    assert not (public / "en/404.html").exists()


def test_a_site_has_what_all_languages_share_but_once(public: Path) -> None:
    assert not (public / "en/assets").exists()
    assert not list((public / "en").rglob("*.js"))


def test_a_contest_in_vietnamese_alone_has_no_switch(tmp_path: Path) -> None:
    build_site(make_contest(), Published(), ROOT, tmp_path / "public")

    assert not (tmp_path / "public" / "en").exists()
    assert [
        name
        for name, page in pages_of(tmp_path / "public").items()
        if "hreflang" in page or 'class="top-language"' in page
    ] == []


def test_shared_pages_name_their_own_address_and_language(tmp_path: Path) -> None:
    contest = make_contest(portal="https://thi.example.vn/", other_languages=(Language.EN,))
    build_site(contest, Published(), ROOT, tmp_path / "public")
    page = english(tmp_path / "public")["the-le/index.html"]

    assert '<link rel="canonical" href="https://thi.example.vn/en/the-le/">' in page
    assert '<meta property="og:locale" content="en_GB">' in page
    assert '<meta property="og:locale:alternate" content="vi_VN">' in page
    assert '<link rel="alternate" hreflang="vi" href="https://thi.example.vn/the-le/">' in page


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("en", "en"), ("vi", "vi"), ("en-US,vi;q=0.9", "en"), ("de, *;q=0.1", "vi"), ("", "vi")],
)
def test_the_first_of_our_languages_that_is_asked_for_is_spoken(
    accepted: str, language: str
) -> None:
    assert language_asked(accepted) == language


def test_no_other_language_is_known() -> None:
    with pytest.raises(KeyError):
        text("error.internal", "de")
