"""Answering complaints: the board's list, the answers, and what the public is told of them.

1. Everything on the list was taken; nothing is ever taken off it but by erasing its person.
2. An answer is stored first, under the next free number of its complaint, then put on the record of
   events, then, where the board wants it, published.  Who answers next completes what was broken
   off before, and the same answer again adds nothing.
3. The public file is made anew from all public answers, and again until it says what is stored: of
   two boards that answer at once, the last one to look publishes both.
4. What was published stays, as results do, when the complaint is erased.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field

from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.complaints import (
    LONGEST_ANSWER,
    SHORTEST_ANSWER,
    AnswerWords,
    Complaint,
    ComplaintAnswer,
    ComplaintKey,
    Window,
    answer_event,
    answer_words,
    answers_on_record,
    public_numbers,
    public_value,
    read_answer_words,
    read_complaint_words,
    read_words,
    window_of,
)
from chalicelib.contest.errors import (
    InvalidInputError,
    PeopleErasedError,
    UnknownComplaintError,
)
from chalicelib.contest.events import check_chain
from chalicelib.contest.identity import read_receipt_code
from chalicelib.contest.ids import ContestId, ReceiptCode
from chalicelib.ports import (
    Clock,
    ComplaintStore,
    ContestStore,
    EventStore,
    PublicFiles,
    Sealer,
    Secrets,
)
from chalicelib.use_cases.in_force import RulesInForce

PUBLIC_FILE = "data/complaints.json"


@dataclass(slots=True, kw_only=True)
class ComplaintDesk:
    """Everything that answering complaints needs; only the organizer's own account has all."""

    contest_id: ContestId
    clock: Clock
    contests: ContestStore
    complaints: ComplaintStore
    events: EventStore
    secrets: Secrets
    sealer: Sealer
    public: PublicFiles
    rules: RulesInForce = field(init=False)

    def __post_init__(self) -> None:
        """Set up what is read once and kept."""
        self.rules = RulesInForce(self.contest_id, self.contests, self.clock)

    def seal(self) -> bytes:
        """Return the key of the words; raise PeopleErasedError where it is destroyed."""
        secrets = self.secrets.entry(self.contest_id)
        if secrets.people_erased():
            raise PeopleErasedError(what="people")
        return secrets.seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A complaint with its words, as the board reads it."""

    complaint: Complaint
    receipt: ReceiptCode
    text: str
    window: Window
    answers: tuple[tuple[int, AnswerWords], ...]
    """The instant and the words of each answer, in their order."""

    def is_overdue(self, now: int) -> bool:
        """Tell whether it should have been answered by now."""
        return not self.answers and now >= self.window.closes_at


def held_complaints(desk: ComplaintDesk) -> list[Held]:
    """Return every complaint, the one that was received first before the others.

    Raises PeopleErasedError.
    """
    seal = desk.seal()
    contest = desk.rules.contest()
    # Answers first: what is answered while this reads is at worst shown as not answered yet.
    answers = _answers(desk)
    complaints = sorted(
        desk.complaints.complaints(desk.contest_id), key=lambda each: (each.received_at, each.code)
    )
    found = []
    for each in complaints:
        receipt, text = read_complaint_words(desk.sealer.unseal(each.sealed, seal))
        found.append(
            Held(
                complaint=each,
                receipt=receipt,
                text=text,
                window=window_of(contest, each.subject, each.round),
                answers=tuple(
                    (answer.answered_at, _words(desk, answer, seal))
                    for answer in answers.get(each.key, ())
                ),
            )
        )
    return found


def held_complaint(desk: ComplaintDesk, typed_code: str) -> Held:
    """Return the complaint of a code; raise UnknownComplaintError, PeopleErasedError."""
    try:
        code = read_receipt_code(typed_code)
    except InvalidInputError:
        raise UnknownComplaintError from None
    for held in held_complaints(desk):
        if held.complaint.code == code:
            return held
    raise UnknownComplaintError


def answer_complaint(desk: ComplaintDesk, typed_code: str, words: AnswerWords) -> tuple[int, Held]:
    """Add an answer to a complaint, put it on record and publish it where it is public.

    Returns the answer's number and the complaint with it.  The same words again add nothing and
    complete what was broken off.  Raises InvalidInputError (detail: field) where a text is too
    short or too long or nobody answers, UnknownComplaintError, PeopleErasedError.
    """
    words = _checked(words)
    seal = desk.seal()
    complaint = held_complaint(desk, typed_code).complaint
    number = _put(desk, complaint, words, seal)
    _record(desk, complaint, seal)
    publish_answers(desk)
    return number, held_complaint(desk, complaint.code)


def publish_answers(desk: ComplaintDesk) -> int:
    """Publish every public answer; return how many complaints the public sees.

    Raises PeopleErasedError.
    """
    while True:
        before = desk.public.get(PUBLIC_FILE)
        shown = _public_complaints(desk, before)
        data = _file_of(desk.contest_id, list(shown.values()))
        if before == data:
            return len(shown)
        desk.public.put(PUBLIC_FILE, data, content_type="application/json", immutable=False)


def publish_empty_list(contest: ContestId, public: PublicFiles) -> None:
    """Publish that nothing was answered yet, unless something is published: so that pages find it.

    It is done before anybody can complain, when the contest is prepared.
    """
    if public.get(PUBLIC_FILE) is None:
        data = _file_of(contest, [])
        public.put(PUBLIC_FILE, data, content_type="application/json", immutable=False)


def _file_of(contest: ContestId, shown: list[object]) -> bytes:
    return canonical_json({"schema": 1, "contest": contest, "complaints": shown})


def _checked(words: AnswerWords) -> AnswerWords:
    if not words.by.strip():
        raise InvalidInputError(field="by")
    text = read_words(words.text, field="text", shortest=SHORTEST_ANSWER, longest=LONGEST_ANSWER)
    public = words.public_text and read_words(
        words.public_text, field="public_text", shortest=SHORTEST_ANSWER, longest=LONGEST_ANSWER
    )
    return AnswerWords(
        outcome=words.outcome, by=" ".join(words.by.split()), text=text, public_text=public
    )


def _put(desk: ComplaintDesk, complaint: Complaint, words: AnswerWords, seal: bytes) -> int:
    """Put an answer under the first free number, unless these words have one; return it."""
    number = 1
    while True:
        stored = desk.complaints.get_answer(desk.contest_id, complaint.key, number)
        if stored is None:
            stored = desk.complaints.put_answer(
                desk.contest_id,
                ComplaintAnswer(
                    key=complaint.key,
                    number=number,
                    pid=complaint.pid,
                    answered_at=desk.clock.now(),
                    sealed=desk.sealer.seal(answer_words(words), seal),
                ),
            )
        if _words(desk, stored, seal) == words:
            return number
        number += 1


def _record(desk: ComplaintDesk, complaint: Complaint, seal: bytes) -> None:
    """Put on record every answer to a complaint that is stored and not on record yet."""
    while True:
        chain = check_chain(desk.events.events(desk.contest_id))
        recorded = {(each.code, each.number) for each in answers_on_record(chain)}
        missing = [
            answer
            for answer in _answers(desk).get(complaint.key, ())
            if (complaint.code, answer.number) not in recorded
        ]
        if not missing:
            return
        words = _words(desk, missing[0], seal)
        last = chain[-1] if chain else None
        desk.events.append(desk.contest_id, answer_event(complaint.code, missing[0], words, last))


def _public_complaints(desk: ComplaintDesk, before: bytes | None) -> dict[int, object]:
    """Return what the public sees, by number; what is stored no more as it was published."""
    former = {each["number"]: each for each in json.loads(before)["complaints"]} if before else {}
    events = check_chain(desk.events.events(desk.contest_id))
    numbers = public_numbers(answers_on_record(events))
    held = {each.complaint.code: each for each in held_complaints(desk)}
    shown: dict[int, object] = {}
    for code, number in numbers.items():
        if code in held:
            answers = [(at, words) for at, words in held[code].answers if words.public_text]
            shown[number] = public_value(held[code].complaint, number, answers)
        elif number in former:
            shown[number] = former[number]
    return shown


def _answers(desk: ComplaintDesk) -> dict[ComplaintKey, list[ComplaintAnswer]]:
    """Return the answers to each complaint in the order of their numbers."""
    found: dict[ComplaintKey, list[ComplaintAnswer]] = defaultdict(list)
    for answer in desk.complaints.answers(desk.contest_id):
        found[answer.key].append(answer)
    return {key: sorted(each, key=lambda answer: answer.number) for key, each in found.items()}


def _words(desk: ComplaintDesk, answer: ComplaintAnswer, seal: bytes) -> AnswerWords:
    return read_answer_words(desk.sealer.unseal(answer.sealed, seal))
