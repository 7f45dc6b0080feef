import json
from pathlib import Path

import pytest

from bench.examples import measure
from bench.measure import Figure

LAST = {
    "shrink": 1,
    "seconds": 240.0,
    "cpu_seconds": 150.0,
    "attempts": 120_000,
    "different": 0,
    "examples": [{}] * 5,
}


def summary(folder: Path, **overrides: object) -> Path:
    path = folder / "summary.json"
    path.write_text(json.dumps({**LAST, **overrides}))
    return path


def test_the_last_run_at_full_size_is_held_to_ten_minutes(tmp_path: Path) -> None:
    of = "make examples, five contests at full size"

    assert measure(summary(tmp_path)) == [
        Figure(name=of, value=240.0, unit="s", limit=600),
        Figure(name=f"{of}: CPU", value=150.0, unit="s"),
        Figure(name=f"{of}: attempts per CPU second", value=800.0, unit="/s"),
    ]


@pytest.mark.parametrize("overrides", [{"shrink": 50}, {"examples": [{}]}])
def test_a_run_at_another_size_or_of_one_contest_is_no_measurement(
    tmp_path: Path, overrides: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert measure(summary(tmp_path, **overrides)) == []
    assert capsys.readouterr().err == "run last at another size: make examples\n"


def test_without_a_run_there_is_nothing_to_measure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measure(tmp_path / "summary.json") == []
    assert capsys.readouterr().err == "not run yet: make examples\n"


def test_a_run_in_which_a_figure_differed_is_a_wrong_result(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        measure(summary(tmp_path, different=1))
