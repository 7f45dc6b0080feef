"""What is written opens ready to read, and no cell of it is a formula or a link."""

import csv
import io
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.tables.write import SheetOut, disarm, sheet_name, write_csv, write_xlsx
from tests.office.tables.formulas import PAYLOADS
from tests.office.tables.made_files import HEADINGS, PERSON, read, texts

SHEET = SheetOut(name="Danh sách", headings=HEADINGS, rows=[PERSON], title="DANH SÁCH")


def in_every_field(payload: str) -> SheetOut:
    """Return a sheet that has the payload wherever text goes."""
    return SheetOut(
        name=payload,
        headings=(payload, "Số"),
        rows=[(payload, 1), ("", None)],
        title=payload,
        notes=(payload,),
    )


def test_there_are_payloads_enough() -> None:
    assert len(PAYLOADS) >= 60


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_of_a_workbook_becomes_a_formula_or_a_link(payload: str, tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [in_every_field(payload)])

    page = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    kept = payload.replace("\r", "\n") if "\r" in payload else payload
    assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None), ("n", None)}
    assert [cell.value for cell in cells if cell.column == 1] == [kept] * 4


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_of_a_csv_begins_as_a_formula(payload: str, tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", in_every_field(payload))

    written = (tmp_path / "a.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")):
        for cell in row:
            shown = unicodedata.normalize("NFKC", cell).lstrip("\ufeff\u200b \u00a0")
            assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
            assert cell in {payload, f"'{payload}", "Số", "1", ""}


@given(text=st.text(max_size=30))
def test_disarmed_text_begins_with_no_sign_of_a_formula(text: str) -> None:
    shown = unicodedata.normalize("NFKC", disarm(text))

    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert disarm(text).endswith(text)


def test_whole_numbers_are_numbers_even_below_zero(tmp_path: Path) -> None:
    sheet = SheetOut(name="A", headings=("Điểm",), rows=[(-5,), (10**12,)])
    write_csv(tmp_path / "a.csv", sheet)
    write_xlsx(tmp_path / "a.xlsx", [sheet])

    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    assert [page.cell(row, 1).value for row in (2, 3)] == [-5, 10**12]
    assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines() == ["Điểm", "-5", str(10**12)]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [SHEET])
    write_csv(tmp_path / "a.csv", SHEET)

    expected = [{"name": PERSON[0], "identifier": PERSON[1], "birth": "1990-09-02"}]
    for name in ("a.xlsx", "a.csv"):
        rows, told = read(tmp_path / name)
        assert (texts(rows), told) == (expected, [])


def test_a_workbook_is_set_up_for_reading_and_for_a4(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [SHEET])

    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["Danh sách"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A4", "A3:C4")
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    setup = page.sheet_properties.pageSetUpPr
    assert setup is not None
    assert (setup.fitToPage, page.page_setup.fitToHeight) == (True, 0)
    assert page.print_title_rows == "$3:$3"


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(tmp_path / name, [SHEET])

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [SHEET])
    before = (tmp_path / "a.xlsx").read_bytes()
    too_long = SheetOut(name="A", headings=("A",), rows=[("a" * 40_000,)])

    with pytest.raises(ValueError, match="32767"):
        write_xlsx(tmp_path / "a.xlsx", [too_long])
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_csv(tmp_path / "folder.csv", SHEET)

    assert (tmp_path / "a.xlsx").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "folder.csv"]


def test_names_of_sheets_are_such_as_a_workbook_allows() -> None:
    taken: set[str] = set()
    names = [sheet_name(each, taken) for each in ("Vòng 1/2", "vòng 1:2", "x" * 40, "x" * 40, "'")]

    assert names == ["Vòng 1-2", "vòng 1-2 (2)", "x" * 31, "x" * 27 + " (2)", "-"]
