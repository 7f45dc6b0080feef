"""Random contests with random rules, each fixed by its number: few values, so that ties abound."""

from dataclasses import dataclass
from datetime import date
from random import Random

from builders import OPENS_AT, make_contest, make_weeks

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import DivisionId, Pid, PrizeGroupId, ReceiptCode, RoundId, UnitId
from chalicelib.contest.rules import (
    Against,
    AttemptRules,
    AttemptsPer,
    ClipMarks,
    CollectiveRules,
    Condition,
    Contest,
    Counting,
    Division,
    MarksRules,
    Merit,
    Missing,
    PaperRules,
    Prediction,
    PredictionOf,
    Prize,
    PrizeFor,
    PrizeGroup,
    PrizePer,
    Prizes,
    RankingKey,
    RankingRules,
    Term,
    UnitMeasure,
)
from chalicelib.contest.units import Unit

FULL_MARKS = (300, 400, 600)
BLOCKS = ("", "khoi-1", "khoi-2")
BIRTHS = (None, date(1999, 12, 31), date(2000, 2, 29), date(2000, 3, 1), date(2007, 1, 1))
PREDICTIONS = ("", "0", "3", "7.5", "10", "12", "25", "40", "100", "-1")
# A term cannot be a mean time: less of it is better, and the checker refuses it.
TERM_MEASURES = tuple(m for m in UnitMeasure if m is not UnitMeasure.MEAN_TIME_USED)
PLAIN_MEASURES = tuple(m for m in UnitMeasure if m is not UnitMeasure.BEST_N_MARKS)
CONDITION_MEASURES = tuple(m for m in TERM_MEASURES if m is not UnitMeasure.BEST_N_MARKS)


@dataclass(frozen=True, kw_only=True)
class RandomContest:
    """Rules and the valid attempts of every round."""

    contest: Contest
    rounds: tuple[tuple[Score, ...], ...]


def random_contest(seed: int) -> RandomContest:
    """Return contest number so and so."""
    chance = Random(seed)
    units = _units(chance)
    divisions = tuple(
        Division(id=DivisionId(f"bang-{letter}"), name=f"Bảng {letter}")
        for letter in "abc"[: chance.choice([0, 0, 2, 3])]
    )
    prediction = chance.choice([None, *PredictionOf])
    contest = make_contest(
        units=units,
        rounds=make_weeks(chance.randint(1, 3)),
        divisions=divisions,
        attempts=AttemptRules(
            limit=chance.randint(1, 3),
            per=chance.choice(list(AttemptsPer)),
            counts=chance.choice(list(Counting)),
        ),
        marks=MarksRules(scale=chance.choice([None, 10, 100])),
        paper=PaperRules(
            questions=3,
            limit_ms=60_000,
            prediction=None if prediction is None else Prediction(text="?", of=prediction),
        ),
        ranking=RankingRules(
            keys=tuple(chance.sample(list(RankingKey), chance.randint(1, 5))),
            draw_seed=chance.choice(["Sông Công", "it's 2021", ""]),
        ),
        collective=_collective(chance),
        prizes=Prizes(
            groups=tuple(
                _group(chance, number, divisions) for number in range(chance.randint(0, 6))
            ),
            most_per_person=chance.choice([None, 1, 1, 2]),
        ),
        clips=tuple(
            ClipMarks(unit=chance.choice(units).id, marks=chance.randint(0, 20), full_marks=full)
            for full in chance.choices([20, 50, 100], k=chance.randint(0, 6))
        ),
    )
    return RandomContest(contest=contest, rounds=_attempts(chance, contest))


def _units(chance: Random) -> tuple[Unit, ...]:
    def unit(slug: str, level: str, parent: str | None) -> Unit:
        return Unit(
            id=UnitId(slug),
            name=slug,
            level=level,
            parent=None if parent is None else UnitId(parent),
            block=chance.choice(BLOCKS),
            headcount=chance.choice([None, 0, 5, 10, 10, 20]),
        )

    districts = [f"huyen-{number}" for number in range(chance.randint(0, 3))]
    return (
        unit("tinh", "tinh", None),
        *(unit(district, "huyen", "tinh") for district in districts),
        *(
            unit(f"xa-{number}", "xa", chance.choice([*districts, "tinh", None]))
            for number in range(chance.randint(1, 8))
        ),
    )


def _collective(chance: Random) -> CollectiveRules:
    return CollectiveRules(
        measures=tuple(chance.sample(PLAIN_MEASURES, chance.randint(0, 3))),
        levels=tuple(chance.sample(["tinh", "huyen", "xa"], chance.randint(1, 3))),
        terms=tuple(_term(chance, number) for number in range(chance.choice([0, 1, 2, 3, 4]))),
        conditions=tuple(
            Condition(measure=chance.choice(CONDITION_MEASURES), at_least=at_least)
            for at_least in chance.choices([1, 2, 3, 5, 20, 70], k=chance.choice([0, 0, 1, 2]))
        ),
        least_headcount=chance.choice([0, 0, 6]),
    )


def _term(chance: Random, number: int) -> Term:
    measure = chance.choice(TERM_MEASURES)
    return Term(
        name=f"t{number}",
        measure=measure,
        weight=chance.choice([10, 25, 40, 100]),
        against=chance.choice(list(Against)),
        full=chance.choice([3, 10, 100]),
        cap_percent=chance.choice([50, 100, 100, 150]),
        missing=chance.choice([Missing.ZERO, Missing.ZERO, Missing.UNRANKED]),
        best_n=chance.randint(1, 4) if measure is UnitMeasure.BEST_N_MARKS else 0,
    )


def _group(chance: Random, number: int, divisions: tuple[Division, ...]) -> PrizeGroup:
    to = chance.choice([PrizeFor.PERSONS, PrizeFor.PERSONS, PrizeFor.UNITS])
    persons = to is PrizeFor.PERSONS
    return PrizeGroup(
        id=PrizeGroupId(f"g{number}"),
        name=f"Nhóm {number}",
        to=to,
        per=chance.choice(list(PrizePer)),
        prizes=tuple(
            Prize(name=name, count=chance.randint(1, 4), value=chance.randint(0, 9))
            for name in ("Nhất", "Nhì", "Ba")[: chance.randint(1, 3)]
        ),
        division=chance.choice(divisions).id if divisions and persons else None,
        block=chance.choice(["", *BLOCKS]),
        merit=chance.choice(
            [Merit.RANK, Merit.YOUNGEST, Merit.OLDEST] if persons else [Merit.RANK, Merit.CLIP]
        ),
        pass_percent=chance.choice([0, 0, 50, 67, 100]),
    )


@dataclass(frozen=True, kw_only=True)
class _Person:
    pid: Pid
    unit: UnitId | None
    division: DivisionId | None
    born_on: date | None


def _attempts(chance: Random, contest: Contest) -> tuple[tuple[Score, ...], ...]:
    rounds: list[list[Score]] = [[] for _ in contest.rounds]
    divisions = contest.division_ids()
    full_marks = {
        (round_.id, division): chance.choice(FULL_MARKS)
        for round_ in contest.rounds
        for division in divisions
    }
    for number in range(chance.choice([0, 1, 5, 20, 60])):
        person = _Person(
            pid=Pid(f"n{number:02d}"),
            unit=chance.choice([None, *(unit.id for unit in contest.units), contest.units[-1].id]),
            division=chance.choice(divisions),
            born_on=chance.choice(BIRTHS),
        )
        ordinal = 0
        for place, round_ in enumerate(contest.rounds):
            if contest.attempts.per is AttemptsPer.ROUND:
                ordinal = 0
            while ordinal < contest.attempts.limit and chance.random() < 0.7:
                ordinal += 1
                full = full_marks[round_.id, person.division]
                rounds[place].append(_score(chance, person, ordinal, round_.id, full))
    for scores in rounds:
        chance.shuffle(scores)
    return tuple(map(tuple, rounds))


def _score(
    chance: Random, person: _Person, ordinal: int, round_id: RoundId, full_marks: int
) -> Score:
    time_used_ms = chance.choice([30_000, 30_001, 45_000, 60_000])
    return Score(
        pid=person.pid,
        ordinal=ordinal,
        receipt_code=ReceiptCode(f"{chance.getrandbits(40):010X}"),
        round_id=round_id,
        unit=person.unit,
        division=person.division,
        # Whole points mostly; a share of one, as negative marks make it, now and then.
        marks=chance.choice([0, 100, 200, 200, full_marks - 25, full_marks, full_marks]),
        full_marks=full_marks,
        time_used_ms=time_used_ms,
        time_to_last_change_ms=time_used_ms - chance.choice([0, 1, 5_000]),
        submitted_at=OPENS_AT + chance.choice([0, 1, 60_000]) + 1_000 * ordinal,
        prediction=chance.choice(PREDICTIONS),
        born_on=person.born_on,
    )
