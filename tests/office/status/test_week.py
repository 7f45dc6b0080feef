"""An organizer's week as it is typed: at most five commands, each of which names the next one."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "song-cong-2021"
NEXT = "Việc tiếp theo: "
TYPED = " Gõ: python build.py "


class Office:
    """A copy of the project's root beside a contest's own folder, and its command line."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        self.root.mkdir()
        for name in ("build.py", "mkdocs.yml"):
            shutil.copy(ROOT / name, self.root)
        for name in ("office", "site"):
            shutil.copytree(ROOT / name, self.root / name)
        shutil.copytree(EXAMPLE, folder / "contest")

    def run(self, *typed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "build.py", *typed],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "400"},
        )

    def told(self, *typed: str) -> list[str]:
        done = self.run(*typed)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
        return done.stdout.splitlines()

    def follow(self, said: str) -> tuple[str, list[str]]:
        """Type what a last line says; return the command's name and what it told."""
        assert said.startswith(NEXT), said
        typed = shlex.split(said.partition(TYPED)[2])
        return typed[0], self.told(*typed)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.told("simulate", "--contest", "../contest", "-n", "12")
    return made


def week(office: Office, said: str) -> tuple[list[str], list[list[str]]]:
    """Follow the next steps until one has its hour to come; return the commands and their words."""
    names, words = [], []
    while True:
        name, told = office.follow(said)
        names.append(name)
        words.append(told)
        said = told[-1]
        if TYPED not in said or name == "site":
            return names, words


def test_five_commands_take_a_week_from_its_close_to_report_certificates_and_site(
    office: Office,
) -> None:
    contest = ("--contest", "../contest")
    at = ("--at", "19/12/2021 16:31")
    before = office.told("status", "../contest", *at)
    assert before[-1] == (
        f"{NEXT}Đóng Tuần 1.{TYPED}close --contest ../contest --round tuan-1 "
        '--at "19/12/2021 16:32"'
    )

    first, told = week(office, before[-1])
    report = office.root / ".build" / "reports" / "song-cong-2021"
    certificates = office.root / ".build" / "certificates" / "song-cong-2021"
    results = office.root / "public" / "ket-qua" / "tuan-1" / "index.html"

    assert first == ["close", "publish", "report", "certificates", "site"]
    assert [lines[0].split(":")[0].split(".")[0] for lines in told[:3]] == [
        "Đã đóng Tuần 1",
        "Đã công bố kết quả Tuần 1",
        "Báo cáo ngày 20/12/2021",
    ]
    assert told[0][-1].startswith(f"{NEXT}Công bố kết quả Tuần 1, sớm nhất 08:00 ngày 20/12/2021.")
    assert told[-1][-1] == f"{NEXT}Tuần 2 mở lúc 08:30 ngày 20/12/2021."
    assert sorted(path.name for path in report.iterdir()) == [
        "bao-cao-song-cong-2021-tuan-1.docx",
        "bao-cao-song-cong-2021-tuan-1.pdf",
        "report.json",
    ]
    assert [path.name for path in certificates.iterdir()] == ["giay-tuan-1.pdf"]
    assert "tính đến hết Tuần 1" in (office.root / "public" / "bao-cao" / "index.html").read_text()
    assert "Giải Nhất" in results.read_text()
    assert (office.root / "public" / "data" / "certificates.index.json").is_file()

    after = office.told("status", *contest, "--at", "27/12/2021 08:00")
    last, told = week(office, after[-1])

    assert last == ["close", "publish", "report", "certificates", "site"]
    assert told[-1][-1] == f"{NEXT}không còn việc nào."
    assert "bao-cao-song-cong-2021.pdf" in {path.name for path in report.iterdir()}
    assert office.told("status", *contest, "--at", "28/12/2021 08:00")[1:] == [
        "",
        "ĐÃ XONG",
        "  - Tuần 1 đã đóng, đã công bố kết quả.",
        "  - Tuần 2 đã đóng, đã công bố kết quả.",
        "  - Đã công bố kết quả toàn cuộc thi.",
        "  - Đã lập báo cáo đến hết toàn cuộc thi.",
        "  - Đã in giấy khen, giấy chứng nhận của Tuần 1.",
        "  - Đã in giấy khen, giấy chứng nhận của Tuần 2.",
        "  - Đã in giấy khen, giấy chứng nhận của toàn cuộc thi.",
        "  - Trang web đã có kết quả mới nhất.",
        "",
        f"{NEXT}không còn việc nào.",
    ]
