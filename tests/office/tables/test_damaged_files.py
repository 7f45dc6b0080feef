"""Damaged files never end in an exception: bytes of good ones changed at random, and made tables.

Files are damaged as a whole, and inside their archives, where the damage reaches the XML.
"""

import os
import re
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.office.tables.made_files import (
    HEADINGS,
    PERSON,
    archive,
    archive_parts,
    read,
    texts,
    word_file,
    workbook,
)
from tests.office.tables.test_hostile_files import open_document

SECONDS = 1.0
PROVE = 20_000
TELLING = re.compile(r"(sheet1|sharedStrings|document|content|workbook|styles)\.xml$")
COUNT = PROVE if os.environ.get("PROVE") else 1_000
TABLE = [["DANH SÁCH"], HEADINGS, PERSON, [], ["Trần Thị Ví Dụ", 1099000002, "3/9/1990"]]
ODS = "".join(
    "<table:table-row>"
    + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in row
    )
    + "</table:table-row>"
    for row in (HEADINGS, PERSON)
)
PIECES = (
    b"<",
    b">",
    b"/",
    b'"',
    b"&#0;",
    b"&amp;",
    b"1048576",
    b"XFD",
    b"-1",
    b"9" * 30,
    b"\xff\xfe",
    b"\0",
    b"<c>",
    b"<row>",
    b'<c r="B2" t="s"><v>7</v></c>',
    b"<v/>",
    b't="e"',
    b't="b"',
    b't="d"',
    b'<mergeCell ref="A2:B9"/>',
    b"\xe2\x80\xae",
    b"<w:tc>",
    b"<w:tr/>",
    b'w:val="99999"',
    b"'",
    b",",
    b"</table:table-row>",
    b'table:number-columns-repeated="99999999"',
    b"<table:table>",
)


def damage(data: bytes, chance: Random) -> bytes:
    """Return the bytes with a few changes: pieces put in, left out, overwritten, repeated."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        length = chance.choice((0, 1, 1, 4, 40))
        piece = chance.choice((*PIECES, chance.randbytes(chance.randint(1, 4))))
        if chance.random() < 0.1:
            piece = bytes(changed[at : at + 60])
        changed[at : at + length] = piece
    return bytes(changed)


def originals(folder: Path) -> list[Path]:
    return [
        workbook(folder / "a.xlsx", TABLE),
        word_file(folder / "a.docx", [HEADINGS, PERSON]),
        open_document(folder / "a.ods", ODS),
        workbook(folder / "b.xlsx", TABLE, lambda book: book.active.merge_cells("A1:C1")),
    ]


def test_damaged_files_are_told_and_never_fail(tmp_path: Path) -> None:
    chance = Random(20_261_122)
    csv = "\n".join(",".join(map(str, row)) for row in TABLE).encode()
    whole = [(path.suffix, path.read_bytes()) for path in originals(tmp_path)]
    parts = [(path.suffix, archive_parts(path)) for path in originals(tmp_path)]
    slowest = 0.0
    for number in range(COUNT):
        kind = chance.random()
        if kind < 0.25:
            path = tmp_path / "damaged.csv"
            path.write_bytes(damage(csv, chance))
        elif kind < 0.4:
            suffix, data = chance.choice(whole)
            path = tmp_path / f"damaged{suffix}"
            path.write_bytes(damage(data, chance))
        else:
            suffix, good = chance.choice(parts)
            path = tmp_path / f"damaged{suffix}"
            telling = [name for name in good if TELLING.search(name)]
            name = chance.choice(telling if chance.random() < 0.9 else sorted(good))
            archive(path, good | {name: damage(good[name], chance)})
        began = time.process_time()
        rows, told = read(path)
        slowest = max(slowest, time.process_time() - began)
        assert rows is not None or told, number
    assert slowest < SECONDS


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.integers(-(10**14), 10**14),
    st.booleans(),
    st.dates(),
    st.sampled_from(["=1+1", "#N/A", "02/09/1990", "31/02/1990", " ", "001"]),
)


@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=6), above=st.integers(0, 3))
def test_any_table_below_its_headings_is_read_or_told(
    rows: list[list[Any]], above: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "made.xlsx"
    workbook(path, [*[["Tên"]] * above, HEADINGS, *rows])

    read_rows, told = read(path)

    assert read_rows is not None
    assert all(above + 1 < row.place.line <= above + 1 + len(rows) for row in read_rows)
    refused = sum(len(row.refused) for row in read_rows)
    assert len(told) >= (refused > 0)
    assert all(text == " ".join(text.split()) for row in texts(read_rows) for text in row.values())
