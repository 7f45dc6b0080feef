"""The desk at which organizers correct results, and what it reads before anything is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import msgspec

from chalicelib.contest.acts import RoundState, RoundStatus
from chalicelib.contest.approvals import Proposal, proposals_of
from chalicelib.contest.corrections import EVERY_ROUND, Correction, CorrectionKind, Verifies
from chalicelib.contest.errors import (
    BadCorrectionError,
    InvalidInputError,
    NotClosedError,
    NotOrganizerError,
    NotPreparedError,
    PeopleErasedError,
)
from chalicelib.contest.events import Event, check_chain
from chalicelib.contest.ids import ContestId, QuestionId, RoundId
from chalicelib.contest.moved import Place
from chalicelib.contest.papers import read_answer
from chalicelib.contest.rules import Organizer
from chalicelib.ports import EventStore, Secrets, Signer
from chalicelib.use_cases.close import archived_lines
from chalicelib.use_cases.publish import PublishDesk
from chalicelib.use_cases.staging import Basis, CloseDesk, read_bank, read_keys, standings_name

DONE = frozenset({RoundStatus.CLOSED, RoundStatus.PUBLISHED})


@dataclass(slots=True, kw_only=True)
class CorrectionDesk:
    """Everything that a correction needs; only the organizer's own account has all of it."""

    contest_id: ContestId
    close: CloseDesk
    publish: PublishDesk
    events: EventStore
    secrets: Secrets
    signer: Signer
    verifies: Verifies


class _Award(msgspec.Struct, gc=False):
    group: str
    prize: str
    decided: bool


class _Person(msgspec.Struct, gc=False):
    pid: str
    rank: int
    marks: str
    receipt: str
    awards: list[_Award]


class _Unit(msgspec.Struct, gc=False):
    unit: str
    rank: int | None
    total_marks: str
    awards: list[_Award]


class _Standings(msgspec.Struct, gc=False):
    persons: list[_Person]
    units: list[_Unit]


_STANDINGS = msgspec.json.Decoder(_Standings)


def places_on_record(desk: CorrectionDesk, state: RoundState) -> tuple[list[Place], list[Place]]:
    """Return where persons and units stand in the results of a state.

    Raises NotPreparedError where there are none.
    """
    digest = state.standings
    data = (
        desk.close.archive.get(standings_name(desk.contest_id, state.round, digest))
        if digest
        else None
    )
    if data is None:
        raise NotPreparedError(what="standings")
    found = _STANDINGS.decode(data)
    return (
        [Place(p.pid, p.rank, p.marks, _taken(p.awards), p.receipt) for p in found.persons],
        [Place(u.unit, u.rank, u.total_marks, _taken(u.awards)) for u in found.units],
    )


def _taken(awards: list[_Award]) -> tuple[tuple[str, str, bool], ...]:
    return tuple((each.group, each.prize, each.decided) for each in awards)


def recorded(desk: CorrectionDesk) -> tuple[tuple[Event, ...], tuple[Proposal, ...]]:
    """Return the whole record and its proposals; raise BrokenRecordError where it does not hold."""
    chain = check_chain(desk.events.events(desk.contest_id))
    organizers = desk.close.rules.contest().organizers
    return chain, proposals_of(desk.contest_id, chain, organizers, desk.verifies)


def organizer_of(desk: CorrectionDesk, seed: bytes) -> Organizer:
    """Return whose key it is; raise NotOrganizerError where the contest names nobody with it."""
    key = desk.signer.public_key(seed).hex()
    for organizer in desk.close.rules.contest().organizers:
        if organizer.key == key:
            return organizer
    raise NotOrganizerError(public_key=key)


def basis_with(desk: CorrectionDesk, given: tuple[Correction, ...]) -> Basis:
    """Return what is in force, with these corrections."""
    basis = Basis.of(desk.close)
    return replace(basis, release=replace(basis.release, corrections=given))


def closed_states(desk: CorrectionDesk) -> dict[RoundId, RoundState]:
    """Return the states of all that has results."""
    states = desk.close.contests.get_states(desk.contest_id)
    return {round_id: state for round_id, state in states.items() if state.status in DONE}


def check_correction(
    desk: CorrectionDesk, correction: Correction, held: tuple[Correction, ...]
) -> None:
    """Check that there is what is to be corrected, and that it is not corrected so already.

    Raises NotClosedError (detail: round), BadCorrectionError (detail: what) and PeopleErasedError:
    without their names people could not be listed any more.
    """
    if desk.secrets.entry(desk.contest_id).people_erased():
        raise PeopleErasedError(what="people")
    states = closed_states(desk)
    # Who is disqualified from all rounds is so from each.
    wider = replace(correction, round=EVERY_ROUND)
    disqualifies = correction.kind is CorrectionKind.DISQUALIFY
    if any(each.same_as(one) for each in held for one in (correction, wider)):
        raise BadCorrectionError(what="already")
    everywhere = disqualifies and correction.round == EVERY_ROUND
    if not everywhere and correction.round not in states:
        raise NotClosedError(round=_name(desk, correction.round))
    if disqualifies:
        looked_at = states if everywhere else {correction.round: states[correction.round]}
        if f'"pid":"{correction.target}"'.encode() not in b"".join(_lines(desk, looked_at)):
            raise BadCorrectionError(what="person")
        return
    state = states[correction.round]
    match correction.kind:
        case CorrectionKind.VOID_QUESTION | CorrectionKind.ACCEPT_KEY:
            _check_question(desk, correction)
        case CorrectionKind.VOID_ATTEMPT:
            receipt = f'"receipt":"{correction.target}"'.encode()
            if receipt not in archived_lines(desk.close, state):
                raise BadCorrectionError(what="attempt")
        case _:
            persons, units = places_on_record(desk, state)
            if not any(
                place.holder == correction.target and group == correction.group
                for place in (*persons, *units)
                for group, _, _ in place.awards
            ):
                raise BadCorrectionError(what="prize")


def _name(desk: CorrectionDesk, round_id: RoundId) -> str:
    """Return how a round is called; raise UnknownRoundError where there is none."""
    contest = desk.close.rules.contest()
    return contest.name if round_id == EVERY_ROUND else contest.round(round_id).name


def _lines(desk: CorrectionDesk, states: Mapping[RoundId, RoundState]) -> Iterator[bytes]:
    for round_ in desk.close.rules.contest().rounds:
        if round_.id in states:
            yield archived_lines(desk.close, states[round_.id])


def _check_question(desk: CorrectionDesk, correction: Correction) -> None:
    basis = Basis.of(desk.close)
    bank = correction.bank
    if bank is None or bank not in {basis.bank(s) for s in basis.slots([correction.round])}:
        raise BadCorrectionError(what="question")
    questions = {question.id: question for question in read_bank(desk.close, bank).questions}
    question = questions.get(QuestionId(correction.target))
    if question is None:
        raise BadCorrectionError(what="question")
    if correction.kind is CorrectionKind.VOID_QUESTION:
        return
    keys = {key.question: key.right for key in read_keys(desk.close, bank).keys}
    try:
        known = bool(correction.answer) and (
            read_answer(question, correction.answer) == correction.answer
        )
    except InvalidInputError:
        known = False
    if not known:
        raise BadCorrectionError(what="answer")
    if correction.answer == keys[question.id]:
        raise BadCorrectionError(what="already")
