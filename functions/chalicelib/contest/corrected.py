"""What corrections do to a round: to its markschemes, its attempts and its prizes.

1. A voided question counts for nobody: it gives no points and takes none, so the full marks of a
   paper that had it are smaller, and shares are taken of those.
2. Another accepted answer gives the question's points as the key does; who was right stays right.
3. A voided attempt is as if it had not been made: another one of the same person counts instead,
   where the rules allow several.  All attempts of a disqualified person are void.
4. Who withdraws takes no prize of that group: the prize goes down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from chalicelib.contest.attempt_lines import FinalAttempt
from chalicelib.contest.corrections import (
    EVERY_ROUND,
    Correction,
    CorrectionKind,
    accepted_answers,
    voided_questions,
)
from chalicelib.contest.grading import Markscheme
from chalicelib.contest.ids import Digest, PrizeGroupId, QuestionId, RoundId
from chalicelib.contest.merit import Withdrawal


def corrected_scheme(
    scheme: Markscheme, given: Sequence[Correction], round_id: RoundId, bank: Digest
) -> Markscheme:
    """Return how a round's attempts at a bank are graded with the corrections; itself without.

    >>> q1, q2, r, b = QuestionId("q1"), QuestionId("q2"), RoundId("r"), Digest("b")
    >>> void = Correction(kind=CorrectionKind.VOID_QUESTION, round=r, target=q1, bank=b)
    >>> scheme = Markscheme(right={q1: "a", q2: "c"}, points={q1: 1, q2: 3})
    >>> dict(corrected_scheme(scheme, [void], r, b).points)
    {'q1': 0, 'q2': 3}
    """
    voided = voided_questions(given, round_id, bank)
    also = accepted_answers(given, round_id, bank)
    if not voided and not also:
        return scheme
    points: Mapping[QuestionId, int] = {
        question: 0 if question in voided else worth for question, worth in scheme.points.items()
    }
    return replace(scheme, points=points, also=also)


A = TypeVar("A", bound=FinalAttempt)


def attempts_that_stand(
    attempts: Iterable[A], given: Sequence[Correction], round_id: RoundId
) -> Iterable[A]:
    """Return the attempts of a round that are not void, in their order."""
    receipts = _targets(given, round_id, CorrectionKind.VOID_ATTEMPT)
    persons = _targets(given, round_id, CorrectionKind.DISQUALIFY)
    if not receipts and not persons:
        return attempts
    return (
        attempt
        for attempt in attempts
        if attempt.receipt_code not in receipts and attempt.pid not in persons
    )


def withdrawals_of(given: Iterable[Correction]) -> tuple[Withdrawal, ...]:
    """Return the withdrawn prizes; those of the whole contest have no round."""
    return tuple(
        Withdrawal(
            group=PrizeGroupId(each.group),
            round=None if each.round == EVERY_ROUND else each.round,
            holder=each.target,
        )
        for each in given
        if each.kind is CorrectionKind.WITHDRAW_PRIZE
    )


def _targets(given: Iterable[Correction], round_id: RoundId, kind: CorrectionKind) -> set[str]:
    return {each.target for each in given if each.kind is kind and each.bears_on(round_id)}
