"""``build.py coordinators``: what the organizer hands to units, and takes back."""

import shutil
import stat
from pathlib import Path

import openpyxl
import pytest
from scene import SUBMIT_ID, make_particulars

from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.register import register_person
from chalicelib.use_cases.start import start_attempt
from office.commands import coordinators
from office.commands.project import CommandError, Project, read_moment

EXAMPLE = Path(__file__).parents[3] / "examples" / "song-cong-2021"
SITE = "https://thi.example.vn/"
WARD = "phuong-cai-dan"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The example half an hour after its first round opened, in a project of its own."""
    shutil.copytree(EXAMPLE, tmp_path / "contest")
    return Project(root=tmp_path, folder=tmp_path / "contest", at=read_moment("2021-12-13 09:00"))


def cells(path: Path) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def links_of(path: Path) -> dict[object, object]:
    """Return each unit's link, by the table that was handed out."""
    return {row[0]: row[2] for row in cells(path)[3:]}


def test_every_unit_gets_a_link_of_its_own_which_stays_the_same(
    project: Project, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    told = coordinators.hand_out(project, [], SITE, first)
    coordinators.hand_out(project, [], SITE, second)

    links = links_of(first)
    assert told[0] == f"Đã ghi liên kết của 11 đơn vị vào {first}"
    assert sorted(map(str, links)) == sorted(unit.id for unit in project.contest.units)
    assert {str(link).partition("#")[0] for link in links.values()} == {f"{SITE}phu-trach/"}
    assert len(set(links.values())) == len(links)
    assert links_of(second) == links


def test_only_its_owner_may_read_the_table_of_links(project: Project, tmp_path: Path) -> None:
    coordinators.hand_out(project, [WARD], SITE, tmp_path / "links.xlsx")

    assert stat.S_IMODE((tmp_path / "links.xlsx").stat().st_mode) == 0o600


def test_a_revoked_link_is_replaced_by_another_one(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "links.xlsx"
    coordinators.hand_out(project, [WARD], SITE, path)
    before = links_of(path)
    told = coordinators.revoke(project, WARD, "  Người phụ trách   chuyển công tác ")
    listed = coordinators.list_links(project)
    coordinators.hand_out(project, [WARD], SITE, path)

    assert told[0] == (
        "Phường Cải Đan: đã thu hồi lúc 09:00 ngày 13/12/2021. "
        "Lý do: Người phụ trách chuyển công tác"
    )
    assert listed == told[:1]
    assert coordinators.list_links(project) == [
        "Phường Cải Đan: đang dùng, có từ 09:00 ngày 13/12/2021"
    ]
    assert links_of(path) != before


def test_the_table_says_who_has_entered_and_who_has_not(project: Project, tmp_path: Path) -> None:
    with project.workshop() as workshop:
        desk = workshop.desks.entry
        codes = [
            register_person(desk, make_particulars(number, name=name, unit=WARD)).code
            for number, name in enumerate(("Lê Thị An", "Đỗ Văn Bình"), start=1)
        ]
        started = start_attempt(desk, code=codes[0], start_id="start-id-of-person-1")
        submit_attempt(
            desk,
            token=started.token,
            submit_id=SUBMIT_ID,
            revision=1,
            answers={},
            arrived_at=workshop.clock.now(),
        )
    told = coordinators.write_table(project, WARD, None, tmp_path / "t.xlsx")

    assert told == [
        "Phường Cải Đan, Tuần 1: 2 người, 1 đã hoàn thành, 0 đang làm bài, 1 chưa vào thi. "
        f"Đã ghi {tmp_path / 't.xlsx'}"
    ]
    assert cells(tmp_path / "t.xlsx")[2:] == [
        ["STT", "Họ và tên", "Đơn vị", "Tình trạng"],
        [1, "Đỗ Văn Bình", "Phường Cải Đan", "Chưa vào thi"],
        [2, "Lê Thị An", "Phường Cải Đan", "Đã hoàn thành"],
    ]


def test_what_cannot_be_done_is_said_and_nothing_is_written(
    project: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    refusals = []
    for act in (
        lambda: coordinators.hand_out(project, [], "", out),
        lambda: coordinators.hand_out(project, ["phuong-cai-dang"], SITE, out),
        lambda: coordinators.revoke(project, WARD, "   "),
        lambda: coordinators.write_table(project, "khong-co-that-dau", None, out),
        lambda: coordinators.write_table(project, WARD, "tuan-9", out),
    ):
        with pytest.raises(CommandError) as refused:
            act()
        refusals.append(str(refused.value))

    assert [refusal.split(".")[0] for refusal in refusals] == [
        "Chưa biết địa chỉ trang cuộc thi để lập liên kết",
        "Không có đơn vị nào mang mã hay tên “phuong-cai-dang”",
        'Hãy ghi lý do thu hồi: --reason "',
        "Không có đơn vị nào mang mã hay tên “khong-co-that-dau”",
        "Không có vòng thi “tuan-9”",
    ]
    assert not out.exists()
