"""Two implementations of the rules, in Python and in SQL, say the same of random contests."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

import pytest
from oracle.random_contests import RandomContest, random_contest
from oracle.sql_oracle import Answer, PersonAnswer, UnitAnswer, ask, connect

from chalicelib.contest.ids import Pid
from chalicelib.contest.merit import AwardHistory, Withdrawal
from chalicelib.contest.prizes import Award
from chalicelib.contest.results import Results, contest_results, round_results
from chalicelib.contest.rules import (
    AttemptsPer,
    Contest,
    Counting,
    Merit,
    Missing,
    PrizeFor,
    PrizeGroup,
    PrizePer,
    Term,
)

FEW = range(60)
MANY = range(1_000)


def calculate(given: RandomContest, withdrawals: Sequence[Withdrawal] = ()) -> list[Results]:
    """Return what the core makes of every round and, last, of the whole contest."""
    taken: dict[Pid, int] = {}
    results = []
    for round_, scores in zip(given.contest.rounds, given.rounds, strict=True):
        history = AwardHistory(taken=dict(taken), withdrawals=tuple(withdrawals))
        result = round_results(given.contest, round_.id, scores, history)
        for row in result.persons:
            pid = row.standing.score.pid
            taken[pid] = taken.get(pid, 0) + len(row.awards)
        results.append(result)
    history = AwardHistory(taken=taken, withdrawals=tuple(withdrawals))
    return [*results, contest_results(given.contest, given.rounds, history)]


def answer_of(results: Results) -> Answer:
    """Return results in the form in which both implementations are compared."""
    figures = results.figures
    return Answer(
        figures=(figures.attempts, figures.people, figures.counting, figures.perfect_papers),
        persons={
            row.standing.score.pid: PersonAnswer(
                rank=row.standing.rank, marks=row.marks, awards=_awards(row.awards)
            )
            for row in results.persons
        },
        units={
            row.standing.totals.unit: UnitAnswer(
                rank=row.standing.rank,
                score=row.standing.score,
                missed=len(row.standing.missed),
                sums=(
                    row.standing.totals.attempts,
                    row.standing.totals.people,
                    row.standing.totals.rounds,
                    row.standing.totals.counting,
                    row.standing.totals.perfect_papers,
                    row.standing.totals.time_used_ms,
                ),
                marks=row.standing.totals.total_marks,
                clip=row.standing.totals.clip_marks,
                awards=_awards(row.awards),
            )
            for row in results.units
        },
    )


def some_withdrawals(seed: int, results: Sequence[Results]) -> list[Withdrawal]:
    """Let some of those who won give a prize back."""
    chance = Random(seed)
    won = [
        Withdrawal(group=award.group, round=result.round, holder=holder)
        for result in results
        for holder, awards in [
            *((row.standing.score.pid, row.awards) for row in result.persons),
            *((row.standing.totals.unit, row.awards) for row in result.units),
        ]
        for award in awards
    ]
    return chance.sample(won, min(len(won), chance.randint(0, 3)))


def disagreements(
    seeds: Sequence[int], mistake: Callable[[Contest], Contest] = lambda contest: contest
) -> Iterator[str]:
    """Yield where the two differ, with the seed; the oracle alone is told mistaken rules."""
    db = connect()
    for seed in seeds:
        given = random_contest(seed)
        withdrawals = some_withdrawals(seed, calculate(given))
        results = calculate(given, withdrawals)
        second = ask(db, mistake(given.contest), given.rounds, withdrawals)
        for result, other in zip(results, second, strict=True):
            expected = answer_of(result)
            listed = result.round is not None or given.contest.prizes.of(
                PrizeFor.PERSONS, PrizePer.CONTEST
            )
            yield from _differences(seed, result, expected, other if listed else _unlisted(other))


def _unlisted(answer: Answer) -> Answer:
    """Leave out the persons: the whole contest lists them only where they win prizes in it."""
    return replace(answer, persons={})


def _differences(seed: int, result: Results, expected: Answer, other: Answer) -> list[str]:
    where = f"seed {seed}, {result.round or 'whole contest'}"
    found = []
    if expected.figures != other.figures:
        found.append(f"{where}: figures {expected.figures}, SQL {other.figures}")
    for name, mine, theirs in [
        ("person", expected.persons, other.persons),
        ("unit", expected.units, other.units),
    ]:
        for holder in sorted(mine.keys() | theirs.keys()):
            if mine.get(holder) != theirs.get(holder):
                found.append(
                    f"{where}, {name} {holder}: {mine.get(holder)}, SQL {theirs.get(holder)}"
                )
    return found


def _awards(awards: Sequence[Award]) -> tuple[tuple[str, str, int, bool], ...]:
    return tuple((award.group, award.prize, award.value, award.decided) for award in awards)


@pytest.mark.parametrize("first", range(FEW.start, FEW.stop, 15))
def test_the_sql_agrees_on_sixty_random_contests(first: int) -> None:
    assert list(disagreements(range(first, first + 15))) == []


@pytest.mark.prove
@pytest.mark.parametrize("first", range(MANY.start, MANY.stop, 50))
def test_the_sql_agrees_on_a_thousand_random_contests(first: int) -> None:
    assert list(disagreements(range(first, first + 50))) == []


def in_groups(
    of: Sequence[PrizeFor] = tuple(PrizeFor), **overrides: object
) -> Callable[[Contest], Contest]:
    return lambda contest: replace(
        contest,
        prizes=replace(
            contest.prizes,
            groups=tuple(
                replace(group, **overrides) if group.to in of else group
                for group in contest.prizes.groups
            ),
        ),
    )


def in_terms(**overrides: object) -> Callable[[Contest], Contest]:
    def mistaken(contest: Contest) -> Contest:
        terms: list[Term] = [replace(term, **overrides) for term in contest.collective.terms]
        return replace(contest, collective=replace(contest.collective, terms=tuple(terms)))

    return mistaken


def in_units(**overrides: object) -> Callable[[Contest], Contest]:
    return lambda contest: replace(
        contest, units=tuple(replace(unit, **overrides) for unit in contest.units)
    )


def in_collective(**overrides: object) -> Callable[[Contest], Contest]:
    return lambda contest: replace(contest, collective=replace(contest.collective, **overrides))


def with_prizes_backwards(contest: Contest) -> Contest:
    def backwards(group: PrizeGroup) -> PrizeGroup:
        return replace(group, prizes=group.prizes[::-1])

    groups = tuple(backwards(group) for group in contest.prizes.groups)
    return replace(contest, prizes=replace(contest.prizes, groups=groups))


MISTAKES: dict[str, Callable[[Contest], Contest]] = {
    "the ranking keys in the wrong order": lambda contest: replace(
        contest, ranking=replace(contest.ranking, keys=contest.ranking.keys[::-1])
    ),
    "the last ranking key left out": lambda contest: (
        replace(contest, ranking=replace(contest.ranking, keys=contest.ranking.keys[:-1] or ()))
        if len(contest.ranking.keys) > 1
        else contest
    ),
    "another seed of the public draw": lambda contest: replace(
        contest, ranking=replace(contest.ranking, draw_seed="another")
    ),
    "the first attempt for the one that counts": lambda contest: replace(
        contest, attempts=replace(contest.attempts, counts=Counting.FIRST)
    ),
    "an attempt that counts in every round where one counts in all": lambda contest: replace(
        contest, attempts=replace(contest.attempts, per=AttemptsPer.ROUND)
    ),
    "one attempt that counts in all where one counts in every round": lambda contest: replace(
        contest, attempts=replace(contest.attempts, per=AttemptsPer.CONTEST)
    ),
    "another truth of the prediction": lambda contest: replace(
        contest, paper=replace(contest.paper, prediction=None)
    ),
    "no pass mark where a clip counts": lambda contest: replace(
        contest,
        prizes=replace(
            contest.prizes,
            groups=tuple(
                replace(group, pass_percent=0) if group.merit is Merit.CLIP else group
                for group in contest.prizes.groups
            ),
        ),
    ),
    "any number of prizes per person": lambda contest: replace(
        contest, prizes=replace(contest.prizes, most_per_person=None)
    ),
    "no pass mark": in_groups(pass_percent=0),
    "no pass mark for units": in_groups(of=[PrizeFor.UNITS], pass_percent=0),
    "no blocks": in_groups(block=""),
    "the ranking for every merit": in_groups(merit=Merit.RANK),
    "the prizes of a group in the wrong order": with_prizes_backwards,
    "no clips": lambda contest: replace(contest, clips=()),
    "no tree": in_units(parent=None),
    "no headcounts": in_units(headcount=None),
    "no caps": in_terms(cap_percent=1_000_000),
    "a missing figure for nothing": in_terms(missing=Missing.ZERO),
    "equal weights": in_terms(weight=1),
    "no conditions": in_collective(conditions=()),
    "small units ranked": in_collective(least_headcount=0),
    "no tie order": in_collective(measures=()),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistaken_rule_is_noticed(mistake: Callable[[Contest], Contest]) -> None:
    assert next(disagreements(FEW, mistake), "") != ""
