"""``build.py people`` and ``build.py units`` as an office types them."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import build
from office.command_line import options
from office.contest_file.load import load_contest
from tests.office.people.office_lists import PEOPLE, ROSTER_CSV, contest_folder, people_list


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return contest_folder(tmp_path / "contest")


def run(folder: Path, *arguments: str | Path) -> Result:
    typed = [str(argument) for argument in arguments]
    return CliRunner().invoke(build.app, [*typed, "--contest", str(folder)])


def test_a_template_is_filled_in_checked_and_read_in(folder: Path, tmp_path: Path) -> None:
    template = run(folder, "people", "import", "--template", tmp_path / "t.xlsx")
    path = people_list(tmp_path / "list.xlsx")
    tried = run(folder, "people", "import", path, "--dry-run")
    done = run(folder, "people", "import", path)

    assert [each.exit_code for each in (template, tried, done)] == [0, 0, 0]
    assert tried.stdout.splitlines()[-1].startswith("Mới xem thử, chưa ghi gì vào ")
    *_, written, checked, said_next = done.stdout.splitlines()
    assert (written, checked) == (f"Đã ghi {folder / 'roster.csv'}", "0 lỗi, 0 cảnh báo")
    assert said_next.startswith("Việc tiếp theo: ")
    assert (folder / "roster.csv").read_text(encoding="utf-8") == ROSTER_CSV


def test_what_the_checker_says_of_the_contest_comes_after_the_import(
    folder: Path, tmp_path: Path
) -> None:
    path = people_list(tmp_path / "list.xlsx", PEOPLE[:1])
    yml = folder / "contest.yml"
    yml.write_text(
        yml.read_text(encoding="utf-8").replace("Nhất, count: 1", "Nhất, count: 2"),
        encoding="utf-8",
    )

    done = run(folder, "people", "import", path)

    assert done.exit_code == 0
    assert re.findall(r" (W\d+) ", done.stdout) == ["W217"]


@pytest.mark.parametrize(
    "typed",
    [
        ("people", "import"),
        ("people", "exclude"),
        ("units", "import"),
        ("units", "headcounts"),
    ],
)
def test_without_a_file_one_is_told_how_to_get_a_template(
    typed: tuple[str, ...], folder: Path
) -> None:
    refused = run(folder, *typed)

    assert (refused.exit_code, refused.stdout, refused.stderr) == (
        1,
        "",
        "Chưa ghi tệp danh sách. Muốn lấy tệp mẫu để điền: thêm --template TÊN-TỆP.xlsx\n",
    )


def test_a_wrong_list_ends_with_exit_code_one_and_nothing_on_the_screen(
    folder: Path, tmp_path: Path
) -> None:
    refused = run(folder, "people", "import", people_list(tmp_path / "l.xlsx", [(1, 2)]))

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.splitlines()[-1] == "4 lỗi, 0 cảnh báo"
    assert not (folder / "roster.csv").exists()


def test_a_day_must_be_a_day(folder: Path, tmp_path: Path) -> None:
    refused = run(folder, "units", "headcounts", tmp_path / "x.xlsx", "--on", "8/2021")

    assert (refused.exit_code, refused.stderr) == (
        1,
        "Không hiểu ngày “8/2021”. Hãy viết như sau: 31/12/2026\n",
    )


def test_units_go_out_to_a_workbook_and_come_in_again(folder: Path, tmp_path: Path) -> None:
    before = load_contest(folder)

    out = run(folder, "units", "export", tmp_path / "units.xlsx")
    again = run(folder, "units", "import", tmp_path / "units.xlsx")

    assert out.stdout == f"Đã xuất 3 đơn vị ra {tmp_path / 'units.xlsx'}\n"
    assert again.stdout.splitlines()[:2] == [
        "Danh sách có 3 đơn vị: thêm 0, bỏ 0, thay đổi 0, giữ nguyên 3.",
        f"Không có gì thay đổi; giữ nguyên {folder / 'units.csv'}",
    ]
    assert load_contest(folder) == before


def test_a_folder_that_is_not_there_is_one_clear_sentence(tmp_path: Path) -> None:
    for typed in (["people", "import", "x.xlsx"], ["units", "export", "x.xlsx"]):
        refused = run(tmp_path / "nowhere", *typed)
        assert (refused.exit_code, refused.stderr) == (
            1,
            f"Không tìm thấy thư mục cuộc thi: {tmp_path / 'nowhere'}\n",
        )


def test_codes_are_refused_where_people_register_themselves(tmp_path: Path) -> None:
    refused = run(
        options.ROOT / "examples" / "song-cong-2021", "people", "codes", "--out", tmp_path / "out"
    )

    assert (refused.exit_code, refused.stderr) == (
        1,
        "Thể lệ ghi entry.mode: open: người dự thi tự đăng ký và tự nhận mã. "
        "Muốn Ban Tổ chức phát mã, ghi mode: roster.\n",
    )
    assert not (tmp_path / "out").exists()
