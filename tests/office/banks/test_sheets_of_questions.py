"""Sheets of questions: what Excel, Word and CSV files hold, and what comes back unchanged."""

import tempfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from written_banks import banks, question, read_rows_of, write_sheet

from chalicelib.contest.questions import QuestionKind, WrittenOption, WrittenQuestion
from office.banks.from_table import read_sheet
from office.banks.text_format import format_bank, parse_bank
from office.banks.to_table import sheet_of
from office.contest_file.findings import Findings
from office.tables.write import CellOut, write_xlsx

HEADINGS = "Câu hỏi | Phương án A | Phương án B | Phương án C | Đáp án đúng | Nguồn"
ROW = ("Cơ quan nào?", "Sở", "Bộ", "Cục", "B", "1/2020/NĐ-CP")


def read(path: Path) -> list[WrittenQuestion]:
    rows, findings = read_rows_of(path)
    assert findings == ()
    return [row.question for row in rows]


def the_one(folder: Path, headings: str, *cells: CellOut) -> WrittenQuestion:
    [found] = read(write_sheet(folder / "cau-hoi.xlsx", headings, cells))
    return found


def chosen(found: WrittenQuestion) -> list[str]:
    return [option.text for option in found.options if option.right]


@given(banks)
def test_questions_written_to_excel_come_back_the_same(written: list[WrittenQuestion]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cau-hoi.xlsx"
        write_xlsx(path, [sheet_of(written, "Câu hỏi")])
        findings = Findings()
        found = [row.question for row in read_sheet(path, path.name, findings)]
    assert (found, findings.in_order()) == (written, ())


@given(banks)
def test_questions_from_excel_written_as_text_come_back_the_same(
    written: list[WrittenQuestion],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cau-hoi.xlsx"
        write_xlsx(path, [sheet_of(written, "Câu hỏi")])
        found = [row.question for row in read_sheet(path, path.name, Findings())]
    assert parse_bank(format_bank(found), "bank.txt") == (tuple(written), ())


def test_a_row_needs_no_more_than_question_options_answer_and_source(tmp_path: Path) -> None:
    assert the_one(tmp_path, HEADINGS, *ROW) == WrittenQuestion(
        id=the_one(tmp_path, HEADINGS, *ROW).id,
        text="Cơ quan nào?",
        options=(
            WrittenOption(text="Sở", right=False),
            WrittenOption(text="Bộ", right=True),
            WrittenOption(text="Cục", right=False),
        ),
        source="1/2020/NĐ-CP",
    )


@pytest.mark.parametrize(
    "headings",
    [
        "NỘI DUNG CÂU HỎI | Đáp án A | Đáp án B | Đáp án C | Đáp án | Căn cứ pháp lý",
        "cau hoi (*) | A | B | C | Đáp án đúng | Nguồn",
        "Question | Option A | Option B | Option C | Correct answer | Source",
    ],
)
def test_headings_may_be_called_in_many_ways(headings: str, tmp_path: Path) -> None:
    assert the_one(tmp_path, headings, *ROW) == the_one(tmp_path, HEADINGS, *ROW)


def test_columns_stand_in_any_order_under_a_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Câu hỏi", 0)
    sheet.append(["NGÂN HÀNG CÂU HỎI"])
    sheet.append([])
    sheet.append(["Nguồn", "Đáp án đúng", "Phương án B", "Phương án A", "Câu hỏi"])
    sheet.append(["1/2020/NĐ-CP", "A", "Bộ", "Sở", "Cơ quan nào?"])
    book.save(tmp_path / "cau-hoi.xlsx")

    [found] = read(tmp_path / "cau-hoi.xlsx")

    assert (found.text, chosen(found), found.source) == ("Cơ quan nào?", ["Sở"], "1/2020/NĐ-CP")


@pytest.mark.parametrize("typed", ["B", "b", "B.", "(B)", "Đáp án B", "phương án b", "Bộ", "BỘ"])
def test_the_right_answer_is_a_letter_or_the_option_s_text(typed: str, tmp_path: Path) -> None:
    assert chosen(the_one(tmp_path, HEADINGS, *ROW[:4], typed, ROW[5])) == ["Bộ"]


@pytest.mark.parametrize("typed", ["A, C", "A và C", "AC", "a;c", "A C", "A/C"])
def test_several_letters_make_several_answers(typed: str, tmp_path: Path) -> None:
    found = the_one(tmp_path, HEADINGS, *ROW[:4], typed, ROW[5])
    assert (found.kind, chosen(found)) == (QuestionKind.MULTIPLE, ["Sở", "Cục"])


def test_letters_that_are_an_option_s_text_name_that_option(tmp_path: Path) -> None:
    found = the_one(tmp_path, HEADINGS, "Hạng nào?", "AC", "AB", "BC", "AB", "Luật")
    assert (found.kind, chosen(found)) == (QuestionKind.SINGLE, ["AB"])


def test_a_letter_is_a_place_even_where_options_are_letters(tmp_path: Path) -> None:
    found = the_one(tmp_path, HEADINGS, "Hạng nào?", "C", "B", "A", "A", "Luật")
    assert chosen(found) == ["C"]


@pytest.mark.parametrize(("typed", "right"), [("Đúng", "Đúng"), ("S", "Sai"), ("B", "Sai")])
def test_true_or_false_needs_no_options(typed: str, right: str, tmp_path: Path) -> None:
    found = the_one(
        tmp_path,
        "Câu hỏi | Loại | Đáp án đúng | Nguồn",
        *("Công dân bình đẳng trước pháp luật.", "Đúng/Sai", typed, "Hiến pháp, Điều 16"),
    )
    assert (found.kind, [o.text for o in found.options], chosen(found)) == (
        QuestionKind.SINGLE,
        ["Đúng", "Sai"],
        [right],
    )


def test_the_word_true_is_an_answer_even_where_excel_made_it_a_value(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Câu hỏi", 0)
    sheet.append(["Câu hỏi", "Loại", "Đáp án đúng", "Nguồn"])
    sheet.append(["Công dân bình đẳng trước pháp luật.", "đúng - sai", True, "Hiến pháp"])
    book.save(tmp_path / "cau-hoi.xlsx")

    assert [chosen(found) for found in read(tmp_path / "cau-hoi.xlsx")] == [["Đúng"]]


@pytest.mark.parametrize(("typed", "number"), [("12,50", "12.5"), ("1 200", "1200"), (80, "80")])
def test_a_number_without_options_is_a_number_question(
    typed: CellOut, number: str, tmp_path: Path
) -> None:
    found = the_one(tmp_path, "Câu hỏi | Đáp án đúng | Nguồn", "Bao nhiêu?", typed, "Luật")
    assert (found.kind, found.number, found.options) == (QuestionKind.NUMBER, number, ())


def test_an_option_that_stays_last_is_named_by_its_letter(tmp_path: Path) -> None:
    found = the_one(tmp_path, f"{HEADINGS} | Luôn đứng cuối", *ROW[:3], "Cả hai", "C", "Luật", "C")
    assert [option.last for option in found.options] == [False, False, True]


def test_what_writers_number_twice_counts_once(tmp_path: Path) -> None:
    found = the_one(
        tmp_path, HEADINGS, "Câu 12: Cơ quan nào?", "A. Sở", "b) Bộ", "C: Cục", "B", "Luật"
    )
    assert (found.text, [o.text for o in found.options]) == ("Cơ quan nào?", ["Sở", "Bộ", "Cục"])


def test_a_letter_of_another_option_stays(tmp_path: Path) -> None:
    found = the_one(tmp_path, HEADINGS, "Nhóm nào?", "B. Sở", "A. Bộ", "Cục", "B", "Luật")
    assert [option.text for option in found.options] == ["B. Sở", "A. Bộ", "Cục"]


@pytest.mark.parametrize(
    "cell",
    ["A. Sở\nB. Bộ\nthuộc Chính phủ", "a) Sở\nb) Bộ thuộc Chính phủ", "Sở\nBộ thuộc Chính phủ"],
)
def test_options_may_stand_as_lines_of_one_cell(cell: str, tmp_path: Path) -> None:
    headings = "Câu hỏi | Phương án | Đáp án đúng | Nguồn"
    found = the_one(tmp_path, headings, "Cơ quan nào?", cell, "B", "Luật")
    assert (chosen(found), len(found.options)) == (["Bộ thuộc Chính phủ"], 2)


def word_table(path: Path, *rows: tuple[str, ...]) -> Path:
    document = Document()
    document.add_paragraph("Ngân hàng câu hỏi")
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, typed in zip(table.add_row().cells, row, strict=True):
            cell.text = typed
    document.save(str(path))
    return path


def test_a_word_table_has_options_below_the_question(tmp_path: Path) -> None:
    path = word_table(
        tmp_path / "cau-hoi.docx",
        ("STT", "Nội dung", "Đáp án", "Căn cứ"),
        ("1", "Cơ quan nào\ncấp phép?\nA. Sở\nB. Bộ\nC. Cục", "C", "Luật, Điều 1"),
    )

    found, findings = read_rows_of(path)

    assert [(row.question.text, chosen(row.question)) for row in found] == [
        ("Cơ quan nào cấp phép?", ["Cục"])
    ]
    assert [finding.code.value for finding in findings] == ["N531"]


def test_a_csv_file_is_a_sheet_too(tmp_path: Path) -> None:
    path = tmp_path / "cau-hoi.csv"
    path.write_text(
        "Câu hỏi;A;B;Đáp án đúng;Nguồn\nCơ quan nào?;Sở;Bộ;A;Luật\n", encoding="utf-8-sig"
    )
    assert [chosen(found) for found in read(path)] == [["Sở"]]


def test_ids_are_lower_case_whatever_was_typed(tmp_path: Path) -> None:
    assert the_one(tmp_path, f"{HEADINGS} | Mã", *ROW, "T1-01").id == "t1-01"


def test_a_day_that_excel_took_is_refused_and_nothing_is_said_of_what_it_leaves_open(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Câu hỏi", 0)
    sheet.append(["Câu hỏi", "Phương án A", "Phương án B", "Đáp án đúng", "Nguồn"])
    sheet.append(["Ngày nào?", openpyxl.utils.datetime.from_excel(40000), "Ngày khác", "A", "Luật"])
    book.save(tmp_path / "cau-hoi.xlsx")

    rows, findings = read_rows_of(tmp_path / "cau-hoi.xlsx")

    assert (rows, [(f.line, f.code.value) for f in findings]) == ((), [(2, "E509")])


def test_a_sheet_exported_for_writers_has_four_columns_of_options_at_least() -> None:
    assert sheet_of([question()], "Câu hỏi").headings == (
        *("Mã", "Câu hỏi", "Phương án A", "Phương án B", "Phương án C", "Phương án D"),
        *("Đáp án đúng", "Luôn đứng cuối", "Loại", "Mức", "Chủ đề", "Nguồn", "Điểm"),
        "Giải thích",
    )
