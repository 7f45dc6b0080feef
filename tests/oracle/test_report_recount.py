"""The closing report against a recount in SQL, from the raw attempt lines and the keys alone."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
from builders import UNITS
from report_data import MADE_ON, invent_rounds, make_weekly_contest

from chalicelib.contest.attempt_lines import write_lines
from chalicelib.contest.attempts import Attempt
from chalicelib.contest.ids import RoundId, UnitId
from chalicelib.contest.rules import Contest, MarksRules
from chalicelib.contest.units import Unit
from office.report import RoundData, make_report

Figures = dict[str, Any]

RAW = """
CREATE TABLE key AS
  SELECT "bank", question, "right", points FROM read_json($keys, format='newline_delimited',
    columns={bank: 'VARCHAR', question: 'VARCHAR', "right": 'VARCHAR', points: 'INTEGER'});
CREATE TABLE unit AS
  SELECT * FROM read_json($units, format='newline_delimited',
    columns={id: 'VARCHAR', parent: 'VARCHAR', level: 'VARCHAR'});
CREATE TABLE line AS
  SELECT round, pid, ordinal, unit, bank, state, started_at, submitted_at, questions,
    CAST(answers AS MAP(VARCHAR, VARCHAR)) AS answers
  FROM read_json($lines, format='newline_delimited', columns={
    round: 'VARCHAR', pid: 'VARCHAR', ordinal: 'INTEGER', unit: 'VARCHAR', bank: 'VARCHAR',
    state: 'VARCHAR', started_at: 'BIGINT', submitted_at: 'BIGINT', questions: 'VARCHAR[]',
    answers: 'MAP(VARCHAR, VARCHAR)'});
"""

GRADED = """
CREATE VIEW answer AS
  SELECT line.round, line.pid, line.ordinal, asked.question, key.points, key."right",
    line.answers[asked.question] AS given
  FROM line, unnest(line.questions) AS asked(question)
  JOIN key ON key.bank = line.bank AND key.question = asked.question;
CREATE TABLE attempt AS
  SELECT line.*, graded.marks, graded.full_marks
  FROM line JOIN (
    SELECT round, pid, ordinal, sum(100 * points) AS full_marks,
      greatest(0, sum(CASE WHEN given IS NULL THEN 0 WHEN given = "right" THEN 100 * points
                      ELSE -points * {wrong_percent} END)) AS marks
    FROM answer GROUP BY round, pid, ordinal) AS graded USING (round, pid, ordinal);
CREATE TABLE above AS
  WITH RECURSIVE up(id, over_id) AS (
    SELECT id, id FROM unit
    UNION ALL
    SELECT up.id, unit.parent FROM up JOIN unit ON unit.id = up.over_id
    WHERE unit.parent IS NOT NULL)
  SELECT * FROM up;
"""

# One row a round, and one for all of them together.
SUMS = """
WITH part AS (SELECT round AS part, * FROM attempt UNION ALL SELECT 'all', * FROM attempt)
SELECT part, count(*), count(DISTINCT pid), count(DISTINCT unit),
  count(*) FILTER (unit IS NULL),
  count(*) FILTER (marks = full_marks),
  count(DISTINCT pid) FILTER (marks = full_marks),
  sum(marks), sum(full_marks),
  count(*) FILTER (state = 'submitted'),
  coalesce(sum(submitted_at - started_at) FILTER (state = 'submitted'), 0),
  count(*) FILTER (state = 'auto' AND cardinality(answers) = 0)
FROM part GROUP BY part ORDER BY part
"""

DAYS = """
SELECT strftime(make_timestamp((started_at + 25200000) * 1000), '%Y-%m-%d') AS day, count(*)
FROM attempt GROUP BY day ORDER BY day
"""

HOURS = """
SELECT CAST(((started_at + 25200000) // 3600000) % 24 AS INTEGER) AS hour, count(*)
FROM attempt GROUP BY hour ORDER BY hour
"""

FRESH = """
SELECT first_round, count(*) FROM (SELECT pid, min(round) AS first_round FROM attempt GROUP BY pid)
GROUP BY first_round ORDER BY first_round
"""

OFTEN = """
SELECT rounds, count(*) FROM
  (SELECT pid, count(DISTINCT round) AS rounds FROM attempt GROUP BY pid)
GROUP BY rounds ORDER BY rounds
"""

OF_UNITS = """
SELECT above.over_id, count(*), count(DISTINCT pid), count(*) FILTER (marks = full_marks),
  count(*) FILTER (attempt.unit = above.over_id), sum(marks)
FROM attempt JOIN above ON above.id = attempt.unit
GROUP BY above.over_id ORDER BY above.over_id
"""

OF_LEVELS = """
SELECT level, count(*), count(DISTINCT pid), count(DISTINCT unit.id)
FROM attempt JOIN unit ON unit.id = attempt.unit GROUP BY level ORDER BY level
"""

DISTRIBUTION = "SELECT marks, count(*) FROM attempt GROUP BY marks ORDER BY marks DESC"


def recount(contest: Contest, rounds: Mapping[RoundId, RoundData], folder: Path) -> Figures:
    """Return the figures as SQL has them, from files of raw lines."""
    files = {"lines": b"", "keys": b"", "units": b""}
    banks = {digest: bank for data in rounds.values() for digest, bank in data.banks.items()}
    keys = {digest: found for data in rounds.values() for digest, found in data.keys.items()}
    for data in rounds.values():
        files["lines"] += write_lines(data.attempts)
    for digest, bank in banks.items():
        right = {key.question: key.right for key in keys[digest].keys}
        for question in bank.questions:
            row = {"bank": digest, "question": question.id, "points": question.points}
            files["keys"] += json.dumps({**row, "right": right[question.id]}).encode() + b"\n"
    for unit in contest.units:
        row = {"id": unit.id, "parent": unit.parent, "level": unit.level}
        files["units"] += json.dumps(row).encode() + b"\n"
    db = duckdb.connect()
    raw = RAW
    for name, content in files.items():
        path = folder / f"{name}.jsonl"
        path.write_bytes(content)
        raw = raw.replace(f"${name}", f"'{path}'")
    db.execute(raw)
    db.execute(GRADED.replace("{wrong_percent}", str(contest.marks.wrong_percent)))
    return {
        "sums": db.execute(SUMS).fetchall(),
        "days": db.execute(DAYS).fetchall(),
        "hours": db.execute(HOURS).fetchall(),
        "fresh": db.execute(FRESH).fetchall(),
        "often": db.execute(OFTEN).fetchall(),
        "units": db.execute(OF_UNITS).fetchall(),
        "levels": db.execute(OF_LEVELS).fetchall(),
        "distribution": [count for _, count in db.execute(DISTRIBUTION).fetchall()],
    }


def stated(report: Mapping[str, Any]) -> Figures:
    """Return the report's figures in the form in which SQL gives its own."""
    total = report["total"]

    def sums(part: str, figures: Mapping[str, Any]) -> tuple[Any, ...]:
        perfect, marks = figures["perfect"], figures["marks"]["mean"]
        points = int(100 * Fraction(marks["sum"]))
        return (
            *(part, figures["attempts"], figures["people"], figures["units"]["numerator"]),
            figures["attempts_without_unit"],
            *(perfect["of_attempts"]["numerator"], perfect["of_people"]["numerator"]),
            *(points, 100 * int(figures["marks"]["full_marks"] or 0) * marks["count"]),
            *(figures["time_used"]["papers"], figures["time_used"]["sum_ms"]),
            figures["ended"]["blank"],
        )

    return {
        "sums": sorted(
            [sums("all", total), *(sums(figures["round"], figures) for figures in report["rounds"])]
        ),
        "days": [(day["day"], day["attempts"]) for day in total["by_day"] if day["attempts"]],
        "hours": [(hour, count) for hour, count in enumerate(total["by_hour"]) if count],
        "fresh": [
            (figures["round"], figures["people_new"])
            for figures in report["rounds"]
            if figures["people_new"]
        ],
        "often": [
            (row["rounds"], row["people"]) for row in total["by_rounds_taken"] if row["people"]
        ],
        "units": sorted(
            (
                *(row["unit"], row["all"]["attempts"], row["all"]["people"]),
                *(row["all"]["perfect"]["numerator"], row["own"]["attempts"]),
                int(100 * Fraction(row["all"]["marks"]["sum"])),
            )
            for row in report["units"]
            if row["all"]["attempts"]
        ),
        "levels": sorted(
            (row["level"], row["attempts"], row["people"], row["units"]["numerator"])
            for row in report["levels"]
            if row["attempts"]
        ),
        "distribution": [row["papers"]["numerator"] for row in total["marks"]["distribution"]],
    }


def differences(report: Mapping[str, Any], recounted: Figures) -> set[str]:
    """Return what the two do not agree on."""
    found = stated(report)
    return {name for name in recounted if found[name] != recounted[name]}


def some_contest(wrong_percent: int = 0) -> Contest:
    below = Unit(
        id=UnitId("khu-pho-1"), name="Khu phố 1", level="khu-pho", parent=UnitId("phuong-1")
    )
    marks = MarksRules(wrong_percent=wrong_percent)
    return make_weekly_contest(3, units=(*UNITS, below), marks=marks)


def some_rounds(contest: Contest, seed: int) -> dict[RoundId, RoundData]:
    """Return rounds in which some people have no unit and some attempts no answer."""
    rounds = invent_rounds(contest, [40, 55, 30], seed=seed, questions=8)
    chance = Random(seed)
    return {
        round_id: replace(data, attempts=tuple(spoil(each, chance) for each in data.attempts))
        for round_id, data in rounds.items()
    }


def spoil(attempt: Attempt, chance: Random) -> Attempt:
    # By the person, so that a person has the same unit in every round.
    without_unit = int(attempt.key.pid[:4], 16) % 9 == 0
    silent = attempt.submitted_at is None and chance.random() < 0.5
    return replace(
        attempt,
        unit=None if without_unit else attempt.unit,
        answers={} if silent else attempt.answers,
    )


@pytest.mark.parametrize("wrong_percent", [0, 25])
@pytest.mark.parametrize("seed", range(5))
def test_the_sql_counts_what_the_report_says(seed: int, wrong_percent: int, tmp_path: Path) -> None:
    contest = some_contest(wrong_percent)
    rounds = some_rounds(contest, seed)

    report = make_report(contest, rounds, made_on=MADE_ON)

    assert differences(report, recount(contest, rounds, tmp_path)) == set()


def moved(attempt: Attempt) -> Attempt:
    other = "phuong-2" if attempt.unit != "phuong-2" else "phuong-1"
    return replace(attempt, unit=UnitId(other))


def answered_otherwise(attempt: Attempt) -> Attempt:
    question = attempt.question_ids[0]
    other = "b" if attempt.answers.get(question) == "a" else "a"
    return replace(attempt, answers={**attempt.answers, question: other})


def dropped(_: Attempt) -> None:
    return None


ALTERATIONS: dict[str, Callable[[Attempt], Attempt | None]] = {
    "another unit": moved,
    "another answer": answered_otherwise,
    "one attempt less": dropped,
    "an hour later": lambda attempt: replace(attempt, started_at=attempt.started_at + 3_600_000),
    "a second slower": lambda attempt: replace(
        attempt, submitted_at=(attempt.submitted_at or attempt.deadline_at) + 1_000
    ),
    "the unit left out": lambda attempt: replace(attempt, unit=None),
}


def with_one_altered(
    rounds: Mapping[RoundId, RoundData],
    seed: int,
    alter: Callable[[Attempt], Attempt | None],
) -> dict[RoundId, RoundData]:
    """Return the rounds with one submitted attempt of somebody with a unit altered."""
    chance = Random(seed)
    round_id = chance.choice(sorted(rounds))
    listed: Sequence[Attempt] = list(rounds[round_id].attempts)
    fitting = [each for each in listed if each.unit is not None and each.submitted_at is not None]
    chosen = chance.choice(fitting)
    kept = [
        other for each in listed if (other := alter(each) if each is chosen else each) is not None
    ]
    return {**rounds, round_id: replace(rounds[round_id], attempts=tuple(kept))}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("alter", ALTERATIONS.values(), ids=ALTERATIONS.keys())
def test_one_altered_attempt_is_noticed(
    alter: Callable[[Attempt], Attempt | None], seed: int, tmp_path: Path
) -> None:
    contest = some_contest()
    rounds = some_rounds(contest, seed)

    report = make_report(contest, with_one_altered(rounds, seed, alter), made_on=MADE_ON)

    assert differences(report, recount(contest, rounds, tmp_path)) != set()


def test_one_altered_key_is_noticed(tmp_path: Path) -> None:
    contest = some_contest()
    rounds = some_rounds(contest, 1)
    (digest,) = rounds[RoundId("tuan-1")].keys
    keys = rounds[RoundId("tuan-1")].keys[digest]
    other = replace(keys, keys=(replace(keys.keys[0], right="c"), *keys.keys[1:]))
    altered = {round_id: replace(data, keys={digest: other}) for round_id, data in rounds.items()}

    report = make_report(contest, altered, made_on=MADE_ON)

    assert differences(report, recount(contest, rounds, tmp_path)) >= {"sums", "units"}


@pytest.mark.prove
def test_83_200_attempts_are_reported_in_seconds_and_the_sql_agrees(tmp_path: Path) -> None:
    contest = make_weekly_contest(4)
    rounds = invent_rounds(contest, [20_058, 21_067, 21_067, 21_008], questions=15)
    began = time.process_time()

    report = make_report(contest, rounds, made_on=MADE_ON)

    assert time.process_time() - began < 15
    assert differences(report, recount(contest, rounds, tmp_path)) == set()
