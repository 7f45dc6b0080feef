"""The form for Word: what to do, and a table with one row for each question."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row

from chalicelib.contest.questions import LETTERS, WrittenQuestion
from office.banks import columns
from office.banks.rows import cells_of
from office.tables.columns import Column
from office.texts import text

EMPTY_ROWS = 12
_FONT = "Times New Roman"
_TABLE_STYLE = "Table Grid"
_COLUMNS: tuple[tuple[Column, float], ...] = (
    (columns.ID, 1.6),
    (columns.TEXT, 5.5),
    (columns.OPTIONS_TOGETHER, 5.2),
    (columns.RIGHT, 1.5),
    (columns.LAST, 1.4),
    (columns.KIND, 1.7),
    (columns.DIFFICULTY, 1.2),
    (columns.TOPIC, 1.9),
    (columns.SOURCE, 2.8),
    (columns.POINTS, 1.3),
    (columns.EXPLANATION, 3.3),
)
"""The columns and their widths in centimetres; together as wide as a page of A4 on its side."""
_DAY_ZERO = datetime(2000, 1, 1, tzinfo=UTC)


def word_form(examples: Sequence[WrittenQuestion]) -> bytes:
    """Return a Word document with instructions and a table, the examples in its first rows."""
    document = Document()
    properties = document.core_properties
    properties.author, properties.title = "", text("bank.form_title")
    properties.comments, properties.created, properties.modified = "", _DAY_ZERO, _DAY_ZERO
    _drop_what_is_not_used(document)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.1)
    section.top_margin = section.bottom_margin = Cm(1.3)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.paragraph_format.space_after = Pt(3)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(text("bank.form_title").upper())
    run.bold, run.font.size = True, Pt(14)
    for note in text("bank.form_notes_word").split("\n"):
        document.add_paragraph(note)
    table = document.add_table(rows=1, cols=len(_COLUMNS))
    table.style = _TABLE_STYLE
    table.autofit = False
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Cm(width)
    _fill_heading(table)
    for question in examples:
        _fill(table.add_row(), _cells(question))
    for _ in range(EMPTY_ROWS):
        _fill(table.add_row(), {})
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _drop_what_is_not_used(document: WordDocument) -> None:
    """Take away the library's picture of another document, and its hundred styles of tables."""
    for owner, unused in (
        (document.part.package.rels, ("/thumbnail",)),
        (document.part.rels, ("/stylesWithEffects", "/customXml")),
    ):
        for name in [name for name, each in owner.items() if each.reltype.endswith(unused)]:
            del owner[name]
    for style in list(document.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", _TABLE_STYLE}:
            style.delete()


def _cells(question: WrittenQuestion) -> dict[str, str]:
    """Return a row's cells with all options in one, a line each."""
    cells = {key: str(cell) for key, cell in cells_of(question).items()}
    cells[columns.OPTIONS_TOGETHER.key] = "\n".join(
        f"{letter.upper()}. {option.text}"
        for letter, option in zip(LETTERS, question.options, strict=False)
    )
    return cells


def _fill_heading(table: Table) -> None:
    row = table.rows[0]
    _keep_whole(row, repeat=True)
    for cell, (column, width) in zip(row.cells, _COLUMNS, strict=True):
        _write(cell, column.name, width, bold=True)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "E8EEF4")
        cell._tc.get_or_add_tcPr().append(shade)


def _fill(row: _Row, cells: dict[str, str]) -> None:
    _keep_whole(row)
    for cell, (column, width) in zip(row.cells, _COLUMNS, strict=True):
        _write(cell, cells.get(column.key, ""), width)


def _write(cell: _Cell, said: str, width: float, *, bold: bool = False) -> None:
    cell.width = Cm(width)
    first, *others = said.split("\n")
    paragraphs = [cell.paragraphs[0], *(cell.add_paragraph() for _ in others)]
    for paragraph, line in zip(paragraphs, [first, *others], strict=True):
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(line)
        run.bold, run.font.size = bold, Pt(10)


def _keep_whole(row: _Row, *, repeat: bool = False) -> None:
    """Let a row not break over pages; a heading is repeated on every page."""
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader") if repeat else ("w:cantSplit",):
        properties.append(OxmlElement(name))
