"""An invented person, registered as the functions register one."""

from chalicelib.composition import Desks
from chalicelib.use_cases.register import Particulars, Registration, register_person


def register(desks: Desks, number: int) -> Registration:
    """Register the person of a number, below a million, in the first unit that takes people."""
    contest = desks.entry.rules.contest()
    unit = next(unit for unit in contest.units if unit.selectable)
    return register_person(
        desks.entry,
        Particulars(
            identifier=f"999{number:09d}",
            birth_date="1990-02-28",
            name="Trần Thị Ví Dụ",
            unit=unit.id,
            phone=f"0999{number:06d}",
            eligible=True,
            consent_version=contest.entry.consent.version,
        ),
    )
