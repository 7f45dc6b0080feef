"""The rules page says what the contest's values say, in their order, and nothing else."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.contest.rules import (
    AgeLimits,
    Announced,
    AttemptRules,
    AttemptsPer,
    Ceremony,
    CollectiveRules,
    ComplaintRules,
    Counting,
    Edition,
    LevelCount,
    MarksRules,
    PaperRules,
    Prediction,
    PredictionOf,
    Prize,
    PrizePer,
    Prizes,
    Quota,
    RankingKey,
    RankingRules,
    Reschedule,
    Term,
    UnitMeasure,
)
from chalicelib.contest.times import DAY_MS
from tests.builders import (
    CLOSES_AT,
    LIMIT_MS,
    OPENS_AT,
    PUBLISHES_AT,
    make_division,
    make_group,
    make_round,
    make_weeks,
)
from tests.site.rules_page import listed, rules_page

WHOLE = PrizePer.CONTEST
KEY_OPENINGS = {
    RankingKey.MARKS: "Điểm bài thi",
    RankingKey.TIME_USED: "Thời gian làm bài",
    RankingKey.TIME_TO_LAST_CHANGE: "Thời gian đến thay đổi cuối cùng",
    RankingKey.SUBMITTED_AT: "Thời điểm nộp bài",
    RankingKey.PREDICTION_ERROR: "Sai số của câu dự đoán",
    RankingKey.YOUNGEST: "Ngày sinh: người trẻ tuổi hơn",
    RankingKey.OLDEST: "Ngày sinh: người cao tuổi hơn",
    RankingKey.PUBLIC_DRAW: "Bốc thăm công khai",
}
MEASURE_OPENINGS = {
    UnitMeasure.ATTEMPTS: "Số lượt thi",
    UnitMeasure.PEOPLE: "Số người dự thi",
    UnitMeasure.PARTICIPATION_RATE: "Tỉ lệ người dự thi",
    UnitMeasure.TOTAL_MARKS: "Tổng điểm của các bài thi",
    UnitMeasure.MEAN_MARKS: "Điểm trung bình",
    UnitMeasure.BEST_MARKS: "Điểm của bài thi cao nhất",
    UnitMeasure.BEST_N_MARKS: "Tổng điểm của các bài cao nhất",
    UnitMeasure.PERFECT_PAPERS: "Số bài đúng hết",
    UnitMeasure.PERFECT_SHARE: "Tỉ lệ bài đúng hết",
    UnitMeasure.ROUNDS_TAKEN_PART: "Số vòng có người dự thi",
    UnitMeasure.CLIP_MARKS: "Điểm clip",
    UnitMeasure.MEAN_TIME_USED: "Thời gian làm bài trung bình",
}


def opening(sentence: str, openings: dict[Any, str]) -> Any:
    """Return what a sentence speaks of: the longest opening that it has."""
    fitting = [key for key, words in openings.items() if sentence.startswith(words)]
    return max(fitting, key=lambda key: len(openings[key]))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(RankingKey), min_size=1, unique=True),
    st.lists(st.sampled_from(UnitMeasure), min_size=1, unique=True),
    st.booleans(),
)
def test_the_order_printed_is_the_order_in_which_attempts_and_units_are_sorted(
    keys: list[RankingKey], measures: list[UnitMeasure], terms: bool
) -> None:
    term = Term(name="Số lượng", measure=UnitMeasure.ATTEMPTS, weight=100)
    page = rules_page(
        ranking=RankingRules(keys=tuple(keys), draw_seed="s"),
        collective=CollectiveRules(
            measures=tuple(measures), levels=("phuong",), terms=(term,) if terms else ()
        ),
    )

    printed = [opening(line, KEY_OPENINGS) for line in listed(page, "tieu-chi-ca-nhan")]
    of_units = [opening(line, MEASURE_OPENINGS) for line in listed(page, "tieu-chi-tap-the")]

    assert printed == keys
    assert of_units == measures


def test_what_is_not_stated_is_not_on_the_page() -> None:
    page = rules_page(announced=Announced())

    for section in ("bang-thi", "khieu-nai", "lan-truoc", "doi-lich", "khac-ke-hoach"):
        assert f'id="{section}"' not in page
    for words in ("Lễ tổng kết", "lần thứ", "câu dự đoán", "Trang thông tin", "thang điểm"):
        assert words not in page


def test_edition_ceremony_portal_and_last_editions_figures_are_said() -> None:
    page = rules_page(
        edition=2,
        last_edition=Edition(name="Hội thi năm 2022", attempts=26_915, units=171),
        ceremony=Ceremony(on=date(2023, 8, 10), place="Hội trường tỉnh"),
        portal="https://cchc.example.vn",
    )

    assert "Cuộc thi Tìm hiểu pháp luật về bầu cử (lần thứ 2) do" in page
    assert "<li>26.915 lượt thi</li>\n<li>171 đơn vị tham gia</li>" in page
    assert "ngày 10/8/2023, tại Hội trường tỉnh." in page
    assert '<a href="https://cchc.example.vn" rel="noopener external">' in page


def test_a_portal_that_is_no_web_address_is_no_link() -> None:
    assert 'href="javascript:' not in rules_page(portal="javascript:alert(1)")


def test_a_rescheduled_round_says_what_its_hours_were_and_why() -> None:
    former = Reschedule(
        decided_on=date(2021, 10, 8),
        reason="Bão số 7.",
        opens_at=OPENS_AT - DAY_MS,
        closes_at=CLOSES_AT - DAY_MS,
        publishes_at=PUBLISHES_AT - DAY_MS,
    )

    page = rules_page(rounds=(make_round(history=(former,)),))

    assert (
        "Tuần 1, điều chỉnh ngày 08/10/2021. Lịch trước đó: mở 08:00 ngày 09/10/2021, "
        "đóng 08:00 ngày 16/10/2021, công bố kết quả 08:00 ngày 17/10/2021. Lý do: Bão số 7."
    ) in page


def test_divisions_say_who_enters_at_what_age_with_which_paper() -> None:
    young = make_division(
        "tre",
        name="Bảng trẻ",
        who=("Đoàn viên",),
        ages=AgeLimits(on=date(2021, 10, 10), least=16, most=30),
        paper=PaperRules(questions=5, limit_ms=LIMIT_MS, only_if_all_answered=True),
    )
    page = rules_page(divisions=(young, make_division("chung", name="Bảng chung")))

    assert (
        "<h3>Bảng trẻ</h3>\n<ul>\n<li>Đoàn viên</li>\n"
        "<li>Độ tuổi: từ đủ 16 đến hết 30 tuổi, tính đến ngày 10/10/2021.</li>"
    ) in page
    assert "<h3>Bảng trẻ</h3>\n<ul>\n<li>Mỗi bài có 5 câu hỏi." in page
    assert "<h3>Bảng chung</h3>\n<ul>\n<li>Mỗi bài có 3 câu hỏi." in page
    assert page.count("Bài thi chỉ hợp lệ khi trả lời đủ mọi câu hỏi.") == 1


@pytest.mark.parametrize(
    ("attempts", "sentences"),
    [
        (AttemptRules(), ["Mỗi người thi một lượt trong mỗi vòng."]),
        (
            AttemptRules(per=AttemptsPer.CONTEST),
            ["Mỗi người thi một lượt trong cả cuộc thi.", "Ai đã thi ở một vòng thì không thi"],
        ),
        (
            AttemptRules(limit=3, counts=Counting.BEST),
            ["Mỗi người thi tối đa 3 lượt trong mỗi vòng.", "bài thi xếp cao nhất", "Lượt sau chỉ"],
        ),
        (
            AttemptRules(limit=3, per=AttemptsPer.CONTEST, counts=Counting.BEST),
            [
                "Mỗi người thi tối đa 3 lượt trong cả cuộc thi.",
                "Trong mỗi vòng, bài thi xếp cao nhất theo các tiêu chí xếp hạng được tính.",
                "Trong cả cuộc thi, mỗi người được tính một bài trong tất cả các vòng: bài thi xếp "
                "cao nhất theo các tiêu chí xếp hạng.",
            ],
        ),
        (
            AttemptRules(limit=3, per=AttemptsPer.CONTEST, counts=Counting.LAST),
            ["mỗi người được tính một bài trong tất cả các vòng: bài thi sau cùng."],
        ),
        (AttemptRules(limit=2, counts=Counting.LAST), ["bài thi sau cùng được tính"]),
        (AttemptRules(limit=2, counts=Counting.FIRST), ["bài thi đầu tiên được tính"]),
    ],
)
def test_attempts_say_how_many_within_what_and_which_one_counts(
    attempts: AttemptRules, sentences: list[str]
) -> None:
    page = rules_page(attempts=attempts, rounds=make_weeks(2))

    assert [sentence for sentence in sentences if sentence not in page] == []


def test_attempts_per_round_say_nothing_of_one_attempt_in_all() -> None:
    attempts = AttemptRules(limit=3, counts=Counting.BEST)

    assert "trong tất cả các vòng" not in rules_page(attempts=attempts, rounds=make_weeks(2))


def test_a_prediction_is_said_to_choose_no_attempt_and_to_decide_nothing_over_the_contest() -> None:
    page = rules_page(
        attempts=AttemptRules(limit=2, counts=Counting.BEST),
        ranking=RankingRules(keys=(RankingKey.MARKS, RankingKey.PREDICTION_ERROR)),
        prizes=Prizes(groups=(make_group(Prize(name="Nhất", count=1, value=1), per=WHOLE),)),
    )

    assert "Khi chọn bài được tính, không xét câu dự đoán vì lúc đó chưa có đáp số." in page
    assert "Kết quả chung cuộc không xét câu dự đoán." in page


@pytest.mark.parametrize(
    ("per", "sentence"),
    [
        (AttemptsPer.ROUND, "Kết quả chung cuộc: điểm của các vòng cộng lại,"),
        (
            AttemptsPer.CONTEST,
            "<p>Kết quả chung cuộc: bài thi được tính của mỗi người trong cả cuộc thi được so theo "
            "đúng các tiêu chí trên.</p>",
        ),
    ],
)
def test_the_whole_contest_says_what_it_compares(per: AttemptsPer, sentence: str) -> None:
    page = rules_page(
        attempts=AttemptRules(per=per),
        prizes=Prizes(groups=(make_group(Prize(name="Nhất", count=1, value=1), per=WHOLE),)),
    )

    assert page.count("Kết quả chung cuộc") == page.count(sentence) == 1


def test_the_last_change_is_one_of_an_answer() -> None:
    page = rules_page(ranking=RankingRules(keys=(RankingKey.TIME_TO_LAST_CHANGE,)))

    assert listed(page, "tieu-chi-ca-nhan") == [
        "Thời gian đến thay đổi cuối cùng, tính từ lúc bắt đầu đến khi hệ thống nhận được thay đổi "
        "sau cùng của câu trả lời: ngắn hơn xếp trên, đo đến phần nghìn giây. Lưu hoặc nộp lại "
        "đúng những câu trả lời đã lưu không phải là thay đổi."
    ]


def test_a_paper_says_its_quotas_and_that_the_prediction_only_breaks_ties() -> None:
    paper = PaperRules(
        questions=8,
        limit_ms=LIMIT_MS,
        quotas=(
            Quota(count=5, topic="mot-cua", difficulty="dễ"),
            Quota(count=2, difficulty="khó"),
            Quota(count=1),
        ),
        prediction=Prediction(text="Có bao nhiêu người dự thi?", of=PredictionOf.PEOPLE),
    )

    page = rules_page(paper=paper)

    assert (
        "theo cơ cấu: 5 câu về Một cửa, một cửa liên thông, mức dễ; 2 câu mức khó; 1 câu bất kỳ."
    ) in page
    assert "câu dự đoán: “Có bao nhiêu người dự thi?” Đáp số là số người" in page
    assert "Câu này không tính điểm, chỉ dùng để phân định" in page


def test_marks_say_the_scale_what_a_wrong_answer_costs_and_how_they_are_rounded() -> None:
    page = rules_page(marks=MarksRules(scale=100, wrong_percent=25, decimals=1))

    assert "theo thang điểm 100." in page
    assert "Câu trả lời sai bị trừ 25% điểm của câu" in page
    assert "được làm tròn đến 1 chữ số thập phân" in page


def test_complaints_say_until_when_how_and_before_what_they_are_decided() -> None:
    page = rules_page(
        complaints=ComplaintRules(
            window_ms=3 * DAY_MS, how="Gửi thư đến Ban Tổ chức.", decided_before="lễ trao giải"
        )
    )

    assert "trong 3 ngày kể từ khi công bố." in page
    assert "Gửi thư đến Ban Tổ chức." in page
    assert "được giải quyết xong trước: lễ trao giải." in page


def test_where_the_plan_counts_other_units_both_counts_are_said() -> None:
    announced = Announced(units=9, unit_levels=(LevelCount(level="phuong", count=4),))

    page = rules_page(announced=announced)

    assert "Kế hoạch ghi 9 đơn vị; danh sách để chọn có 2 đơn vị." in page
    assert "Phường: kế hoạch ghi 4 đơn vị; danh sách để chọn có 2 đơn vị." in page
