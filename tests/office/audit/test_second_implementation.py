"""The audit's own results are those of the core, on random contests with every rule there is."""

from datetime import date

import msgspec
import pytest
from oracle.random_contests import random_contest
from oracle.test_second_opinion import calculate, some_withdrawals

from chalicelib.contest.grading import Score
from chalicelib.contest.results import Results
from chalicelib.contest.standings import Provenance, standings_json
from office.audit import marks
from office.audit.canon import canonical
from office.audit.derived import Derived, count_taken, derive_contest, round_of_scores
from office.audit.frame import Frame
from office.audit.rules import completed
from office.audit.standings import standings_of

FEW = range(60)
MANY = range(60, 1_000)
NAMED = {"rules": "0" * 64, "bank": "1" * 64, "keys": "2" * 64, "attempts": "3" * 64}


def as_audited(score: Score) -> marks.Score:
    return marks.Score(
        score.pid,
        score.ordinal,
        score.receipt_code,
        score.round_id,
        score.unit,
        score.division,
        score.marks,
        score.full_marks,
        score.time_used_ms,
        score.time_to_last_change_ms,
        score.submitted_at,
        score.prediction,
        score.born_on.isoformat() if isinstance(score.born_on, date) else "",
    )


def derived(seed: int) -> tuple[list[Results], list[Derived]]:
    given = random_contest(seed)
    withdrawals = some_withdrawals(seed, calculate(given))
    contest = completed(msgspec.to_builtins(given.contest))
    corrections = [
        {
            "kind": "withdraw_prize",
            "round": each.round or "contest",
            "target": each.holder,
            "group": each.group,
        }
        for each in withdrawals
    ]
    frame = Frame(
        rules={"": contest}, now="", slots={}, banks={}, states={}, corrections=corrections
    )
    limited = contest["prizes"]["most_per_person"] is not None
    taken: dict[str, int] = {}
    found = []
    rounds = [[as_audited(score) for score in scores] for scores in given.rounds]
    for round_, scores in zip(contest["rounds"], rounds, strict=True):
        had = taken if limited else {}
        found.append(round_of_scores(frame, contest, round_["id"], scores, had))
        count_taken(found[-1], taken)
    found.append(derive_contest(frame, contest, rounds, taken if limited else {}))
    return calculate(given, withdrawals), found


def disagreeing(seeds: range) -> list[int]:
    provenance = Provenance(**NAMED)  # type: ignore[arg-type]
    return [
        seed
        for seed in seeds
        for core, audited in zip(*derived(seed), strict=True)
        if standings_json(core, provenance) != canonical(standings_of(audited, NAMED))
    ]


def test_standings_are_the_same_byte_for_byte_on_sixty_contests() -> None:
    assert disagreeing(FEW) == []


@pytest.mark.prove
def test_standings_are_the_same_byte_for_byte_on_a_thousand_contests() -> None:
    assert disagreeing(MANY) == []
