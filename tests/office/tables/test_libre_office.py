"""LibreOffice finds no formula and no link in what we write, and can find those that are there."""

import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from office.tables.write import SheetOut, write_csv, write_xlsx
from tests.office.tables.formulas import PAYLOADS
from tests.office.tables.made_files import HEADINGS, PERSON, read, texts, workbook

pytestmark = pytest.mark.prove

FORMULA = "table:formula="
LINK = "xlink:href="
CSV_AS_EXCEL_OPENS_IT = "CSV:44,34,76,1,,1033,true,true"
"""Comma, double quotes, UTF-8, from the first row; special numbers found and formulas computed."""


def libre_office() -> str:
    """Return the program; fail, saying how to install it, where there is none."""
    found = os.environ.get("LIBREOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        pytest.fail(
            "no LibreOffice: make libreoffice (Debian, Ubuntu: sudo apt-get install"
            " libreoffice-calc-nogui), or name one in the variable LIBREOFFICE"
        )
    return found


def converted(path: Path, to: str, *options: str) -> Path:
    """Return what LibreOffice makes of a file."""
    out = path.parent / f"to-{to}"
    profile = f"-env:UserInstallation={(path.parents[1] / 'libre-office').as_uri()}"
    command = [libre_office(), profile, "--headless", *options]
    subprocess.run(
        [*command, "--convert-to", to, "--outdir", str(out), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return out / f"{path.stem}.{to}"


def opened(path: Path, *options: str) -> str:
    """Return a file as LibreOffice has it when it is open, as flat XML."""
    return converted(path, "fods", *options).read_text(encoding="utf-8")


def sheet() -> SheetOut:
    return SheetOut(
        name="Danh sách",
        headings=("Ô", "Số"),
        rows=[(payload, row) for row, payload in enumerate(PAYLOADS)],
        title=PAYLOADS[0],
    )


def test_a_real_formula_and_a_real_link_are_seen(tmp_path: Path) -> None:
    def plant(book: openpyxl.Workbook) -> None:
        page = book.active
        assert page is not None
        page["D1"] = "=1+1"
        page["D2"].hyperlink = "http://example.invalid"
        page["D2"].value = "link"

    path = workbook(tmp_path / "planted.xlsx", [HEADINGS, PERSON], plant)
    xml = opened(path)

    assert xml.count(FORMULA) == 1
    assert "http://example.invalid" in xml


def test_a_workbook_has_none(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "ours.xlsx", [sheet()])
    xml = opened(tmp_path / "ours.xlsx")

    assert xml.count("<table:table-row") >= len(PAYLOADS)
    assert (xml.count(FORMULA), xml.count(f"<text:a {LINK}")) == (0, 0)


def test_a_formula_in_a_foreign_csv_is_seen(tmp_path: Path) -> None:
    (tmp_path / "planted.csv").write_text("Ô,Số\n=1+1,1\n", encoding="utf-8")

    xml = opened(tmp_path / "planted.csv", f"--infilter={CSV_AS_EXCEL_OPENS_IT}")

    assert xml.count(FORMULA) == 1


def test_a_csv_of_ours_has_none(tmp_path: Path) -> None:
    write_csv(tmp_path / "ours.csv", sheet())
    xml = opened(tmp_path / "ours.csv", f"--infilter={CSV_AS_EXCEL_OPENS_IT}")

    assert xml.count("<table:table-row") >= len(PAYLOADS)
    assert (xml.count(FORMULA), xml.count(f"<text:a {LINK}")) == (0, 0)


@pytest.mark.parametrize("to", ["xlsx", "xls", "ods"])
def test_a_table_that_libre_office_saved_is_read_alike(to: str, tmp_path: Path) -> None:
    table = [["DANH SÁCH"], HEADINGS, PERSON, [], ["Trần Thị Ví Dụ", 1099000002, "3/9/1990"]]
    path = workbook(tmp_path / "a.xlsx", table)

    rows, told = read(converted(path, to))

    assert texts(rows) == [
        {"name": PERSON[0], "identifier": PERSON[1], "birth": "1990-09-02"},
        {"name": "Trần Thị Ví Dụ", "birth": "1990-09-03"},
    ]
    assert told == ["5:2 E509"]


@pytest.mark.parametrize("to", ["xlsx", "xls", "ods"])
def test_merged_cells_are_found_in_what_libre_office_saved(to: str, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [HEADINGS, PERSON, PERSON],
        lambda book: book.active.merge_cells("A2:A3"),
    )

    assert read(converted(path, to)) == (None, ["2:1 E508"])


def test_damaged_old_workbooks_are_told_and_never_fail(tmp_path: Path) -> None:
    from random import Random

    from tests.office.tables.test_damaged_files import damage

    good = converted(workbook(tmp_path / "a.xlsx", [HEADINGS, PERSON]), "xls").read_bytes()
    chance = Random(20_261_122)
    for number in range(60):
        path = tmp_path / "damaged.xls"
        path.write_bytes(damage(good, chance))
        rows, told = read(path)
        assert rows is not None or told, number
