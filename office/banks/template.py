"""The form that question writers fill in: a sheet for Excel or a table for Word.

1. Both hold one worked example of each kind; an example left in is no question of the bank.
2. The same bytes are made on every computer, so that the committed forms can be compared with them.
"""

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.questions import QuestionKind, WrittenOption, WrittenQuestion
from office.banks.template_word import word_form
from office.banks.to_table import sheet_columns, sheet_of
from office.tables.write import SheetOut, write_xlsx
from office.texts import text

EMPTY_ROWS = 200
"""Rows whose cells hold text whatever is typed: ``08/6/2010`` and ``80%`` stay as they are."""

_WIDTHS = {"text": 40, "kind": 12, "source": 22, "explanation": 28, "topic": 12}
_OPTION_WIDTH = 20
_USUAL_WIDTH = 9
_YEAR_ONE_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def _option(said: str, *, right: bool = False, last: bool = False) -> WrittenOption:
    return WrittenOption(text=said, right=right, last=last)


EXAMPLES = (
    WrittenQuestion(
        id=QuestionId("vi-du-1"),
        text="Theo Hiến pháp năm 2013, cơ quan nào là cơ quan hành chính nhà nước cao nhất của "
        "nước Cộng hòa xã hội chủ nghĩa Việt Nam?",
        options=(
            _option("Quốc hội"),
            _option("Chính phủ", right=True),
            _option("Tòa án nhân dân tối cao"),
            _option("Cả ba cơ quan trên", last=True),
        ),
        source="Hiến pháp năm 2013, Điều 94",
        topic="hien-phap",
        difficulty="dễ",
        explanation="Chính phủ là cơ quan hành chính nhà nước cao nhất, thực hiện quyền hành pháp.",
    ),
    WrittenQuestion(
        id=QuestionId("vi-du-2"),
        text="Theo Hiến pháp năm 2013, công dân có những nghĩa vụ nào sau đây?",
        options=(
            _option("Bảo vệ Tổ quốc", right=True),
            _option("Tuân theo Hiến pháp và pháp luật", right=True),
            _option("Gửi tiền tiết kiệm vào ngân hàng"),
            _option("Nộp thuế theo luật định", right=True),
        ),
        source="Hiến pháp năm 2013, các điều 45, 46 và 47",
        topic="hien-phap",
        difficulty="vừa",
        kind=QuestionKind.MULTIPLE,
        points=2,
    ),
    WrittenQuestion(
        id=QuestionId("vi-du-3"),
        text="Theo Hiến pháp năm 2013, mọi người đều bình đẳng trước pháp luật, đúng hay sai?",
        options=(_option("Đúng", right=True), _option("Sai")),
        source="Hiến pháp năm 2013, Điều 16 khoản 1",
        topic="hien-phap",
        difficulty="dễ",
    ),
    WrittenQuestion(
        id=QuestionId("vi-du-4"),
        text="Theo Hiến pháp năm 2013, nhiệm kỳ của mỗi khóa Quốc hội là bao nhiêu năm?",
        options=(),
        source="Hiến pháp năm 2013, Điều 71 khoản 1",
        topic="hien-phap",
        difficulty="vừa",
        kind=QuestionKind.NUMBER,
        number="5",
    ),
)


def excel_form() -> bytes:
    """Return the form for Excel."""
    sheet = sheet_of(EXAMPLES, text("bank.sheet"))
    columns = sheet_columns(EXAMPLES)
    widths = tuple(
        _OPTION_WIDTH if column.key.startswith("option_") else _WIDTHS.get(column.key, _USUAL_WIDTH)
        for column in columns
    )
    filled = SheetOut(
        name=sheet.name,
        title=text("bank.form_title"),
        notes=tuple(text("bank.form_notes_excel").split("\n")),
        headings=sheet.headings,
        rows=[*sheet.rows, *([None] * len(columns) for _ in range(EMPTY_ROWS))],
        widths=widths,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_xlsx(path, [filled])
        return _settled(path.read_bytes())


def docx_form() -> bytes:
    """Return the form for Word."""
    return _settled(word_form(EXAMPLES))


TEMPLATES: Mapping[str, Callable[[], bytes]] = {".docx": docx_form, ".xlsx": excel_form}
"""What makes the form, by the ending of the file's name."""


def _settled(packed: bytes) -> bytes:
    """Return an office file whose bytes depend on its contents alone.

    Without compression: its bytes differ between versions of the library that compresses.
    """
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_YEAR_ONE_OF_ZIP)
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return stream.getvalue()
