"""Everything that the rules may say, from the files to the core's values."""

from datetime import date
from pathlib import Path

import pytest

from chalicelib.contest.ids import BankSlot, DivisionId, UnitId
from chalicelib.contest.questions import QuestionKind
from chalicelib.contest.rules import (
    Against,
    AgeLimits,
    AttemptRules,
    AttemptsPer,
    Ceremony,
    ClipMarks,
    CollectiveRules,
    ComplaintRules,
    Condition,
    Contest,
    Counting,
    Edition,
    LevelCount,
    MarksRules,
    Merit,
    Missing,
    PassCertificate,
    Prediction,
    PredictionOf,
    PrizePer,
    Quota,
    Term,
    UnitMeasure,
)
from chalicelib.contest.times import DAY_MS, MINUTE_MS
from chalicelib.contest.units import Headcount
from office.contest_file.load import Loaded, load_contest
from tests.office.contest_file.contest_folders import FILES, bank_text, write_folder

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/contest.yml"))
WARNINGS = {"song-cong-2021": ["W202"], "thai-nguyen-2021": ["W203"]}
"""The contradictions that two announced plans really have."""

SECTIONS = """\
edition: 2
portal: https://example.org/
marks: {scale: 10, decimals: 1, wrong_percent: 25}
complaints: {window_days: 2, how: Gửi đơn, decided_before: lễ trao giải}
ceremony: {on: 2021-11-20, place: Hội trường}
last_edition: {name: Năm 2020, attempts: 300, units: 2}
divisions:
  - id: can-bo
    name: Cán bộ
    who: [Cán bộ, công chức]
    ages: {on: 2021-10-11, least: 18, most: 60}
    paper:
      questions: 3
      limit_minutes: 5
      quotas: [{count: 2, difficulty: Dễ}, {count: 1}]
      only_if_all_answered: true
      prediction: {text: Bao nhiêu người?, of: people}
  - {id: nguoi-dan, name: Người dân}
clips:
  file: clips.csv
  criteria: [{id: noi-dung, name: Nội dung, full_marks: 60}, {id: hinh, name: Hình, full_marks: 40}]
entry:
"""
COLLECTIVE = """\
collective:
  levels: [phuong]
  headcount_kind: đoàn viên
  least_headcount: 5
  decimals: 1
  terms:
    - {name: Thi, measure: best_n_marks, weight: 40, against: full, full: 50, best_n: 5}
    - {name: Clip, measure: clip_marks, weight: 60, cap_percent: 90, missing: unranked}
  conditions: [{measure: participation_rate, at_least: 70}]
"""
UNITS = """\
id,name,level,block,aliases,headcount,headcount:đoàn viên@2021-01-01,headcount:đoàn viên@2021-08-01
thanh-pho,Thành phố,thanh-pho,,,,,
phuong-1,Phường 1,phuong,noi-thanh,P1 | P. Một,20,10,12
phuong-2,Phường 2,phuong,,,30,15,
"""
CLIPS = """\
unit;accepted;reason;noi-dung;hinh
phuong-1;yes;;50;20
phuong-1;YES;;40;40
phuong-2;no;Quá dài;;
"""


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    yml = FILES["contest.yml"]
    start, rest = yml[: yml.index("collective:\n")], yml[yml.index("prizes:\n") :]
    yml = start + COLLECTIVE + rest
    yml = yml.replace("entry:\n", SECTIONS, 1).replace("  limit: 1", "  limit: 3\n  counts: best")
    yml = yml.replace("bank: bank-1.txt", "bank: bank-1.txt\n    banks: {can-bo: bank-3.txt}")
    yml = yml.replace("per: round\n", "per: round\n      division: can-bo\n      merit: youngest\n")
    yml = yml.replace("  weeks: 2", "  weeks: 2\n  units: 3\n  unit_levels: {phuong: 2}")
    yml = yml.replace("marks, time_used, public_draw", "marks, prediction_error, public_draw")
    yml = yml.replace(
        "limit_minutes: 10", "limit_minutes: 10\n  prediction: {text: A?, of: attempts}"
    )
    files = {
        "contest.yml": yml,
        "units.csv": UNITS,
        "clips.csv": CLIPS,
        "bank-3.txt": bank_text("c"),
    }
    return load_contest(write_folder(tmp_path, files))


@pytest.fixture
def contest(loaded: Loaded) -> Contest:
    assert [finding.code.value for finding in loaded.findings] == ["N301"] * 2
    return loaded.contest


def test_attempts_marks_and_what_is_around_the_contest(contest: Contest) -> None:
    assert contest.attempts == AttemptRules(limit=3, per=AttemptsPer.ROUND, counts=Counting.BEST)
    assert contest.marks == MarksRules(scale=10, decimals=1, wrong_percent=25)
    assert (contest.edition, contest.portal) == (2, "https://example.org/")
    assert contest.ceremony == Ceremony(on=date(2021, 11, 20), place="Hội trường")
    assert contest.last_edition == Edition(name="Năm 2020", attempts=300, units=2)
    assert contest.complaints == ComplaintRules(
        window_ms=2 * DAY_MS, how="Gửi đơn", decided_before="lễ trao giải"
    )
    assert contest.announced.unit_levels == (LevelCount(level="phuong", count=2),)


def test_a_division_has_ages_and_a_paper_of_its_own(contest: Contest) -> None:
    staff, citizens = contest.divisions
    assert staff.ages == AgeLimits(on=date(2021, 10, 11), least=18, most=60)
    assert staff.paper is not None
    assert staff.paper.limit_ms == 5 * MINUTE_MS
    assert staff.paper.quotas == (Quota(count=2, difficulty="dễ"), Quota(count=1))
    assert staff.paper.only_if_all_answered
    assert staff.paper.prediction == Prediction(text="Bao nhiêu người?", of=PredictionOf.PEOPLE)
    assert (citizens.ages, citizens.paper) == (None, None)
    assert contest.prizes.groups[0].division == DivisionId("can-bo")
    assert contest.prizes.groups[0].merit is Merit.YOUNGEST


def test_each_division_has_a_bank_in_each_round(loaded: Loaded) -> None:
    first = {slot: questions[0].id for slot, questions in loaded.banks.items()}
    assert first == {
        BankSlot("tuan-1/can-bo"): "c-0",
        BankSlot("tuan-1/nguoi-dan"): "a-0",
        BankSlot("tuan-2/can-bo"): "b-0",
        BankSlot("tuan-2/nguoi-dan"): "b-0",
    }


def test_units_are_ranked_by_terms_under_conditions(contest: Contest) -> None:
    assert contest.collective == CollectiveRules(
        measures=(),
        levels=("phuong",),
        terms=(
            Term(
                name="Thi",
                measure=UnitMeasure.BEST_N_MARKS,
                weight=40,
                against=Against.FULL,
                full=50,
                best_n=5,
            ),
            Term(
                name="Clip",
                measure=UnitMeasure.CLIP_MARKS,
                weight=60,
                cap_percent=90,
                missing=Missing.UNRANKED,
            ),
        ),
        conditions=(Condition(measure=UnitMeasure.PARTICIPATION_RATE, at_least=70),),
        least_headcount=5,
        headcount_kind="đoàn viên",
        decimals=1,
    )


def test_a_unit_has_aliases_a_block_and_the_newest_headcount_of_the_stated_kind(
    contest: Contest,
) -> None:
    _, one, two = contest.units
    assert (one.aliases, one.block) == (("P1", "P. Một"), "noi-thanh")
    assert (one.headcount, two.headcount) == (12, 15)
    assert one.headcounts == (
        Headcount(kind="đoàn viên", count=10, on=date(2021, 1, 1)),
        Headcount(kind="đoàn viên", count=12, on=date(2021, 8, 1)),
    )


def test_a_unit_s_best_accepted_clip_counts(contest: Contest) -> None:
    assert contest.clips == (ClipMarks(unit=UnitId("phuong-1"), marks=80, full_marks=100),)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_every_example_loads_with_no_more_warnings_than_its_plan_deserves(file: Path) -> None:
    found = load_contest(file.parent).findings
    codes = [finding.code.value for finding in found if finding.code.value[0] != "N"]
    assert codes == WARNINGS.get(file.parent.name, [])


def test_every_kind_of_question_reaches_the_bank(tmp_path: Path) -> None:
    bank = bank_text("a").replace("* Đúng a-0\n- Sai a-0\n", "= 42\nLoại: điền số\n")
    bank = bank.replace("- Sai a-1\n", "* Sai a-1\nLoại: nhiều đáp án\nĐiểm: 2\n")
    loaded = load_contest(write_folder(tmp_path, {"bank-1.txt": bank}))
    number, several, single, *_ = loaded.banks[BankSlot("tuan-1")]
    assert [number.kind, several.kind, single.kind] == [
        QuestionKind.NUMBER,
        QuestionKind.MULTIPLE,
        QuestionKind.SINGLE,
    ]
    assert (number.number, several.points) == ("42", 2)


@pytest.mark.parametrize(
    ("people", "codes"),
    [(2, []), (100_000, ["W206"])],
)
def test_how_likely_ties_are_depends_on_how_many_came_last_time(
    people: int, codes: list[str], tmp_path: Path
) -> None:
    yml = FILES["contest.yml"].replace("time_used, public_draw", "time_used, submitted_at")
    yml = yml.replace("prizes:\n", f"last_edition: {{name: Trước, people: {people}}}\nprizes:\n", 1)
    yml = yml.replace("submitted_at", "youngest")
    found = load_contest(write_folder(tmp_path, {"contest.yml": yml})).findings
    assert [finding.code.value for finding in found] == codes


def test_the_estimate_of_ties_is_told(tmp_path: Path) -> None:
    yml = FILES["contest.yml"].replace("marks, time_used, public_draw", "marks")
    [finding] = load_contest(write_folder(tmp_path, {"contest.yml": yml})).findings
    assert finding.message_in("en") == (
        "The last key “marks” may not break ties: of 750 papers with equal marks "
        "about 280875 pairs stay equal"
    )


def test_quotas_that_may_use_each_other_s_questions_up_are_found(tmp_path: Path) -> None:
    """Wide before narrow: the first may draw the very questions that the second needs."""
    quotas = "  quotas: [{count: 8}, {count: 3, difficulty: dễ}]\n"
    yml = FILES["contest.yml"].replace("questions: 1\n", "questions: 11\n" + quotas)
    bank = FILES["bank-1.txt"] + bank_text("c").replace("Mức: dễ", "Mức: khó")
    other = FILES["bank-2.txt"] + bank_text("d")
    files = {"contest.yml": yml, "bank-1.txt": bank, "bank-2.txt": other}
    found = load_contest(write_folder(tmp_path, files)).findings
    assert [(finding.line, finding.code.value) for finding in found] == [(27, "E183"), (33, "N301")]


def test_a_certificate_for_who_passes_is_read_and_nothing_is_promised_by_default(
    tmp_path: Path,
) -> None:
    promised = "prizes:\n  certificates: {name: Giấy chứng nhận, pass_percent: 80, per: contest}\n"
    yml = FILES["contest.yml"].replace("prizes:\n", promised, 1)
    with_one = load_contest(write_folder(tmp_path / "with", {"contest.yml": yml}))
    without = load_contest(write_folder(tmp_path / "without", {}))

    assert with_one.contest.prizes.certificates == PassCertificate(
        name="Giấy chứng nhận", pass_percent=80, per=PrizePer.CONTEST
    )
    assert without.contest.prizes.certificates is None
