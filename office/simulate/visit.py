"""One person's visit to a round, step by step: what the phone does, and what goes wrong.

Each step is a request to a use case.  A lost reply is a request that is sent again as it was; a
refusal that is due must come, and with it what the page needs to go on.
"""

import random
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.contest.attempts import GRACE_MS, SETTLED_AFTER_MS
from chalicelib.contest.errors import (
    AlreadyFinalError,
    NoOpenRoundError,
    OpenElsewhereError,
    TooLateError,
    UnknownCodeError,
    WrongSecondFactorError,
)
from chalicelib.contest.ids import QuestionId
from chalicelib.contest.receipts import Receipt
from chalicelib.contest.rules import Contest, EntryMode, Round
from chalicelib.contest.times import MINUTE_MS, SECOND_MS
from chalicelib.use_cases.answer import get_receipt, save_answers, submit_attempt
from chalicelib.use_cases.entry import EntryDesk
from chalicelib.use_cases.register import Particulars, register_person, replace_lost_code
from chalicelib.use_cases.start import Started, resume_attempt, start_attempt
from office.simulate.answers import choose_answers
from office.simulate.crowd import Invented
from office.simulate.entrants import Accident, Ending, Entrant
from office.simulate.ledger import Ledger, promised, refused

BEFORE_START_MS = 20 * SECOND_MS
"""So long before the start somebody opens the page and registers."""
_RETRY_MS = 3 * SECOND_MS


@dataclass(frozen=True, slots=True)
class Venue:
    """Where visits take place: the desk, the rules, what is right, and the ledger of promises."""

    desk: EntryDesk
    contest: Contest
    round: Round
    right: Mapping[QuestionId, str]
    ledger: Ledger


def particulars_of(contest: Contest, person: Invented) -> Particulars:
    """Return what a person types at registration."""
    return Particulars(
        identifier=person.identifier,
        birth_date=person.birth_date,
        name=person.name,
        unit=person.unit,
        division=person.division,
        phone=person.phone,
        eligible=True,
        consent_version=contest.entry.consent.version,
    )


def register(venue: Venue, person: Invented) -> str:
    """Register a person who has no code yet, or get a lost one replaced; return the new code."""
    if venue.contest.entry.mode is EntryMode.ROSTER:
        typed = {"identifier": person.identifier, "birth_date": person.birth_date}
        code = replace_lost_code(venue.desk, **typed).code
    else:
        code = register_person(venue.desk, particulars_of(venue.contest, person)).code
    known = person.number in venue.ledger.codes
    venue.ledger.befell["code_replaced" if known else "registered"] += 1
    venue.ledger.codes[person.number] = code
    return code


class Visit:
    """The steps of one entrant; each yields the instant at which it happens before it does."""

    def __init__(self, venue: Venue, entrant: Entrant) -> None:
        """Nothing happens yet."""
        self._venue = venue
        self._desk = venue.desk
        self._entrant = entrant
        self._dice = random.Random(entrant.seed)
        self._start_id = f"simulated-start-{entrant.seed:016x}"

    def steps(self) -> Iterator[int]:
        """Take all steps, from opening the page to what is tried after the end."""
        entrant, venue = self._entrant, self._venue
        code = yield from self._arrive()
        starts_at = entrant.starts_at
        yield starts_at
        started = self._start(code)
        deadline = started.attempt.deadline_at
        time_used = min(entrant.time_used_ms, deadline - starts_at)
        answers = choose_answers(
            entrant, started.paper, venue.right, predicts=bool(started.prediction)
        )
        order = started.paper.question_ids()
        venue.ledger.note_saved(started.attempt, 0, {})
        for save in range(1, entrant.saves + 1):
            share = save / (entrant.saves + 1)
            yield starts_at + int(time_used * share)
            known = {str(q): answers[q] for q in order[: int(len(order) * share)]}
            self._save(started, save, known)
            if save == 1 and Accident.OTHER_PHONE in entrant.accidents:
                started = self._change_phone(started, code, known)
        if entrant.ending is Ending.WALKS_AWAY:
            self._happened("walked_away")
            return
        yield self._handed_in_at(starts_at + time_used, deadline)
        receipt = yield from self._hand_in(started, entrant.saves + 1, answers)
        if Accident.SECOND_TRY in entrant.accidents:
            yield self._desk.clock.now() + MINUTE_MS
            yield from self._try_again(started, code, receipt)

    def _arrive(self) -> Generator[int, None, str]:
        """Open the page, register or find the code, perhaps too early; return the code."""
        venue, person, accidents = self._venue, self._entrant.person, self._entrant.accidents
        opens_at = venue.round.opens_at
        if Accident.TOO_EARLY in accidents and not _open_at(venue.contest, opens_at - MINUTE_MS):
            yield opens_at - MINUTE_MS
            code = venue.ledger.codes.get(person.number) or register(venue, person)
            refused(NoOpenRoundError, lambda: self._send_start(code, self._start_id))
            self._happened("too_early")
        yield self._entrant.starts_at - BEFORE_START_MS
        held = venue.ledger.codes.get(person.number)
        if held is None:
            code = register(venue, person)
        elif Accident.LOST_CODE in accidents:
            code = register(venue, person)
            refused(UnknownCodeError, lambda: self._send_start(held, self._start_id))
        else:
            code = held
        return code

    def _start(self, code: str) -> Started:
        started = self._send_start(code, self._start_id)
        if started.receipt is not None:
            # The same play has been here before: there is nothing left to play.
            raise AlreadyFinalError(receipt=started.receipt)
        for accident in (Accident.DOUBLE_CLICK, Accident.LOST_START):
            if accident in self._entrant.accidents:
                again = self._send_start(code, self._start_id)
                promised(again == started, "the same start gets the same attempt and paper")
                self._happened(accident.value)
        return started

    def _save(self, started: Started, revision: int, answers: Mapping[str, str]) -> None:
        for _ in range(1 + (Accident.LOST_SAVE in self._entrant.accidents)):
            saved = save_answers(
                self._desk,
                token=started.token,
                revision=revision,
                answers=answers,
                arrived_at=self._desk.clock.now(),
            )
            promised(saved.revision == revision, "a save is acknowledged under its revision")
        if Accident.LOST_SAVE in self._entrant.accidents:
            self._happened(Accident.LOST_SAVE.value)
        self._venue.ledger.note_saved(started.attempt, revision, answers)

    def _change_phone(self, started: Started, code: str, known: Mapping[str, str]) -> Started:
        """Take the attempt over with another phone; the first one can write no more."""
        start_id = f"simulated-phone-{self._entrant.seed:016x}"
        refused(OpenElsewhereError, lambda: self._send_start(code, start_id))
        birth_date = self._entrant.person.birth_date
        if Accident.WRONG_SECOND_FACTOR in self._entrant.accidents:
            other = date.fromisoformat(birth_date) - timedelta(days=1)
            refused(
                WrongSecondFactorError,
                lambda: resume_attempt(
                    self._desk, code=code, birth_date=other.isoformat(), start_id=start_id
                ),
            )
            self._happened(Accident.WRONG_SECOND_FACTOR.value)
        taken = resume_attempt(self._desk, code=code, birth_date=birth_date, start_id=start_id)
        promised(taken.paper == started.paper, "another phone shows the same paper")
        promised(dict(taken.attempt.answers) == dict(known), "another phone shows what was saved")
        refused(OpenElsewhereError, lambda: self._save(started, 99, known))
        self._happened(Accident.OTHER_PHONE.value)
        return taken

    def _handed_in_at(self, done_at: int, deadline: int) -> int:
        match self._entrant.ending:
            case Ending.IN_GRACE:
                return deadline + self._dice.randint(1, GRACE_MS)
            case Ending.TOO_LATE:
                return deadline + GRACE_MS + self._dice.randint(1, 20 * SECOND_MS)
            case _:
                return done_at

    def _hand_in(
        self, started: Started, revision: int, answers: Mapping[str, str]
    ) -> Generator[int, None, Receipt]:
        ledger, token = self._venue.ledger, started.token
        if self._entrant.ending is Ending.TOO_LATE:
            late = refused(TooLateError, lambda: self._submit(token, revision, answers))
            promised("receipt" not in late.details, "a save on its way is waited for")
            yield started.attempt.deadline_at + SETTLED_AFTER_MS
            receipt = get_receipt(self._desk, token=token)
            ledger.note_receipt(started.attempt, receipt)
            self._happened("too_late")
        else:
            receipt = self._submit(token, revision, answers)
            ledger.note_receipt(started.attempt, receipt, answers)
            self._happened(self._entrant.ending.value)
            if Accident.LOST_SUBMISSION in self._entrant.accidents:
                again = self._submit(token, revision, answers, later_ms=_RETRY_MS)
                promised(again == receipt, "a submission sent again gets the same receipt")
                self._happened(Accident.LOST_SUBMISSION.value)
        promised(get_receipt(self._desk, token=token) == receipt, "a receipt can be asked for")
        return receipt

    def _try_again(self, started: Started, code: str, receipt: Receipt) -> Iterator[int]:
        """Try to start once more: refused with the first receipt, or played where rules allow."""
        contest, start_id = self._venue.contest, f"simulated-again-{self._entrant.seed:016x}"
        if self._desk.clock.now() >= self._venue.round.closes_at:
            return
        if started.attempt.key.ordinal >= contest.attempts.limit:
            refusal = refused(AlreadyFinalError, lambda: self._send_start(code, start_id))
            promised(refusal.details["receipt"] == receipt, "the refusal carries the receipt")
            self._happened("second_try_refused")
            return
        again = self._send_start(code, start_id)
        answers = choose_answers(
            self._entrant, again.paper, self._venue.right, predicts=bool(again.prediction)
        )
        used = min(self._entrant.time_used_ms, again.attempt.deadline_at - self._desk.clock.now())
        self._venue.ledger.note_saved(again.attempt, 0, {})
        yield self._desk.clock.now() + used
        self._venue.ledger.note_receipt(
            again.attempt, self._submit(again.token, 1, answers, suffix="again"), answers
        )
        self._happened("second_attempt")

    def _send_start(self, code: str, start_id: str) -> Started:
        version = self._venue.contest.entry.consent.version
        return start_attempt(self._desk, code=code, start_id=start_id, consent_version=version)

    def _submit(
        self,
        token: str,
        revision: int,
        answers: Mapping[str, str],
        *,
        later_ms: int = 0,
        suffix: str = "submit",
    ) -> Receipt:
        return submit_attempt(
            self._desk,
            token=token,
            submit_id=f"simulated-{suffix}-{self._entrant.seed:016x}",
            revision=revision,
            answers=answers,
            arrived_at=self._desk.clock.now() + later_ms,
        )

    def _happened(self, what: str) -> None:
        self._venue.ledger.befell[what] += 1


def _open_at(contest: Contest, at: int) -> bool:
    return any(round_.opens_at <= at < round_.closes_at for round_ in contest.rounds)
