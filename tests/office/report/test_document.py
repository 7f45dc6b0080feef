"""The document: the same blocks for Word, PDF and page, in the layout of an official paper."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pypdfium2
import pytest
from report_data import MADE_ON, invent_rounds, make_weekly_contest
from report_words import words_of

from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.rules import Announced, Contest, Edition, EntryMode, LegalDocument
from office.report import ClipTally, UnbalancedError, make_report
from office.report.blocks import TableColumn, table
from office.report.document import make_document
from office.report.pdf import report_pdf
from office.report.word import report_docx
from office.report.wording import document_shown
from office.texts import text


def make_values(weeks: int = 2) -> tuple[Contest, dict[str, Any]]:
    contest = replace(
        make_weekly_contest(weeks),
        announced=Announced(starts_on=date(2021, 10, 10), ends_on=date(2021, 11, 30), weeks=2),
        last_edition=Edition(name="cuộc thi năm 2020", attempts=60, units=2),
    )
    rounds = invent_rounds(contest, [40, 50, 45, 30][:weeks], seed=2)
    clips = [ClipTally(unit=contest.units[1].id, accepted=1, refused={"Sai chủ đề": 1})]
    visits = {
        "by_day": [{"day": "2021-10-10", "visits": 7, "page_views": 20}],
        "visits": 7,
        "page_views": 20,
        "bots": 3,
        "window_minutes": 30,
    }
    report = make_report(
        contest, rounds, made_on=MADE_ON, registered=90, clips=clips, visits=visits
    )
    return contest, report


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return make_document(*make_values())


def test_the_sections_are_those_of_an_administrative_report(document: dict[str, Any]) -> None:
    assert [section["title"] for section in document["sections"]] == [
        "I. CĂN CỨ, MỤC ĐÍCH",
        "II. KẾT QUẢ TỔ CHỨC",
        "III. KẾT QUẢ DỰ THI",
        "IV. GIẢI THƯỞNG",
        "V. ĐỐI CHIẾU SỐ LIỆU, PHƯƠNG PHÁP TÍNH",
    ]
    assert document["heading"] == {
        "organizer": "Ủy ban nhân dân thành phố",
        "number": "Số:        /BC-……",
        "country": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "place_and_day": "Thành phố, ngày 31 tháng 12 năm 2021",
        "title": "BÁO CÁO",
        "subject": "Kết quả Cuộc thi Tìm hiểu pháp luật về bầu cử",
    }
    assert [appendix["number"] for appendix in document["appendices"]] == [
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
    ]


def test_days_below_ten_and_the_months_one_and_two_have_two_digits() -> None:
    contest, report = make_values()

    assert [
        make_document(contest, {**report, "made_on": day})["heading"]["place_and_day"]
        for day in ("2022-02-05", "2022-03-05")
    ] == [
        "Thành phố, ngày 05 tháng 02 năm 2022",
        "Thành phố, ngày 05 tháng 3 năm 2022",
    ]


def test_tables_are_numbered_in_the_order_in_which_they_are_read(document: dict[str, Any]) -> None:
    numbers = [
        int(found[1])
        for words in words_of(document)
        if (found := re.match(r"Bảng (\d+)\. ", words))
    ]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == 14


def test_every_percentage_stands_beside_the_two_numbers_that_give_it(
    document: dict[str, Any],
) -> None:
    wrong = []
    for words in words_of(document):
        for part, whole, percent in re.findall(r"(-?[\d.]+)/([\d.]+) \((-?[\d.]+,\d\d)%\)", words):
            numerator, denominator = (int(n.replace(".", "")) for n in (part, whole))
            shown = int(percent.replace(".", "").replace(",", ""))
            if abs(shown * denominator - 10_000 * numerator) * 2 > denominator:
                wrong.append(words)
        stripped = re.sub(r"[\d.]+/[\d.]+ \(-?[\d.]+,\d\d%\)", "", words)
        if re.search(r"\d,\d+ ?%", stripped):
            wrong.append(words)

    assert wrong == []


def test_a_report_whose_percentage_was_changed_makes_no_document() -> None:
    contest, report = make_values()
    stored = json.loads(canonical_json(report))
    stored["total"]["perfect"]["of_attempts"]["percent"] = "23.53"

    with pytest.raises(UnbalancedError) as refused:
        make_document(contest, stored)

    assert refused.value.misrounded == ("total.perfect.of_attempts",)


def test_people_of_a_roster_were_given_codes_and_others_registered() -> None:
    contest, report = make_values()
    roster = replace(contest, entry=replace(contest.entry, mode=EntryMode.ROSTER))

    def said(of: Contest) -> list[str]:
        words = words_of(make_document(of, report))
        return [each.split(":")[0] for each in words if ": 90 người;" in each]

    assert [said(contest), said(roster)] == [
        ["- Số người đã đăng ký"],
        ["- Số người được cấp mã dự thi theo danh sách"],
    ]


def test_a_plan_that_differs_is_shown_beside_what_ran(document: dict[str, Any]) -> None:
    words = words_of(document)
    ends = words.index("Ngày kết thúc")

    assert words[ends : ends + 4] == ["Ngày kết thúc", "30/11/2021", "24/10/2021", "Khác"]


def test_word_says_what_the_document_says(document: dict[str, Any]) -> None:
    paper = docx.Document(io.BytesIO(report_docx(document)))
    said: list[str] = []
    for block in paper.iter_inner_content():
        if isinstance(block, docx.text.paragraph.Paragraph):
            said.append(block.text)
        else:
            said += [cell.text for row in block.rows for cell in row.cells]
    heading, ending = document["heading"], document["ending"]
    ends = [*ending["recipients"], ending["recipients_head"], ending["signer"]]
    outside = {*heading.values(), heading["organizer"].upper(), *ends, ending["signer_hint"]}
    inside = [each for each in said if each.strip() and each not in outside and "\n" not in each]

    assert inside == words_of(document)
    assert [each for each in said if "\n" in each] == [
        f"{heading['organizer'].upper()}\n",
        f"{heading['country']}\n{heading['motto']}\n",
        "\n".join([ending["recipients_head"], *ending["recipients"]]),
        f"{ending['signer']}\n{ending['signer_hint']}\n",
    ]


def test_word_has_the_page_of_an_official_paper(document: dict[str, Any]) -> None:
    paper = docx.Document(io.BytesIO(report_docx(document)))
    section = paper.sections[0]

    assert [
        round(length.mm)
        for length in (
            *(section.page_width, section.page_height, section.top_margin),
            *(section.bottom_margin, section.left_margin, section.right_margin),
        )
    ] == [210, 297, 20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert (paper.styles["Normal"].font.name, paper.styles["Normal"].font.size.pt) == (
        "Times New Roman",
        13,
    )


def test_the_pdf_says_what_the_document_says(document: dict[str, Any]) -> None:
    pdf = pypdfium2.PdfDocument(report_pdf(document))
    try:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
        sizes = {tuple(round(each / 72 * 25.4) for each in page.get_size()) for page in pdf}
    finally:
        pdf.close()
    said = re.sub(r"\s|￾|-", "", "".join(pages))
    lost = [
        words
        for words in words_of(document)
        if re.sub(r"\s|-", "", words) not in said and len(words) < 60
    ]

    assert sizes == {(210, 297)}
    assert lost == []


def test_the_same_report_gives_the_same_bytes() -> None:
    first, second = (make_document(*make_values()) for _ in range(2))

    assert report_docx(first) == report_docx(second)
    assert report_pdf(first) == report_pdf(second)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (
            "Kế hoạch tổ chức cuộc thi",
            "Kế hoạch số 1/KH ngày 09/12/2021 của Ủy ban nhân dân tổ chức cuộc thi",
        ),
        ("Luật Bầu cử", "Luật Bầu cử số 1/KH ngày 09/12/2021 của Ủy ban nhân dân"),
        ("Kế hoạch", "Kế hoạch (số 1/KH ngày 09/12/2021 của Ủy ban nhân dân)"),
        ("Sổ tay", "Sổ tay (số 1/KH ngày 09/12/2021 của Ủy ban nhân dân)"),
    ],
)
def test_documents_are_cited_as_official_papers_cite_them(title: str, shown: str) -> None:
    cited = LegalDocument(
        number="1/KH", issuer="Ủy ban nhân dân", issued_on=date(2021, 12, 9), title=title
    )

    assert document_shown(cited) == shown


def test_every_identity_has_its_sentence() -> None:
    _, report = make_values()

    sentences = [text(f"report.identity.{each['identity']}") for each in report["reconciliation"]]

    assert all(" = " in sentence for sentence in sentences)


def test_a_row_without_a_cell_for_each_column_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        table("T", [TableColumn(name="a", number=False), TableColumn(name="b")], [["1"]])
