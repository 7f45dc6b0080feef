"""Days, moments and units as people type them on the command line."""

from datetime import date

import pytest

from chalicelib.contest.ids import UnitId
from chalicelib.contest.units import Unit
from office.commands.project import CommandError, read_day, read_moment
from office.commands.unit_named import unit_named

UNITS = (
    Unit(id=UnitId("so-noi-vu"), name="Sở Nội vụ", level="so", aliases=("SNV",)),
    Unit(id=UnitId("a-1"), name="Phường 1", level="phuong", parent=UnitId("so-noi-vu")),
    Unit(id=UnitId("b-1"), name="Phường 1", level="phuong"),
)


@pytest.mark.parametrize("typed", ["2026-12-09", "09/12/2026", "9/12/2026", " 09/12/2026 "])
def test_a_day_is_read_as_files_have_it_and_as_people_write_it(typed: str) -> None:
    assert read_day(typed) == date(2026, 12, 9)


@pytest.mark.parametrize("typed", ["31/02/2026", "12/31/2026", "09/12/26", "mai", ""])
def test_what_is_no_day_is_refused_with_how_to_write_one(typed: str) -> None:
    with pytest.raises(CommandError) as error:
        read_day(typed)

    assert str(error.value) == f"Không hiểu ngày “{typed}”. Hãy viết như sau: 31/12/2026"


def test_a_moment_is_read_as_people_write_it_too() -> None:
    assert read_moment("09/12/2026 08:30") == read_moment("2026-12-09 08:30")


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("so-noi-vu", "so-noi-vu"),
        ("SỞ NỘI VỤ", "so-noi-vu"),
        ("snv", "so-noi-vu"),
        ("a-1", "a-1"),
        ("Phường 1", None),
        ("Sở Y tế", None),
    ],
)
def test_a_unit_is_found_by_its_id_or_by_a_name_that_only_it_has(
    typed: str, unit: str | None
) -> None:
    assert unit_named(UNITS, typed) == unit
