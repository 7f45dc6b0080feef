"""``build.py report`` on a contest that was run on this computer, and its page on the site."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from report_data import invent_rounds, make_weekly_contest

from chalicelib.contest.acts import ActName
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.times import DAY_MS
from office.commands import acts, simulate, site
from office.commands.project import CommandError, Project
from office.commands.reports import Wanted, read_report, report
from office.local.memory.files import MemoryPublicFiles
from office.local.workshop import open_workshop
from office.report import make_report
from office.texts import text
from sitegen.report_page import REPORT_FILE

ROOT = Path(__file__).parents[3]
ON = date(2021, 12, 31)
ENTRANTS = 12


def make_project(root: Path) -> Project:
    """Return the example, in a root of its own; its clock stands after the last publication."""
    for name in ("site", "mkdocs.yml"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "examples" / "song-cong-2021", root / "contest")
    now = Project(root=root, folder=root / "contest")
    after = now.contest.rounds[-1].publishes_at + DAY_MS
    return Project(root=root, folder=root / "contest", at=after)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a contest whose rounds are closed, and not published yet."""
    project = make_project(tmp_path_factory.mktemp("office"))
    simulate.simulate_rounds(
        project, None, entrants=ENTRANTS, seed=5, progress=lambda _: lambda: None
    )
    acts.run_act(project, ActName.CLOSE, None)
    return project


@pytest.fixture(scope="module")
def published(closed: Project) -> Project:
    acts.run_act(closed, ActName.PUBLISH, None)
    return closed


def test_the_report_is_written_as_word_pdf_and_json(closed: Project, tmp_path: Path) -> None:
    told = report(closed, Wanted(out=tmp_path / "new" / "folder", on=ON))

    written = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert written == [
        "bao-cao-song-cong-2021.docx",
        "bao-cao-song-cong-2021.pdf",
        "report.json",
    ]
    assert told.lines[0].startswith("Báo cáo ngày 31/12/2021: 24 lượt thi, 12 người,")
    assert [line.split(":")[0] for line in told.lines[1:]] == [
        *["Đã ghi"] * len(written),
        "Việc tiếp theo",
    ]


def test_json_alone_goes_to_the_screen_or_to_the_folder(closed: Project, tmp_path: Path) -> None:
    shown = report(closed, Wanted(only_json=True, on=ON))
    report(closed, Wanted(only_json=True, on=ON, out=tmp_path))

    assert shown.lines == ()
    assert (tmp_path / "report.json").read_bytes() == shown.document
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    assert json.loads(shown.document)["made_on"] == "2021-12-31"


def test_without_a_day_the_clocks_day_stands(closed: Project) -> None:
    shown = report(closed, Wanted(only_json=True))

    assert json.loads(shown.document)["made_on"] == "2021-12-28"


def test_a_report_is_not_made_public_before_the_results_are(
    closed: Project, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="kết quả của Tuần 1, Tuần 2 chưa công bố"):
        report(closed, Wanted(page=True, out=tmp_path / "out", on=ON))

    assert not (tmp_path / "out").exists()


def test_the_page_shows_the_report_once_it_was_asked_for(
    published: Project, tmp_path: Path
) -> None:
    site.build(published)
    before = (published.public_dir / "bao-cao").exists()
    report(published, Wanted(page=True, out=tmp_path, on=ON))
    site.build(published)
    page = (published.public_dir / "bao-cao" / "index.html").read_text(encoding="utf-8")
    results = (published.public_dir / "ket-qua" / "index.html").read_text(encoding="utf-8")

    assert before is False
    assert "V. ĐỐI CHIẾU SỐ LIỆU, PHƯƠNG PHÁP TÍNH" in page
    assert f'href="/{REPORT_FILE}"' in page
    assert 'href="/bao-cao/"' in results
    with open_workshop(published.state_folder, published.contest.id) as workshop:
        stored = workshop.backend.public.get(REPORT_FILE)
        people = list(workshop.backend.people.people(published.contest.id))
    assert stored == (tmp_path / "report.json").read_bytes()
    assert len(people) == ENTRANTS
    assert [p.name for p in people if p.name in page or p.pid in page] == []


def test_a_public_report_that_was_changed_is_not_shown() -> None:
    contest = make_weekly_contest(2)
    value = make_report(contest, invent_rounds(contest, [9, 7]), made_on=ON)
    whole = json.loads(canonical_json(value))

    def shown(stored: object) -> str:
        public = MemoryPublicFiles()
        public.put(
            REPORT_FILE, canonical_json(stored), content_type="application/json", immutable=False
        )
        try:
            document = read_report(contest, public)
        except CommandError as error:
            return str(error).splitlines()[0]
        return "" if document is None else str(document["heading"]["title"])

    changed = {**whole, "total": {**whole["total"], "attempts": 17}}
    assert [
        shown(whole),
        shown(changed),
        shown({"contest": {"id": "another"}}),
        shown([]),
    ] == [
        "BÁO CÁO",
        "Không xuất báo cáo vì số liệu không khớp:",
        *[text("report.damaged", name=REPORT_FILE)] * 2,
    ]
    assert read_report(contest, MemoryPublicFiles()) is None


def test_wrong_visits_are_refused_before_anything_is_written(
    closed: Project, tmp_path: Path
) -> None:
    wrong = tmp_path / "visits.json"
    wrong.write_text("{}")

    def refusal(path: Path) -> str:
        with pytest.raises(CommandError) as refused:
            report(closed, Wanted(out=tmp_path / "out", visits=path, on=ON))
        return str(refused.value).split(":")[0].replace(str(tmp_path), "")

    assert [refusal(wrong), refusal(tmp_path / "none.json")] == [
        "/visits.json không phải tệp số liệu truy cập do build.py visits ghi ra. "
        "Hãy chạy lại build.py visits với --out.",
        "Không tìm thấy tệp /none.json. Hãy kiểm tra đường dẫn.",
    ]
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_named(closed: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match="Không ghi được vào"):
        report(closed, Wanted(out=tmp_path / "file", on=ON))


def test_rounds_that_are_open_are_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        report(make_project(tmp_path), Wanted(out=tmp_path / "out"))

    assert str(refused.value).startswith("Chưa lập được báo cáo: Tuần 1, Tuần 2 chưa đóng.")


def test_what_the_office_cannot_write_is_not_made_public(
    published: Project, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with published.opened() as workshop:
        before = workshop.backend.public.get(REPORT_FILE)

    with pytest.raises(CommandError, match="Không ghi được vào"):
        report(published, Wanted(out=tmp_path / "file", page=True, on=date(2030, 1, 1)))

    with published.opened() as workshop:
        assert workshop.backend.public.get(REPORT_FILE) == before
