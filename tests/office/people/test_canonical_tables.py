"""What is written into the contest's tables is read back as it was, and differences add up."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.people.canonical import Cells, read_canonical, table_text
from office.people.difference import compare

COLUMNS = ("id", "name", "note")
CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12
).map(lambda typed: " ".join(unicodedata.normalize("NFC", typed).split()))
ROWS = st.lists(
    st.fixed_dictionaries({"id": CELL.filter(bool)}, optional={"name": CELL, "note": CELL}),
    unique_by=lambda row: row["id"],
    max_size=6,
)
LISTS = st.dictionaries(st.sampled_from("abcde"), st.dictionaries(st.sampled_from("xy"), CELL))


@given(ROWS)
def test_a_table_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("table") / "units.csv"
    path.write_text(table_text(COLUMNS, rows), encoding="utf-8")

    assert list(read_canonical(path, "id").values()) == [
        {name: cell for name, cell in row.items() if cell} for row in rows
    ]


def test_a_table_that_is_not_there_or_cannot_be_read_has_no_rows(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_bytes(b"id,name\n\xff\xfe")

    assert read_canonical(tmp_path / "units.csv", "id") == {}
    assert read_canonical(tmp_path / "nowhere.csv", "id") == {}


@given(LISTS, LISTS)
def test_everybody_is_added_removed_changed_or_the_same(
    before: dict[str, Cells], after: dict[str, Cells]
) -> None:
    difference = compare(before, after)

    changed = [each.key for each in difference.changed]
    assert sorted([*difference.added, *changed]) == sorted(
        key for key, row in after.items() if filled(row) != filled(before.get(key, {"": "no"}))
    )
    assert set(difference.removed) == before.keys() - after.keys()
    assert len(after) == len(difference.added) + len(changed) + difference.same


def filled(row: Cells) -> Cells:
    """Return a row without its empty cells."""
    return {name: cell for name, cell in row.items() if cell}
