"""Entry by roster in a real browser: from the code that was handed out to the receipt."""

import pytest
from live import Live
from playwright.sync_api import Page, expect
from roster_contest import code_of

from chalicelib.contest.ids import Pid
from chalicelib.contest.times import DAY_MS
from chalicelib.ports import Person
from chalicelib.use_cases.enrol import reset_code

pytestmark = pytest.mark.browser


def enter(page: Page, live: Live, code: str) -> None:
    page.goto(f"{live.url}/thi/")
    page.locator("#enter-code").fill(code)
    page.locator("#enter-submit").click()


def confirm(page: Page) -> None:
    expect(page.locator("#view-confirm")).to_be_visible()
    page.locator("#confirm-submit").click()


def start(page: Page) -> None:
    page.locator("#ready-start").click()
    expect(page.locator("#view-paper")).to_be_visible()


def answer_and_submit(page: Page) -> None:
    for _ in range(3):
        page.locator("#options label").first.click()
        page.locator("#next").click()
    page.locator("#submit").click()


def only_person(live: Live) -> Person:
    (person,) = live.scene.desks.backend.people.people(live.scene.contest.id)
    return person


def fill_lost(page: Page, identifier: str, year: str = "1990") -> None:
    page.locator("#enter-lost").click()
    page.locator("#lost-identifier").fill(identifier)
    for part, value in (("day", "28"), ("month", "2"), ("year", year)):
        page.locator(f"#lost-{part}").fill(value)
    page.locator("#lost-submit").click()


def test_a_handed_out_code_leads_to_a_receipt_once_its_owner_agrees(
    page: Page, by_roster: Live
) -> None:
    enter(page, by_roster, code_of(by_roster.scene).lower().replace("-", " "))
    expect(page.locator("#confirm-name")).to_have_text("Trần Thị Ví Dụ")
    expect(page.locator("#confirm-unit")).to_have_text("Phường 1")
    expect(page.locator("#confirm-in-division")).to_be_hidden()
    confirm(page)
    expect(page.locator("#confirm-consent-error")).to_have_text(
        "Bạn cần đồng ý thì mới vào thi được."
    )
    expect(page.locator("#confirm-consent")).to_be_focused()
    assert only_person(by_roster).consent_version == 0

    page.locator("#confirm-consent").check()
    confirm(page)
    start(page)
    answer_and_submit(page)

    expect(page.locator("#view-receipt")).to_be_visible()
    expect(page.locator("#receipt-name")).to_have_text("Trần Thị Ví Dụ")
    person = only_person(by_roster)
    assert (person.consent_version, person.consented_at) == (1, by_roster.scene.clock.now())


def test_the_code_is_the_first_thing_asked_for_and_nothing_is_registered(
    page: Page, by_roster: Live
) -> None:
    page.goto(f"{by_roster.url}/thi/")

    expect(page.locator("#view-enter")).to_be_visible()
    expect(page.locator("#enter-when")).to_contain_text("Tuần 1 đang mở đến")
    expect(page.locator("#view-choose")).to_be_hidden()
    assert page.locator("#register-form").count() == 0


def test_who_has_agreed_is_not_asked_again_on_another_device(page: Page, by_roster: Live) -> None:
    code = code_of(by_roster.scene)
    by_roster.scene.desks.entry.record_consent(only_person(by_roster), 1)

    enter(page, by_roster, code)

    expect(page.locator("#confirm-name")).to_have_text("Trần Thị Ví Dụ")
    expect(page.locator("#confirm-agree")).to_be_hidden()
    confirm(page)
    start(page)


def test_who_holds_somebody_elses_code_gets_an_empty_field_and_advice(
    page: Page, by_roster: Live
) -> None:
    enter(page, by_roster, code_of(by_roster.scene))

    page.locator("#confirm-no").click()

    expect(page.locator("#enter-code")).to_have_value("")
    expect(page.locator("#alert")).to_contain_text("Mã vừa nhập là của người khác.")


def test_a_code_that_nobody_has_is_said_beside_its_field(page: Page, by_roster: Live) -> None:
    enter(page, by_roster, "0000-0000-0000")

    expect(page.locator("#enter-code-error")).to_contain_text("Mã dự thi không đúng.")
    expect(page.locator("#enter-code")).to_be_focused()


def test_a_lost_code_is_replaced_and_the_new_one_leads_on(page: Page, by_roster: Live) -> None:
    former = code_of(by_roster.scene)
    page.goto(f"{by_roster.url}/thi/")

    fill_lost(page, "999 000 000 001")
    expect(page.locator("#code-whose")).to_have_text(
        "Đây là mã mới của Trần Thị Ví Dụ. Mã cũ không còn dùng được."
    )
    assert page.locator("#code").inner_text() != former
    page.locator("#code-next").click()
    page.locator("#confirm-consent").check()
    confirm(page)
    start(page)


@pytest.mark.parametrize(
    ("identifier", "year"), [("999000000001", "1991"), ("999000000002", "1990")]
)
def test_a_wrong_birth_date_and_a_wrong_identifier_are_told_the_same(
    page: Page, by_roster: Live, identifier: str, year: str
) -> None:
    code_of(by_roster.scene)
    page.goto(f"{by_roster.url}/thi/")

    fill_lost(page, identifier, year)

    expect(page.locator("#alert")).to_have_text(
        "Không có ai trong danh sách dự thi mang mã định danh này với ngày sinh này. Vui lòng kiểm"
        " tra lại cả hai; nếu vẫn không được, liên hệ Ban Tổ chức: 0208 3862 000"
    )


def test_an_empty_form_for_a_lost_code_says_what_is_missing(page: Page, by_roster: Live) -> None:
    page.goto(f"{by_roster.url}/thi/")
    page.locator("#enter-lost").click()

    page.locator("#lost-submit").click()

    expect(page.locator("#lost-identifier-error")).to_have_text("Vui lòng nhập số CCCD.")
    expect(page.locator("#lost-birth_date-error")).to_contain_text("Vui lòng nhập đủ ngày")
    expect(page.locator("#lost-identifier")).to_be_focused()


def test_before_the_opening_a_code_can_be_tried_and_nothing_starts(
    page: Page, by_roster: Live
) -> None:
    by_roster.scene.clock.set(by_roster.scene.contest.rounds[0].opens_at - DAY_MS)

    enter(page, by_roster, code_of(by_roster.scene))

    expect(page.locator("#confirm-name")).to_have_text("Trần Thị Ví Dụ")
    expect(page.locator("#confirm-later")).to_contain_text("Mã dùng được. Tuần 1 mở lúc")
    expect(page.locator("#confirm-submit")).to_be_hidden()
    expect(page.locator("#confirm-agree")).to_be_hidden()


def test_who_is_excluded_meanwhile_is_told_why_at_the_start(page: Page, by_roster: Live) -> None:
    code = code_of(by_roster.scene)
    people = by_roster.scene.desks.backend.people
    people.put_exclusion(by_roster.scene.contest.id, Pid(only_person(by_roster).pid), "Tổ thư ký")
    enter(page, by_roster, code)
    page.locator("#confirm-consent").check()
    confirm(page)

    page.locator("#ready-start").click()

    expect(page.locator("#alert")).to_contain_text("diện “Tổ thư ký” không được dự thi")


def test_another_device_takes_the_attempt_over_with_the_birth_date(
    page: Page, by_roster: Live
) -> None:
    code = code_of(by_roster.scene)
    scene = by_roster.scene
    scene.desks.entry.record_consent(only_person(by_roster), 1)
    scene.start(code)
    enter(page, by_roster, code)
    confirm(page)
    page.locator("#ready-start").click()

    for part, value in (("day", "28"), ("month", "2"), ("year", "1990")):
        page.locator(f"#takeover-{part}").fill(value)
    page.locator("#takeover-submit").click()

    expect(page.locator("#view-paper")).to_be_visible()


def test_a_code_that_was_reset_meanwhile_no_longer_starts(page: Page, by_roster: Live) -> None:
    enter(page, by_roster, code_of(by_roster.scene))
    page.locator("#confirm-consent").check()
    confirm(page)
    reset_code(by_roster.scene.desks.enrol, "999000000001")

    page.locator("#ready-start").click()

    expect(page.locator("#enter-code-error")).to_contain_text("Mã dự thi không đúng.")
