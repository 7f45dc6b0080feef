"""Starting an attempt, and taking it over to another device.

1. The device makes a ``start_id`` and stores it before it sends: the same id gets the same attempt,
   the same paper and the same deadline for ever, however often it asks.
2. Another device is refused; it takes the attempt over with the second factor, which ends the first
   device's right to write.
3. Who was enrolled by a roster agrees to the consent text before the first start, and again where
   its version rises; who registered has agreed then.
"""

import re
from dataclasses import dataclass, replace

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.attempts import (
    Attempt,
    AttemptKey,
    deadline_of,
    is_in_time,
    is_settled,
    open_round,
)
from chalicelib.contest.errors import (
    AlreadyFinalError,
    InvalidInputError,
    OpenElsewhereError,
    TooLateError,
    WrongSecondFactorError,
)
from chalicelib.contest.extra_time import credit_of_person
from chalicelib.contest.identity import receipt_code_of
from chalicelib.contest.ids import bank_slot
from chalicelib.contest.networks import Caller
from chalicelib.contest.papers import Paper
from chalicelib.contest.receipts import Receipt, nonce_of, result_key
from chalicelib.contest.rules import AttemptsPer, Contest, EntryMode, Round
from chalicelib.contest.times import local_date
from chalicelib.contest.tokens import AttemptToken, make_token
from chalicelib.ports import Person
from chalicelib.use_cases.door import judge_second_factor, recognise
from chalicelib.use_cases.entry import EntryDesk
from chalicelib.use_cases.register import read_birth_date

_START_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What a device needs to show an attempt; a receipt where the attempt is final already."""

    attempt: Attempt
    token: str
    paper: Paper
    prediction: str
    """The prediction question; empty where there is none."""
    person: Person
    receipt: Receipt | None


def start_attempt(
    desk: EntryDesk,
    *,
    code: str,
    start_id: str,
    consent_version: int | None = None,
    came_from: str = "",
    browser: str = "",
) -> Started:
    """Start the person's next attempt in the round that is open now, or return it as it stands.

    ``consent_version`` is what the person agrees to now, ``came_from`` the caller's address,
    ``browser`` what the caller's browser calls itself.
    Raises OpenElsewhereError where one runs under another start_id, AlreadyFinalError (detail:
    receipt) where the last one that the rules allow has ended under another one; ConsentError, and
    ExcludedPersonError with the consent.
    """
    check_client_id(start_id, "start_id")
    person = _with_consent(desk, recognise(desk, code, came_from), consent_version)
    stored = _put_next(desk, person, start_id, Caller(came_from, browser))
    if stored.start_id != start_id:
        _refuse_ended(desk, stored)
        raise OpenElsewhereError
    return _started(desk, stored, person)


def resume_attempt(
    desk: EntryDesk,
    *,
    code: str,
    birth_date: str,
    start_id: str,
    consent_version: int | None = None,
    came_from: str = "",
    browser: str = "",
) -> Started:
    """Take the person's running attempt over to this device, or start one here.

    Raises WrongSecondFactorError, TooManyTriesError; AlreadyFinalError (detail: receipt) where the
    last attempt that the rules allow has ended; ConsentError and ExcludedPersonError as
    ``start_attempt`` does.
    """
    check_client_id(start_id, "start_id")
    person = recognise(desk, code, came_from)
    day = read_birth_date(birth_date, local_date(desk.clock.now()))
    judge_second_factor(
        desk,
        person.pid,
        right=desk.hash_second_factor(person.pid, day) == person.second_factor,
        came_from=came_from,
        refusal=WrongSecondFactorError(),
    )
    person = _with_consent(desk, person, consent_version)
    caller = Caller(came_from, browser)
    stored = _put_next(desk, person, start_id, caller)
    if stored.start_id != start_id:
        _refuse_ended(desk, stored)
        networks = desk.networks.add(
            stored.networks, caller, stored.round_id, stored.key.attempt_id()
        )
        _, taken = desk.attempts.take_over(stored, start_id, desk.clock.now(), networks)
        if taken is None or taken.start_id != start_id:
            raise OpenElsewhereError
        stored = taken
    return _started(desk, stored, person)


def check_client_id(client_id: str, field: str) -> None:
    """Raise InvalidInputError unless the id has 16 to 64 letters, digits, ``_`` or ``-``."""
    if not _START_ID.fullmatch(client_id):
        raise InvalidInputError(field=field)


def paper_of(desk: EntryDesk, attempt: Attempt | AttemptToken) -> Paper:
    """Return the paper of an attempt, derived again from the round's secret."""
    contest = desk.rules.rules_of(attempt.rules)
    return desk.banks.paper(
        attempt.bank,
        contest.paper_of(attempt.division),
        attempt.round_id,
        attempt.key.attempt_id(),
    )


def finalise_settled(desk: EntryDesk, attempt: Attempt) -> Attempt:
    """Return the attempt, made final from its last save where it ran and is settled by now."""
    if attempt.is_final() or not is_settled(desk.clock.now(), attempt.deadline_at):
        return attempt
    _, final = desk.attempts.finalise(attempt)
    return final or attempt


def needs_consent(contest: Contest, person: Person) -> bool:
    """Tell whether the person has to agree to the consent text before starting.

    By open registration the version agreed to then holds for the whole contest.
    """
    by_roster = contest.entry.mode is EntryMode.ROSTER
    return person.consent_version < (contest.entry.consent.version if by_roster else 1)


def _with_consent(desk: EntryDesk, person: Person, version: int | None) -> Person:
    needed = needs_consent(desk.rules.contest(), person)
    return desk.record_consent(person, version) if needed else person


def _put_next(desk: EntryDesk, person: Person, start_id: str, caller: Caller) -> Attempt:
    """Put the first attempt that is absent, and return it; or the one that stands in its way.

    Ordinal k is put only where k - 1 has ended, by a submission or because its time is over.  What
    stands in the way is one that runs, one of the same start_id, or the last that is allowed.
    """
    contest = desk.rules.contest()
    now = desk.clock.now()
    round_ = open_round(contest, now)
    for ordinal in range(1, contest.attempts.limit + 1):
        fresh = _fresh(desk, person, round_, start_id=start_id, ordinal=ordinal, now=now)
        networks = desk.networks.add("", caller, round_.id, fresh.key.attempt_id())
        stored = desk.attempts.put_attempt(replace(fresh, networks=networks))
        if start_id in {stored.start_id, *stored.former_start_ids}:
            return stored
        stored = finalise_settled(desk, stored)
        if not stored.is_final() and is_in_time(now, stored.deadline_at):
            return stored
    return stored


def _fresh(
    desk: EntryDesk, person: Person, round_: Round, *, start_id: str, ordinal: int, now: int
) -> Attempt:
    contest, release = desk.rules.contest(), desk.rules.release()
    per_contest = contest.attempts.per is AttemptsPer.CONTEST
    key = AttemptKey(
        contest=contest.id,
        scope=WHOLE_CONTEST if per_contest else round_.id,
        pid=person.pid,
        ordinal=ordinal,
    )
    paper_rules = contest.paper_of(person.division)
    ordinary = deadline_of(round_, paper_rules.limit_ms, now)
    extra = credit_of_person(release.credits, round_.id, person.pid)
    deadline_at = deadline_of(round_, paper_rules.limit_ms + extra, now)
    attempt = Attempt(
        key=key,
        round_id=round_.id,
        unit=person.unit,
        division=person.division,
        receipt_code=receipt_code_of(key.attempt_id(), desk.banks.secrets().receipts),
        rules=release.rules,
        bank=desk.banks.bank_of(release, bank_slot(round_.id, person.division)),
        question_ids=(),
        started_at=now,
        deadline_at=deadline_at,
        credit_ms=deadline_at - ordinary,
        start_id=start_id,
        answers={},
        changed_at=now,
        result_key=result_key(nonce_of(key.attempt_id(), desk.banks.secrets().receipts)),
    )
    return replace(attempt, question_ids=paper_of(desk, attempt).question_ids())


def _started(desk: EntryDesk, attempt: Attempt, person: Person) -> Started:
    rules = desk.rules.rules_of(attempt.rules).paper_of(attempt.division)
    return Started(
        attempt=attempt,
        token=make_token(attempt, desk.banks.secrets().tokens),
        paper=paper_of(desk, attempt),
        prediction=rules.prediction.text if rules.prediction else "",
        person=person,
        receipt=desk.receipt_of(attempt) if attempt.is_final() else None,
    )


def _refuse_ended(desk: EntryDesk, attempt: Attempt) -> None:
    if attempt.is_final():
        raise AlreadyFinalError(receipt=desk.receipt_of(attempt))
    if not is_in_time(desk.clock.now(), attempt.deadline_at):
        raise TooLateError
