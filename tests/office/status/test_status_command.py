"""``build.py status`` on what is stored: what is damaged or differs is found, nothing changed."""

import shutil
from pathlib import Path

import pytest

from chalicelib.contest.acts import ActName
from chalicelib.contest.times import DAY_MS, MINUTE_MS
from chalicelib.use_cases.publish import pointer_name
from office.commands import acts, reports, simulate
from office.commands.project import CommandError, Project
from office.commands.reports import Wanted
from office.commands.status import Status, status
from office.local.workshop import open_workshop

ROOT = Path(__file__).parents[3]


def project_at(root: Path, at: int) -> Project:
    return Project(root=root, folder=root / "contest", at=at)


def codes(found: Status) -> list[tuple[str, str]]:
    listed = found.value["findings"]
    assert isinstance(listed, list)
    return [(each["kind"], each["code"]) for each in listed if each["kind"] in {"wrong", "due"}]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the root of a contest that has been entered and not closed."""
    for name in ("site", "mkdocs.yml"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "examples" / "song-cong-2021", tmp_path / "contest")
    simulate.simulate_rounds(
        project_at(tmp_path, 0), "tuan-1", entrants=4, seed=5, progress=lambda _: lambda: None
    )
    return tmp_path


@pytest.fixture
def published(root: Path) -> Project:
    """Return a contest whose first round is public, a minute after its hour."""
    first = project_at(root, 0).contest.rounds[0]
    project = project_at(root, first.publishes_at + MINUTE_MS)
    acts.run_act(project, ActName.CLOSE, "tuan-1")
    acts.run_act(project, ActName.PUBLISH, "tuan-1")
    return project


def test_looking_leaves_no_trace_where_nothing_is_stored(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "song-cong-2021", tmp_path / "contest")
    opens_at = project_at(tmp_path, 0).contest.rounds[0].opens_at

    found = status(project_at(tmp_path, opens_at - DAY_MS + MINUTE_MS))

    assert (found.is_wrong, codes(found)) == (False, [("due", "prepare_soon")])
    assert [path.name for path in tmp_path.iterdir()] == ["contest"]


def test_what_is_stored_stays_byte_for_byte(published: Project) -> None:
    state = published.state_folder / "state.json"
    before = state.read_bytes()

    found = status(published)

    assert codes(found) == [("due", "report"), ("due", "certificates"), ("due", "site")]
    assert found.is_wrong is False
    assert state.read_bytes() == before


def test_a_file_that_is_not_what_its_digest_says_is_found(published: Project) -> None:
    contest = published.contest.id
    with open_workshop(published.state_folder, contest) as workshop:
        pointer = pointer_name(published.contest.rounds[0].id)
        workshop.backend.public.put(
            pointer, b"{}", content_type="application/json", immutable=False
        )
    found = status(published)
    acts.run_act(published, ActName.PUBLISH, "tuan-1")
    mended = status(published)

    assert codes(found)[0] == ("wrong", "damaged_public")
    assert (found.is_wrong, mended.is_wrong) == (True, False)


def test_a_folder_that_was_changed_after_the_opening_is_wrong(published: Project) -> None:
    bank = published.folder / "question_banks" / "round-1.txt"
    bank.write_text(bank.read_text(encoding="utf-8").replace("?", " ?", 1), encoding="utf-8")

    found = status(project_at(published.root, published.at or 0))

    assert codes(found)[0] == ("wrong", "bank_frozen")


def test_a_report_that_cannot_be_made_yet_says_what_to_type(root: Path, tmp_path: Path) -> None:
    first = project_at(root, 0).contest.rounds[0]
    early = project_at(root, first.closes_at - DAY_MS)
    due = project_at(root, first.closes_at + MINUTE_MS)

    def refused(project: Project, wanted: Wanted) -> str:
        with pytest.raises(CommandError) as error:
            reports.report(project, wanted)
        return str(error.value)

    typed = f"python build.py {{}} --contest {root / 'contest'} --round tuan-1"
    assert refused(early, Wanted(out=tmp_path / "out")) == (
        "Chưa lập được báo cáo: Tuần 1, Tuần 2 chưa đóng. "
        "Báo cáo kết thúc chỉ lập khi mọi vòng thi đã đóng."
    )
    assert refused(due, Wanted(out=tmp_path / "out", last="tuan-1")) == (
        "Chưa lập được báo cáo: Tuần 1 chưa đóng. Hãy gõ trước: "
        f'{typed.format("close")} --at "19/12/2021 16:32"'
    )
    acts.run_act(due, ActName.CLOSE, "tuan-1")
    assert refused(due, Wanted(out=tmp_path / "out")) == (
        "Chưa lập được báo cáo: Tuần 2 chưa đóng. Báo cáo kết thúc chỉ lập khi mọi vòng thi đã "
        "đóng. Muốn có báo cáo đến hết Tuần 1, hãy gõ: "
        f'{typed.format("report")} --page --at "19/12/2021 16:32"'
    )
    assert refused(due, Wanted(out=tmp_path / "out", last="tuan-1", page=True)) == (
        "Chưa đưa báo cáo lên trang web được: kết quả của Tuần 1 chưa công bố. Hãy gõ trước: "
        f'python build.py publish --contest {root / "contest"} --at "20/12/2021 08:00". '
        "Muốn chỉ lập báo cáo để xem nội bộ, bỏ --page."
    )
    assert not (tmp_path / "out").exists()


def test_an_act_that_was_done_before_says_so_and_changes_nothing(published: Project) -> None:
    closed = acts.run_act(published, ActName.CLOSE, "tuan-1")
    again = acts.run_act(published, ActName.PUBLISH, "tuan-1")

    assert closed[0] == "Tuần 1 đã đóng từ trước; kết quả giữ nguyên."
    assert again[0].startswith("Tuần 1 đã công bố từ trước; đã công bố lại đúng bản đó.")


def test_a_close_tells_how_far_it_has_come(root: Path) -> None:
    first = project_at(root, 0).contest.rounds[0]
    due = project_at(root, first.closes_at + MINUTE_MS)
    heard: list[tuple[str, int, int]] = []

    acts.run_act(due, ActName.CLOSE, None, lambda *step: heard.append(step))

    assert list(dict.fromkeys(heard)) == [
        ("Chuẩn bị", 0, 0),
        ("Đọc bài thi Tuần 1: 0", 0, 3),
        ("Chấm, xếp hạng Tuần 1", 1, 3),
        ("Lưu kết quả Tuần 1", 2, 3),
        ("Xem việc tiếp theo", 0, 0),
    ]
