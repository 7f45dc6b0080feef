import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from chalicelib.contest.errors import InvalidInputError, UnknownRoundError
from office.command_line.messages import plain_errors, refusal_text
from office.command_line.options import ROOT


def test_a_field_at_fault_is_called_by_its_name() -> None:
    assert [refusal_text(InvalidInputError(field=each)) for each in ("name", "revision")] == [
        "Thông tin ở mục “Họ và tên” chưa hợp lệ. Vui lòng kiểm tra và nhập lại.",
        "Thông tin ở mục “Dữ liệu gửi lên” chưa hợp lệ. Vui lòng kiểm tra và nhập lại.",
    ]


def test_a_refusal_is_one_sentence_on_the_error_stream(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, plain_errors():
        raise UnknownRoundError(round="tuan-9")

    assert ended.value.exit_code == 1
    assert capsys.readouterr().err == "Cuộc thi không có vòng thi “tuan-9”.\n"


def test_a_file_that_cannot_be_written_is_named_with_the_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(typer.Exit) as ended, plain_errors():
        raise PermissionError(errno.EACCES, "Permission denied", "/srv/kết quả.xlsx")

    assert ended.value.exit_code == 1
    assert capsys.readouterr().err == (
        "Không đọc hoặc ghi được /srv/kết quả.xlsx: không có quyền, hoặc tệp đang mở ở chương "
        "trình khác. Hãy kiểm tra đường dẫn, "
        "quyền truy cập và dung lượng đĩa rồi chạy lại. "
        f"Chi tiết: {ROOT / '.build' / 'errors.log'}\n"
    )


def test_a_reader_who_has_seen_enough_ends_a_command_without_a_word() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        ended = subprocess.run(
            [sys.executable, ROOT / "build.py", "schema"],
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert (ended.returncode, ended.stderr) == (1, b"")


def test_ctrl_c_in_the_middle_of_a_command_is_answered_in_one_sentence(tmp_path: Path) -> None:
    # Whoever opens a pipe to write waits until it is opened to be read: then the command is at it.
    key = tmp_path / "key"
    os.mkfifo(key)
    contest = ROOT / "examples" / "song-cong-2021"
    command = subprocess.Popen(
        [sys.executable, ROOT / "build.py", "approve", "1", "--key", key, "--contest", contest],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )

    with key.open("wb"):
        command.send_signal(signal.SIGINT)
        told, wrong = command.communicate(timeout=60)

    assert (command.returncode, told, wrong) == (
        130,
        "",
        "Đã dừng theo yêu cầu (Ctrl-C). Việc đang làm chưa xong; không có tệp nào bị ghi dở. "
        "Hãy chạy lại lệnh này để làm cho xong.\n",
    )


def test_a_question_that_is_left_unanswered_is_no_error_of_the_program(tmp_path: Path) -> None:
    asked = [sys.executable, ROOT / "build.py", "keys", "new", "--out", tmp_path / "key"]

    done = subprocess.run(
        [*asked, "--passphrase"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )

    assert (done.returncode, done.stderr.splitlines()[-1].strip()) == (1, "Đã dừng theo yêu cầu.")
    assert list(tmp_path.iterdir()) == []
