"""Templates: what an office fills in is what the import of the same contest takes."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from office.commands.lists import exclude_people, import_headcounts, import_people, import_units
from office.commands.project import CommandError
from office.commands.sheets import write_template
from office.people.columns import ListKind
from tests.office.contest_file.contest_folders import UNITS_CSV
from tests.office.people.office_lists import BY_ROSTER, PEOPLE, ROSTER_CSV, contest_folder


def filled(folder: Path, kind: ListKind, *rows: tuple[Any, ...]) -> Path:
    """Return a template of the contest with rows typed into it."""
    path = folder.parent / f"{kind}.xlsx"
    write_template(folder, kind, path)
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(rows, start=2):
        for column, cell in enumerate(row, start=1):
            book.worksheets[0].cell(number, column, cell)
    book.save(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return contest_folder(tmp_path / "contest")


def test_people_typed_into_the_template_are_read_in(folder: Path) -> None:
    import_people(folder, [filled(folder, ListKind.PEOPLE, *PEOPLE)], add=False, dry_run=False)

    assert (folder / "roster.csv").read_text(encoding="utf-8") == ROSTER_CSV


def test_the_other_templates_are_read_in_too(folder: Path) -> None:
    units = filled(
        folder, ListKind.UNITS, (1, "phuong-9", "Phường 9", "phuong", None, "khoi", "P9")
    )
    counts = filled(folder, ListKind.HEADCOUNTS, (1, "Phường 9", 12))
    excluded = filled(folder, ListKind.EXCLUDED, (1, "019099001239", "Ban Tổ chức", "Lê Mẫu", "x"))

    import_units(folder, units, dry_run=False)
    import_headcounts(folder, counts, kind="", on=None, dry_run=False)
    exclude_people(folder, [excluded], dry_run=False)

    assert (folder / "units.csv").read_text(encoding="utf-8") == (
        "id,name,level,block,aliases,headcount\nphuong-9,Phường 9,phuong,khoi,P9,12\n"
    )
    assert (folder / "excluded.csv").read_text(encoding="utf-8") == (
        "identifier,role,note\n019099001239,Ban Tổ chức,x\n"
    )


def test_cells_to_fill_in_are_text_so_that_leading_zeros_stay(folder: Path) -> None:
    path = filled(folder, ListKind.PEOPLE)
    sheet = openpyxl.load_workbook(path).worksheets[0]

    assert {cell.number_format for row in sheet["A2:F101"] for cell in row} == {"@"}


def test_a_template_names_the_units_that_can_be_chosen(folder: Path) -> None:
    book = openpyxl.load_workbook(filled(folder, ListKind.PEOPLE))

    assert book.sheetnames == ["Người dự thi", "Hướng dẫn", "Mã đơn vị"]
    assert list(book["Mã đơn vị"].values) == [
        ("Mã", "Tên"),
        ("phuong-1", "Phường 1"),
        ("phuong-2", "Phường 2"),
    ]


@pytest.mark.parametrize("kind", ListKind)
def test_every_column_is_explained(kind: ListKind, folder: Path) -> None:
    book = openpyxl.load_workbook(filled(folder, kind))
    columns = [cell.value for cell in book.worksheets[0][1]]

    explained = list(book["Hướng dẫn"].values)
    assert [name for name, _ in explained[1:]] == columns
    assert all(
        str(meaning).startswith(("Bắt buộc. ", "Không bắt buộc. ")) for _, meaning in explained[1:]
    )


def test_a_template_can_be_had_where_the_units_are_still_wrong(folder: Path) -> None:
    (folder / "units.csv").write_text(UNITS_CSV.replace("phuong-1,", "Phường,"), encoding="utf-8")

    book = openpyxl.load_workbook(filled(folder, ListKind.PEOPLE))

    assert book.sheetnames == ["Người dự thi", "Hướng dẫn"]


def test_a_file_that_is_there_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "people.xlsx").write_text("x", encoding="utf-8")

    with pytest.raises(CommandError):
        write_template(folder, ListKind.PEOPLE, tmp_path / "people.xlsx")

    assert (tmp_path / "people.xlsx").read_text(encoding="utf-8") == "x"


def test_only_a_workbook_can_be_a_template(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as error:
        write_template(folder, ListKind.PEOPLE, tmp_path / "people.csv")

    assert str(error.value) == f"Tên tệp phải có đuôi .xlsx: {tmp_path / 'people.csv'}"


def test_where_there_are_divisions_a_list_asks_for_them_and_takes_their_names(
    tmp_path: Path,
) -> None:
    divided = BY_ROSTER.replace(
        "attempts:\n",
        "divisions:\n  - {id: can-bo, name: Cán bộ}\n  - {id: dan, name: Nhân dân}\nattempts:\n",
    )
    folder = contest_folder(tmp_path / "contest", contest_yml=divided)
    rows = [
        (1, "019099009001", "Lê Mẫu", "28/02/1990", "Phường 1", "nhan dan", None),
        (2, "019099009002", "Trần Thị Thử", "1985-03-01", "phuong-2", "can-bo", None),
    ]

    path = filled(folder, ListKind.PEOPLE, *rows)
    import_people(folder, [path], add=False, dry_run=False)

    names = openpyxl.load_workbook(path)["Mã bảng"].values
    assert list(names) == [("Mã", "Tên"), ("can-bo", "Cán bộ"), ("dan", "Nhân dân")]
    assert (folder / "roster.csv").read_text(encoding="utf-8") == (
        "identifier,name,birth_date,unit,division,phone\n"
        "019099009001,Lê Mẫu,1990-02-28,phuong-1,dan,\n"
        "019099009002,Trần Thị Thử,1985-03-01,phuong-2,can-bo,\n"
    )
