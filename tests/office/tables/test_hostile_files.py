"""Whatever a file holds, the answer is a finding: quickly, and without an exception."""

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from office.contest_file.codes import Code
from office.contest_file.details import Phrase
from office.tables.archive import unpack
from office.tables.grid import TableRefusedError
from office.tables.limits import MOST_RATIO, MOST_UNPACKED_BYTES
from tests.office.tables.made_files import (
    HEADINGS,
    PERSON,
    archive,
    archive_parts,
    read,
    text_file,
    texts,
    with_part,
    word_file,
    workbook,
)

SECONDS = 1.0
SHEET = "xl/worksheets/sheet1.xml"
CONTENT = "content.xml"
TABLE = [HEADINGS, PERSON]
CSV = "\n".join(",".join(row) for row in TABLE)
ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="A">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def good(path: Path) -> Path:
    return workbook(path, TABLE)


def sheet_xml(path: Path, rows: str) -> Path:
    """Write a workbook whose one sheet holds the given XML."""
    parts = archive_parts(good(path))
    data = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    return archive(path, parts | {SHEET: data.encode()})


def open_document(path: Path, rows: str) -> Path:
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return archive(path, {"mimetype": mimetype, CONTENT: (ODS_HEAD + rows + ODS_TAIL).encode()})


def bomb(path: Path) -> Path:
    """Write a workbook whose sheet unpacks to a gigabyte."""
    row = b'<row><c t="inlineStr"><is><t>' + b"a" * 1000 + b"</t></is></c></row>"
    parts = archive_parts(good(path))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, part in parts.items():
            if name != SHEET:
                packed.writestr(name, part)
        with packed.open(SHEET, "w", force_zip64=True) as sheet:
            sheet.write(b"<worksheet><sheetData>")
            for _ in range(300):
                sheet.write(row * 1000)
    path.write_bytes(stream.getvalue())
    return path


def lying_bomb(path: Path) -> Path:
    """Write an archive that says of itself that its sheet is small."""
    bomb(path)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = packed.getinfo(SHEET).file_size
    at = data.find(b"PK\1\2", data.rfind(SHEET.encode()) - 60)
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert size > 1000
    path.write_bytes(bytes(data))
    return path


def entities(path: Path) -> Path:
    """Write a text document whose entities multiply."""
    levels = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    declared = f'<!DOCTYPE w [<!ENTITY l0 "lol">{levels}]>'
    word_file(path, TABLE)
    return with_part(path, "word/document.xml", b"<w:document", (declared + "<w:document").encode())


def shared_text(path: Path) -> Path:
    """Write a workbook in which a hundred thousand cells show one long text."""
    cells = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{letter}{row}" t="s"><v>0</v></c>' for letter in "ABCDE")
        + "</row>"
        for row in range(1, 20_001)
    )
    sheet_xml(path, cells)
    strings = f"<sst><si><t>{'a' * 32_000}</t></si></sst>".encode()
    return archive(path, archive_parts(path) | {"xl/sharedStrings.xml": strings})


def renamed(source: Callable[[Path], Path], name: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        made = source(path.with_name(name))
        return made.rename(path)

    return make


FAR_ROW = '<c r="A1"><v>1</v></c><c r="ZZ200000"><v>1</v></c>'
REPEATED = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
    ' table:number-columns-repeated="200" office:value-type="string"><text:p>a</text:p>'
    "</table:table-cell></table:table-row>"
)
NESTED = "<text:p>" + "<text:span>" * 50_000 + "</text:span>" * 50_000 + "</text:p>"

HOSTILE: list[tuple[str, str, Callable[[Path], object], Code]] = [
    ("missing columns", "a.csv", lambda p: text_file(p, "Tên;Số\nA;1\n"), Code.TABLE_HEADING),
    (
        "cp1258",
        "a.csv",
        lambda p: text_file(p, "Ho\u0323 tên,CCCD\nA,1\n", "cp1258"),
        Code.WRONG_ENCODING,
    ),
    ("UTF-16", "a.csv", lambda p: text_file(p, CSV, "utf-16"), Code.WRONG_ENCODING),
    ("an open quote", "a.csv", lambda p: text_file(p, CSV + '\n"A,1'), Code.TABLE_SYNTAX),
    ("a NUL", "a.csv", lambda p: text_file(p, CSV + "\n\0"), Code.WRONG_ENCODING),
    ("empty", "a.xlsx", lambda p: p.write_bytes(b""), Code.EMPTY),
    ("blank", "a.csv", lambda p: p.write_bytes(b" \r\n"), Code.EMPTY),
    ("a folder", "a.xlsx", lambda p: p.mkdir(), Code.UNREADABLE_FILE),
    ("absent", "a.xlsx", lambda p: None, Code.MISSING_FILE),
    ("cut off", "a.xlsx", lambda p: p.write_bytes(good(p).read_bytes()[:-700]), Code.TABLE_BROKEN),
    ("garbage", "a.xlsx", lambda p: p.write_bytes(bytes(range(1, 256)) * 40), Code.TABLE_BROKEN),
    (
        "an old workbook cut off",
        "a.xls",
        lambda p: p.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000)),
        Code.TABLE_BROKEN,
    ),
    ("a workbook called CSV", "a.csv", renamed(good, "b.xlsx"), Code.TABLE_RENAMED),
    ("CSV called a workbook", "a.xlsx", lambda p: text_file(p, CSV), Code.TABLE_BROKEN),
    (
        "a document called a workbook",
        "a.xlsx",
        renamed(lambda p: word_file(p, TABLE), "b.docx"),
        Code.TABLE_RENAMED,
    ),
    (
        "a web page called a workbook",
        "a.xls",
        lambda p: text_file(p, "<html><table>"),
        Code.TABLE_KIND,
    ),
    (
        "a binary workbook",
        "a.xlsx",
        lambda p: archive(p, {"xl/workbook.bin": b"x"}),
        Code.TABLE_KIND,
    ),
    ("some archive", "a.xlsx", lambda p: archive(p, {"a.txt": b"x"}), Code.TABLE_KIND),
    ("another extension", "a.pages", good, Code.TABLE_RENAMED),
    ("a bomb", "a.xlsx", bomb, Code.TABLE_TOO_LARGE),
    ("a lying bomb", "a.xlsx", lying_bomb, Code.TABLE_BROKEN),
    (
        "many parts",
        "a.xlsx",
        lambda p: archive(p, {f"{n}.xml": b"" for n in range(6000)}),
        Code.TABLE_TOO_LARGE,
    ),
    ("entities", "a.docx", entities, Code.TABLE_BROKEN),
    (
        "a far cell",
        "a.xlsx",
        lambda p: sheet_xml(p, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        Code.TABLE_TOO_LARGE,
    ),
    ("a far corner", "a.xlsx", lambda p: sheet_xml(p, FAR_ROW), Code.TABLE_TOO_LARGE),
    (
        "a far cell, oddly written",
        "a.xlsx",
        lambda p: sheet_xml(p, "<c s=' r=\"A1\" ' r = 'XFD1048576'><v>1</v></c>"),
        Code.TABLE_TOO_LARGE,
    ),
    (
        "thousands of columns",
        "a.xlsx",
        lambda p: sheet_xml(p, "<row>" + "<c><v>1</v></c>" * 16_384 + "</row>"),
        Code.TABLE_TOO_LARGE,
    ),
    (
        "a row beyond all",
        "a.xlsx",
        lambda p: sheet_xml(p, f'<row r="{2**64}"><c><v>1</v></c></row>'),
        Code.TABLE_TOO_LARGE,
    ),
    ("a text shared too often", "a.xlsx", shared_text, Code.TABLE_TOO_LARGE),
    (
        "thousands of columns of text",
        "a.csv",
        lambda p: text_file(p, CSV + "\n" + ",x" * 5000),
        Code.TABLE_TOO_LARGE,
    ),
    (
        "millions of empty lines",
        "a.csv",
        lambda p: text_file(p, CSV + "\n" * 9_000_000),
        Code.TABLE_TOO_LARGE,
    ),
    (
        "millions of empty cells",
        "a.csv",
        lambda p: text_file(p, CSV + "\n" + "," * 30_000_000),
        Code.TABLE_TOO_LARGE,
    ),
    (
        "millions of empty rows",
        "a.ods",
        lambda p: open_document(p, "<table:table-row/>" * 2_000_000),
        Code.TABLE_TOO_LARGE,
    ),
    (
        "thousands of rows of nothing",
        "a.docx",
        lambda p: with_part(
            word_file(p, TABLE),
            "word/document.xml",
            b"</w:tbl>",
            b"<w:tr/>" * 250_000 + b"</w:tbl>",
        ),
        Code.TABLE_TOO_LARGE,
    ),
    ("repeated for ever", "a.ods", lambda p: open_document(p, REPEATED), Code.TABLE_TOO_LARGE),
    (
        "no number",
        "a.ods",
        lambda p: open_document(p, REPEATED.replace("1048576", "9" * 4000)),
        Code.TABLE_BROKEN,
    ),
    (
        "a table without end",
        "a.ods",
        lambda p: archive(
            p,
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                CONTENT: ODS_HEAD.encode(),
            },
        ),
        Code.TABLE_BROKEN,
    ),
    (
        "a span beyond all",
        "a.docx",
        lambda p: with_part(
            word_file(p, TABLE),
            "word/document.xml",
            b"<w:tcPr>",
            b'<w:tcPr><w:gridSpan w:val="99999"/>',
        ),
        Code.TABLE_TOO_LARGE,
    ),
    (
        "no body",
        "a.docx",
        lambda p: archive(p, archive_parts(word_file(p, TABLE)) | {"word/document.xml": b"<x/>"}),
        Code.TABLE_BROKEN,
    ),
]


@pytest.mark.parametrize(
    ("name", "make", "code"), [each[1:] for each in HOSTILE], ids=[each[0] for each in HOSTILE]
)
def test_a_hostile_file_is_one_clear_finding_within_a_second(
    name: str, make: Callable[[Path], object], code: Code, tmp_path: Path
) -> None:
    path = tmp_path / name
    make(path)
    began = time.process_time()

    rows, told = read(path)

    assert time.process_time() - began < SECONDS
    assert rows is None
    assert [each.partition(" ")[2] for each in told] == [code.value]


@pytest.mark.parametrize(
    ("sizes", "packing", "key"),
    [
        ((60_000_000, 60_000_000), zipfile.ZIP_STORED, "office.table.unpacked"),
        ((6_000_000,), zipfile.ZIP_DEFLATED, "office.table.swollen"),
    ],
)
def test_what_unpacks_to_too_much_is_told_with_a_number_above_the_limit(
    sizes: tuple[int, ...], packing: int, key: str
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as packed:
        for number, size in enumerate(sizes):
            packed.writestr(f"xl/{number}.xml", bytes(size))

    with pytest.raises(TableRefusedError) as refused:
        unpack(stream.getvalue(), "a.xlsx")

    said = refused.value.details["size"]
    assert isinstance(said, Phrase)
    amounts = dict(said.details)
    most = {"office.table.unpacked": MOST_UNPACKED_BYTES, "office.table.swollen": MOST_RATIO}
    assert (said.key, amounts["most"]) == (key, most[key])
    assert int(str(amounts["count"])) > most[key]


def test_a_cell_of_a_spreadsheet_file_with_deep_nesting_is_read(tmp_path: Path) -> None:
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in HEADINGS
    )
    deep = f'<table:table-cell office:value-type="string">{NESTED}</table:table-cell>'
    rows = f"<table:table-row>{head}</table:table-row><table:table-row>{deep}</table:table-row>"

    assert read(open_document(tmp_path / "a.ods", rows)) == ((), [])


def test_a_cell_that_is_too_long_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", f"Họ tên,CCCD\n{'a' * 40_000},01\nB,02\n")
    rows, told = read(path)

    assert (texts(rows), told) == (
        [{"identifier": "01"}, {"name": "B", "identifier": "02"}],
        ["2:1 E504"],
    )


def test_more_rows_than_a_table_has_are_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "Họ tên,CCCD\n" + "A,01\n" * 200_001)

    assert read(path) == (None, ["200002:1 E504"])


def test_fifty_thousand_rows_are_read(tmp_path: Path) -> None:
    made = [
        (f"Nguyễn Văn {'Thử ' * (row % 3)}", f"{row:012d}", "02/09/1990") for row in range(50_000)
    ]
    path = workbook(tmp_path / "a.xlsx", [HEADINGS, *made])
    began = time.process_time()

    rows, told = read(path)

    assert time.process_time() - began < 2.0
    assert rows is not None
    assert (len(rows), rows[-1].place.line, told) == (50_000, 50_001, [])


def test_a_styled_cell_far_away_is_no_cell(tmp_path: Path) -> None:
    from openpyxl.styles import Font

    def change(book: object) -> None:
        book.active.cell(1_048_576, 300).font = Font(bold=True)  # type: ignore[attr-defined]

    rows, told = read(workbook(tmp_path / "a.xlsx", TABLE, change))

    assert (len(rows or ()), told) == (1, [])
