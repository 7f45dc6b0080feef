"""The commands on a deployed contest: here it is deployed on the local engine, over its socket."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chalicelib.contest.times import MINUTE_MS
from chalicelib.use_cases.door import front_key
from chalicelib.use_cases.prepare import prepare_contest
from office.commands import certificates, exports, receipts, reports, site, stages
from office.commands.project import CommandError, Project
from office.commands.simulate import simulate
from office.commands.stage import CONFIG, Stage, StageError, read_stage
from office.contest_file.load import load_contest
from office.local.engine import Engine
from office.local.memory import ManualClock

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "song-cong-2021"
REGION = "ap-southeast-1"


@dataclass
class Deployed:
    """An engine that stands for the account, and a project that is deployed there."""

    project: Project
    environment: dict[str, str]

    def run(self, *typed: str, expect: int = 0, **more: str) -> str:
        """Run a command as it is typed, with ``--stage production``; return what it says."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), "--stage", "production", *typed],
            env={**os.environ, **self.environment, **more},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout if expect == 0 else done.stderr

    @property
    def stage(self) -> Stage:
        assert self.project.stage is not None
        return self.project.stage


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    root = tmp_path_factory.mktemp("stage")
    shutil.copytree(EXAMPLE, root / "contest")
    (root / CONFIG).parent.mkdir(parents=True)
    shutil.copy(ROOT / CONFIG, root / CONFIG)
    shutil.copytree(ROOT / "site", root / "site")
    shutil.copy(ROOT / "mkdocs.yml", root)
    contest = load_contest(EXAMPLE).contest
    with Engine() as engine:
        environment = {"AWS_REGION": REGION, "STORE_ENDPOINT": engine.endpoint_url}
        stage = read_stage(root, "production", environment, contest)
        yield Deployed(Project(root=root, folder=root / "contest", stage=stage), environment)


@pytest.fixture(scope="module")
def played(deployed: Deployed) -> Deployed:
    """Set it up as the deploy page says, and let some people take the first round in its time."""
    assert deployed.run("storage") == (
        "Đã có đủ 5 bảng (contest-…) và hai kho tệp: song-cong-contest-archive, "
        "song-cong-contest-public.\n"
    )
    # Prepared before the first opening, as an office does it.
    workshop = deployed.stage.workshop()
    project = deployed.project
    first = project.contest.rounds[0]
    early = workshop.desks_by(ManualClock(first.opens_at - MINUTE_MS))
    loaded = project.loaded
    prepare_contest(early.prepare, project.contest, loaded.banks, loaded.excluded)
    simulate(workshop, first, entrants=8, seed=3, done=lambda: None)
    return deployed


def test_a_contest_is_prepared_closed_published_and_reported_where_it_is_deployed(
    played: Deployed, tmp_path: Path
) -> None:
    prepared = played.run("prepare").splitlines()
    assert prepared[0].startswith("Thể lệ và câu hỏi của ")
    assert prepared[0].endswith(" đã có hiệu lực từ trước; không có gì thay đổi.")
    assert len(prepared) == 6
    assert prepared[-1].startswith("Việc tiếp theo: ")

    closed = played.run("close").splitlines()
    assert [line.split(":")[0] for line in closed] == [
        "Đã đóng Tuần 1",
        "Mã kiểm bảng xếp hạng (SHA-256)",
        "Đã đóng Tuần 2",
        "Mã kiểm bảng xếp hạng (SHA-256)",
        "Việc tiếp theo",
    ]
    assert closed[-1].endswith(
        "lịch tự động không chạy. Công bố bằng tay, rồi xem lại hàm tick và lịch. "
        "Gõ: python build.py --stage production publish --round tuan-1"
    )
    wrong = played.run("status", expect=1)
    assert wrong == ""
    assert " 8 lượt thi của 8 người " in closed[0]
    published = played.run("publish").splitlines()
    assert [line.partition(".")[0] for line in published] == [
        "Đã công bố kết quả Tuần 1",
        "Đã công bố kết quả Tuần 2",
        "Việc tiếp theo: Lập báo cáo đến hết toàn cuộc thi",
    ]

    told = exports.export_units(played.project, tmp_path / "units", [], each=False)
    assert told[0].startswith(f"Đã ghi {tmp_path / 'units' / 'don-vi.xlsx'}")
    wanted = reports.Wanted(out=tmp_path / "report")
    assert reports.report(played.project, wanted).lines
    printing = certificates.Printing(
        wording=certificates.Wording(site="https://contest.invalid"), out=tmp_path / "papers"
    )
    assert certificates.print_certificates(played.project, printing)
    assert receipts.local_key(played.project).contest == "song-cong-2021"
    site.build(played.project)
    home = (played.project.root / "public" / "index.html").read_text(encoding="utf-8")
    assert played.project.contest.name in home
    assert not (played.project.root / ".build" / "local").exists(), "no state of this computer"


def test_the_key_of_the_front_is_the_one_that_the_interface_asks_for(played: Deployed) -> None:
    assert played.run("front-key").strip() == front_key(played.stage.workshop().desks.entry)


def test_other_rules_than_those_in_force_are_refused_until_they_are_prepared(
    played: Deployed, tmp_path: Path
) -> None:
    folder = tmp_path / "contest"
    shutil.copytree(EXAMPLE, folder)
    file = folder / "contest.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("name: Tuần 1", "name: Tuần thứ nhất"), encoding="utf-8")
    project = Project(root=played.project.root, folder=folder, stage=played.stage)

    with pytest.raises(CommandError) as refused, project.workshop():
        pass

    assert str(refused.value) == (
        "Thể lệ đang có hiệu lực trên “production” khác với thư mục này. Nếu thư mục này mới là "
        "bản đúng, hãy chạy trước: build.py --stage production prepare"
    )


def test_what_only_this_computer_does_is_refused_for_a_stage(deployed: Deployed) -> None:
    for command in ("serve", "simulate", "demo", "rehearse"):
        assert deployed.run(command, expect=1) == (
            "Lệnh này chỉ chạy trên máy này, không dùng cùng --stage.\n"
        )


def test_a_stage_goes_by_the_real_time_alone(deployed: Deployed) -> None:
    assert deployed.run("close", "--at", "2021-12-20 08:00", expect=1) == (
        "Cuộc thi đã triển khai đi theo giờ thật: bỏ --at.\n"
    )


def test_an_account_that_does_not_answer_is_said_to_be_it(deployed: Deployed) -> None:
    said = deployed.run("publish", expect=1, STORE_ENDPOINT="http://127.0.0.1:9")

    assert said.startswith("AWS không thực hiện được yêu cầu: Could not connect to the endpoint")
    assert "Traceback" not in said


def test_what_needs_a_stage_says_so() -> None:
    project = Project(root=ROOT, folder=EXAMPLE)

    with pytest.raises(CommandError) as refused:
        stages.make_storage(project)

    assert str(refused.value) == (
        "Lệnh này chỉ dùng cùng --stage, ví dụ: build.py --stage production storage"
    )


@pytest.mark.parametrize(
    ("name", "environment", "told"),
    [
        ("thử", {"AWS_REGION": REGION}, "Không có nơi triển khai “thử” trong {file}. "),
        ("production", {}, "Chưa biết vùng của AWS. "),
    ],
)
def test_a_stage_that_cannot_be_used_is_refused_with_what_to_do(
    name: str, environment: dict[str, str], told: str
) -> None:
    with pytest.raises(StageError) as refused:
        read_stage(ROOT, name, environment, load_contest(EXAMPLE).contest)

    assert str(refused.value).startswith(told.format(file=ROOT / CONFIG))


def test_the_stage_of_another_contest_is_refused() -> None:
    other = load_contest(ROOT / "examples" / "hue-2023").contest

    with pytest.raises(StageError) as refused:
        read_stage(ROOT, "production", {"AWS_REGION": REGION}, other)

    assert str(refused.value) == (
        "Nơi triển khai “production” là của cuộc thi “song-cong-2021”, không phải “hue-2023”. "
        "Hãy kiểm tra --contest và CONTEST_ID."
    )
