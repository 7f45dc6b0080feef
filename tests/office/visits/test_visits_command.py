"""``build.py visits``: what it tells, and what it refuses."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from report_data import make_weekly_contest
from typer.testing import CliRunner

import build
from office.commands.project import CommandError
from office.commands.visits import count_visits

LINE = '203.0.113.7 - - [{}] "GET / HTTP/1.1" 200 5 "-" "Mozilla/5.0 Firefox/95.0"\n'


@pytest.fixture
def logs(tmp_path: Path) -> list[Path]:
    first, second = tmp_path / "access.log", tmp_path / "access.log.1.gz"
    first.write_text(LINE.format("10/Oct/2021:09:00:00 +0700") + "broken\n")
    second.write_bytes(gzip.compress(LINE.format("09/Oct/2021:09:00:00 +0700").encode()))
    return [first, second]


def test_logs_are_counted_together(logs: list[Path]) -> None:
    value = count_visits(logs, None)

    assert (value["visits"], value["malformed"], len(value["by_day"])) == (2, 1, 2)


def test_with_a_contest_its_days_alone_count(logs: list[Path]) -> None:
    contest = make_weekly_contest(1)

    value = count_visits(logs, contest)

    days = [date.fromisoformat(day["day"]) for day in value["by_day"]]
    assert (days[0], days[-1]) == (date(2021, 10, 10), date(2021, 10, 18))
    assert (value["visits"], value["outside"]) == (1, 1)


def test_what_was_counted_is_told_and_written(logs: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "visits.json"

    done = CliRunner().invoke(build.app, ["visits", *map(str, logs), "--out", str(out)])

    assert (done.exit_code, done.stdout.splitlines()[:2]) == (
        0,
        [
            "2 lượt truy cập, 2 lượt xem trang, từ 3 dòng nhật ký "
            "(đã loại 0 yêu cầu của công cụ tự động).",
            "1 dòng không đúng định dạng, không đếm. Những dòng đầu: access.log dòng 2.",
        ],
    )
    assert json.loads(out.read_text())["visits"] == 2


def test_what_is_no_log_is_refused_instead_of_counted_as_nothing(
    logs: list[Path], tmp_path: Path
) -> None:
    table, empty = tmp_path / "visits.xlsx", tmp_path / "empty.log"
    table.write_bytes(b"PK\x03\x04 a table\nof something else\n")
    empty.touch()

    done = CliRunner().invoke(build.app, ["visits", *map(str, [*logs, empty, table])])

    assert (done.exit_code, done.stderr) == (
        1,
        f"{table} không phải nhật ký máy chủ: không đọc được dòng nào. "
        "Hãy lấy tệp nhật ký của nginx, Apache (dạng combined) hoặc CloudFront.\n",
    )


def test_logs_that_cannot_be_read_are_named(logs: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.gz"
    broken.write_bytes(logs[1].read_bytes()[:30])

    def refusal(path: Path) -> str:
        with pytest.raises(CommandError) as refused:
            count_visits([*logs, path], None)
        return str(refused.value).replace(str(tmp_path), "").split(".")[0]

    assert [refusal(broken), refusal(tmp_path), refusal(tmp_path / "none")] == [
        "Tệp nén /broken",
        "Không đọc được : đó là một thư mục",
        "Không tìm thấy tệp /none",
    ]
