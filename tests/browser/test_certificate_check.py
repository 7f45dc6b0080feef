"""The check page on a phone: what somebody sees who scans or types a certificate's code."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from certificate_scene import make_closed_scene
from live import ROOT
from playwright.sync_api import Browser, Page

from office.certificates.closed import read_closed
from office.certificates.issue import find_claims, issue
from office.certificates.register import Register, Revocation
from office.certificates.sheets import Wording
from office.local.server import serve_front
from sitegen.build import build_site
from sitegen.settings import Published

pytestmark = pytest.mark.browser

PORT = 18_025 + os.getpid() % 250 * 50
"""Where to look for a free port, halfway between those of other tests."""


@dataclass
class Checked:
    """A served site with issued certificates, the codes of which are known."""

    url: str
    codes: list[str]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checked]:
    """Serve a contest whose first certificate is good and whose second is revoked."""
    scene = make_closed_scene()
    public_dir = tmp_path_factory.mktemp("checked") / "public"
    build_site(scene.contest, Published(), ROOT, public_dir)
    desk = scene.desks.closing
    closed = read_closed(desk, scene.contest)
    names = {person.pid: person.name for person in desk.people.people(scene.contest.id)}
    claims, _ = find_claims(desk, list(closed.values()), closed, names)
    register = Register(scene.contest.id, scene.desks.backend.public)
    secret = scene.desks.backend.secrets.entry(scene.contest.id).receipts
    sheets, _ = issue(scene.contest, claims, register, secret, Wording())
    codes = [str(sheet.value["code"]) for sheet in sheets]
    first = register.find(codes[0])
    assert first is not None
    register.put(codes[0], replace(first, issued_on="2021-12-09"))
    register.revoke(codes[1], Revocation(reason="In sai <b>họ tên</b>", on="2021-01-05"))
    register.save()
    with serve_front(scene.desks, public_dir, PORT) as port:
        yield Checked(f"http://127.0.0.1:{port}/kiem-tra/", codes)


def verdict(page: Page) -> str:
    return page.inner_text(".check:not([data-state=searching]) .check-verdict")


def facts(page: Page) -> dict[str, str]:
    page.wait_for_selector(".check-facts")
    terms = page.locator(".check-facts dt").all_inner_texts()
    return dict(zip(terms, page.locator(".check-facts dd").all_inner_texts(), strict=True))


def test_who_scans_a_good_certificate_sees_what_must_stand_on_it(
    page: Page, checked: Checked
) -> None:
    page.goto(f"{checked.url}#{checked.codes[0]}")

    assert verdict(page) == "Giấy này đã được cấp và đang có hiệu lực."
    assert facts(page) == {
        "Loại giấy": "Giấy chứng nhận",
        "Cấp cho": "Nguyễn Thị Ánh",
        "Đơn vị": "Phường 1",
        "Thành tích": "Đã đạt Giải Nhất; Giải cá nhân",
        "Cuộc thi": "Cuộc thi Tìm hiểu pháp luật về bầu cử",
        "Cấp bởi": "Ủy ban nhân dân thành phố Ví Dụ",
        "Số vào sổ": "001 – Tuần 1",
        "Ngày ký": "09/12/2021",
    }
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    top = page.locator(".check").bounding_box()
    assert top is not None
    assert top["y"] < 400


def test_who_passed_is_shown_with_the_middle_name_shortened(page: Page, checked: Checked) -> None:
    page.goto(f"{checked.url}#{checked.codes[2]}")

    found = facts(page)

    assert (found["Loại giấy"], found["Cấp cho"], found["Thành tích"]) == (
        "Giấy chứng nhận hoàn thành",
        "Nguyễn T. Ánh",
        "Đã hoàn thành bài thi với kết quả 100% điểm tối đa; Tuần 1",
    )


def test_a_revoked_certificate_is_said_to_be_revoked_and_why_as_plain_text(
    page: Page, checked: Checked
) -> None:
    page.goto(f"{checked.url}#{checked.codes[1]}")

    assert verdict(page) == "Giấy này đã bị thu hồi."
    assert page.get_attribute(".check", "data-state") == "revoked"
    found = facts(page)
    assert (found["Ngày thu hồi"], found["Lý do"]) == ("05/01/2021", "In sai <b>họ tên</b>")


def test_a_code_is_typed_in_any_spelling_and_the_next_one_replaces_the_answer(
    page: Page, checked: Checked
) -> None:
    page.goto(checked.url)
    page.fill("#check-code", checked.codes[0].lower().replace("-", " "))
    page.keyboard.press("Enter")
    first = facts(page)["Số vào sổ"]
    page.fill("#check-code", checked.codes[5])
    page.click("#check-form button")
    page.wait_for_selector("dd:text('Giấy khen')")

    assert (first, facts(page)["Cấp cho"]) == ("001 – Tuần 1", "Phường 1")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("0000-0000-0000-0000", "Không có giấy nào mang mã này trong sổ của cuộc thi."),
        ("0000-0000-0000-0001", "Mã gõ chưa đúng."),
        ("%E0%A4%A", "Mã gõ chưa đúng."),
    ],
)
def test_a_wrong_code_is_never_taken_for_a_good_one(
    page: Page, checked: Checked, code: str, said: str
) -> None:
    page.goto(f"{checked.url}#{code}")

    assert verdict(page).startswith(said)
    assert page.locator(".check-facts").count() == 0


def test_where_the_register_cannot_be_read_no_certificate_is_called_false(
    page: Page, checked: Checked
) -> None:
    page.route("**/data/certificates.*.json", lambda route: route.abort())
    page.goto(f"{checked.url}#{checked.codes[0]}")

    assert verdict(page) == "Chưa đọc được sổ. Hãy kiểm tra mạng rồi bấm lại."


def test_the_code_is_sent_to_no_server(page: Page, checked: Checked) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.headers}"))
    page.goto(f"{checked.url}#{checked.codes[0]}")
    facts(page)

    data = [each for each in asked if "/data/" in each]
    assert len(data) == 1
    assert [each for each in data if checked.codes[0][:9] in each] == []


def test_without_script_the_page_says_whom_to_ask(chromium: Browser, checked: Checked) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    try:
        page = context.new_page()
        page.goto(checked.url)
        assert page.inner_text("noscript .notice").endswith("0208 3862 000")
        assert not page.is_visible("#check-form")
    finally:
        context.close()
