"""Results of a round and of the contest: standings and awards as canonical values.

Results are a pure function of final attempts, keys and rules: integers only, no clock, no locale, a
total order.  The same input gives the same bytes and one digest, whoever computes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.contest.collective import UnitStanding, rank_units, total_by_unit
from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Digest, RoundId
from chalicelib.contest.prizes import Award, award_prizes
from chalicelib.contest.ranking import Standing, rank_scores
from chalicelib.contest.rules import Contest, Prize


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The sums that a round or the contest reports; attempts and people are told apart."""

    attempts: int
    people: int
    units: int
    perfect_papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The digests of everything that results follow from."""

    rules: Digest
    bank: Digest
    attempts: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person's standing with the award, if any."""

    standing: Standing
    award: Award | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit's standing with the award, if any."""

    standing: UnitStanding
    award: Award | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything that follows from the attempts of one round, or of all rounds together.

    ``round`` is None for the whole contest, which ranks units only.
    """

    round: RoundId | None
    figures: Figures
    persons: tuple[PersonRow, ...]
    units: tuple[UnitRow, ...]


def round_results(contest: Contest, round_id: RoundId, scores: Iterable[Score]) -> Results:
    """Return a round's results: its persons with their prizes, its units without."""
    merged = list(scores)
    standings = rank_scores(merged, contest.ranking)
    awards = award_prizes(
        [standing.rank for standing in standings],
        [standing.score.marks > 0 for standing in standings],
        contest.prizes.individual,
    )
    persons = tuple(
        PersonRow(standing=standing, award=award)
        for standing, award in zip(standings, awards, strict=True)
    )
    return Results(
        round=round_id,
        figures=_figures(merged),
        persons=persons,
        units=_unit_rows(contest, merged, ()),
    )


def contest_results(contest: Contest, scores_of_rounds: Iterable[Iterable[Score]]) -> Results:
    """Return the results of all rounds together: units with the collective prizes."""
    merged = [score for scores in scores_of_rounds for score in scores]
    return Results(
        round=None,
        figures=_figures(merged),
        persons=(),
        units=_unit_rows(contest, merged, contest.prizes.collective),
    )


def standings_value(results: Results, provenance: Provenance) -> dict[str, object]:
    """Return the JSON value of the standings, without any name: what the digest covers."""
    return {
        "schema": 1,
        "round": results.round,
        "rules": provenance.rules,
        "bank": provenance.bank,
        "attempts": provenance.attempts,
        "figures": figures_value(results.figures),
        "persons": [
            {
                "rank": row.standing.rank,
                "pid": row.standing.score.pid,
                "receipt": row.standing.score.receipt_code,
                "unit": row.standing.score.unit,
                "marks": row.standing.score.marks,
                "time_used_ms": row.standing.score.time_used_ms,
                "submitted_at": row.standing.score.submitted_at,
                "award": award_value(row.award),
            }
            for row in results.persons
        ],
        "units": [unit_value(row) for row in results.units],
    }


def figures_value(figures: Figures) -> dict[str, int]:
    """Return the JSON value of the sums."""
    return {
        "attempts": figures.attempts,
        "people": figures.people,
        "units": figures.units,
        "perfect_papers": figures.perfect_papers,
    }


def award_value(award: Award | None) -> dict[str, object] | None:
    """Return the JSON value of an award; None where there is none."""
    if award is None:
        return None
    return {
        "prize": award.prize,
        "value": award.value,
        "certificate": award.certificate,
        "decided": award.decided,
    }


def unit_value(row: UnitRow) -> dict[str, object]:
    """Return the JSON value of a unit's row."""
    totals = row.standing.totals
    return {
        "rank": row.standing.rank,
        "unit": totals.unit,
        "attempts": totals.attempts,
        "people": totals.people,
        "total_marks": totals.total_marks,
        "perfect_papers": totals.perfect_papers,
        "time_used_ms": totals.time_used_ms,
        "headcount": totals.headcount,
        "award": award_value(row.award),
    }


def _unit_rows(
    contest: Contest, scores: Sequence[Score], prizes: Sequence[Prize]
) -> tuple[UnitRow, ...]:
    totals = total_by_unit(scores, contest.units)
    standings = rank_units(totals, contest.units, contest.collective)
    awards = award_prizes(
        [standing.rank for standing in standings],
        [standing.totals.attempts > 0 for standing in standings],
        prizes,
    )
    return tuple(
        UnitRow(standing=standing, award=award)
        for standing, award in zip(standings, awards, strict=True)
    )


def _figures(scores: Sequence[Score]) -> Figures:
    return Figures(
        attempts=len(scores),
        people=len({score.pid for score in scores}),
        units=len({score.unit for score in scores if score.unit is not None}),
        perfect_papers=sum(score.is_perfect() for score in scores),
    )
