"""Statistics and question figures, counted again in SQL from the attempt lines alone."""

import json
from pathlib import Path
from random import Random

import duckdb
import pytest
from builders import (
    LIMIT_MS,
    OPENS_AT,
    UNITS,
    make_attempt,
    make_bank,
    make_contest,
    make_keys,
    make_pid,
)

from chalicelib.contest.attempt_lines import write_lines
from chalicelib.contest.attempts import Attempt, AttemptKey, AttemptState
from chalicelib.contest.grading import grade_shard, make_markscheme
from chalicelib.contest.ids import RoundId
from chalicelib.contest.published_questions import ClosedBank, questions_value
from chalicelib.contest.question_statistics import AnswerTally, question_figures
from chalicelib.contest.results import round_results
from chalicelib.contest.statistics import statistics_value
from chalicelib.contest.times import DAY_MS

CONTEST = make_contest()
BANK = make_bank(6)
KEYS = make_keys(BANK, right="b")
ROUND = RoundId("tuan-1")
SCHEME = make_markscheme(BANK, KEYS, CONTEST.marks, only_if_all_answered=False)


def invented(seed: int, count: int = 200) -> list[Attempt]:
    """Return attempts at random hours with random answers, some of them without any."""
    chance = Random(seed)
    attempts = []
    for number in range(count):
        paper = tuple(chance.sample([question.id for question in BANK.questions], 3))
        started_at = OPENS_AT + chance.randrange(7 * DAY_MS - LIMIT_MS)
        used = chance.randrange(LIMIT_MS)
        submitted = chance.random() < 0.8
        attempts.append(
            make_attempt(
                key=AttemptKey(contest=CONTEST.id, scope=ROUND, pid=make_pid(number)),
                unit=chance.choice([UNITS[1].id, UNITS[2].id, None]),
                bank=BANK.digest(),
                question_ids=paper,
                answers={q: chance.choice("abcd") for q in paper if chance.random() < 0.7},
                started_at=started_at,
                deadline_at=started_at + LIMIT_MS,
                changed_at=started_at,
                state=AttemptState.SUBMITTED if submitted else AttemptState.AUTO,
                submitted_at=started_at + used if submitted else None,
            )
        )
    return attempts


def lines_in_sql(attempts: list[Attempt], folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a database that has read the lines, a row for each attempt and for each question."""
    path = folder / "lines.jsonl"
    path.write_bytes(write_lines(attempts))
    db = duckdb.connect()
    db.execute("set file_search_path = ?", [str(folder)])
    db.execute(
        "create table lines as select pid, unit, questions, started_at + 7 * 3600000 as began, "
        "answers::json as answers from read_json('lines.jsonl', format='newline_delimited', "
        "columns={pid: 'varchar', unit: 'varchar', questions: 'varchar[]', started_at: 'bigint', "
        "answers: 'json'})"
    )
    db.execute(
        "create table asked as select pid, question, "
        "json_extract_string(answers, '$.\"' || question || '\"') as answer "
        "from (select pid, answers, unnest(questions) as question from lines "
        "where answers::varchar <> '{}')"
    )
    return db


@pytest.mark.parametrize("seed", range(5))
def test_days_hours_marks_and_levels_are_those_that_sql_counts(seed: int, tmp_path: Path) -> None:
    attempts = invented(seed)
    scores = list(grade_shard(attempts, {None: SCHEME}))
    value = statistics_value(CONTEST, round_results(CONTEST, ROUND, scores))
    db = lines_in_sql(attempts, tmp_path)

    days = db.execute(
        "select strftime(to_timestamp(began // 86400000 * 86400) at time zone 'UTC', '%Y-%m-%d'), "
        "count(*) from lines group by 1 order by 1"
    ).fetchall()
    hours = dict(
        db.execute("select began % 86400000 // 3600000, count(*) from lines group by 1").fetchall()
    )
    marks = dict(
        db.execute(
            "select points, count(*) from (select lines.pid, "
            "count(*) filter (where answer = 'b') as points "
            "from lines left join asked using (pid) group by lines.pid) group by 1"
        ).fetchall()
    )
    in_units = db.execute("select count(*), count(distinct pid) from lines where unit is not null")

    assert [tuple(day) for day in value["by_day"] if day[1]] == days  # type: ignore[attr-defined]
    assert value["by_hour"] == [hours.get(hour, 0) for hour in range(24)]
    assert value["marks"] == {"by": "point", "counts": [marks.get(point, 0) for point in range(4)]}
    levels = value["levels"]
    assert isinstance(levels, list)
    assert {(row["attempts"], row["people"]) for row in levels} == set(in_units.fetchall())


@pytest.mark.parametrize("seed", range(5))
def test_how_many_were_asked_and_right_is_what_sql_counts(seed: int, tmp_path: Path) -> None:
    attempts = invented(seed)
    tally = AnswerTally()
    list(tally.watch(attempts))
    closed = ClosedBank(division=None, bank=BANK, keys=KEYS)
    value = json.loads(json.dumps(questions_value(CONTEST, ROUND, [closed], tally, [])))
    db = lines_in_sql(attempts, tmp_path)

    counted = db.execute(
        "select question, count(*), count(*) filter (where answer = 'b'), "
        "count(*) filter (where answer is null) from asked group by 1 order by 1"
    ).fetchall()
    papers = db.execute("select count(distinct pid) from asked").fetchall()

    published = sorted((q["id"], q["asked"], q["answered_right"]) for q in value["questions"])
    assert published == [row[:3] for row in counted]
    assert [(value["papers"],)] == papers
    figures = question_figures(attempts, SCHEME)
    assert sorted((f.question, f.asked, f.right, f.left_out) for f in figures) == counted
