"""What is published beside results, derived anew: statistics, and the questions of a round."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from office.audit.derived import Derived
from office.audit.frame import Frame, Value, divisions_of, slot_of
from office.audit.marks import Score, standing
from office.audit.units import lines_of

VIETNAM = timedelta(hours=7)
FEWEST_ASKED = 5
"""Of questions asked less often no share of right answers is told."""
MOST_POINTS = 30


def wall(at: int) -> datetime:
    """Return an instant as Việt Nam's wall clock shows it."""
    return datetime.fromtimestamp(at // 1000, tz=UTC) + VIETNAM


def statistics_of(contest: Value, found: Derived) -> Value:
    """Return the statistics of results."""
    rounds = [r for r in contest["rounds"] if found.round in {None, r["id"]}]
    begun = [wall(score.submitted_at - score.used_ms) for score in found.valid]
    by_day = Counter(moment.date() for moment in begun)
    by_hour = Counter(moment.hour for moment in begun)
    first = min([*by_day, wall(min(r["opens_at"] for r in rounds)).date()])
    last = max([*by_day, wall(max(r["closes_at"] for r in rounds) - 1).date()])
    return {
        "schema": 1,
        "contest": contest["id"],
        "round": found.round,
        "title": contest["short_name"] if found.round is None else rounds[0]["name"],
        "publishes_at": max(r["publishes_at"] for r in rounds),
        "figures": found.figures,
        "by_day": [[day.isoformat(), by_day[day]] for day in days(first, last)],
        "by_hour": [by_hour[hour] for hour in range(24)],
        "marks": _marks(found.counting),
        "levels": _groups(contest, found.valid, "level"),
        "blocks": _groups(contest, found.valid, "block"),
        "last_edition": _last_edition(contest, found) if found.round is None else None,
    }


def days(first: date, last: date) -> list[date]:
    """Return every day from the first to the last."""
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def _marks(counting: Sequence[Score]) -> Value:
    fulls = {score.full for score in counting}
    whole = all(score.marks % 100 == 0 for score in counting)
    if len(fulls) == 1 and whole and max(fulls) <= 100 * MOST_POINTS:
        points = Counter(score.marks // 100 for score in counting)
        return {"by": "point", "counts": [points[p] for p in range(max(fulls) // 100 + 1)]}
    tenths = Counter(10 * score.marks // score.full for score in counting)
    return {"by": "tenth", "counts": [tenths[tenth] for tenth in range(11)]}


def _groups(contest: Value, valid: Sequence[Score], kind: str) -> list[Value]:
    units = {unit["id"]: unit for unit in contest["units"]}
    lines = lines_of(contest)
    groups: dict[str, Value] = {}
    people: dict[str, set[str]] = {}
    for unit in contest["units"]:
        if unit[kind]:
            group = groups.setdefault(
                unit[kind],
                {
                    "name": unit[kind],
                    "units": 0,
                    "units_entered": 0,
                    "attempts": 0,
                    "people": 0,
                    "headcount": 0,
                },
            )
            group["units"] += 1
            above = any(units[other][kind] == unit[kind] for other in lines[unit["id"]][1:])
            if not above and group["headcount"] is not None:
                count = unit["headcount"]
                group["headcount"] = None if count is None else group["headcount"] + count
    entered = {above for s in valid for above in lines.get(s.unit or "", ())}
    for unit in entered & units.keys():
        if units[unit][kind]:
            groups[units[unit][kind]]["units_entered"] += 1
    for score in valid:
        names = {units[above][kind] for above in lines.get(score.unit or "", ())}
        for name in names - {""}:
            groups[name]["attempts"] += 1
            people.setdefault(name, set()).add(score.pid)
    for name, group in groups.items():
        group["people"] = len(people.get(name, ()))
    return list(groups.values())


def _last_edition(contest: Value, found: Derived) -> Value | None:
    last = contest["last_edition"]
    if last is None:
        return None
    return {
        "name": last["name"],
        "rows": [
            {"measure": name, "last": last[name], "now": found.figures[name]}
            for name in ("units", "attempts", "people")
            if last[name] is not None
        ],
    }


def folded(wording: str) -> str:
    """Return a question's words as two banks are compared."""
    return " ".join(unicodedata.normalize("NFKC", wording).casefold().split())


def later_words(frame: Frame, contest: Value, round_id: str) -> set[str]:
    """Return the words of all questions that a round which closes later may ask."""
    closes = {each["id"]: each["closes_at"] for each in contest["rounds"]}
    return {
        folded(question["text"])
        for each, closes_at in closes.items()
        if closes_at > closes[round_id]
        for division in divisions_of(contest)
        if (bank := frame.bank_of(each, division))
        for question in bank.questions
    }


def questions_of(frame: Frame, contest: Value, round_id: str, lines: list[Value]) -> Value:
    """Return what is published of a round's questions."""
    asked: Counter[tuple[str, str]] = Counter()
    given: Counter[tuple[str, str, str]] = Counter()
    papers = 0
    for line in standing(frame, lines, round_id):
        if line["answers"].keys() - {"prediction"}:
            papers += 1
            asked.update((line["bank"], name) for name in line["questions"])
            given.update((line["bank"], name, said) for name, said in line["answers"].items())
    secret = later_words(frame, contest, round_id)
    listed: list[Value] = []
    held_back = 0
    for division in divisions_of(contest):
        digest = frame.slots[slot_of(round_id, division)]
        for question in frame.banks[digest].questions:
            times = asked[digest, question["id"]]
            if not times or not contest["publishes_questions"]:
                continue
            if folded(question["text"]) in secret:
                held_back += 1
                continue
            key = frame.banks[digest].keys[question["id"]]
            corrected = _corrected(frame, round_id, digest, question["id"])
            right = sum(
                given[digest, question["id"], answer]
                for answer in (key["right"], *corrected.get("also", ()))
            )
            shares = {
                "division": division,
                "asked": times,
                "answered_right": right if times >= FEWEST_ASKED else None,
            }
            listed.append(_question(question, key) | shares | corrected)
    round_ = next(each for each in contest["rounds"] if each["id"] == round_id)
    return {
        "schema": 1,
        "contest": contest["id"],
        "round": round_id,
        "title": round_["name"],
        "publishes_at": round_["publishes_at"],
        "published": contest["publishes_questions"],
        "papers": papers,
        "held_back": held_back,
        "questions": listed,
    }


def _corrected(frame: Frame, round_id: str, bank: str, question: str) -> Value:
    """Return what is told of a question that corrections bear on; nothing of another."""
    here = [
        each
        for each in frame.corrections
        if (each["round"], each["bank"], each["target"]) == (round_id, bank, question)
    ]
    also = sorted({each["answer"] for each in here if each["kind"] == "accept_key"})
    voided = any(each["kind"] == "void_question" for each in here)
    return ({"also": also} if also else {}) | ({"voided": True} if voided else {})


def _question(question: Mapping[str, Any], key: Mapping[str, Any]) -> Value:
    return {
        **{name: question[name] for name in ("id", "kind", "points", "topic", "text")},
        "options": [{"id": option["id"], "text": option["text"]} for option in question["options"]],
        **{name: key[name] for name in ("right", "source", "explanation")},
    }
