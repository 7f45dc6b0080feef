"""Slips: who stands on which, in which order, and that everything on them can be read."""

import io
from dataclasses import replace

import pypdfium2
import pytest
import segno
from builders import make_contest

from chalicelib.contest.ids import DivisionId, RoundId, UnitId
from chalicelib.contest.rules import Contest, Division
from chalicelib.contest.units import Unit
from chalicelib.use_cases.enrol import RosterEntry
from office.people.slips import Slip, UnitSlips, by_unit, hours, slips_pdf, slips_value

SITE = "https://thi.example.vn/"
LONGEST_NAME = "Công Tằng Tôn Nữ Thị Ví Dụ Rất Dài Để Xem Có Vừa Trên Phiếu Hay Không Nhé Bạn Ơi"


def contest() -> Contest:
    names = ("Sở Tư pháp", "Phường 1")
    units = tuple(Unit(id=UnitId(f"u{i}"), name=each, level="x") for i, each in enumerate(names))
    return replace(make_contest(), units=units, portal=SITE)


def slip(name: str, unit: str | None = "u0", identifier: str = "019099009001") -> Slip:
    entry = RosterEntry(
        identifier=identifier,
        name=name,
        birth_date="1990-02-28",
        unit=UnitId(unit) if unit else None,
    )
    return Slip(entry=entry, code="7K2M-9QXD-4T0B")


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return [" ".join(text.split()) for text in texts]


def one_unit(*slips: Slip, of: Contest | None = None) -> UnitSlips:
    (group,) = by_unit(of or contest(), slips)
    return group


def test_units_stand_in_the_order_of_the_contest_and_names_in_theirs() -> None:
    groups = by_unit(
        contest(),
        [
            slip("Vũ Bình"),
            slip("Lê An", "u1"),
            slip("Đỗ Mẫu", None),
            slip("Trần Ánh"),
            slip("Lê An", identifier="019099009002"),
            slip("Lê An"),
        ],
    )

    assert [(group.stem, [each.entry.name for each in group.slips]) for group in groups] == [
        ("u0", ["Lê An", "Lê An", "Trần Ánh", "Vũ Bình"]),
        ("u1", ["Lê An"]),
        ("khong-don-vi", ["Đỗ Mẫu"]),
    ]
    assert [each.entry.identifier[-1] for each in groups[0].slips[:2]] == ["1", "2"]


def test_a_slip_says_what_its_owner_needs_and_neither_birth_date_nor_identifier() -> None:
    page, signing = pages(slips_pdf(contest(), one_unit(slip("Lê Mẫu")), made_at=0))

    said = contest()
    for each in (
        said.name,
        "Lê Mẫu Sở Tư pháp Số CCCD: •••• 9001",
        "MÃ DỰ THI 7K2M-9QXD-4T0B",
        "Vào thi tại: thi.example.vn",
        *hours(said),
        "Không cho người khác biết mã.",
        "khai đúng số CCCD và ngày sinh",
        f"hoặc báo {said.contact}. Mã cũ hết hiệu lực.",
    ):
        assert " ".join(each.split()) in page
    assert "7K2M" not in signing
    for text in (page, signing):
        assert "019099009001" not in text
        assert "1990" not in text


def test_the_qr_code_is_the_address_alone() -> None:
    out = io.BytesIO()
    segno.make(SITE, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=0)

    assert slips_value(contest(), one_unit(slip("Lê Mẫu")))["qr"] == out.getvalue().decode()


def test_without_an_address_a_slip_has_no_qr_code() -> None:
    plain = replace(contest(), portal="")
    page, _ = pages(slips_pdf(plain, one_unit(slip("Lê Mẫu"), of=plain), made_at=0))

    assert "Vào thi tại" not in page
    assert "7K2M-9QXD-4T0B" in page


def test_eight_slips_stand_on_a_page_and_the_list_to_sign_follows() -> None:
    group = one_unit(*(slip(f"Lê Mẫu {letter}") for letter in "ABCDEFGHI"))

    texts = pages(slips_pdf(contest(), group, made_at=0))

    assert [text.count("MÃ DỰ THI 7K2M") for text in texts] == [8, 1, 0]
    assert texts[2].startswith("DANH SÁCH GIAO NHẬN PHIẾU MÃ DỰ THI")
    assert "Tổng số: 9 phiếu." in texts[2]


def test_many_rounds_become_one_line() -> None:
    (round_, *_) = contest().rounds
    many = tuple(replace(round_, id=RoundId(f"v{i}"), name=f"Vòng {i}") for i in range(4))

    assert len(hours(replace(contest(), rounds=many[:3]))) == 3
    (line,) = hours(replace(contest(), rounds=many))
    assert line.startswith("4 vòng thi, từ ")


@pytest.mark.parametrize("portal", [SITE, f"https://{'rat-dai-' * 6}thi.example.gov.vn/"])
def test_the_longest_names_still_fit_their_slips(portal: str) -> None:
    division = Division(id=DivisionId("a"), name="Bảng A: cán bộ, công chức, viên chức các cấp")
    (round_, *_) = contest().rounds
    rounds = tuple(
        replace(round_, id=RoundId(f"v{i}"), name=f"Vòng {i}: tìm hiểu Luật Cư trú, Luật Căn cước")
        for i in range(3)
    )
    long = replace(
        contest(),
        portal=portal,
        rounds=rounds,
        divisions=(division,),
        units=(Unit(id=UnitId("u0"), name="Ban Quản lý dự án đầu tư xây dựng " * 2, level="x"),),
        contact="Phòng Nội vụ, tầng 3, số 5 đường Cách mạng Tháng Tám; noivu@example.gov.vn",
    )
    entry = replace(slip(LONGEST_NAME).entry, division=division.id)
    group = one_unit(*[Slip(entry=entry, code="7K2M-9QXD-4T0B")] * 8, of=long)

    document = pypdfium2.PdfDocument(slips_pdf(long, group, made_at=0))
    try:
        page = document[0]
        height = page.get_height()
        letters = page.get_textpage()
        words = (letters.get_rect(index) for index in range(letters.count_rects()))
        lasts = [
            bottom
            for left, bottom, right, top in words
            if "hết hiệu lực" in letters.get_text_bounded(left, bottom, right, top)
        ]
    finally:
        document.close()
    # Measured from the foot of the page: the last line of every slip ends above the cutting line.
    above = [bottom % (height / 4) for bottom in lasts]
    assert len(lasts) == 8
    assert all(8 < each < 40 for each in above), above


def test_the_same_slips_give_the_same_bytes() -> None:
    group = one_unit(slip("Lê Mẫu"))

    assert slips_pdf(contest(), group, made_at=0) == slips_pdf(contest(), group, made_at=0)
