"""The parts of public results that a page fetches hold together what the whole does."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.results_files import PAGE_ROWS, rows_value, summary_value

AWARD = {"group": "ca-nhan", "prize": "Nhất", "value": 1, "certificate": "", "decided": True}


def row(number: int, **overrides: object) -> dict[str, Any]:
    return {
        "rank": number,
        "receipt": f"7K2M-9QXD-{number % 100:02d}",
        "name": f"Lê Ví Dụ {number}",
        "unit": "phuong-1",
        "unit_name": "Phường 1",
        "division": None,
        "marks": "15",
        "time_used_ms": 60_000 + number,
        "awards": [],
        **overrides,
    }


def public_value(persons: list[dict[str, Any]], *divisions: str) -> dict[str, Any]:
    return {"persons": persons, "divisions": [{"id": id_, "name": id_} for id_ in divisions]}


def unpacked(columns: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows that columns stand for, read as the page's script reads them."""
    rank, awards, found = 0, dict(columns["awards"]), []
    names = columns["names"].split("\n")
    for at, step in enumerate(columns["ranks"]):
        rank += step
        code = columns["codes"][10 * at : 10 * at + 10]
        unit, unit_name = columns["units"][columns["unit_at"][at]]
        division = columns["divisions"][columns["division_at"][at] if columns["division_at"] else 0]
        found.append(
            row(
                rank,
                receipt=f"{code[:4]}-{code[4:8]}-{code[8:]}",
                name=names[at],
                unit=unit,
                unit_name=unit_name,
                division=division,
                marks=columns["marks"][columns["marks_at"][at]],
                time_used_ms=columns["times"][at],
                awards=awards.get(at, []),
            )
        )
    return found


ROWS = st.builds(
    row,
    st.integers(1, 500),
    unit=st.sampled_from(["phuong-1", None]),
    unit_name=st.sampled_from(["Phường 1", ""]),
    division=st.sampled_from([None, "can-bo", "hoc-sinh"]),
    marks=st.sampled_from(["15", "14,5"]),
    name=st.sampled_from(["", "Trần Thị Ví Dụ"]),
    awards=st.sampled_from([[], [AWARD]]),
)


@given(st.lists(ROWS, min_size=1))
def test_columns_hold_every_row_as_it_was(rows: list[dict[str, Any]]) -> None:
    assert unpacked(rows_value(public_value(rows))) == rows


def test_of_nobody_the_columns_are_empty() -> None:
    assert rows_value(public_value([]))["ranks"] == []


def test_a_summary_has_the_first_page_and_everybody_who_takes_a_prize() -> None:
    rows = [row(number) for number in range(1, PAGE_ROWS + 20)]
    rows[60]["awards"] = [AWARD]

    value = summary_value(public_value(rows))

    assert value["persons"] == rows[:PAGE_ROWS]
    assert value["winners"] == [rows[60]]
    assert (value["persons_total"], value["persons_of"]) == (PAGE_ROWS + 19, {})


def test_a_summary_counts_the_people_of_every_division() -> None:
    rows = [row(1, division="can-bo"), row(1, division="hoc-sinh"), row(2, division="can-bo")]

    value = summary_value(public_value(rows, "can-bo", "hoc-sinh", "khac"))

    assert value["persons_of"] == {"can-bo": 2, "hoc-sinh": 1, "khac": 0}
