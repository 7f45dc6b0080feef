"""``build.py export`` as an office runs it, on a contest of this computer."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from chalicelib.contest.acts import ActName
from office.commands import acts, exports, question_exports
from office.commands.project import CommandError, Project, read_moment
from office.commands.simulate import simulate_rounds

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "song-cong-2021"


def silent(_: object) -> object:
    return lambda: None


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Play song-cong-2021 until both rounds are closed; exports change nothing of it."""
    root = tmp_path_factory.mktemp("exports")
    shutil.copytree(EXAMPLE, root / "contest")
    project = Project(root=root, folder=root / "contest")
    simulate_rounds(project, None, entrants=10, seed=5, progress=silent)  # type: ignore[arg-type]
    acts.run_act(project, ActName.CLOSE, None)
    return project


def written(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def cells(path: Path, sheet: str, first_row: int) -> list[tuple[object, ...]]:
    page = openpyxl.load_workbook(path)[sheet]
    return list(page.iter_rows(min_row=first_row, values_only=True))


def test_units_are_written_with_a_file_for_the_units_asked_for(
    project: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    told = exports.export_units(project, out, ["phuong-mo-che", "phuong-mo-che"], each=False)

    assert written(out) == ["don-vi.xlsx", "don-vi/phuong-mo-che.xlsx"]
    assert [line.partition(":")[0] for line in told] == [
        f"Đã ghi {out / 'don-vi.xlsx'}",
        f"Đã ghi {out / 'don-vi' / 'phuong-mo-che.xlsx'}",
    ]
    book = openpyxl.load_workbook(out / "don-vi.xlsx")
    assert book.sheetnames == ["Cả cuộc thi", "Tuần 1", "Tuần 2"]
    attempts = [
        sum(int(str(row[5])) for row in cells(out / "don-vi.xlsx", name, 8) if row[3])
        for name in book.sheetnames
    ]
    assert attempts == [20, 10, 10]


def test_every_unit_has_a_file_where_that_is_asked_for(project: Project, tmp_path: Path) -> None:
    told = exports.export_units(project, tmp_path / "out", [], each=True)

    assert len(written(tmp_path / "out" / "don-vi")) == len(project.contest.units)
    assert told[1:] == [f"Đã ghi 12 tệp vào {tmp_path / 'out'}."]


def test_questions_are_written_for_every_closed_round_or_for_one(
    project: Project, tmp_path: Path
) -> None:
    told = question_exports.export_questions(project, tmp_path / "all", None)
    question_exports.export_questions(project, tmp_path / "one", "tuan-2")

    assert written(tmp_path / "all") == ["cau-hoi-tuan-1.xlsx", "cau-hoi-tuan-2.xlsx"]
    assert written(tmp_path / "one") == ["cau-hoi-tuan-2.xlsx"]
    rows = [row for row in cells(tmp_path / "one" / "cau-hoi-tuan-2.xlsx", "Tuần 2", 2) if row[5]]
    asked = [int(str(row[5])) for row in rows if str(row[5]).isdigit()]
    assert sum(asked) == project.contest.paper.questions * 10
    assert told[1].endswith(f": {len(asked)} dòng.")


def test_before_a_close_there_are_no_questions_to_write(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "contest")
    fresh = Project(root=tmp_path, folder=tmp_path / "contest")

    with pytest.raises(CommandError, match="Chưa vòng thi nào đóng"):
        question_exports.export_questions(fresh, tmp_path / "out", None)


def test_results_are_written_twice_for_every_round(project: Project, tmp_path: Path) -> None:
    exports.export_results(project, tmp_path / "out", None)

    assert written(tmp_path / "out") == [
        "ket-qua-tuan-1.csv",
        "ket-qua-tuan-1.xlsx",
        "ket-qua-tuan-2.csv",
        "ket-qua-tuan-2.xlsx",
    ]
    rows = cells(tmp_path / "out" / "ket-qua-tuan-1.xlsx", "Tuần 1", 7)
    lines = (tmp_path / "out" / "ket-qua-tuan-1.csv").read_text("utf-8-sig").splitlines()
    assert (len(rows), len(lines)) == (10, 11)
    assert [row[0] for row in rows] == list(range(1, 11))


def test_without_a_folder_files_go_below_build(project: Project) -> None:
    exports.export_results(project, None, "tuan-2")

    folder = project.root / ".build" / "exports" / "song-cong-2021"
    assert written(folder) == ["ket-qua-tuan-2.csv", "ket-qua-tuan-2.xlsx"]


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        (
            "contest",
            "Cả cuộc thi không xếp hạng cá nhân nên không có bảng này; hãy chọn một vòng thi.",
        ),
        ("tuan-9", "Không có vòng thi “tuan-9”. Các vòng thi: tuan-1, tuan-2."),
    ],
)
def test_results_that_do_not_exist_are_refused(
    scope: str, message: str, project: Project, tmp_path: Path
) -> None:
    with pytest.raises(CommandError) as refused:
        exports.export_results(project, tmp_path / "out", scope)

    assert str(refused.value) == message
    assert written(tmp_path / "out") == []


def test_an_unknown_unit_is_refused_with_the_nearest_one(project: Project, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        exports.export_units(project, tmp_path / "out", ["phuong-mo-ch"], each=False)

    assert str(refused.value) == (
        "Không có đơn vị “phuong-mo-ch”. Có phải bạn định ghi “phuong-mo-che”?"
    )


def test_a_folder_that_cannot_be_written_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")

    with pytest.raises(CommandError, match="Không ghi được vào"):
        exports.export_units(project, tmp_path / "out", [], each=False)


def test_what_is_still_open_is_told(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "contest")
    project = Project(
        root=tmp_path, folder=tmp_path / "contest", at=read_moment("2021-12-20 08:00")
    )
    with pytest.raises(CommandError, match="Chưa vòng thi nào đóng"):
        exports.export_units(project, None, [], each=False)
    acts.run_act(project, ActName.CLOSE, None)

    told = exports.export_units(project, None, [], each=False)

    assert told[1:] == ["Chưa có trong bảng: Tuần 2 (chưa đóng)."]
    with pytest.raises(CommandError) as refused:
        exports.export_results(project, None, "tuan-2")
    assert str(refused.value) == "Tuần 2 chưa đóng nên chưa có kết quả để xuất. Đã có: tuan-1."


def test_the_command_says_what_is_wrong_and_writes_nothing(tmp_path: Path) -> None:
    shutil.copy(ROOT / "build.py", tmp_path)
    shutil.copytree(ROOT / "office", tmp_path / "office")
    shutil.copytree(EXAMPLE, tmp_path / "contest")
    done = subprocess.run(
        [sys.executable, "build.py", "export", "units", "--contest", "contest", "--out", "out"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONUTF8": "1"},
    )

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "Chưa vòng thi nào đóng nên chưa có gì để xuất. Hãy chạy trước: build.py close\n",
    )
    assert not (tmp_path / "out").exists()
