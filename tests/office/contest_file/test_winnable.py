"""More prizes than can be won: what bounds the people who can enter, and what does not."""

from pathlib import Path

import pytest

from tests.office.contest_file.contest_folders import CONTEST_YML, UNITS_CSV, check, write_folder

BY_ROSTER = CONTEST_YML.replace("mode: open", "mode: roster").replace("total: 2500", "total: 500")
ROSTER = "identifier,name,birth_date,unit\n" + "".join(
    f"01909900123{number},Trần Thị {name},1990-01-01,phuong-{unit}\n"
    for number, (name, unit) in enumerate([("An", 1), ("Ba", 1), ("Cầu", 2)])
)


def with_prizes(yml: str, count: int, more: str = "") -> str:
    """Return a contest file with so many prizes of no value after every round."""
    return yml.replace("per: round\n", f"per: round\n{more}", 1).replace(
        "count: 1, value: 1000", f"count: {count}, value: 0"
    )


def codes(folder: Path, yml: str, **files: str) -> list[str]:
    named = {name.replace("_", "."): content for name, content in files.items()}
    found = check(write_folder(folder, {"contest.yml": yml, **named}))
    return [line.split()[-1] for line in found]


@pytest.mark.parametrize(
    ("count", "expected"), [(1, []), (2, ["W218"]), (3, ["W218"]), (4, ["W217"])]
)
def test_a_roster_bounds_who_can_win_in_a_round_and_over_all_of_them(
    tmp_path: Path, count: int, expected: list[str]
) -> None:
    yml = with_prizes(BY_ROSTER, count)

    assert codes(tmp_path, yml, roster_csv=ROSTER) == expected


def test_without_a_limit_for_one_person_every_round_has_its_own_winners(tmp_path: Path) -> None:
    yml = with_prizes(BY_ROSTER, 3).replace("  most_per_person: 1\n", "")

    assert codes(tmp_path, yml, roster_csv=ROSTER) == []


@pytest.mark.parametrize(("count", "expected"), [(20, []), (21, ["W217"])])
def test_the_prizes_of_a_block_are_bounded_by_its_people(
    tmp_path: Path, count: int, expected: list[str]
) -> None:
    units = UNITS_CSV.replace("selectable", "selectable,block").replace(
        "20,true", "20,true,so-nganh"
    )
    yml = with_prizes(CONTEST_YML, count, "      block: so-nganh\n").replace("2500", "500")

    assert codes(tmp_path, yml, units_csv=units) == expected


@pytest.mark.parametrize(
    ("old", "new"), [("unit_required: true", "unit_required: false"), (",30,true", ",,true")]
)
def test_where_anybody_may_enter_or_a_headcount_is_missing_nothing_is_bounded(
    tmp_path: Path, old: str, new: str
) -> None:
    yml = with_prizes(CONTEST_YML, 1_000).replace("2500", "500").replace("participation_rate, ", "")

    assert codes(tmp_path, yml.replace(old, new), units_csv=UNITS_CSV.replace(old, new)) == []
