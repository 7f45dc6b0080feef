"""Counting, ranking, prizes and collective standings once more, as SQL over exact integers.

Written from the rules' docstrings, for tests alone.  A fraction is a pair of whole numbers; two are
compared by cross multiplication (HUGEINT, which refuses to overflow), never as floats.  ``part`` is
the number of a round, or 0 for the whole contest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import duckdb

from chalicelib.contest.grading import Score
from chalicelib.contest.merit import Withdrawal
from chalicelib.contest.rules import (
    AttemptsPer,
    Contest,
    Counting,
    PredictionOf,
    PrizePer,
    RankingKey,
)

Awards = tuple[tuple[str, str, int, bool], ...]
"""Of each award its group, prize, value and whether it is decided."""

WHOLE = 0


@dataclass(frozen=True, kw_only=True)
class PersonAnswer:
    """What both implementations must say of a person."""

    rank: int
    marks: Fraction
    awards: Awards


@dataclass(frozen=True, kw_only=True)
class UnitAnswer:
    """What both implementations must say of a unit."""

    rank: int | None
    score: Fraction | None
    missed: int
    sums: tuple[int, ...]
    """Attempts, people, rounds, counting attempts, perfect papers, time used."""
    marks: Fraction
    clip: Fraction | None
    awards: Awards


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What both implementations must say of a round or of the whole contest."""

    figures: tuple[int, ...]
    """Attempts, people, counting attempts, perfect papers."""
    persons: dict[str, PersonAnswer]
    units: dict[str, UnitAnswer]


MACROS = """
CREATE OR REPLACE MACRO top(n, d) AS n // gcd(n, d);
CREATE OR REPLACE MACRO bottom(n, d) AS d // gcd(n, d);
CREATE OR REPLACE MACRO common(b, d) AS b * (d // gcd(b, d));
CREATE OR REPLACE MACRO added(a, b, c, d) AS a * (d // gcd(b, d)) + c * (b // gcd(b, d));
-- -1, 0 or 1 as a/b is less than, equal to or more than c/d; what both bottoms share is left out.
CREATE OR REPLACE MACRO compared(a, b, c, d) AS
  sign(a * (d // gcd(b, d)) - c * (b // gcd(b, d)))::INT;
"""

INPUTS = """
CREATE OR REPLACE TEMP TABLE unit
  (id TEXT, parent TEXT, level TEXT, block TEXT, headcount HUGEINT);
CREATE OR REPLACE TEMP TABLE level (level TEXT);
CREATE OR REPLACE TEMP TABLE clip (unit TEXT, marks HUGEINT, full_marks HUGEINT);
CREATE OR REPLACE TEMP TABLE score
  (pid TEXT, ordinal INT, receipt TEXT, round INT, unit TEXT, division TEXT, marks HUGEINT,
   full_marks HUGEINT, time_used HUGEINT, last_change HUGEINT, submitted_at HUGEINT,
   prediction TEXT, born_on DATE);
CREATE OR REPLACE TEMP TABLE part (part INT, per TEXT);
CREATE OR REPLACE TEMP TABLE prize_group
  (id TEXT, recipient TEXT, per TEXT, division TEXT, block TEXT, merit TEXT, pass_percent INT);
CREATE OR REPLACE TEMP TABLE place (prize_group TEXT, place INT, prize TEXT, value HUGEINT);
CREATE OR REPLACE TEMP TABLE withdrawal (prize_group TEXT, part INT, holder TEXT);
CREATE OR REPLACE TEMP TABLE term
  (no INT, measure TEXT, weight HUGEINT, against TEXT, whole HUGEINT, cap HUGEINT, missing TEXT,
   best_n INT);
CREATE OR REPLACE TEMP TABLE condition (no INT, measure TEXT, at_least HUGEINT);
CREATE OR REPLACE TEMP TABLE tie (no INT, measure TEXT);
CREATE OR REPLACE TEMP TABLE award
  (no INT, part INT, prize_group TEXT, holder TEXT, prize TEXT, value HUGEINT, decided BOOL);
"""

# Shares of the full marks over one bottom, so that whole numbers stand for them.
COUNTING = """
CREATE OR REPLACE TEMP TABLE common AS
  SELECT coalesce(
    list_reduce(list(DISTINCT full_marks::BIGINT), lambda a, b: lcm(a, b)), 1)::HUGEINT AS bottom
  FROM score;
CREATE OR REPLACE TEMP TABLE valid AS
  SELECT score.*, marks * (bottom // full_marks) AS share, bottom,
    CASE WHEN {scale} = 0 THEN marks ELSE {scale} * marks * (bottom // full_marks) END AS shown,
    CASE WHEN {scale} = 0 THEN 100 ELSE bottom END AS shown_bottom,
    NULL::HUGEINT AS off
  FROM score, common;
-- Of each round what counts in it; of the whole what counts in every round, or once in all.
CREATE OR REPLACE TEMP TABLE counting AS
  SELECT round AS part, * FROM valid
  QUALIFY row_number() OVER (PARTITION BY round, pid ORDER BY {counting_order}) = 1
  UNION ALL
  SELECT 0, * FROM valid
  QUALIFY 1 = row_number() OVER (
    PARTITION BY CASE WHEN {per_contest} THEN 0 ELSE round END, pid ORDER BY {counting_order});
"""

PERSONS = """
CREATE OR REPLACE TEMP TABLE figures AS
  SELECT part,
    (SELECT count(*) FROM valid WHERE part IN (0, round)) AS attempts,
    (SELECT count(DISTINCT pid) FROM valid WHERE part IN (0, round)) AS people,
    (SELECT count(*) FROM counting c WHERE c.part = p.part) AS counting,
    (SELECT count(*) FROM counting c WHERE c.part = p.part AND marks = full_marks) AS perfect
  FROM part AS p;
CREATE OR REPLACE TEMP TABLE entrant AS
  SELECT round AS part, pid, division, unit, receipt, share, bottom, shown, shown_bottom, time_used,
    last_change, submitted_at, born_on,
    CASE WHEN prediction <> '' THEN
      abs((prediction::DECIMAL(18, 6) * 1000000)::HUGEINT * {truth_bottom} - 1000000 * {truth})
    END AS off
  FROM counting JOIN figures USING (part) WHERE part > 0
  UNION ALL
  SELECT 0, pid, any_value(division), any_value(unit),
    list(receipt ORDER BY submitted_at DESC, receipt DESC)[1], sum(share),
    CASE WHEN {per_contest} THEN 1 ELSE {rounds} END * bottom,
    sum(shown), any_value(shown_bottom), sum(time_used), sum(last_change), max(submitted_at),
    any_value(born_on), NULL
  FROM counting WHERE part = 0 GROUP BY pid, bottom;
CREATE OR REPLACE TEMP TABLE standing AS
  SELECT *, rank() OVER (PARTITION BY part, division ORDER BY {order}) AS place FROM entrant;
"""

UNITS = """
CREATE OR REPLACE TEMP TABLE line AS
  WITH RECURSIVE up(unit, above) AS (
    SELECT id, id FROM unit
    UNION
    SELECT up.unit, unit.parent FROM up JOIN unit ON unit.id = up.above
    WHERE unit.parent IS NOT NULL)
  SELECT * FROM up;
CREATE OR REPLACE TEMP TABLE below AS
  SELECT above AS unit, counting.* EXCLUDE (unit),
    row_number() OVER (PARTITION BY part, above ORDER BY shown DESC) AS nth
  FROM counting JOIN line USING (unit);
CREATE OR REPLACE TEMP TABLE sums AS
  SELECT part, unit.id AS unit, headcount, coalesce(attempts, 0) AS attempts,
    coalesce(people, 0) AS people, coalesce(rounds, 0) AS rounds, coalesce(counted, 0) AS counted,
    coalesce(perfect, 0) AS perfect, coalesce(time_used, 0) AS time_used,
    coalesce(total, 0) AS total, best,
    (CASE WHEN {scale} = 0 THEN 100 ELSE (SELECT bottom FROM common) END)::HUGEINT AS bottom,
    clip_marks, clip_bottom
  FROM part CROSS JOIN unit
  LEFT JOIN (
    SELECT part, above AS id, count(*) AS attempts, count(DISTINCT pid) AS people,
      count(DISTINCT round) AS rounds
    FROM valid JOIN line USING (unit) JOIN part ON part IN (0, round) GROUP BY ALL
  ) USING (part, id)
  LEFT JOIN (
    SELECT part, unit AS id, count(*) AS counted, sum((marks = full_marks)::INT) AS perfect,
      sum(time_used) AS time_used, sum(shown) AS total, max(shown) AS best
    FROM below GROUP BY ALL
  ) USING (part, id)
  LEFT JOIN (
    SELECT a.unit AS id, any_value(top(100 * a.marks, a.full_marks)) AS clip_marks,
      any_value(bottom(100 * a.marks, a.full_marks)) AS clip_bottom
    FROM clip a WHERE NOT EXISTS (
      FROM clip b WHERE b.unit = a.unit AND b.marks * a.full_marks > a.marks * b.full_marks)
    GROUP BY a.unit
  ) USING (id)
  WHERE level IN (FROM level);
CREATE OR REPLACE TEMP TABLE figure AS
  WITH raw(part, unit, measure, best_n, n, d) AS (
    SELECT part, unit, 'attempts', 0, attempts, 1 FROM sums
    UNION ALL SELECT part, unit, 'people', 0, people, 1 FROM sums
    UNION ALL SELECT part, unit, 'rounds_taken_part', 0, rounds, 1 FROM sums
    UNION ALL SELECT part, unit, 'perfect_papers', 0, perfect, 1 FROM sums
    UNION ALL SELECT part, unit, 'total_marks', 0, total, bottom FROM sums
    UNION ALL SELECT part, unit, 'best_marks', 0, best, bottom FROM sums
    UNION ALL SELECT part, unit, 'clip_marks', 0, clip_marks, clip_bottom FROM sums
    UNION ALL SELECT part, unit, 'participation_rate', 0, 100 * people, nullif(headcount, 0)
      FROM sums
    UNION ALL SELECT part, unit, 'mean_marks', 0, total, nullif(counted, 0) * bottom FROM sums
    UNION ALL SELECT part, unit, 'perfect_share', 0, 100 * perfect, nullif(counted, 0) FROM sums
    UNION ALL SELECT part, unit, 'mean_time_used', 0, time_used, nullif(counted, 0) FROM sums
    UNION ALL SELECT part, unit, 'best_n_marks', asked.best_n, sum(shown), any_value(shown_bottom)
      FROM below, (SELECT DISTINCT best_n FROM term WHERE measure = 'best_n_marks') AS asked
      WHERE nth <= asked.best_n GROUP BY ALL)
  SELECT part, unit, measure, best_n, top(n::HUGEINT, d::HUGEINT) AS n,
    bottom(n::HUGEINT, d::HUGEINT) AS d
  FROM raw WHERE n IS NOT NULL AND d IS NOT NULL;
CREATE OR REPLACE TEMP TABLE term_share AS
  WITH had AS (
    SELECT sums.part, sums.unit, term.*, figure.n, figure.d
    FROM sums CROSS JOIN term LEFT JOIN figure ON figure.part = sums.part
      AND figure.unit = sums.unit AND figure.measure = term.measure AND figure.best_n = term.best_n
  ), best AS (
    SELECT DISTINCT part, no, n, d FROM had AS a WHERE n IS NOT NULL AND NOT EXISTS (
      FROM had AS b WHERE b.part = a.part AND b.no = a.no AND b.n IS NOT NULL
        AND compared(b.n, b.d, a.n, a.d) > 0)
  ), compared_with AS (
    SELECT had.*, CASE against WHEN 'full' THEN whole ELSE best.n END AS whole_n,
      CASE against WHEN 'full' THEN 1 ELSE best.d END AS whole_d
    FROM had LEFT JOIN best USING (part, no)
  ), shared AS (
    SELECT *, CASE WHEN n IS NULL OR coalesce(whole_n, 0) = 0 THEN 0
        ELSE top(n * whole_d, d * whole_n) END AS share_n,
      CASE WHEN n IS NULL OR coalesce(whole_n, 0) = 0 THEN 1
        ELSE bottom(n * whole_d, d * whole_n) END AS share_d
    FROM compared_with)
  SELECT part, unit, no, n IS NULL AND missing = 'unranked' AS bars,
    weight * CASE WHEN 100 * share_n > cap * share_d THEN cap ELSE share_n END AS n,
    CASE WHEN 100 * share_n > cap * share_d THEN 100 ELSE share_d END AS d
  FROM shared;
CREATE OR REPLACE TEMP TABLE total_score AS
  WITH RECURSIVE adding(part, unit, no, n, d) AS (
    SELECT part, unit, 0, 0::HUGEINT, 1::HUGEINT FROM sums
    UNION ALL
    SELECT a.part, a.unit, t.no,
      top(added(a.n, a.d, t.n, t.d), common(a.d, t.d)),
      bottom(added(a.n, a.d, t.n, t.d), common(a.d, t.d))
    FROM adding a JOIN term_share t ON t.part = a.part AND t.unit = a.unit AND t.no = a.no + 1)
  SELECT part, unit, n, d FROM adding WHERE no = (SELECT count(*) FROM term);
CREATE OR REPLACE TEMP TABLE missed AS
  SELECT sums.part, sums.unit, count(*) AS missed
  FROM sums CROSS JOIN condition LEFT JOIN figure ON figure.part = sums.part
    AND figure.unit = sums.unit AND figure.measure = condition.measure AND figure.best_n = 0
  WHERE n IS NULL OR n < at_least * d GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE may_rank AS
  SELECT part, unit FROM sums
  WHERE NOT ({least_headcount} > 0 AND coalesce(headcount, 0) < {least_headcount})
    AND NOT EXISTS (FROM missed WHERE missed.part = sums.part AND missed.unit = sums.unit)
    AND NOT EXISTS (
      FROM term_share t WHERE t.part = sums.part AND t.unit = sums.unit AND t.bars);
-- What units are compared by, more is better; key 0 is the score, and no figure is the worst.
CREATE OR REPLACE TEMP TABLE unit_key AS
  SELECT part, unit, 0 AS no, n, d FROM may_rank JOIN total_score USING (part, unit)
  WHERE (SELECT count(*) FROM term) > 0
  UNION ALL
  SELECT may_rank.part, may_rank.unit, tie.no,
    CASE tie.measure WHEN 'mean_time_used' THEN -n ELSE n END, d
  FROM may_rank CROSS JOIN tie LEFT JOIN figure ON figure.part = may_rank.part
    AND figure.unit = may_rank.unit AND figure.measure = tie.measure AND figure.best_n = 0;
CREATE OR REPLACE TEMP TABLE unit_standing AS
  WITH duel AS (
    SELECT a.part, a.unit, b.unit AS other, a.no,
      CASE WHEN a.n IS NULL AND b.n IS NULL THEN 0 WHEN a.n IS NULL THEN -1 WHEN b.n IS NULL THEN 1
        ELSE compared(a.n, a.d, b.n, b.d) END AS won
    FROM unit_key a JOIN unit_key b ON a.part = b.part AND a.no = b.no
  ), outcome AS (
    SELECT part, unit, other, arg_min(won, no) AS won FROM duel WHERE won <> 0 GROUP BY ALL)
  SELECT sums.*, CASE WHEN may_rank.unit IS NOT NULL THEN
      1 + (SELECT count(*) FROM outcome o
        WHERE o.part = sums.part AND o.unit = sums.unit AND o.won < 0) END AS place,
    coalesce(missed, 0) AS missed, total_score.n AS score_n, total_score.d AS score_d
  FROM sums LEFT JOIN may_rank USING (part, unit) LEFT JOIN missed USING (part, unit)
    LEFT JOIN total_score USING (part, unit);
"""

_GIVE = """
INSERT INTO award
  WITH own AS (FROM prize_group WHERE id = $prize_group),
  {candidates},
  worthy AS (
    SELECT holder, merit_place FROM candidate
    WHERE worth AND NOT EXISTS (
      FROM withdrawal w
      WHERE w.prize_group = $prize_group AND w.part = $part AND w.holder = candidate.holder)
  ), filled AS (
    SELECT holder, rank() OVER (ORDER BY merit_place) AS first,
      count(*) OVER (PARTITION BY merit_place) AS takers
    FROM worthy
  ), taken AS (
    SELECT holder, takers, count(*) AS offered, count(DISTINCT prize) AS kinds,
      arg_min(prize, place) AS prize, arg_min(value, place) AS value
    FROM filled JOIN place
      ON prize_group = $prize_group AND place BETWEEN first AND first + takers - 1
    GROUP BY ALL)
  SELECT $no, $part, $prize_group, holder, prize,
    CASE WHEN offered = takers AND kinds = 1 THEN value ELSE 0 END, offered = takers AND kinds = 1
  FROM taken
"""

AWARD_PERSONS = _GIVE.format(
    candidates="""
  candidate AS (
    SELECT s.pid AS holder,
      CASE own.merit WHEN 'rank' THEN s.place
        WHEN 'youngest' THEN rank() OVER (ORDER BY s.born_on DESC, s.place)
        ELSE rank() OVER (ORDER BY s.born_on, s.place) END AS merit_place,
      share > 0 AND 100 * share >= own.pass_percent * bottom
        AND (own.block = '' OR s.unit IN (SELECT id FROM unit WHERE unit.block = own.block))
        AND ($most::INT < 0 OR $most::INT >
          (SELECT count(*) FROM award WHERE award.holder = s.pid)) AS worth
    FROM standing s, own
    WHERE s.part = $part AND s.division IS NOT DISTINCT FROM own.division
      AND (own.merit = 'rank' OR s.born_on IS NOT NULL))"""
)

AWARD_UNITS = _GIVE.format(
    candidates="""
  candidate AS (
    SELECT s.unit AS holder,
      CASE own.merit WHEN 'rank' THEN s.place ELSE 1 + (
        SELECT count(*) FROM unit_standing o WHERE o.part = s.part
          AND compared(o.clip_marks, o.clip_bottom, s.clip_marks, s.clip_bottom) > 0)
      END AS merit_place,
      (s.attempts > 0 OR s.clip_marks IS NOT NULL)
        AND own.block IN ('', (SELECT unit.block FROM unit WHERE unit.id = s.unit))
        AND CASE WHEN own.pass_percent = 0 THEN TRUE
          WHEN own.merit = 'clip' THEN s.clip_marks >= own.pass_percent * s.clip_bottom
          ELSE 100 * s.score_n >= own.pass_percent * s.score_d * (SELECT sum(weight) FROM term)
        END AS worth
    FROM unit_standing s, own
    WHERE s.part = $part
      AND CASE own.merit WHEN 'rank' THEN s.place ELSE s.clip_marks END IS NOT NULL)"""
)

ORDER = {
    RankingKey.MARKS: "share DESC",
    RankingKey.TIME_USED: "time_used",
    RankingKey.TIME_TO_LAST_CHANGE: "last_change",
    RankingKey.SUBMITTED_AT: "submitted_at",
    RankingKey.PREDICTION_ERROR: "off NULLS LAST",
    RankingKey.YOUNGEST: "born_on DESC NULLS LAST",
    RankingKey.OLDEST: "born_on NULLS LAST",
}

TRUTH = {
    None: ("NULL", "1"),
    PredictionOf.PEOPLE: ("people", "1"),
    PredictionOf.ATTEMPTS: ("attempts", "1"),
    PredictionOf.PERFECT_PAPERS: ("perfect", "1"),
    PredictionOf.PERFECT_PERCENT: ("100 * perfect", "greatest(counting, 1)"),
}


def connect() -> duckdb.DuckDBPyConnection:
    """Return a database in memory; one serves many contests, one after the other."""
    connection = duckdb.connect(":memory:", config={"threads": 1})
    connection.execute(MACROS)
    return connection


def ask(
    db: duckdb.DuckDBPyConnection,
    contest: Contest,
    rounds: Sequence[Sequence[Score]],
    withdrawals: Sequence[Withdrawal] = (),
) -> list[Answer]:
    """Return what follows for every round and, last, for the whole contest."""
    _fill(db, contest, rounds, withdrawals)
    order = ", ".join(_order(key, contest.ranking.draw_seed) for key in contest.ranking.keys)
    truth, truth_bottom = TRUTH[contest.paper.prediction and contest.paper.prediction.of]
    facts = {
        "scale": contest.marks.scale or 0,
        "counting_order": _counting_order(contest, order),
        "order": order,
        "truth": truth,
        "truth_bottom": truth_bottom,
        "rounds": len(contest.rounds),
        "per_contest": contest.attempts.per is AttemptsPer.CONTEST,
        "least_headcount": contest.collective.least_headcount,
    }
    db.execute((COUNTING + PERSONS + UNITS).format(**facts))
    _award(db, contest)
    parts = [*range(1, len(contest.rounds) + 1), WHOLE]
    return [_answer(db, contest, part) for part in parts]


def _order(key: RankingKey, seed: str) -> str:
    if key is RankingKey.PUBLIC_DRAW:
        return f"sha256({_literal(seed)} || ':' || receipt)"
    return ORDER[key]


def _counting_order(contest: Contest, order: str) -> str:
    match contest.attempts.counts:
        case Counting.BEST:
            return f"{order}, ordinal"
        case Counting.LAST:
            return "ordinal DESC"
        case _:
            return "ordinal"


def _fill(
    db: duckdb.DuckDBPyConnection,
    contest: Contest,
    rounds: Sequence[Sequence[Score]],
    withdrawals: Sequence[Withdrawal],
) -> None:
    db.execute(INPUTS)
    numbers = {round_.id: number for number, round_ in enumerate(contest.rounds, 1)}
    rules = contest.collective
    _insert(db, "unit", ((u.id, u.parent, u.level, u.block, u.headcount) for u in contest.units))
    _insert(db, "level", ((level,) for level in rules.levels))
    _insert(db, "clip", ((c.unit, c.marks, c.full_marks) for c in contest.clips))
    _insert(
        db,
        "score",
        (
            (
                *(s.pid, s.ordinal, s.receipt_code, number, s.unit, s.division, s.marks),
                *(s.full_marks, s.time_used_ms, s.time_to_last_change_ms, s.submitted_at),
                *(s.prediction, s.born_on and s.born_on.isoformat()),
            )
            for number, scores in enumerate(rounds, 1)
            for s in scores
        ),
    )
    _insert(db, "part", [*((n, "round") for n in numbers.values()), (WHOLE, "contest")])
    _insert(
        db,
        "prize_group",
        (
            (g.id, g.to.value, g.per.value, g.division, g.block, g.merit.value, g.pass_percent)
            for g in contest.prizes.groups
        ),
    )
    _insert(
        db,
        "place",
        (
            (group.id, place, prize.name, prize.value)
            for group in contest.prizes.groups
            for place, prize in enumerate((p for p in group.prizes for _ in range(p.count)), 1)
        ),
    )
    _insert(
        db,
        "withdrawal",
        ((w.group, numbers[w.round] if w.round else WHOLE, w.holder) for w in withdrawals),
    )
    _insert(
        db,
        "term",
        (
            (
                *(no, t.measure.value, t.weight, t.against.value, t.full, t.cap_percent),
                *(t.missing.value, t.best_n),
            )
            for no, t in enumerate(rules.terms, 1)
        ),
    )
    _insert(
        db,
        "condition",
        ((no, c.measure.value, c.at_least) for no, c in enumerate(rules.conditions, 1)),
    )
    _insert(db, "tie", ((no, measure.value) for no, measure in enumerate(rules.measures, 1)))


def _award(db: duckdb.DuckDBPyConnection, contest: Contest) -> None:
    """Give the prizes: after every round its own, then those of the whole contest."""
    most = contest.prizes.most_per_person
    parts = [*((n, PrizePer.ROUND) for n in range(1, len(contest.rounds) + 1))]
    no = 0
    for part, per in [*parts, (WHOLE, PrizePer.CONTEST)]:
        for group in contest.prizes.groups:
            if group.per is not per:
                continue
            no += 1
            asked: dict[str, object] = {"prize_group": group.id, "part": part, "no": no}
            if group.to.value == "persons":
                db.execute(AWARD_PERSONS, {**asked, "most": -1 if most is None else most})
            else:
                db.execute(AWARD_UNITS, asked)


def _answer(db: duckdb.DuckDBPyConnection, contest: Contest, part: int) -> Answer:
    awards: dict[str, Awards] = {}
    for holder, *award in db.execute(
        "SELECT holder, prize_group, prize, value, decided FROM award WHERE part = ? ORDER BY no",
        [part],
    ).fetchall():
        awards[holder] = (*awards.get(holder, ()), tuple(award))
    figures = db.execute(
        "SELECT attempts, people, counting, perfect FROM figures WHERE part = ?", [part]
    ).fetchone()
    assert figures is not None
    persons = db.execute(
        "SELECT pid, place, shown, shown_bottom FROM standing WHERE part = ?", [part]
    ).fetchall()
    units = db.execute(
        """SELECT unit, place, score_n, score_d, missed, attempts, people, rounds, counted, perfect,
             time_used, total, bottom, clip_marks, clip_bottom
           FROM unit_standing WHERE part = ?""",
        [part],
    ).fetchall()
    return Answer(
        figures=figures,
        persons={
            pid: PersonAnswer(rank=rank, marks=Fraction(n, d), awards=awards.get(pid, ()))
            for pid, rank, n, d in persons
        },
        units={
            unit: UnitAnswer(
                rank=rank,
                score=Fraction(n, d) if contest.collective.terms else None,
                missed=missed,
                sums=tuple(sums),
                marks=Fraction(total, bottom),
                clip=None if clip is None else Fraction(clip, clip_bottom),
                awards=awards.get(unit, ()),
            )
            for unit, rank, n, d, missed, *sums, total, bottom, clip, clip_bottom in units
        },
    )


def _insert(db: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[object]]) -> None:
    values = ", ".join(f"({', '.join(map(_literal, row))})" for row in rows)
    if values:
        db.execute(f"INSERT INTO {table} VALUES {values}")  # noqa: S608 - our own values


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
