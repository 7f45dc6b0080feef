"""Enrolment: the organizer's list of people becomes persons with personal codes.

The organizer's command line does this, never a function that is deployed.

1. Everything is checked before the first person is written.
2. A code is known here alone and this once: only its keyed hash is kept.  Who was enrolled before
   keeps the code; where nobody has seen it (the computer died before the slip was printed),
   ``reset_code`` gives another.
3. A list that was corrected and comes again corrects the record.  Unit and division are fixed once
   the person has agreed to the consent text, without which nobody starts.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from chalicelib.contest.errors import (
    ContestError,
    ExcludedPersonError,
    NoRosterError,
    NotOfAgeError,
    RosterEntryError,
    UnknownDivisionError,
    UnknownPersonError,
    UnknownUnitError,
)
from chalicelib.contest.identity import (
    CODE_RANDOM_BITS,
    code_from_bits,
    fold_identifier,
    hash_of_code,
    hash_of_second_factor,
    pid_of,
)
from chalicelib.contest.ids import ContestId, DivisionId, Pid, UnitId
from chalicelib.contest.names import read_name
from chalicelib.contest.rules import EntryMode
from chalicelib.contest.times import local_date
from chalicelib.ports import (
    Chance,
    Clock,
    ContestStore,
    EntrySecrets,
    PeopleStore,
    Person,
    Sealer,
    Secrets,
)
from chalicelib.use_cases.in_force import RulesInForce
from chalicelib.use_cases.register import (
    contact_details,
    read_birth_date,
    read_division,
    read_phone,
    read_unit,
)

REPEATED = "repeated"
"""The reason for which an entry is refused whose identifier stands in the list already."""
FIXED = "fixed"
"""The reason for which another unit or division is refused."""
_LANES = 16
"""So many people are read or written at once: far from the store, one after the other is slow."""
_FIELD_OF: dict[type[ContestError], str] = {
    ExcludedPersonError: "identifier",
    UnknownUnitError: "unit",
    UnknownDivisionError: "division",
    NotOfAgeError: "division",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """One person of the organizer's list, as it says; the birth date is YYYY-MM-DD."""

    identifier: str
    name: str
    birth_date: str
    unit: UnitId | None
    division: DivisionId | None = None
    phone: str = ""


@dataclass(slots=True, kw_only=True)
class EnrolDesk:
    """Everything that enrolling needs; no attempt, question or key is within its reach."""

    contest_id: ContestId
    clock: Clock
    chance: Chance
    contests: ContestStore
    people: PeopleStore
    secrets: Secrets
    sealer: Sealer
    rules: RulesInForce = field(init=False)

    def __post_init__(self) -> None:
        """Set up what is read once and kept."""
        self.rules = RulesInForce(self.contest_id, self.contests, self.clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """A person who is enrolled now."""

    pid: Pid
    entry: RosterEntry
    code: str | None
    """A new code, shown this once; None where the person was enrolled before and keeps it."""
    corrected: bool = False
    """Whether the person was enrolled before, with other particulars."""


@dataclass(frozen=True, slots=True)
class _Drafted:
    """An entry and the person that it makes, without a code and not sealed yet."""

    entry: RosterEntry
    person: Person
    contact: str


@dataclass(frozen=True, slots=True)
class _OnRecord:
    """What the store holds of a person."""

    person: Person | None
    role: str | None
    """The role for which the person is excluded, if any."""


def enrol_people(desk: EnrolDesk, entries: Sequence[RosterEntry]) -> list[Enrolled]:
    """Enrol the people of a list, in its order; repeating it is harmless.

    Raises NoRosterError unless the contest goes by a roster; RosterEntryError (details: entry,
    counted from 1; field; reason, the refusal's code, ``repeated`` or ``fixed``; the refusal's own
    details) before anything is written.
    """
    if desk.rules.contest().entry.mode is not EntryMode.ROSTER:
        raise NoRosterError
    secrets = desk.secrets.entry(desk.contest_id)
    drafts: dict[Pid, _Drafted] = {}
    for place, entry in enumerate(entries, start=1):
        with _naming(place):
            draft = _draft(desk, secrets, entry)
        if draft.person.pid in drafts:
            raise RosterEntryError(entry=place, field="identifier", reason=REPEATED)
        drafts[draft.person.pid] = draft
    with ThreadPoolExecutor(_LANES) as lanes:
        records = list(lanes.map(lambda pid: _read(desk, pid), drafts))
        for place, (draft, record) in enumerate(
            zip(drafts.values(), records, strict=True), start=1
        ):
            with _naming(place):
                if record.role is not None:
                    raise ExcludedPersonError(role=record.role)
            fixed = _fixed_field(draft, record.person)
            if fixed is not None:
                raise RosterEntryError(entry=place, field=fixed, reason=FIXED)
        codes = [code_from_bits(desk.chance.bits(CODE_RANDOM_BITS)) for _ in drafts]
        return list(
            lanes.map(
                lambda draft, record, code: _write(desk, secrets, draft, record.person, code),
                drafts.values(),
                records,
                codes,
            )
        )


def reset_code(desk: EnrolDesk, identifier: str) -> str:
    """Give a person another code, which is counted on the record; the former one is void.

    Raises UnknownPersonError where nobody has this identifier, InvalidInputError where it is none.
    """
    secrets = desk.secrets.entry(desk.contest_id)
    pid = pid_of(desk.contest_id, identifier, secrets.people)
    person = desk.people.get_person(desk.contest_id, pid)
    if person is None:
        raise UnknownPersonError
    code = code_from_bits(desk.chance.bits(CODE_RANDOM_BITS))
    code_hash = hash_of_code(secrets.people, desk.contest_id, code)
    desk.people.put_code(desk.contest_id, code_hash, pid)
    while person.code_hash != code_hash:
        person = desk.people.replace_code(desk.contest_id, person, code_hash)
    return code


@contextmanager
def _naming(place: int) -> Iterator[None]:
    """Turn a refusal into one that names the entry and its field."""
    try:
        yield
    except ContestError as error:
        where = str(error.details.get("field") or _FIELD_OF.get(type(error), "identifier"))
        details = error.details | {"entry": place, "field": where}
        raise RosterEntryError(**{"reason": error.code, **details}) from None


def _draft(desk: EnrolDesk, secrets: EntrySecrets, entry: RosterEntry) -> _Drafted:
    contest = desk.rules.contest()
    now = desk.clock.now()
    identifier = fold_identifier(entry.identifier)
    birth_date = read_birth_date(entry.birth_date, local_date(now))
    born_on = date.fromisoformat(birth_date)
    pid = pid_of(desk.contest_id, identifier, secrets.people)
    contact = contact_details(
        identifier=identifier,
        birth_date=birth_date,
        phone=read_phone(entry.phone) if entry.phone else "",
    )
    person = Person(
        pid=pid,
        name=read_name(entry.name),
        unit=read_unit(contest, entry.unit),
        division=read_division(contest, entry.division, born_on),
        born_on=born_on if contest.asks_birth_dates() else None,
        second_factor=hash_of_second_factor(secrets.people, pid, birth_date),
        code_hash="",
        sealed="",
        consent_version=0,
        registered_at=now,
    )
    return _Drafted(entry, person, contact)


def _read(desk: EnrolDesk, pid: Pid) -> _OnRecord:
    return _OnRecord(
        desk.people.get_person(desk.contest_id, pid),
        desk.people.get_exclusion(desk.contest_id, pid),
    )


def _fixed_field(draft: _Drafted, before: Person | None) -> str | None:
    """Return which particular would change that may not change any more, if one would."""
    if before is None or not before.consent_version:
        return None
    if before.unit != draft.person.unit:
        return "unit"
    return "division" if before.division != draft.person.division else None


def _particulars(person: Person) -> tuple[object, ...]:
    return person.name, person.unit, person.division, person.born_on, person.second_factor


def _write(
    desk: EnrolDesk, secrets: EntrySecrets, draft: _Drafted, before: Person | None, code: str
) -> Enrolled:
    pid = draft.person.pid
    stored = before
    if stored is None:
        code_hash = hash_of_code(secrets.people, desk.contest_id, code)
        sealed = desk.sealer.seal(draft.contact, secrets.seal)
        person = replace(draft.person, code_hash=code_hash, sealed=sealed)
        # The code first: whoever is stored can be found by the code that was handed out.
        desk.people.put_code(desk.contest_id, code_hash, pid)
        stored = desk.people.put_person(desk.contest_id, person)
        if stored.code_hash == code_hash:
            return Enrolled(pid=pid, entry=draft.entry, code=code)
    contact = desk.sealer.unseal(stored.sealed, secrets.seal)
    changed = contact != draft.contact or _particulars(stored) != _particulars(draft.person)
    if changed:
        _correct(desk, secrets, stored, draft)
    return Enrolled(pid=pid, entry=draft.entry, code=None, corrected=changed)


def _correct(desk: EnrolDesk, secrets: EntrySecrets, stored: Person, draft: _Drafted) -> None:
    sealed = desk.sealer.seal(draft.contact, secrets.seal)
    while stored.sealed != sealed:
        # A code or a consent that came meanwhile stays, and with a consent the unit.
        fixed = stored if stored.consent_version else draft.person
        corrected = replace(
            stored,
            name=draft.person.name,
            unit=fixed.unit,
            division=fixed.division,
            born_on=draft.person.born_on,
            second_factor=draft.person.second_factor,
            sealed=sealed,
        )
        stored = desk.people.change_person(desk.contest_id, stored, corrected)
