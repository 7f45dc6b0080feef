"""Home, search, documents and the banner in a real browser, on a phone's screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from live import ROOT, Live
from playwright.sync_api import Browser, Page, expect
from scene import make_scene

from chalicelib.contest.times import DAY_MS, HOUR_MS, MINUTE_MS
from office.contest_file.load import load_contest
from office.local.server import serve_front
from office.pictures import contest_pictures
from sitegen.build import build_site
from sitegen.settings import Published

PHONE_WIDTH = 360
PAGES = ["/", "/tai-lieu/", "/tim-kiem/?q=nghi", "/tin-tuc/", "/tin-tuc/lich-thi/", "/gan-banner/"]


@pytest.fixture(scope="module")
def with_news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    public_dir = tmp_path_factory.mktemp("news") / "public"
    loaded = load_contest(ROOT)
    build_site(
        loaded.contest,
        Published(news=loaded.news, practice=loaded.practice),
        ROOT,
        public_dir,
        pictures=contest_pictures(loaded.contest),
    )
    return public_dir


@pytest.fixture
def site(with_news: Path) -> Iterator[Live]:
    """Serve song-cong-2021 two days, three hours and a minute before its first round closes."""
    loaded = load_contest(ROOT)
    at = loaded.contest.rounds[0].closes_at - 2 * DAY_MS - 3 * HOUR_MS - MINUTE_MS
    scene = make_scene(loaded.contest, at=at, banks=loaded.banks)
    with serve_front(scene.desks, with_news, 18_900) as port:
        yield Live(f"http://127.0.0.1:{port}", scene, with_news)


def search(page: Page, site: Live, typed: str) -> list[str]:
    page.goto(f"{site.url}/tim-kiem/")
    page.get_by_label("Từ cần tìm").fill(typed)
    expect(page.get_by_role("status")).to_contain_text("kết quả")
    return page.locator("#hits a").all_text_contents()


def test_the_home_page_counts_down_by_the_servers_clock(page: Page, site: Live) -> None:
    page.goto(site.url)

    expect(page.locator("#now")).to_have_text("Tuần 1 đang mở, đến 16:30 ngày 19/12/2021")
    expect(page.locator("#now-badge")).to_have_text("Đang mở")
    expect(page.get_by_role("timer")).to_contain_text("2 ngày")
    expect(page.get_by_role("timer")).to_contain_text("03 giờ")


def test_the_home_page_shows_results_that_came_after_the_build(page: Page, site: Live) -> None:
    site.close_and_publish("tuan-1")

    page.goto(site.url)

    expect(page.get_by_role("heading", name="Kết quả Tuần 1")).to_be_visible()
    expect(page.locator("#latest-body .figures li").first).to_have_text("0 lượt thi")
    expect(page.locator("#now")).to_have_text("Tuần 2 mở lúc 08:30 ngày 20/12/2021")


@pytest.mark.parametrize("typed", ["nghi quyet 76", "Nghị quyết 76", "NGHỊ QUYẾT 76/NQ-CP"])
def test_a_document_is_found_with_and_without_accents(page: Page, site: Live, typed: str) -> None:
    hits = search(page, site, typed)

    assert hits[0].startswith("76/NQ-CP Nghị quyết ban hành Chương trình tổng thể")
    assert page.locator("#hits li").first.locator("mark").all_text_contents()[0] == "76"


def test_a_letter_d_finds_the_crossed_one(page: Page, site: Live) -> None:
    assert "Phường Cải Đan" in search(page, site, "phuong cai dan")


def test_what_is_typed_never_becomes_markup(page: Page, site: Live) -> None:
    page.goto(f"{site.url}/tim-kiem/?q=<img src=x onerror=alert(1)>")

    expect(page.get_by_role("status")).to_contain_text("Không có kết quả nào")
    assert page.locator("main img, #noi-dung img").count() == 0


def test_the_index_is_fetched_when_the_box_is_first_used(page: Page, site: Live) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}/tai-lieu/")
    page.get_by_role("link", name="Tìm kiếm").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/")
    page.keyboard.type("kiem soat")
    expect(page.get_by_role("status")).to_contain_text("kết quả")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=kiem%20soat")

    assert len([url for url in asked if url.endswith("/muc-luc.json")]) == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tai-lieu/#ten-chu-de-kiem-soat-tthc")


def test_documents_are_filtered_by_words_and_by_topic(page: Page, site: Live) -> None:
    page.goto(f"{site.url}/tai-lieu/")

    page.get_by_label("Tìm trong danh mục").fill("chuyen doi so")
    expect(page.get_by_role("status")).to_have_text("3 trong 11 văn bản")
    page.get_by_label("Chủ đề").select_option("Một cửa, một cửa liên thông")
    expect(page.get_by_role("status")).to_contain_text("Không có văn bản nào khớp")
    page.get_by_label("Tìm trong danh mục").fill("")
    expect(page.get_by_role("status")).to_have_text("1 trong 11 văn bản")
    expect(page.locator("[data-document]:visible")).to_have_count(1)


def test_the_banners_html_is_copied_with_the_sites_address(page: Page, site: Live) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    page.goto(f"{site.url}/gan-banner/")

    page.get_by_role("button", name="Chép mã").first.click()
    expect(page.get_by_role("status")).to_have_text("Đã chép mã.")

    assert page.evaluate("navigator.clipboard.readText()") == (
        f'<a href="{site.url}/"><img src="{site.url}/gan-banner/728x90.png" width="728" '
        'height="90" alt="Tìm hiểu cải cách hành chính Sông Công 2021: vào thi"></a>'
    )


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_wider_than_a_phone(page: Page, site: Live, address: str) -> None:
    page.goto(site.url + address)
    page.wait_for_load_state("load")

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE_WIDTH


def test_without_script_the_search_page_names_where_to_look(chromium: Browser, site: Live) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/tim-kiem/")

    assert page.locator("noscript a").evaluate_all("links => links.map(a => a.pathname)") == [
        "/the-le/",
        "/tai-lieu/",
        "/ket-qua/",
        "/don-vi/",
        "/huong-dan/",
        "/hoi-dap/",
    ]
    expect(page.locator("#search-form")).to_be_hidden()
    context.close()
