"""``build.py correct`` and ``approve``: what would move, who proposes it, who agrees."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from chalicelib.contest.corrections import EVERY_ROUND, Correction, CorrectionKind
from chalicelib.contest.errors import BadCorrectionError, InvalidInputError
from chalicelib.contest.identity import pid_of
from chalicelib.contest.ids import RoundId, bank_slot
from chalicelib.contest.papers import read_answer
from chalicelib.contest.questions import Question
from chalicelib.contest.times import format_second
from chalicelib.use_cases.correction_desk import (
    CorrectionDesk,
    closed_states,
    places_on_record,
    recorded,
)
from chalicelib.use_cases.corrections import approve, preview, propose, withdraw
from chalicelib.use_cases.corrections_in_force import apply_corrections
from chalicelib.use_cases.staging import Basis, read_bank
from office.commands.moved import told_moves, write_moves
from office.commands.project import CommandError, Project
from office.commands.status import facts_in, next_of
from office.local.workshop import Workshop
from office.texts import text

ALIKE = 5
"""How many ids are named to whoever mistyped one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an organizer asks for, as it was typed."""

    kind: CorrectionKind
    round: str = EVERY_ROUND
    question: str = ""
    division: str = ""
    answer: str = ""
    receipt: str = ""
    identifier: str = ""
    group: str = ""
    unit: str = ""
    reason: str = ""
    propose: bool = False
    out: Path | None = None


def correct(project: Project, wish: Wish, seed: bytes | None) -> Iterator[str]:
    """Tell what a correction would move, and propose it if that is asked for.

    Raises CommandError before anything is written.
    """
    if wish.propose and seed is None:
        raise CommandError(text("correction.no_key"))
    if wish.propose and not wish.reason.strip():
        raise CommandError(text("correction.no_reason"))
    with _opened(project) as (workshop, desk), _plain():
        correction, question = _correction(workshop, desk, wish)
        found = preview(desk, correction)
        if question is not None:
            yield text("correction.about_question", question=question.text)
            if correction.answer:
                yield text(
                    "correction.about_answer", answer=_answer_shown(question, correction.answer)
                )
        people = {person.pid: person.name for person in desk.close.people.people(desk.contest_id)}
        yield from told_moves(project.contest, found, people)
        if wish.out is not None:
            count = write_moves(project.contest, found, people, wish.out)
            yield text("correction.written", count=count, path=wish.out)
        if not wish.propose or seed is None:
            yield text("correction.not_written")
            return
        event = propose(desk, correction, reason=wish.reason, seed=seed)
        yield text("correction.proposed", number=event.number, by=event.by)


def approve_proposal(project: Project, number: int, seed: bytes) -> Iterator[str]:
    """Approve a proposal and bring it into force; yield what to tell."""
    with _opened(project) as (workshop, desk), _plain():
        event, changed = approve(desk, number, seed=seed)
        yield text("correction.approved", by=event.by, proposal=number, number=event.number)
        yield _changed(project, changed)
        yield next_of(project, facts_in(project, workshop))


def withdraw_proposal(project: Project, number: int, reason: str, seed: bytes) -> Iterator[str]:
    """Withdraw one's own proposal; yield what to tell."""
    if not reason.strip():
        raise CommandError(text("correction.why_withdrawn"))
    with _opened(project) as (_, desk):
        event = withdraw(desk, number, reason=reason, seed=seed)
        yield text("correction.withdrawn", by=event.by, proposal=number, number=event.number)


def apply(project: Project) -> Iterator[str]:
    """Bring into force once more what is approved; yield what to tell."""
    with _opened(project) as (workshop, desk):
        yield _changed(project, apply_corrections(desk))
        yield next_of(project, facts_in(project, workshop))


def list_corrections(project: Project) -> Iterator[str]:
    """Yield a line for each proposal on record, approved or not."""
    with project.opened() as workshop:
        desk = workshop.desks.corrections
        _, proposals = recorded(desk)
        people = {
            str(person.pid): person.name for person in desk.close.people.people(desk.contest_id)
        }
        units = {str(unit.id): unit.name for unit in project.contest.units}
        for each in proposals:
            correction, approval = each.correction, each.approval
            target = correction.target
            if correction.kind in {CorrectionKind.DISQUALIFY, CorrectionKind.WITHDRAW_PRIZE}:
                target = people.get(target) or units.get(target) or text("correction.erased")
            state = text("correction.waits")
            if each.withdrawal is not None:
                state = text(
                    "correction.is_withdrawn",
                    by=each.withdrawal.by,
                    at=format_second(each.withdrawal.at),
                    reason=each.withdrawal.reason,
                )
            if approval is not None:
                state = text(
                    "correction.is_approved",
                    by=approval.by,
                    at=format_second(approval.at),
                    ranks=approval.details["ranks_moved"],
                    prizes=approval.details["prizes_moved"],
                )
            yield text(
                "correction.line",
                number=each.event.number,
                at=format_second(each.event.at),
                what=text(
                    f"correction.{correction.kind.value}",
                    target=target,
                    answer=correction.answer.upper(),
                    group=correction.group,
                ),
                where=_where(project, correction.round),
                reason=each.event.reason,
                by=each.event.by,
                state=state,
            )
        if not proposals:
            yield text("correction.none")


@contextmanager
def _opened(project: Project) -> Iterator[tuple[Workshop, CorrectionDesk]]:
    if not project.contest.organizers:
        raise CommandError(text("correction.no_organizers"))
    with project.workshop() as workshop:
        yield workshop, workshop.desks.corrections


@contextmanager
def _plain() -> Iterator[None]:
    try:
        yield
    except BadCorrectionError as error:
        raise CommandError(text(f"correction.bad_{error.details['what']}")) from None


def _correction(
    workshop: Workshop, desk: CorrectionDesk, wish: Wish
) -> tuple[Correction, Question | None]:
    """Return what is asked for, with the question that it is about."""
    round_id = RoundId(wish.round)
    if round_id != EVERY_ROUND:
        desk.close.rules.contest().round(round_id)
    match wish.kind:
        case CorrectionKind.VOID_QUESTION | CorrectionKind.ACCEPT_KEY:
            return _of_question(desk, wish, round_id)
        case CorrectionKind.VOID_ATTEMPT:
            target = wish.receipt.strip().upper()
        case CorrectionKind.DISQUALIFY:
            target = _person(workshop, desk, wish)
        case CorrectionKind.WITHDRAW_PRIZE:
            if bool(wish.unit) == bool(wish.receipt):
                raise CommandError(text("correction.who", one="--receipt", other="--unit"))
            target = wish.unit or _holder(desk, wish.receipt)
    return Correction(kind=wish.kind, round=round_id, target=target, group=wish.group), None


def _of_question(
    desk: CorrectionDesk, wish: Wish, round_id: RoundId
) -> tuple[Correction, Question]:
    basis = Basis.of(desk.close)
    found = {}
    ids: list[str] = []
    for division in basis.contest.division_ids():
        if wish.division and wish.division != division:
            continue
        digest = basis.bank(bank_slot(round_id, division))
        for question in read_bank(desk.close, digest).questions:
            ids.append(question.id)
            if question.id == wish.question:
                found[digest] = (division, question)
    if not found:
        alike = get_close_matches(wish.question, ids, n=ALIKE, cutoff=0)
        raise CommandError(
            text("correction.no_question", question=wish.question, alike=", ".join(alike))
        )
    if len(found) > 1:
        known = ", ".join(str(division) for division, _ in found.values())
        raise CommandError(text("correction.which_division", question=wish.question, known=known))
    (bank, (_, question)) = next(iter(found.items()))
    answer = ""
    if wish.kind is CorrectionKind.ACCEPT_KEY:
        try:
            answer = read_answer(question, "".join(wish.answer.lower().replace(",", " ").split()))
        except InvalidInputError:
            raise CommandError(text("correction.bad_answer")) from None
    correction = Correction(
        kind=wish.kind, round=round_id, target=question.id, bank=bank, answer=answer
    )
    return correction, question


def _person(workshop: Workshop, desk: CorrectionDesk, wish: Wish) -> str:
    if bool(wish.identifier) == bool(wish.receipt):
        raise CommandError(text("correction.who", one="--identifier", other="--receipt"))
    if wish.receipt:
        return _holder(desk, wish.receipt)
    secret = workshop.backend.secrets.entry(desk.contest_id).people
    try:
        return pid_of(desk.contest_id, wish.identifier, secret)
    except InvalidInputError:
        raise CommandError(text("correction.bad_person")) from None


def _holder(desk: CorrectionDesk, typed: str) -> str:
    receipt = typed.strip().upper()
    for state in closed_states(desk).values():
        for place in places_on_record(desk, state)[0]:
            if place.receipt == receipt:
                return place.holder
    raise CommandError(text("correction.unknown_receipt", receipt=typed))


def _answer_shown(question: Question, answer: str) -> str:
    texts = {option.id: option.text for option in question.options}
    if not texts:
        return answer
    return "; ".join(
        f"{letter.upper()}. {shown}" for letter, shown in texts.items() if letter in answer
    )


def _changed(project: Project, changed: tuple[RoundId, ...]) -> str:
    if not changed:
        return text("correction.nothing_changed")
    where = ", ".join(_where(project, round_id) for round_id in changed)
    return "\n".join([text("correction.changed", where=where), text("correction.page")])


def _where(project: Project, round_id: RoundId) -> str:
    names = {round_.id: round_.name for round_ in project.contest.rounds}
    return names.get(round_id, text("correction.whole_contest"))
