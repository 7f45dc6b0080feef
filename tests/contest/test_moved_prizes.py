"""Which prizes moved between two versions of results, told without a name of a person."""

from typing import Any

from chalicelib.contest.moved_prizes import moved_prizes


def award(prize: str, *, decided: bool = True) -> dict[str, object]:
    return {"group": "g", "prize": prize, "decided": decided}


def summary(persons: dict[str, list[Any]], units: dict[str, list[Any]]) -> dict[str, Any]:
    return {
        "winners": [
            {"receipt": code, "name": "Lê Ví Dụ", "awards": awards}
            for code, awards in persons.items()
        ],
        "units": [{"name": name, "awards": awards} for name, awards in units.items()],
    }


def moved(receipt: str, unit: str, before: list[str], after: list[str]) -> dict[str, object]:
    return {"receipt": receipt, "unit": unit, "before": before, "after": after}


def test_who_rises_and_who_is_gone_are_told_in_the_later_order_by_receipt_and_unit() -> None:
    before = summary(
        {"A": [award("Nhất")], "B": [award("Nhì")], "C": [award("Ba")]}, {"Xã 1": [award("Nhất")]}
    )
    after = summary(
        {"B": [award("Nhất")], "C": [award("Ba")]},
        {"Xã 1": [award("Nhất"), award("Đông nhất")], "Xã 2": []},
    )

    assert moved_prizes(before, after) == [
        moved("B", "", ["Nhì"], ["Nhất"]),
        moved("", "Xã 1", ["Nhất"], ["Nhất", "Đông nhất"]),
        moved("A", "", ["Nhất"], []),
    ]


def test_a_prize_that_waits_for_the_board_is_none_yet() -> None:
    waiting = summary({"A": [award("Nhất", decided=False)]}, {})

    assert moved_prizes(waiting, summary({}, {})) == []
    assert moved_prizes(waiting, summary({"A": [award("Nhất")]}, {})) == [
        moved("A", "", [], ["Nhất"])
    ]
