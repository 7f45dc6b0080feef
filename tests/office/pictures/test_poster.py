from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from builders import make_contest, make_entry, make_weeks

from chalicelib.contest.rules import EntryMode
from office.commands.posters import make_poster
from office.commands.project import CommandError, Project
from office.pictures.poster import poster

ROOT = Path(__file__).parents[3]
SITE = "https://thi.example.vn"
LONG = "Hội thi trực tuyến tìm hiểu công tác cải cách hành chính " * 5


def text_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_it_says_when_every_round_is_open_and_where() -> None:
    [page] = text_of(poster(make_contest(rounds=make_weeks(2)), SITE))

    assert "Tuần 1 mở 08:00 ngày 10/10/2021, đóng 08:00 ngày 17/10/2021" in page
    assert "Tuần 2 mở 08:00 ngày 17/10/2021, đóng 08:00 ngày 24/10/2021" in page
    assert "Quét mã để vào thi" in page
    assert "thi.example.vn" in page


def test_of_many_rounds_it_names_the_first_and_says_how_many_more_there_are() -> None:
    contest = replace(make_contest(rounds=make_weeks(9)), name=LONG, organizer=LONG[:110])

    [page] = text_of(poster(contest, SITE))

    assert "Tuần 5" in page
    assert "Tuần 6" not in page
    assert "và 4 vòng nữa, xem trên trang" in page


def test_by_roster_it_says_who_may_enter() -> None:
    contest = make_contest(entry=make_entry(mode=EntryMode.ROSTER))

    [page] = text_of(poster(contest, SITE))

    assert "Dành cho người có mã dự thi do Ban Tổ chức cấp." in page


@pytest.mark.parametrize("site", ["", "thi.example.vn", "javascript:alert(1)"])
def test_without_an_address_nothing_is_written(tmp_path: Path, site: str) -> None:
    project = Project(root=tmp_path, folder=ROOT / "examples" / "song-cong-2021")

    with pytest.raises(CommandError):
        make_poster(project, tmp_path / "a.pdf", site)

    assert list(tmp_path.iterdir()) == []
