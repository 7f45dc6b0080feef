"""What the public should see of results, derived anew; and how it is parted for the page."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from office.audit.derived import Derived
from office.audit.frame import WHOLE, Value, round_of
from office.audit.marks import written

PAGE_ROWS = 50
SHORT_CODE = 10


def public_value(
    contest: Value, found: Derived, digests: Mapping[str, str], names: Mapping[str, str]
) -> Value:
    """Return the published results; ``digests`` are all that they name."""
    round_ = round_of(contest, found.round) if found.round else None
    hour = (round_ or contest["rounds"][-1])["publishes_at"]
    unit_names = {unit["id"]: unit["name"] for unit in contest["units"]}
    return {
        "schema": 2,
        "contest": contest["id"],
        "round": found.round,
        "title": round_["name"] if round_ else contest["short_name"],
        "publishes_at": hour,
        **_official(contest, round_),
        "questions": contest["paper"]["questions"],
        "full_marks": full_marks(contest, found),
        "divisions": [{"id": d["id"], "name": d["name"]} for d in contest["divisions"]],
        "prize_groups": [{"id": g["id"], "name": g["name"]} for g in contest["prizes"]["groups"]],
        "digests": dict(digests),
        "figures": found.figures,
        "persons": _persons(contest, found, names, unit_names),
        "units": [_unit(contest, found, unit) for unit in found.units],
    }


def _official(contest: Value, round_: Value | None) -> dict[str, int]:
    if contest["complaints"] is None:
        return {}
    last = max(each["publishes_at"] for each in contest["rounds"])
    hour = last if round_ is None else round_["publishes_at"]
    return {"official_at": hour + contest["complaints"]["window_ms"]}


def full_marks(contest: Value, found: Derived) -> str:
    """Return the full marks as they are shown; nothing where papers differ in them."""
    if found.round is None and contest["attempts"]["per"] == "round":
        return ""
    if contest["marks"]["scale"] is not None:
        return str(contest["marks"]["scale"])
    fulls = {score.full for score in found.counting}
    if not fulls:
        return str(contest["paper"]["questions"])
    if len(fulls) > 1:
        return ""
    return written(Fraction(fulls.pop(), 100), contest["marks"]["decimals"])


def _persons(
    contest: Value, found: Derived, names: Mapping[str, str], unit_names: Mapping[str, str]
) -> list[Value]:
    decimals, entry = contest["marks"]["decimals"], contest["entry"]
    marks_written: dict[Fraction, str] = {}
    rows = []
    for rank, score, marks in found.persons:
        awards = found.awards.get(score.pid, [])
        wins = any(award["decided"] for award in awards)
        how = entry["winners_shown_as" if wins else "others_shown_as"]
        if marks not in marks_written:
            marks_written[marks] = written(marks, decimals)
        rows.append(
            {
                "rank": rank,
                "receipt": score.receipt,
                "name": name_shown(names.get(score.pid, ""), how),
                "unit": score.unit,
                "unit_name": unit_names.get(score.unit or "", ""),
                "division": score.division,
                "marks": marks_written[marks],
                "time_used_ms": score.used_ms,
                "awards": awards,
            }
        )
    return rows


def name_shown(name: str, how: str) -> str:
    """Return a name as the public sees it.

    >>> name_shown("Trần Thị Ví Dụ", "short"), name_shown("Trần Thị Ví Dụ", "hidden")
    ('Trần T. V. Dụ', '')
    """
    if how == "full" or not name:
        return name
    if how == "hidden":
        return ""
    words = name.split(" ")
    if len(words) == 1:
        return f"{name[0]}."
    return " ".join([words[0], *(f"{word[0]}." for word in words[1:-1]), words[-1]])


def _unit(contest: Value, found: Derived, unit: Any) -> Value:
    decimals, total = contest["collective"]["decimals"], sum(unit.marks, Fraction(0))
    return {
        "rank": unit.rank,
        "unit": unit.unit["id"],
        "name": unit.unit["name"],
        "attempts": unit.attempts,
        "people": len(unit.people),
        "counting": len(unit.marks),
        "total_marks": written(total, contest["marks"]["decimals"]),
        "mean_marks": written(total / len(unit.marks), 2) if unit.marks else None,
        "perfect_papers": unit.perfect,
        "time_used_ms": unit.used_ms,
        "rounds": len(unit.rounds),
        "headcount": unit.unit["headcount"],
        "clip_marks": None if unit.clip is None else written(unit.clip, decimals),
        "score": None if unit.score is None else written(unit.score, decimals),
        "missed": [
            {"measure": each["measure"], "at_least": each["at_least"]} for each in unit.missed
        ],
        "awards": found.unit_awards.get(unit.unit["id"], []),
    }


def extra_time_of(given: Sequence[Value], round_id: str) -> Value | None:
    """Return what is published of a round's extra time; None where there was none."""
    here = [credit for credit in given if credit["round"] == round_id and round_id != WHOLE]
    if not here:
        return None
    mine: dict[str, int] = {}
    for credit in here:
        if credit["pid"] is not None:
            mine[credit["pid"]] = mine.get(credit["pid"], 0) + credit["extra_ms"]
    return {
        "rounds": [
            {"at": c["at"], "minutes": -(-c["extra_ms"] // 60_000), "reason": c["reason"]}
            for c in here
            if c["pid"] is None
        ],
        "people": len(mine),
        "most_minutes": -(-max(mine.values(), default=0) // 60_000),
    }


def summary_of(public: Value) -> Value:
    """Return the small file of published results: the first page and all who take prizes."""
    persons = public["persons"]
    return {
        **public,
        "persons": persons[:PAGE_ROWS],
        "persons_total": len(persons),
        "persons_of": {
            division["id"]: len([row for row in persons if row["division"] == division["id"]])
            for division in public["divisions"]
        },
        "winners": [row for row in persons if row["awards"]],
    }


def rows_of(public: Value) -> Value:
    """Return the file of all persons by column."""
    persons = public["persons"]
    units = list(dict.fromkeys((row["unit"], row["unit_name"]) for row in persons))
    divisions = list(dict.fromkeys(row["division"] for row in persons))
    marks = list(dict.fromkeys(row["marks"] for row in persons))
    unit_at = {unit: place for place, unit in enumerate(units)}
    division_at = {division: place for place, division in enumerate(divisions)}
    marks_at = {each: place for place, each in enumerate(marks)}
    ranks = [0, *(row["rank"] for row in persons)]
    codes = (row["receipt"].replace("-", "") for row in persons)
    return {
        "schema": 1,
        "ranks": [after - before for before, after in pairwise(ranks)],
        "names": "\n".join(row["name"] for row in persons),
        "codes": "".join(f"{code:{SHORT_CODE}.{SHORT_CODE}}" for code in codes),
        "units": [list(unit) for unit in units],
        "unit_at": [unit_at[row["unit"], row["unit_name"]] for row in persons],
        "divisions": divisions,
        "division_at": (
            [division_at[row["division"]] for row in persons] if len(divisions) > 1 else []
        ),
        "marks": marks,
        "marks_at": [marks_at[row["marks"]] for row in persons],
        "times": [row["time_used_ms"] for row in persons],
        "awards": [[at, row["awards"]] for at, row in enumerate(persons) if row["awards"]],
    }
