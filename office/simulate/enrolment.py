"""Enrolling invented people, where codes are handed out by a roster."""

from collections.abc import Sequence

from chalicelib.use_cases.enrol import EnrolDesk, RosterEntry, enrol_people
from office.simulate.crowd import Invented
from office.simulate.ledger import Ledger


def enrol_invented(desk: EnrolDesk, people: Sequence[Invented], ledger: Ledger) -> None:
    """Enrol invented people; each gets the code on the slip.

    Who was enrolled before keeps a code that is not known here any more, and asks for another.
    """
    entries = [
        RosterEntry(
            identifier=person.identifier,
            name=person.name,
            birth_date=person.birth_date,
            unit=person.unit,
            division=person.division,
            phone=person.phone,
        )
        for person in people
    ]
    for person, enrolled in zip(people, enrol_people(desk, entries), strict=True):
        if enrolled.code is not None:
            ledger.codes[person.number] = enrolled.code
            ledger.befell["enrolled"] += 1
