"""Units in a closing report, counted again: each one, levels, headcounts, the first ones, clips.

1. ``own`` is of attempts that chose the unit, ``all`` adds the units below it.
2. A level's attempts are its units' own ones.
3. Over all units a rate counts the topmost ones that have a headcount of that kind.
4. Of clips the rules on record name those accepted; what was received and refused stands in the
   organizer's folder alone.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from office.audit.frame import Value
from office.audit.marks import Score
from office.audit.order import ranks_of
from office.audit.shares import mean, share
from office.audit.units import Measured, lines_of, measure_all, measured

FIRST = 10
"""So many units are listed as the first ones, and more where the last place is shared."""

_NAMED_BY = {"units": "unit", "levels": "level", "participation": "kind"}
_ON_RECORD = ("accepted", "units_with_accepted", "levels")


def recount_units(
    contest: Value, valid: Mapping[str, Sequence[Score]], counting: Sequence[Score]
) -> Value:
    """Return what a report should say of units; ``counting`` is what counts over the contest."""
    scores = [score for round_ in contest["rounds"] for score in valid[round_["id"]]]
    every = measure_all(contest, scores, counting)
    competing = measured(contest, scores, counting)
    own: dict[str, list[Score]] = {}
    for score in scores:
        own.setdefault(score.unit or "", []).append(score)
    return {
        "units": {name: _unit(contest, unit, own.get(name, [])) for name, unit in every.items()},
        "levels": _levels(contest, scores),
        "participation": _participation(contest, every),
        "ranked_units": [
            {
                "rank": unit.rank,
                "score": None if unit.score is None else _decimals(unit.score),
                **_named(unit),
                **_all(unit),
            }
            for unit in competing
            if unit.rank is not None
            and unit.rank <= FIRST
            and (unit.attempts or unit.clip is not None)
        ],
        "busiest_units": _busiest(competing),
        "clips": _clips(contest),
    }


def units_said(report: Value) -> Value:
    """Return what a report says of the same, its lists by what names their rows."""
    said: Value = {}
    for part in ("units", "levels", "participation", "ranked_units", "busiest_units"):
        if part in report:
            named = _NAMED_BY.get(part)
            rows = report[part]
            said[part] = rows if named is None else {row[named]: row for row in rows}
    if "clips" in report:
        clips = report["clips"]
        said["clips"] = clips
        if clips is not None:
            # With the list of all clips sent in, counts tell of refused ones and of several a unit.
            known = _ON_RECORD if clips["received"] is None else ("units_with_accepted",)
            said["clips"] = {name: clips[name] for name in known}
    return said


def units_expected(recounted: Value, said: Value) -> Value:
    """Return of what was recounted the parts that a report has, and what it can know of clips."""
    expected = {part: recounted[part] for part in said}
    told, clips = said.get("clips"), recounted["clips"]
    if told is not None and clips is not None:
        expected["clips"] = {name: clips[name] for name in told}
    return expected


def _unit(contest: Value, unit: Measured, own: Sequence[Score]) -> Value:
    kept = ("name", "level", "parent", "selectable")
    return {
        "unit": unit.unit["id"],
        **{name: unit.unit[name] for name in kept},
        "own": {"attempts": len(own), "people": len({score.pid for score in own})},
        "all": _all(unit),
        "rates": [
            {"kind": kind, "on": count["on"], "rate": share(len(unit.people), count["count"])}
            for kind in _kinds(contest)
            if (count := _headcount(contest, unit.unit, kind)) is not None
        ],
    }


def _all(unit: Measured) -> Value:
    return {
        "attempts": unit.attempts,
        "people": len(unit.people),
        "rounds": len(unit.rounds),
        "perfect": share(unit.perfect, len(unit.marks)),
        "marks": mean(sum(unit.marks, Fraction(0)), len(unit.marks)),
    }


def _named(unit: Measured) -> Value:
    return {"unit": unit.unit["id"], "name": unit.unit["name"]}


def _levels(contest: Value, scores: Sequence[Score]) -> Value:
    level_of = {unit["id"]: unit["level"] for unit in contest["units"]}
    chosen = {score.unit for score in scores}
    levels: Value = {}
    for level in level_of.values():
        units = [
            unit["id"]
            for unit in contest["units"]
            if unit["level"] == level and (unit["selectable"] or unit["id"] in chosen)
        ]
        here = [s for s in scores if s.unit is not None and level_of[s.unit] == level]
        if units:
            levels[level] = {
                "level": level,
                "units": share(len(chosen & set(units)), len(units)),
                "attempts": len(here),
                "people": len({score.pid for score in here}),
            }
    return levels


def _participation(contest: Value, every: Mapping[str, Measured]) -> Value:
    lines = lines_of(contest)
    found: Value = {}
    for kind in _kinds(contest):
        counts = {
            unit["id"]: count
            for unit in contest["units"]
            if (count := _headcount(contest, unit, kind)) is not None
        }
        top = [unit for unit in counts if not set(lines[unit][1:]) & counts.keys()]
        people = [every[unit].people for unit in top]
        full = sum(len(every[unit].people) >= counts[unit]["count"] for unit in top)
        found[kind] = {
            "kind": kind,
            "on": sorted({counts[unit]["on"] for unit in top} - {None}),
            "units": len(top),
            "rate": share(len(set().union(*people)), sum(counts[unit]["count"] for unit in top)),
            "full_units": share(full, len(top)),
        }
    return found


def _busiest(competing: Sequence[Measured]) -> list[Value]:
    busy = sorted(
        (unit for unit in competing if unit.attempts),
        key=lambda unit: (-unit.attempts, str(unit.unit["id"])),
    )
    ranks = ranks_of([unit.attempts for unit in busy])
    return [
        {"rank": rank, **_named(unit), **_all(unit)}
        for rank, unit in zip(ranks, busy, strict=True)
        if rank <= FIRST
    ]


def _clips(contest: Value) -> Value | None:
    if not contest["clips"]:
        return None
    level_of = {unit["id"]: unit["level"] for unit in contest["units"]}
    units = {clip["unit"] for clip in contest["clips"]}
    return {
        "accepted": len(units),
        "units_with_accepted": len(units),
        "levels": [
            {"level": level, "accepted": count, "refused": 0}
            for level in dict.fromkeys(level_of.values())
            if (count := sum(level_of[unit] == level for unit in units))
        ],
    }


def _kinds(contest: Value) -> list[str]:
    """Return the kinds of headcount that units have, the one that counts first."""
    named = {
        each["kind"].casefold(): each["kind"] for u in contest["units"] for each in u["headcounts"]
    }
    main: str = contest["collective"]["headcount_kind"]
    others = sorted(kind for folded, kind in named.items() if folded != main.casefold())
    has_main = any(unit["headcount"] is not None for unit in contest["units"])
    return [main, *others] if has_main else others


def _headcount(contest: Value, unit: Value, kind: str) -> Value | None:
    """Return a unit's newest headcount of a kind; the one that counts may be stated alone."""
    of_kind = [each for each in unit["headcounts"] if each["kind"].casefold() == kind.casefold()]
    newest: Value | None = max(of_kind, key=lambda each: each["on"] or "", default=None)
    main = kind == contest["collective"]["headcount_kind"] and unit["headcount"] is not None
    if newest is None and main:
        return {"kind": kind, "count": unit["headcount"], "on": None}
    return newest


def _decimals(value: Fraction) -> Any:
    return mean(value, 1)["mean"]
