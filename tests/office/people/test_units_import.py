"""Lists of units and of headcounts -> ``units.csv``, and back."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from office.commands.lists import import_headcounts, import_units
from office.commands.project import CommandError
from office.commands.sheets import export_units
from office.contest_file.load import load_contest
from tests.office.contest_file.contest_folders import CONTEST_YML, UNITS_CSV, write_folder
from tests.office.tables.made_files import workbook

HEADINGS = ("Mã đơn vị", "Tên đơn vị", "Cấp", "Mã đơn vị cấp trên", "Được chọn")
ROWS = (
    ("thanh-pho", "Thành phố", "thanh-pho", None, False),
    ("phuong-1", "Phường 1", "phuong", "thanh-pho", None),
    ("phuong-3", "Phường 3", "phuong", "thanh-pho", True),
)
COUNTED = CONTEST_YML.replace("  levels: [phuong]", "  levels: [phuong]\n  headcount_kind: CBCCVC")


def units_of(folder: Path) -> str:
    return (folder / "units.csv").read_text(encoding="utf-8")


def found(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return ``line:column CODE`` of what is on the error stream."""
    return re.findall(r"^\S+?:(\d+:\d+ [EWN]\d+)", capsys.readouterr().err, re.MULTILINE)


def test_a_list_of_units_is_the_whole_list_and_keeps_what_it_does_not_speak_of(
    tmp_path: Path,
) -> None:
    folder = write_folder(tmp_path / "contest")

    told = import_units(folder, workbook(tmp_path / "list.xlsx", [HEADINGS, *ROWS]), dry_run=False)

    assert units_of(folder) == (
        "id,name,level,parent,headcount,selectable\n"
        "thanh-pho,Thành phố,thanh-pho,,,false\n"
        "phuong-1,Phường 1,phuong,thanh-pho,20,\n"
        "phuong-3,Phường 3,phuong,thanh-pho,,true\n"
    )
    assert told == [
        "Danh sách có 3 đơn vị: thêm 1, bỏ 1, thay đổi 1, giữ nguyên 1.",
        "  + Phường 3 (phuong-3)",
        "  - Phường 2 (phuong-2)",
        "  ~ Phường 1 (phuong-1): Được chọn “true” → “(trống)”",
        f"Đã ghi {folder / 'units.csv'}",
    ]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "contest")

    told = import_units(folder, workbook(tmp_path / "list.xlsx", [HEADINGS, *ROWS]), dry_run=True)

    assert told[-1] == f"Mới xem thử, chưa ghi gì vào {folder / 'units.csv'}"
    assert units_of(folder) == UNITS_CSV


def test_what_was_exported_is_read_in_again_as_it_was(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path / "contest",
        {
            "units.csv": "id,name,level,parent,block,aliases,headcount:CBCCVC@2021-08-01,note\n"
            'so-1,"Sở 1, 2",so,,so-nganh,SỞ MỘT|S1,007,ghi chú\n'
            "phuong-1,=1+1,phuong,so-1,,,12,\n"
        },
    )
    before = load_contest(folder)

    told = export_units(folder, tmp_path / "units.xlsx")
    (folder / "units.csv").write_text("id,name,level\nx,X,x\n", encoding="utf-8")
    import_units(folder, tmp_path / "units.xlsx", dry_run=False)

    assert told == f"Đã xuất 2 đơn vị ra {tmp_path / 'units.xlsx'}"
    assert load_contest(folder) == before
    assert units_of(folder).splitlines()[2] == "phuong-1,=1+1,phuong,so-1,,,12,"


def test_units_can_be_read_in_where_the_contest_has_none_yet(tmp_path: Path) -> None:
    yml = CONTEST_YML.replace("units: units.csv\n", "")
    folder = write_folder(tmp_path / "contest", {"contest.yml": yml, "units.csv": None})

    told = import_units(folder, workbook(tmp_path / "list.xlsx", [HEADINGS, *ROWS]), dry_run=False)

    assert told[-1] == "contest.yml chưa nêu tệp này. Hãy thêm dòng: units: units.csv"
    assert units_of(folder).count("\n") == 4


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Phường 3", "Phường 3", "phuong", None, None)], ["2:1 E119"]),
        ([("p-3", None, "phuong", None, None)], ["2:2 E120"]),
        ([("p-3", "Phường 3", "???", None, None)], ["2:3 E119"]),
        ([(None, "???", "phuong", None, None)], ["2:2 E119"]),
        (
            [ROWS[0], (None, "Xã 1", "xa", None, None), ("xa-1", "Xã 2", "xa", None, None)],
            ["4:1 E151"],
        ),
        ([("p-3", "Phường 3", "phuong", "huyen", None)], ["2:4 E153"]),
        ([("p-3", "Phường 3", "phuong", None, "có")], ["2:5 E114"]),
        ([ROWS[0], ("thanh-pho", "Xã", "xa", None, None)], ["3:1 E151"]),
        ([ROWS[0], ROWS[1], ("p", "PHƯỜNG 1", "phuong", "thanh-pho", None)], ["4:2 E152"]),
        ([("a", "A", "xa", "b", None), ("b", "B", "xa", "a", None)], ["2:4 E154"]),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column_and_nothing_is_written(
    rows: Sequence[Sequence[Any]],
    expected: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = write_folder(tmp_path / "contest")
    path = workbook(tmp_path / "list.xlsx", [HEADINGS, *rows])

    with pytest.raises(CommandError):
        import_units(folder, path, dry_run=False)

    assert found(capsys) == expected
    assert units_of(folder) == UNITS_CSV


def test_a_list_as_offices_type_it_needs_no_ids(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "contest", {"units.csv": "id,name,level\nsnv,Sở Nội vụ,so\n"})
    typed = workbook(
        tmp_path / "list.xlsx",
        [
            ("DANH SÁCH ĐƠN VỊ DỰ THI",),
            (),
            ("STT", "Tên đơn vị", "Loại đơn vị", "Trực thuộc", "Số người"),
            (1, "SỞ NỘI VỤ", "Sở", None, "1.234"),
            (2, "Huyện Phú Bình", "Huyện, thị xã", None, 98),
            (3, "Xã Đào Xá", "Xã", "huyện Phú Bình", None),
            ("Tổng cộng", None, None, None, "1.332"),
        ],
    )

    import_units(folder, typed, dry_run=False)

    assert units_of(folder) == (
        "id,name,level,parent,headcount\n"
        "snv,SỞ NỘI VỤ,so,,1234\n"
        "huyen-phu-binh,Huyện Phú Bình,huyen-thi-xa,,98\n"
        "xa-dao-xa,Xã Đào Xá,xa,huyen-phu-binh,\n"
    )


def test_units_of_one_name_get_no_id_by_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "contest")
    rows = [(None, "Phường 1", "phuong", "tp-a", None), (None, "Phường 1", "phuong", "tp-b", None)]

    with pytest.raises(CommandError):
        import_units(folder, workbook(tmp_path / "l.xlsx", [HEADINGS, *rows]), dry_run=False)

    assert found(capsys) == ["3:2 E151"]


def headcounts(folder: Path, *rows: Sequence[Any], **options: Any) -> list[str]:
    path = workbook(folder.parent / "counts.xlsx", [("Đơn vị", "Số người"), *rows])
    wanted = {"kind": "", "on": None, "dry_run": False, **options}
    return import_headcounts(folder, path, **wanted)


def test_headcounts_fill_the_plain_column_for_the_units_named(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "contest")

    told = headcounts(folder, ("phường 1", 55))

    assert units_of(folder) == UNITS_CSV.replace("thanh-pho,20", "thanh-pho,55")
    assert told[-1] == (
        "Cột headcount: có số liệu của 1 đơn vị trong tệp; còn 0 đơn vị chưa có số."
    )


def test_headcounts_may_have_dots_and_a_sum_below_them(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "contest")

    headcounts(folder, ("Phường 1", "1.055"), ("Tổng cộng:", "1.055"))

    assert units_of(folder) == UNITS_CSV.replace("thanh-pho,20", "thanh-pho,1055")


def test_headcounts_of_the_rules_kind_on_a_day_take_effect(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "contest", {"contest.yml": COUNTED})

    told = headcounts(folder, ("phuong-1", 55), ("Phường 2", "66"), on=date(2021, 8, 1))

    assert [unit.headcount for unit in load_contest(folder).contest.units] == [None, 55, 66]
    assert units_of(folder).splitlines()[0] == (
        "id,name,level,parent,headcount,selectable,headcount:CBCCVC@2021-08-01"
    )
    assert told[-1].startswith("Cột headcount:CBCCVC@2021-08-01: có số liệu của 2 đơn vị")


def test_figures_that_do_not_count_are_pointed_out(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "contest", {"contest.yml": COUNTED})
    headcounts(folder, ("phuong-1", 55), on=date(2021, 8, 1))

    older = headcounts(folder, ("phuong-1", 50), on=date(2020, 8, 1))
    other = headcounts(folder, ("phuong-1", 9), kind="đảng viên")

    assert [told[-1].split(" ở cột ")[0] for told in (older, other)] == [
        "Lưu ý: thể lệ không lấy số",
        "Lưu ý: thể lệ không lấy số",
    ]
    assert load_contest(folder).contest.units[1].headcount == 55


def test_a_day_without_a_kind_is_refused(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "contest")

    with pytest.raises(CommandError) as error:
        headcounts(folder, ("phuong-1", 55), on=date(2021, 8, 1))

    assert str(error.value) == "Đã ghi --on thì phải ghi cả --kind."


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("Phường 12", 5), ["3:1 E164"]),
        ((None, 5), ["3:1 E120"]),
        (("phuong-2", None), ["3:2 E120"]),
        (("phuong-2", 0), ["3:2 E118"]),
        (("phuong-2", 2.5), ["3:2 E114"]),
        (("phuong-2", 1.2), ["3:2 E114"]),
        (("phuong-2", "12.00"), ["3:2 E114"]),
        (("PHƯỜNG 1", 5), ["3:1 E121"]),
    ],
)
def test_a_wrong_headcount_is_told_by_row_and_column_and_nothing_is_written(
    row: Sequence[Any],
    expected: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = write_folder(tmp_path / "contest")

    with pytest.raises(CommandError):
        headcounts(folder, ("phuong-1", 30), row)

    assert found(capsys) == expected
    assert units_of(folder) == UNITS_CSV
