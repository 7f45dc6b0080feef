"""``build.py correct``, ``approve`` and ``keys``: what two organizers see, and what stops one."""

import resource
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from scene import SUBMIT_ID, make_particulars

from chalicelib.backends import Backend
from chalicelib.chance import SystemChance
from chalicelib.composition import Desks
from chalicelib.contest.corrections import CorrectionKind
from chalicelib.contest.errors import (
    NoProposalError,
    NotOrganizerError,
    OwnProposalError,
    UnknownRoundError,
)
from chalicelib.contest.ids import RoundId
from chalicelib.contest.times import SECOND_MS
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.register import register_person
from chalicelib.use_cases.start import start_attempt
from office.commands import corrections
from office.commands.corrections import Wish
from office.commands.keys import new_key, read_seed
from office.commands.project import CommandError, Project, read_moment
from office.local.clock import RunningClock
from office.local.in_memory import memory_backend
from office.local.workshop import Workshop

EXAMPLE = Path(__file__).parents[3] / "examples" / "song-cong-2021"
ROUND = RoundId("tuan-1")
WARD = "phuong-cai-dan"
WHY = "Đáp án trái với luật đã sửa"


def no_passphrase() -> str:
    raise AssertionError("no passphrase was set")


class Held(Project):
    """A project whose store is in memory."""

    backend: Backend

    @contextmanager
    def opened(self) -> Iterator[Workshop]:
        clock = RunningClock.started_at(self.at or 0)
        desks = Desks(self.contest.id, self.backend, clock, SystemChance())
        yield Workshop(desks=desks, clock=clock, backend=self.backend)


class Office:
    """The example with two organizers, three people's attempts and a closed round."""

    def __init__(self, folder: Path) -> None:
        self.backend = memory_backend()
        self.root = folder / "project"
        self.keys = folder / "keys"
        self.keys.mkdir()
        shutil.copytree(EXAMPLE, self.root / "contest")
        rows = ""
        for name in ("Lê Mẫu", "Trần Thử"):
            public = new_key(self.root, self.keys / name)
            rows += f'  - {{name: {name}, key: "{public}"}}\n'
        file = self.root / "contest" / "contest.yml"
        file.write_text(file.read_text() + f"\norganizers:\n{rows}")
        self.questions: list[str] = []
        self.receipts: list[str] = []
        self.identifiers: list[str] = []
        self._play()

    def seed(self, name: str) -> bytes:
        return read_seed(self.keys / name, no_passphrase)

    def at(self, moment: str) -> Project:
        held = Held(root=self.root, folder=self.root / "contest", at=read_moment(moment))
        object.__setattr__(held, "backend", self.backend)
        return held

    @property
    def project(self) -> Project:
        return self.at("2021-12-25 09:00")

    def _play(self) -> None:
        with self.at("2021-12-13 09:00").workshop() as workshop:
            desk = workshop.desks.entry
            for number in (1, 2, 3):
                particulars = make_particulars(number, unit=WARD)
                self.identifiers.append(particulars.identifier)
                code = register_person(desk, particulars).code
                started = start_attempt(desk, code=code, start_id=f"a-start-of-16-letters-{number}")
                keys = workshop.backend.keys.get_keys(desk.contest_id, started.attempt.bank)
                assert keys is not None
                right = {key.question: key.right for key in keys.keys}
                answers = {str(q.id): right[q.id] for q in started.paper.questions[number - 1 :]}
                self.questions.append(str(started.paper.questions[0].id))
                receipt = submit_attempt(
                    desk,
                    token=started.token,
                    submit_id=SUBMIT_ID,
                    revision=1,
                    answers=answers,
                    arrived_at=started.attempt.started_at + number * SECOND_MS,
                )
                self.receipts.append(receipt.code)
        with self.at("2021-12-25 08:00").workshop() as workshop:
            workshop.desks.close_round(ROUND)
            workshop.desks.publish_results(ROUND)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office of its own."""
    return Office(tmp_path)


def void_attempt(office: Office, **more: object) -> Wish:
    wish = Wish(kind=CorrectionKind.VOID_ATTEMPT, round=ROUND, receipt=office.receipts[0])
    return replace(wish, **more)  # type: ignore[arg-type]


def told(office: Office, wish: Wish, seed: bytes | None = None) -> list[str]:
    return list(corrections.correct(office.project, wish, seed))


def test_a_preview_names_ranks_and_prizes_and_writes_nothing(office: Office) -> None:
    lines = told(office, void_attempt(office))

    first, second, third = office.receipts
    name = make_particulars(1).name
    assert lines[0].startswith("Tuần 1: ")
    assert f"  {name} ({second}): hạng 2 → 1" in lines
    assert f"  {name} ({third}): hạng 3 → 2" in lines
    assert f"  {name} ({first}): hạng 1 → không xếp hạng" in lines
    assert lines[-1].startswith("Chưa ghi gì.")
    assert list(corrections.list_corrections(office.project)) == [
        "Chưa có đề nghị hay đính chính nào."
    ]


def test_everything_that_moves_is_written_as_a_table(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "moved.xlsx"

    told(office, void_attempt(office, out=out))

    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    receipts = {row[2] for row in rows if row[0] == "Tuần 1"}
    assert set(office.receipts) <= receipts


def test_one_proposes_and_another_approves(office: Office) -> None:
    lines = told(office, void_attempt(office, propose=True, reason=WHY), office.seed("Lê Mẫu"))
    assert lines[-1] == (
        "Đã lưu đề nghị số 1 của Lê Mẫu. Người khác duyệt bằng: build.py approve 1 --key FILE"
    )

    done = list(corrections.approve_proposal(office.project, 1, office.seed("Trần Thử")))

    assert done[:-1] == [
        "Trần Thử đã duyệt đề nghị số 1; lưu ở mục số 2.",
        "Kết quả mới: Tuần 1.\nTrang đính chính: /dinh-chinh/",
    ]
    assert done[-1].startswith("Việc tiếp theo: Lập báo cáo đến hết Tuần 1.")
    listed = list(corrections.list_corrections(office.project))
    assert len(listed) == 1
    assert f"hủy kết quả bài thi {office.receipts[0]}, Tuần 1. Lý do: {WHY}." in listed[0]
    assert list(corrections.apply(office.project))[:-1] == [
        "Kết quả đã đúng theo các đính chính đã duyệt."
    ]


def test_ones_own_proposal_can_be_withdrawn(office: Office) -> None:
    seed = office.seed("Lê Mẫu")
    told(office, void_attempt(office, propose=True, reason=WHY), seed)
    with pytest.raises(CommandError) as refusal:
        list(corrections.withdraw_proposal(office.project, 1, " ", seed))
    assert str(refusal.value) == 'Hãy ghi lý do rút đề nghị: --reason "..."'

    done = list(corrections.withdraw_proposal(office.project, 1, "Nhầm bài thi", seed))

    assert done == [
        "Lê Mẫu đã rút đề nghị số 1; lưu ở mục số 2. Kết quả không thay đổi.",
    ]
    (listed,) = corrections.list_corrections(office.project)
    assert listed.endswith(": Nhầm bài thi.")
    with pytest.raises(NoProposalError):
        list(corrections.approve_proposal(office.project, 1, office.seed("Trần Thử")))


def test_ones_own_proposal_and_a_strangers_key_are_refused(office: Office, tmp_path: Path) -> None:
    seed = office.seed("Lê Mẫu")
    told(office, void_attempt(office, propose=True, reason=WHY), seed)
    new_key(office.root, tmp_path / "other")

    with pytest.raises(OwnProposalError):
        list(corrections.approve_proposal(office.project, 1, seed))
    stranger = read_seed(tmp_path / "other", no_passphrase)
    with pytest.raises(NotOrganizerError):
        list(corrections.approve_proposal(office.project, 1, stranger))


def test_a_question_is_shown_in_words(office: Office) -> None:
    question = office.questions[0]
    wish = Wish(kind=CorrectionKind.VOID_QUESTION, round=ROUND, question=question)

    assert told(office, wish)[0].startswith("Câu hỏi: ")


def test_a_person_is_found_by_identifier_or_by_receipt(office: Office) -> None:
    by_receipt = Wish(kind=CorrectionKind.DISQUALIFY, receipt=office.receipts[0].lower())
    by_identifier = Wish(kind=CorrectionKind.DISQUALIFY, identifier=office.identifiers[0])

    assert told(office, by_receipt) == told(office, by_identifier)


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish(kind=CorrectionKind.VOID_QUESTION, round=ROUND, question="x9"), "không có câu hỏi"),
        (Wish(kind=CorrectionKind.VOID_ATTEMPT, round=ROUND, receipt="2222"), "không có bài thi"),
        (Wish(kind=CorrectionKind.DISQUALIFY), "--identifier hoặc --receipt"),
        (Wish(kind=CorrectionKind.DISQUALIFY, identifier="0199"), "không có bài thi nào"),
        (Wish(kind=CorrectionKind.DISQUALIFY, receipt="2222"), "mã biên nhận “2222”"),
        (
            Wish(kind=CorrectionKind.WITHDRAW_PRIZE, round=ROUND, group="x", unit=WARD),
            "không có giải của nhóm",
        ),
        (Wish(kind=CorrectionKind.WITHDRAW_PRIZE, round=ROUND, group="x"), "--receipt hoặc --unit"),
        (Wish(kind=CorrectionKind.DISQUALIFY, identifier="1", propose=True), "--key FILE"),
    ],
)
def test_what_was_typed_wrong_is_told(office: Office, wish: Wish, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        told(office, wish)


def test_a_mistyped_question_is_named_with_the_ids_most_like_it(office: Office) -> None:
    known = office.questions[0]
    wish = Wish(kind=CorrectionKind.VOID_QUESTION, round=ROUND, question=f"{known}o")

    with pytest.raises(CommandError) as refused:
        told(office, wish)

    said = str(refused.value)
    assert said.startswith(f"Vòng này không có câu hỏi mang mã {known}o. Mã gần giống nhất: ")
    alike = said.removesuffix(". Xem mọi mã trong bộ câu hỏi.").split(": ")[1].split(", ")
    assert (alike[0], len(alike)) == (known, 5)


def test_an_unknown_round_and_a_missing_reason_are_refused(office: Office) -> None:
    with pytest.raises(UnknownRoundError):
        told(office, void_attempt(office, round="tuan-9"))
    with pytest.raises(CommandError, match="lý do"):
        told(office, void_attempt(office, propose=True), office.seed("Lê Mẫu"))


def test_an_answer_that_the_question_does_not_have_is_refused(office: Office) -> None:
    wish = Wish(
        kind=CorrectionKind.ACCEPT_KEY, round=ROUND, question=office.questions[0], answer="z"
    )
    with pytest.raises(CommandError, match="không trả lời được như vậy"):
        told(office, wish)


def test_a_contest_without_organizers_says_what_to_do(office: Office) -> None:
    file = office.root / "contest" / "contest.yml"
    file.write_text(file.read_text().partition("\norganizers:")[0])

    with pytest.raises(CommandError, match="mục organizers"):
        told(office, void_attempt(office))


def test_a_key_is_its_owners_alone_and_outside_the_project(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    path = tmp_path / "key"

    public = new_key(root, path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(bytes.fromhex(public)) == 32
    with pytest.raises(CommandError, match="không bị ghi đè"):
        new_key(root, path)
    with pytest.raises(CommandError, match="kho mã nguồn"):
        new_key(root, root / "key")
    with pytest.raises(CommandError, match="Không ghi được"):
        new_key(root, tmp_path / "nowhere" / "key")


def test_a_key_that_cannot_be_written_whole_leaves_no_file(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    path = tmp_path / "key"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(CommandError, match="Hãy xem ổ đĩa còn chỗ"):
            new_key(root, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert not path.exists()


def test_a_key_can_be_locked_by_a_passphrase(tmp_path: Path) -> None:
    root = tmp_path / "project"
    new_key(root, tmp_path / "key", "mật khẩu dài")

    assert len(read_seed(tmp_path / "key", lambda: "mật khẩu dài")) == 32
    for wrong in ("sai", ""):
        with pytest.raises(CommandError, match="Mật khẩu không mở được"):
            read_seed(tmp_path / "key", lambda typed=wrong: typed)  # type: ignore[misc]


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("không phải khóa")

    with pytest.raises(CommandError, match="không phải là tệp khóa"):
        read_seed(tmp_path / "text", no_passphrase)
    with pytest.raises(CommandError, match="Không đọc được"):
        read_seed(tmp_path / "missing", no_passphrase)
