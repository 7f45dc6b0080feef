"""The practice bank: read beside the contest's banks, and kept apart from them."""

from pathlib import Path

from chalicelib.contest.rules import PracticeRules
from chalicelib.contest.times import MINUTE_MS
from office.contest_file.findings import render
from office.contest_file.load import load_contest
from tests.office.contest_file.contest_folders import bank_text, edited, write_folder


def with_practice(bank: str, *, more: str = "", git: bool = False) -> dict[str, str | bytes | None]:
    fields = f"units: units.csv\npractice:\n  bank: practice.txt\n{more}"
    files = {"contest.yml": edited("contest.yml", "units: units.csv\n", fields)}
    return {**files, "practice.txt": bank, **({".git/HEAD": "ref: main"} if git else {})}


def test_its_questions_are_loaded_and_are_no_bank_of_the_contest(tmp_path: Path) -> None:
    loaded = load_contest(write_folder(tmp_path, with_practice(bank_text("t"))))

    assert loaded.findings == ()
    assert [question.id for question in loaded.practice] == [f"t-{number}" for number in range(10)]
    assert set(loaded.bank_files.values()) == {"bank-1.txt", "bank-2.txt"}
    assert loaded.contest.practice == PracticeRules()


def test_its_length_may_be_stated(tmp_path: Path) -> None:
    more = "  questions: 4\n  limit_minutes: 3\n"
    loaded = load_contest(write_folder(tmp_path, with_practice(bank_text("t"), more=more)))

    assert loaded.contest.practice == PracticeRules(questions=4, limit_ms=3 * MINUTE_MS)


def test_a_contest_without_practice_has_none(tmp_path: Path) -> None:
    loaded = load_contest(write_folder(tmp_path))

    assert (loaded.practice, loaded.contest.practice) == ((), None)


def test_it_may_lie_in_a_public_repository(tmp_path: Path) -> None:
    loaded = load_contest(write_folder(tmp_path, with_practice(bank_text("t"), git=True)))

    assert [dict(each.details)["file"] for each in loaded.findings] == [
        "bank-1.txt",
        "bank-2.txt",
        "excluded.csv",
    ]


def test_its_own_faults_are_found(tmp_path: Path) -> None:
    bank = bank_text("t").replace("* Đúng t-4", "- Đúng t-4").replace("Nguồn: Điều 6, t\n", "")
    loaded = load_contest(write_folder(tmp_path, with_practice(bank)))

    found = [f"{each.path}:{each.line} {each.code.value}" for each in loaded.findings]
    assert found == ["practice.txt:25 E174", "practice.txt:37 E181"]


def test_an_empty_bank_is_too_small(tmp_path: Path) -> None:
    loaded = load_contest(write_folder(tmp_path, with_practice("# Chưa có câu nào\n")))

    assert [each.code.value for each in loaded.findings] == ["E187"]


def test_a_question_in_both_is_refused_with_both_places(tmp_path: Path) -> None:
    bank = bank_text("t").replace("Câu hỏi t 3?", "CÂU HỎI  b 3")
    loaded = load_contest(write_folder(tmp_path, with_practice(bank)))

    assert [render(each) for each in loaded.findings] == [
        "practice.txt:19:1 E188 Câu hỏi thi thử “t-3” trùng với câu “b-3” của đề thi "
        "(bank-2.txt:19) - Câu hỏi thi thử được công khai cùng đáp án: bỏ câu này khỏi tệp thi "
        "thử, hoặc thay bằng câu hỏi về điều khác"
    ]


def test_a_question_that_is_only_nearly_the_same_is_refused_too(tmp_path: Path) -> None:
    asked = "Hồ sơ nộp qua bưu chính công ích thì ai trả cước cho doanh nghiệp bưu chính"
    question = "[{id}] {asked}?\n* Người nộp hồ sơ\n- Cơ quan nhà nước\nNguồn: Điều 1\n"
    in_paper = question.format(id="a-x", asked=asked)
    in_practice = question.format(id="t-x", asked=asked.replace("Hồ sơ", "Giấy tờ"))
    changes = with_practice(bank_text("t") + "\n" + in_practice)
    changes["bank-1.txt"] = bank_text("a") + "\n" + in_paper
    loaded = load_contest(write_folder(tmp_path, changes))

    assert [f"{each.path}:{each.line} {each.code.value}" for each in loaded.findings] == [
        "practice.txt:61 E188"
    ]


def test_a_bank_that_cannot_be_found_is_one_finding(tmp_path: Path) -> None:
    changes = {**with_practice(""), "practice.txt": None}
    loaded = load_contest(write_folder(tmp_path, changes))

    assert [f"{each.line} {each.code.value}" for each in loaded.findings] == ["72 E101"]
