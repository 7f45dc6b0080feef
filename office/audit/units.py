"""Units: what is measured of each, and how they are ranked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from office.audit.frame import Value
from office.audit.marks import Score, on_scale
from office.audit.order import ranks_of


@dataclass(slots=True, kw_only=True)
class Measured:
    """What is known of one unit with all units below it."""

    unit: Value
    attempts: int = 0
    people: set[str] = field(default_factory=set)
    rounds: set[str] = field(default_factory=set)
    marks: list[Fraction] = field(default_factory=list)
    perfect: int = 0
    used_ms: int = 0
    clip: Fraction | None = None
    rank: int | None = None
    score: Fraction | None = None
    missed: list[Value] = field(default_factory=list)

    def figure(self, measure: str, best_n: int = 0) -> Fraction | None:
        """Return a figure, exactly; None where the unit has none."""
        total, papers = sum(self.marks, Fraction(0)), len(self.marks)
        match measure:
            case "attempts":
                return Fraction(self.attempts)
            case "people":
                return Fraction(len(self.people))
            case "rounds_taken_part":
                return Fraction(len(self.rounds))
            case "total_marks":
                return total
            case "perfect_papers":
                return Fraction(self.perfect)
            case "clip_marks":
                return self.clip
            case "best_marks":
                return max(self.marks, default=None)
            case "best_n_marks":
                best = sorted(self.marks, reverse=True)[:best_n]
                return sum(best, Fraction(0)) if best or self.marks else None
            case "participation_rate":
                count = self.unit["headcount"]
                return Fraction(100 * len(self.people), count) if count else None
            case "mean_marks":
                return total / papers if papers else None
            case "perfect_share":
                return Fraction(100 * self.perfect, papers) if papers else None
            case "mean_time_used":
                return Fraction(self.used_ms, papers) if papers else None
        raise ValueError(measure)


def lines_of(contest: Value) -> dict[str, list[str]]:
    """Return each unit with all that are above it."""
    parents = {unit["id"]: unit["parent"] for unit in contest["units"]}
    lines = {}
    for unit in parents:
        line, at = [], unit
        while at is not None and at not in line:
            line.append(at)
            at = parents[at]
        lines[unit] = line
    return lines


def measured(contest: Value, valid: Sequence[Score], counting: Sequence[Score]) -> list[Measured]:
    """Return the units of the competing levels with their ranks, unranked ones last."""
    levels = contest["collective"]["levels"]
    every = measure_all(contest, valid, counting).values()
    return _ranked([unit for unit in every if unit.unit["level"] in levels], contest)


def measure_all(
    contest: Value, valid: Sequence[Score], counting: Sequence[Score]
) -> dict[str, Measured]:
    """Return every unit with what is known of it, without a rank."""
    found = {unit["id"]: Measured(unit=unit) for unit in contest["units"]}
    lines = lines_of(contest)
    for score in valid:
        for above in lines.get(score.unit or "", ()):
            unit = found[above]
            unit.attempts += 1
            unit.people.add(score.pid)
            unit.rounds.add(score.round)
    values: dict[tuple[int, int], Fraction] = {}
    for score in counting:
        if score.unit is None:
            continue
        alike = (score.marks, score.full)
        value = values.get(alike)
        if value is None:
            value = values[alike] = on_scale(score, contest)
        for above in lines.get(score.unit, ()):
            unit = found[above]
            unit.marks.append(value)
            unit.perfect += score.marks == score.full
            unit.used_ms += score.used_ms
    for clip in contest["clips"]:
        unit = found[clip["unit"]]
        percent = Fraction(100 * clip["marks"], clip["full_marks"])
        unit.clip = percent if unit.clip is None else max(unit.clip, percent)
    return found


def _ranked(units: list[Measured], contest: Value) -> list[Measured]:
    rules = contest["collective"]
    _add_scores(units, rules["terms"])
    may: list[Measured] = []
    others: list[Measured] = []
    for unit in units:
        unit.missed = [c for c in rules["conditions"] if not _meets(unit, c)]
        small = (unit.unit["headcount"] or 0) < rules["least_headcount"]
        lacks = any(
            term["missing"] == "unranked" and unit.figure(term["measure"], term["best_n"]) is None
            for term in rules["terms"]
        )
        (others if unit.missed or small or lacks else may).append(unit)
    keyed = sorted(
        ((_key(unit, rules), unit.unit["id"], unit) for unit in may), key=lambda k: k[:2]
    )
    for rank, (_, _, unit) in zip(ranks_of([key for key, _, _ in keyed]), keyed, strict=True):
        unit.rank = rank
    others.sort(key=lambda unit: str(unit.unit["id"]))
    return [unit for _, _, unit in keyed] + others


def _add_scores(units: list[Measured], terms: Sequence[Value]) -> None:
    for unit in units if terms else ():
        unit.score = Fraction(0)
    for term in terms:
        had = [(unit, unit.figure(term["measure"], term["best_n"])) for unit in units]
        best = max((figure for _, figure in had if figure is not None), default=Fraction(0))
        whole = best if term["against"] == "best_unit" else Fraction(term["full"])
        for unit, figure in had:
            if figure is not None and whole:
                share = min(figure / whole, Fraction(term["cap_percent"], 100))
                unit.score = (unit.score or Fraction(0)) + share * term["weight"]


def _meets(unit: Measured, condition: Value) -> bool:
    figure = unit.figure(condition["measure"])
    return figure is not None and figure >= condition["at_least"]


def _key(unit: Measured, rules: Value) -> tuple[tuple[bool, Fraction], ...]:
    key = [(False, -unit.score)] if unit.score is not None else []
    for measure in rules["measures"]:
        figure = unit.figure(measure)
        if figure is None:
            key.append((True, Fraction(0)))
        else:
            key.append((False, figure if measure == "mean_time_used" else -figure))
    return tuple(key)
