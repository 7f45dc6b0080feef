"""What is printed: the words of each certificate, and that everything has room on its page."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from builders import make_entry, make_group, make_weeks
from certificate_scene import make_certificate_contest

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import PrizeGroupId, RoundId
from chalicelib.contest.rules import Contest, PersonName, PrizeFor
from office.certificates.claims import Claim
from office.certificates.files import TEMPLATE
from office.certificates.sheets import Wording, make_record, make_sheet, make_value
from office.typeset import to_pdf

CODE = "7K2M-9QXD-4TAB-00A7"
CONTEST = make_certificate_contest(rounds=make_weeks(2))
UNIT = Claim(
    scope=WHOLE_CONTEST,
    to=PrizeFor.UNITS,
    holder="phuong-1",
    name="Phường Ví Dụ",
    certificate="Giấy khen",
    group=make_group(id=PrizeGroupId("tap-the"), name="Giải tập thể", to=PrizeFor.UNITS),
    prize="Nhất",
)
WINNER = Claim(
    scope=RoundId("tuan-1"),
    to=PrizeFor.PERSONS,
    holder="p1",
    name="Nguyễn Thị Ữ Ánh",
    unit="Phường Ví Dụ",
    certificate="Giấy chứng nhận",
    group=make_group(),
    prize="Khuyến khích",
)
PASSED = replace(
    WINNER, certificate="Giấy chứng nhận hoàn thành", group=None, prize="", share=Fraction(14, 15)
)
WORDING = Wording(site="https://thi.example.gov.vn")
SIGNED = replace(WORDING, decision="12/QĐ-UBND ngày 09/12/2021", signed_on=date(2021, 12, 9))


def sheet(claim: Claim, wording: Wording = WORDING, contest: Contest = CONTEST) -> dict[str, Any]:
    record = make_record(contest, claim, 7, wording)
    return dict(make_sheet(contest, claim, record, CODE, wording))


def pdf_of(*sheets: dict[str, Any], template: Path = TEMPLATE) -> bytes:
    return to_pdf(template, make_value(CONTEST, sheets))


def lines_of(pdf: bytes) -> list[list[str]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded().splitlines() for page in document]
    finally:
        document.close()


def test_a_units_commendation_reads_as_the_form_asks() -> None:
    [lines] = lines_of(pdf_of(sheet(UNIT)))

    assert lines == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ VÍ DỤ",
        "Tặng",
        "GIẤY KHEN",
        "Phường Ví Dụ",
        "Đã đạt Giải Nhất",
        "Giải tập thể",
        "Cuộc thi Tìm hiểu pháp luật về bầu cử",
        "Theo Quyết định số ....................... ngày ....... tháng ....... năm ...........",
        "Vào sổ số: 007 – Chung cuộc",
        f"Mã kiểm tra: {CODE}",
        "Quét mã QR để kiểm tra, hoặc nhập mã tại thi.example.gov.vn/kiem-tra",
        "Ví Dụ, ngày ....... tháng ....... năm ...........",
        "CHỦ TỊCH",
    ]


def test_a_winners_certificate_names_prize_round_decision_and_who_signs() -> None:
    [lines] = lines_of(pdf_of(sheet(WINNER, SIGNED)))

    assert lines[2:] == [
        "ỦY BAN NHÂN DÂN THÀNH PHỐ VÍ DỤ",
        "GIẤY CHỨNG NHẬN",
        "Chứng nhận:",
        "Nguyễn Thị Ữ Ánh",
        "Đơn vị: Phường Ví Dụ",
        "Đã đạt Giải Khuyến khích",
        "Giải cá nhân – Tuần 1",
        "Cuộc thi Tìm hiểu pháp luật về bầu cử",
        "Theo Quyết định số 12/QĐ-UBND ngày 09/12/2021",
        "Vào sổ số: 007 – Tuần 1",
        f"Mã kiểm tra: {CODE}",
        "Quét mã QR để kiểm tra, hoặc nhập mã tại thi.example.gov.vn/kiem-tra",
        "Ví Dụ, ngày 09 tháng 12 năm 2021",
        "TM. BAN TỔ CHỨC",
        "TRƯỞNG BAN",
    ]


def test_who_passed_is_certified_with_the_share_that_was_reached() -> None:
    [lines] = lines_of(pdf_of(sheet(PASSED)))

    assert lines[3:9] == [
        "GIẤY CHỨNG NHẬN HOÀN THÀNH",
        "Chứng nhận:",
        "Nguyễn Thị Ữ Ánh",
        "Đơn vị: Phường Ví Dụ",
        "Đã hoàn thành bài thi với kết quả 93,33% điểm tối đa",
        "Tuần 1",
    ]


def test_what_the_office_says_of_issuer_and_signer_holds() -> None:
    wording = replace(WORDING, issuer="Giám đốc Sở Ví Dụ", signers=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))

    printed = sheet(UNIT, wording)

    assert (printed["issuer"], printed["signers"]) == (
        "Giám đốc Sở Ví Dụ",
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
    )


@pytest.mark.parametrize(
    ("certificate", "organizer", "issuer", "signers"),
    [
        ("Giấy khen", "UBND thành phố Ví Dụ", "Chủ tịch UBND thành phố Ví Dụ", ["CHỦ TỊCH"]),
        ("Giấy khen", "Sở Tư pháp tỉnh A", "Giám đốc Sở Tư pháp tỉnh A", ["GIÁM ĐỐC"]),
        ("Giấy khen", "Tỉnh đoàn Ví Dụ", "Tỉnh đoàn Ví Dụ", ["THỦ TRƯỞNG ĐƠN VỊ"]),
        ("Bằng khen của Chủ tịch UBND tỉnh và cờ", "Sở", "Chủ tịch UBND tỉnh", ["CHỦ TỊCH"]),
        ("Giấy chứng nhận", "Sở", "Sở", ["TM. BAN TỔ CHỨC", "TRƯỞNG BAN"]),
    ],
)
def test_who_gives_it_follows_from_the_rules_and_from_who_holds_the_contest(
    certificate: str, organizer: str, issuer: str, signers: list[str]
) -> None:
    claim = replace(UNIT, certificate=certificate)

    printed = sheet(claim, contest=replace(CONTEST, organizer=organizer))

    assert (printed["issuer"], printed["signers"]) == (issuer, signers)


@pytest.mark.parametrize(
    ("claim", "entry", "shown"),
    [
        (WINNER, make_entry(), "Nguyễn Thị Ữ Ánh"),
        (WINNER, make_entry(winners_shown_as=PersonName.SHORT), "Nguyễn T. Ữ. Ánh"),
        (WINNER, make_entry(winners_shown_as=PersonName.HIDDEN), ""),
        (PASSED, make_entry(others_shown_as=PersonName.FULL), "Nguyễn T. Ữ. Ánh"),
        (PASSED, make_entry(others_shown_as=PersonName.HIDDEN), ""),
        (UNIT, make_entry(winners_shown_as=PersonName.HIDDEN), "Phường Ví Dụ"),
    ],
)
def test_the_check_page_shows_names_as_the_rules_do_while_the_paper_has_them_in_full(
    claim: Claim, entry: Any, shown: str
) -> None:
    contest = replace(CONTEST, entry=entry)

    assert make_record(contest, claim, 1, WORDING).name == shown
    assert sheet(claim, contest=contest)["name"] == claim.name


def test_without_an_address_there_is_no_qr_code_and_the_paper_says_where_to_look() -> None:
    printed = sheet(UNIT, Wording())

    assert (printed["qr"], printed["url"]) == ("", "")
    assert printed["check"] == (
        "Nhập mã tại trang của cuộc thi, mục Kiểm tra giấy khen, giấy chứng nhận"
    )
    assert len(lines_of(pdf_of(printed))) == 1


def test_a_name_is_printed_as_it_is_and_never_run() -> None:
    name = '#eval("1") *Ữ* $x$ \\u{41} <a>'
    [lines] = lines_of(pdf_of(sheet(replace(UNIT, name=name))))

    assert name in lines


LONG = "Trung tâm Giáo dục nghề nghiệp, Giáo dục thường xuyên và Hướng nghiệp dạy nghề"


@pytest.mark.parametrize("claim", [UNIT, WINNER, PASSED])
@pytest.mark.parametrize("name", [LONG, f"{LONG} " * 2, f"{LONG} " * 4, "Ữ" * 80], ids=len)
def test_however_long_names_are_everything_keeps_to_one_page_and_apart(
    claim: Claim, name: str
) -> None:
    group = claim.group and replace(claim.group, name="Giải dành cho người cao tuổi nhất " * 3)
    long = replace(claim, name=name, unit=name, group=group)
    contest = replace(CONTEST, name=f"{CONTEST.name} {LONG} " * 3, organizer=f"{LONG} " * 2)
    document = pypdfium2.PdfDocument(pdf_of(sheet(long, contest=contest)))
    try:
        assert len(document) == 1
        textpage = document[0].get_textpage()
        width, height = document[0].get_size()
        boxes = [textpage.get_rect(index) for index in range(textpage.count_rects())]
    finally:
        document.close()
    inside = [left > 60 and right < width - 60 for left, _, right, _ in boxes]
    assert all(inside)
    assert all(bottom > 40 and top < height - 40 for _, bottom, _, top in boxes)
    overlaps = [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[number + 1 :]
        if min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 3
    ]
    assert overlaps == []


def test_the_same_values_give_the_same_bytes() -> None:
    assert pdf_of(sheet(UNIT), sheet(WINNER)) == pdf_of(sheet(UNIT), sheet(WINNER))


def test_every_field_that_a_template_gets_is_documented_and_no_other() -> None:
    page = (Path(__file__).parents[3] / "docs" / "certificates.md").read_text(encoding="utf-8")
    fields = page.split("## What a template gets")[1].split("\n## ")[0]

    assert set(re.findall(r"^\| `([^`]+)`", fields, re.MULTILINE)) == {
        *make_value(CONTEST, []),
        *sheet(UNIT),
    }
