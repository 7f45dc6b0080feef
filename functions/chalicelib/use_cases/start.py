"""Starting an attempt, and taking it over to another device.

1. The device makes a ``start_id`` and stores it before it sends: the same id gets the same attempt,
   the same paper and the same deadline for ever, however often it asks.
2. Another device is refused; it takes the attempt over with the second factor, which ends the first
   device's right to write.
"""

import re
from dataclasses import dataclass

from chalicelib.contest.attempts import Attempt, AttemptKey, deadline_of, open_round
from chalicelib.contest.errors import (
    AlreadyFinalError,
    InvalidInputError,
    OpenElsewhereError,
    WrongSecondFactorError,
)
from chalicelib.contest.identity import receipt_code_of
from chalicelib.contest.ids import Digest
from chalicelib.contest.papers import Paper, derive_paper, round_secret
from chalicelib.contest.receipts import Receipt, receipt_of
from chalicelib.contest.rules import Contest, Round
from chalicelib.contest.times import local_date
from chalicelib.contest.tokens import make_token
from chalicelib.ports import Person
from chalicelib.use_cases.entry import EntryDesk
from chalicelib.use_cases.register import read_birth_date

_START_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What a device needs to show an attempt; a receipt where the attempt is final already."""

    attempt: Attempt
    token: str
    paper: Paper
    person: Person
    receipt: Receipt | None


def start_attempt(desk: EntryDesk, *, code: str, start_id: str) -> Started:
    """Start the person's attempt of the round that is open now, or return it as it stands.

    Raises OpenElsewhereError where it runs under another start_id, and AlreadyFinalError (detail:
    receipt) where it has ended under another one.
    """
    check_client_id(start_id, "start_id")
    person = desk.person_of_code(code)
    stored = desk.attempts.put_attempt(_fresh_attempt(desk, person, start_id))
    if stored.start_id != start_id:
        _refuse_final(desk, stored)
        raise OpenElsewhereError
    return _started(desk, stored, person)


def resume_attempt(desk: EntryDesk, *, code: str, birth_date: str, start_id: str) -> Started:
    """Take the person's running attempt over to this device, or start it here.

    Raises WrongSecondFactorError, and AlreadyFinalError (detail: receipt) where it has ended.
    """
    check_client_id(start_id, "start_id")
    person = desk.person_of_code(code)
    day = read_birth_date(birth_date, local_date(desk.clock.now()))
    if desk.hash_second_factor(person.pid, day) != person.second_factor:
        raise WrongSecondFactorError
    stored = desk.attempts.put_attempt(_fresh_attempt(desk, person, start_id))
    if stored.start_id != start_id:
        _refuse_final(desk, stored)
        _, taken = desk.attempts.take_over(stored, start_id)
        if taken is None or taken.start_id != start_id:
            raise OpenElsewhereError
        stored = taken
    return _started(desk, stored, person)


def check_client_id(client_id: str, field: str) -> None:
    """Raise InvalidInputError unless the id has 16 to 64 letters, digits, ``_`` or ``-``."""
    if not _START_ID.fullmatch(client_id):
        raise InvalidInputError(field=field)


def paper_of(desk: EntryDesk, key: AttemptKey, bank: Digest, contest: Contest) -> Paper:
    """Return the paper of an attempt, derived again from the round's secret."""
    return derive_paper(
        desk.banks.bank(bank),
        contest.paper,
        secret=round_secret(desk.banks.secrets().papers, key.scope),
        attempt_id=key.attempt_id(),
    )


def _fresh_attempt(desk: EntryDesk, person: Person, start_id: str) -> Attempt:
    now = desk.clock.now()
    contest = desk.rules.contest()
    round_: Round = open_round(contest, now)
    release = desk.rules.release()
    bank = desk.banks.bank_of_round(release, round_.id)
    key = AttemptKey(contest=contest.id, scope=round_.id, pid=person.pid)
    return Attempt(
        key=key,
        unit=person.unit,
        receipt_code=receipt_code_of(key.attempt_id(), desk.banks.secrets().receipts),
        rules=release.rules,
        bank=bank,
        question_ids=paper_of(desk, key, bank, contest).question_ids(),
        started_at=now,
        deadline_at=deadline_of(round_, contest.paper.limit_ms, now),
        start_id=start_id,
        answers={},
        changed_at=now,
    )


def _started(desk: EntryDesk, attempt: Attempt, person: Person) -> Started:
    secrets = desk.banks.secrets()
    contest = desk.rules.rules_of(attempt.rules)
    return Started(
        attempt=attempt,
        token=make_token(attempt, secrets.tokens),
        paper=paper_of(desk, attempt.key, attempt.bank, contest),
        person=person,
        receipt=receipt_of(attempt, secrets.receipts) if attempt.is_final() else None,
    )


def _refuse_final(desk: EntryDesk, attempt: Attempt) -> None:
    if attempt.is_final():
        raise AlreadyFinalError(receipt=receipt_of(attempt, desk.banks.secrets().receipts))
