"""Every code that tables have: one small file each, where it is told, and nothing else."""

from pathlib import Path

import pytest

from office.contest_file.findings import Findings, render
from office.tables.rows import MOST_ALIKE
from office.tables.sheets import read_rows
from office.texts import CATALOGUES
from tests.office.tables.cases_of_tables import CASES, MANY, Case
from tests.office.tables.made_files import COLUMNS, read


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code.value)
def test_one_fault_is_told_where_it_stands_and_nothing_else_is(case: Case, tmp_path: Path) -> None:
    case.make(tmp_path / case.name)

    _, told = read(tmp_path / case.name, sheet=case.sheet)

    assert told == [f"{case.at} {case.code.value}"]


def test_of_many_alike_some_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    MANY.make(tmp_path / MANY.name)

    _, told = read(tmp_path / MANY.name)

    alike = [f"{line}:2 E509" for line in range(2, 2 + MOST_ALIKE)]
    assert told == [*alike, f"{MANY.at} {MANY.code.value}"]


@pytest.mark.parametrize("case", [*CASES, MANY], ids=lambda case: case.code.value)
def test_it_can_be_told_in_every_language(case: Case, tmp_path: Path) -> None:
    case.make(tmp_path / case.name)
    findings = Findings()
    read_rows(tmp_path / case.name, COLUMNS, findings, sheet=case.sheet)

    for finding in findings.found:
        lines = [render(finding, language) for language in CATALOGUES]
        assert len(set(lines)) == len(CATALOGUES)
