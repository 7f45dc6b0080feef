"""``build.py`` as its user runs it: processes that share nothing but the saved state."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "song-cong-2021"


class Office:
    """A copy of the project's root with a contest of its own, and its command line."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copy(ROOT / "build.py", root)
        shutil.copytree(ROOT / "office", root / "office")
        shutil.copy(ROOT / "mkdocs.yml", root)
        shutil.copytree(ROOT / "site", root / "site")
        shutil.copytree(EXAMPLE, root / "contest")
        (root / "contest.yml").write_text("use: contest\n", encoding="utf-8")

    @property
    def state(self) -> Path:
        return self.root / ".build" / "local" / "song-cong-2021"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "build.py", *arguments],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "300"},
        )

    def told(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 1, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def digests(told: str) -> list[str]:
    return re.findall(r"[0-9a-f]{64}", told)


def test_check_warns_of_the_announced_end_and_passes_and_strict_makes_it_fail(
    office: Office,
) -> None:
    passed, strict = office.run("check"), office.run("check", "--strict")

    assert (passed.returncode, strict.returncode) == (0, 1)
    assert [line.split(" ")[:2] for line in passed.stdout.splitlines()[:1]] == [
        ["contest/contest.yml:43:12", "W202"]
    ]


def test_three_processes_give_what_one_process_gives(office: Office, tmp_path: Path) -> None:
    office.told("close", "--at", "2021-12-01 08:00")  # prepares the contest and makes its secrets
    shutil.copytree(office.state, tmp_path / "same-secrets")
    office.told("simulate", "--round", "tuan-1", "-n", "12", "--seed", "7")
    closed = office.told("close", "--round", "tuan-1")
    published = office.told("publish", "--round", "tuan-1")

    script = tmp_path / "one_process.py"
    script.write_text(
        "from pathlib import Path\n"
        "from office.commands.project import Project\n"
        "from office.commands.simulate import simulate\n"
        "root = Path.cwd()\n"
        "project = Project(root=root, folder=root)\n"
        "round_ = project.contest.rounds[0]\n"
        "with project.workshop() as w:\n"
        "    simulate(w, round_, entrants=12, seed=7, done=lambda: None)\n"
        "    print(w.desks.close_round(round_.id).standings)\n"
        "    print(w.desks.publish_results(round_.id).results)\n",
        encoding="utf-8",
    )
    shutil.rmtree(office.state)
    shutil.copytree(tmp_path / "same-secrets", office.state)
    one = subprocess.run(
        [sys.executable, str(script)],
        cwd=office.root,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert digests(closed) + digests(published) == one.stdout.split()


def test_what_is_not_due_is_refused_with_the_moment_from_which_it_is(office: Office) -> None:
    told = office.refused("close", "--round", "tuan-1", "--at", "2021-12-19 16:30")

    assert told == (
        "Chưa đến giờ đóng Tuần 1: sớm nhất là 16:30:35 ngày 19/12/2021. "
        'Muốn chạy thử ở thời điểm khác, thêm --at, ví dụ: --at "2021-12-19 16:31".\n'
    )


def test_close_without_a_round_closes_what_is_due_and_says_what_comes_next(office: Office) -> None:
    first = office.told("close", "--at", "2021-12-19 16:31")
    second = office.told("close", "--at", "2021-12-19 16:32")

    assert first.splitlines()[0] == (
        "Đã đóng Tuần 1: 0 lượt thi của 0 người thuộc 0 đơn vị; 0 bài đạt điểm tối đa."
    )
    assert second == (
        "Không có việc nào đến giờ.\n"
        "Việc tiếp theo: Công bố kết quả Tuần 1, sớm nhất 08:00 ngày 20/12/2021. "
        'Gõ: python build.py publish --round tuan-1 --at "20/12/2021 08:00"\n'
    )


def test_a_round_that_has_closed_takes_no_more_simulated_entrants(office: Office) -> None:
    office.told("close", "--at", "2021-12-19 16:31")

    told = office.refused("simulate", "--round", "tuan-1", "-n", "1")

    assert told.split(".")[0] == "Tuần 1 đã đóng nên không mô phỏng thêm được"


def test_without_a_moment_of_its_own_a_command_says_by_which_clock_it_works(
    office: Office,
) -> None:
    assert office.told("close").splitlines()[0].startswith("Theo đồng hồ lúc này: ") is True


def test_publishing_before_closing_says_what_to_run(office: Office) -> None:
    told = office.refused("publish", "--round", "tuan-1", "--at", "2021-12-20 08:00")

    assert told == (
        "Tuần 1 chưa đóng nên chưa công bố được. "
        'Hãy gõ trước: python build.py close --round tuan-1 --at "20/12/2021 08:01"\n'
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("close", "--round", "tuan-9"),
            "Không có vòng thi “tuan-9”. Các vòng thi: tuan-1, tuan-2.\n",
        ),
        (
            ("close", "--at", "mai"),
            "Không hiểu thời điểm “mai”. Hãy viết như sau: 20/12/2026 08:30\n",
        ),
        (
            ("check", "--contest", "nowhere"),
            "Không tìm thấy thư mục cuộc thi: nowhere\n",
        ),
        (("simulate", "-n", "0"), "Số người dự thi phải từ 1 đến 100.000.\n"),
        (
            ("simulate", "--url", "http://192.0.2.1/", "-n", "1"),
            "Chỉ được mô phỏng vào máy này (127.0.0.1), không phải http://192.0.2.1/.\n",
        ),
    ],
)
def test_wrong_input_gets_one_clear_line(
    office: Office, arguments: tuple[str, ...], told: str
) -> None:
    assert office.refused(*arguments) == told


def test_a_contest_with_errors_builds_nothing_and_leaves_the_old_site(office: Office) -> None:
    (office.root / "public").mkdir()
    (office.root / "public" / "index.html").write_text("the old site")
    bank = office.root / "contest" / "question_banks" / "round-1.txt"
    bank.write_text(bank.read_text(encoding="utf-8").replace("\n* ", "\n- ", 1), encoding="utf-8")

    told = office.refused("site")

    assert [line.split(" ")[0] for line in told.splitlines() if "round-1.txt" in line] == [
        "contest/question_banks/round-1.txt:5:1"
    ]
    assert (office.root / "public" / "index.html").read_text() == "the old site"


def test_a_bank_cannot_change_once_its_round_has_opened(office: Office) -> None:
    office.told("close", "--at", "2021-12-14 08:00")
    bank = office.root / "contest" / "question_banks" / "round-1.txt"
    bank.write_text(bank.read_text(encoding="utf-8").replace("?", " ?", 1), encoding="utf-8")

    told = office.refused("close", "--at", "2021-12-14 08:00")

    assert told.splitlines()[0] == (
        "Ngân hàng câu hỏi của vòng thi “tuan-1” không sửa được nữa vì vòng thi đã mở."
    )
    assert told.splitlines()[1].endswith(str(office.state)) is True


def test_a_damaged_state_is_left_as_it_is(office: Office) -> None:
    office.state.mkdir(parents=True)
    (office.state / "state.json").write_text("{")

    told = office.refused("close")

    assert told.startswith("Không đọc được dữ liệu đã lưu") is True
    assert (office.state / "state.json").read_text() == "{"


def test_a_rescheduled_round_needs_no_new_bank_and_no_deployment(office: Office) -> None:
    office.told("close", "--at", "2021-12-14 08:00")
    contest = office.root / "contest" / "contest.yml"
    text = contest.read_text(encoding="utf-8")
    contest.write_text(text.replace("2021-12-19 16:30", "2021-12-19 18:00"), encoding="utf-8")

    told = office.refused("close", "--round", "tuan-1", "--at", "2021-12-19 17:00")

    assert told.split(".")[0] == "Chưa đến giờ đóng Tuần 1: sớm nhất là 18:00:35 ngày 19/12/2021"


def test_an_unexpected_error_keeps_its_trace_in_the_log(office: Office) -> None:
    with (office.root / "office" / "commands" / "acts.py").open("a", encoding="utf-8") as acts:
        acts.write('\n\ndef run_act(*_):\n    raise RuntimeError("planted")\n')

    told = office.refused("close")

    log = office.root / ".build" / "errors.log"
    assert told == f"Chương trình gặp lỗi ngoài dự kiến. Chi tiết: {log}\n"
    assert log.read_text(encoding="utf-8").strip().splitlines()[-1] == "RuntimeError: planted"


def test_a_file_that_cannot_be_used_is_named_and_the_trace_kept(office: Office) -> None:
    (office.root / ".build").mkdir()
    (office.root / ".build" / "local").write_text("a file where a folder belongs")

    told = office.refused("close")

    assert told.split(":")[0] == f"Không đọc hoặc ghi được {office.state / 'endpoint'}"
    assert (office.root / ".build" / "errors.log").is_file()


def test_the_saved_state_holds_no_contact_detail_in_the_clear(office: Office) -> None:
    office.told("simulate", "--round", "tuan-1", "-n", "3")

    saved = (office.state / "state.json").read_text(encoding="utf-8")
    tables = json.loads(saved)["state"]["tables"]

    assert len(tables["contest-attempts"]) == 3
    assert re.findall(r"9990010000\d\d|0999000\d\d\d", saved) == []
