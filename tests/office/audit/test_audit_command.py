"""``build.py audit`` as its user runs it, on a saved state and on what was spoilt in it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from audited import close_all, records_of, with_report
from close.small_examples import take_example

from chalicelib.contest.acts import ActName
from office.audit import audit
from office.audit.canon import canonical, sha
from office.audit.raw import records_of_state
from office.audit.reading import Stored, read_records
from office.commands.acts import run_act
from office.commands.audit import audit_contest
from office.commands.project import CommandError, Project
from office.commands.reports import Wanted, report
from office.commands.simulate import simulate_rounds
from office.local.engine import Engine
from office.local.saved_state import load_state
from office.texts.vi.audit import TEXTS
from tests.office.commands.test_commands import Office

EXAMPLE = Path(__file__).parents[3] / "examples" / "song-cong-2021"
AFTER = 1_672_531_200_000


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Return a root where the example was played to its report, and its saved state."""
    root = tmp_path_factory.mktemp("office")
    project = Project(root=root, folder=EXAMPLE, at=AFTER)
    simulate_rounds(project, None, entrants=12, seed=7, progress=lambda _: lambda: None)
    run_act(project, ActName.CLOSE, None)
    run_act(project, ActName.PUBLISH, None)
    report(project, Wanted(only_json=True, out=root / ".build" / "reports" / "song-cong-2021"))
    state = root / ".build" / "local" / "song-cong-2021" / "state.json"
    return root, state.read_bytes()


@pytest.fixture
def project(played: tuple[Path, bytes]) -> Project:
    root, state = played
    project = Project(root=root, folder=EXAMPLE)
    (project.state_folder / "state.json").write_bytes(state)
    return project


def spoil(project: Project, *, digest: bool) -> str:
    """Change an answer in the saved state; return the attempt's receipt and question."""
    path = project.state_folder / "state.json"
    document = json.loads(path.read_bytes())
    item = next(
        each
        for each in document["state"]["tables"]["contest-attempts"]
        if each["answers"]["S"] != "{}"
    )
    answers = json.loads(item["answers"]["S"])
    question = sorted(answers)[0]
    answers[question] = "b" if answers[question] == "a" else "a"
    item["answers"]["S"] = json.dumps(answers)
    if digest:
        document["digest"] = sha(canonical(document["state"]))
    path.write_bytes(json.dumps(document).encode())
    pk = item["pk"]["S"].split("/")[1]
    return f"{pk} {item['receipt']['S']} answers.{question}"


def test_a_clean_contest_is_told_with_what_was_checked(project: Project) -> None:
    parts: list[str] = []

    audited = audit_contest(project, tell=parts.append)

    assert audited.clean
    assert audited.told[-1] == "Không có sai lệch."
    assert re.fullmatch(
        r"Đã kiểm tra: 24 lượt thi, 24 dòng lưu trữ, 24 kết quả riêng, \d+ dòng xếp hạng, "
        r"\d+ giải, 19 tệp lưu trữ, \d+ tệp công bố, 1 báo cáo tổng kết\.",
        audited.told[-2],
    )
    assert len(audited.told) == 2
    assert parts == [
        "Đang kiểm tra thể lệ, ngân hàng câu hỏi, đáp án và nhật ký…",
        "Đang kiểm tra từng lượt thi và tính lại từng đề…",
        "Đang tính lại kết quả: tuan-1…",
        "Đang tính lại kết quả: tuan-2…",
        "Đang tính lại kết quả: contest…",
    ]


def test_a_changed_answer_is_told_with_what_to_do(project: Project) -> None:
    place = spoil(project, digest=True)

    audited = audit_contest(project)

    assert not audited.clean
    assert audited.told[0] == (
        "SAI LỆCH 1. Lượt thi trong cơ sở dữ liệu khác dòng đã lưu trữ khi đóng vòng. "
        f"Chỗ: {place}."
    )
    assert re.fullmatch(r"  Đúng ra: [a-j]\. Đang ghi: [ab]\.", audited.told[1])
    assert audited.told[2] == f"  Việc cần làm: {TEXTS['audit.line_do']}"
    assert audited.told[-1] == "Có 1 sai lệch."


def test_a_state_that_was_edited_by_hand_is_told_first(project: Project) -> None:
    spoil(project, digest=False)

    audited = audit_contest(project)

    assert audited.told[0].startswith("SAI LỆCH 1. Tệp dữ liệu đã bị sửa ngoài chương trình")
    assert audited.told[-1] == "Có 2 sai lệch."


def test_one_round_is_told_alone(project: Project) -> None:
    rounds = audit_contest(project, only="tuan-2")
    whole = audit_contest(project)

    def rows(told: tuple[str, ...]) -> int:
        return int(re.findall(r"(\d+) dòng xếp hạng", told[-2])[0])

    assert rounds.clean
    assert 0 < rows(rounds.told) < rows(whole.told)


def test_what_cannot_be_audited_is_said_plainly(tmp_path: Path, project: Project) -> None:
    empty = Project(root=tmp_path, folder=EXAMPLE)
    with pytest.raises(CommandError, match="Chưa có dữ liệu nào để kiểm toán trong"):
        audit_contest(empty)
    with pytest.raises(CommandError, match="tuan-9"):
        audit_contest(project, only="tuan-9")
    with pytest.raises(CommandError, match="Không có tệp biên nhận nào ở"):
        audit_contest(project, receipts=tmp_path)
    (project.state_folder / "state.json").write_bytes(b"{}")
    with pytest.raises(CommandError, match="tệp dữ liệu đã hỏng"):
        audit_contest(project)


def test_the_command_ends_with_one_where_something_differs(tmp_path: Path) -> None:
    office = Office(tmp_path)
    assert "Chưa có dữ liệu nào để kiểm toán trong" in office.refused("audit")
    office.told("simulate", "--round", "tuan-1", "-n", "5")
    office.told("close", "--round", "tuan-1")

    clean = office.told("audit").splitlines()
    spoil(Project(root=tmp_path, folder=EXAMPLE), digest=True)
    spoilt = office.refused("audit", "--round", "tuan-1").splitlines()

    assert clean[-4:] == [
        "CHƯA KIỂM TRA: Vòng tuan-2 chưa đóng, nên chưa có kết quả.",
        clean[-3],
        "Không có sai lệch.",
        clean[-1],
    ]
    assert clean[-1].startswith("Việc tiếp theo: Công bố kết quả Tuần 1")
    assert spoilt[-1] == "Có 1 sai lệch."


def test_records_read_by_awss_interface_are_those_of_the_file(project: Project) -> None:
    path = project.state_folder / "state.json"
    of_file: Any = records_of_state(json.loads(path.read_bytes()), "song-cong-2021")
    with Engine() as engine:
        load_state(engine, path)
        clients, settings = engine.clients(), engine.settings()
        read = read_records(
            Stored(
                dynamodb=clients.dynamodb,
                s3=clients.s3,
                ssm=clients.ssm,
                table_prefix=settings.table_prefix,
                archive_bucket=settings.archive_bucket,
                public_bucket=settings.public_bucket,
                parameter_prefix=settings.parameter_prefix,
            ),
            "song-cong-2021",
        )

    assert read == of_file


def test_every_kind_of_difference_has_its_sentence_and_its_remedy() -> None:
    folder = Path(__file__).parents[3] / "office" / "audit"
    source = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    called = r"(?:trail|self)\.(?:find|same|compare)\(\s*\"(\w+)\""
    kinds = {*re.findall(called, source), "state_digest"}
    skipped = set(re.findall(r"trail\.skip\(\"(\w+)\"", source))

    told = {name.removeprefix("audit.") for name in TEXTS}
    assert kinds <= told
    assert {f"{kind}_do" for kind in kinds} == {name for name in told if name.endswith("_do")}
    assert skipped <= told


def test_after_an_erasure_names_are_left_out_and_that_is_said() -> None:
    taken = take_example("song-cong-2021")
    close_all(taken.backend, taken.contest)
    records = records_of(taken.backend, taken.contest)
    records.items["people"] = {}

    trail = audit(records)

    assert trail.findings == []
    assert [(each.kind, each.place) for each in trail.skipped] == [
        ("no_names", "tuan-1"),
        ("no_names", "tuan-2"),
    ]


@pytest.mark.prove
def test_ten_thousand_attempts_take_less_than_twenty_seconds(note: Any) -> None:
    import time

    taken = take_example("song-cong-2021", 5_000)
    close_all(taken.backend, taken.contest)
    records = with_report(records_of(taken.backend, taken.contest), taken.backend, taken.contest)

    begun = time.process_time()
    trail = audit(records)
    cpu_seconds = round(time.process_time() - begun, 2)

    note("ten thousand attempts", attempts=trail.counts["attempts"], cpu_seconds=cpu_seconds)
    assert trail.findings == []
    assert trail.counts["attempts"] == 10_000
    assert cpu_seconds < 20
