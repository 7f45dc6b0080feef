"""Complaints about results: who may make one, about what, when, and in what words.

1. Whoever holds a receipt may complain about a question of that paper, about the result of its
   round, or about the result of the whole contest.
2. From the announced hour of that result (inclusive) to the instant from which it is official (not
   any more); an answer is due by then.
3. At most ``MOST_PER_RECEIPT`` for one receipt, each under a number of its own that is never used
   twice.
4. The client makes an id before it sends a complaint: the same id is the same complaint, however
   often and however late it comes again.
5. Nobody but the board and the complainant reads a complaint.  What the public sees is written by
   the board with an answer, never taken from the complaint.
6. An answer is added, never changed.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.errors import (
    ComplaintsClosedError,
    ComplaintsNotOpenError,
    InvalidInputError,
    NoComplaintsError,
)
from chalicelib.contest.events import Event, EventKind
from chalicelib.contest.identity import complaint_code_of, keyed_hash
from chalicelib.contest.ids import ContestId, Pid, QuestionId, ReceiptCode, RoundId
from chalicelib.contest.retention import last_publication, official_at
from chalicelib.contest.rules import Contest

MOST_PER_RECEIPT = 5
SHORTEST_TEXT = 10
LONGEST_TEXT = 2_000
LONGEST_ANSWER = 6_000
SHORTEST_ANSWER = 2
_SHOWN_CATEGORIES = frozenset("LMNPSZ")
"""The first letters of the Unicode categories of what can be seen."""


class ComplaintSubject(StrEnum):
    """What a complaint is about."""

    QUESTION = "question"
    RESULT = "result"
    CONTEST = "contest"
    """The result of all rounds together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintKey:
    """Which complaint of which receipt."""

    holder: str
    """Keyed hash of the receipt's code, in hex."""
    ordinal: int
    """From 1 to ``MOST_PER_RECEIPT``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One complaint as it is stored: its words are sealed."""

    key: ComplaintKey
    pid: Pid
    """Whose receipt it is: by it the complaint is erased with its person."""
    complaint_id: str
    """The client's own id of it."""
    code: str
    """By which the complainant follows it and the board calls it."""
    round: RoundId
    """The round of the receipt."""
    subject: ComplaintSubject
    question: QuestionId | None = None
    received_at: int
    sealed: str
    """Receipt code and text as JSON, encrypted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAnswer:
    """One answer to a complaint as it is stored: its words are sealed."""

    key: ComplaintKey
    number: int
    """From 1."""
    pid: Pid
    answered_at: int
    sealed: str
    """``AnswerWords`` as JSON, encrypted."""


class Outcome(StrEnum):
    """What the board decided on a complaint."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"
    EXPLAINED = "explained"
    """There was nothing to decide: a question was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWords:
    """What an answer says, by whom, and what the public is told of the complaint."""

    outcome: Outcome
    by: str
    """Who answered for the board; the complainant and the public are not told."""
    text: str
    public_text: str = ""
    """The complaint in the board's words, without anything personal; empty: nothing is public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time in which one may complain: [opens_at, closes_at)."""

    opens_at: int
    closes_at: int


def window_of(contest: Contest, subject: ComplaintSubject, round_id: RoundId) -> Window:
    """Return when one may complain about a round or, by subject, about the whole contest.

    Raises NoComplaintsError (detail: contact) where the rules know no complaints.
    """
    whole = subject is ComplaintSubject.CONTEST
    closes_at = official_at(contest, None if whole else round_id)
    if closes_at is None:
        raise NoComplaintsError(contact=contest.contact)
    opens_at = last_publication(contest) if whole else contest.round(round_id).publishes_at
    return Window(opens_at=opens_at, closes_at=closes_at)


def check_window(window: Window, arrived_at: int) -> None:
    """Raise ComplaintsNotOpenError or ComplaintsClosedError (details: opens_at, closes_at)."""
    if arrived_at < window.opens_at:
        raise ComplaintsNotOpenError(opens_at=window.opens_at, closes_at=window.closes_at)
    if arrived_at >= window.closes_at:
        raise ComplaintsClosedError(opens_at=window.opens_at, closes_at=window.closes_at)


def read_words(typed: str, *, field: str, shortest: int, longest: int) -> str:
    r"""Return what somebody wrote, in NFC, without what nobody can see.

    Lines stay.  Tabs become blanks, and signs that only steer how others are shown are left out.
    Raises InvalidInputError (detail: field) where it is too short or too long, and for any other
    control character.

    >>> read_words("  Câu 3:\r\nđáp\u200b án sai ", field="text", shortest=1, longest=99)
    'Câu 3:\nđáp án sai'
    """
    lines = re.sub(r"\r\n?", "\n", typed).replace("\t", " ")
    kept = "".join(each for each in lines if unicodedata.category(each) != "Cf")
    text = re.sub(r"\n{3,}", "\n\n", unicodedata.normalize("NFC", kept)).strip()
    seen = all(each == "\n" or unicodedata.category(each)[0] in _SHOWN_CATEGORIES for each in text)
    if not shortest <= len(text) <= longest or not seen:
        raise InvalidInputError(field=field)
    return text


def complaint_words(receipt: ReceiptCode, text: str) -> str:
    """Return what is sealed of a complaint."""
    return canonical_json({"receipt": receipt, "text": text}).decode()


def read_complaint_words(opened: str) -> tuple[ReceiptCode, str]:
    """Return the receipt's code and the text of a complaint whose seal was opened."""
    value = json.loads(opened)
    return ReceiptCode(value["receipt"]), value["text"]


def answer_words(words: AnswerWords) -> str:
    """Return what is sealed of an answer."""
    return canonical_json(asdict(words)).decode()


def read_answer_words(opened: str) -> AnswerWords:
    """Return the words of an answer whose seal was opened."""
    value = json.loads(opened)
    return AnswerWords(**value | {"outcome": Outcome(value["outcome"])})


def holder_of(contest: ContestId, receipt: ReceiptCode, secret: bytes) -> str:
    """Return the keyed hash under which the complaints of a receipt are kept."""
    return keyed_hash(secret, "complaint", contest, receipt)


def code_of(holder: str, complaint_id: str, secret: bytes) -> str:
    """Return the code of a complaint: 50 bits that follow from its id, the same for ever."""
    return complaint_code_of(f"{holder}/{complaint_id}", secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOnRecord:
    """That a complaint was answered, as the record of events has it: no words of it."""

    code: str
    number: int
    public: bool


def answer_event(
    code: str, answer: ComplaintAnswer, words: AnswerWords, last: Event | None
) -> Event:
    """Return the event of an answer, to follow ``last``; its reason is the outcome, in one word."""
    return Event(
        number=1 if last is None else last.number + 1,
        kind=EventKind.COMPLAINT_ANSWER,
        at=answer.answered_at,
        by=words.by,
        reason=words.outcome.value,
        details={
            "complaint": code,
            "number": answer.number,
            "words": digest_of(answer_words(words).encode()),
            "public": int(bool(words.public_text)),
        },
        previous=None if last is None else last.digest(),
    )


def answers_on_record(events: Iterable[Event]) -> tuple[AnswerOnRecord, ...]:
    """Return the answers among the events, in their order."""
    return tuple(
        AnswerOnRecord(
            code=str(event.details["complaint"]),
            number=int(event.details["number"]),
            public=bool(event.details["public"]),
        )
        for event in events
        if event.kind is EventKind.COMPLAINT_ANSWER
    )


def public_numbers(answers: Iterable[AnswerOnRecord]) -> dict[str, int]:
    """Return under which number the public sees each complaint, by its code: from 1, for ever.

    Only complaints with a public answer have one, in the order of the first of these.
    """
    codes = dict.fromkeys(answer.code for answer in answers if answer.public)
    return {code: number for number, code in enumerate(codes, 1)}


def public_value(
    complaint: Complaint, number: int, answers: Iterable[tuple[int, AnswerWords]]
) -> Mapping[str, object]:
    """Return the JSON value of a complaint that was answered in public.

    ``answers`` are those that are public, with the instant of each.  What the complaint said is
    the board's last wording of it.
    """
    given = list(answers)
    return {
        "number": number,
        "round": complaint.round,
        "subject": complaint.subject.value,
        "question": complaint.question,
        "text": given[-1][1].public_text,
        "answers": [
            {"answered_at": at, "outcome": words.outcome.value, "text": words.text}
            for at, words in given
        ],
    }
