"""Complaints as the board reads them: whose, about what, due when, answered how."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.contest.complaints import Complaint, ComplaintSubject
from chalicelib.contest.ids import Pid, QuestionId, RoundId
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import format_second
from chalicelib.ports import Person
from chalicelib.use_cases.complaint_answers import Held
from office.texts import text


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What complaints are read with."""

    contest: Contest
    now: int
    people: Mapping[Pid, Person]
    questions: Mapping[tuple[RoundId, QuestionId], str]
    """The texts of the questions, of which some may be missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One complaint in words."""

    code: str
    received: str
    due: str
    state: ComplaintState
    state_said: str
    name: str
    unit: str
    receipt: str
    round: str
    about: str
    question: str
    """The question's text; empty where it is about none, or not known here."""
    text: str
    answers: tuple[tuple[str, str], ...]
    """When, with what outcome and by whom each answer was given; and what it says."""
    public_text: str
    """The complaint as the public sees it; empty where it sees nothing."""


def state_of(held: Held, now: int) -> ComplaintState:
    """Return where a complaint stands now."""
    if held.answers:
        return ComplaintState.ANSWERED
    return ComplaintState.OVERDUE if held.is_overdue(now) else ComplaintState.WAITING


def entry_of(held: Held, around: Surroundings) -> Entry:
    """Return a complaint in words."""
    complaint = held.complaint
    person = around.people.get(complaint.pid)
    units = {unit.id: unit.name for unit in around.contest.units}
    rounds = {round_.id: round_.name for round_ in around.contest.rounds}
    state = state_of(held, around.now)
    public = [words.public_text for _, words in held.answers if words.public_text]
    said = text(f"complaint.{state}")
    return Entry(
        code=complaint.code,
        received=format_second(complaint.received_at),
        due=format_second(held.window.closes_at),
        state=state,
        state_said=f"{said}, {text('complaint.in_public')}" if public else said,
        name=person.name if person else text("complaint.no_person"),
        unit=units.get(person.unit, person.unit) if person and person.unit else "",
        receipt=held.receipt,
        round=rounds.get(complaint.round, complaint.round),
        about=_about(complaint, rounds),
        question=_question(complaint, around),
        text=held.text,
        answers=tuple(
            (
                text(
                    "complaint.answered_by",
                    at=format_second(at),
                    outcome=text(f"complaint.outcome_{words.outcome}"),
                    by=words.by,
                ),
                words.text,
            )
            for at, words in held.answers
        ),
        public_text=public[-1] if public else "",
    )


def _about(complaint: Complaint, rounds: Mapping[RoundId, str]) -> str:
    return text(
        f"complaint.about_{complaint.subject}",
        round=rounds.get(complaint.round, complaint.round),
        question=complaint.question or "",
    )


def _question(complaint: Complaint, around: Surroundings) -> str:
    if complaint.subject is not ComplaintSubject.QUESTION or complaint.question is None:
        return ""
    return around.questions.get((complaint.round, complaint.question), "")
