"""``build.py schema`` and the language of ``build.py check``."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from build import app
from office.contest_file.schema import DIALECT
from tests.office.contest_file.contest_folders import edited, write_folder


def test_the_schema_is_printed_or_written(tmp_path: Path) -> None:
    printed = CliRunner().invoke(app, ["schema"])
    file = tmp_path / "contest.schema.json"
    written = CliRunner().invoke(app, ["schema", "--out", str(file)])

    assert (printed.exit_code, written.exit_code) == (0, 0)
    assert printed.stdout == file.read_text(encoding="utf-8")
    assert json.loads(printed.stdout)["$schema"] == DIALECT


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "contest.yml:1:1 E112 Thiếu trường “name”"),
        ("en", "contest.yml:1:1 E112 The field “name” is missing"),
    ],
)
def test_findings_are_told_in_the_language_asked_for(
    language: str, line: str, tmp_path: Path
) -> None:
    yml = edited("contest.yml", "name: Cuộc thi Tìm hiểu pháp luật\n", "")
    folder = write_folder(tmp_path, {"contest.yml": yml})
    result = CliRunner().invoke(app, ["check", "--contest", str(folder), "--lang", language])

    assert (result.exit_code, result.stdout.split(" - ")[0]) == (1, line)
