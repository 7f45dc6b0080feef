"""Nothing differs in contests whose rules the examples have not, played from start to report."""

from collections.abc import Mapping, Sequence

import pytest
from audited import close_all, records_of, with_report
from rehearsing import loaded_of, weekly_contest
from rich_contest import make_rich_banks, make_rich_contest

from chalicelib.contest.ids import BankSlot
from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.rules import (
    AttemptRules,
    AttemptsPer,
    Contest,
    Counting,
    MarksRules,
    PaperRules,
    Prediction,
    PredictionOf,
    RankingKey,
    RankingRules,
)
from office.audit import Records, audit
from office.rehearse.stage import set_stage
from office.simulate.crowd import invent_crowd
from office.simulate.entrants import plan_round
from office.simulate.play import play_entrants
from office.simulate.sizes import default_size
from office.simulate.turnout import choose_turnout

SEED = 3


def played(
    contest: Contest, banks: Mapping[BankSlot, Sequence[WrittenQuestion]] | None = None
) -> Records:
    size = default_size(contest, 30, SEED)
    crowd = invent_crowd(contest, size)
    turnout = choose_turnout(contest, size, crowd)
    stage = set_stage(loaded_of(contest, banks), crowd, SEED)
    sizes = {each.round: each for each in size.rounds}
    for round_ in contest.rounds:
        people = turnout.rounds[round_.id]
        play_entrants(
            stage.desks.entry,
            stage.clock,
            round_id=round_.id,
            right=stage.right,
            entrants=plan_round(contest, sizes[round_.id], people, SEED),
            ledger=stage.ledger,
        )
    backend = stage.desks.backend
    close_all(backend, contest)
    return with_report(records_of(backend, contest), backend, contest)


def test_divisions_with_papers_of_their_own_clips_and_questions_of_every_kind() -> None:
    contest = make_rich_contest()

    trail = audit(played(contest, make_rich_banks(contest)))

    assert (trail.findings, trail.skipped) == ([], [])
    assert trail.counts["awards"] > 0


@pytest.mark.parametrize("counts", [Counting.BEST, Counting.LAST, Counting.FIRST])
def test_several_attempts_over_the_contest_with_wrong_answers_taking_marks(
    counts: Counting,
) -> None:
    contest = weekly_contest(
        3,
        attempts=AttemptRules(limit=3, per=AttemptsPer.CONTEST, counts=counts),
        marks=MarksRules(scale=10, wrong_percent=25),
        ranking=RankingRules(
            keys=(
                RankingKey.MARKS,
                RankingKey.TIME_TO_LAST_CHANGE,
                RankingKey.SUBMITTED_AT,
                RankingKey.PUBLIC_DRAW,
            ),
            draw_seed="xổ số ngày 1",
        ),
    )

    trail = audit(played(contest))

    assert (trail.findings, trail.skipped) == ([], [])
    assert trail.counts["attempts"] > 30


def by_age() -> Contest:
    return weekly_contest(
        2,
        paper=PaperRules(
            questions=3,
            limit_ms=600_000,
            prediction=Prediction(text="Bao nhiêu người?", of=PredictionOf.PEOPLE),
            only_if_all_answered=True,
        ),
        ranking=RankingRules(
            keys=(RankingKey.MARKS, RankingKey.PREDICTION_ERROR, RankingKey.YOUNGEST)
        ),
    )


def test_a_prediction_papers_that_must_be_full_and_the_youngest_first() -> None:
    trail = audit(played(by_age()))

    assert (trail.findings, trail.skipped) == ([], [])


def test_ranks_by_age_are_left_out_after_an_erasure_and_that_is_said() -> None:
    records = played(by_age())
    records.items["people"] = {}

    trail = audit(records)

    assert trail.findings == []
    assert {each.kind for each in trail.skipped} == {"no_births", "round_missing"}
