"""Every code of the checker: one small spoiled folder each, where it stands, and nothing else."""

from pathlib import Path

import pytest

from office.contest_file.codes import Code
from office.contest_file.findings import render
from office.contest_file.load import load_contest
from office.texts import CATALOGUES
from tests.office.banks import cases_of_banks
from tests.office.contest_file import cases_of_files, cases_of_people, cases_of_rules
from tests.office.contest_file.contest_folders import check, write_folder
from tests.office.contest_file.spoiled import Case
from tests.office.tables import cases_of_tables

CASES = [*cases_of_files.CASES, *cases_of_rules.CASES, *cases_of_people.CASES]
ELSEWHERE = {*cases_of_banks.CODES, *cases_of_tables.CODES}
"""Codes that no contest folder can give; the cases of each tool are beside its tests."""


def test_a_folder_with_nothing_to_remark_on_has_no_finding(tmp_path: Path) -> None:
    assert check(write_folder(tmp_path)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code.value}-{case.new[:20]!r}")
def test_one_fault_is_found_at_its_line_and_nothing_else_is(case: Case, tmp_path: Path) -> None:
    assert check(write_folder(tmp_path, case.files())) == case.expected()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code.value}-{case.new[:20]!r}")
def test_it_can_be_said_in_every_language(case: Case, tmp_path: Path) -> None:
    for finding in load_contest(write_folder(tmp_path, case.files())).findings:
        lines = [render(finding, language) for language in CATALOGUES]
        assert len(set(lines)) == len(CATALOGUES)


def test_every_code_has_its_case() -> None:
    assert {case.code for case in CASES} | ELSEWHERE == set(Code)


def test_every_code_has_its_own_message_and_remedy() -> None:
    keys = {key for key in CATALOGUES["vi"] if key.startswith(("office.finding", "office.remedy"))}
    assert keys == {
        f"office.{part}.{code.name.lower()}" for code in Code for part in ("finding", "remedy")
    }
