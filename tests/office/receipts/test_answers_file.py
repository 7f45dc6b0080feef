"""``build.py answers-file``: what an office learns of a file of answers that were never sent."""

import json
from pathlib import Path
from typing import Any

import pytest
from scene import START_ID, SUBMIT_ID, Scene, make_scene
from typer.testing import CliRunner

import build
from chalicelib.use_cases.answer import save_answers, submit_attempt
from chalicelib.use_cases.register import Particulars, register_person
from chalicelib.use_cases.start import Started, resume_attempt, start_attempt
from office.commands.answers_file import Compared, compare_answers_file
from office.commands.project import CommandError, Project
from office.receipts.answers_file import judge, read_answers_file
from office.receipts.proof import BadFileError
from tests.office.contest_file.contest_folders import write_folder


def make_file(path: Path, started: Started, answers: dict[str, str], **other: object) -> Path:
    """Write what site/assets/quiz/answers_file.js saves."""
    value: dict[str, Any] = {
        "answers_file": 1,
        "contest": started.attempt.key.contest,
        "round": started.attempt.round_id,
        "receipt_code": started.attempt.receipt_code,
        "name": "Trần Thị Ví Dụ",
        "token": started.token,
        "revision": 2,
        "saved_revision": 1,
        "written_at": started.attempt.started_at + 83_000,
        "answers": answers,
    }
    path.write_text(json.dumps({**value, **other}), encoding="utf-8")
    return path


def begun() -> tuple[Scene, Started]:
    scene = make_scene()
    return scene, scene.start(scene.register().code)


def test_the_file_is_compared_with_what_is_stored_answer_by_answer(tmp_path: Path) -> None:
    scene, started = begun()
    first, second, third = started.paper.question_ids()
    save_answers(
        scene.desks.entry,
        token=started.token,
        revision=1,
        answers={first: "a", second: "b"},
        arrived_at=scene.clock.now(),
    )
    path = make_file(tmp_path / "f.json", started, {first: "a", second: "c", third: "d"})

    judged = judge(scene.desks.entry, read_answers_file(path), path)

    assert judged.attempt.key == started.attempt.key
    assert judged.person == started.person
    assert judged.differing() == (second, third)


def test_a_file_whose_token_was_changed_belongs_to_nobody(tmp_path: Path) -> None:
    scene, started = begun()
    path = make_file(tmp_path / "f.json", started, {}, token=started.token[:-2] + "AA")

    with pytest.raises(BadFileError, match="không thuộc cuộc thi này"):
        judge(scene.desks.entry, read_answers_file(path), path)


def test_an_answer_that_is_on_no_paper_of_that_person_is_refused(tmp_path: Path) -> None:
    scene, started = begun()
    path = make_file(tmp_path / "f.json", started, {"khac": "a"})

    with pytest.raises(BadFileError, match="không thuộc đề thi này"):
        judge(scene.desks.entry, read_answers_file(path), path)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{", "không phải tệp bài làm"),
        ("[]", "không phải tệp bài làm"),
        ('{"receipt": {}}', "không phải tệp bài làm"),
        ('{"answers_file": 1}', "thiếu mục"),
        (" " * 1_000_001, "không phải tệp bài làm"),
    ],
)
def test_what_is_no_file_of_answers_gets_one_clear_message(
    tmp_path: Path, written: str, told: str
) -> None:
    path = tmp_path / "f.json"
    path.write_text(written, encoding="utf-8")

    with pytest.raises(BadFileError, match=told):
        read_answers_file(path)


def compared(folder: Path, *, submit: dict[str, str] | None, **other: object) -> Compared:
    """Compare a file with an attempt of the contest's state on this computer."""
    project = Project(root=folder, folder=write_folder(folder / "contest"))
    round_ = project.contest.rounds[0]
    project = Project(root=folder, folder=folder / "contest", at=round_.opens_at + 60_000)
    with project.workshop() as workshop:
        desk = workshop.desks.entry
        person = register_person(
            desk,
            Particulars(
                identifier="999000001",
                birth_date="1990-02-28",
                name="Trần Thị Ví Dụ",
                unit=next(unit.id for unit in project.contest.units if unit.selectable),
                division=None,
                phone="0999000001",
                eligible=True,
                consent_version=1,
            ),
            came_from="",
        )
        started = start_attempt(desk, code=person.code, start_id=START_ID)
        questions = started.paper.question_ids()
        if submit is not None:
            submit_attempt(
                desk,
                token=started.token,
                submit_id=SUBMIT_ID,
                revision=2,
                answers={questions[int(at)]: answer for at, answer in submit.items()},
                arrived_at=started.attempt.started_at + 83_000,
            )
        else:
            resume_attempt(desk, code=person.code, birth_date="1990-02-28", start_id="x" * 20)
    path = make_file(folder / "f.json", started, {questions[0]: "a"}, **other)
    return compare_answers_file(project, path)


def test_the_same_answers_are_said_to_be_the_stored_ones(tmp_path: Path) -> None:
    result = compared(tmp_path, submit={"0": "a"})

    assert result.same
    assert result.told[-1] == "GIỐNG: câu trả lời trong tệp đúng là bài mà hệ thống giữ."
    assert result.told[0].startswith("Tệp bài làm của Trần Thị Ví Dụ (")
    assert "Hệ thống giữ: bản 2, 1 câu trả lời" in result.told[2]


def test_what_differs_is_listed_and_the_office_is_told_that_it_decides(tmp_path: Path) -> None:
    result = compared(tmp_path, submit=None, written_at=4_102_444_800_000)

    assert not result.same
    assert [line.split(" (")[0].split(":")[0].strip() for line in result.told[3:]] == [
        "Sau máy đã lưu tệp, bài thi đã được chuyển sang máy khác.",
        "Tệp được lưu sau khi hết giờ làm bài",
        "KHÁC",
        "Câu 1",
        "Tệp chứng minh được là của ai, không chứng minh được câu trả lời có trước khi hết giờ. "
        "Ban Tổ chức xem xét và quyết định theo Thể lệ; lệnh này không thay đổi bài đã lưu.",
    ]
    assert result.told[6] == "  Câu 1: trong tệp a; hệ thống giữ không trả lời"


def test_the_command_says_in_one_line_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "contest")
    (tmp_path / "f.json").write_text("{}", encoding="utf-8")

    result = CliRunner().invoke(
        build.app, ["answers-file", str(tmp_path / "f.json"), "--contest", str(folder)]
    )

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{tmp_path / 'f.json'} không phải tệp bài làm")
    with pytest.raises(CommandError):
        compare_answers_file(Project(root=tmp_path, folder=folder), tmp_path / "none.json")
