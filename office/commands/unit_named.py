"""The unit that somebody types on the command line, by its id or by its name."""

from collections.abc import Iterable

from chalicelib.contest.ids import UnitId
from chalicelib.contest.units import Unit
from office.contest_file.findings import Findings, Place
from office.contest_file.roster_file import UnitNames
from office.contest_file.scalars import Scalar


def unit_named(units: Iterable[Unit], typed: str) -> UnitId | None:
    """Return the unit, or None where none has the name, or several have.

    >>> units = [Unit(id=UnitId("so-noi-vu"), name="Sở Nội vụ", level="so")]
    >>> unit_named(units, "sở nội vụ"), unit_named(units, "so-noi-vu"), unit_named(units, "Sở Y tế")
    ('so-noi-vu', 'so-noi-vu', None)
    """
    scalar = Scalar(field="", text=typed.strip(), place=Place(path=""))
    return UnitNames(units).find(scalar, Findings())
