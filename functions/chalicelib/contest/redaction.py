"""The one place that decides what the public sees of results.

Public: rank, marks, time used, receipt code, unit, division, and the name as the rules show it
(prize winners apart from the others).  Never public: pid, identifier, birth date, phone, personal
code, answers.  Marks and scores are shown as the rules round them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.contest.grading import scaled
from chalicelib.contest.ids import Pid, UnitId
from chalicelib.contest.measures import measure_value
from chalicelib.contest.names import show_name
from chalicelib.contest.results import PersonRow, Results, UnitRow
from chalicelib.contest.retention import official_at
from chalicelib.contest.rules import AttemptsPer, Contest, MarksRules, UnitMeasure
from chalicelib.contest.standings import (
    Provenance,
    award_value,
    figures_value,
    provenance_value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicResults:
    """What is published about a round or the contest: a JSON value."""

    value: dict[str, object]


def redact(
    contest: Contest, results: Results, provenance: Provenance, names: Mapping[Pid, str]
) -> PublicResults:
    """Return what the public sees of the results; ``names`` are the full names by person."""
    round_ = contest.round(results.round) if results.round is not None else None
    unit_names = {unit.id: unit.name for unit in contest.units}
    official = official_at(contest, results.round)
    return PublicResults(
        value={
            "schema": 2,
            "contest": contest.id,
            "round": results.round,
            "title": round_.name if round_ else contest.short_name,
            "publishes_at": (round_ or contest.rounds[-1]).publishes_at,
            **({} if official is None else {"official_at": official}),
            "questions": contest.paper.questions,
            "full_marks": full_marks_shown(contest, results),
            "divisions": [{"id": d.id, "name": d.name} for d in contest.divisions],
            "prize_groups": [{"id": g.id, "name": g.name} for g in contest.prizes.groups],
            "digests": provenance_value(provenance),
            "figures": figures_value(results.figures),
            "persons": [_person_value(contest, row, names, unit_names) for row in results.persons],
            "units": [_unit_value(contest, row, unit_names) for row in results.units],
        }
    )


def full_marks_shown(contest: Contest, results: Results) -> str:
    """Return the full marks as shown; empty where papers differ in them.

    The scale where there is one, else the points of a paper.  The whole contest has none where the
    marks of several rounds add up.
    """
    if results.round is None and contest.attempts.per is AttemptsPer.ROUND:
        return ""
    if contest.marks.scale is not None:
        return str(contest.marks.scale)
    fulls = {score.full_marks for score in results.counting}
    full = Fraction(fulls.pop(), 100) if len(fulls) == 1 else None
    if full is None:
        return "" if fulls else str(contest.paper.questions)
    return scaled(full, contest.marks)


def _person_value(
    contest: Contest, row: PersonRow, names: Mapping[Pid, str], unit_names: Mapping[UnitId, str]
) -> dict[str, object]:
    score = row.standing.score
    wins = any(award.decided for award in row.awards)
    shown_as = contest.entry.winners_shown_as if wins else contest.entry.others_shown_as
    return {
        "rank": row.standing.rank,
        "receipt": score.receipt_code,
        "name": show_name(names[score.pid], shown_as) if score.pid in names else "",
        "unit": score.unit,
        "unit_name": unit_names[score.unit] if score.unit is not None else "",
        "division": score.division,
        "marks": scaled(row.marks, contest.marks),
        "time_used_ms": score.time_used_ms,
        "awards": [award_value(award) for award in row.awards],
    }


def _unit_value(
    contest: Contest, row: UnitRow, unit_names: Mapping[UnitId, str]
) -> dict[str, object]:
    totals = row.standing.totals
    decimals = MarksRules(decimals=contest.collective.decimals)
    clip, score = totals.clip_marks, row.standing.score
    mean = measure_value(totals, UnitMeasure.MEAN_MARKS)
    return {
        "rank": row.standing.rank,
        "unit": totals.unit,
        "name": unit_names[totals.unit],
        "attempts": totals.attempts,
        "people": totals.people,
        "counting": totals.counting,
        "total_marks": scaled(totals.total_marks, contest.marks),
        "mean_marks": None if mean is None else scaled(mean, MarksRules()),
        "perfect_papers": totals.perfect_papers,
        "time_used_ms": totals.time_used_ms,
        "rounds": totals.rounds,
        "headcount": totals.headcount,
        "clip_marks": None if clip is None else scaled(clip, decimals),
        "score": None if score is None else scaled(score, decimals),
        "missed": [
            {"measure": condition.measure.value, "at_least": condition.at_least}
            for condition in row.standing.missed
        ],
        "awards": [award_value(award) for award in row.awards],
    }
