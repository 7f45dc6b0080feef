"""Lists of people -> ``roster.csv`` and ``excluded.csv``: whole and right, or not at all."""

import re
import stat
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from office.commands.lists import exclude_people, import_people
from office.commands.project import CommandError
from office.contest_file.load import load_contest
from tests.office.contest_file.contest_folders import EXCLUDED_CSV, write_folder
from tests.office.people.office_lists import (
    HEADINGS,
    PEOPLE,
    ROSTER_CSV,
    contest_folder,
    people_list,
)
from tests.office.tables.made_files import workbook


def read_in(folder: Path, *lists: Path, add: bool = False, dry_run: bool = False) -> list[str]:
    return import_people(folder, lists, add=add, dry_run=dry_run)


def refused(
    capsys: pytest.CaptureFixture[str], folder: Path, *lists: Path, **options: bool
) -> list[str]:
    """Return ``line:column CODE`` of everything that an import is refused for."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(CommandError) as error:
        read_in(folder, *lists, **options)
    assert str(error.value) == ""
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert after == before
    return re.findall(r"^\S+?:(\d+:\d+ [EWN]\d+)", capsys.readouterr().err, re.MULTILINE)


def test_a_list_becomes_the_roster_that_the_contest_is_loaded_with(tmp_path: Path) -> None:
    folder = contest_folder(tmp_path / "contest")

    told = read_in(folder, people_list(tmp_path / "list.xlsx"))

    assert (folder / "roster.csv").read_text(encoding="utf-8") == ROSTER_CSV
    assert told == [
        "Danh sách có 2 người: thêm 2, bỏ 0, thay đổi 0, giữ nguyên 0.",
        "  + Lê Mẫu, Phường 1 (•••• 9001)",
        "  + Trần Thị Thử, Phường 2 (•••• 9002)",
        f"Đã ghi {folder / 'roster.csv'}",
    ]
    loaded = load_contest(folder)
    assert loaded.findings == ()
    assert [entry.name for entry in loaded.roster] == ["Lê Mẫu", "Trần Thị Thử"]


def test_only_its_owner_may_read_the_roster(tmp_path: Path) -> None:
    folder = contest_folder(tmp_path / "contest")
    read_in(folder, people_list(tmp_path / "list.xlsx"))

    assert stat.S_IMODE((folder / "roster.csv").stat().st_mode) == 0o600


def test_a_dry_run_tells_the_difference_and_writes_nothing(tmp_path: Path) -> None:
    folder = contest_folder(tmp_path / "contest", roster_csv=ROSTER_CSV)
    rows = [
        (1, "019 099 009 001", "Lê Mẫu", "28/02/1990", "Phường 2", "0912345678"),
        (2, "019099009003", "Đỗ Thử", "01/01/2000", "Phường 2", None),
    ]

    told = read_in(folder, people_list(tmp_path / "list.xlsx", rows), dry_run=True)

    assert told[:5] == [
        "Danh sách có 2 người: thêm 1, bỏ 1, thay đổi 1, giữ nguyên 0.",
        "  + Đỗ Thử, Phường 2 (•••• 9003)",
        "  - Trần Thị Thử, Phường 2 (•••• 9002)",
        "  ~ Lê Mẫu, Phường 2 (•••• 9001): Đơn vị “phuong-1” → “phuong-2”",
        f"Mới xem thử, chưa ghi gì vào {folder / 'roster.csv'}",
    ]
    assert (folder / "roster.csv").read_text(encoding="utf-8") == ROSTER_CSV


def test_the_same_list_again_changes_nothing(tmp_path: Path) -> None:
    folder = contest_folder(tmp_path / "contest", roster_csv=ROSTER_CSV)

    assert read_in(folder, people_list(tmp_path / "list.xlsx")) == [
        "Danh sách có 2 người: thêm 0, bỏ 0, thay đổi 0, giữ nguyên 2.",
        f"Không có gì thay đổi; giữ nguyên {folder / 'roster.csv'}",
    ]


def test_lists_of_several_units_make_one_roster(tmp_path: Path) -> None:
    folder = contest_folder(tmp_path / "contest")
    lists = [people_list(tmp_path / f"{i}.xlsx", [row]) for i, row in enumerate(PEOPLE)]

    read_in(folder, *lists)

    assert (folder / "roster.csv").read_text(encoding="utf-8") == ROSTER_CSV


def test_who_is_on_no_list_stays_where_lists_are_added(tmp_path: Path) -> None:
    folder = contest_folder(tmp_path / "contest", roster_csv=ROSTER_CSV)
    newcomer = (1, "019099009003", "Đỗ Thử", "01/01/2000", "Phường 2", None)

    read_in(folder, people_list(tmp_path / "list.xlsx", [newcomer]), add=True)

    assert (folder / "roster.csv").read_text(encoding="utf-8") == (
        ROSTER_CSV + "019099009003,Đỗ Thử,2000-01-01,phuong-2,,\n"
    )


def test_decomposed_letters_capitals_and_real_dates_are_understood(tmp_path: Path) -> None:
    folder = contest_folder(tmp_path / "contest")
    headings = [unicodedata.normalize("NFD", each.upper()) for each in HEADINGS]
    rows: Sequence[Sequence[Any]] = [
        [1, "019099009001", unicodedata.normalize("NFD", "Lê Mẫu"), date(1990, 2, 28), "PHUONG 1"],
        [2, "019099009002", "Trần  Thị Thử ", "1/3/1985", unicodedata.normalize("NFD", "Phường 2")],
    ]

    read_in(folder, workbook(tmp_path / "list.xlsx", [["DANH SÁCH"], [], headings, *rows]))

    without_phone = ROSTER_CSV.replace("0912345678", "")
    assert (folder / "roster.csv").read_text(encoding="utf-8") == without_phone


def test_empty_and_merely_numbered_rows_are_nobody(tmp_path: Path) -> None:
    folder = contest_folder(tmp_path / "contest")
    rows = [PEOPLE[0], (None,) * 6, PEOPLE[1], (3, None, None, None, None, None)]

    read_in(folder, people_list(tmp_path / "list.xlsx", rows))

    assert (folder / "roster.csv").read_text(encoding="utf-8") == ROSTER_CSV


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({1: 19099009003}, ["2:2 E509"]),
        ({1: None}, ["2:2 E120"]),
        ({1: "019"}, ["2:2 E161"]),
        ({1: "019-099-009-002"}, ["3:2 E162"]),
        ({1: "019099001234"}, ["2:2 E157"]),
        ({2: None}, ["2:3 E120"]),
        ({2: "=1+1"}, ["2:3 E510"]),
        ({2: "Lê Mẫu 2"}, ["2:3 E168"]),
        ({3: "30/02/1990"}, ["2:4 E511"]),
        ({3: "28/02/90"}, ["2:4 E511"]),
        ({3: 32567}, ["2:4 E511"]),
        ({3: "28/02/2022"}, ["2:4 E159"]),
        ({4: "Phường 12"}, ["2:5 E164"]),
        ({4: "Thành phố"}, ["2:5 E164"]),
        ({4: None}, ["2:5 E120"]),
        ({5: 912345678}, ["2:6 E509"]),
        ({5: "12"}, ["2:6 E160"]),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column_and_nothing_is_written(
    changed: dict[int, Any],
    expected: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = contest_folder(tmp_path / "contest", roster_csv=ROSTER_CSV.replace("Lê", "Vũ"))
    row = [changed.get(index, cell) for index, cell in enumerate(PEOPLE[0])]

    found = refused(capsys, folder, people_list(tmp_path / "list.xlsx", [row, PEOPLE[1]]))

    assert found == expected


def test_all_wrong_cells_are_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [(1, 1, "2", "3", "4", 5), (2, None, None, None, None, "6")]

    found = refused(
        capsys, contest_folder(tmp_path / "contest"), people_list(tmp_path / "list.xlsx", rows)
    )

    assert [each.split()[0] for each in found] == [
        *["2:2", "2:3", "2:4", "2:5", "2:6"],
        *["3:2", "3:3", "3:4", "3:5", "3:6"],
    ]


def test_somebody_on_two_lists_is_told_where_the_other_one_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = contest_folder(tmp_path / "contest")
    lists = [people_list(tmp_path / f"{name}.xlsx", PEOPLE[:1]) for name in "ab"]

    with pytest.raises(CommandError):
        read_in(folder, *lists)

    assert capsys.readouterr().err.splitlines()[0] == (
        f"{lists[1]}:2:2 E162 Mã định danh đã có ở {lists[0]}:2 - Giữ lại một dòng cho mỗi người"
    )


def test_a_list_without_a_column_is_refused_with_the_columns_that_it_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(tmp_path / "list.xlsx", [["Họ và tên", "Đơn vị"], ["Lê Mẫu", "Phường 1"]])

    with pytest.raises(CommandError):
        read_in(contest_folder(tmp_path / "contest"), path)

    assert (
        capsys.readouterr()
        .err.splitlines()[0]
        .startswith(
            f"{path}:1:1 E505 Không thấy dòng tiêu đề cột trong 15 dòng đầu: "
            "thiếu cột “Số định danh”, “Ngày sinh”; ở đây có: “Họ và tên”, “Đơn vị”"
        )
    )


def test_merged_cells_belong_to_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = people_list(tmp_path / "list.xlsx", change=lambda book: book.active.merge_cells("E2:E3"))

    assert refused(capsys, contest_folder(tmp_path / "contest"), path) == ["2:5 E508"]


def test_a_list_of_nobody_does_not_empty_the_roster(tmp_path: Path) -> None:
    folder = contest_folder(tmp_path / "contest", roster_csv=ROSTER_CSV)

    with pytest.raises(CommandError) as error:
        read_in(folder, people_list(tmp_path / "list.xlsx", []))

    assert str(error.value) == "Danh sách không có dòng nào. Chưa ghi gì."
    assert (folder / "roster.csv").read_text(encoding="utf-8") == ROSTER_CSV


def test_what_was_added_before_is_held_against_the_rules_of_today(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    former = ROSTER_CSV.replace("phuong-2", "phuong-9").replace(
        "019099009001,Lê", "019099009003,Lê"
    )
    folder = contest_folder(tmp_path / "contest", roster_csv=former)
    path = people_list(tmp_path / "list.xlsx", PEOPLE[:1])

    assert refused(capsys, folder, path, add=True) == ["3:38 E164"]


def test_a_contest_of_open_entry_is_told_that_the_list_has_no_effect(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "contest")

    told = read_in(folder, people_list(tmp_path / "list.xlsx"), dry_run=True)

    assert told[-1].startswith("Lưu ý: thể lệ ghi entry.mode: open")


def test_a_roster_in_a_repository_is_pointed_out(tmp_path: Path) -> None:
    folder = contest_folder(tmp_path / "contest", **{"_git/HEAD": "ref: refs/heads/main"})

    told = read_in(folder, people_list(tmp_path / "list.xlsx"))

    assert told[-1] == (
        f"Lưu ý: {folder / 'roster.csv'} có thông tin cá nhân mà nằm trong một kho mã git. "
        "Hãy để cuộc thi ở nơi riêng."
    )


def test_the_identifier_is_found_by_what_the_contest_calls_it(tmp_path: Path) -> None:
    folder = contest_folder(tmp_path / "contest")
    yml = folder / "contest.yml"
    called = yml.read_text(encoding="utf-8").replace("Số định danh", "Số điện thoại")
    yml.write_text(called, encoding="utf-8")
    headings = ["Số điện thoại", "Họ và tên", "Ngày sinh", "Đơn vị", "SĐT"]
    row = ["0912345678", "Lê Mẫu", "28/02/1990", "Phường 1", "0987654321"]

    read_in(folder, workbook(tmp_path / "list.xlsx", [headings, row]))

    assert (folder / "roster.csv").read_text(encoding="utf-8").splitlines()[1] == (
        "0912345678,Lê Mẫu,1990-02-28,phuong-1,,0987654321"
    )


EXCLUDED_HEADINGS = ("Số định danh", "Diện không được dự thi", "Ghi chú")


def test_a_list_of_the_excluded_takes_the_place_of_the_former_one(tmp_path: Path) -> None:
    folder = contest_folder(tmp_path / "contest")
    rows = [("019099001235", "BAN TO CHUC", None), ("019099001236", "Ban Tổ chức", "Tổ trưởng")]
    path = workbook(tmp_path / "list.xlsx", [EXCLUDED_HEADINGS, *rows])

    told = exclude_people(folder, [path], dry_run=False)

    assert (folder / "excluded.csv").read_text(encoding="utf-8") == (
        "identifier,role,note\n019099001235,Ban Tổ chức,\n019099001236,Ban Tổ chức,Tổ trưởng\n"
    )
    assert told == [
        "Danh sách có 2 người: thêm 1, bỏ 1, thay đổi 0, giữ nguyên 1.",
        "  + •••• 1236, Ban Tổ chức",
        "  - •••• 1234, Ban Tổ chức",
        f"Đã ghi {folder / 'excluded.csv'}",
    ]


def test_an_unknown_role_is_refused_with_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = contest_folder(tmp_path / "contest")
    rows = [("019099001235", "Ban Giám khảo"), (19099001236, "Ban Tổ chức")]
    path = workbook(tmp_path / "list.xlsx", [EXCLUDED_HEADINGS, *rows])

    with pytest.raises(CommandError):
        exclude_people(folder, [path], dry_run=False)

    found = re.findall(r"^\S+?:(\d+:\d+ E\d+)", capsys.readouterr().err, re.MULTILINE)
    assert found == ["2:2 E163", "3:1 E509"]
    assert (folder / "excluded.csv").read_text(encoding="utf-8") == EXCLUDED_CSV
