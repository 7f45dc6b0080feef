"""The example of the city of Sông Công says what its plan says."""

from pathlib import Path

import pytest

from chalicelib.contest.rules import UnitMeasure
from office.contest_file.load import load_contest
from tests.office.contest_file.contest_folders import where_and_what


@pytest.fixture
def repository() -> Path:
    return Path(__file__).parents[3]


def test_song_cong_loads_with_one_warning_about_the_announced_end(repository: Path) -> None:
    loaded = load_contest(repository)
    warnings = [finding for finding in loaded.findings if finding.code.value[0] != "N"]

    assert where_and_what(tuple(warnings)) == ["examples/song-cong-2021/contest.yml:43 W202"]
    assert warnings[0].message == (
        "Kế hoạch nêu ngày kết thúc 26/01/2022, vòng thi cuối cùng đóng ngày 26/12/2021"
    )


def test_song_cong_has_the_plan_s_units_prizes_and_documents(repository: Path) -> None:
    contest = load_contest(repository).contest

    assert [unit.level for unit in contest.units if unit.selectable].count("phuong") == 7
    assert [unit.level for unit in contest.units if unit.selectable].count("xa") == 3
    assert contest.collective.measures == (
        UnitMeasure.TOTAL_MARKS,
        UnitMeasure.ATTEMPTS,
        UnitMeasure.MEAN_TIME_USED,
    )
    assert [(prize.count, prize.value) for prize in contest.prizes.groups[0].prizes] == [
        (1, 1_000_000),
        (1, 800_000),
        (1, 500_000),
        (5, 300_000),
    ]
    assert len(contest.study_documents) == 11
