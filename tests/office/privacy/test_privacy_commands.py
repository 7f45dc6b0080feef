"""``people erase`` and ``people show`` as an office runs them, on a contest of this computer."""

import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

import build
from chalicelib.contest.acts import ActName
from chalicelib.contest.errors import PeopleErasedError
from chalicelib.contest.ids import Pid
from office.command_line.messages import refusal_text
from office.commands import acts, exports, privacy
from office.commands.privacy import Order
from office.commands.project import CommandError, Project, read_moment
from office.commands.simulate import simulate_rounds
from office.local.workshop import open_workshop

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "song-cong-2021"
BY = "Quyết định số 12/QĐ-BTC"


def silent(_: object) -> object:
    return lambda: None


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play song-cong-2021 until all is published; every test works on a copy."""
    root = tmp_path_factory.mktemp("privacy")
    shutil.copytree(EXAMPLE, root / "contest")
    (root / "contest" / "excluded.csv").write_text("identifier,role,note\n", encoding="utf-8")
    project = Project(root=root, folder=root / "contest")
    simulate_rounds(project, None, entrants=6, seed=5, progress=silent)  # type: ignore[arg-type]
    acts.run_act(project, ActName.CLOSE, None)
    acts.run_act(project, ActName.PUBLISH, None)
    return root


@pytest.fixture
def project(played: Path, tmp_path: Path) -> Project:
    shutil.copytree(played, tmp_path / "copy")
    return Project(root=tmp_path / "copy", folder=tmp_path / "copy" / "contest")


def state(project: Project) -> str:
    return (project.state_folder / "state.json").read_text(encoding="utf-8")


def somebody(project: Project) -> tuple[Pid, str, str]:
    """Return one person's pid, name and identifier."""
    with open_workshop(project.state_folder, project.contest.id) as workshop:
        stores = workshop.backend
        person = min(stores.people.people(project.contest.id), key=lambda one: one.pid)
        key = stores.secrets.entry(project.contest.id).seal
        sealed = json.loads(stores.sealer.unseal(person.sealed, key))
    return person.pid, person.name, str(sealed["identifier"])


def never(_: str) -> str:
    raise AssertionError("asked")


def standings(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith("Bảng xếp hạng")]


def test_everybody_is_erased_after_a_preview_and_the_contest_s_id_typed(project: Project) -> None:
    _, name, _ = somebody(project)
    told: list[str] = []
    asked: list[str] = []

    def typed(question: str) -> str:
        asked.append(question)
        return "song-cong-2021"

    privacy.erase_all(project, Order(by=BY), told.append, typed)

    people = re.findall(r"Sẽ xóa: (\d+) hồ sơ", told[0])
    assert asked == ["Xóa xong không lấy lại được. Gõ mã cuộc thi (song-cong-2021) để xóa"]
    assert told[1:3] == [
        "Giữ nguyên: bài làm và bảng xếp hạng không có tên, kết quả đã công bố,"
        " khóa kiểm tra biên nhận.",
        "Lập báo cáo, xuất kết quả và in giấy chứng nhận trước khi xóa:"
        " xóa xong không còn họ tên để in.",
    ]
    assert told[3].startswith(f"Đã xóa dữ liệu của {people[0]} người. Biên bản: bắt đầu ")
    assert told[3].endswith(f", theo {BY}.")
    assert len(standings(told)) == 3
    assert told[-3:] == [
        "Các bản sao trên máy này vẫn còn thông tin cá nhân. Lệnh này không xóa; hãy lưu trữ theo"
        " quy định hoặc xóa:",
        f"    {project.folder / 'excluded.csv'}",
        "Bản sao lưu của cơ sở dữ liệu và của máy này (nếu có) cũng phải xóa hoặc chờ hết hạn.",
    ]
    assert name not in state(project)
    again: list[str] = []
    privacy.erase_all(project, Order(by="khác", yes=True), again.append, never)
    assert again[0].startswith("Đã xóa xong lúc ")
    assert again[0].endswith(f" theo {BY}.")
    assert standings(again) == standings(told)


def test_without_the_right_word_and_without_who_decided_it_nothing_is_erased(
    project: Project,
) -> None:
    before = state(project)
    told: list[str] = []

    for typed in ("", "SONG-CONG-2021"):
        with pytest.raises(CommandError, match=r"^Không khớp\. Chưa xóa gì\.$"):
            privacy.erase_all(project, Order(by=BY), str, lambda _, typed=typed: typed)
    with pytest.raises(CommandError, match=r"^Chưa ghi ai quyết định xóa\."):
        privacy.erase_all(project, Order(by=" ", yes=True), str, never)
    privacy.erase_all(project, Order(by="", dry_run=True), told.append, never)

    assert told[0].startswith("Sẽ xóa: ")
    assert state(project) == before


def test_before_its_time_the_day_is_told(project: Project) -> None:
    early = Project(root=project.root, folder=project.folder, at=read_moment("2022-01-31 08:00"))

    with pytest.raises(CommandError) as refusal:
        privacy.erase_all(early, Order(by=BY, yes=True), print, never)

    assert str(refusal.value) == (
        "Dữ liệu còn được giữ đến hết ngày 25/6/2022 như đã báo với người dự thi. Chưa xóa được."
    )


def test_one_person_is_erased_after_the_end_of_the_identifier_is_typed(project: Project) -> None:
    _, name, identifier = somebody(project)
    told: list[str] = []

    privacy.erase_one(
        project, identifier, Order(by=BY), told.append, lambda _: f" {identifier[-4:].lower()} "
    )

    assert told[0].startswith(f"{name}, ")
    assert told[0].endswith(f"(•••• {identifier[-4:]})")
    assert identifier not in "".join(told)
    assert told[-2] == "Đã xóa hồ sơ của một người và ghi biên bản không có tên."
    gone: list[str] = []
    privacy.erase_one(project, identifier, Order(by=BY), gone.append, never)
    assert gone[0].startswith("Hồ sơ của người này đã được xóa trước đây")


def test_what_is_held_is_written_as_workbook_and_as_json(project: Project, tmp_path: Path) -> None:
    _, name, identifier = somebody(project)

    told = [
        privacy.show_held(project, identifier, tmp_path / file) for file in ("a.xlsx", "a.json")
    ]

    assert [line.partition(".")[0] for line in told] == [f"Đã ghi {tmp_path / 'a'}"] * 2
    held = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (held["person"]["name"], held["person"]["identifier"]) == (name, identifier)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Thông tin", "Bài làm", "Câu trả lời", "Kết quả", "Khiếu nại"]
    rows = {row[0].value: row[1].value for row in book["Thông tin"].iter_rows(min_row=2)}
    assert (rows["Họ và tên"], rows["Mã định danh"]) == (name, identifier)
    assert re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", rows["Ngày sinh"])
    assert rows["Giữ đến hết ngày"] == "25/6/2022"
    assert rows["Nội dung đã đồng ý"] == project.contest.entry.consent.text
    assert [oct((tmp_path / f).stat().st_mode)[-3:] for f in ("a.xlsx", "a.json")] == ["600"] * 2


def test_nobody_can_be_shown_who_is_unknown_or_after_all_are_erased(
    project: Project, tmp_path: Path
) -> None:
    _, _, identifier = somebody(project)
    out = tmp_path / "a.json"

    def refused(typed: str, file: Path = out) -> str:
        with pytest.raises(CommandError) as refusal:
            privacy.show_held(project, typed, file)
        return str(refusal.value)

    said = [refused("888888888888"), refused("1"), refused(identifier, tmp_path / "a.pdf")]
    privacy.erase_all(project, Order(by=BY, yes=True), str, never)
    said.append(refused(identifier))

    assert said == [
        "Không giữ dữ liệu nào về người có mã định danh này.",
        "Mã định danh phải có từ 4 đến 40 chữ số hoặc chữ cái: 1",
        f"Tên tệp phải có đuôi .xlsx hoặc .json: {tmp_path / 'a.pdf'}",
        "Dữ liệu của mọi người đã được xóa;"
        " không còn cách nào nhận ra một người theo mã định danh.",
    ]
    assert not out.exists()


def test_results_can_still_be_exported_without_names(project: Project, tmp_path: Path) -> None:
    _, name, _ = somebody(project)
    before = exports.export_results(project, tmp_path / "before", None)
    privacy.erase_all(project, Order(by=BY, yes=True), str, never)
    after = exports.export_results(project, tmp_path / "after", None)

    def texts(folder: str) -> str:
        return "".join(p.read_text(encoding="utf-8") for p in (tmp_path / folder).glob("*.csv"))

    assert len(before) == len(after)
    assert (name in texts("before"), name in texts("after")) == (True, False)
    assert texts("after").count("(không còn hồ sơ)") > 0


def test_who_is_to_get_a_code_after_the_erasure_is_told_why_not() -> None:
    told = refusal_text(PeopleErasedError(what="people"))

    assert told == (
        "Dữ liệu của mọi người đã được xóa; không còn cách nào nhận ra một người theo mã định danh."
    )


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build.app, [str(argument) for argument in arguments])


def test_on_the_command_line_a_contest_without_data_is_told_so(tmp_path: Path) -> None:
    folder = tmp_path / "contest"
    shutil.copytree(EXAMPLE, folder)
    yml = folder / "contest.yml"
    text = yml.read_text(encoding="utf-8").replace("id: song-cong-2021", "id: chua-co-gi", 1)
    yml.write_text(text, encoding="utf-8")

    refused = [
        run("people", "erase", "--by", BY, "--yes", "--contest", folder),
        run("people", "erase", "019099001234", "--by", BY, "--contest", folder),
        run("people", "show", "019099001234", "--out", tmp_path / "a.xlsx", "--contest", folder),
    ]

    assert [each.exit_code for each in refused] == [1, 1, 1]
    assert [each.stderr.partition("(")[0] for each in refused] == [
        "Chưa có dữ liệu nào của cuộc thi này trên máy "
    ] * 3
    assert not (ROOT / ".build" / "local" / "chua-co-gi").exists()
