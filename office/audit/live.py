"""The figures that were public while a round ran, against the attempts begun by then."""

from collections import Counter
from typing import Any

from office.audit.beside import wall
from office.audit.canon import read_json
from office.audit.findings import Trail
from office.audit.frame import Frame, Value, round_of
from office.audit.raw import Records

WRITTEN_WITHIN_MS = 60_000
"""Attempts that began so close to the making of the figures may be in them or not."""


def check_live(
    records: Records, frame: Frame, round_id: str, mine: list[Value], trail: Trail
) -> None:
    """Compare the last figures of a round; none is no finding: they may not be told at all."""
    name = f"data/{round_id}.live.json"
    told = read_json(records.public.get(name))
    round_ = round_of(frame.contest(), round_id)
    if told is None or round_ is None:
        return
    trail.counts["live"] += 1
    made_at = told["made_at"]
    least = _figures([m for m in mine if m["started_at"] <= made_at - WRITTEN_WITHIN_MS])
    most = _figures([m for m in mine if m["started_at"] <= made_at + WRITTEN_WITHIN_MS])
    said = {
        "attempts": told["attempts"],
        "people": told["people"],
        **{f"by_day {day}": count for day, count in told["by_day"] if count},
        **{f"{unit} people": people for unit, _, people, _ in told["units"]},
        **{f"{unit} attempts": count for unit, _, _, count in told["units"]},
    }
    for figure in sorted({*least, *said}):
        low, high, found = least.get(figure, 0), most.get(figure, 0), said.get(figure, 0)
        if not low <= found <= high:
            expected = str(low) if low == high else f"{low}–{high}"
            trail.find("live", f"{name} {figure}", expected, found)


def _figures(lines: list[Value]) -> dict[str, Any]:
    by_unit = Counter(line["unit"] for line in lines if line["unit"] is not None)
    people = Counter(
        unit for unit, _ in {(m["unit"], m["pid"]) for m in lines if m["unit"] is not None}
    )
    days = Counter(wall(line["started_at"]).date().isoformat() for line in lines)
    return {
        "attempts": len(lines),
        "people": len({line["pid"] for line in lines}),
        **{f"by_day {day}": count for day, count in days.items()},
        **{f"{unit} people": count for unit, count in people.items()},
        **{f"{unit} attempts": count for unit, count in by_unit.items()},
    }
