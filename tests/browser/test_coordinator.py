"""What a unit's coordinator sees by the private link."""

import re
from pathlib import Path

import openpyxl
import pytest
from live import Live
from playwright.sync_api import Page, expect
from scene import SUBMIT_ID

from chalicelib.contest.ids import UnitId
from chalicelib.contest.times import format_second
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.participation import make_link, revoke_link

pytestmark = pytest.mark.browser

CITY, WARD = UnitId("thanh-pho-song-cong"), UnitId("phuong-bach-quang")
PHONE_WIDTH = 360
PEOPLE = (
    ("Lê Thị An", WARD, "submits"),
    ("Đỗ Văn Bình", WARD, "starts"),
    ("Trần Thị Ví Dụ", WARD, "waits"),
    ("Hà Thị Khác", "phuong-cai-dan", "submits"),
)


@pytest.fixture
def entered(live: Live) -> Live:
    """People of two wards, of whom some have entered."""
    scene = live.scene
    for number, (name, unit, does) in enumerate(PEOPLE, start=1):
        code = scene.register(number, name=name, unit=unit).code
        if does == "waits":
            continue
        started = scene.start(code, start_id=f"start-id-of-person-{number:04d}")
        if does == "submits":
            submit_attempt(
                scene.desks.entry,
                token=started.token,
                submit_id=SUBMIT_ID,
                revision=1,
                answers=scene.right_answers(started),
                arrived_at=scene.clock.now(),
            )
    return live


def open_link(page: Page, live: Live, unit: UnitId) -> str:
    """Publish who has entered, open the unit's link, and return what stands after its ``#``."""
    _, secret = make_link(live.scene.desks.participation, unit)
    live.scene.desks.publish_participation(live.scene.contest.rounds[0].id)
    page.goto(f"{live.url}/phu-trach/#{secret}")
    return secret


def rows(page: Page) -> list[list[str]]:
    return [
        row.locator("th, td").all_inner_texts() for row in page.locator("#people-body tr").all()
    ]


def test_a_coordinator_sees_who_has_entered_and_who_has_not(page: Page, entered: Live) -> None:
    open_link(page, entered, WARD)
    expect(page.locator("#view")).to_be_visible()

    assert page.locator("h1").inner_text() == "Phường Bách Quang"
    assert rows(page) == [
        ["1", "Trần Thị Ví Dụ", "Chưa vào thi"],
        ["2", "Đỗ Văn Bình", "Đang làm bài"],
        ["3", "Lê Thị An", "Đã hoàn thành"],
    ]
    assert page.locator(".figures li").all_inner_texts() == [
        "2\nngười đã vào thi trên 3 người trong danh sách (66,67%)",
        "1\nngười đã hoàn thành bài thi",
        "1\nngười chưa vào thi",
    ]
    moment = format_second(entered.scene.clock.now())
    assert page.locator("#made-at").inner_text() == f"Số liệu lúc {moment}."
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH


def test_the_unit_above_sees_all_and_finds_people_without_accents(
    page: Page, entered: Live
) -> None:
    open_link(page, entered, CITY)
    expect(page.locator("#people-body tr")).to_have_count(4)
    page.locator("#filter").fill("ha thi khac")

    expect(page.locator("#people-body tr")).to_have_count(1)
    assert rows(page) == [["1", "Hà Thị Khác", "Phường Cải Đan", "Đã hoàn thành"]]
    page.locator("#filter").fill("")
    page.locator("#state").select_option("not_yet")
    expect(page.locator("#people-body tr")).to_have_count(1)
    assert page.locator("#filter-count").inner_text() == "1 trên 4 người"


def test_the_list_is_saved_as_a_spreadsheet_of_texts(
    page: Page, entered: Live, tmp_path: Path
) -> None:
    open_link(page, entered, WARD)
    expect(page.locator("#view")).to_be_visible()
    with page.expect_download() as saving:
        page.locator("#save").click()
    path = tmp_path / "saved.xlsx"
    saving.value.save_as(path)

    sheet = openpyxl.load_workbook(path).active
    cells = [[cell for cell in row if cell.value is not None] for row in sheet.iter_rows(min_row=5)]
    assert saving.value.suggested_filename == "phuong-bach-quang-tuan-1.xlsx"
    assert [[cell.value for cell in row] for row in cells] == [
        ["STT", "Họ và tên", "Đơn vị", "Tình trạng"],
        ["1", "Trần Thị Ví Dụ", "Phường Bách Quang", "Chưa vào thi"],
        ["2", "Đỗ Văn Bình", "Phường Bách Quang", "Đang làm bài"],
        ["3", "Lê Thị An", "Phường Bách Quang", "Đã hoàn thành"],
    ]
    assert {cell.data_type for row in cells for cell in row} == {"s"}


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("", r"Liên kết chưa đầy đủ\..*"),
        ("#khong-phai-lien-ket", r"Liên kết chưa đầy đủ\..*"),
        ("#" + "0" * 32, r"Chưa có số liệu.*"),
    ],
)
def test_an_address_that_leads_to_nothing_says_what_to_do(
    page: Page, live: Live, fragment: str, said: str
) -> None:
    page.goto(f"{live.url}/phu-trach/{fragment}")

    expect(page.locator("#problem")).to_have_text(re.compile(said))
    assert page.locator("#view").is_hidden()


def test_a_revoked_link_shows_nobody_any_more(page: Page, entered: Live) -> None:
    open_link(page, entered, WARD)
    expect(page.locator("#view")).to_be_visible()
    revoke_link(entered.scene.desks.participation, WARD, "Chuyển công tác")
    page.locator("#refresh").click()

    expect(page.locator("#problem")).to_have_text(re.compile(r"Liên kết này đã bị thu hồi\..*"))
    assert page.locator("#view").is_hidden()


def test_the_page_is_kept_out_of_search_engines(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/phu-trach/")

    assert page.locator('meta[name="robots"]').get_attribute("content") == "noindex"
