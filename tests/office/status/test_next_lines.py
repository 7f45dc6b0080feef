"""Whatever an organizer changes between the steps of a week, the last line says what to do next."""

from pathlib import Path

import pytest

from tests.office.status.test_week import NEXT, Office

SITE = ("--site", "https://thi.example.vn")
CONTEST = ("--contest", "../contest")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return an office whose contest is prepared and has not begun."""
    made = Office(tmp_path)
    made.told("prepare", *CONTEST)
    return made


def test_a_command_that_changes_something_ends_with_what_to_do_next(office: Office) -> None:
    at = ("--at", "2021-12-14 09:00")
    credit = ("--minutes", "5", "--reason", "Mất điện", "--by", "Lê Mẫu")
    excluded = office.root.parent / "excluded.csv"
    excluded.write_text("Số CCCD,Vai trò\n999000111222,Thành viên Ban Tổ chức\n", "utf-8")
    typed = [
        ("check", *CONTEST),
        ("extra-time", "round", "tuan-1", *credit, *CONTEST, *at),
        ("extra-time", "apply", "tuan-1", *CONTEST, *at),
        ("complaints", "list", *CONTEST, *at),
        ("coordinators", "links", "--out", "../links.xlsx", *SITE, *CONTEST, *at),
        ("people", "exclude", str(excluded), *CONTEST),
    ]

    last = {" ".join(each[:2]): office.told(*each)[-1] for each in typed}

    assert [name for name, line in last.items() if not line.startswith(NEXT)] == []


def test_a_file_with_errors_is_to_be_mended_first_and_says_so_alone(office: Office) -> None:
    contest = office.root.parent / "contest" / "contest.yml"
    text = contest.read_text("utf-8")
    contest.write_text(text.replace("questions: 15", "questions: 1500"), "utf-8")

    done = office.run("check", *CONTEST)

    assert (done.returncode, NEXT in done.stdout) == (1, False)
    assert contest.read_text("utf-8") != text
