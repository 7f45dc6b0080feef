"""The closing report against a recount: how many, how well, how long, by round and in all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from office.audit.awarded import awards_counted, awards_said
from office.audit.beside import days, wall
from office.audit.canon import read_json
from office.audit.findings import Trail
from office.audit.frame import Frame, Value
from office.audit.marks import Score, on_scale
from office.audit.order import one_of_each
from office.audit.raw import Records
from office.audit.report_units import recount_units, units_expected, units_said
from office.audit.shares import mean, middle_of, rounded, share

PUBLIC_REPORT = "data/closing.report.json"


def check_reports(
    records: Records,
    frame: Frame,
    trail: Trail,
    *,
    lines: Mapping[str, list[Value]],
    valid: Mapping[str, list[Score]],
    others: Mapping[str, bytes] | None,
) -> None:
    """Recount the figures of the public report and of those in files, where there are any."""
    files = dict(others or {})
    if PUBLIC_REPORT in records.public:
        files[PUBLIC_REPORT] = records.public[PUBLIC_REPORT]
    contest = frame.contest()
    rounds = [each["id"] for each in contest["rounds"]]
    if not files:
        return
    if any(each not in valid for each in rounds):
        trail.skip("round_missing", ", ".join(files))
        return
    expected = recount(contest, lines, valid)
    of_units = recount_units(contest, valid, counting_of_all(contest, valid))
    earned = certificates_earned(contest, valid)
    awards = awards_counted(records, frame)
    for name, data in files.items():
        value = read_json(data)
        if not isinstance(value, dict):
            trail.find("report_unreadable", name)
            continue
        said = {part: value.get(part) for part in ("rounds", "total")}
        said["rounds"] = {each.get("round"): each for each in value.get("rounds", [])}
        told = units_said(value)
        trail.compare(
            "report",
            name,
            expected | units_expected(of_units, told),
            {**_like(expected, said), **told},
        )
        if "awards" in value:
            given = awards_said(value["awards"])
            trail.compare(
                "report_awards", f"{name} awards", {**awards, "certificates": earned}, given
            )


def _like(expected: Any, said: Any) -> Any:
    """Return what a report says of what was recounted, and no more."""
    if isinstance(expected, Mapping) and isinstance(said, Mapping):
        return {name: _like(expected[name], said[name]) for name in expected if name in said}
    return said


def recount(
    contest: Value, lines: Mapping[str, list[Value]], valid: Mapping[str, list[Score]]
) -> Value:
    """Return the figures of each round and of all together, as a report should have them."""
    rounds: Value = {}
    before: set[str] = set()
    taken: Counter[str] = Counter()
    for round_ in contest["rounds"]:
        name = round_["id"]
        people = {score.pid for score in valid[name]}
        counting = one_of_each(valid[name], contest)
        rounds[name] = _figures(contest, [round_], lines[name], valid[name], counting) | {
            "people_new": len(people - before),
            "people_returning": len(people & before),
        }
        before |= people
        taken.update(people)
    scores = [score for name in rounds for score in valid[name]]
    counting = counting_of_all(contest, valid)
    every = [line for name in rounds for line in lines[name]]
    how_many = Counter(taken.values())
    total = _figures(contest, contest["rounds"], every, scores, counting) | {
        "people_of_rounds": taken.total(),
        "by_rounds_taken": [
            {"rounds": number, "people": how_many[number]} for number in range(1, len(rounds) + 1)
        ],
    }
    return {"rounds": rounds, "total": total}


def counting_of_all(contest: Value, valid: Mapping[str, list[Score]]) -> list[Score]:
    """Return the attempts that count over the whole contest."""
    rounds = [each["id"] for each in contest["rounds"]]
    if contest["attempts"]["per"] == "contest":
        return one_of_each([score for name in rounds for score in valid[name]], contest)
    return [score for name in rounds for score in one_of_each(valid[name], contest)]


def certificates_earned(contest: Value, valid: Mapping[str, list[Score]]) -> Value | None:
    """Return how many earned the certificate that is for everybody who passes; None without it."""
    certificate = contest["prizes"]["certificates"]
    if certificate is None:
        return None
    passed = [
        score.pid
        for each in contest["rounds"]
        for score in one_of_each(valid[each["id"]], contest)
        if score.marks and 100 * score.marks >= certificate["pass_percent"] * score.full
    ]
    people = len(set(passed))
    return {
        **certificate,
        "earned": people if certificate["per"] == "contest" else len(passed),
        "people": people,
    }


def _figures(
    contest: Value,
    rounds: Sequence[Value],
    lines: list[Value],
    valid: Sequence[Score],
    counting: Sequence[Score],
) -> Value:
    people = {score.pid for score in valid}
    chosen = {score.unit for score in valid if score.unit is not None}
    offered = {unit["id"] for unit in contest["units"] if unit["selectable"]} | chosen
    ended = Counter(_how_ended(line) for line in lines)
    counted = {(score.round, score.pid, score.ordinal) for score in valid}
    starts = [
        wall(line["started_at"])
        for line in lines
        if (line["round"], line["pid"], line["ordinal"]) in counted
    ]
    by_day = Counter(moment.date() for moment in starts)
    window = {
        day
        for each in rounds
        for day in days(wall(each["opens_at"]).date(), wall(each["closes_at"] - 1).date())
    }
    perfect = {score.pid for score in valid if score.marks == score.full}
    hours = Counter(moment.hour for moment in starts)
    return {
        "started": len(lines),
        "ended": {how: ended[how] for how in ("submitted", "auto", "blank")},
        "invalid": len(lines) - len(valid),
        "attempts": len(valid),
        "people": len(people),
        "units": share(len(chosen), len(offered)),
        "attempts_without_unit": sum(score.unit is None for score in valid),
        "perfect": {
            "of_attempts": share(sum(s.marks == s.full for s in valid), len(valid)),
            "of_counting": share(sum(s.marks == s.full for s in counting), len(counting)),
            "of_people": share(len(perfect), len(people)),
        },
        "marks": _marks(contest, counting),
        "time_used": _times(lines, counting),
        "by_day": [
            {"day": day.isoformat(), "attempts": by_day[day]} for day in sorted({*by_day, *window})
        ],
        "by_hour": [hours[hour] for hour in range(24)],
    }


def _how_ended(line: Value) -> str:
    if line["state"] == "submitted":
        return "submitted"
    return "auto" if line["answers"].keys() - {"prediction"} else "blank"


def _marks(contest: Value, counting: Sequence[Score]) -> Value:
    values = sorted(on_scale(score, contest) for score in counting)
    middle = middle_of(values)
    total = sum(values, Fraction(0))
    return {
        "mean": mean(total, len(values)),
        "median": None if middle is None else str(middle),
        "median_rounded": None if middle is None else rounded(middle),
    }


def _times(lines: list[Value], counting: Sequence[Score]) -> Value:
    submitted = {
        (line["round"], line["pid"], line["ordinal"])
        for line in lines
        if line["state"] == "submitted"
    }
    times = sorted(s.used_ms for s in counting if (s.round, s.pid, s.ordinal) in submitted)
    middle = middle_of([Fraction(time) for time in times])
    return {
        "papers": len(times),
        "sum_ms": sum(times),
        "mean_ms": int(Fraction(sum(times), len(times)) + Fraction(1, 2)) if times else None,
        "median_ms": None if middle is None else int(middle + Fraction(1, 2)),
    }
