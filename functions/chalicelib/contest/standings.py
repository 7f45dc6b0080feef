"""Standings as a canonical JSON value, without any name: what the digest covers.

Marks are exact: a whole number or a fraction such as ``20/3``, as text.
"""

from dataclasses import dataclass
from fractions import Fraction

from chalicelib.contest.ids import Digest
from chalicelib.contest.prizes import Award
from chalicelib.contest.results import Figures, PersonRow, Results, UnitRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The digests of everything that results follow from."""

    rules: Digest
    bank: Digest
    keys: Digest
    attempts: Digest


def standings_value(results: Results, provenance: Provenance) -> dict[str, object]:
    """Return the JSON value of the standings."""
    return {
        "schema": 2,
        "round": results.round,
        **provenance_value(provenance),
        "figures": figures_value(results.figures),
        "persons": [_person_value(row) for row in results.persons],
        "units": [_unit_value(row) for row in results.units],
    }


def provenance_value(provenance: Provenance) -> dict[str, object]:
    """Return the JSON value of the digests that results follow from."""
    return {
        "rules": provenance.rules,
        "bank": provenance.bank,
        "keys": provenance.keys,
        "attempts": provenance.attempts,
    }


def figures_value(figures: Figures) -> dict[str, int]:
    """Return the JSON value of the sums."""
    return {
        "attempts": figures.attempts,
        "people": figures.people,
        "units": figures.units,
        "perfect_papers": figures.perfect_papers,
        "counting": figures.counting,
    }


def award_value(award: Award) -> dict[str, object]:
    """Return the JSON value of an award."""
    return {
        "group": award.group,
        "prize": award.prize,
        "value": award.value,
        "certificate": award.certificate,
        "decided": award.decided,
    }


def _person_value(row: PersonRow) -> dict[str, object]:
    score = row.standing.score
    return {
        "rank": row.standing.rank,
        "pid": score.pid,
        "receipt": score.receipt_code,
        "unit": score.unit,
        "division": score.division,
        "marks": str(row.marks),
        "time_used_ms": score.time_used_ms,
        "submitted_at": score.submitted_at,
        "awards": [award_value(award) for award in row.awards],
    }


def _unit_value(row: UnitRow) -> dict[str, object]:
    totals = row.standing.totals
    return {
        "rank": row.standing.rank,
        "unit": totals.unit,
        "attempts": totals.attempts,
        "people": totals.people,
        "counting": totals.counting,
        "total_marks": str(totals.total_marks),
        "perfect_papers": totals.perfect_papers,
        "time_used_ms": totals.time_used_ms,
        "rounds": totals.rounds,
        "headcount": totals.headcount,
        "clip_marks": _exact(totals.clip_marks),
        "score": _exact(row.standing.score),
        "awards": [award_value(award) for award in row.awards],
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
