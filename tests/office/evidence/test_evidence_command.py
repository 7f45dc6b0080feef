"""``build.py evidence``: what the board reads, prints and opens in a spreadsheet."""

import shutil
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from builders import CLOSES_AT, CONTEST, ROUND
from corrected_scene import Corrected
from scene import START_ID, make_scene

from chalicelib.contest.acts import CLOSE_DELAY_MS, ActName
from chalicelib.contest.networks import fades_at
from chalicelib.use_cases.start import start_attempt
from office.commands import acts, simulate
from office.commands.evidence import look
from office.commands.project import CommandError, Project
from office.evidence.read import read_looked
from office.evidence.sheets import number_networks
from office.evidence.signs import Limits

EXAMPLE = Path(__file__).parents[3] / "examples" / "song-cong-2021"
EVERYTHING = Limits(seconds=1_000, minutes=100_000, errors=1)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a contest whose first round is closed and whose second is not."""
    root = tmp_path_factory.mktemp("evidence")
    shutil.copytree(EXAMPLE, root / "contest")
    project = Project(root=root, folder=root / "contest")
    simulate.simulate_rounds(
        project, "tuan-1", entrants=20, seed=3, progress=lambda _: lambda: None
    )
    first = project.contest.rounds[0]
    project = replace(project, at=first.publishes_at)
    acts.run_act(project, ActName.CLOSE, "tuan-1")
    return project


def told(project: Project, **wish: Any) -> list[str]:
    names, out = wish.get("names", False), wish.get("out")
    limits = wish.get("limits", EVERYTHING)
    return list(look(project, wish.get("round_id", "tuan-1"), limits, out, names=names))


def test_every_sign_is_a_line_and_the_last_says_that_it_proves_nothing(project: Project) -> None:
    *lines, looked_at, caution = told(project)

    assert looked_at == "Đã xem 20 bài đã chốt của vòng thi."
    assert caution.startswith("Dấu hiệu không phải là kết luận")
    assert {line.split(":")[0] for line in lines} <= {
        "Làm quá nhanh",
        "Sai giống nhau",
        "Chuyển thiết bị",
        "Cùng một mạng",
        "Nối nhau trên một máy",
    }
    assert len(lines) > 0


def test_where_there_is_none_that_is_said(project: Project) -> None:
    strict = Limits(seconds=1, minutes=1, errors=15, takeovers=99)

    assert told(project, limits=strict)[1] == ("Không có dấu hiệu nào theo các ngưỡng đã chọn.")


def test_the_workbook_has_a_sheet_for_each_kind_and_names_only_on_demand(
    project: Project, tmp_path: Path
) -> None:
    plain, named = tmp_path / "plain.xlsx", tmp_path / "named.xlsx"
    told(project, out=plain)
    told(project, out=named, names=True)

    books = [openpyxl.load_workbook(path) for path in (plain, named)]

    kinds = [
        "Làm quá nhanh",
        "Sai giống nhau",
        "Chuyển thiết bị",
        "Cùng một mạng",
        "Nối nhau trên một máy",
    ]
    assert [book.sheetnames for book in books] == [kinds, kinds]
    headings = [
        [cell for row in book[kinds[0]].iter_rows(values_only=True) for cell in row if cell]
        for book in books
    ]
    assert ["Họ và tên" in cells for cells in headings] == [False, True]


def test_the_pages_have_room_for_a_decision_and_are_the_boards_alone(
    project: Project, tmp_path: Path
) -> None:
    out = tmp_path / "signs.pdf"
    told(project, out=out, names=True)

    pages = pypdfium2.PdfDocument(out)
    words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)
    assert ("DẤU HIỆU CẦN XEM XÉT" in words, "Ý kiến của Ban Tổ chức:" in words) == (True, True)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_round_that_is_open_and_a_kind_of_file_unknown_are_refused(
    project: Project, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="chưa đóng nên chưa có gì để xem xét"):
        told(project, round_id="tuan-2")
    with pytest.raises(CommandError, match=r"Chỉ ghi được \.html, \.xlsx hoặc \.pdf"):
        told(project, out=tmp_path / "signs.doc")
    assert list(tmp_path.iterdir()) == []


def test_nothing_in_the_results_changes_by_it(project: Project) -> None:
    with project.opened() as workshop:
        before = workshop.backend.contests.get_states(project.contest.id)
    told(project)
    with project.opened() as workshop:
        assert workshop.backend.contests.get_states(project.contest.id) == before


def test_answers_are_right_or_wrong_as_the_corrected_results_have_them() -> None:
    case = Corrected()

    def errors() -> list[int]:
        desk, door = case.scene.desks.closing, case.scene.desks.backend.door
        (state,) = (s for s in case.states().values() if s.round == "tuan-1")
        by_code = {
            each.attempt.receipt_code: len(each.wrong) for each in read_looked(desk, state, door)
        }
        return [by_code[code] for code in case.receipts]

    before = errors()
    case.both(case.void())

    assert (before, errors()) == ([0, 1, 3], [0, 0, 2])


def test_the_page_says_what_the_pages_say_and_needs_nothing_from_elsewhere(
    project: Project, tmp_path: Path
) -> None:
    out = tmp_path / "signs.html"
    told(project, out=out, names=True)

    page = out.read_text(encoding="utf-8")
    assert [word for word in ("http:", "https:", "<script", "src=") if word in page] == []
    assert page.count("<h2>") == 5
    assert page.count("Ý kiến của Ban Tổ chức:") == page.count("<article>") > 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def from_networks(*came_from: str) -> Any:
    """Return a closed scene in which people started from these addresses, one after another."""
    scene = make_scene()
    for number, address in enumerate(came_from, start=1):
        scene.clock.advance(1_000)
        code = scene.register(number).code
        start_attempt(scene.desks.entry, code=code, start_id=START_ID, came_from=address)
    scene.clock.set(CLOSES_AT + CLOSE_DELAY_MS)
    scene.desks.close_round(ROUND)
    return scene


def networks_of(scene: Any) -> list[tuple[int, ...]]:
    desks = scene.desks
    (state,) = (s for r, s in desks.backend.contests.get_states(CONTEST).items() if r == ROUND)
    looked = read_looked(desks.closing, state, desks.backend.door)
    numbers = number_networks(looked)
    in_order = sorted(looked, key=lambda each: each.attempt.started_at)
    return [tuple(numbers[one.network] for one in each.prints) for each in in_order]


def test_of_networks_the_board_sees_which_are_the_same() -> None:
    assert networks_of(from_networks("203.0.113.7", "198.51.100.1", "203.0.113.7", "")) == [
        (1,),
        (2,),
        (1,),
        (),
    ]


def test_once_they_have_faded_nobody_sees_anything_of_them() -> None:
    scene = from_networks("203.0.113.7", "203.0.113.7")
    end = fades_at(scene.contest.rounds[0])

    scene.clock.set(end - 1)
    assert networks_of(scene) == [(1,), (1,)]

    scene.clock.set(end)
    assert networks_of(scene) == [(), ()]


def test_where_the_key_was_removed_early_there_is_nothing_to_see() -> None:
    scene = from_networks("203.0.113.7", "203.0.113.7")
    scene.desks.backend.eraser.erase_people(CONTEST)

    assert networks_of(scene) == [(), ()]
