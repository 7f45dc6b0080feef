"""``build.py complaints``: what the board reads, what it prints, and what it types."""

import json
import shutil
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from complaint_scene import COMPLAINT_ID
from scene import SUBMIT_ID, make_particulars

from chalicelib.contest.attempts import SETTLED_AFTER_MS
from chalicelib.contest.complaints import ComplaintSubject, Outcome
from chalicelib.contest.ids import RoundId
from chalicelib.contest.times import DAY_MS, MINUTE_MS
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.complaint_answers import PUBLIC_FILE
from chalicelib.use_cases.complaints import Words, take_complaint
from chalicelib.use_cases.register import register_person
from chalicelib.use_cases.start import start_attempt
from office.commands import complaints
from office.commands.complaints import Wish
from office.commands.project import CommandError, Project

EXAMPLE = Path(__file__).parents[3] / "examples" / "song-cong-2021"
ROUND = RoundId("tuan-1")
RULES = '\ncomplaints: {window_days: 3, how: "Gửi trên trang Khiếu nại"}\n'
TEXT = "Theo tôi, phương án C cũng đúng.\n=HYPERLINK(1) <b>xin xem lại</b>"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """A project in which one person complained of a question; when, and the complaint's code."""
    root = tmp_path_factory.mktemp("complaints")
    shutil.copytree(EXAMPLE, root / "contest")
    with (root / "contest" / "contest.yml").open("a", encoding="utf-8") as file:
        file.write(RULES)
    project = Project(root=root, folder=root / "contest")
    round_ = project.contest.round(ROUND)
    moments = {
        "open": round_.opens_at + MINUTE_MS,
        "close": round_.closes_at + SETTLED_AFTER_MS,
        "publish": round_.publishes_at,
    }
    with replace_at(project, moments["open"]).workshop() as workshop:
        entry = workshop.desks.entry
        code = register_person(entry, make_particulars(unit="phuong-cai-dan")).code
        started = start_attempt(entry, code=code, start_id="a-start-of-16-letters")
        receipt = submit_attempt(
            entry,
            token=started.token,
            submit_id=SUBMIT_ID,
            revision=1,
            answers={},
            arrived_at=workshop.clock.now(),
        )
    with replace_at(project, moments["close"]).workshop() as workshop:
        workshop.desks.close_round(ROUND)
    with replace_at(project, moments["publish"]).workshop() as workshop:
        workshop.desks.publish_results(ROUND)
        taken = take_complaint(
            workshop.desks.entry,
            Words(
                receipt=receipt.code,
                subject=ComplaintSubject.QUESTION,
                question=started.paper.questions[0].id,
                text=TEXT,
            ),
            complaint_id=COMPLAINT_ID,
            code=code,
            arrived_at=moments["publish"],
        )
    return root, moments["publish"], taken.complaint.code


def replace_at(project: Project, at: int) -> Project:
    return Project(root=project.root, folder=project.folder, at=at)


class Office:
    """The organizer's computer a while after the publication."""

    def __init__(self, root: Path, published_at: int, code: str) -> None:
        self.root, self.published_at, self.code = root, published_at, code

    def project(self, after_ms: int = MINUTE_MS) -> Project:
        return Project(
            root=self.root, folder=self.root / "contest", at=self.published_at + after_ms
        )

    def answer(self, **overrides: Any) -> list[str]:
        wish = Wish(
            code=self.code,
            outcome=Outcome.REJECTED,
            text="Đáp án căn cứ khoản 1 Điều 2.",
            by="Lê Văn Mẫu",
        )
        return list(complaints.answer(self.project(), replace(wish, **overrides)))

    def list(self, out: Path | None = None, after_ms: int = MINUTE_MS) -> list[str]:
        return list(complaints.list_complaints(self.project(after_ms), out))

    def public(self) -> Any:
        with self.project().opened() as workshop:
            data = workshop.backend.public.get(PUBLIC_FILE)
        return None if data is None else json.loads(data)


@pytest.fixture
def office(prepared: tuple[Path, int, str], tmp_path: Path) -> Office:
    root, published_at, code = prepared
    shutil.copytree(root, tmp_path / "project")
    return Office(tmp_path / "project", published_at, code)


def test_the_list_tells_what_waits_what_is_overdue_and_what_is_answered(office: Office) -> None:
    (waiting,) = office.list()
    assert waiting.startswith(f"{office.code}  ")
    assert ": chưa trả lời (hạn trả lời " in waiting

    (overdue,) = office.list(after_ms=3 * DAY_MS)
    assert ": QUÁ HẠN, chưa trả lời (" in overdue

    told = office.answer()
    assert told == [
        f"Đã trả lời khiếu nại {office.code} (lần 1); người khiếu nại xem được ngay.",
    ]
    (answered,) = office.list(after_ms=3 * DAY_MS)
    assert ": đã trả lời (" in answered


def test_where_nobody_complained_the_list_says_so(office: Office) -> None:
    with office.project().opened() as workshop:
        workshop.backend.eraser.erase_people(office.project().contest.id)
    assert office.list() == ["Chưa có khiếu nại nào."]


def test_one_complaint_is_shown_with_its_person_its_question_and_its_words(office: Office) -> None:
    office.answer()
    told = "\n".join(complaints.show_complaint(office.project(), office.code.lower()))

    assert f"Mã khiếu nại: {office.code}\n" in told
    assert "Họ và tên: Trần Thị Ví Dụ\nĐơn vị: Phường Cải Đan\n" in told
    assert "\nCâu hỏi: " in told
    assert TEXT in told
    assert "không chấp nhận (người trả lời: Lê Văn Mẫu)\nĐáp án căn cứ khoản 1 Điều 2." in told


def test_the_workbook_has_a_row_for_each_complaint_and_no_formula(
    office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "khieu-nai.xlsx"
    assert office.list(out) == [
        f"Đã ghi 1 khiếu nại vào {out}",
        "Tài liệu nội bộ, có dữ liệu cá nhân: không đăng, không gửi ra ngoài Ban Tổ chức.",
    ]

    rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))
    headings = next(row for row in rows if row[0] == "STT")
    values = dict(zip(headings, rows[-1], strict=True))
    assert (values["STT"], values["Mã khiếu nại"], values["Họ và tên"]) == (
        1,
        office.code,
        "Trần Thị Ví Dụ",
    )
    assert (values["Nội dung"], values["Trả lời"]) == (TEXT, None)


def test_the_printed_list_has_every_complaint_and_is_its_owners_alone(
    office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "khieu-nai.pdf"
    office.list(out)

    pages = pypdfium2.PdfDocument(out)
    text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
    pages.close()
    for word in (office.code, "Trần Thị Ví Dụ", "<b>xin xem lại</b>", "Ý kiến của Ban Tổ chức:"):
        assert word in text
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_list_of_another_kind_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        office.list(tmp_path / "khieu-nai.csv")
    assert str(refusal.value).startswith("Chỉ ghi được .xlsx hoặc .pdf")
    assert list(tmp_path.glob("*.csv")) == []


def test_what_is_answered_in_public_is_published_in_the_board_s_words(office: Office) -> None:
    assert office.public()["complaints"] == []
    told = office.answer(public=True, public_text="Đề nghị xem lại đáp án.")

    (shown,) = office.public()["complaints"]
    assert told[1:] == ["Đã đăng công khai; trang Khiếu nại hiện khi người đọc mở lại trang."]
    assert (shown["number"], shown["text"]) == (1, "Đề nghị xem lại đáp án.")
    assert complaints.publish(office.project()) == "Số khiếu nại đang đăng công khai: 1."


def test_a_second_answer_is_added(office: Office) -> None:
    office.answer()
    told = office.answer(text="Xin bổ sung căn cứ.")
    assert told == [f"Đã trả lời khiếu nại {office.code} (lần 2); người khiếu nại xem được ngay."]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"by": " "}, 'Hãy ghi họ tên người trả lời: --by "..."'),
        ({"text": ""}, 'Nội dung trả lời phải có từ 2 đến 6.000 ký tự: --text "..."'),
        (
            {"code": "0000-0000-00"},
            "Không có khiếu nại nào mang mã này. Hãy xem danh sách: build.py complaints list",
        ),
        (
            {"public": True},
            "Trả lời công khai phải kèm khiếu nại viết lại, không có thông tin cá nhân: "
            '--public-text "..."',
        ),
        (
            {"public_text": "Đáp án"},
            "Có --public-text nhưng chưa có --public. Muốn đăng công khai, hãy thêm --public; "
            "nếu không, bỏ --public-text.",
        ),
        (
            {"public": True, "public_text": "x"},
            "Khiếu nại viết lại để công khai phải có từ 2 đến 6.000 ký tự.",
        ),
    ],
)
def test_what_was_typed_wrong_is_said_and_nothing_is_answered(
    office: Office, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        office.answer(**wrong)
    assert str(refusal.value) == message
    assert ": chưa trả lời (" in office.list()[0]
