"""Invented contests, attempts and results of any size, all of them from a seed.

What is computed from them is known in advance, so that a measurement can refuse a wrong result.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from bench.measure import ROOT
from chalicelib.contest.attempt_lines import write_lines
from chalicelib.contest.attempts import Attempt, AttemptKey, AttemptState
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.grading import Markscheme, Score, grade_shard
from chalicelib.contest.ids import (
    ContestId,
    OptionId,
    Pid,
    QuestionId,
    ReceiptCode,
    RoundId,
    UnitId,
)
from chalicelib.contest.redaction import redact
from chalicelib.contest.results import contest_results, round_results
from chalicelib.contest.rules import Contest, Round
from chalicelib.contest.standings import Provenance
from chalicelib.contest.times import MINUTE_MS, SECOND_MS
from chalicelib.contest.units import Unit
from office.contest_file.load import Loaded, load_contest
from sitegen.settings import Published

SEED = 2021
QUESTIONS = tuple(QuestionId(f"cau-{number:03d}") for number in range(1, 201))
RIGHT = {question: OptionId("abcd"[place % 4]) for place, question in enumerate(QUESTIONS)}
SCHEMES = {None: Markscheme(right=RIGHT, points=dict.fromkeys(RIGHT, 1))}
RULES = digest_of(b"rules of a measurement")
BANK = digest_of(b"bank of a measurement")

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(slots=True, kw_only=True)
class Facts:
    """What the standings of invented attempts must say."""

    attempts: int = 0
    marks: int = 0
    perfect_papers: int = 0
    units: set[str] = field(default_factory=set)

    def value(self) -> dict[str, int]:
        """Return the facts as a JSON value."""
        return {
            "attempts": self.attempts,
            "marks": self.marks,
            "perfect_papers": self.perfect_papers,
            "units": len(self.units),
        }


@cache
def example() -> Loaded:
    """Return the example contest with its banks."""
    return load_contest(ROOT / "examples" / "song-cong-2021")


def make_units(count: int) -> tuple[Unit, ...]:
    """Return that many units: one above all, some in the middle, the rest (``xa``) compete."""
    top = Unit(id=UnitId("tinh"), name="Tỉnh Ví Dụ", level="tinh", selectable=False)
    middle = tuple(
        Unit(
            id=UnitId(f"huyen-{number}"),
            name=f"Huyện Ví Dụ {number}",
            level="huyen",
            parent=top.id,
            selectable=False,
        )
        for number in range(1, max(1, count // 20) + 1)
    )
    lowest = tuple(
        Unit(
            id=UnitId(f"xa-{number}"),
            name=f"Xã Ví Dụ {number}",
            level="xa",
            parent=middle[number % len(middle)].id,
            headcount=40,
        )
        for number in range(1, count - len(middle))
    )
    units = (top, *middle, *lowest)
    assert len(units) == count
    return units


def make_contest(units: int) -> Contest:
    """Return the example's contest with that many units in place of its own."""
    contest = example().contest
    return replace(
        contest,
        id=ContestId(f"do-{units}-don-vi"),
        units=make_units(units),
        collective=replace(contest.collective, levels=("xa",)),
    )


def invent_attempts(
    contest: Contest, round_id: RoundId, count: int, seed: int, facts: Facts | None = None
) -> Iterator[Attempt]:
    """Yield that many final attempts by person, in the order of attempt lines."""
    round_ = contest.round(round_id)
    units = [unit.id for unit in contest.units if unit.selectable]
    facts = facts or Facts()
    for pid in sorted(_pid(seed, number) for number in range(count)):
        mind = Random(f"{seed}/{round_id}/{pid}")
        attempt, marks = _invent(contest, round_, pid, mind, units)
        facts.attempts += 1
        facts.marks += marks
        facts.perfect_papers += marks == len(attempt.question_ids)
        facts.units.add(str(attempt.unit))
        yield attempt


def write_attempts(
    path: Path, contest: Contest, round_id: RoundId, count: int, seed: int = SEED
) -> Facts:
    """Write invented attempts as canonical lines; return what their standings must say."""
    facts = Facts()
    with path.open("wb") as file:
        for attempt in invent_attempts(contest, round_id, count, seed, facts):
            file.write(write_lines([attempt]))
    return facts


def invent_published(contest: Contest, people: int, seeds: Sequence[int]) -> Published:
    """Return public results of the first rounds, one for each seed, and of all if none is left."""
    rounds: dict[RoundId, dict[str, Any]] = {}
    scores: list[list[Score]] = []
    for round_, seed in zip(contest.rounds, seeds, strict=False):
        attempts = list(invent_attempts(contest, round_.id, people, seed))
        scores.append(list(grade_shard(attempts, SCHEMES)))
        provenance = Provenance(
            rules=RULES, bank=BANK, keys=BANK, attempts=digest_of(str(seed).encode())
        )
        names = {score.pid: _name(score.pid) for score in scores[-1]}
        results = round_results(contest, round_.id, scores[-1])
        rounds[round_.id] = _plain(redact(contest, results, provenance, names).value)
    whole = None
    if len(scores) == len(contest.rounds):
        results = contest_results(contest, scores)
        provenance = Provenance(
            rules=RULES, bank=BANK, keys=BANK, attempts=digest_of(repr(seeds).encode())
        )
        whole = _plain(redact(contest, results, provenance, {}).value)
    return Published(rounds=rounds, contest=whole)


def _plain(value: dict[str, object]) -> dict[str, Any]:
    """Return a value as it is read from its published bytes."""
    plain: dict[str, Any] = json.loads(canonical_json(value))
    return plain


def _pid(seed: int, number: int) -> Pid:
    return Pid(hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()[:32])


def _name(pid: Pid) -> str:
    return f"{('Nguyễn', 'Trần', 'Lê', 'Phạm')[int(pid[0], 16) % 4]} Thị Ví Dụ {int(pid[:4], 16)}"


def _invent(
    contest: Contest, round_: Round, pid: Pid, mind: Random, units: Sequence[UnitId]
) -> tuple[Attempt, int]:
    paper = tuple(mind.sample(QUESTIONS, contest.paper.questions))
    skill = mind.uniform(0.4, 1.0)
    answers: dict[str, str] = {}
    marks = 0
    for question in paper:
        right = mind.random() < skill
        marks += right
        others = [letter for letter in "abcd" if letter != RIGHT[question]]
        answers[question] = RIGHT[question] if right else mind.choice(others)
    started_at = round_.opens_at + mind.randrange(5 * 24 * 60) * MINUTE_MS
    used = mind.randrange(60 * SECOND_MS, contest.paper.limit_ms)
    in_time = mind.random() < 0.97
    code = "".join(mind.choices(_LETTERS, k=10))
    attempt = Attempt(
        key=AttemptKey(contest=contest.id, scope=round_.id, pid=pid),
        round_id=round_.id,
        unit=mind.choice(units),
        receipt_code=ReceiptCode(f"{code[:4]}-{code[4:8]}-{code[8:]}"),
        rules=RULES,
        bank=BANK,
        question_ids=paper,
        answers=answers,
        started_at=started_at,
        deadline_at=started_at + contest.paper.limit_ms,
        start_id=f"{mind.getrandbits(128):032x}",
        state=AttemptState.SUBMITTED if in_time else AttemptState.AUTO,
        revision=4 if in_time else 3,
        changed_at=started_at + used,
        submitted_at=started_at + used if in_time else None,
        submit_id=f"{mind.getrandbits(128):032x}" if in_time else "",
    )
    return attempt, marks
