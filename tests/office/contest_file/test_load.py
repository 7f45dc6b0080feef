"""A folder on disk -> a contest: files, encodings, ``use``, positions."""

import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from chalicelib.contest.ids import BankSlot, PrizeGroupId, QuestionId, UnitId
from chalicelib.contest.questions import WrittenOption, WrittenQuestion
from chalicelib.contest.rules import (
    Announced,
    CollectiveRules,
    Prize,
    PrizeFor,
    PrizeGroup,
    PrizePer,
    Prizes,
    RankingKey,
)
from chalicelib.contest.times import MINUTE_MS, VIETNAM, to_ms
from chalicelib.contest.units import Unit
from office.contest_file.findings import render
from office.contest_file.load import UnusableContestError, load_contest
from tests.office.contest_file.contest_folders import (
    CONTEST_YML,
    FILES,
    UNITS_CSV,
    check,
    edited,
    write_folder,
)


def test_what_the_files_say_is_what_the_contest_holds(tmp_path: Path) -> None:
    loaded = load_contest(write_folder(tmp_path))
    contest = loaded.contest

    assert [round_.id for round_ in contest.rounds] == ["tuan-1", "tuan-2"]
    assert contest.rounds[0].opens_at == to_ms(datetime(2021, 10, 11, 8, 0, tzinfo=VIETNAM))
    assert contest.paper.limit_ms == 10 * MINUTE_MS
    assert contest.ranking.keys == (
        RankingKey.MARKS,
        RankingKey.TIME_USED,
        RankingKey.PUBLIC_DRAW,
    )
    assert contest.prizes == Prizes(
        most_per_person=1,
        groups=(
            PrizeGroup(
                id=PrizeGroupId("ca-nhan"),
                name="Giải cá nhân",
                to=PrizeFor.PERSONS,
                per=PrizePer.ROUND,
                prizes=(Prize(name="Nhất", count=1, value=1000),),
            ),
            PrizeGroup(
                id=PrizeGroupId("tap-the"),
                name="Giải tập thể",
                to=PrizeFor.UNITS,
                per=PrizePer.CONTEST,
                prizes=(Prize(name="Ba", count=1, value=500),),
            ),
        ),
    )
    assert contest.units[1] == Unit(
        id=UnitId("phuong-1"),
        name="Phường 1",
        level="phuong",
        parent=UnitId("thanh-pho"),
        headcount=20,
    )
    assert loaded.excluded == (("019099001234", "Ban Tổ chức"), ("019099001235", "Ban Tổ chức"))


def test_a_round_has_the_questions_of_its_own_bank(tmp_path: Path) -> None:
    banks = load_contest(write_folder(tmp_path)).banks

    assert {round_id: len(questions) for round_id, questions in banks.items()} == {
        "tuan-1": 10,
        "tuan-2": 10,
    }
    assert banks[BankSlot("tuan-2")][3] == WrittenQuestion(
        id=QuestionId("b-3"),
        text="Câu hỏi b 3?",
        options=(
            WrittenOption(text="Đúng b-3", right=True),
            WrittenOption(text="Sai b-3", right=False),
        ),
        source="Điều 3, b",
        difficulty="dễ",
    )


def test_the_contest_of_a_folder_with_errors_cannot_be_had(tmp_path: Path) -> None:
    loaded = load_contest(write_folder(tmp_path, {"units.csv": None}))

    with pytest.raises(UnusableContestError):
        _ = loaded.contest


def test_a_warning_does_not_keep_the_contest_back(tmp_path: Path) -> None:
    yml = edited("contest.yml", "weeks: 2", "weeks: 4")
    assert load_contest(write_folder(tmp_path, {"contest.yml": yml})).contest.announced.weeks == 4


def test_without_a_contest_file_one_finding_says_so(tmp_path: Path) -> None:
    assert check(tmp_path) == ["contest.yml:1 E101"]


def test_an_empty_contest_file_is_one_finding(tmp_path: Path) -> None:
    assert check(write_folder(tmp_path, {"contest.yml": "# sau\n"})) == ["contest.yml:1 E120"]


def test_a_contest_file_that_is_a_list_is_one_finding(tmp_path: Path) -> None:
    assert check(write_folder(tmp_path, {"contest.yml": "- a\n"})) == ["contest.yml:1 E114"]


def test_use_leads_to_the_folder_that_holds_the_files(tmp_path: Path) -> None:
    write_folder(tmp_path / "examples" / "hoi-dap")
    (tmp_path / "contest.yml").write_text("use: examples/hoi-dap\n")

    assert load_contest(tmp_path).contest == load_contest(tmp_path / "examples/hoi-dap").contest


def test_findings_behind_use_name_the_path_from_the_folder_asked_for(tmp_path: Path) -> None:
    write_folder(tmp_path / "examples" / "hoi-dap", {"bank-2.txt": "?"})
    (tmp_path / "contest.yml").write_text("use: examples/hoi-dap\n")

    assert check(tmp_path) == [
        "examples/hoi-dap/bank-2.txt:1 E171",
    ]


def test_use_of_a_folder_without_a_contest_is_found_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "contest.yml").write_text("# Cuộc thi\nuse: nowhere\n")
    assert check(tmp_path) == ["contest.yml:2 E101"]


def test_beside_use_no_other_field_may_stand(tmp_path: Path) -> None:
    write_folder(tmp_path / "a")
    (tmp_path / "contest.yml").write_text("use: a\nname: Khác\n")
    assert check(tmp_path) == ["contest.yml:2 E111"]


def test_two_files_that_use_each_other_are_a_loop(tmp_path: Path) -> None:
    for folder, used in (("a", "../b"), ("b", "../a")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "contest.yml").write_text(f"use: {used}\n")
    assert check(tmp_path / "a") == ["../b/contest.yml:1 E105"]


@pytest.mark.parametrize("name", ["contest.yml", "units.csv", "bank-1.txt"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1258"])
def test_a_file_in_another_encoding_is_refused(name: str, encoding: str, tmp_path: Path) -> None:
    data = FILES[name].encode(encoding, "replace")
    codes = [
        finding.code.value
        for finding in load_contest(write_folder(tmp_path, {name: data})).findings
    ]
    assert codes == ["E103"]


def test_the_first_byte_that_is_not_utf8_is_pointed_at(tmp_path: Path) -> None:
    data = UNITS_CSV.encode().replace("Phường 2".encode(), "Phường ".encode() + b"\xe2(2")
    [finding] = load_contest(write_folder(tmp_path, {"units.csv": data})).findings
    assert (finding.line, finding.column) == (4, 17)


@pytest.mark.parametrize("name", list(FILES))
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(name: str, tmp_path: Path) -> None:
    data = FILES[name].replace("\n", "\r\n").encode("utf-8-sig")
    changed = load_contest(write_folder(tmp_path / "changed", {name: data}))
    assert changed == load_contest(write_folder(tmp_path / "plain"))


@pytest.mark.parametrize("name", list(FILES))
def test_decomposed_letters_are_read_as_composed_ones(name: str, tmp_path: Path) -> None:
    data = unicodedata.normalize("NFD", FILES[name])
    changed = load_contest(write_folder(tmp_path / "changed", {name: data}))
    assert changed == load_contest(write_folder(tmp_path / "plain"))


def test_a_table_may_use_semicolons_as_vietnamese_spreadsheets_do(tmp_path: Path) -> None:
    table = UNITS_CSV.replace(",", ";").replace("false", "FALSE").replace("true", "TRUE")
    assert (
        load_contest(write_folder(tmp_path / "semicolons", {"units.csv": table})).contest.units
        == load_contest(write_folder(tmp_path / "commas")).contest.units
    )


def test_a_heading_may_be_in_quotes(tmp_path: Path) -> None:
    table = UNITS_CSV.replace("id,name,level", '"id","name","level"')
    assert check(write_folder(tmp_path, {"units.csv": table})) == []


def test_an_empty_table_lacks_its_columns(tmp_path: Path) -> None:
    assert check(write_folder(tmp_path, {"units.csv": ""})) == ["units.csv:1 E112"] * 3


def test_a_cell_in_quotes_may_hold_the_separator_and_rows_are_counted_in_lines(
    tmp_path: Path,
) -> None:
    table = UNITS_CSV.replace("Phường 1", '"Phường\n1, cũ"').replace(",30,", ",ba mươi,")
    assert check(write_folder(tmp_path, {"units.csv": table})) == ["units.csv:5 E114"]


def test_two_cities_may_each_have_a_ward_of_the_same_name(tmp_path: Path) -> None:
    table = UNITS_CSV + "tp-hai,Thành phố 2,thanh-pho,,,false\np-1,Phường 1,phuong,tp-hai,5,true\n"
    assert check(write_folder(tmp_path, {"units.csv": table})) == []


def test_all_faults_are_found_in_one_go(tmp_path: Path) -> None:
    yml = CONTEST_YML.replace("place: Thành phố\n", "").replace("weeks: 2", "weeks: hai")
    changes = {
        "contest.yml": yml.replace("questions: 1", "questions: một"),
        "units.csv": UNITS_CSV.replace(",20,", ",-20,"),
        "bank-2.txt": FILES["bank-2.txt"].replace("* Đúng b-7", "- Đúng b-7"),
    }
    assert check(write_folder(tmp_path, changes)) == [
        "contest.yml:1 E112",
        "contest.yml:18 E114",
        "contest.yml:46 E114",
        "units.csv:3 E118",
        "bank-2.txt:43 E174",
    ]


def test_a_value_is_pointed_at_by_line_and_column(tmp_path: Path) -> None:
    yml = edited("contest.yml", "opens_at: 2021-10-11 08:00", "opens_at: 8 giờ")
    [finding] = load_contest(write_folder(tmp_path, {"contest.yml": yml})).findings
    assert render(finding) == (
        "contest.yml:24:15 E115 Trường “opens_at” không phải ngày giờ hợp lệ: “8 giờ” - "
        "Ghi theo mẫu 2021-12-13 08:30 (năm-tháng-ngày giờ:phút, giờ Việt Nam)"
    )


def test_an_unknown_field_comes_with_the_nearest_known_one(tmp_path: Path) -> None:
    yml = edited("contest.yml", "limit_minutes", "limit_minute")
    [finding] = load_contest(write_folder(tmp_path, {"contest.yml": yml})).findings
    assert render(finding) == (
        "contest.yml:48:3 E111 Không có trường nào tên là “limit_minute” - "
        "Có phải bạn định ghi “limit_minutes”?"
    )


def test_what_somebody_typed_cannot_break_the_line_or_drive_a_terminal(tmp_path: Path) -> None:
    yml = edited("contest.yml", "kind: cuoc-thi", r'kind: "\e[2J\nkhác"')
    [finding] = load_contest(write_folder(tmp_path, {"contest.yml": yml})).findings
    assert finding.message == "Trường “kind” không nhận giá trị “ [2J khác”"


def test_a_contest_may_do_without_units_and_collective_prizes(tmp_path: Path) -> None:
    yml = CONTEST_YML.replace("units: units.csv\n", "").replace("  unit_required: true\n", "")
    start, _, rest = yml.partition("    - id: tap-the\n")
    yml = start + rest.partition("value: 500}\n")[2]
    start, _, rest = yml.partition("collective:\n")
    yml = start + rest.partition("levels: [phuong]\n")[2]
    yml = yml.replace("entry:\n", "entry:\n  unit_required: false\n").replace("2500", "2000")
    contest = load_contest(write_folder(tmp_path, {"contest.yml": yml})).contest
    assert (contest.units, contest.collective) == ((), CollectiveRules(measures=(), levels=()))


def test_an_announced_plan_is_optional(tmp_path: Path) -> None:
    before, _, rest = CONTEST_YML.partition("announced:\n")
    yml = before + rest[rest.index("rounds:") :]
    loaded = load_contest(write_folder(tmp_path, {"contest.yml": yml}))
    assert loaded.findings == ()
    assert loaded.contest.announced == Announced()


def test_36_announced_days_are_not_4_weeks(tmp_path: Path) -> None:
    yml = CONTEST_YML.replace("2021-10-24", "2021-11-15").replace("2021-10-25", "2021-11-16")
    yml = yml.replace("weeks: 2", "weeks: 4")
    [finding] = load_contest(write_folder(tmp_path, {"contest.yml": yml})).findings
    assert finding.message == "Kế hoạch nêu 4 tuần, các vòng thi kéo dài 36 ngày (6 tuần)"
