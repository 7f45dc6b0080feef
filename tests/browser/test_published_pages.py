"""Results, statistics, questions and schedule as a reader meets them, built in or fetched."""

import json

import pytest
from live import Live
from playwright.sync_api import Page, Route, expect

from chalicelib.contest.ids import QuestionId, RoundId
from chalicelib.contest.name_order import vietnamese_order
from chalicelib.contest.times import MINUTE_MS
from office.simulate.play import play_round
from sitegen.published_pages import FIRST_QUESTIONS

PEOPLE = 70


@pytest.fixture
def published(live: Live) -> Live:
    """Let seventy invented people take the first round, and publish it; nothing is built again."""
    scene = live.scene
    right: dict[QuestionId, str] = {}
    release = scene.desks.backend.contests.get_release(scene.contest.id)
    assert release is not None
    for bank in release.banks.values():
        keys = scene.desks.backend.keys.get_keys(scene.contest.id, bank)
        right |= {key.question: key.right for key in (keys.keys if keys else ())}
    play_round(
        scene.desks.entry,
        scene.clock,
        round_id=RoundId("tuan-1"),
        right=right,
        count=PEOPLE,
        seed=4,
    )
    live.close_and_publish("tuan-1")
    return live


def rows_asked_for(page: Page) -> list[str]:
    """Keep a list of the files of rows that the page fetches from now on."""
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if ".rows." in request.url else None
    )
    return asked


def names(page: Page) -> list[str]:
    return page.locator("#persons tbody th").all_inner_texts()


@pytest.mark.parametrize("built", [False, True])
def test_the_first_page_of_rows_comes_without_the_others(
    page: Page, published: Live, built: bool
) -> None:
    if built:
        published.build()
    asked = rows_asked_for(page)
    page.goto(f"{published.url}/ket-qua/tuan-1/")
    expect(page.locator("#persons-filter")).to_be_visible()

    assert (len(names(page)), asked) == (50, [])
    expect(page.locator("#pager-page")).to_have_text("Trang 1/2")

    page.locator("#pager-next").click()
    expect(page.locator("#pager-page")).to_have_text("Trang 2/2")
    page.locator("#pager-previous").click()
    expect(page.locator("#pager-page")).to_have_text("Trang 1/2")

    assert (len(names(page)), len(asked)) == (50, 1)


def test_the_filter_needs_no_accents_and_says_how_many_it_found(
    page: Page, published: Live
) -> None:
    page.goto(f"{published.url}/ket-qua/tuan-1/")
    page.locator("#filter").fill("phuong pho co")

    expect(page.locator("#filter-count")).to_contain_text(f"trong {PEOPLE} người")
    units = page.locator("#persons tbody tr td:nth-child(3)").all_inner_texts()
    assert set(units) == {"Phường Phố Cò"}
    assert page.locator("#filter-count").inner_text() == f"{len(units)} trong {PEOPLE} người"

    page.locator("#filter").fill("không ai tên như vậy")
    expect(page.locator("#filter-count")).to_have_text("Không có dòng nào khớp. Hãy thử từ khác.")


def test_rows_are_sorted_by_name_as_vietnamese_lists_are(page: Page, published: Live) -> None:
    page.goto(f"{published.url}/ket-qua/tuan-1/")
    page.locator("#sorting").select_option("name")
    page.locator("#pager-next").click()
    expect(page.locator("#pager-page")).to_have_text("Trang 2/2")
    last = names(page)
    page.locator("#pager-previous").click()
    expect(page.locator("#pager-page")).to_have_text("Trang 1/2")

    everybody = names(page) + last
    assert len(everybody) == PEOPLE
    assert everybody == sorted(everybody, key=vietnamese_order)
    assert everybody != sorted(everybody)


def test_a_wish_to_sort_is_kept_by_who_turns_before_the_rows_have_come(
    page: Page, published: Live
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/*.rows.json", hold)
    page.goto(f"{published.url}/ket-qua/tuan-1/")
    page.locator("#sorting").select_option("name")
    page.locator("#pager-next").click()
    expect(page.locator("#filter-count")).to_have_text("Đang tải danh sách…")
    (route,) = held
    route.continue_()

    expect(page.locator("#pager-page")).to_have_text("Trang 2/2")
    last = names(page)
    page.locator("#pager-previous").click()
    expect(page.locator("#pager-page")).to_have_text("Trang 1/2")
    everybody = names(page) + last
    assert everybody == sorted(everybody, key=vietnamese_order)


def test_rows_that_cannot_be_fetched_are_said_and_asked_for_again(
    page: Page, published: Live
) -> None:
    page.goto(f"{published.url}/ket-qua/tuan-1/")
    page.route("**/*.rows.json", lambda route: route.abort())
    page.locator("#pager-next").click()
    expect(page.locator("#filter-count")).to_have_text(
        "Chưa tải được kết quả. Vui lòng kiểm tra mạng rồi tải lại trang."
    )

    page.unroute("**/*.rows.json")
    page.locator("#pager-next").click()
    expect(page.locator("#pager-page")).to_have_text("Trang 2/2")


def test_a_receipt_finds_its_row_on_whatever_page_it_stands(page: Page, published: Live) -> None:
    value = json.loads(
        next(
            data
            for name, data in public_files(published).items()
            if name.startswith("data/tuan-1-") and name.count(".") == 1
        )
    )
    row = value["persons"][-1]
    page.goto(f"{published.url}/ket-qua/tuan-1/?ma={row['receipt'].lower()}")

    expect(page.locator("#mine-answer")).to_contain_text(f"trong {PEOPLE} người")
    expect(page.locator(".mine-row .code")).to_have_text(row["receipt"])


@pytest.mark.parametrize("address", ["/thong-ke/", "/thong-ke/tuan-1/"])
def test_statistics_drawn_by_the_script_are_those_that_the_build_writes(
    page: Page, published: Live, address: str
) -> None:
    page.goto(f"{published.url}{address}")
    expect(page.locator("[data-chart=marks]")).to_be_visible()
    drawn = elements(page, "#statistics-body")
    expect(page.locator("#statistics-pending")).to_be_hidden()

    published.build()
    page.goto(f"{published.url}{address}")

    assert elements(page, "#statistics-body") == drawn
    table = page.locator("[data-chart=by_day] table")
    page.locator("[data-chart=by_day] summary").click()
    expect(table).to_be_visible()
    counts = table.locator("td:nth-child(2)").all_inner_texts()
    assert sum(map(int, counts)) == int(page.locator(".figures strong").first.inner_text())


def test_questions_drawn_by_the_script_are_those_that_the_build_writes(
    page: Page, published: Live
) -> None:
    page.goto(f"{published.url}/cau-hoi/tuan-1/")
    expect(page.locator("#questions-filter")).to_be_visible()
    drawn = elements(page, "#questions")

    published.build()
    page.goto(f"{published.url}/cau-hoi/tuan-1/tat-ca/")
    expect(page.locator("#questions-filter")).to_be_visible()

    assert elements(page, "#questions") == drawn
    assert page.locator(".question").count() == page.locator(".question [data-right]").count()


def test_of_many_questions_the_page_has_the_first_ones_and_the_script_brings_the_rest(
    page: Page, published: Live
) -> None:
    published.build()
    built = (published.public_dir / "cau-hoi" / "tuan-1" / "index.html").read_text("utf-8")
    page.goto(f"{published.url}/cau-hoi/tuan-1/")
    expect(page.locator("#questions-filter")).to_be_visible()

    assert built.count('class="card question"') == FIRST_QUESTIONS
    assert page.locator(".question").count() > FIRST_QUESTIONS
    assert '<a href="/cau-hoi/tuan-1/tat-ca/">' in built


def test_questions_are_found_without_accents_and_sorted_by_how_many_knew_them(
    page: Page, published: Live
) -> None:
    page.goto(f"{published.url}/cau-hoi/tuan-1/")
    expect(page.locator("#questions-filter")).to_be_visible()
    total = page.locator(".question").count()
    page.locator("#filter").fill("nghi quyet so 76")

    shown = page.locator(".question:visible").count()
    expect(page.locator("#filter-count")).to_have_text(f"{shown} trong {total} câu")
    assert 0 < shown < total

    page.locator("#filter").fill("")
    page.locator("#order").select_option("hardest")
    percents = page.locator(".question").evaluate_all(
        "cards => cards.map((card) => card.dataset.percent).filter(Boolean).map(Number)"
    )
    assert percents == sorted(percents)
    assert len(percents) > 1


def test_before_the_publication_neither_page_has_anything(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/cau-hoi/tuan-1/")
    expect(page.locator("#questions-pending")).to_be_visible()
    expect(page.locator("#questions-body")).to_be_hidden()

    page.goto(f"{live.url}/thong-ke/")
    expect(page.locator("#statistics-pending")).to_be_visible()
    expect(page.locator(".chart")).to_have_count(0)


def test_the_schedule_says_what_is_open_now(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/lich-thi/")

    states = page.locator("#schedule [data-badge]")
    expect(states).to_have_text(["Đang mở", "Sắp mở"])
    expect(page.locator("#schedule [data-enter]:visible")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Thêm vào lịch (tệp .ics)").click()
    assert download.value.suggested_filename == "lich-thi.ics"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/ket-qua/tuan-1/", "#persons-filter"),
        ("/thong-ke/", "[data-chart=levels]"),
        ("/cau-hoi/tuan-1/", "#questions-filter"),
        ("/lich-thi/", "#schedule [data-badge=published]"),
        ("/don-vi/phuong-pho-co/", "h1"),
    ],
)
def test_nothing_reaches_over_the_edge_of_a_phone(
    page: Page, published: Live, address: str, shown: str
) -> None:
    page.goto(f"{published.url}{address}")
    expect(page.locator(shown)).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def elements(page: Page, selector: str) -> str:
    """Return the elements below one as markup without what stands between them."""
    return str(
        page.locator(selector).evaluate(
            "(box) => box.innerHTML.replace(/>\\s+</g, '><').replace(/\\s+/g, ' ').trim()"
        )
    )


def public_files(live: Live) -> dict[str, bytes]:
    public = live.scene.desks.backend.public
    return {name: public.get(name) or b"" for name in public.names()}  # type: ignore[attr-defined]


def test_the_hour_of_the_results_is_the_contest_s_and_not_the_device_s(
    page: Page, live: Live
) -> None:
    scene = live.scene
    unit = next(unit for unit in scene.contest.units if unit.selectable)
    scene.start(scene.register(1, unit=unit.id).code)
    scene.desks.publish_participation(RoundId("tuan-1"))
    publishes_at = scene.contest.round("tuan-1").publishes_at
    said = page.locator("#results-late")

    scene.clock.set(publishes_at - MINUTE_MS)
    page.goto(f"{live.url}/ket-qua/tuan-1/")
    expect(page.locator("#live")).to_be_visible()  # With it the page has made up its mind.
    expect(said).to_be_empty()

    scene.clock.set(publishes_at + MINUTE_MS)
    page.reload()
    expect(said).to_have_text("Đã đến giờ công bố. Trang này tự kiểm tra lại sau mỗi phút.")
