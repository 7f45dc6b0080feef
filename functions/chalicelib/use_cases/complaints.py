"""Taking complaints, and telling the complainant how far one has come.

1. Who complains shows the personal code and the code of a receipt that is its owner's.
2. A complaint takes the first free number of its receipt, each number by one write that succeeds
   where it is free.  What has the number then comes back: the same id is found and nothing is
   written twice, another one sends the complaint on to the next number.
3. A complaint that is stored already is acknowledged again, the window being over or not.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.attempts import Attempt, AttemptKey
from chalicelib.contest.complaints import (
    LONGEST_TEXT,
    MOST_PER_RECEIPT,
    SHORTEST_TEXT,
    AnswerWords,
    Complaint,
    ComplaintKey,
    ComplaintSubject,
    Window,
    check_window,
    code_of,
    complaint_words,
    holder_of,
    read_answer_words,
    read_words,
    window_of,
)
from chalicelib.contest.errors import (
    InvalidInputError,
    TooManyComplaintsError,
    UnknownComplaintError,
    UnknownReceiptError,
)
from chalicelib.contest.identity import read_receipt_code
from chalicelib.contest.ids import Pid, QuestionId, ReceiptCode
from chalicelib.contest.rules import AttemptsPer
from chalicelib.use_cases.door import recognise
from chalicelib.use_cases.entry import EntryDesk
from chalicelib.use_cases.start import check_client_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody complains about, as it was typed."""

    receipt: str
    """The code of a receipt."""
    subject: ComplaintSubject
    question: str | None = None
    """Which question, where it is about one."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a complaint has come."""

    complaint: Complaint
    receipt: ReceiptCode
    window: Window
    answers: tuple[tuple[int, AnswerWords], ...] = ()
    """The instant and the words of each answer, in their order."""


def take_complaint(
    desk: EntryDesk,
    words: Words,
    *,
    complaint_id: str,
    code: str,
    came_from: str = "",
    arrived_at: int,
) -> Progress:
    """Store a complaint and acknowledge it; the same id is acknowledged again as it was.

    Raises InvalidInputError, what ``recognise`` raises, UnknownReceiptError, NoComplaintsError,
    ComplaintsNotOpenError, ComplaintsClosedError, and TooManyComplaintsError (detail: limit).
    """
    check_client_id(complaint_id, "complaint_id")
    text = read_words(words.text, field="text", shortest=SHORTEST_TEXT, longest=LONGEST_TEXT)
    receipt = read_receipt_code(words.receipt)
    contest = desk.rules.contest()
    person = recognise(desk, code, came_from)
    attempt = _attempt_of(desk, person.pid, receipt)
    question = _question_of(attempt, words)
    window = window_of(contest, words.subject, attempt.round_id)
    secrets = desk.banks.secrets()
    holder = holder_of(desk.contest_id, receipt, secrets.people)
    complaint = Complaint(
        key=ComplaintKey(holder=holder, ordinal=1),
        pid=person.pid,
        complaint_id=complaint_id,
        code=code_of(holder, complaint_id, secrets.people),
        round=attempt.round_id,
        subject=words.subject,
        question=question,
        received_at=arrived_at,
        sealed=desk.sealer.seal(complaint_words(receipt, text), secrets.seal),
    )
    stored = _find(desk, holder, lambda each: each.complaint_id == complaint_id)
    if stored is None:
        check_window(window, arrived_at)
        stored = _put(desk, complaint)
    return Progress(
        complaint=stored,
        receipt=receipt,
        window=window_of(contest, stored.subject, stored.round),
        answers=_answers_to(desk, stored),
    )


def follow_complaint(desk: EntryDesk, *, receipt: str, code: str) -> Progress:
    """Return how far the complaint of a receipt has come, by the code that it was given.

    A code has 50 bits, so that nobody finds one by trying.  Raises UnknownComplaintError.
    """
    try:
        owned, asked = read_receipt_code(receipt), read_receipt_code(code)
    except InvalidInputError:
        raise UnknownComplaintError from None
    holder = holder_of(desk.contest_id, owned, desk.banks.secrets().people)
    stored = _find(desk, holder, lambda each: hmac.compare_digest(each.code, asked))
    if stored is None:
        raise UnknownComplaintError
    return Progress(
        complaint=stored,
        receipt=owned,
        window=window_of(desk.rules.contest(), stored.subject, stored.round),
        answers=_answers_to(desk, stored),
    )


def _attempt_of(desk: EntryDesk, pid: Pid, receipt: ReceiptCode) -> Attempt:
    """Return the person's attempt that has a receipt's code; raise UnknownReceiptError."""
    contest = desk.rules.contest()
    per_contest = contest.attempts.per is AttemptsPer.CONTEST
    scopes = [WHOLE_CONTEST] if per_contest else [r.id for r in reversed(contest.rounds)]
    for scope in scopes:
        for ordinal in range(1, contest.attempts.limit + 1):
            key = AttemptKey(contest=desk.contest_id, scope=scope, pid=pid, ordinal=ordinal)
            attempt = desk.attempts.get_attempt(key)
            if attempt is None:
                break
            if attempt.receipt_code == receipt:
                return attempt
    raise UnknownReceiptError


def _question_of(attempt: Attempt, words: Words) -> QuestionId | None:
    if words.subject is ComplaintSubject.QUESTION:
        for question in attempt.question_ids:
            if question == words.question:
                return question
    elif words.question is None:
        return None
    raise InvalidInputError(field="question")


def _keys(holder: str) -> list[ComplaintKey]:
    return [
        ComplaintKey(holder=holder, ordinal=ordinal) for ordinal in range(1, MOST_PER_RECEIPT + 1)
    ]


def _find(desk: EntryDesk, holder: str, wanted: Callable[[Complaint], bool]) -> Complaint | None:
    for key in _keys(holder):
        stored = desk.complaints.get_complaint(desk.contest_id, key)
        if stored is None or wanted(stored):
            return stored
    return None


def _put(desk: EntryDesk, complaint: Complaint) -> Complaint:
    """Put the complaint under the first number that is free, or find it under one."""
    for key in _keys(complaint.key.holder):
        stored = desk.complaints.put_complaint(desk.contest_id, replace(complaint, key=key))
        if stored.complaint_id == complaint.complaint_id:
            return stored
    raise TooManyComplaintsError(limit=MOST_PER_RECEIPT)


def _answers_to(desk: EntryDesk, complaint: Complaint) -> tuple[tuple[int, AnswerWords], ...]:
    seal = desk.banks.secrets().seal
    found: list[tuple[int, AnswerWords]] = []
    while answer := desk.complaints.get_answer(desk.contest_id, complaint.key, len(found) + 1):
        words = read_answer_words(desk.sealer.unseal(answer.sealed, seal))
        found.append((answer.answered_at, words))
    return tuple(found)
