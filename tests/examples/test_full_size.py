"""The reference contests at the size that their sources state, from the check to the report."""

import json
from pathlib import Path

import pytest

from office.commands.examples import Outcome, run_example, run_examples, table
from office.simulate.targets import FigureName

ROOT = Path(__file__).parents[2]
NAMES = ("hoa-binh-2023", "hue-2023", "soc-trang-2020", "song-cong-2021", "thai-nguyen-2021")
FOLDERS = [ROOT / "examples" / name for name in NAMES]
BY_SIZE = {
    FigureName.ATTEMPTS,
    FigureName.PEOPLE,
    FigureName.MORE_ATTEMPTS,
    FigureName.PERFECT_PAPERS,
    FigureName.PERFECT_PERCENT,
    FigureName.UNITS,
}
ATTEMPTS = {
    "hoa-binh-2023": 29_345,
    "hue-2023": 83_200,
    "soc-trang-2020": 3_514,
    "song-cong-2021": 2_864,
    "thai-nguyen-2021": 3_172,
}


def different(outcomes: list[Outcome]) -> list[tuple[str, str, str]]:
    return [
        (one.stated.said, one.stated.value, one.measured)
        for outcome in outcomes
        for one in outcome.compared
        if not one.equal
    ]


@pytest.mark.prove
def test_every_figure_that_a_source_states_comes_true_at_full_size(tmp_path: Path) -> None:
    said: list[str] = []

    outcomes = run_examples(FOLDERS, tmp_path, say=said.append)

    assert different(outcomes) == []
    assert {outcome.name: outcome.attempts for outcome in outcomes} == ATTEMPTS
    for name, attempts in ATTEMPTS.items():
        report = json.loads((tmp_path / name / "report.json").read_text(encoding="utf-8"))
        assert report["total"]["attempts"] == attempts
        assert all(each["left"] == each["right"] for each in report["reconciliation"])


@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_what_does_not_depend_on_the_size_comes_true_at_a_fiftieth_of_it(
    folder: Path, tmp_path: Path
) -> None:
    outcome = run_example(folder, tmp_path, shrink=50)

    by_size = {one.stated.said for one in outcome.compared if one.stated.figure in BY_SIZE}
    assert [found for found in different([outcome]) if found[0] not in by_size] == []
    assert (tmp_path / folder.name / "report.json").exists()


def test_a_second_run_of_an_example_gives_the_same_standings(tmp_path: Path) -> None:
    first, second = (run_example(FOLDERS[4], tmp_path, shrink=20) for _ in range(2))

    assert first.standings == second.standings


def test_the_table_holds_what_was_stated_beside_what_came_out(tmp_path: Path) -> None:
    outcome = run_example(FOLDERS[3], tmp_path, shrink=50)

    lines = table([outcome])

    assert len({len(line) for line in lines}) == 1
    assert [cell.strip() for cell in lines[2].split("|")[1:-1]] == [
        "song-cong-2021",
        "mười phường, xã",
        "10",
        "10",
        "có",
    ]
