"""The site's page of corrections: what its script draws is what the build would have written."""

import json
import re
from pathlib import Path

import pytest
from every_page import Served, visit
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

NONE = "Đến nay chưa có kết quả nào phải đính chính."
LIST = "**/data/corrections.json"
FACTS = "() => [...document.querySelectorAll('#corrections section')].map((each) => each.innerText)"
MARKUP = "() => document.getElementById('corrections').innerHTML.replace(/\\s+/g, '')"
PAGES = ["/dinh-chinh/", "/en/dinh-chinh/"]


def written_none(page: Page) -> None:
    """Let the page come as it was built before anything was corrected."""

    def without(route: Route) -> None:
        text = route.fetch().text()
        text = re.sub(r'(id="corrections">).*?(</div>\s*<script)', r"\1\2", text, flags=re.DOTALL)
        text = re.sub(r'"written":\d+', '"written":0', text)
        text = text.replace('id="corrections-none" hidden', 'id="corrections-none"')
        route.fulfill(body=text, content_type="text/html; charset=utf-8")

    page.route("**/dinh-chinh/", without)


@pytest.mark.parametrize("address", PAGES)
def test_the_script_draws_what_the_build_would_have_written(
    page: Page, served: Served, address: str
) -> None:
    visit(page, served.running.url + address)
    built, markup = page.evaluate(FACTS), page.evaluate(MARKUP)
    written_none(page)

    visit(page, served.running.url + address)
    expect(page.locator("#corrections section")).to_have_count(3)

    assert page.evaluate(FACTS) == built
    assert page.evaluate(MARKUP) == markup
    expect(page.locator("#corrections-none")).to_be_hidden()


def test_without_script_all_is_there_that_the_build_knew(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.running.url}/dinh-chinh/")

    assert page.locator("#corrections section").count() == 3
    context.close()


@pytest.mark.parametrize("status", [403, 404])
def test_where_nothing_was_corrected_the_page_says_so(
    page: Page, served: Served, status: int
) -> None:
    written_none(page)
    page.route(LIST, lambda route: route.fulfill(status=status))
    visit(page, f"{served.running.url}/dinh-chinh/")

    assert page.locator("#corrections-none").inner_text() == NONE
    assert page.locator("#corrections-failed").inner_text() == ""


def test_where_the_list_does_not_come_the_page_says_that(page: Page, served: Served) -> None:
    page.route(LIST, lambda route: route.fulfill(status=500))
    visit(page, f"{served.running.url}/dinh-chinh/")

    expect(page.locator("#corrections-failed")).to_have_text(
        "Chưa tải được danh sách đính chính. Vui lòng kiểm tra mạng rồi tải lại trang."
    )


def test_a_reader_comes_from_results_and_reads_both_versions(page: Page, served: Served) -> None:
    visit(page, f"{served.running.url}/ket-qua/tuan-1/")
    page.locator("#results-corrected a").click()
    page.get_by_role("link", name="Bản trước đính chính").first.click()
    page.wait_for_url("**/data/tuan-1-*.html")
    page.go_back()
    page.get_by_role("link", name="Bản sau đính chính").first.click()
    page.wait_for_url("**/ket-qua/tuan-1/")


def test_prizes_that_moved_are_told_by_receipt_and_never_by_a_name(
    page: Page, served: Served
) -> None:
    public = served.running.scene.desks.backend.public
    value = json.loads(public.get("data/corrections.json") or b"{}")
    latest = value["corrections"][0]
    pointer = json.loads(public.get("data/tuan-1.json") or b"{}")
    summary = json.loads(public.get(pointer["summary"].removeprefix("/")) or b"{}")
    names = {row["name"] for row in summary["winners"]} - {""}

    assert len(latest["prizes"]) == latest["prizes_moved"] > 0
    assert [name for name in names if name in json.dumps(value, ensure_ascii=False)] == []


def test_the_first_visit_weighs_less_than_80_kb(page: Page, served: Served) -> None:
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    visit(page, f"{served.running.url}/dinh-chinh/")

    assert sum(sizes) <= 80_000
    assert Path(page.url).name == "dinh-chinh"


def test_a_corrected_question_is_marked_where_it_is_published(page: Page, served: Served) -> None:
    visit(page, f"{served.running.url}/cau-hoi/tuan-1/")
    said = page.locator(".question-corrected").all_inner_texts()

    assert said[0] == "Sau đính chính, câu này không tính điểm cho bất kỳ ai."
    assert re.fullmatch(r"Sau đính chính, cũng chấp nhận: “.+”", said[1])
    assert page.locator(".question").first.locator(".question-share").count() == 0
