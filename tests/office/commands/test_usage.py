"""What is typed wrong is said in Vietnamese, on one line, and ends with code 1."""

import subprocess
import sys
from pathlib import Path

import pytest

BUILD = Path(__file__).parents[3] / "build.py"


def run(*typed: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, str(BUILD), *typed],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["nope"], "Không có lệnh “nope”. Xem cách dùng: build.py --help"),
        (
            ["extra-time", "round"],
            "Lệnh còn thiếu ROUND. Xem cách dùng: build.py extra-time round --help",
        ),
        (
            ["extra-time", "round", "tuan-1", "--minutes", "ba"],
            "Giá trị ghi cho --minutes không hợp lệ. "
            "Xem cách dùng: build.py extra-time round --help",
        ),
        (
            ["serve", "--port", "99999999"],
            "Giá trị ghi cho --port không hợp lệ. Xem cách dùng: build.py serve --help",
        ),
        (
            ["close", "--rund", "x"],
            "Không có tùy chọn --rund. Gần giống: --round. Xem cách dùng: build.py close --help",
        ),
        (["close", "a", "b"], "Lệnh thừa: a b. Xem cách dùng: build.py close --help"),
        (["report", "--on"], "Sau --on còn thiếu giá trị. Xem cách dùng: build.py --help"),
    ],
)
def test_what_was_typed_wrong_is_said_in_one_sentence(typed: list[str], told: str) -> None:
    assert run(*typed) == (1, "", told + "\n")


@pytest.mark.parametrize("typed", [[], ["extra-time"]])
def test_without_a_command_the_help_is_shown(typed: list[str]) -> None:
    code, told, wrong = run(*typed)
    assert (code, told.splitlines()[0], wrong) == (
        0,
        f"Usage: {' '.join(['build.py', *typed])} [OPTIONS] COMMAND [ARGS]...",
        "",
    )
