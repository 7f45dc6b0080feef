"""Looking through banks: what is alike, which law holds, what the examples' banks look like."""

import time
from datetime import date
from pathlib import Path

import pytest
from written_banks import question

from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.rules import PaperRules, Quota
from office.banks.lint import LintedBank, lint_banks
from office.banks.lint.superseded import REPLACED
from office.banks.lint.supply import common_questions
from office.banks.of_contest import bank_files_of, linted, read_bank_file
from office.contest_file.codes import Severity
from office.contest_file.findings import Findings
from office.contest_file.load import load_contest

EXAMPLES = Path(__file__).parents[3] / "examples"
STEM = "Theo Nghị định số 61/2018/NĐ-CP, cơ quan nào tiếp nhận hồ sơ của công dân"


def bank(
    *questions: WrittenQuestion, path: str = "a.txt", opens_on: str = "2021-12-13"
) -> LintedBank:
    return LintedBank(
        path=path,
        questions=questions,
        lines={each.id: line for line, each in enumerate(questions, start=1)},
        opens_on=date.fromisoformat(opens_on),
        papers=(),
        documents=(),
    )


def codes(*banks: LintedBank, others: tuple[LintedBank, ...] = ()) -> list[str]:
    findings = Findings()
    lint_banks(banks, others, findings)
    return [f"{found.path}:{found.line} {found.code.value}" for found in findings.in_order()]


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        (f"{STEM}?", "W411"),
        (f"{STEM.upper()} ?", "W411"),
        (STEM.replace("hồ sơ của công dân", "hồ sơ, giấy tờ của công dân"), "W412"),
        (STEM.replace("61/2018", "45/2020"), ""),
        (STEM.replace("tiếp nhận", "KHÔNG tiếp nhận"), ""),
        ("Cơ quan nào quản lý nhà nước về lưu trữ?", ""),
    ],
)
def test_alike_is_what_asks_the_same(stem: str, found: str) -> None:
    first, again = question("a-1", f"{STEM}?"), question("a-2", stem)
    assert codes(bank(first, again)) == ([f"a.txt:2 {found}"] if found else [])


def test_the_same_stem_with_other_options_is_another_question() -> None:
    first = question("a-1", "Khẳng định nào sau đây là đúng?", "*Ai cũng nộp được", "Không ai")
    other = question("a-2", "Khẳng định nào sau đây là đúng?", "*Phí công khai", "Phí tùy ý")
    assert codes(bank(first, other)) == []


def test_a_question_of_another_round_counts_too_and_only_the_chosen_bank_is_told() -> None:
    mine, other = bank(question("a-1", STEM)), bank(question("b-1", STEM), path="b.txt")
    assert (codes(mine, other), codes(mine, others=(other,)), codes(other, others=(mine,))) == (
        ["b.txt:1 W411"],
        ["a.txt:1 W411"],
        ["b.txt:1 W411"],
    )


@pytest.mark.parametrize(
    ("source", "opens_on", "found"),
    [
        ("43/2011/NĐ-CP, Điều 3", "2022-08-14", []),
        ("43/2011/NĐ-CP, Điều 3", "2022-08-15", ["a.txt:1 W414"]),
        ("110/2004/NĐ-CP", "2021-12-13", ["a.txt:1 W414"]),
        ("110/2004/NĐ-CP, nay là 30/2020/NĐ-CP", "2021-12-13", []),
        ("1110/2004/NĐ-CP", "2021-12-13", []),
    ],
)
def test_law_is_held_against_the_day_on_which_the_round_opens(
    source: str, opens_on: str, found: list[str]
) -> None:
    assert codes(bank(question(source=source), opens_on=opens_on)) == found


def test_what_replaced_a_document_is_younger_and_never_itself() -> None:
    for number, by in REPLACED.items():
        assert by.number != number
        if by.number in REPLACED:
            assert by.in_force_on < REPLACED[by.number].in_force_on


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("Nội dung nào sau đây không phải là hồ sơ?", ["a.txt:1 N423"]),
        ("Nội dung nào sau đây KHÔNG phải là hồ sơ?", []),
        ("Công chức có phải nộp không?", []),
        ("Thời hạn nào không quá 5 ngày?", []),
    ],
)
def test_a_negation_is_stressed(stem: str, found: list[str]) -> None:
    assert codes(bank(question("a-1", stem))) == found


@pytest.mark.parametrize(
    "option",
    [
        "Tất cả các đáp án trên",
        "Cả ba phương án trên",
        "Cả 3 đáp án đều đúng",
        "Tất cả đều sai",
        "Không có phương án nào đúng",
        "Cả hai phương án trên",
        "Các phương án còn lại",
    ],
)
def test_an_option_on_all_the_others_stands_last(option: str) -> None:
    loose = question("a-1", "Ai ký?", "*Chủ tịch", "Văn thư", option)
    fixed = question("a-1", "Ai ký?", "*Chủ tịch", "Văn thư", option, last=option)
    assert (codes(bank(loose)), codes(bank(fixed))) == (["a.txt:1 W415"], [])


@pytest.mark.parametrize(
    "option",
    [
        "Cả nam và nữ",
        "Tất cả công dân từ đủ 18 tuổi trở lên",
        "Cả hai vợ chồng",
        "Hạng A",
        "Trên 80%",
        "Nhóm A, nhóm B",
        "Không ai trong số họ",
    ],
)
def test_an_option_on_the_subject_is_left_alone(option: str) -> None:
    assert codes(bank(question("a-1", "Ai ký?", "*Chủ tịch", "Văn thư", option))) == []


def test_two_papers_have_in_common_what_each_quota_has() -> None:
    pool = [question(f"a-{n}", topic="a" if n < 4 else "b") for n in range(12)]
    quotas = (Quota(count=2, topic="a"), Quota(count=2, topic="b"))
    drawn = PaperRules(questions=4, limit_ms=1, quotas=quotas)
    assert common_questions(pool, drawn) == 1 + common_questions(
        pool[4:], PaperRules(questions=2, limit_ms=1)
    )


@pytest.mark.parametrize(
    "name", sorted(path.parent.name for path in EXAMPLES.glob("*/contest.yml"))
)
def test_the_examples_banks_have_no_warning(name: str) -> None:
    folder = EXAMPLES / name
    loaded = load_contest(folder)
    banks = []
    for each in bank_files_of(loaded, folder):
        parsed = read_bank_file(each, Findings())
        assert parsed is not None
        banks.append(linted(loaded.contest, each, parsed))
    findings = Findings()
    lint_banks(banks, (), findings)

    assert [f for f in findings.found if f.severity is not Severity.NOTE] == []


def test_a_thousand_questions_are_compared_in_seconds() -> None:
    words = ("văn", "bản", "hồ", "sơ", "con", "dấu", "chữ", "ký", "lưu", "trữ", "cơ", "quan", "hạn")
    many = [
        question(
            f"a-{n}",
            " ".join(words[(n * step + n // 7) % len(words)] for step in range(1, 15))
            + f" thứ {n}",
            f"*Một {n}",
            f"Hai {n}",
        )
        for n in range(1000)
    ]
    before = time.monotonic()
    codes(bank(*many))
    assert time.monotonic() - before < 20
