"""Results of a round and of the contest: standings and awards as canonical values.

Results are a pure function of final attempts, keys and rules: whole numbers and exact fractions
only, no clock, no locale, a total order.  The same input gives the same bytes and one digest,
whoever computes it.

1. Where the contest has divisions, each has standings of its own, listed in the contest's order.
2. Prizes of a round follow its standings, which list the attempts taken in it.
3. Over the whole contest, where attempts are per round, a person's shares of the full marks add
   up, a round not taken counting as nothing, and so do the times used.  Where they are per contest,
   a person stands there with the one attempt that counts over all rounds, and units have that one.
4. Units are ranked after every round, for interest, and over all rounds, for their prizes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, repeat
from operator import attrgetter
from typing import NamedTuple

from chalicelib.contest.collective import UnitStanding, rank_units
from chalicelib.contest.counting import counting_of_contest, counting_of_round
from chalicelib.contest.grading import Score, value_of, values_of
from chalicelib.contest.ids import DivisionId, Pid, RoundId, UnitId
from chalicelib.contest.measures import UnitTally, tally_units, total_by_unit
from chalicelib.contest.merit import AwardHistory, award_persons, award_units
from chalicelib.contest.prizes import Award
from chalicelib.contest.ranking import Standing, rank_scores
from chalicelib.contest.rules import AttemptsPer, Contest, PredictionOf, PrizeFor, PrizePer

PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The sums that a round or the contest reports; attempts and people are told apart.

    Perfect papers are counted among the attempts that count: each person has one a round, or one
    in all over a contest whose attempts are per contest.
    """

    attempts: int
    people: int
    units: int
    perfect_papers: int
    counting: int


class PersonRow(NamedTuple):
    """One person's standing, the marks on the contest's scale, and the awards."""

    standing: Standing
    marks: Fraction
    awards: tuple[Award, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit's standing with the awards."""

    standing: UnitStanding
    awards: tuple[Award, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything that follows from the attempts of one round, or of all rounds together.

    ``round`` is None for the whole contest, which lists persons only where they win prizes in it.
    """

    round: RoundId | None
    figures: Figures
    persons: tuple[PersonRow, ...]
    units: tuple[UnitRow, ...]
    counting: tuple[Score, ...] = field(default=(), repr=False)
    valid: tuple[Score, ...] = field(default=(), repr=False)
    """Every valid attempt, those that do not count among them."""


def round_results(
    contest: Contest,
    round_id: RoundId,
    scores: Iterable[Score],
    history: AwardHistory | None = None,
) -> Results:
    """Return a round's results: its persons with their prizes, its units.

    ``history`` tells what was taken in the rounds before and who has withdrawn.
    """
    valid = tuple(scores)
    counting = counting_of_round(contest, valid)
    figures = _figures(valid, counting)
    standings = {
        division: rank_scores(
            of_division(counting, division),
            contest.ranking,
            prediction_truth(contest, figures, division),
        )
        for division in contest.division_ids()
    }
    groups = contest.prizes.of(PrizeFor.PERSONS, PrizePer.ROUND)
    past = history or AwardHistory()
    awards = award_persons(contest, groups, standings, past.of_round(round_id))
    listed = tuple(chain.from_iterable(standings.values()))
    return Results(
        round=round_id,
        figures=figures,
        persons=_person_rows(
            listed,
            values_of(map(attrgetter("score"), listed), contest.marks),
            awards,
        ),
        units=unit_rows(
            contest, tally_units(valid, counting), PrizePer.ROUND, past.of_round(round_id)
        ),
        counting=counting,
        valid=valid,
    )


def contest_results(
    contest: Contest,
    scores_of_rounds: Sequence[Iterable[Score]],
    history: AwardHistory | None = None,
) -> Results:
    """Return the results of all rounds together: persons and units with the prizes of the whole."""
    rounds = [tuple(scores) for scores in scores_of_rounds]
    valid = tuple(chain.from_iterable(rounds))
    counting = counting_of_contest(contest, rounds)
    past = (history or AwardHistory()).of_round(None)
    return Results(
        round=None,
        figures=_figures(valid, counting),
        persons=_contest_persons(contest, counting, past),
        units=unit_rows(contest, tally_units(valid, counting), PrizePer.CONTEST, past),
        counting=counting,
        valid=valid,
    )


def prediction_truth(
    contest: Contest, figures: Figures, division: DivisionId | None = None
) -> Fraction | None:
    """Return the number that a division's prediction question asked for; None where it has none.

    The number is that of the whole round, whichever division was asked.
    """
    prediction = contest.paper_of(division).prediction
    if prediction is None:
        return None
    match prediction.of:
        case PredictionOf.PEOPLE:
            return Fraction(figures.people)
        case PredictionOf.ATTEMPTS:
            return Fraction(figures.attempts)
        case PredictionOf.PERFECT_PAPERS:
            return Fraction(figures.perfect_papers)
        case PredictionOf.PERFECT_PERCENT:
            return Fraction(PERCENT * figures.perfect_papers, figures.counting or 1)


def _contest_persons(
    contest: Contest, counting: Sequence[Score], history: AwardHistory
) -> tuple[PersonRow, ...]:
    groups = contest.prizes.of(PrizeFor.PERSONS, PrizePer.CONTEST)
    if not groups:
        return ()
    by_person: dict[Pid, list[Score]] = {}
    for score in counting:
        by_person.setdefault(score.pid, []).append(score)
    # Where attempts are per contest there is one score for each, and nothing to share out.
    rounds = len(contest.rounds) if contest.attempts.per is AttemptsPer.ROUND else 1
    pooled = {pid: _pool(scores, rounds) for pid, scores in by_person.items()}
    marks = {
        pid: sum((value_of(score, contest.marks) for score in scores), Fraction(0))
        for pid, scores in by_person.items()
    }
    standings = {
        division: rank_scores(of_division(pooled.values(), division), contest.ranking)
        for division in contest.division_ids()
    }
    awards = award_persons(contest, groups, standings, history)
    listed = tuple(chain.from_iterable(standings.values()))
    return _person_rows(listed, (marks[standing.score.pid] for standing in listed), awards)


def _person_rows(
    standings: Sequence[Standing],
    marks: Iterable[Fraction],
    awards: Mapping[Pid, tuple[Award, ...]],
) -> tuple[PersonRow, ...]:
    rows = list(map(PersonRow._make, zip(standings, marks, repeat(()))))
    # Few win anything, and they stand near the top.
    waiting = len(awards)
    for place, standing in enumerate(standings):
        if not waiting:
            break
        if given := awards.get(standing.score.pid):
            rows[place] = rows[place]._replace(awards=given)
            waiting -= 1
    return tuple(rows)


def _pool(scores: Sequence[Score], rounds: int) -> Score:
    """Return one score for all of a person's rounds: the mean share, the times added up."""
    last = max(scores, key=lambda score: (score.submitted_at, score.receipt_code))
    share = sum((score.share() for score in scores), Fraction(0)) / rounds
    return last._replace(
        marks=share.numerator,
        full_marks=share.denominator,
        time_used_ms=sum(score.time_used_ms for score in scores),
        time_to_last_change_ms=sum(score.time_to_last_change_ms for score in scores),
        prediction="",
    )


def unit_rows(
    contest: Contest, tally: UnitTally, per: PrizePer, history: AwardHistory
) -> tuple[UnitRow, ...]:
    """Return the standings of the units with the prizes that they take."""
    totals = total_by_unit(tally, contest.units, contest.marks, contest.clips)
    standings = rank_units(totals, contest.units, contest.collective)
    awards: Mapping[UnitId, tuple[Award, ...]] = award_units(
        contest, contest.prizes.of(PrizeFor.UNITS, per), standings, history
    )
    return tuple(
        UnitRow(standing=standing, awards=awards.get(standing.totals.unit, ()))
        for standing in standings
    )


def of_division(scores: Iterable[Score], division: DivisionId | None) -> Iterable[Score]:
    """Return those of a division; all where there are no divisions."""
    if division is None:
        return scores
    return (score for score in scores if score.division == division)


def _figures(valid: Sequence[Score], counting: Sequence[Score]) -> Figures:
    return Figures(
        attempts=len(valid),
        people=len({score.pid for score in counting}),
        units=len({score.unit for score in valid} - {None}),
        perfect_papers=sum(score.marks == score.full_marks for score in counting),
        counting=len(counting),
    )
