"""How many have taken part so far, on the home page and where results are still to come."""

from live import Live
from playwright.sync_api import Page, expect

from chalicelib.contest.ids import RoundId

ROUND = RoundId("tuan-1")


def enter(live: Live, number: int, unit: str) -> None:
    code = live.scene.register(number, unit=unit).code
    live.scene.start(code, start_id=f"start-id-of-person-{number:04d}")


def test_a_reader_sees_how_many_have_taken_part_and_from_which_units(
    page: Page, live: Live
) -> None:
    units = [unit for unit in live.scene.contest.units if unit.selectable][:2]
    for number, unit in enumerate([units[0], units[1], units[1]], 1):
        enter(live, number, unit.id)
    live.scene.desks.publish_participation(ROUND)

    page.goto(f"{live.url}/")
    expect(page.locator("#live")).to_contain_text(
        "Đã có 3 lượt thi của 3 người, thuộc 2 đơn vị; cập nhật lúc"
    )
    page.goto(f"{live.url}/ket-qua/tuan-1/")
    rows = page.locator("#live-units tbody tr")
    expect(rows).to_have_count(2)
    assert rows.locator("th").all_inner_texts() == [units[1].name, units[0].name]
    assert rows.first.locator("td.num").all_inner_texts() == ["1", "2", "2"]
    expect(page.locator("#live-days tbody tr")).to_have_count(1)
    rows.first.locator("a").click()
    expect(page.locator("h1")).to_contain_text(units[1].name)


def test_before_the_first_numbers_and_once_results_are_out_nothing_of_it_is_shown(
    page: Page, live: Live
) -> None:
    page.goto(f"{live.url}/ket-qua/tuan-1/")
    expect(page.locator("#results-pending")).to_be_visible()
    expect(page.locator("#live")).to_be_hidden()

    enter(live, 1, live.scene.contest.units[-1].id)
    live.scene.desks.publish_participation(ROUND)
    live.close_and_publish("tuan-1")
    page.goto(f"{live.url}/ket-qua/tuan-1/")

    expect(page.locator("#results-body")).to_be_visible()
    expect(page.locator("#live")).to_be_hidden()
