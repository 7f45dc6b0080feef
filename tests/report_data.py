"""Closed rounds invented from a seed: what reports are made of in tests."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from builders import (
    LIMIT_MS,
    make_attempt,
    make_bank,
    make_contest,
    make_key,
    make_keys,
    make_pid,
    make_question,
    make_weeks,
)

from chalicelib.contest.attempts import Attempt, AttemptState
from chalicelib.contest.ids import Pid, ReceiptCode, RoundId, UnitId
from chalicelib.contest.questions import AnswerKeys, QuestionBank
from chalicelib.contest.rules import Contest, Round
from office.report import RoundData

MADE_ON = date(2021, 12, 31)


def make_round_data(
    attempts: Sequence[Attempt], bank: QuestionBank | None = None, keys: AnswerKeys | None = None
) -> RoundData:
    bank = bank or make_bank()
    keys = keys or make_keys(bank)
    return RoundData(
        attempts=tuple(attempts), banks={bank.digest(): bank}, keys={bank.digest(): keys}
    )


def make_final(
    number: int,
    round_: Round,
    *,
    unit: str | None = "phuong-1",
    right: int = 3,
    of: int = 3,
    after_ms: int = 0,
    used_ms: int = 60_000,
    state: AttemptState = AttemptState.SUBMITTED,
    ordinal: int = 1,
    bank: QuestionBank | None = None,
) -> Attempt:
    """Return a final attempt with so many right answers, the others wrong."""
    bank = bank or make_bank()
    questions = tuple(question.id for question in bank.questions[:of])
    started_at = round_.opens_at + after_ms
    deadline_at = min(started_at + LIMIT_MS, round_.closes_at)
    submitted = state is AttemptState.SUBMITTED
    return make_attempt(
        number,
        key=make_key(number, scope=round_.id, ordinal=ordinal),
        round_id=round_.id,
        unit=None if unit is None else UnitId(unit),
        receipt_code=ReceiptCode(f"{round_.id}-{number}-{ordinal}"),
        bank=bank.digest(),
        question_ids=questions,
        answers={
            question: "a" if place < right else "b" for place, question in enumerate(questions)
        },
        started_at=started_at,
        deadline_at=deadline_at,
        changed_at=started_at + used_ms,
        state=state,
        submitted_at=min(started_at + used_ms, deadline_at) if submitted else None,
        submit_id="submit-1" if submitted else "",
    )


def invent_rounds(
    contest: Contest,
    people_of_rounds: Sequence[int],
    *,
    seed: int = 1,
    questions: int = 3,
    returning: float = 0.5,
) -> dict[RoundId, RoundData]:
    """Return closed rounds in which so many people took part, part of them in several rounds."""
    chance = Random(seed)
    bank = make_bank([make_question(number) for number in range(1, questions + 1)])
    keys = make_keys(bank)
    units = [unit.id for unit in contest.units if unit.selectable]
    rounds: dict[RoundId, RoundData] = {}
    seen: list[int] = []
    home: dict[int, str | None] = {}
    for round_, wanted in zip(contest.rounds, people_of_rounds, strict=True):
        again = chance.sample(seen, min(len(seen), int(wanted * returning)))
        fresh = range(len(seen) + 1, len(seen) + 1 + wanted - len(again))
        seen += fresh
        attempts = []
        for number in [*again, *fresh]:
            if number not in home:
                home[number] = units[min(int(chance.expovariate(6 / len(units))), len(units) - 1)]
            how = chance.random()
            attempts.append(
                make_final(
                    number,
                    round_,
                    unit=home[number],
                    right=min(questions, int(chance.triangular(0, questions + 1, questions))),
                    of=questions,
                    after_ms=chance.randrange(round_.closes_at - round_.opens_at - LIMIT_MS),
                    used_ms=chance.randrange(60_000, LIMIT_MS),
                    state=AttemptState.SUBMITTED if how < 0.97 else AttemptState.AUTO,
                    bank=bank,
                )
            )
        rounds[round_.id] = make_round_data(attempts, bank, keys)
    return rounds


def make_weekly_contest(weeks: int = 2, **overrides: object) -> Contest:
    return make_contest(rounds=make_weeks(weeks), **overrides)


def births_of(numbers: Sequence[int]) -> Mapping[Pid, date]:
    return {make_pid(number): date(1990, 1, 1 + number % 28) for number in numbers}
