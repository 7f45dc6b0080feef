"""``build.py extra-time``: who gets how much, on whose word, and what an organizer typed wrong."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from scene import make_particulars

from chalicelib.contest.ids import RoundId
from chalicelib.use_cases.register import register_person
from chalicelib.use_cases.start import start_attempt
from office.commands import extra_time
from office.commands.extra_time import Wish
from office.commands.project import CommandError, Project, read_moment
from office.local.workshop import Workshop

EXAMPLE = Path(__file__).parents[3] / "examples" / "song-cong-2021"
ROUND = RoundId("tuan-1")
WARD = "phuong-cai-dan"
WISH = Wish(round=ROUND, minutes=3, reason="Mất điện toàn phường", by="Trần Thị Ví Dụ")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The example half an hour after its first round opened, in a project of its own."""
    shutil.copytree(EXAMPLE, tmp_path / "contest")
    return Project(root=tmp_path, folder=tmp_path / "contest", at=read_moment("2021-12-13 09:00"))


def at(project: Project, moment: str) -> Project:
    return Project(root=project.root, folder=project.folder, at=read_moment(moment))


def enter(workshop: Workshop, number: int = 1) -> tuple[str, str]:
    """Register somebody who starts at once; return the identifier and the name."""
    particulars = make_particulars(number, unit=WARD)
    entry = workshop.desks.entry
    code = register_person(entry, particulars).code
    start_attempt(entry, code=code, start_id=f"a-start-of-16-letters-{number}")
    return particulars.identifier, particulars.name


def credited(project: Project) -> list[int]:
    with project.workshop() as workshop:
        attempts = workshop.backend.attempts.attempts(project.contest.id, ROUND)
        return sorted(attempt.credit_ms // 60_000 for attempt in attempts)


def test_a_round_gets_more_time_and_a_later_closing(project: Project) -> None:
    with project.workshop() as workshop:
        enter(workshop, 1)
        enter(workshop, 2)

    told = list(extra_time.credit(at(project, "2021-12-13 09:05"), WISH))

    assert told == [
        "Đã cộng 3 phút cho mọi bài đang làm trong Tuần 1; lưu ở mục số 1. "
        "Vòng thi đóng lúc 16:33 ngày 19/12/2021.",
        "Số bài đang làm được kéo dài ngay: 2. Trang thi biết giờ mới khi lưu câu trả lời tiếp "
        "theo.",
        "Khi xếp hạng, phần làm bài trong giờ cộng thêm không tính vào thời gian làm bài.",
    ]
    assert credited(project) == [3, 3]


def test_one_person_gets_more_time_by_identifier(project: Project) -> None:
    with project.workshop() as workshop:
        identifier, name = enter(workshop, 1)
        enter(workshop, 2)

    told = list(extra_time.credit(project, Wish(**_as_dict(WISH) | {"identifier": identifier})))

    assert told[0] == f"Đã cộng 3 phút cho {name} trong Tuần 1; lưu ở mục số 1."
    assert credited(project) == [0, 3]


def _as_dict(wish: Wish) -> dict[str, object]:
    return {
        name: getattr(wish, name)
        for name in ("round", "minutes", "reason", "by", "identifier", "dry_run")
    }


def changed(**values: object) -> Wish:
    return Wish(**(_as_dict(WISH) | values))  # type: ignore[arg-type]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(project: Project) -> None:
    with project.workshop() as workshop:
        enter(workshop)

    told = list(extra_time.credit(project, changed(dry_run=True)))

    assert told == [
        "Sẽ cộng 3 phút cho mọi bài đang làm trong Tuần 1 và đóng vòng thi lúc "
        "16:33 ngày 19/12/2021. Chưa ghi gì."
    ]
    assert credited(project) == [0]
    assert extra_time.list_credits(project, None) == ["Chưa có lần cộng giờ nào."]


def test_everything_on_record_is_listed_and_written_as_a_table(
    project: Project, tmp_path: Path
) -> None:
    with project.workshop() as workshop:
        identifier, name = enter(workshop)
    list(extra_time.credit(project, WISH))
    person = changed(identifier=identifier, minutes=5, reason="Người khuyết tật vận động")
    list(extra_time.credit(project, person))

    lines = extra_time.list_credits(project, None)
    told = extra_time.list_credits(project, tmp_path / "gio.xlsx")

    assert [line.split(": ", 1)[1] for line in lines] == [
        "mọi bài đang làm, Tuần 1, thêm 3 phút. Lý do: Mất điện toàn phường. "
        "Người quyết định: Trần Thị Ví Dụ.",
        f"{name}, Tuần 1, thêm 5 phút. Lý do: Người khuyết tật vận động. "
        "Người quyết định: Trần Thị Ví Dụ.",
    ]
    assert told == [f"Đã ghi 2 lần cộng giờ vào {tmp_path / 'gio.xlsx'}"]
    sheet = openpyxl.load_workbook(tmp_path / "gio.xlsx").active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert cells[0] == ["Số", "Lúc", "Cho ai", "Vòng thi", "Số phút", "Lý do", "Người quyết định"]
    assert [row[4] for row in cells[1:]] == [3, 5]


def test_what_was_broken_off_is_applied_again(project: Project) -> None:
    with project.workshop() as workshop:
        enter(workshop)
    list(extra_time.credit(project, WISH))
    assert extra_time.apply(project, ROUND) == "Số bài được kéo dài thêm ở lần sau: 0."


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (changed(reason="  "), 'Hãy ghi lý do: --reason "..."'),
        (changed(by=""), 'Hãy ghi họ tên người quyết định: --by "..."'),
        (changed(minutes=0), "Số phút cộng thêm phải từ 1 đến 120."),
        (changed(minutes=-5), "Số phút cộng thêm phải từ 1 đến 120."),
        (changed(minutes=121), "Số phút cộng thêm phải từ 1 đến 120."),
        (changed(round="tuan-9"), "Không có vòng thi “tuan-9”. Các vòng thi: tuan-1, tuan-2."),
        (
            changed(identifier="Không Ai 000"),
            "Không có ai trong cuộc thi mang mã định danh “Không Ai 000”. Hãy kiểm tra lại mã, "
            "hoặc cho người đó đăng ký trước.",
        ),
        (
            changed(round="tuan-2"),
            "Tuần 2 chưa mở; cộng thêm giờ cho cả vòng thi là để bù cho những bài đang làm. Muốn "
            "lùi giờ đóng trước khi mở, hãy sửa contest.yml.",
        ),
    ],
)
def test_what_was_typed_wrong_is_refused_with_what_to_do(
    project: Project, wish: Wish, told: str
) -> None:
    with pytest.raises(CommandError) as refused:
        list(extra_time.credit(project, wish))
    assert str(refused.value) == told


def test_a_round_that_is_over_gets_no_more(project: Project) -> None:
    with pytest.raises(CommandError) as refused:
        list(extra_time.credit(at(project, "2021-12-19 16:30"), WISH))
    assert str(refused.value) == ("Vòng thi “Tuần 1” đã hết giờ nên không cộng thêm giờ được nữa.")
