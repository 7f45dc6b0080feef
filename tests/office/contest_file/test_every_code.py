"""Every code of the checker: one small spoiled folder each, where it stands, and nothing else."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from chalicelib.contest.texts import CATALOGUES
from office.contest_file.codes import Code
from tests.office.contest_file.contest_folders import FILES, check, write_folder

YML, UNITS, EXCLUDED, BANK = "contest.yml", "units.csv", "excluded.csv", "bank-1.txt"


@dataclass(frozen=True)
class Case:
    """``old`` of a file replaced by ``new`` gives ``code`` on the line that holds ``at``.

    ``elsewhere`` is the file of that line where it is another one; ``more`` are further edits, and
    ``again`` the texts of further lines with the same code.
    """

    code: Code
    file: str
    old: str
    new: str
    at: str
    elsewhere: str = ""
    more: tuple[tuple[str, str, str], ...] = ()
    again: tuple[str, ...] = ()

    def files(self) -> dict[str, str]:
        """Return the files of the folder after the edits."""
        files = dict(FILES)
        for file, old, new in ((self.file, self.old, self.new), *self.more):
            content = files.get(file, "")
            assert old in content
            files[file] = content.replace(old, new, 1)
        return files

    def expected(self) -> list[str]:
        """Return the findings as ``file:line CODE``."""
        file = self.elsewhere or self.file
        lines = self.files()[file].split("\n")
        return [
            f"{file}:{next(n for n, line in enumerate(lines, 1) if at in line)} {self.code.value}"
            for at in (self.at, *self.again)
        ]


CASES = [
    Case(Code.MISSING_FILE, YML, "bank: bank-1.txt", "bank: bank-9.txt", "bank-9.txt"),
    Case(Code.MISSING_FILE, YML, "units: units.csv", "units: unit.csv", "unit.csv"),
    Case(Code.UNREADABLE_FILE, YML, "bank: bank-1.txt", "bank: .", "bank: ."),
    Case(Code.WRONG_ENCODING, BANK, "Câu hỏi a 3", "Câu hỏi \0", "\0"),
    Case(Code.YAML_SYNTAX, YML, "name: Cuộc thi", "name: Cuộc thi: tìm", "thi: tìm"),
    Case(Code.USE_LOOP, YML, FILES[YML], "use: .\n", "use"),
    Case(Code.TABLE_SYNTAX, UNITS, "20,true", "20,true,thừa", "thừa"),
    Case(Code.TABLE_SYNTAX, UNITS, "Phường 2", '"Phường" 2', '"Phường"'),
    Case(Code.UNKNOWN_FIELD, YML, "attempts_per_round:", "attempts_round:", "attempts_round"),
    Case(Code.UNKNOWN_FIELD, YML, "  weeks: 2", "  weeks: 2\n  days: 14", "days: 14"),
    Case(Code.UNKNOWN_FIELD, UNITS, "parent,", "thuộc,", "thuộc"),
    Case(Code.UNKNOWN_FIELD, BANK, "Mức: dễ", "Mức độ: dễ", "Mức độ"),
    Case(Code.MISSING_FIELD, YML, "organizer: Ủy ban nhân dân thành phố\n", "", "id: hoi"),
    Case(Code.MISSING_FIELD, YML, "    name: Tuần 2\n", "", "id: tuan-2"),
    Case(Code.DUPLICATE_FIELD, YML, "place:", "contact: Sở\nplace:", "contact: Văn phòng"),
    Case(Code.WRONG_TYPE, YML, "value: 1000}", "value: 1.000}", "1.000"),
    Case(Code.WRONG_TYPE, YML, "who: [Mọi công dân]", "who: Mọi công dân", "who"),
    Case(Code.WRONG_TYPE, YML, "unit_required: true", "unit_required: có", "unit_required"),
    Case(Code.BAD_MOMENT, YML, "2021-10-17 17:00", "17/10/2021 17:00", "17/10/2021"),
    Case(Code.BAD_MOMENT, YML, "2021-10-17 17:00", "2021-10-17 24:30", "24:30"),
    Case(Code.BAD_DATE, YML, "issued_on: 2021-10-01", "issued_on: 2021-02-29", "2021-02-29"),
    Case(Code.UNKNOWN_WORD, YML, "time_used,", "time_use,", "time_use,"),
    Case(Code.UNKNOWN_WORD, YML, "kind: cuoc-thi", "kind: cuộc thi", "cuộc thi"),
    Case(Code.TOO_SMALL, YML, "count: 1, value: 1000", "count: 0, value: 1000", "count: 0"),
    Case(Code.TOO_SMALL, YML, "value: 500}", "value: -500}", "-500"),
    Case(Code.TOO_SMALL, YML, "questions: 1", "questions: 0", "questions: 0"),
    Case(Code.BAD_ID, YML, "id: tuan-2", "id: Tuần 2", "id: Tuần 2"),
    Case(Code.BAD_ID, BANK, "[a-3]", "[câu 3]", "[câu 3]"),
    Case(Code.EMPTY, YML, "contact: Văn phòng", 'contact: ""', "contact"),
    Case(Code.EMPTY, UNITS, "phuong-2,Phường 2", "phuong-2,", "phuong-2,"),
    Case(Code.REPEATED_WORD, YML, "marks, time_used", "marks, marks", "marks, marks"),
    Case(Code.DUPLICATE_ROUND, YML, "id: tuan-2", 'id: "tuan-1"', '"tuan-1"'),
    Case(
        Code.CLOSES_TOO_EARLY, YML, "2021-10-24 17:00", "2021-10-18 08:00", "closes_at: 2021-10-18"
    ),
    Case(Code.PUBLISHES_TOO_EARLY, YML, "2021-10-25 07:00", "2021-10-24 17:00:59", "17:00:59"),
    Case(Code.ROUNDS_OVERLAP, YML, "2021-10-18 08:00", "2021-10-17 16:59", "16:59"),
    Case(Code.DRAW_WITHOUT_SEED, YML, "  draw_seed: hạt giống\n", "", "ranking:"),
    Case(Code.UNKNOWN_LEVEL, YML, "levels: [phuong]", "levels: [phuong, xa]", "levels"),
    Case(Code.NO_HEADCOUNT, UNITS, "thanh-pho,30", "thanh-pho,", "measures", elsewhere=YML),
    Case(
        Code.PRIZES_WITHOUT_MEASURES,
        YML,
        "collective:\n  measures: [participation_rate, attempts]\n  levels: [phuong]\n",
        "",
        "  collective:",
    ),
    Case(
        Code.NO_UNIT_TO_CHOOSE,
        UNITS,
        "20,true",
        "20,false",
        "unit_required",
        elsewhere=YML,
        more=((UNITS, "30,true", "30,false"),),
    ),
    Case(Code.DUPLICATE_UNIT, UNITS, "phuong-2,", "phuong-1,", "Phường 2"),
    Case(Code.DUPLICATE_UNIT_NAME, UNITS, "Phường 2", "PHƯỜNG  1", "PHƯỜNG"),
    Case(Code.UNKNOWN_PARENT, UNITS, "thanh-pho,30", "thanh-pho-1,30", "thanh-pho-1"),
    Case(Code.UNIT_CYCLE, UNITS, "thanh-pho,,", "thanh-pho,phuong-2,", "thanh-pho,phuong-2"),
    Case(Code.BAD_IDENTIFIER, EXCLUDED, "019099001235", "012", "012,"),
    Case(Code.DUPLICATE_IDENTIFIER, EXCLUDED, "019099001235", "019 099 001 234", "019 099"),
    Case(Code.UNKNOWN_ROLE, EXCLUDED, "35,Ban Tổ chức", "35,Ban Giám khảo", "Ban Giám khảo"),
    Case(Code.BAD_LINE, BANK, "- Sai a-3", "+ Sai a-3", "+ Sai"),
    Case(Code.EMPTY_QUESTION, BANK, "[a-3] Câu hỏi a 3?", "[a-3]", "[a-3]"),
    Case(Code.DUPLICATE_QUESTION, BANK, "[a-3]", "[a-2]", "Câu hỏi a 3"),
    Case(Code.DUPLICATE_QUESTION, "bank-2.txt", "[b-3]", "[a-3]", "[a-3]"),
    Case(Code.NO_RIGHT_OPTION, BANK, "* Đúng a-3", "- Đúng a-3", "[a-3]"),
    Case(Code.SEVERAL_RIGHT_OPTIONS, BANK, "- Sai a-3", "* Sai a-3", "Sai a-3"),
    Case(Code.TOO_FEW_OPTIONS, BANK, "- Sai a-3\n", "", "[a-3]"),
    Case(
        Code.TOO_MANY_OPTIONS,
        BANK,
        "- Sai a-3\n",
        "".join(f"- Sai {number}\n" for number in range(10)),
        "[a-3]",
    ),
    Case(Code.EMPTY_OPTION, BANK, "- Sai a-3", "->", "->"),
    Case(Code.EQUAL_OPTIONS, BANK, "- Sai a-3", "- ĐÚNG a-3", "ĐÚNG a-3"),
    Case(Code.UNKNOWN_DIFFICULTY, BANK, "Mức: dễ", "Mức: rất dễ", "rất dễ"),
    Case(Code.MISSING_SOURCE, BANK, "Nguồn: Điều 3, a\n", "", "[a-3]"),
    Case(Code.BANK_TOO_SMALL, YML, "questions: 1", "questions: 11", "bank-1", again=("bank-2",)),
    Case(Code.ANNOUNCED_START, YML, "starts_on: 2021-10-11", "starts_on: 2021-10-10", "starts_on"),
    Case(Code.ANNOUNCED_END, YML, "ends_on: 2021-10-24", "ends_on: 2022-01-26", "ends_on"),
    Case(Code.ANNOUNCED_WEEKS, YML, "weeks: 2", "weeks: 4", "weeks: 4"),
    Case(Code.ANNOUNCED_PRIZES, YML, "prizes_total: 2500", "prizes_total: 2600", "2600"),
    Case(
        Code.MORE_PRIZES_THAN_UNITS,
        YML,
        "count: 1, value: 500}",
        "count: 3, value: 500}",
        "  collective:",
        more=((YML, "prizes_total: 2500", "prizes_total: 3500"),),
    ),
    Case(Code.TIES_REMAIN, YML, "time_used, public_draw", "time_used", "keys"),
    Case(Code.OPENS_BEFORE_RESULTS, YML, "2021-10-18 07:00", "2021-10-18 09:00", "10-18 08:00"),
    Case(Code.SMALL_BANK, YML, "questions: 1", "questions: 2", "bank-1", again=("bank-2",)),
    Case(
        Code.BANK_IN_REPOSITORY,
        ".git/HEAD",
        "",
        "ref: refs/heads/main",
        "bank-1",
        elsewhere=YML,
        again=("bank-2",),
    ),
]


def test_a_folder_with_nothing_to_remark_on_has_no_finding(tmp_path: Path) -> None:
    assert check(write_folder(tmp_path)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code.value}-{case.new[:20]!r}")
def test_one_fault_is_found_at_its_line_and_nothing_else_is(case: Case, tmp_path: Path) -> None:
    assert check(write_folder(tmp_path, case.files())) == case.expected()


def test_every_code_has_its_case() -> None:
    assert {case.code for case in CASES} == set(Code)


def test_every_code_has_its_own_message_and_remedy() -> None:
    keys = {key for key in CATALOGUES["vi"] if key.startswith(("office.finding", "office.remedy"))}
    assert keys == {
        f"office.{part}.{code.name.lower()}" for code in Code for part in ("finding", "remedy")
    }
