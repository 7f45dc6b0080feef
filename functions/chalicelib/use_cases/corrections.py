"""Correcting results: looked at first, proposed by one organizer, approved by another.

1. A preview changes nothing and tells every rank and prize that moves.
2. A proposal is appended to the record of events, signed.  It changes nothing else.  Until it is
   approved, whoever made it may withdraw it, by an event of its own.
3. An approval names the digests of the results before and after, signed by somebody else.
4. Then the corrections of all approvals come into force: the release has them, every result on
   which they bear is staged anew from the same archived attempts, the round's state names it, and
   what was published is published again, the pointer last.  Former versions stay where they were.

The fourth step (``corrections_in_force``) follows from the record alone: whatever breaks off, doing
it again ends right.
"""

from collections import Counter
from dataclasses import replace

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.approvals import AFTER, BEFORE, approved
from chalicelib.contest.corrected import withdrawals_of
from chalicelib.contest.corrections import Correction, bytes_to_sign, correction_details
from chalicelib.contest.errors import (
    BadCorrectionError,
    InvalidInputError,
    NoProposalError,
    OwnProposalError,
)
from chalicelib.contest.events import Event, EventKind, event_value
from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Pid, RoundId
from chalicelib.contest.merit import AwardHistory
from chalicelib.contest.moved import Moves, moves, places_of_persons, places_of_units
from chalicelib.contest.results import contest_results, round_results
from chalicelib.ports import Archive
from chalicelib.use_cases.close import archived_lines, read_people
from chalicelib.use_cases.collector import collector_paused
from chalicelib.use_cases.correction_desk import (
    CorrectionDesk,
    basis_with,
    check_correction,
    closed_states,
    organizer_of,
    places_on_record,
    recorded,
)
from chalicelib.use_cases.corrections_in_force import (
    apply_corrections,
    are_in_force,
    staged_anew,
)
from chalicelib.use_cases.staging import grade_lines


class _Trial:
    """An archive that keeps what is put into it to itself, over another one that is only read."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._kept: dict[str, bytes] = {}

    def put_if_absent(self, name: str, data: bytes) -> None:
        self._kept[name] = data

    def get(self, name: str) -> bytes | None:
        return self._kept[name] if name in self._kept else self._archive.get(name)


def preview(desk: CorrectionDesk, correction: Correction) -> dict[RoundId, Moves]:
    """Return what would move, by round and for the whole contest; nothing is written.

    Raises what ``check_correction`` raises, and BadCorrectionError where a paper would be left
    without any question that counts.
    """
    _, proposals = recorded(desk)
    held = approved(proposals)
    check_correction(desk, correction, held)
    with collector_paused():
        return _moves_with(desk, correction, held)


def _moves_with(
    desk: CorrectionDesk, correction: Correction, held: tuple[Correction, ...]
) -> dict[RoundId, Moves]:
    basis = basis_with(desk, (*held, correction))
    contest, states = basis.contest, closed_states(desk)
    births, _ = read_people(desk.close)
    limited = contest.prizes.most_per_person is not None
    withdrawals = withdrawals_of(basis.release.corrections)
    taken: Counter[Pid] = Counter()
    of_rounds: list[tuple[Score, ...]] = []
    found = {}
    for round_ in contest.rounds:
        state = states.get(round_.id)
        bears = correction.bears_on(round_.id) or limited
        if state is None or not (bears or WHOLE_CONTEST in states):
            continue
        lines = archived_lines(desk.close, state)
        scores = tuple(grade_lines(desk.close, basis, round_.id, lines, births))
        _check_papers(scores)
        of_rounds.append(scores)
        if bears:
            history = AwardHistory(taken=dict(taken), withdrawals=withdrawals)
            results = round_results(contest, round_.id, scores, history)
            persons = places_of_persons(results)
            for place in persons if limited else ():
                taken[Pid(place.holder)] += len(place.awards)
            was_persons, was_units = places_on_record(desk, state)
            found[round_.id] = Moves(
                moves(was_persons, persons), moves(was_units, places_of_units(results))
            )
    if WHOLE_CONTEST in states:
        history = AwardHistory(taken=dict(taken), withdrawals=withdrawals)
        results = contest_results(contest, of_rounds, history)
        was_persons, was_units = places_on_record(desk, states[WHOLE_CONTEST])
        found[WHOLE_CONTEST] = Moves(
            moves(was_persons, places_of_persons(results)),
            moves(was_units, places_of_units(results)),
        )
    return found


def _check_papers(scores: tuple[Score, ...]) -> None:
    if any(not score.full_marks for score in scores):
        raise BadCorrectionError(what="paper")


def propose(desk: CorrectionDesk, correction: Correction, *, reason: str, seed: bytes) -> Event:
    """Put a correction on record, for another organizer to approve; return its event.

    Raises what ``preview`` raises, NotOrganizerError, and InvalidInputError (detail: field) where
    no reason is given.
    """
    organizer = organizer_of(desk, seed)
    if not reason.strip():
        raise InvalidInputError(field="reason")
    preview(desk, correction)
    while True:
        chain, proposals = recorded(desk)
        for each in proposals:
            if each.withdrawal is None and each.correction.same_as(correction):
                # Repeated after it was broken off, or thought of by two at once.
                if each.event.by == organizer.name:
                    return each.event
                raise BadCorrectionError(what="proposed")
        event = _signed(
            desk,
            seed,
            Event(
                number=len(chain) + 1,
                kind=EventKind(correction.kind.value),
                at=desk.close.clock.now(),
                by=organizer.name,
                reason=reason.strip().rstrip("."),
                details={**correction_details(correction)},
                previous=chain[-1].digest() if chain else None,
            ),
        )
        appended, _ = desk.events.append(desk.contest_id, event)
        if appended:
            return event


def approve(desk: CorrectionDesk, number: int, *, seed: bytes) -> tuple[Event, tuple[RoundId, ...]]:
    """Approve another organizer's proposal and bring it into force.

    Returns the approval and which results are other ones now.  Done again by the same organizer, it
    completes what was broken off.  Raises NotOrganizerError, NoProposalError and OwnProposalError
    (detail: number), and what ``preview`` raises.
    """
    organizer = organizer_of(desk, seed)
    while True:
        chain, proposals = recorded(desk)
        proposal = next((each for each in proposals if each.event.number == number), None)
        if proposal is None or proposal.withdrawal is not None:
            raise NoProposalError(number=number)
        if proposal.approval is not None:
            if proposal.approval.by != organizer.name:
                raise NoProposalError(number=number)
            return proposal.approval, apply_corrections(desk)
        if proposal.event.by == organizer.name:
            raise OwnProposalError(number=number)
        if not are_in_force(desk, proposals):
            # The digests before this approval must be those after the last one.
            apply_corrections(desk)
        event = _signed(
            desk,
            seed,
            Event(
                number=len(chain) + 1,
                kind=EventKind.APPROVAL,
                at=desk.close.clock.now(),
                by=organizer.name,
                reason=proposal.event.reason,
                details={
                    "proposal": number,
                    "proposal_digest": proposal.event.digest(),
                    **_changes(desk, proposal.correction, approved(proposals)),
                },
                previous=chain[-1].digest(),
            ),
        )
        appended, _ = desk.events.append(desk.contest_id, event)
        if appended:
            return event, apply_corrections(desk)


def withdraw(desk: CorrectionDesk, number: int, *, reason: str, seed: bytes) -> Event:
    """Withdraw one's own proposal that nobody has approved; return the event.

    Done again it returns the same event.  Raises NotOrganizerError, NoProposalError (detail:
    number) where it is another's or does not wait any more, and InvalidInputError (detail: field)
    where no reason is given.
    """
    organizer = organizer_of(desk, seed)
    if not reason.strip():
        raise InvalidInputError(field="reason")
    while True:
        chain, proposals = recorded(desk)
        proposal = next((each for each in proposals if each.event.number == number), None)
        if proposal is None or proposal.event.by != organizer.name:
            raise NoProposalError(number=number)
        if proposal.withdrawal is not None:
            return proposal.withdrawal
        if not proposal.waits():
            raise NoProposalError(number=number)
        event = _signed(
            desk,
            seed,
            Event(
                number=len(chain) + 1,
                kind=EventKind.WITHDRAWAL,
                at=desk.close.clock.now(),
                by=organizer.name,
                reason=reason.strip().rstrip("."),
                details={"proposal": number, "proposal_digest": proposal.event.digest()},
                previous=chain[-1].digest(),
            ),
        )
        appended, _ = desk.events.append(desk.contest_id, event)
        if appended:
            return event


def _changes(
    desk: CorrectionDesk, correction: Correction, held: tuple[Correction, ...]
) -> dict[str, str | int]:
    """Return the digests of the results before and after, and how many ranks and prizes move."""
    check_correction(desk, correction, held)
    with collector_paused():
        moved = _moves_with(desk, correction, held)
        states = closed_states(desk)
        trial = replace(desk.close, archive=_Trial(desk.close.archive))
        after = staged_anew(trial, basis_with(desk, (*held, correction)), states)
    return {
        "ranks_moved": sum(each.ranks() for each in moved.values()),
        "prizes_moved": sum(each.prizes() for each in moved.values()),
        **{f"{BEFORE}{r}": str(states[r].results) for r in after if after[r] != states[r]},
        **{f"{AFTER}{r}": str(after[r].results) for r in after if after[r] != states[r]},
    }


def _signed(desk: CorrectionDesk, seed: bytes, event: Event) -> Event:
    message = bytes_to_sign(desk.contest_id, event_value(event))
    signature = desk.signer.sign(message, seed).hex()
    return replace(event, details={**event.details, "signature": signature})
