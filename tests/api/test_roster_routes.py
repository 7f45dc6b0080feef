"""The routes in a contest by roster: whose a code is, a consent with the start, a lost code."""

import json
from dataclasses import replace
from typing import Any

import pytest
from builders import make_division
from roster_contest import code_of, make_roster_contest, make_roster_scene
from scene import START_ID, SUBMIT_ID, make_scene

from chalicelib.contest.ids import DivisionId
from tests.api.test_routes import PARTICULARS, Browser

OTHER_ID = "another-id-of-16-letters"


@pytest.fixture
def browser() -> Browser:
    return Browser(make_roster_scene())


def error_of(browser: Browser, path: str, body: object) -> tuple[int, Any]:
    reply = browser.send("POST", path, body)
    return reply.status, json.loads(reply.body)["error"]


def test_a_code_leads_to_a_receipt_once_its_owner_agrees(browser: Browser) -> None:
    code = code_of(browser.scene)

    asked = browser.call("POST", "/codes", {"code": code})
    refused = browser.refused("POST", "/attempts", {"code": code, "start_id": START_ID})
    started = browser.call(
        "POST", "/attempts", {"code": code, "start_id": START_ID, "consent_version": 1}
    )
    again = browser.call("POST", "/codes", {"code": code})
    done = browser.call(
        "POST",
        "/attempts/submission",
        {
            "submit_id": SUBMIT_ID,
            "revision": 1,
            "answers": {question["id"]: "a" for question in started["paper"]},
        },
        started["attempt"]["token"],
    )

    assert asked == {
        "name": "Trần Thị Ví Dụ",
        "unit_name": "Phường 1",
        "division_name": "",
        "needs_consent": True,
    }
    assert refused == (403, "consent")
    assert again == {**asked, "needs_consent": False}
    assert done["receipt"]["answered"] == 3


def test_a_code_tells_the_division_and_no_unit_where_there_is_none() -> None:
    contest = replace(make_roster_contest(unit_required=False), divisions=(make_division(),))
    browser = Browser(make_roster_scene(contest))
    code = code_of(browser.scene, unit=None, division=DivisionId("can-bo"))

    asked = browser.call("POST", "/codes", {"code": code})

    assert (asked["unit_name"], asked["division_name"]) == ("", "Bảng can-bo")


@pytest.mark.parametrize("code", ["0000-0000-0000", "x", ""])
def test_a_code_that_nobody_has_tells_nothing(browser: Browser, code: str) -> None:
    assert browser.refused("POST", "/codes", {"code": code}) == (404, "unknown_code")


def test_another_device_gives_the_consent_with_the_birth_date(browser: Browser) -> None:
    body = {"code": code_of(browser.scene), "birth_date": "1990-02-28", "start_id": OTHER_ID}

    refused = browser.refused("POST", "/attempts/resume", body)
    taken = browser.call("POST", "/attempts/resume", {**body, "consent_version": 1})

    assert refused == (403, "consent")
    assert taken["person"] == {"name": "Trần Thị Ví Dụ", "unit": "phuong-1"}


def test_registering_only_gets_a_lost_code_replaced(browser: Browser) -> None:
    code_of(browser.scene)

    reply = browser.send(
        "POST", "/registrations", {"identifier": "999000000001", "birth_date": "1990-02-28"}
    )

    body = json.loads(reply.body)
    code = body.pop("code")
    assert (reply.status, body) == (
        200,
        {"name": "Trần Thị Ví Dụ", "unit": "phuong-1", "replaced": True},
    )
    assert browser.scene.desks.entry.person_of_code(code).replaced_codes == 1


def test_who_is_not_on_the_roster_and_who_errs_about_the_birth_date_read_the_same(
    browser: Browser,
) -> None:
    code_of(browser.scene)

    wrong_date = error_of(
        browser, "/registrations", {"identifier": "999000000001", "birth_date": "1991-02-28"}
    )
    nobody = error_of(
        browser, "/registrations", {"identifier": "999000000002", "birth_date": "1990-02-28"}
    )

    assert wrong_date == nobody
    assert nobody == (
        404,
        {
            "code": "not_on_roster",
            "message": "Không có ai trong danh sách dự thi mang mã định danh này với ngày sinh này."
            " Vui lòng kiểm tra lại cả hai; nếu vẫn không được, liên hệ Ban Tổ chức:"
            " 0208 3862 000",
            "details": {"contact": "0208 3862 000"},
        },
    )


def test_a_whole_registration_is_refused_and_creates_nobody(browser: Browser) -> None:
    assert browser.refused("POST", "/registrations", PARTICULARS) == (400, "invalid_input")
    people = browser.scene.desks.backend.people
    assert list(people.people(browser.scene.contest.id)) == []


def test_by_open_registration_a_start_needs_no_consent_and_a_code_can_be_asked_about() -> None:
    browser = Browser(make_scene())
    code = browser.register()

    assert browser.call("POST", "/codes", {"code": code}) == {
        "name": "Trần Thị Ví Dụ",
        "unit_name": "Phường 1",
        "division_name": "",
        "needs_consent": False,
    }
    assert browser.start(code)["attempt"]["state"] == "started"


def test_by_open_registration_a_lost_code_is_no_request() -> None:
    opened = Browser(make_scene())

    assert opened.refused(
        "POST", "/registrations", {"identifier": "999000000001", "birth_date": "1990-02-28"}
    ) == (400, "invalid_input")
