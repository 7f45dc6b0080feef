"""``build.py complaints``: the board's list, one complaint, and the answers to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.complaints import AnswerWords, Outcome
from chalicelib.contest.errors import InvalidInputError, UnknownComplaintError
from chalicelib.contest.ids import BankSlot, RoundId
from chalicelib.use_cases.complaint_answers import (
    answer_complaint,
    held_complaint,
    held_complaints,
    publish_answers,
)
from office.commands.project import CommandError, Project
from office.complaints.entries import Entry, Surroundings, entry_of
from office.complaints.sheets import TEMPLATE, complaint_sheet, printed_value
from office.local.workshop import Workshop
from office.people.writing import write_whole
from office.tables.write import write_xlsx
from office.texts import text
from office.typeset.compile import to_pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be answered, on whose word, and what the public is told."""

    code: str
    outcome: Outcome
    text: str
    by: str
    public: bool = False
    public_text: str = ""


def list_complaints(project: Project, out: Path | None) -> Iterator[str]:
    """Yield a line for each complaint, or write them as a workbook or as pages."""
    if out is not None and out.suffix.lower() not in {".xlsx", ".pdf"}:
        raise CommandError(text("complaint.kind", file=out))
    with project.opened() as workshop:
        around = _surroundings(workshop)
        found = held_complaints(workshop.desks.complaints)
    entries = [entry_of(held, around) for held in found]
    if out is not None:
        _write(out, entries, around)
        yield text("complaint.written", count=len(entries), path=out)
        yield text("complaint.internal")
        return
    for entry in entries:
        yield text(
            "complaint.line",
            code=entry.code,
            received=entry.received,
            about=entry.about,
            state=entry.state_said,
            due=entry.due,
        )
    if not entries:
        yield text("complaint.none")


def show_complaint(project: Project, code: str) -> Iterator[str]:
    """Yield all that is known of one complaint."""
    with project.opened() as workshop, _plain():
        held = held_complaint(workshop.desks.complaints, code)
        entry = entry_of(held, _surroundings(workshop))
    for name in ("code", "state", "received", "due", "name", "unit", "receipt", "about"):
        value = entry.state_said if name == "state" else getattr(entry, name)
        if value:
            yield f"{text(f'complaint.column_{name}')}: {value}"
    if entry.question:
        yield f"{text('complaint.column_question')}: {entry.question}"
    yield f"\n{entry.text}"
    for head, said in entry.answers:
        yield f"\n{head}\n{said}"
    if entry.public_text:
        yield f"\n{text('complaint.column_public_text')}:\n{entry.public_text}"


def answer(project: Project, wish: Wish) -> Iterator[str]:
    """Answer a complaint; yield what to tell."""
    if wish.public and not wish.public_text.strip():
        raise CommandError(text("complaint.no_public_text"))
    if wish.public_text.strip() and not wish.public:
        raise CommandError(text("complaint.not_public"))
    words = AnswerWords(
        outcome=wish.outcome,
        by=wish.by,
        text=wish.text,
        public_text=wish.public_text if wish.public else "",
    )
    with project.opened() as workshop, _plain():
        number, held = answer_complaint(workshop.desks.complaints, wish.code, words)
    yield text("complaint.answered_now", code=held.complaint.code, number=number)
    if wish.public:
        yield text("complaint.published_now")


def publish(project: Project) -> str:
    """Publish once more what was answered in public; return what to tell."""
    with project.opened() as workshop:
        return text("complaint.published", count=publish_answers(workshop.desks.complaints))


def _surroundings(workshop: Workshop) -> Surroundings:
    desk, backend = workshop.desks.complaints, workshop.backend
    contest = desk.rules.contest()
    questions = {
        (_round_of(slot), question.id): question.text
        for slot, digest in desk.rules.release().banks.items()
        if (bank := backend.banks.get_bank(desk.contest_id, digest)) is not None
        for question in bank.questions
    }
    return Surroundings(
        contest=contest,
        now=workshop.clock.now(),
        people={person.pid: person for person in backend.people.people(desk.contest_id)},
        questions=questions,
    )


def _round_of(slot: BankSlot) -> RoundId:
    return RoundId(slot.partition("/")[0])


def _write(out: Path, entries: list[Entry], around: Surroundings) -> None:
    if out.suffix.lower() == ".xlsx":
        write_xlsx(out, [complaint_sheet(around.contest, entries, around.now)])
        return
    value = printed_value(around.contest, entries, around.now)
    write_whole(out, to_pdf(TEMPLATE, value, made_at_ms=around.now), private=True)


@contextmanager
def _plain() -> Iterator[None]:
    try:
        yield
    except UnknownComplaintError:
        raise CommandError(text("complaint.unknown")) from None
    except InvalidInputError as error:
        raise CommandError(text(f"complaint.bad_{error.details['field']}")) from None
