"""``build.py rehearse`` on a contest of one's own."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import make_contest
from rehearsing import rehearsed, weekly_contest

from chalicelib.contest.ids import UnitId
from chalicelib.contest.rules import RankingKey, RankingRules, Round
from office.commands.project import CommandError, Project
from office.commands.rehearse import Wish, run_rehearsal
from office.rehearse.clips import read_tallies
from office.rehearse.figures import compare
from office.rehearse.summary import summarise
from office.simulate.targets import FigureName, Stated
from office.texts import text

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "song-cong-2021"


def silent(_: Round, __: int) -> Callable[[], None]:
    return lambda: None


def told(project: Project, wish: Wish) -> list[str]:
    lines: list[str] = []
    run_rehearsal(project, wish, say=lines.append, progress=silent)
    return lines


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(EXAMPLE, tmp_path / "contest")
    return Project(root=tmp_path, folder=tmp_path / "contest")


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_a_rehearsal_leaves_no_trace_in_the_folder_nor_in_the_local_state(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    shutil.copy(ROOT / "build.py", root)
    shutil.copytree(ROOT / "office", root / "office")
    shutil.copytree(EXAMPLE, root / "contest")
    state = root / ".build" / "local" / "song-cong-2021"
    state.mkdir(parents=True)
    (state / "kept.json").write_text("{}")
    before = tree(root)

    done = subprocess.run(
        [sys.executable, "build.py", "rehearse", "--contest", "contest", "--entrants", "60"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "300"},
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Tuần 1: 60 lượt thi, 60 người" in done.stdout
    assert tree(root) == before


def test_rounds_of_long_ago_are_told_round_by_round_with_prizes_and_promises(
    project: Project,
) -> None:
    lines = told(project, Wish(entrants=80, seed=3))

    rounds = [line for line in lines if line.startswith("Tuần")]
    assert [line.split(";")[0] for line in rounds] == [
        "Tuần 1: 80 lượt thi, 80 người, 10 đơn vị",
        "Tuần 2: 80 lượt thi, 80 người, 10 đơn vị",
    ]
    assert lines.count("  Giải cá nhân: trao 8 trên 8 giải.") == 2
    assert lines.count("  Giải tập thể: trao 8 trên 8 giải.") == 1
    assert text("rehearsal.promises", attempts=160) in lines
    assert lines[-2:] == [
        text("rehearsal.nothing_kept"),
        text("rehearsal.next", folder=project.folder),
    ]


def test_the_report_is_written_where_that_is_asked_for(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out" / "rehearsal"

    told(project, Wish(entrants=40, out=out))

    assert sorted(path.name for path in out.iterdir()) == [
        "bao-cao.docx",
        "bao-cao.pdf",
        "report.json",
        "tom-tat.txt",
    ]
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["contest"]["id"] == (
        "song-cong-2021"
    )


def test_two_rehearsals_of_one_seed_write_the_same_report(project: Project, tmp_path: Path) -> None:
    for name in ("a", "b"):
        told(project, Wish(entrants=40, seed=9, out=tmp_path / name))

    first, second = ((tmp_path / name / "report.json").read_bytes() for name in ("a", "b"))
    assert first == second


def test_the_real_size_is_taken_from_the_contests_own_file(project: Project) -> None:
    file = project.folder / "real-size.yml"
    small = file.read_text("utf-8").replace("1348", "34").replace("1516", "41")
    file.write_text(small.replace("236", "6").replace("291", "7"), encoding="utf-8")

    lines = told(project, Wish(real_size=True))

    assert [line.split(";")[0] for line in lines if line.startswith("Tuần")] == [
        "Tuần 1: 34 lượt thi, 34 người, 10 đơn vị",
        "Tuần 2: 41 lượt thi, 41 người, 10 đơn vị",
    ]
    assert "  đúng  mười phường, xã: 10" in lines


def refusal(project: Project, wish: Wish) -> str:
    with pytest.raises(CommandError) as error:
        told(project, wish)
    return str(error.value)


def test_wishes_that_cannot_be_met_are_refused_with_what_to_do(project: Project) -> None:
    assert refusal(project, Wish(entrants=5, real_size=True)) == text("rehearsal.both_sizes")
    assert refusal(project, Wish(entrants=0)) == text("command.bad_entrants", most="100.000")

    in_the_way = project.folder / "contest.yml"
    assert refusal(project, Wish(entrants=5, out=in_the_way)) == text(
        "rehearsal.bad_out", folder=in_the_way
    )

    (project.folder / "real-size.yml").unlink()
    assert refusal(project, Wish(real_size=True)) == text(
        "rehearsal.no_real_size", folder=project.folder
    )


def test_a_wrong_size_file_is_refused_with_its_findings(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.folder / "real-size.yml").write_text("people: 10\n", encoding="utf-8")

    assert refusal(project, Wish(real_size=True)) == ""
    assert "real-size.yml:1:1 E112" in capsys.readouterr().err


def test_a_size_that_the_units_cannot_meet_is_refused_with_the_numbers(project: Project) -> None:
    file = project.folder / "real-size.yml"
    sized = file.read_text("utf-8").replace("within_headcount: false", "within_headcount: true")
    file.write_text(sized, encoding="utf-8")

    assert refusal(project, Wish(real_size=True)) == text(
        "rehearsal.unmet", total=1900, least=10, most=400
    )


def test_rounds_that_are_still_to_come_by_a_roster_are_played_as_well(project: Project) -> None:
    rules = project.folder / "contest.yml"
    later = rules.read_text("utf-8").replace("2021-12-", "2051-12-").replace("2022-01", "2052-01")
    by_roster = later.replace("mode: open", "mode: roster")
    rules.write_text(f"{by_roster}\nroster: people.csv\n", encoding="utf-8")
    (project.folder / "people.csv").write_text(
        "identifier,name,birth_date,unit,phone\n"
        "019099009001,Trần Thu Ví Dụ,1990-02-28,Phường Bách Quang,0912345678\n",
        encoding="utf-8",
    )

    lines = told(Project(root=project.root, folder=project.folder), Wish(entrants=40))

    assert [line.split(";")[0] for line in lines if line.startswith("Tuần")] == [
        "Tuần 1: 40 lượt thi, 40 người, 10 đơn vị",
        "Tuần 2: 40 lượt thi, 40 người, 10 đơn vị",
    ]


@pytest.mark.parametrize("entrants", [1, 2, 3])
def test_even_a_handful_of_people_can_rehearse(entrants: int) -> None:
    rehearsal = rehearsed(weekly_contest(2), entrants=entrants)

    assert rehearsal.whole.standings["figures"]["attempts"] == 2 * entrants


def test_ties_that_nothing_breaks_are_told_with_what_to_change() -> None:
    by_marks = RankingRules(keys=(RankingKey.MARKS,))
    contest = weekly_contest(1, ranking=by_marks)

    lines = summarise(rehearsed(contest, entrants=60))

    assert any("đồng hạng mà tiêu chí xếp hạng không phân định được" in line for line in lines)
    assert f"  - {text('rehearsal.hint_ties')}" in lines
    assert f"  - {text('rehearsal.hint_undecided')}" in lines


def test_units_without_an_attempt_are_named() -> None:
    base = make_contest()
    empty = replace(base.units[1], id=UnitId("phuong-3"), name="Phường 3", selectable=False)
    contest = weekly_contest(1, units=(*base.units, empty))

    lines = summarise(rehearsed(contest, entrants=60))

    assert "  1 đơn vị được xếp hạng không có lượt thi nào: Phường 3." in lines


def test_a_stated_figure_that_did_not_come_true_is_found_to_differ() -> None:
    rehearsal = rehearsed(weekly_contest(1), entrants=50)
    stated = tuple(
        Stated(figure=FigureName.ATTEMPTS, value=value, said="") for value in ("50", "51")
    )

    compared = compare(replace(rehearsal, size=replace(rehearsal.size, stated=stated)), None)

    assert [(one.measured, one.equal) for one in compared] == [("50", True), ("50", False)]


@pytest.mark.parametrize("figure", FigureName)
def test_every_figure_that_can_be_stated_can_be_measured(figure: FigureName) -> None:
    rehearsal = rehearsed(weekly_contest(2), entrants=30)
    stated = (Stated(figure=figure, value="", said=""),)

    (one,) = compare(replace(rehearsal, size=replace(rehearsal.size, stated=stated)), None)

    assert one.measured.isdigit() or one.measured in {"yes", "no", ""}


def test_clips_are_counted_with_those_that_were_refused() -> None:
    tallies = read_tallies(ROOT / "examples" / "hue-2023")

    assert tallies is not None
    assert sum(tally.accepted for tally in tallies) == 104
    assert sum(sum(tally.refused.values()) for tally in tallies) == 6
    assert read_tallies(EXAMPLE) is None
