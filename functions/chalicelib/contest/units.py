"""Units (đơn vị): the agencies, wards, schools and companies for which people enter.

Units form a tree by ``parent``.  An attempt counts once, in the unit that its contestant chose, and
rolls up from there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.contest.ids import UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """How many people of a kind (staff, trade-union members) belonged to a unit on a day."""

    kind: str
    count: int
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit: its name, its level (such as ``phuong``), its parent and its headcount."""

    id: UnitId
    name: str
    level: str
    parent: UnitId | None = None
    block: str = ""
    """Units that compete among themselves for some prizes, such as ``so-nganh``."""
    aliases: tuple[str, ...] = ()
    """Other names under which people look for it."""
    headcount: int | None = None
    """People who belong to the unit, of the kind that the contest states; None where unknown."""
    headcounts: tuple[Headcount, ...] = ()
    """Every headcount known, by kind and date."""
    selectable: bool = True
    """Whether a contestant may choose it; a mere grouping is not selectable."""


def index_units(units: Iterable[Unit]) -> Mapping[UnitId, Unit]:
    """Return the units by id."""
    return {unit.id: unit for unit in units}


def ancestors(unit: UnitId, units: Mapping[UnitId, Unit]) -> tuple[UnitId, ...]:
    """Return the unit itself and every unit above it, nearest first.

    >>> tree = index_units([Unit(id=UnitId("tp"), name="TP", level="thanh-pho"),
    ...                     Unit(id=UnitId("p1"), name="P1", level="phuong", parent=UnitId("tp"))])
    >>> ancestors(UnitId("p1"), tree)
    ('p1', 'tp')
    """
    chain: list[UnitId] = []
    current: UnitId | None = unit
    while current is not None and current not in chain:
        chain.append(current)
        current = units[current].parent
    return tuple(chain)
