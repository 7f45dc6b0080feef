"""Results derived anew: of each round from its attempts, and of all rounds together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from office.audit.frame import Frame, Value, divisions_of
from office.audit.marks import Score, figures_of, on_scale, schemes_of, scores_of, standing
from office.audit.order import Ranked, one_of_each, ranked, truth_of
from office.audit.prizes import Awards, groups_of, persons_prizes, units_prizes
from office.audit.units import Measured, measured


@dataclass(slots=True, kw_only=True)
class Derived:
    """What follows from attempts."""

    round: str | None
    figures: dict[str, int]
    persons: list[tuple[int, Score, Fraction]] = field(default_factory=list)
    """Rank, score and marks on the scale, division by division."""
    awards: Awards = field(default_factory=dict)
    units: list[Measured] = field(default_factory=list)
    unit_awards: Awards = field(default_factory=dict)
    valid: list[Score] = field(default_factory=list)
    counting: list[Score] = field(default_factory=list)


def derive_round(
    frame: Frame,
    contest: Value,
    round_id: str,
    lines: list[Value],
    *,
    births: Mapping[str, str],
    taken: Mapping[str, int],
) -> Derived | None:
    """Return a round's results; None where its bank is not on record."""
    schemes = schemes_of(frame, contest, round_id)
    if schemes is None:
        return None
    valid = scores_of(standing(frame, lines, round_id), schemes, births)
    return round_of_scores(frame, contest, round_id, valid, taken)


def round_of_scores(
    frame: Frame, contest: Value, round_id: str, valid: list[Score], taken: Mapping[str, int]
) -> Derived:
    """Return what follows from a round's valid scores, whatever they were given for."""
    counting = one_of_each(valid, contest)
    found = Derived(
        round=round_id, figures=figures_of(valid, counting), valid=valid, counting=counting
    )
    standings: dict[str | None, Ranked] = {}
    values: dict[tuple[int, int], Fraction] = {}
    for division in divisions_of(contest):
        mine = [s for s in counting if division is None or s.division == division]
        standings[division] = ranked(mine, contest, truth_of(contest, found.figures, division))
        for rank, score in standings[division]:
            alike = (score.marks, score.full)
            if alike not in values:
                values[alike] = on_scale(score, contest)
            found.persons.append((rank, score, values[alike]))
    found.awards = persons_prizes(frame, contest, standings, round_id, taken)
    found.units = measured(contest, valid, counting)
    found.unit_awards = units_prizes(frame, contest, found.units, round_id)
    return found


def derive_contest(
    frame: Frame, contest: Value, rounds: list[list[Score]], taken: Mapping[str, int]
) -> Derived:
    """Return the results of all rounds together, from the valid scores of each."""
    valid = [score for scores in rounds for score in scores]
    per_contest = contest["attempts"]["per"] == "contest"
    counting = (
        one_of_each(valid, contest)
        if per_contest
        else [score for scores in rounds for score in one_of_each(scores, contest)]
    )
    found = Derived(round=None, figures=figures_of(valid, counting), valid=valid, counting=counting)
    if groups_of(contest, "persons", "contest"):
        _add_persons(frame, contest, found, 1 if per_contest else len(rounds), taken)
    found.units = measured(contest, valid, counting)
    found.unit_awards = units_prizes(frame, contest, found.units, None)
    return found


def _add_persons(
    frame: Frame, contest: Value, found: Derived, rounds: int, taken: Mapping[str, int]
) -> None:
    mine: dict[str, list[Score]] = {}
    for score in found.counting:
        mine.setdefault(score.pid, []).append(score)
    marks = {
        pid: sum((on_scale(score, contest) for score in scores), Fraction(0))
        for pid, scores in mine.items()
    }
    pooled = [_pooled(scores, rounds) for scores in mine.values()]
    standings = {
        division: ranked([s for s in pooled if division is None or s.division == division], contest)
        for division in divisions_of(contest)
    }
    for listed in standings.values():
        found.persons += [(rank, score, marks[score.pid]) for rank, score in listed]
    found.awards = persons_prizes(frame, contest, standings, None, taken)


def _pooled(scores: list[Score], rounds: int) -> Score:
    """Return one score for several: the mean share over all rounds, the times added up."""
    last = max(scores, key=lambda score: (score.submitted_at, score.receipt))
    share = sum((score.share for score in scores), Fraction(0)) / rounds
    return last._replace(
        marks=share.numerator,
        full=share.denominator,
        used_ms=sum(score.used_ms for score in scores),
        change_ms=sum(score.change_ms for score in scores),
        prediction="",
    )


def count_taken(found: Derived, taken: dict[str, int]) -> None:
    """Add what persons took in a round to what they took before."""
    for pid, awards in found.awards.items():
        taken[pid] = taken.get(pid, 0) + len(awards)
