from pathlib import Path

import pytest
from builders import make_contest, make_weeks

from chalicelib.contest.ids import RoundId
from office.contest_file.load import load_contest
from office.simulate.sizes import shrunk
from office.simulate.targets import (
    FigureName,
    RealSize,
    RoundSize,
    Stated,
    fields_of_file,
    find_real_size,
    read_real_size,
)

ROOT = Path(__file__).parents[3]
CONTEST = make_contest(rounds=make_weeks(2))
SOUND = """source: Báo cáo
seed: 7
people: 90
rounds:
  - {id: tuan-1, attempts: 60, units: 1, perfect: 5, known_percent: 70, best_times_ms: [64000]}
  - {id: tuan-2, attempts: 70, units: 2}
stated:
  - {figure: attempts, rounds: [tuan-1], value: 60, said: 60 lượt}
"""


def read(tmp_path: Path, text: str) -> tuple[RealSize | None, list[tuple[str, int]]]:
    file = tmp_path / "real-size.yml"
    file.write_text(text, encoding="utf-8")
    size, findings = read_real_size(file, CONTEST)
    return size, [(finding.code.value, finding.line) for finding in findings]


def test_a_file_says_how_many_came_to_each_round_and_what_was_stated(tmp_path: Path) -> None:
    assert read(tmp_path, SOUND) == (
        RealSize(
            source="Báo cáo",
            seed=7,
            people=90,
            rounds=(
                RoundSize(
                    round=RoundId("tuan-1"),
                    attempts=60,
                    units=1,
                    perfect=5,
                    known_percent=70,
                    best_times_ms=(64_000,),
                ),
                RoundSize(round=RoundId("tuan-2"), attempts=70, units=2),
            ),
            stated=(
                Stated(
                    figure=FigureName.ATTEMPTS,
                    rounds=(RoundId("tuan-1"),),
                    value="60",
                    said="60 lượt",
                ),
            ),
        ),
        [],
    )


@pytest.mark.parametrize(
    ("typed", "instead", "found"),
    [
        ("seed: 7", "sed: 7", [("E111", 2)]),
        ("people: 90\n", "", [("E112", 1)]),
        ("people: 90", "people: nhiều", [("E114", 3)]),
        ("people: 90", "people: 65", [("E122", 6)]),
        ("id: tuan-2", "id: tuan-3", [("E112", 4), ("E117", 6)]),
        ("id: tuan-2", "id: tuan-1", [("E112", 4), ("E131", 6)]),
        ("units: 2", "units: 3", [("E122", 6)]),
        ("perfect: 5", "perfect: 61", [("E122", 5)]),
        ("best_times_ms: [64000]", "best_times_ms: [1, 2, 3, 4, 5, 6]", [("E122", 5)]),
        ("figure: attempts", "figure: luot", [("E117", 8)]),
        ("rounds: [tuan-1]", "rounds: [tuan-9]", [("E117", 8)]),
        ("seed: 7", "seed: [", [("E104", 2)]),
    ],
)
def test_what_is_wrong_is_found_at_its_line(
    tmp_path: Path, typed: str, instead: str, found: list[tuple[str, int]]
) -> None:
    assert typed in SOUND

    size, findings = read(tmp_path, SOUND.replace(typed, instead))

    assert size is None
    assert sorted(code for code, _ in findings) == sorted(code for code, _ in found)
    assert [line for _, line in findings if _ != "E104"] == [
        line for c, line in found if c != "E104"
    ]


@pytest.mark.parametrize(
    "name", ["hoa-binh-2023", "hue-2023", "soc-trang-2020", "song-cong-2021", "thai-nguyen-2021"]
)
def test_every_example_states_its_size_without_a_finding(name: str) -> None:
    folder = ROOT / "examples" / name
    file = find_real_size(folder)
    assert file == folder / "real-size.yml"

    size, findings = read_real_size(file, load_contest(folder).contest)

    assert findings == ()
    assert size is not None


def test_the_file_is_found_where_use_leads_to() -> None:
    found = find_real_size(ROOT)

    assert found is not None
    assert found.resolve() == (ROOT / "examples" / "song-cong-2021" / "real-size.yml").resolve()


def test_a_contest_without_the_file_has_none(tmp_path: Path) -> None:
    (tmp_path / "contest.yml").write_text("id: x\n", encoding="utf-8")

    assert find_real_size(tmp_path) is None
    assert find_real_size(tmp_path / "nowhere") is None


def test_a_size_can_be_had_many_times_smaller() -> None:
    size = RealSize(
        source="",
        people=1_000,
        rounds=(
            RoundSize(
                round=RoundId("tuan-1"),
                attempts=900,
                units=40,
                perfect=100,
                best_times_ms=(1, 2, 3, 4),
            ),
        ),
    )

    small = shrunk(size, 30)

    assert (small.people, small.rounds) == (
        33,
        (
            RoundSize(
                round=RoundId("tuan-1"),
                attempts=30,
                units=30,
                perfect=3,
                best_times_ms=(1, 2, 3),
            ),
        ),
    )


def test_the_documentation_lists_every_field_of_the_file() -> None:
    page = (ROOT / "docs" / "rehearsal.md").read_text(encoding="utf-8")
    documented = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]

    assert documented == [
        f"{where}.{field.name}" if where else field.name for where, field in fields_of_file()
    ]
