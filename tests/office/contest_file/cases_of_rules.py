"""Faults of rules: what does not add up, rests on nothing, or is not done yet."""

from office.contest_file.attachments import MOST_BYTES
from office.contest_file.codes import Code
from tests.office.contest_file.spoiled import BANK, UNITS, YML, Case

ENTRY = "entry:\n  mode: open\n"
PAPER = "paper:\n  questions: 1\n"
MEASURES = "  measures: [participation_rate, attempts]\n"
UNITS_LINE = "units: units.csv\n"
PRIZES = "prizes:\n"
PERSONS = "      to: persons\n"
TO_UNITS = "      to: units\n"
WON_BY_PERSONS = "      per: round\n"

CLIPS = UNITS_LINE + (
    "clips:\n"
    "  file: clips.csv\n"
    "  criteria:\n"
    "    - {id: noi-dung, name: Nội dung, full_marks: 60}\n"
    "    - {id: hinh-anh, name: Hình ảnh, full_marks: 40}\n"
)
CLIPS_FILE = ("clips.csv", "unit", "unit")
"""An edit that only puts the file there."""

ALL_AGES = "divisions:\n  - {id: can-bo, name: Cán bộ}\n" + ENTRY
TWO_AGES = (
    "divisions:\n"
    "  - {id: tre, name: Trẻ, ages: {on: 2021-10-11, most: 30}}\n"
    "  - {id: cao-tuoi, name: Cao tuổi, ages: {on: 2021-10-11, least: 31}}\n" + ENTRY
)
FOR_STAFF = ((YML, WON_BY_PERSONS, WON_BY_PERSONS + "      division: can-bo\n"),)
FOR_YOUNG = ((YML, WON_BY_PERSONS, WON_BY_PERSONS + "      division: tre\n"),)
HISTORY = """\
    bank: bank-1.txt
    history:
      - decided_on: 2021-10-02
        reason: Mưa bão
        opens_at: 2021-10-04 08:00
        closes_at: 2021-10-10 17:00
        publishes_at: 2021-10-11 07:00
      - decided_on: 2021-10-01
        reason: Mất điện
        opens_at: 2021-10-05 08:00
        closes_at: 2021-10-11 17:00
        publishes_at: 2021-10-12 07:00
"""
TERMS = """\
  measures: [attempts]
  terms:
    - {name: Số lượt, measure: attempts, weight: 60}
    - {name: Điểm, measure: mean_marks, weight: 40}
"""


SIGNERS = f"""\
organizers:
  - {{name: Lê Mẫu, key: "{"1" * 64}"}}
  - {{name: Trần Thử, key: "{"2" * 64}"}}
"""


def with_clips(code: Code, old: str, new: str, at: str) -> Case:
    """Return a fault in the clips' file."""
    return Case(code, "clips.csv", old, new, at, more=((YML, UNITS_LINE, CLIPS),))


def with_attachment(code: Code, name: str, content: str = "") -> Case:
    """Return a fault of a file that a document names, there if it has content."""
    stated = "    national: false\n"
    more = ((name, "", content),) if content else ()
    return Case(code, YML, stated, f"{stated}    attachment: {name}\n", "attachment", more=more)


CASES = [
    Case(
        Code.MISSING_ATTACHMENT,
        YML,
        "    national: false\n",
        "    national: false\n    attachment: ke-hoach.pdf\n",
        "attachment",
    ),
    with_attachment(Code.ATTACHMENT_KIND, "ke-hoach.pdf", "Kế hoạch"),
    with_attachment(Code.ATTACHMENT_KIND, "nguoi-thi.xlsx", "PK\x03\x04"),
    with_attachment(Code.ATTACHMENT_KIND, "nguoi-thi.docx", "PK\x03\x04"),
    with_attachment(Code.ATTACHMENT_TOO_LARGE, "ke-hoach.pdf", "%PDF-" + " " * MOST_BYTES),
    with_attachment(Code.ATTACHMENT_OUTSIDE, "../ke-hoach.pdf"),
    Case(Code.TOO_LARGE, YML, PAPER, "marks: {wrong_percent: 101}\n" + PAPER, "101"),
    Case(Code.TOO_LARGE, BANK, "Mức: dễ", "Điểm: 101", "Điểm"),
    Case(Code.TOO_SMALL, YML, "most_per_person: 1", "most_per_person: 0", "most_per_person"),
    Case(
        Code.UNNAMED_SLUG,
        YML,
        TO_UNITS,
        TO_UNITS + "      block: khoi-noi\n",
        "khoi-noi",
        more=((UNITS, "selectable", "selectable,block"), (UNITS, "20,true", "20,true,khoi-noi")),
    ),
    Case(Code.NO_ROSTER, YML, "mode: open", "mode: roster", "mode: roster"),
    Case(
        Code.SHARE_OF_NO_SCORE, YML, TO_UNITS, TO_UNITS + "      pass_percent: 50\n", "pass_percent"
    ),
    Case(Code.DIVISION_OF_UNITS, YML, TO_UNITS, TO_UNITS + "      division: can-bo\n", "can-bo"),
    Case(
        Code.MORE_PRIZES_THAN_PEOPLE,
        YML,
        "count: 1, value: 1000",
        "count: 51, value: 0",
        "name: Nhất",
        more=((YML, "prizes_total: 2500", "prizes_total: 500"),),
    ),
    Case(
        Code.MORE_PRIZES_THAN_LIMIT,
        YML,
        "count: 1, value: 1000",
        "count: 26, value: 0",
        "most_per_person",
        more=((YML, "prizes_total: 2500", "prizes_total: 500"),),
    ),
    Case(Code.RESERVED_ID, YML, "id: tuan-2", "id: contest", "id: contest"),
    Case(Code.RESERVED_ID, BANK, "[a-3]", "[prediction]", "[prediction]"),
    Case(Code.HISTORY_ORDER, YML, "    bank: bank-1.txt\n", HISTORY, "decided_on: 2021-10-01"),
    Case(
        Code.DIVISION_WITHOUT_BANK,
        YML,
        "    bank: bank-1.txt\n",
        "    banks: {tre: bank-1.txt}\n",
        "id: tuan-1",
        more=((YML, ENTRY, TWO_AGES), *FOR_YOUNG),
    ),
    Case(Code.MISSING_FIELD, YML, "    bank: bank-1.txt\n", "", "id: tuan-1"),
    Case(
        Code.DUPLICATE_DIVISION,
        YML,
        ENTRY,
        ALL_AGES.replace("entry:", "  - {id: can-bo, name: Khác}\nentry:"),
        "Khác",
        more=FOR_STAFF,
    ),
    Case(
        Code.UNKNOWN_DIVISION,
        YML,
        "    bank: bank-1.txt\n",
        "    bank: bank-1.txt\n    banks: {canbo: bank-1.txt}\n",
        "canbo",
        more=((YML, ENTRY, ALL_AGES), *FOR_STAFF),
    ),
    Case(
        Code.UNKNOWN_DIVISION,
        YML,
        WON_BY_PERSONS,
        WON_BY_PERSONS + "      division: nguoi-dan\n",
        "nguoi-dan",
        more=((YML, ENTRY, ALL_AGES),),
    ),
    Case(Code.PRIZE_DIVISION_UNSTATED, YML, ENTRY, ALL_AGES, "id: ca-nhan"),
    Case(
        Code.AGES_EXCLUDE,
        YML,
        ENTRY,
        TWO_AGES.replace("most: 30", "least: 31, most: 30"),
        "most: 30",
        more=FOR_YOUNG,
    ),
    Case(
        Code.AGE_GAP, YML, ENTRY, TWO_AGES.replace("least: 31", "least: 35"), "35", more=FOR_YOUNG
    ),
    Case(
        Code.UNKNOWN_BLOCK,
        YML,
        TO_UNITS,
        TO_UNITS + "      block: huyen\n",
        "huyen",
        more=(
            (UNITS, "selectable", "selectable,block"),
            (UNITS, "20,true", "20,true,khoi-1"),
            (UNITS, "30,true", "30,true,khoi-3"),
        ),
    ),
    Case(Code.DUPLICATE_PRIZE_GROUP, YML, "id: tap-the", "id:  ca-nhan", "id:  ca-nhan"),
    Case(Code.WEIGHTS_SUM, YML, MEASURES, TERMS.replace("60", "50"), "terms"),
    Case(Code.QUOTAS_SUM, YML, PAPER, PAPER + "  quotas: [{count: 2, difficulty: dễ}]\n", "quotas"),
    Case(
        Code.UNKNOWN_DIFFICULTY,
        YML,
        PAPER,
        PAPER + "  quotas: [{count: 1, difficulty: rất dễ}]\n",
        "quotas",
    ),
    Case(
        Code.QUOTA_NOT_MET,
        YML,
        PAPER,
        PAPER + "  quotas: [{count: 1, topic: mot-cua}]\n",
        "bank: bank-1",
        again=("bank: bank-2",),
    ),
    Case(
        Code.UNKNOWN_HEADCOUNT_KIND,
        UNITS,
        "headcount",
        "headcount:nhân viên",
        "id,name",
        more=((YML, MEASURES, "  measures: [attempts]\n  headcount_kind: đoàn viên\n"),),
    ),
    with_clips(Code.UNKNOWN_UNIT, "phuong-1", "phuong-9", "phuong-9"),
    with_clips(Code.CLIP_NOT_COMPETING, "phuong-1", "thanh-pho", "thanh-pho"),
    with_clips(Code.REFUSED_WITHOUT_REASON, "Quá dài", "", "phuong-2"),
    with_clips(Code.REFUSED_WITH_MARKS, "Quá dài,,", "Quá dài,5,", "phuong-2"),
    with_clips(Code.EMPTY, ",,50,30", ",,50,", "phuong-1"),
    with_clips(Code.TOO_LARGE, ",,50,30", ",,61,30", "phuong-1"),
    with_clips(Code.WRONG_TYPE, "yes", "có", "phuong-1"),
    Case(
        Code.DUPLICATE_CRITERION,
        YML,
        UNITS_LINE,
        CLIPS.replace("id: hinh-anh", "id: noi-dung "),
        "noi-dung ",
        more=(CLIPS_FILE,),
    ),
    Case(Code.UNKNOWN_KIND, BANK, "Mức: dễ", "Loại: nhiều", "Loại"),
    Case(Code.BAD_NUMBER, BANK, "* Đúng a-3\n- Sai a-3\n", "= bốn\nLoại: điền số\n", "[a-3]"),
    Case(Code.BAD_NUMBER, BANK, "* Đúng a-3\n- Sai a-3\n", "Loại: điền số\n", "[a-3]"),
    Case(Code.NUMBER_AND_OPTIONS, BANK, "- Sai a-3", "- Sai a-3\n= 42", "[a-3]"),
    Case(Code.NUMBER_AND_OPTIONS, BANK, "* Đúng a-3\n- Sai a-3\n", "= 42\n", "[a-3]"),
    Case(Code.COUNTS_UNSTATED, YML, "  limit: 1", "  limit: 2", "attempts:"),
    Case(Code.COUNTS_UNSTATED, YML, "  limit: 1", "  per: contest", "attempts:"),
    Case(Code.ONLY_OF_SEVERAL, YML, "  limit: 1", "  limit: 2\n  counts: only", "counts"),
    Case(
        Code.PREDICTION_NOT_ASKED,
        YML,
        "time_used, public_draw",
        "prediction_error, public_draw",
        "paper:",
    ),
    Case(
        Code.PREDICTION_UNUSED,
        YML,
        PAPER,
        PAPER + "  prediction: {text: Mấy người?, of: people}\n",
        "prediction",
    ),
    Case(Code.CLIPS_NOT_GIVEN, YML, "attempts]", "clip_marks]", "clip_marks"),
    Case(Code.CLIPS_NOT_GIVEN, YML, TO_UNITS, TO_UNITS + "      merit: clip\n", "merit"),
    Case(
        Code.TERM_WITHOUT_FULL,
        YML,
        MEASURES,
        TERMS.replace("weight: 40", "weight: 40, against: full"),
        "against",
    ),
    Case(Code.BEST_N_UNSTATED, YML, MEASURES, TERMS.replace("mean_m", "best_n_m"), "best_n_marks"),
    Case(Code.BEST_N_UNSTATED, YML, "attempts]", "best_n_marks]", "best_n_marks"),
    Case(Code.UNFITTING_MERIT, YML, TO_UNITS, TO_UNITS + "      merit: youngest\n", "merit"),
    Case(Code.UNFITTING_MERIT, YML, PERSONS, PERSONS + "      merit: clip\n", "merit"),
    Case(
        Code.TIME_IN_TERMS,
        YML,
        MEASURES,
        TERMS.replace("mean_marks", "mean_time_used"),
        "mean_time",
    ),
    Case(
        Code.NO_HEADCOUNT,
        UNITS,
        "thanh-pho,30",
        "thanh-pho,",
        "conditions",
        elsewhere=YML,
        more=(
            (
                YML,
                MEASURES,
                "  measures: [attempts]\n"
                "  conditions: [{measure: participation_rate, at_least: 70}]\n",
            ),
        ),
    ),
    Case(
        Code.MORE_PRIZES_THAN_UNITS,
        YML,
        TO_UNITS,
        TO_UNITS + "      merit: clip\n",
        "name: Ba",
        more=(
            (YML, UNITS_LINE, CLIPS),
            CLIPS_FILE,
            (YML, "count: 1, value: 500}", "count: 2, value: 250}"),
        ),
    ),
    Case(Code.UNITS_LOOK_ALIKE, UNITS, "Phường 2", "Phuong 1", "Phuong 1"),
    Case(
        Code.ALIAS_COLLIDES,
        UNITS,
        "selectable",
        "selectable,aliases",
        "P2",
        more=((UNITS, "30,true", "30,true,P2|phuong 1"),),
    ),
    Case(Code.NO_KEEP_DAYS, YML, "    keep_days: 90\n", "", "consent:"),
    Case(
        Code.KEEP_TOO_SHORT,
        YML,
        "keep_days: 90\n",
        "keep_days: 1\n",
        "keep_days",
        more=((YML, PRIZES, "complaints: {window_days: 2, how: Gửi đơn}\n" + PRIZES),),
    ),
    Case(
        Code.KEEP_TOO_SHORT,
        YML,
        "keep_days: 90\n",
        "keep_days: 6\n",
        "keep_days",
        more=((YML, PRIZES, "ceremony: {on: 2021-11-01}\n" + PRIZES),),
    ),
    Case(
        Code.ORGANIZER_KEY,
        YML,
        PRIZES,
        SIGNERS.replace("2" * 64, "2" * 63) + PRIZES,
        "2" * 63,
    ),
    Case(
        Code.ORGANIZERS_ALIKE,
        YML,
        PRIZES,
        SIGNERS.replace("2" * 64, "1" * 64) + PRIZES,
        "organizers",
    ),
    Case(
        Code.ORGANIZERS_ALIKE,
        YML,
        PRIZES,
        SIGNERS.replace("Lê Mẫu", "Trần Thử") + PRIZES,
        "organizers",
    ),
    Case(
        Code.ORGANIZERS_ALIKE,
        YML,
        PRIZES,
        SIGNERS.partition("  - {name: Trần")[0] + PRIZES,
        "organizers",
    ),
    Case(
        Code.COMPLAINTS_PAST_CEREMONY,
        YML,
        PRIZES,
        "complaints: {window_days: 3, how: Gửi đơn}\nceremony: {on: 2021-10-28}\n" + PRIZES,
        "window_days",
    ),
    Case(
        Code.CEREMONY_BEFORE_RESULTS,
        YML,
        PRIZES,
        "ceremony: {on: 2021-10-24}\n" + PRIZES,
        "ceremony",
    ),
    Case(Code.ANNOUNCED_UNITS, YML, "  weeks: 2", "  weeks: 2\n  units: 3", "units: 3"),
    Case(
        Code.ANNOUNCED_LEVEL,
        YML,
        "  weeks: 2",
        "  weeks: 2\n  unit_levels: {phuong: 2, xa: 1}",
        "xa: 1",
    ),
    Case(
        Code.KEY_NEVER_REACHED,
        YML,
        "time_used, public_draw",
        "public_draw, time_used",
        "public_draw",
    ),
    Case(
        Code.KEY_NEVER_REACHED,
        YML,
        MEASURES,
        "  measures: [total_marks, attempts, mean_marks]\n",
        "mean_marks",
    ),
    Case(
        Code.KEY_NEVER_REACHED,
        YML,
        MEASURES,
        "  measures: [people, attempts]\n",
        "[people, attempts]",
        more=((YML, "  limit: 1\n", "  limit: 1\n  per: contest\n  counts: only\n"),),
    ),
    Case(
        Code.KEY_NEVER_REACHED,
        YML,
        MEASURES,
        "  measures: [perfect_share, people, perfect_papers]\n",
        "perfect_papers",
        more=((YML, "  limit: 1\n", "  limit: 2\n  per: contest\n  counts: best\n"),),
    ),
    Case(
        Code.KEY_NEVER_REACHED,
        YML,
        "time_used, public_draw",
        "youngest, oldest, public_draw",
        "keys",
    ),
]
