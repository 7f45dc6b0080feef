"""The note of what was made on this computer."""

import os
from pathlib import Path

from chalicelib.contest.ids import RoundId
from office.status.outputs import Outputs, outputs_file, read_outputs, write_outputs

ONE = RoundId("tuan-1")


def made(folder: Path) -> Outputs:
    return Outputs(
        report={ONE: ("a", "b")},
        report_in=str(folder),
        certificates={ONE: "b"},
        site="d",
    )


def test_a_note_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("{}")
    file = outputs_file(tmp_path, "contest", "")
    write_outputs(file, made(tmp_path))

    assert read_outputs(file) == made(tmp_path)


def test_a_folder_whose_name_the_system_cannot_decode_is_noted_too(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"B\xe1o")
    folder.mkdir()
    (folder / "report.json").write_text("{}")
    file = outputs_file(tmp_path, "contest", "")
    write_outputs(file, made(folder))

    assert read_outputs(file) == made(folder)


def test_a_report_that_is_gone_was_not_made(tmp_path: Path) -> None:
    file = outputs_file(tmp_path, "contest", "")
    write_outputs(file, made(tmp_path / "gone"))

    assert read_outputs(file).report == {}
    assert read_outputs(file).certificates == {ONE: "b"}


def test_no_note_and_a_damaged_one_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "damaged.json").write_text('{"report": 3}')

    assert read_outputs(tmp_path / "none.json") == Outputs()
    assert read_outputs(tmp_path / "damaged.json") == Outputs()


def test_a_deployed_contest_has_a_note_of_its_own(tmp_path: Path) -> None:
    here, there = (outputs_file(tmp_path, "c", stage) for stage in ("", "production"))

    assert (here.name, there.name) == ("c.json", "c@production.json")
