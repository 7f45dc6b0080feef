"""The one place that decides what the public sees of results.

Public: rank, marks, time used, receipt code, unit, and the name as the rules show it (prize winners
apart from the others).  Never public: pid, identifier, birth date, phone, personal code, answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.contest.ids import Pid, UnitId
from chalicelib.contest.names import show_name
from chalicelib.contest.results import (
    PersonRow,
    Provenance,
    Results,
    award_value,
    figures_value,
    unit_value,
)
from chalicelib.contest.rules import Contest


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
    return PublicResults(
        value={
            "schema": 1,
            "contest": contest.id,
            "round": results.round,
            "title": round_.name if round_ else contest.short_name,
            "publishes_at": (round_ or contest.rounds[-1]).publishes_at,
            "questions": contest.paper.questions,
            "digests": {
                "rules": provenance.rules,
                "bank": provenance.bank,
                "attempts": provenance.attempts,
            },
            "figures": figures_value(results.figures),
            "persons": [_person_value(contest, row, names, unit_names) for row in results.persons],
            "units": [
                {**unit_value(row), "name": unit_names[row.standing.totals.unit]}
                for row in results.units
            ],
        }
    )


def _person_value(
    contest: Contest, row: PersonRow, names: Mapping[Pid, str], unit_names: Mapping[UnitId, str]
) -> dict[str, object]:
    score = row.standing.score
    wins = row.award is not None and row.award.decided
    shown_as = contest.entry.winners_shown_as if wins else contest.entry.others_shown_as
    return {
        "rank": row.standing.rank,
        "receipt": score.receipt_code,
        "name": show_name(names.get(score.pid, ""), shown_as) if score.pid in names else "",
        "unit": score.unit,
        "unit_name": unit_names[score.unit] if score.unit is not None else "",
        "marks": score.marks,
        "time_used_ms": score.time_used_ms,
        "award": award_value(row.award),
    }
