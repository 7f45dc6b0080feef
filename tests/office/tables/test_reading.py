"""Tables are read from every kind of file that offices use, with the place of each cell."""

import unicodedata
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from office.contest_file.findings import Findings, Place
from office.tables.columns import Column
from office.tables.sheets import read_rows
from tests.office.tables.made_files import (
    COLUMNS,
    HEADINGS,
    PERSON,
    read,
    text_file,
    texts,
    with_part,
    word_file,
    workbook,
)

READ = {"name": "Nguyễn Văn Thử", "identifier": "001099000001", "birth": "1990-09-02"}
TABLE = [HEADINGS, PERSON]


def csv_text(separator: str) -> str:
    return "\r\n".join(separator.join(row) for row in TABLE)


@pytest.mark.parametrize(
    "write",
    [
        lambda folder: workbook(folder / "a.xlsx", TABLE),
        lambda folder: word_file(folder / "a.docx", TABLE),
        lambda folder: text_file(folder / "a.csv", csv_text(",")),
        lambda folder: text_file(folder / "a.csv", csv_text(";"), "utf-8-sig"),
        lambda folder: text_file(folder / "a.txt", csv_text("\t")),
        lambda folder: text_file(folder / "A.CSV", "sep=;\n" + csv_text(";")),
    ],
)
def test_every_kind_of_file_gives_the_same_rows(write: Any, tmp_path: Path) -> None:
    rows, told = read(write(tmp_path))

    assert (texts(rows), told) == ([READ], [])


@pytest.mark.parametrize(
    "typed",
    [
        "HỌ VÀ TÊN",
        "Ho va ten",
        "họ  và\ntên (*)",
        unicodedata.normalize("NFD", "Họ và tên"),
        "Họ tên*",
        "FULL NAME:",
    ],
)
def test_a_heading_is_known_however_it_is_typed(typed: str, tmp_path: Path) -> None:
    rows, told = read(workbook(tmp_path / "a.xlsx", [["Ngày sinh", "CCCD", typed], PERSON[::-1]]))

    assert (texts(rows), told) == ([READ], [])


def test_titles_may_stand_above_the_headings_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.active.merge_cells("A1:C1")

    above = [["DANH SÁCH NGƯỜI DỰ THI"], [], ["Số:", "1/DS"], HEADINGS, [], PERSON, [None, " "]]
    rows, told = read(workbook(tmp_path / "a.xlsx", above, change))

    assert rows is not None
    assert [row.place for row in rows] == [Place(path="a.xlsx", line=6)]
    assert rows[0].cells["birth"].place == Place(path="a.xlsx", line=6, column=3)
    assert told == []


def test_a_row_below_a_cell_with_line_ends_keeps_its_number_in_csv(tmp_path: Path) -> None:
    text = 'CCCD,Họ tên,Ghi chú\n01,A,"một\n\nhai"\n02,B,\n'
    rows, told = read(text_file(tmp_path / "a.csv", text))

    assert rows is not None
    assert [(row.place.line, row.cells["name"].text) for row in rows] == [(2, "A"), (5, "B")]
    assert rows[0].cells["note"].text == "một\n\nhai"
    assert told == []


def test_text_is_composed_and_its_blanks_are_single(tmp_path: Path) -> None:
    typed = unicodedata.normalize("NFD", " Nguyễn\u00a0 Văn\u200b\n Thử ")
    rows, told = read(workbook(tmp_path / "a.xlsx", [HEADINGS, [typed, *PERSON[1:]]]))

    assert (texts(rows), told) == ([READ], [])


@pytest.mark.parametrize(
    "typed",
    [
        date(1990, 9, 2),
        datetime.fromisoformat("1990-09-02"),
        "2/9/1990",
        "02-09-1990",
        "02.09.1990",
        "1990-9-2",
    ],
)
def test_a_day_is_a_date_cell_or_a_text_in_one_of_two_orders(typed: Any, tmp_path: Path) -> None:
    rows, told = read(workbook(tmp_path / "a.xlsx", [HEADINGS, [*PERSON[:2], typed]]))

    assert (texts(rows), told) == ([READ], [])


@pytest.mark.parametrize(
    "typed",
    [
        "2/9/90",
        "31/02/1990",
        "09/13/1990",
        "1990",
        1990,
        33118,
        datetime.fromisoformat("1990-09-02 07:00"),
        time(7),
        date(1900, 1, 1),
        "hôm qua",
        "02/09-1990",
    ],
)
def test_no_day_is_guessed(typed: Any, tmp_path: Path) -> None:
    rows, told = read(workbook(tmp_path / "a.xlsx", [HEADINGS, [*PERSON[:2], typed]]))

    assert texts(rows) == [{"name": READ["name"], "identifier": READ["identifier"]}]
    assert told == ["2:3 E511"]


@pytest.mark.parametrize(
    ("typed", "expected"), [(12, "12"), (12.0, "12"), (0.1 + 0.2, "0,3"), (-2.5, "-2,5"), (0, "0")]
)
def test_a_number_reads_as_vietnamese_write_it(typed: Any, expected: str, tmp_path: Path) -> None:
    rows, told = read(
        workbook(tmp_path / "a.xlsx", [["Họ tên", "CCCD", "Số lượng"], ["A", "01", typed]])
    )

    assert (texts(rows)[0]["count"], told) == (expected, [])


@pytest.mark.parametrize("typed", [date(2026, 2, 1), time(7, 30), True, 1e15, 12345678901234567])
def test_what_the_program_changed_is_refused_as_text(typed: Any, tmp_path: Path) -> None:
    rows, told = read(workbook(tmp_path / "a.xlsx", [["Họ tên", "CCCD"], [typed, "01"]]))

    assert (texts(rows), told) == ([{"identifier": "01"}], ["2:1 E509"])


def test_true_and_false_are_flags_where_a_flag_is_asked_for(tmp_path: Path) -> None:
    table = [["Họ tên", "CCCD", "Được chọn"], ["A", "01", True], ["B", "02", "false"]]
    rows, told = read(workbook(tmp_path / "a.xlsx", table))

    assert [row["selected"] for row in texts(rows)] == ["true", "false"]
    assert told == []


def test_a_number_where_an_identifier_belongs_is_told_with_its_row(tmp_path: Path) -> None:
    table = [HEADINGS, PERSON, ["Trần Thị Ví Dụ", 1099000002, "03/09/1990"]]
    findings = Findings()
    read_rows(workbook(tmp_path / "a.xlsx", table), COLUMNS, findings)

    assert [f"{found.line}:{found.column} {found.message}" for found in findings.found] == [
        "3:2 Ô “Số định danh” ở đây là số, nên số 0 đứng đầu (nếu có) đã mất: 1099000002"
    ]


@pytest.mark.parametrize("typed", ["1.099E+09", "1,099e+09", "1E10"])
def test_an_identifier_that_was_saved_as_a_power_of_ten_is_refused(
    typed: str, tmp_path: Path
) -> None:
    rows, told = read(text_file(tmp_path / "a.csv", f"Họ tên;CCCD\nA;{typed}\nB;1E\n"))

    assert (texts(rows), told) == ([{"name": "A"}, {"name": "B", "identifier": "1E"}], ["2:2 E509"])


def test_a_refused_cell_is_not_told_to_be_empty_as_well(tmp_path: Path) -> None:
    findings = Findings()
    table = [HEADINGS, [None, 1099000002, "03/09/1990"]]
    rows = read_rows(workbook(tmp_path / "a.xlsx", table), COLUMNS, findings)

    assert rows is not None
    assert [rows[0].required(key, findings) for key in ("name", "identifier")] == [None, None]
    assert [f"{each.column} {each.code.value}" for each in findings.found] == ["2 E509", "1 E120"]


def test_a_column_that_is_missing_is_named_with_its_other_names(tmp_path: Path) -> None:
    findings = Findings()
    rows = read_rows(text_file(tmp_path / "a.csv", "Họ và tên;Mã số\nA;1\n"), COLUMNS, findings)

    assert rows is None
    assert [(found.message, found.remedy_in("vi")) for found in findings.found] == [
        (
            "Không thấy dòng tiêu đề cột trong 15 dòng đầu: thiếu cột “Số định danh”; "
            "ở đây có: “Họ và tên”, “Mã số”",
            "Thêm dòng tiêu đề có đủ các cột đó; mỗi cột ghi một trong các tên: "
            "“Số định danh / CCCD / Identifier”",
        )
    ]


def test_a_heading_that_stands_twice_is_refused(tmp_path: Path) -> None:
    rows, told = read(
        workbook(tmp_path / "a.xlsx", [["Họ tên", "CCCD", "Họ và tên"], ["A", "1", "B"]])
    )

    assert (rows, told) == (None, ["1:3 E113"])


def test_cells_merged_beside_the_table_do_no_harm(tmp_path: Path) -> None:
    rows, told = read(
        workbook(tmp_path / "a.xlsx", TABLE, lambda book: book.active.merge_cells("E1:F9"))
    )

    assert (texts(rows), told) == ([READ], [])


def test_cells_merged_in_a_text_document_are_found(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    table = document.add_table(3, 3)
    for row, cells in zip(table.rows, [HEADINGS, PERSON, ["", *PERSON[1:]]], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(str(tmp_path / "a.docx"))

    assert read(tmp_path / "a.docx") == (None, ["2:1 E508"])


def test_every_table_of_a_text_document_with_the_headings_is_read(tmp_path: Path) -> None:
    other = [HEADINGS, ["Trần Thị Ví Dụ", *PERSON[1:]]]
    path = word_file(tmp_path / "a.docx", TABLE, [["Nơi nhận", "Ký tên"], ["VP", ""]], other)
    rows, told = read(path)

    assert [(row.place.path, row.cells["name"].text) for row in rows or ()] == [
        ("a.docx[1]", "Nguyễn Văn Thử"),
        ("a.docx[3]", "Trần Thị Ví Dụ"),
    ]
    assert told == []


def test_text_that_was_inserted_with_changes_tracked_is_read_and_deleted_text_is_not(
    tmp_path: Path,
) -> None:
    path = word_file(tmp_path / "a.docx", [HEADINGS, ["Nguyễn", *PERSON[1:]]])
    tracked = (
        "<w:del><w:r><w:delText>Nguyễn</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>Nguyễn Văn Thử</w:t></w:r></w:ins>"
    )
    old = "<w:r><w:t>Nguyễn</w:t></w:r>".encode()
    rows, told = read(with_part(path, "word/document.xml", old, tracked.encode()))

    assert (texts(rows), told) == ([READ], [])


def test_the_first_visible_sheet_with_the_headings_is_read_unless_one_is_named(
    tmp_path: Path,
) -> None:
    def change(book: Any) -> None:
        book.active.title = "Bìa"
        book.create_sheet("Nháp").append(HEADINGS)
        book["Nháp"].sheet_state = "hidden"
        sheet = book.create_sheet("Danh sách")
        for row in TABLE:
            sheet.append(row)

    path = workbook(tmp_path / "a.xlsx", [["Trang bìa"]], change)

    rows, told = read(path)
    assert [(row.place.path, row.place.line) for row in rows or ()] == [("a.xlsx[Danh sách]", 2)]
    assert told == []
    assert read(path, sheet="Nháp") == ((), [])


def test_what_is_shown_of_a_file_is_what_the_caller_says(tmp_path: Path) -> None:
    rows, _ = read(workbook(tmp_path / "a.xlsx", TABLE), shown="danh-sach/a.xlsx")

    assert [row.place.path for row in rows or ()] == ["danh-sach/a.xlsx"]


def test_a_column_typed_wrongly_is_told_with_the_name_that_is_near(tmp_path: Path) -> None:
    findings = Findings()
    read_rows(text_file(tmp_path / "a.csv", "Họ tên,CCCD,Ngày sin\nA,01,\n"), COLUMNS, findings)

    assert [found.message for found in findings.found] == [
        "Cột “Ngày sin” không được đọc, tên gần giống cột “Ngày sinh”"
    ]


def test_two_columns_of_one_name_are_a_mistake_of_the_program(tmp_path: Path) -> None:
    columns = [Column(key="a", headers=("Tên",)), Column(key="b", headers=("TÊN *",))]

    with pytest.raises(ValueError, match="two columns"):
        read_rows(text_file(tmp_path / "a.csv", "Tên\nA\n"), columns, Findings())
