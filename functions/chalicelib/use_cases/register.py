"""Registration: a person gives particulars and gets a personal code.

Where the organizer hands codes out by a roster, all that is left is getting a lost one back.

1. One registration per identifier: its keyed hash is the key of the person's record.
2. Who is on the list of excluded people is told so, with the role.
3. Registering again with the same second factor replaces the code and nothing else: name and unit
   are chosen once, then fixed.  A code lost in a broken connection is got back this way.
4. By a roster, a wrong identifier and a wrong birth date get the same answer: nobody can find out
   who is on it.
"""

import json
import re
from dataclasses import dataclass
from datetime import date

from chalicelib.contest.errors import (
    ConsentError,
    InvalidInputError,
    NotEligibleError,
    NotOfAgeError,
    NotOnRosterError,
    RegisteredAtOnceError,
    UnknownDivisionError,
    UnknownUnitError,
    WrongSecondFactorError,
)
from chalicelib.contest.identity import (
    CODE_RANDOM_BITS,
    code_from_bits,
    fold_identifier,
    pid_of,
)
from chalicelib.contest.ids import DivisionId, UnitId
from chalicelib.contest.names import read_name
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import format_day, local_date
from chalicelib.ports import Person
from chalicelib.use_cases.door import judge_second_factor
from chalicelib.use_cases.entry import EntryDesk

_PHONE = re.compile(r"\+?[0-9]{8,15}")
_OLDEST_BIRTH_YEAR = 1900


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What a registrant typed."""

    identifier: str
    birth_date: str
    name: str
    unit: str | None
    division: str | None = None
    phone: str
    eligible: bool
    consent_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """The person as registered and the code, which is shown this once."""

    person: Person
    code: str
    replaced: bool


def register_person(desk: EntryDesk, typed: Particulars, *, came_from: str = "") -> Registration:
    """Register a person, or replace the code of one who is registered already.

    ``came_from`` is the caller's address.  Raises a ContestError that says which particular is at
    fault; TooManyTriesError for whoever has given too many wrong second factors.
    """
    contest = desk.rules.contest()
    secrets = desk.banks.secrets()
    identifier = fold_identifier(typed.identifier)
    now = desk.clock.now()
    birth_date = read_birth_date(typed.birth_date, local_date(now))
    pid = pid_of(desk.contest_id, identifier, secrets.people)
    second_factor = desk.hash_second_factor(pid, birth_date)
    code = code_from_bits(desk.chance.bits(CODE_RANDOM_BITS))
    person = Person(
        pid=pid,
        name=read_name(typed.name),
        unit=read_unit(contest, typed.unit),
        division=read_division(contest, typed.division, date.fromisoformat(birth_date)),
        born_on=date.fromisoformat(birth_date) if contest.asks_birth_dates() else None,
        second_factor=second_factor,
        code_hash=desk.hash_code(code),
        sealed=desk.sealer.seal(
            contact_details(
                identifier=identifier,
                birth_date=birth_date,
                phone=read_phone(typed.phone) if contest.entry.asks_phone else "",
            ),
            secrets.seal,
        ),
        consent_version=typed.consent_version,
        registered_at=now,
    )
    if not typed.eligible:
        raise NotEligibleError
    if typed.consent_version != contest.entry.consent.version:
        raise ConsentError(version=contest.entry.consent.version)
    desk.check_not_excluded(pid)
    stored = desk.people.put_person(desk.contest_id, person)
    replaced = stored != person
    if replaced:
        judge_second_factor(
            desk,
            pid,
            right=stored.second_factor == second_factor,
            came_from=came_from,
            refusal=WrongSecondFactorError(),
        )
        if not stored.consent_version:
            stored = desk.record_consent(stored, typed.consent_version)
        stored = _replace_code(desk, stored, code)
    else:
        desk.people.put_code(desk.contest_id, person.code_hash, pid)
    return Registration(person=stored, code=code, replaced=replaced)


def replace_lost_code(
    desk: EntryDesk, *, identifier: str, birth_date: str, came_from: str = ""
) -> Registration:
    """Give a person of the roster another code; ``came_from`` is the caller's address.

    Raises NotOnRosterError (detail: contact), ExcludedPersonError, RegisteredAtOnceError,
    TooManyTriesError.
    """
    secrets = desk.banks.secrets()
    day = read_birth_date(birth_date, local_date(desk.clock.now()))
    pid = pid_of(desk.contest_id, identifier, secrets.people)
    second_factor = desk.hash_second_factor(pid, day)
    stored = desk.people.get_person(desk.contest_id, pid)
    refusal = NotOnRosterError(contact=desk.rules.contest().contact)
    right = stored is not None and stored.second_factor == second_factor
    judge_second_factor(desk, pid, right=right, came_from=came_from, refusal=refusal)
    if stored is None:
        raise refusal
    desk.check_not_excluded(pid)
    code = code_from_bits(desk.chance.bits(CODE_RANDOM_BITS))
    return Registration(person=_replace_code(desk, stored, code), code=code, replaced=True)


def _replace_code(desk: EntryDesk, stored: Person, code: str) -> Person:
    code_hash = desk.hash_code(code)
    desk.people.put_code(desk.contest_id, code_hash, stored.pid)
    replaced = desk.people.replace_code(desk.contest_id, stored, code_hash)
    if replaced.code_hash != code_hash:
        # Another request of the same person came between: its code is the one in force.
        raise RegisteredAtOnceError
    return replaced


def read_birth_date(typed: str, today: date) -> str:
    """Return a birth date as YYYY-MM-DD; raise InvalidInputError unless it is a past day.

    >>> read_birth_date("1990-02-28", date(2021, 12, 13))
    '1990-02-28'
    """
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise InvalidInputError(field="birth_date") from None
    if not day.year >= _OLDEST_BIRTH_YEAR or day >= today:
        raise InvalidInputError(field="birth_date")
    return day.isoformat()


def read_unit(contest: Contest, typed: str | None) -> UnitId | None:
    """Return the unit of this id; raise InvalidInputError or UnknownUnitError for a wrong one."""
    if not typed:
        if contest.entry.unit_required:
            raise InvalidInputError(field="unit")
        return None
    for unit in contest.units:
        if unit.id == typed and unit.selectable:
            return unit.id
    raise UnknownUnitError(unit=typed[:80])


def read_division(contest: Contest, typed: str | None, born_on: date) -> DivisionId | None:
    """Return the division of this id; None where the contest has none.

    Raises UnknownDivisionError, and NotOfAgeError for who is not of its age.
    """
    if not contest.divisions:
        return None
    for division in contest.divisions:
        if division.id == typed:
            if division.ages is not None and not division.ages.admit(born_on):
                raise NotOfAgeError(division=division.name, on=format_day(division.ages.on))
            return division.id
    raise UnknownDivisionError(division=(typed or "")[:80])


def read_phone(typed: str) -> str:
    """Return a phone number without blanks, dots and hyphens.

    >>> read_phone("0912 345 678")
    '0912345678'
    """
    phone = re.sub(r"[\s.\-]", "", typed)
    if not _PHONE.fullmatch(phone):
        raise InvalidInputError(field="phone")
    return phone


def contact_details(*, identifier: str, birth_date: str, phone: str) -> str:
    """Return what is sealed of a person, as JSON."""
    return json.dumps({"identifier": identifier, "birth_date": birth_date, "phone": phone})
