"""``make demo`` as a visitor meets it: take the quiz, press Enter, find the own rank."""

import json
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from office.simulate.challenges import solve

ROOT = Path(__file__).parents[3]
PATIENCE_SECONDS = 90


class Terminal:
    """A running command whose lines are read as they come."""

    def __init__(self, *arguments: str, root: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "build.py", *arguments],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "300", "PYTHONUNBUFFERED": "1"},
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip())

    def until(self, pattern: str) -> re.Match[str]:
        """Return the match in the first line that has one."""
        seen: list[str] = []
        while True:
            try:
                seen.append(self.lines.get(timeout=PATIENCE_SECONDS))
            except queue.Empty:
                pytest.fail(f"no line like {pattern!r} in {seen}")
            if match := re.search(pattern, seen[-1]):
                return match

    def press_enter(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def interrupt(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE_SECONDS)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own, so that nothing that runs elsewhere is disturbed."""
    shutil.copy(ROOT / "build.py", tmp_path)
    shutil.copytree(ROOT / "office", tmp_path / "office")
    for name in ("mkdocs.yml", "contest.yml", "site", "examples", "functions"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    started: list[Terminal] = []
    yield started
    for terminal in started:
        if terminal.process.poll() is None:
            terminal.process.kill()
        terminal.process.communicate()


def send(url: str, method: str, body: object = None, token: str = "") -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)


def test_a_visitor_sees_the_own_rank_within_one_run(
    project: Path, terminals: list[Terminal]
) -> None:
    demo = Terminal("demo", "-n", "6", "--port", "18300", root=project)
    terminals.append(demo)
    url = demo.until(r"(http://127\.0\.0\.1:\d+)/")[1]
    code = demo.until(r"([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})")[1]
    started = send(
        f"{url}/api/attempts", "POST", {"code": code, "start_id": "start-id-of-a-visitor"}
    )
    done = send(
        f"{url}/api/attempts/submission",
        "POST",
        {"submit_id": "submit-id-of-a-visitor", "revision": 1, "answers": {}},
        started["attempt"]["token"],
    )

    demo.press_enter()
    rank = demo.until(r"Hạng của Khách Dùng Thử: (\d+)/(\d+), 0 điểm")
    demo.until(r"Ctrl-C")
    pointer = send(f"{url}/data/tuan-2.json", "GET")
    results = send(url + pointer["results"], "GET")

    rows = [row for row in results["persons"] if row["receipt"] == done["receipt"]["code"]]
    assert [(row["rank"], row["marks"]) for row in rows] == [(int(rank[1]), "0")]
    assert int(rank[2]) == len(results["persons"])
    assert demo.interrupt() == 0


def test_a_busy_port_gives_a_clear_message_and_another_port(
    project: Path, terminals: list[Terminal]
) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 18_400))
        busy.listen()
        server = Terminal("serve", "--at", "2021-12-13 09:00", "--port", "18400", root=project)
        terminals.append(server)

        server.until(r"^Cổng 18400 đang có chương trình khác dùng; chuyển sang cổng 18401\.$")
        server.until(r"^Mở trình duyệt: http://127\.0\.0\.1:18401/$")

    assert server.interrupt() == 0


def test_a_second_start_finds_what_the_first_one_stored(
    project: Path, terminals: list[Terminal]
) -> None:
    arguments = ("serve", "--at", "2021-12-13 09:00", "--port", "18500")
    first = Terminal(*arguments, root=project)
    terminals.append(first)
    url = first.until(r"(http://127\.0\.0\.1:\d+)/")[1]
    particulars = {
        "identifier": "999000000001",
        "birth_date": "1990-02-28",
        "name": "Trần Thị Ví Dụ",
        "unit": "phuong-pho-co",
        "phone": "0999000001",
        "eligible": True,
        "consent_version": 1,
        "solution": solve(send(f"{url}/api/challenges", "GET")),
    }
    code = send(f"{url}/api/registrations", "POST", particulars)["code"]
    assert first.interrupt() == 0

    second = Terminal(*arguments, root=project)
    terminals.append(second)
    url = second.until(r"(http://127\.0\.0\.1:\d+)/")[1]
    started = send(f"{url}/api/attempts", "POST", {"code": code, "start_id": "start-" + "0" * 16})

    assert started["person"] == {"name": "Trần Thị Ví Dụ", "unit": "phuong-pho-co"}
    assert second.interrupt() == 0


def test_other_commands_work_on_the_server_that_runs_and_by_its_clock(
    project: Path, terminals: list[Terminal]
) -> None:
    server = Terminal("serve", "--at", "2021-12-13 09:00", "--port", "18600", root=project)
    terminals.append(server)
    url = server.until(r"(http://127\.0\.0\.1:\d+)/")[1]
    server.until("Ctrl-C")

    played = Terminal("simulate", "--url", url, "-n", "5", root=project)
    terminals.append(played)
    played.until(r"^Đã mô phỏng Tuần 1: 5 người dự thi, \d người nộp bài\.$")
    closing = Terminal("close", root=project)
    terminals.append(closing)
    closing.until(r"^Không có việc nào đến giờ\.$")
    closing.until(r"^Việc tiếp theo: Tuần 1 tự đóng lúc 16:30:35 ngày 19/12/2021\.$")

    assert server.interrupt() == 0


def test_a_second_server_on_the_same_contest_is_refused(
    project: Path, terminals: list[Terminal]
) -> None:
    arguments = ("serve", "--at", "2021-12-13 09:00", "--port", "18700")
    first = Terminal(*arguments, root=project)
    terminals.append(first)
    first.until("Ctrl-C")

    second = Terminal(*arguments, root=project)
    terminals.append(second)

    second.until(r"^Một lệnh khác đang làm việc với cuộc thi này")
    assert second.process.wait(timeout=PATIENCE_SECONDS) == 1
    assert first.interrupt() == 0
