"""One small fault for every code that only sheets of questions and looking through banks have."""

from dataclasses import dataclass

from office.contest_file.codes import Code
from office.tables.write import CellOut

HEADINGS = (
    "Câu hỏi | Phương án | Phương án A | Phương án B | Phương án C | Đáp án đúng"
    " | Luôn đứng cuối | Loại | Nguồn"
)
SOUND: tuple[CellOut, ...] = ("Cơ quan nào?", None, "Sở", "Bộ", "Cục", "B", None, None, "Luật")


@dataclass(frozen=True)
class SheetCase:
    """A sound row with some cells replaced (by their column) gives ``code`` at ``at``."""

    code: Code
    at: str
    cells: dict[int, CellOut]

    def row(self) -> tuple[CellOut, ...]:
        """Return the row."""
        return tuple(self.cells.get(index, cell) for index, cell in enumerate(SOUND))


SHEETS = [
    SheetCase(Code.NO_RIGHT_ANSWER, "2:1", {5: None}),
    SheetCase(Code.NO_RIGHT_ANSWER, "2:1", {2: None, 3: None, 4: None, 5: None, 7: "điền số"}),
    SheetCase(Code.UNKNOWN_RIGHT_ANSWER, "2:6", {5: "D"}),
    SheetCase(Code.UNKNOWN_RIGHT_ANSWER, "2:6", {5: "2"}),
    SheetCase(Code.UNKNOWN_RIGHT_ANSWER, "2:6", {5: "A, A"}),
    SheetCase(Code.SEVERAL_RIGHT_ANSWERS, "2:6", {5: "A, B", 7: "một đáp án"}),
    SheetCase(Code.OPTION_GAP, "2:1", {3: None}),
    SheetCase(Code.UNKNOWN_LAST_OPTION, "2:7", {6: "E"}),
    SheetCase(
        Code.RIGHT_ANSWER_NO_NUMBER, "2:6", {2: None, 3: None, 4: None, 5: "80 giờ", 7: "điền số"}
    ),
    SheetCase(Code.EQUAL_CELLS, "2:1", {4: "SỞ"}),
    SheetCase(Code.OPTIONS_IN_TWO_PLACES, "2:1", {1: "A. Sở\nB. Bộ"}),
    SheetCase(Code.OPTIONS_UNCLEAR, "2:1", {0: "Cơ quan nào?\nA. Sở\nC. Bộ"}),
    SheetCase(
        Code.OPTIONS_UNCLEAR, "2:1", {0: "Cơ quan nào? A. Sở B. Bộ", 2: None, 3: None, 4: None}
    ),
    SheetCase(Code.OPTIONS_UNCLEAR, "2:2", {1: "A. Sở B. Bộ C. Cục", 2: None, 3: None, 4: None}),
    SheetCase(Code.OPTIONS_UNCLEAR, "2:2", {1: "Chọn:\nA. Sở\nB. Bộ", 2: None, 3: None, 4: None}),
    SheetCase(Code.PERCENT_LOST, "2:1", {2: "0,8", 3: "0,95"}),
    SheetCase(Code.EMPTY, "2:1", {0: None}),
    SheetCase(Code.EMPTY, "2:9", {8: None}),
    SheetCase(Code.TOO_FEW_OPTIONS, "2:1", {3: None, 4: None}),
    SheetCase(Code.UNKNOWN_KIND, "2:8", {7: "tự luận"}),
    SheetCase(Code.NUMBER_AND_OPTIONS, "2:1", {5: "80", 7: "điền số"}),
]

STUDIED = """\
study_documents:
  - number: 30/2020/NĐ-CP
    issuer: Chính phủ
    issued_on: 2020-03-05
    title: Nghị định về công tác văn thư
    topic: van-thu
  - number: 1/2019/QĐ-UBND
    issuer: Ủy ban nhân dân thành phố
    issued_on: 2019-01-05
    title: Quy chế
    topic: quy-che
    note: Đã hết hiệu lực
"""


@dataclass(frozen=True)
class LintCase:
    """A sound bank with more questions gives ``code`` on the line that holds ``at``.

    An empty ``at`` is the first line; ``quotas`` go into the paper of the contest.
    """

    code: Code
    more: str
    at: str = ""
    quotas: str = ""


SUBJECTS = (
    *("Ai ký công văn", "Lề trái rộng mấy", "Số đến ghi ở đâu", "Dấu treo đóng chỗ nào"),
    *("Bản sao y có giá trị gì", "Ai giữ con dấu", "Sổ đăng ký lưu bao lâu", "Cỡ chữ nào"),
    *("Thời hạn nộp lưu", "Ngày tháng đặt đâu", "Ai thẩm tra thể thức", "Trích yếu viết sao"),
)


def _many(right: str, *, place: int | None = None) -> str:
    """Return questions on every subject, the right option at one place or at all in turn."""
    return "\n".join(
        f"[m-{number}] {subject} vào năm {2000 + number}?\n"
        + "".join(
            f"* {right} {number}\n"
            if each == (number % 3 if place is None else place)
            else f"- {word} {number}\n"
            for each, word in enumerate(("Phòng Nội vụ", "Phòng Tư pháp", "Phòng Kinh tế"))
        )
        + "Nguồn: 30/2020/NĐ-CP\n"
        for number, subject in enumerate(3 * SUBJECTS)
    )


LINTS = [
    LintCase(
        Code.SAME_QUESTION,
        "[b-1] Ai giữ con dấu của cơ quan?\n* Văn thư\n- Kế toán\nNguồn: 30/2020/NĐ-CP\n\n"
        "[b-2] AI GIỮ con dấu của cơ quan\n- Lái xe\n* văn thư.\nNguồn: 30/2020/NĐ-CP\n",
        "[b-2]",
    ),
    LintCase(
        Code.NEARLY_SAME_QUESTION,
        "[b-1] Người nào được giao giữ con dấu của cơ quan, tổ chức?\n* Văn thư\n- Kế toán\n"
        "Nguồn: 30/2020/NĐ-CP\n\n"
        "[b-2] Người nào sau đây được giao giữ con dấu của cơ quan, tổ chức?\n- Lái xe\n* Văn thư\n"
        "Nguồn: 30/2020/NĐ-CP\n",
        "[b-2]",
    ),
    LintCase(
        Code.OPTION_REPEATED,
        "[b-1] Bao lâu?\n* 7 ngày\n- 07 ngày.\n- 5 ngày\nNguồn: 30/2020/NĐ-CP\n",
        "[b-1]",
    ),
    LintCase(
        Code.SUPERSEDED_SOURCE,
        "[b-1] Bao lâu?\n* 7 ngày\n- 5 ngày\nNguồn: 30/2020/NĐ-CP; 29/2012/NĐ-CP\n",
        "[b-1]",
    ),
    LintCase(
        Code.SUPERSEDED_SOURCE,
        "[b-1] Bao lâu?\n* 7 ngày\n- 5 ngày\nNguồn: 1/2019/QĐ-UBND, Điều 1\n",
        "[b-1]",
    ),
    LintCase(
        Code.ALL_OF_THEM_NOT_LAST,
        "[b-1] Ai?\n- Văn thư\n- Kế toán\n* Tất cả các phương án trên\nNguồn: 30/2020/NĐ-CP\n",
        "[b-1]",
    ),
    LintCase(
        Code.OPTIONS_BY_LETTER,
        "[b-1] Ai?\n- Văn thư\n- Kế toán\n*> Cả A và B\nNguồn: 30/2020/NĐ-CP\n",
        "[b-1]",
    ),
    LintCase(
        Code.OPTIONS_BY_LETTER,
        "[b-1] Ai?\n* Văn thư\n- Kế toán\nNguồn: 30/2020/NĐ-CP\nGiải thích: Đáp án A đúng.\n",
        "[b-1]",
    ),
    LintCase(Code.RIGHT_IS_LONGEST, _many("Văn phòng Ủy ban")),
    LintCase(Code.RIGHT_KEEPS_ITS_PLACE, _many("Văn phòng", place=0)),
    LintCase(
        Code.RIGHT_STANDS_OUT,
        "[b-1] Ai?\n- Kế toán\n- Lái xe\n* Người được giao làm công tác văn thư cơ quan\n"
        "Nguồn: 30/2020/NĐ-CP\n",
        "[b-1]",
    ),
    LintCase(
        Code.UNKNOWN_TOPIC,
        "[b-1] Ai?\n- Kế toán\n* Lái xe\nNguồn: 30/2020/NĐ-CP\nChủ đề: Văn thư\n",
        "[b-1]",
    ),
    LintCase(
        Code.THIN_QUOTA,
        "[b-1] Ai?\n- Kế toán\n* Lái xe\nNguồn: 30/2020/NĐ-CP\nChủ đề: van-thu\n",
        quotas="  quotas:\n    - {count: 1, topic: van-thu}\n",
    ),
    LintCase(
        Code.PLAIN_NEGATION,
        "[b-1] Việc nào sau đây không thuộc công tác văn thư?\n- Đóng dấu\n* Lái xe\n"
        "Nguồn: 30/2020/NĐ-CP\n",
        "[b-1]",
    ),
    LintCase(
        Code.SOURCE_NOT_LISTED, "[b-1] Ai?\n- Kế toán\n* Lái xe\nNguồn: 45/2020/NĐ-CP\n", "[b-1]"
    ),
    LintCase(Code.SMALL_BANK, ""),
]

CODES = {*(case.code for case in SHEETS), *(case.code for case in LINTS)}
