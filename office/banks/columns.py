"""The columns of a question sheet: what writers may call them, and what we call them."""

from chalicelib.contest.questions import LETTERS
from office.tables.columns import Column, ColumnKind

ID = Column(key="id", headers=("Mã", "Mã câu hỏi", "Id", "Code"))
TEXT = Column(
    key="text",
    headers=("Câu hỏi", "Nội dung câu hỏi", "Nội dung", "Question"),
    required=True,
    multiline=True,
)
OPTIONS_TOGETHER = Column(
    key="options",
    headers=("Phương án", "Các phương án", "Phương án trả lời", "Các đáp án", "Options", "Choices"),
    multiline=True,
)
OPTION = tuple(
    Column(
        key=f"option_{letter}",
        headers=tuple(
            f"{word}{letter.upper()}"
            for word in ("Phương án ", "Đáp án ", "Lựa chọn ", "Option ", "Answer ", "Choice ", "")
        ),
    )
    for letter in LETTERS
)
RIGHT = Column(
    key="right",
    headers=(
        "Đáp án đúng",
        "Phương án đúng",
        "Trả lời đúng",
        "Đáp án",
        "Right answer",
        "Correct answer",
        "Answer",
        "Correct",
        "Key",
    ),
    required=True,
    # TRUE and FALSE are what a spreadsheet makes of those two words.
    kind=ColumnKind.FLAG,
)
LAST = Column(
    key="last",
    headers=("Luôn đứng cuối", "Phương án luôn đứng cuối", "Đứng cuối", "Stays last", "Last"),
)
SOURCE = Column(
    key="source",
    headers=("Nguồn", "Nguồn văn bản", "Căn cứ", "Căn cứ pháp lý", "Source"),
    required=True,
)
TOPIC = Column(key="topic", headers=("Chủ đề", "Topic"))
DIFFICULTY = Column(key="difficulty", headers=("Mức", "Mức độ", "Độ khó", "Difficulty", "Level"))
KIND = Column(key="kind", headers=("Loại", "Loại câu hỏi", "Kind", "Type"))
POINTS = Column(key="points", headers=("Điểm", "Số điểm", "Points", "Marks"), kind=ColumnKind.WHOLE)
EXPLANATION = Column(
    key="explanation", headers=("Giải thích", "Lý giải", "Ghi chú đáp án", "Explanation")
)

COLUMNS = (
    *(ID, TEXT, OPTIONS_TOGETHER, *OPTION, RIGHT, LAST),
    *(SOURCE, TOPIC, DIFFICULTY, KIND, POINTS, EXPLANATION),
)
"""Every column that is read, in whatever order it stands."""
