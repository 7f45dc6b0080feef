"""The report's document as a Word file, in the layout of an administrative paper.

1. Fonts, sizes and margins are those of Nghị định 30/2020/NĐ-CP, phụ lục I; the page number stands
   in the head from the second page on.
2. What an office has to fill in (number, recipients, signature) is text that can be typed over.
3. Nothing in the file tells when or by whom it was made, so that the same document gives the same
   bytes.
"""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
MOST_ROWS_TOGETHER = 16
"""A table of no more rows stands on one page."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CENTER, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_LEFT, _JUSTIFY = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
_TEXT_WIDTH_MM = 165
_AGENCY_MM, _COUNTRY_MM = 72, 93
_CELL_MARGINS_MM = 4


def report_docx(document: Mapping[str, Any]) -> bytes:
    """Return the Word file; the same document gives the same bytes."""
    paper = docx.Document()
    _set_up(paper, document["heading"])
    _write_heading(paper, document["heading"])
    _said(paper, document["opening"])
    for section in document["sections"]:
        _titled(paper, section["title"])
        for part in section["parts"]:
            if part["title"]:
                _titled(paper, part["title"])
            _blocks(paper, part["blocks"], size=11)
    _write_ending(paper, document["ending"])
    for appendix in document["appendices"]:
        head = _line(paper.add_paragraph(), appendix["number"].upper(), bold=True, align=_CENTER)
        head.paragraph_format.page_break_before = True
        _line(paper.add_paragraph(), appendix["title"], bold=True, align=_CENTER)
        _blocks(paper, appendix["blocks"], size=10)
    return _bytes_of(paper)


def _set_up(paper: Document, heading: Mapping[str, str]) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTER
    _page_number(number)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)
    about = paper.core_properties
    about.title = f"{heading['title']} {heading['subject']}"
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = datetime(*_EPOCH)  # noqa: DTZ001 - no moment at all
    about.language = "vi-VN"


def _write_heading(paper: Document, heading: Mapping[str, str]) -> None:
    grid = paper.add_table(rows=2, cols=2)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(grid, [_AGENCY_MM, _COUNTRY_MM])
    agency, country = grid.rows[0].cells
    _line(agency.paragraphs[0], heading["organizer"].upper(), bold=True, align=_CENTER, size=12)
    _rule(agency, 25, _AGENCY_MM - _CELL_MARGINS_MM)
    _line(country.paragraphs[0], heading["country"], bold=True, align=_CENTER, size=12)
    _line(country.add_paragraph(), heading["motto"], bold=True, align=_CENTER)
    _rule(country, 56, _COUNTRY_MM - _CELL_MARGINS_MM)
    number, place = grid.rows[1].cells
    _line(number.paragraphs[0], heading["number"], align=_CENTER)
    _line(place.paragraphs[0], heading["place_and_day"], italic=True, align=_CENTER)
    title = _line(paper.add_paragraph(), heading["title"], bold=True, align=_CENTER, size=14)
    title.paragraph_format.space_before = Pt(14)
    _line(paper.add_paragraph(), heading["subject"], bold=True, align=_CENTER)
    _rule(paper, 40, _TEXT_WIDTH_MM)


def _write_ending(paper: Document, ending: Mapping[str, Any]) -> None:
    paper.add_paragraph().paragraph_format.space_after = Pt(0)
    grid = paper.add_table(rows=1, cols=2)
    _set_widths(grid, [_AGENCY_MM, _COUNTRY_MM])
    row = grid.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    recipients, signer = row.cells
    _line(
        recipients.paragraphs[0], ending["recipients_head"], bold=True, italic=True, size=12
    ).alignment = _LEFT
    for each in ending["recipients"]:
        _line(recipients.add_paragraph(), each, size=11)
    _line(signer.paragraphs[0], ending["signer"], bold=True, align=_CENTER)
    _line(signer.add_paragraph(), ending["signer_hint"], italic=True, align=_CENTER, size=12)
    room = signer.add_paragraph()
    room.paragraph_format.space_before = Pt(70)


def _blocks(paper: Document, blocks: list[Mapping[str, Any]], *, size: int) -> None:
    for block in blocks:
        match block["kind"]:
            case "paragraph":
                _said(paper, block["text"])
            case "list":
                for item in block["items"]:
                    _said(paper, f"- {item}")
            case "note":
                note = _line(paper.add_paragraph(), block["text"], italic=True, size=11)
                note.alignment = _JUSTIFY
                note.paragraph_format.space_before = Pt(4)
            case "table":
                _table(paper, block, size=size)


def _table(paper: Document, block: Mapping[str, Any], *, size: int) -> None:
    title = _line(paper.add_paragraph(), block["title"], bold=True, align=_CENTER, size=12)
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.space_before = Pt(8)
    title.paragraph_format.space_after = Pt(4)
    columns = block["columns"]
    grid = paper.add_table(rows=0, cols=len(columns))
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    head = grid.add_row()
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, column in zip(head.cells, columns, strict=True):
        _line(cell.paragraphs[0], column["name"], bold=True, align=_CENTER, size=size)
    digests = block.get("digests", False)
    for row in block["rows"]:
        line = grid.add_row()
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, (cell, column) in enumerate(zip(line.cells, columns, strict=True)):
            _line(
                cell.paragraphs[0],
                row["cells"][place],
                bold=row["strong"],
                align=_RIGHT if column["number"] else _LEFT,
                size=8 if digests and place else size,
            )
    for line in grid.rows:
        for cell in line.cells:
            cell.paragraphs[0].paragraph_format.line_spacing = 1
    if len(block["rows"]) <= MOST_ROWS_TOGETHER:
        for cell in (cell for line in grid.rows[:-1] for cell in line.cells):
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    total = sum(column["width"] for column in columns)
    _set_widths(grid, [_TEXT_WIDTH_MM * column["width"] / total for column in columns])


def _titled(paper: Document, text: str) -> None:
    title = _line(paper.add_paragraph(), text, bold=True)
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.space_before = Pt(10)
    title.paragraph_format.space_after = Pt(4)


def _said(paper: Document, text: str) -> None:
    said = _line(paper.add_paragraph(), text)
    said.alignment = _JUSTIFY
    said.paragraph_format.first_line_indent = Mm(10)
    said.paragraph_format.space_before = said.paragraph_format.space_after = Pt(3)


def _line(
    paragraph: Paragraph,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    size: int | None = None,
) -> Paragraph:
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    if size is not None:
        run.font.size = Pt(size)
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _rule(below: Document | _Cell, width_mm: int, within_mm: int) -> None:
    """Draw a short line in the middle: the upper border of an empty, indented paragraph."""
    paragraph = below.add_paragraph()
    # First of all: the order of a paragraph's properties is part of the format.
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm((within_mm - width_mm) / 2)
    form.space_before, form.space_after = Pt(2), Pt(0)
    form.line_spacing = Pt(6)


def _set_widths(grid: Table, widths_mm: list[float]) -> None:
    grid.autofit = False
    for column, width in zip(grid.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in grid.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)


def _page_number(paragraph: Paragraph) -> None:
    run = paragraph.add_run()
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        if code:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = code
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _bytes_of(paper: Document) -> bytes:
    """Return the file with every member dated alike: a clock must not change its bytes."""
    saved = io.BytesIO()
    paper.save(saved)
    steady = io.BytesIO()
    with zipfile.ZipFile(saved) as read, zipfile.ZipFile(steady, "w") as written:
        for name in read.namelist():
            member = zipfile.ZipInfo(name, date_time=_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(member, read.read(name))
    return steady.getvalue()
