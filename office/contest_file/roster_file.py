"""``roster.csv`` -> the people who get a code where the contest goes by a roster.

1. A unit or a division is named by its id, its name or one of its other names; case, marks, blanks
   and punctuation do not count.  A name that several units have names none of them.
2. A person stands on the list once, and is on no list of excluded people.
3. Ages and birth dates are held against the day on which the first round opens, whenever the file
   is read.

The file names real people: it belongs in a private place, never in a public repository.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.contest.errors import InvalidInputError
from chalicelib.contest.identity import fold_identifier
from chalicelib.contest.ids import DivisionId, UnitId
from chalicelib.contest.names import read_name
from chalicelib.contest.rules import Division
from chalicelib.contest.times import format_day
from chalicelib.contest.units import Unit
from chalicelib.use_cases.enrol import RosterEntry
from chalicelib.use_cases.register import read_birth_date, read_phone
from office.contest_file.codes import Code
from office.contest_file.details import Phrase, phrase
from office.contest_file.findings import Findings, Place
from office.contest_file.scalars import Scalar, hint_for, nearest_of, read_day
from office.contest_file.tables import AnyRow, read_table
from office.contest_file.units_file import fold_name

REQUIRED = ("identifier", "name", "birth_date")
OPTIONAL = ("unit", "division", "phone", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A person of the list, and the row that says so."""

    entry: RosterEntry
    place: Place


class UnitNames:
    """Finds the unit that somebody means, by its id, its name or another name of it."""

    def __init__(self, units: Iterable[Unit]) -> None:
        """Keep the units under every name that they have."""
        self._ids: dict[str, UnitId] = {}
        self._units: dict[str, list[Unit]] = {}
        self._names: list[str] = []
        for unit in units:
            self._ids[unit.id.casefold()] = unit.id
            self._names += [unit.name, *unit.aliases, unit.id]
            for name in dict.fromkeys(map(fold_name, (unit.name, *unit.aliases))):
                self._units.setdefault(name, []).append(unit)

    def find(self, typed: Scalar, findings: Findings) -> UnitId | None:
        """Return the unit, or None after a finding that names the nearest ones."""
        if typed.text.casefold() in self._ids:
            return self._ids[typed.text.casefold()]
        fitting = self._units.get(fold_name(typed.text), [])
        if len(fitting) == 1:
            return fitting[0].id
        if fitting:
            named = ", ".join(unit.id for unit in fitting)
            findings.add(Code.AMBIGUOUS_UNIT, typed.place, typed=typed.text, units=named)
        else:
            hint = self._hint(typed.text)
            findings.add(Code.UNKNOWN_UNIT, typed.place, unit=typed.text, hint=hint)
        return None

    def _hint(self, typed: str) -> Phrase:
        """Return the advice on an unknown name: the one that looks most like it, or all ids."""
        folded = {fold_name(name): name for name in reversed(self._names)}
        nearest = nearest_of(fold_name(typed), folded)
        if nearest is None:
            return phrase("office.hint.known", names=", ".join(self._ids.values()))
        return phrase("office.hint.nearest", name=folded[nearest])


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRules:
    """What the people of a list are held against."""

    units: tuple[Unit, ...]
    divisions: tuple[Division, ...]
    excluded: Mapping[str, str]
    """The role of everybody who may not enter, by folded identifier."""
    unit_required: bool
    on: date
    """The day on which the first round opens."""


def read_roster(
    text: str, shown: str, rules: RosterRules, findings: Findings
) -> tuple[RosterEntry, ...]:
    """Return the people in the order of the file; nobody after an error."""
    errors = findings.errors()
    rows = read_table(text, shown, REQUIRED, OPTIONAL, findings) or ()
    listed = roster_of_rows(rows, rules, findings)
    return () if findings.errors() > errors else tuple(each.entry for each in listed)


def roster_of_rows(
    rows: Iterable[AnyRow], rules: RosterRules, findings: Findings
) -> tuple[Listed, ...]:
    """Return the people of a table's rows with their places; those with errors are left out."""
    names = UnitNames(unit for unit in rules.units if unit.selectable)
    listed: list[Listed] = []
    seen: dict[str, Place] = {}
    for row in rows:
        errors = findings.errors()
        identifier = _read_identifier(row, rules, seen, findings)
        name = _read_name(row, findings)
        born_on = _read_birth_date(row, rules, findings)
        unit = _read_unit(row, names, rules, findings)
        division = _read_division(row, rules.divisions, born_on, findings)
        phone = _read_phone(row, findings)
        if identifier and name and born_on is not None and findings.errors() == errors:
            entry = RosterEntry(
                identifier=identifier,
                name=name,
                birth_date=born_on.isoformat(),
                unit=unit,
                division=division,
                phone=phone,
            )
            listed.append(Listed(entry=entry, place=row.place))
    return tuple(listed)


def _read_identifier(
    row: AnyRow, rules: RosterRules, seen: dict[str, Place], findings: Findings
) -> str:
    cell = row.required("identifier", findings)
    if cell is None:
        return ""
    try:
        folded = fold_identifier(cell.text)
    except InvalidInputError:
        findings.add(Code.BAD_IDENTIFIER, cell.place)
        return ""
    first = seen.setdefault(folded, cell.place)
    if first is not cell.place:
        where = f"{first.path}:{first.line}"
        findings.add(Code.DUPLICATE_IDENTIFIER, cell.place, where=where)
    if folded in rules.excluded:
        findings.add(Code.EXCLUDED_ENTRANT, cell.place, role=rules.excluded[folded])
    return folded


def _read_name(row: AnyRow, findings: Findings) -> str:
    cell = row.required("name", findings)
    if cell is None:
        return ""
    try:
        return read_name(cell.text)
    except InvalidInputError:
        findings.add(Code.BAD_PERSON_NAME, cell.place, typed=cell.text)
        return ""


def _read_birth_date(row: AnyRow, rules: RosterRules, findings: Findings) -> date | None:
    cell = row.required("birth_date", findings)
    if cell is None:
        return None
    errors = findings.errors()
    born_on = read_day(cell, findings)
    if findings.errors() > errors:
        return None
    try:
        read_birth_date(born_on.isoformat(), rules.on)
    except InvalidInputError:
        findings.add(Code.BAD_BIRTH_DATE, cell.place, born=format_day(born_on))
        return None
    return born_on


def _read_unit(
    row: AnyRow, names: UnitNames, rules: RosterRules, findings: Findings
) -> UnitId | None:
    cell = row.required("unit", findings) if rules.unit_required else row.cells.get("unit")
    return names.find(cell, findings) if cell is not None else None


def _read_division(
    row: AnyRow, divisions: Sequence[Division], born_on: date | None, findings: Findings
) -> DivisionId | None:
    if not divisions:
        return None
    cell = row.required("division", findings)
    if cell is None:
        return None
    fitting = [each for each in divisions if _is_named(each, cell.text)]
    if not fitting:
        hint = hint_for(cell.text, [each.id for each in divisions])
        findings.add(Code.UNKNOWN_DIVISION, cell.place, division=cell.text, hint=hint)
        return None
    division = fitting[0]
    if born_on is not None and division.ages is not None and not division.ages.admit(born_on):
        findings.add(
            Code.NOT_OF_AGE,
            cell.place,
            born=format_day(born_on),
            division=division.name,
            on=format_day(division.ages.on),
        )
    return division.id


def _is_named(division: Division, typed: str) -> bool:
    return typed == division.id or fold_name(typed) == fold_name(division.name)


def _read_phone(row: AnyRow, findings: Findings) -> str:
    cell = row.cells.get("phone")
    if cell is None:
        return ""
    try:
        return read_phone(cell.text)
    except InvalidInputError:
        findings.add(Code.BAD_PHONE, cell.place, typed=cell.text)
        return ""
