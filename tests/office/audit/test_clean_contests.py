"""Where nothing was spoilt the audit finds nothing, whatever befell the contest."""

import pytest
from audited import close_all, records_of, with_report
from builders import ROUND, make_contest
from close.small_examples import CASES, take_example
from corrected_scene import Corrected
from scene import SUBMIT_ID, make_scene

from chalicelib.contest.acts import CLOSE_DELAY_MS
from chalicelib.contest.corrections import Correction, CorrectionKind
from chalicelib.contest.ids import Pid
from chalicelib.contest.rules import AttemptRules, ComplaintRules, Counting
from chalicelib.contest.times import DAY_MS, MINUTE_MS
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.extra_time import credit_extra_time
from office.audit import Records, Trail, audit


def found_in(trail: Trail) -> list[tuple[str, str, str, str]]:
    return [(f.kind, f.place, f.expected, f.found) for f in trail.findings]


def corrected_records(case: Corrected) -> Records:
    return records_of(case.scene.desks.backend, case.scene.contest)


@pytest.mark.parametrize("case", CASES)
def test_nothing_differs_in_an_example_played_closed_and_reported(case: str) -> None:
    taken = take_example(case)
    close_all(taken.backend, taken.contest)
    records = with_report(records_of(taken.backend, taken.contest), taken.backend, taken.contest)

    trail = audit(records)

    attempts = sum(len(rows) for rows in records.items["attempts"].values())
    assert found_in(trail) == []
    assert trail.skipped == []
    counted = ("attempts", "lines", "own", "paper", "receipt_code", "times")
    assert {name: trail.counts[name] for name in counted} == dict.fromkeys(counted, attempts)
    assert trail.counts["standings"] == len(taken.contest.rounds) + 1
    assert trail.counts["report"] == 1


def test_nothing_differs_after_every_kind_of_correction() -> None:
    case = Corrected(complaints=ComplaintRules(window_ms=3 * DAY_MS, how="Gửi đơn"))
    for kind, target, answer in (
        (CorrectionKind.VOID_QUESTION, case.question, ""),
        (CorrectionKind.VOID_ATTEMPT, case.receipts[2], ""),
    ):
        bank = case.bank() if kind is CorrectionKind.VOID_QUESTION else None
        case.both(Correction(kind=kind, round=ROUND, target=target, bank=bank, answer=answer))

    trail = audit(corrected_records(case))

    assert found_in(trail) == []
    assert trail.counts["event_signature"] == 4


def test_a_proposal_that_waits_is_no_correction() -> None:
    from corrected_scene import ONE, WHY

    from chalicelib.use_cases.corrections import propose

    case = Corrected()
    propose(case.desk, case.void(), reason=WHY, seed=ONE)

    assert found_in(audit(corrected_records(case))) == []


def test_nothing_differs_where_another_answer_is_accepted() -> None:
    case = Corrected()
    case.both(
        Correction(
            kind=CorrectionKind.ACCEPT_KEY,
            round=ROUND,
            target=case.question,
            bank=case.bank(),
            answer=case.wrong,
        )
    )

    assert found_in(audit(corrected_records(case))) == []


@pytest.mark.parametrize("of_person", [True, False])
def test_nothing_differs_with_extra_time(of_person: bool) -> None:
    scene = make_scene()
    first, second = scene.register(1), scene.register(2)
    started = scene.start(first.code)
    scene.start(second.code)
    scene.clock.advance(MINUTE_MS)
    credit_extra_time(
        scene.desks.extra_time,
        ROUND,
        Pid(started.attempt.pid) if of_person else None,
        extra_ms=3 * MINUTE_MS,
        by="Lê Mẫu",
        reason="Mất mạng",
    )
    submit_attempt(
        scene.desks.entry,
        token=started.token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers=scene.right_answers(started),
        arrived_at=started.attempt.deadline_at + 2 * MINUTE_MS,
    )
    scene.clock.set(scene.contest.rounds[0].closes_at + 3 * MINUTE_MS + CLOSE_DELAY_MS)
    scene.desks.close_round(ROUND)
    scene.clock.advance(DAY_MS * 30)
    scene.desks.publish_results(ROUND)

    trail = audit(records_of(scene.desks.backend, scene.contest))

    assert found_in(trail) == []
    assert trail.counts["attempts"] == 2


def test_nothing_differs_where_the_better_of_two_attempts_counts_and_figures_were_live() -> None:
    scene = make_scene(make_contest(attempts=AttemptRules(limit=2, counts=Counting.BEST)))
    code = scene.register(1).code
    for number in (1, 2):
        started = scene.start(code, start_id=f"start-id-of-16-letters-{number}")
        answers = scene.wrong_answers(started) if number == 1 else scene.right_answers(started)
        submit_attempt(
            scene.desks.entry,
            token=started.token,
            submit_id=SUBMIT_ID,
            revision=1,
            answers=answers,
            arrived_at=scene.clock.now() + MINUTE_MS,
        )
        scene.clock.advance(2 * MINUTE_MS)
    scene.desks.publish_participation(ROUND)
    close_all(scene.desks.backend, scene.contest)

    trail = audit(records_of(scene.desks.backend, scene.contest))

    assert found_in(trail) == []
    assert (trail.counts["attempts"], trail.counts["live"]) == (2, 1)


def test_a_round_that_is_not_closed_is_said_and_no_difference() -> None:
    scene = make_scene()
    scene.start(scene.register(1).code)

    trail = audit(records_of(scene.desks.backend, scene.contest))

    assert found_in(trail) == []
    assert [(each.kind, each.place) for each in trail.skipped] == [("not_closed", ROUND)]


def test_without_the_secrets_papers_are_left_out_and_that_is_said() -> None:
    case = Corrected()
    records = corrected_records(case)
    records.secrets = {}

    trail = audit(records)

    assert found_in(trail) == []
    assert [(each.kind, each.place) for each in trail.skipped] == [("no_secret", "papers")]
    assert trail.counts["paper"] == 0
