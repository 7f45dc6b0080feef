"""What the checker prints, and its exit code."""

import io
from pathlib import Path

import pytest

from office.contest_file.codes import Code
from office.contest_file.findings import Finding, Findings, Place
from office.contest_file.report import print_findings


def found(*codes: Code) -> list[Finding]:
    findings = Findings()
    for line, code in enumerate(codes, start=1):
        findings.add(
            code,
            Place(path="contest.yml", line=line),
            field="a",
            size=1,
            drawn=1,
            ample=1,
            announced="1",
            actual="2",
        )
    return findings.found


@pytest.mark.parametrize(
    ("codes", "strict", "exit_code"),
    [
        ((), False, 0),
        ((), True, 0),
        ((Code.EMPTY,), False, 1),
        ((Code.ANNOUNCED_END,), False, 0),
        ((Code.ANNOUNCED_END,), True, 1),
        ((Code.SMALL_BANK,), True, 0),
    ],
)
def test_errors_fail_and_warnings_fail_where_strict(
    codes: tuple[Code, ...], strict: bool, exit_code: int
) -> None:
    assert print_findings(found(*codes), strict=strict, out=io.StringIO()) == exit_code


def test_findings_are_lines_and_the_last_line_counts_them() -> None:
    out = io.StringIO()
    print_findings(found(Code.EMPTY, Code.DUPLICATE_FIELD), out=out)
    assert out.getvalue() == (
        "contest.yml:1:1 E120 “a” đang để trống - Điền nội dung, hoặc bỏ hẳn nếu không bắt buộc\n"
        "contest.yml:2:1 E113 Trường “a” được ghi hai lần - Giữ lại một lần\n"
        "2 lỗi, 0 cảnh báo\n"
    )


def test_notes_are_only_counted_unless_strict() -> None:
    out = io.StringIO()
    print_findings(found(Code.SMALL_BANK), out=out)
    assert out.getvalue() == "0 lỗi, 0 cảnh báo\nCòn 1 gợi ý, xem bằng --strict\n"


def test_strict_lists_the_notes() -> None:
    out = io.StringIO()
    print_findings(found(Code.SMALL_BANK), strict=True, out=out)
    assert [line.split(" ")[:2] for line in out.getvalue().splitlines()] == [
        ["contest.yml:1:1", "N301"],
        ["0", "lỗi,"],
    ]


def test_a_terminal_without_vietnamese_letters_gets_escapes(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="ascii") as out:
        print_findings([], out=out)
    assert (tmp_path / "out").read_text() == "0 l\\u1ed7i, 0 c\\u1ea3nh b\\xe1o\n"
