"""Every code of the bank's tools: one small fault each, where it stands, and nothing else."""

from pathlib import Path

import pytest
from written_banks import read_rows_of, write_sheet

from office.banks.lint import LintedBank, lint_banks
from office.banks.lint.supply import summary
from office.banks.of_contest import bank_files_of, linted, read_bank_file
from office.contest_file.codes import Code
from office.contest_file.findings import Finding, Findings, render
from office.contest_file.load import load_contest
from office.texts import CATALOGUES
from tests.office.banks.cases_of_banks import (
    HEADINGS,
    LINTS,
    SHEETS,
    SOUND,
    STUDIED,
    SUBJECTS,
    LintCase,
    SheetCase,
)
from tests.office.contest_file.contest_folders import FILES, write_folder

GOOD = "# Ngân hàng\n\n" + "\n".join(
    f"[g-{number}] Theo quy định, {subject.lower()} {number}?\n"
    + "\n".join(
        f"{'*' if place == number % 3 else '-'} {word} {number}"
        for place, word in enumerate(("Phòng Nội vụ", "Phòng Tư pháp", "Phòng Kinh tế"))
    )
    + "\n-> Cả ba phòng trên\nNguồn: 30/2020/NĐ-CP, Điều 5\nChủ đề: quy-che\n"
    for number, subject in enumerate(SUBJECTS)
)
"""A bank with nothing to remark on, for a paper of one question."""


def banks_of(folder: Path) -> list[LintedBank]:
    loaded = load_contest(folder)
    found = []
    for bank in bank_files_of(loaded, folder):
        parsed = read_bank_file(bank, Findings())
        assert parsed is not None
        found.append(linted(loaded.contest, bank, parsed))
    return found


def contest(folder: Path, more: str = "", quotas: str = "", questions: int = 1) -> Path:
    yml = FILES["contest.yml"] + STUDIED
    yml = yml.replace("  questions: 1\n", f"  questions: {questions}\n{quotas}")
    yml = yml.replace("bank: bank-2.txt", "bank: bank-1.txt")
    return write_folder(
        folder, {"contest.yml": yml, "bank-1.txt": f"{GOOD}\n{more}", "bank-2.txt": None}
    )


def lint(folder: Path) -> tuple[Finding, ...]:
    findings = Findings()
    lint_banks(banks_of(folder), (), findings)
    return findings.in_order()


def places(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{found.path}:{found.line} {found.code.value}" for found in findings]


def folder_of(case: LintCase, tmp_path: Path) -> Path:
    small = case.code is Code.SMALL_BANK
    return contest(tmp_path, case.more, case.quotas, questions=2 if small else 1)


def test_a_good_bank_has_nothing_to_remark_on(tmp_path: Path) -> None:
    assert lint(contest(tmp_path)) == ()


@pytest.mark.parametrize("case", LINTS, ids=lambda case: case.code.value)
def test_one_fault_of_a_bank_is_found_and_nothing_else_is(case: LintCase, tmp_path: Path) -> None:
    folder = folder_of(case, tmp_path)
    lines = (folder / "bank-1.txt").read_text(encoding="utf-8").split("\n")
    line = next(number for number, typed in enumerate(lines, 1) if case.at in typed)

    assert places(lint(folder)) == [f"bank-1.txt:{line} {case.code.value}"]


@pytest.mark.parametrize("case", LINTS, ids=lambda case: case.code.value)
def test_a_remark_can_be_said_in_every_language(case: LintCase, tmp_path: Path) -> None:
    for finding in lint(folder_of(case, tmp_path)):
        assert len({render(finding, language) for language in CATALOGUES}) == len(CATALOGUES)


def test_a_sound_row_has_no_finding(tmp_path: Path) -> None:
    rows, findings = read_rows_of(write_sheet(tmp_path / "a.xlsx", HEADINGS, SOUND))
    assert (len(rows), findings) == (1, ())


@pytest.mark.parametrize("case", SHEETS, ids=lambda case: case.code.value)
def test_one_fault_of_a_row_is_found_in_its_cell_and_nothing_else_is(
    case: SheetCase, tmp_path: Path
) -> None:
    _, findings = read_rows_of(write_sheet(tmp_path / "a.xlsx", HEADINGS, case.row()))

    assert [f"{found.line}:{found.column} {found.code.value}" for found in findings] == [
        f"{case.at} {case.code.value}"
    ]
    for finding in findings:
        assert len({render(finding, language) for language in CATALOGUES}) == len(CATALOGUES)


def test_the_board_is_told_how_much_of_a_bank_everybody_sees(tmp_path: Path) -> None:
    [bank] = banks_of(contest(tmp_path, questions=3))
    assert summary(bank) == [
        "bank-1.txt: 12 câu",
        "  quy-che: 12 câu",
        "  Mỗi đề lấy 3 câu, tức 25% ngân hàng (ngân hàng gấp 4 lần đề);"
        " hai người thi trung bình trùng khoảng 0,8 câu.",
    ]


def test_the_folder_of_the_checker_has_what_is_replaced_here() -> None:
    replaced = ("bank: bank-2.txt", "  questions: 1\n")
    assert [old in FILES["contest.yml"] for old in replaced] == [True, True]


def test_the_board_is_told_what_each_quota_draws_from(tmp_path: Path) -> None:
    [bank] = banks_of(contest(tmp_path, quotas="  quotas: [{count: 1, topic: quy-che}]\n"))
    assert summary(bank)[2] == ("  Cơ cấu đề: lấy 1 trong 12 câu (chủ đề quy-che, mức bất kỳ)")
