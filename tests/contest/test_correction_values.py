"""Corrections as values: what they do to a round, in whatever order, and who signed them."""

from dataclasses import replace
from typing import Any

import pytest
from builders import CONTEST, make_digest, make_score
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.approvals import approved, is_signed_by, proposals_of
from chalicelib.contest.corrected import attempts_that_stand, corrected_scheme, withdrawals_of
from chalicelib.contest.corrections import (
    EVERY_ROUND,
    Correction,
    CorrectionKind,
    bytes_to_sign,
    correction_details,
    correction_of,
    corrections_digest,
)
from chalicelib.contest.errors import BrokenRecordError
from chalicelib.contest.events import Event, EventKind, event_value
from chalicelib.contest.grading import Markscheme, marks_of
from chalicelib.contest.ids import PrizeGroupId, QuestionId, RoundId
from chalicelib.contest.merit import Withdrawal
from chalicelib.contest.rules import Organizer
from chalicelib.store.signing import Ed25519Signer, is_signed

ROUND, OTHER = RoundId("r1"), RoundId("r2")
BANK = make_digest("bank")
IDS = [QuestionId(name) for name in ("q1", "q2", "q3")]
SCHEME = Markscheme(right=dict.fromkeys(IDS, "a"), points={IDS[0]: 1, IDS[1]: 2, IDS[2]: 4})
SEEDS = {"Lê Mẫu": b"1" * 32, "Trần Thử": b"2" * 32}
SIGNER = Ed25519Signer()
ORGANIZERS = [
    Organizer(name=name, key=SIGNER.public_key(seed).hex()) for name, seed in SEEDS.items()
]

corrections = st.builds(
    Correction,
    kind=st.sampled_from(CorrectionKind),
    round=st.sampled_from([ROUND, OTHER]),
    target=st.sampled_from(["q1", "q2", "q3"]),
    bank=st.just(BANK),
    answer=st.sampled_from(["b", "c"]),
    group=st.just("g"),
)


def signed(event: Event, by: str | None = None) -> Event:
    message = bytes_to_sign(CONTEST, event_value(event))
    signature = SIGNER.sign(message, SEEDS[by or event.by]).hex()
    return replace(event, details={**event.details, "signature": signature})


def proposal(number: int = 1, by: str = "Lê Mẫu", previous: Event | None = None) -> Event:
    correction = Correction(kind=CorrectionKind.VOID_QUESTION, round=ROUND, target="q1", bank=BANK)
    event = Event(
        number=number,
        kind=EventKind.VOID_QUESTION,
        at=number,
        by=by,
        reason="Câu sai",
        details={**correction_details(correction)},
        previous=previous.digest() if previous else None,
    )
    return signed(event)


def withdrawal(of: Event, by: str = "Lê Mẫu", number: int = 2) -> Event:
    event = Event(
        number=number,
        kind=EventKind.WITHDRAWAL,
        at=number,
        by=by,
        reason="Nhầm câu",
        details={"proposal": of.number, "proposal_digest": of.digest()},
        previous=of.digest(),
    )
    return signed(event)


def approval(of: Event, by: str = "Trần Thử", number: int = 2) -> Event:
    event = Event(
        number=number,
        kind=EventKind.APPROVAL,
        at=number,
        by=by,
        reason=of.reason,
        details={
            "proposal": of.number,
            "proposal_digest": of.digest(),
            "before.r1": "00",
            "after.r1": "11",
        },
        previous=of.digest(),
    )
    return signed(event)


@given(st.lists(corrections, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_corrections_does_not_count(given_ones: list[Correction], by: object) -> None:
    shuffled = list(given_ones)
    by.shuffle(shuffled)  # type: ignore[attr-defined]

    for round_id in (ROUND, OTHER):
        one = corrected_scheme(SCHEME, given_ones, round_id, BANK)
        assert one == corrected_scheme(SCHEME, shuffled, round_id, BANK)
        assert corrections_digest(given_ones, [round_id]) == corrections_digest(
            shuffled, [round_id]
        )


@given(
    st.lists(corrections, max_size=6),
    st.dictionaries(st.sampled_from(IDS), st.sampled_from("abcd")),
)
def test_full_marks_are_those_of_the_questions_that_count(
    given_ones: list[Correction], answers: dict[str, str]
) -> None:
    scheme = corrected_scheme(SCHEME, given_ones, ROUND, BANK)
    voided = {
        each.target
        for each in given_ones
        if each.kind is CorrectionKind.VOID_QUESTION and each.round == ROUND
    }
    accepted = {
        (each.target, each.answer)
        for each in given_ones
        if each.kind is CorrectionKind.ACCEPT_KEY and each.round == ROUND
    }

    marks, full = marks_of(IDS, answers, scheme)

    worth = {question: 0 if question in voided else SCHEME.points[question] for question in IDS}
    right = [q for q in IDS if answers.get(q) == "a" or (q, answers.get(q)) in accepted]
    assert (marks, full) == (100 * sum(worth[q] for q in right), 100 * sum(worth.values()))


def test_without_corrections_nothing_has_a_digest_and_the_scheme_is_the_same() -> None:
    assert corrections_digest([], [ROUND]) is None
    assert corrected_scheme(SCHEME, [], ROUND, BANK) is SCHEME


def test_a_correction_bears_on_its_round_and_on_the_contest() -> None:
    of_round = Correction(kind=CorrectionKind.VOID_ATTEMPT, round=ROUND, target="c")
    of_person = Correction(kind=CorrectionKind.DISQUALIFY, round=EVERY_ROUND, target="p")

    assert [of_round.bears_on(r) for r in (ROUND, OTHER, EVERY_ROUND)] == [True, False, True]
    assert [of_person.bears_on(r) for r in (ROUND, OTHER, EVERY_ROUND)] == [True, True, True]


def test_withdrawals_are_of_a_round_or_of_the_contest() -> None:
    one = Correction(kind=CorrectionKind.WITHDRAW_PRIZE, round=ROUND, target="p", group="g")
    group = PrizeGroupId("g")

    assert withdrawals_of([one, replace(one, round=EVERY_ROUND)]) == (
        Withdrawal(group=group, round=ROUND, holder="p"),
        Withdrawal(group=group, round=None, holder="p"),
    )


@given(corrections)
def test_a_correction_is_read_from_its_event_as_it_was(correction: Correction) -> None:
    details = correction_details(correction)

    assert correction_of(correction.kind.value, details, None) == correction


def test_a_proposal_waits_until_somebody_else_has_signed() -> None:
    first = proposal()
    second = approval(first)

    (waiting,) = proposals_of(CONTEST, [first], ORGANIZERS, is_signed)
    (held,) = proposals_of(CONTEST, [first, second], ORGANIZERS, is_signed)

    assert (waiting.approval, approved([waiting])) == (None, ())
    assert (held.approval, approved([held])) == (second, (held.correction,))
    assert (waiting.versions(), held.versions()) == ({}, {ROUND: ("00", "11")})


def test_an_approval_that_does_not_fit_breaks_the_record() -> None:
    first = proposal()
    good = approval(first)
    unfit = [
        [first, approval(first, by="Lê Mẫu")],
        [approval(first)],
        [first, good, approval(first, number=3)],
        [first, signed(replace(good, details={**good.details, "proposal_digest": "00"}))],
        [first, signed(replace(good, details={**good.details, "proposal": 7}))],
        [first, signed(good, by="Lê Mẫu")],
    ]
    for chain in unfit:
        with pytest.raises(BrokenRecordError) as refused:
            proposals_of(CONTEST, chain, ORGANIZERS, is_signed)
        assert refused.value.details == {"number": chain[-1].number}


def test_a_withdrawal_is_its_proposer_s_and_of_what_waits() -> None:
    first = proposal()
    good = withdrawal(first)
    (held,) = proposals_of(CONTEST, [first, good], ORGANIZERS, is_signed)
    assert (held.withdrawal, held.approval, held.waits()) == (good, None, False)
    assert approved([held]) == ()
    unfit = [
        [first, withdrawal(first, by="Trần Thử")],
        [good],
        [first, good, withdrawal(first, number=3)],
        [first, good, approval(first, number=3)],
        [first, approval(first), withdrawal(first, number=3)],
        [first, signed(replace(good, details={**good.details, "proposal_digest": "00"}))],
        [first, replace(good, reason="Một lý do khác")],
    ]
    for chain in unfit:
        with pytest.raises(BrokenRecordError) as refused:
            proposals_of(CONTEST, chain, ORGANIZERS, is_signed)
        assert refused.value.details == {"number": chain[-1].number}


def test_a_signature_for_another_contest_is_none_here() -> None:
    with pytest.raises(BrokenRecordError):
        proposals_of(type(CONTEST)("cuoc-thi-khac"), [proposal()], ORGANIZERS, is_signed)


def test_only_withdrawals_withdraw_prizes() -> None:
    void = Correction(kind=CorrectionKind.VOID_ATTEMPT, round=ROUND, target="R1")

    assert withdrawals_of([void]) == ()


def test_an_attempt_is_void_in_its_round_alone() -> None:
    attempt = make_score()
    void = Correction(kind=CorrectionKind.VOID_ATTEMPT, round=ROUND, target=attempt.receipt_code)
    person = Correction(kind=CorrectionKind.DISQUALIFY, round=EVERY_ROUND, target=attempt.pid)
    attempts: list[Any] = [attempt]

    assert list(attempts_that_stand(attempts, [void], ROUND)) == []
    assert list(attempts_that_stand(attempts, [void], OTHER)) == attempts
    assert list(attempts_that_stand(attempts, [void, person], OTHER)) == []


def test_results_name_only_the_corrections_that_bear_on_them() -> None:
    here = Correction(kind=CorrectionKind.VOID_ATTEMPT, round=ROUND, target="R1")
    elsewhere = replace(here, round=OTHER)

    assert corrections_digest([here, elsewhere], [ROUND]) == corrections_digest([here], [ROUND])
    assert corrections_digest([elsewhere], [ROUND]) is None


def test_a_correction_of_no_question_has_no_bank_on_record_and_none_when_read() -> None:
    withdrawal = Correction(kind=CorrectionKind.WITHDRAW_PRIZE, round=ROUND, target="p1", group="g")
    details = correction_details(withdrawal)

    assert details["bank"] == ""
    assert correction_of("withdraw_prize", details, None) == withdrawal


def test_nobody_without_a_key_has_signed() -> None:
    event = signed(proposal())

    assert not is_signed_by(CONTEST, event, b"", lambda *_: True)


def test_other_events_of_the_record_need_no_signature() -> None:
    credit = Event(
        number=1,
        kind=EventKind.EXTRA_TIME,
        at=1,
        by="Ban Tổ chức",
        reason="Mất điện",
        details={"round": ROUND, "extra_ms": 1},
        previous=None,
    )
    proposed = signed(proposal(number=2, previous=credit))

    (found,) = proposals_of(CONTEST, [credit, proposed], ORGANIZERS, is_signed)

    assert found.event == proposed
