"""What the rules page says of units and prizes."""

import re
from dataclasses import replace

from chalicelib.contest.ids import DivisionId, PrizeGroupId
from chalicelib.contest.rules import (
    Against,
    ClipCriterion,
    CollectiveRules,
    Condition,
    Merit,
    Missing,
    PassCertificate,
    Prize,
    PrizeFor,
    PrizePer,
    Prizes,
    Term,
    UnitMeasure,
)
from tests.builders import (
    make_contest,
    make_division,
    make_group,
    make_weeks,
)
from tests.site.rules_page import listed, rules_page


def test_a_units_score_says_its_parts_their_weights_and_what_is_missing() -> None:
    page = rules_page(
        collective=CollectiveRules(
            measures=(UnitMeasure.PEOPLE,),
            levels=("phuong",),
            terms=(
                Term(
                    name="Phần trắc nghiệm",
                    measure=UnitMeasure.BEST_N_MARKS,
                    weight=40,
                    against=Against.FULL,
                    full=150,
                    best_n=10,
                ),
                Term(
                    name="Phần clip",
                    measure=UnitMeasure.CLIP_MARKS,
                    weight=60,
                    missing=Missing.UNRANKED,
                    cap_percent=90,
                ),
            ),
            conditions=(Condition(measure=UnitMeasure.PARTICIPATION_RATE, at_least=70),),
            least_headcount=5,
        )
    )

    assert "nhiều nhất 100 điểm" in page
    assert listed(page, "phan-diem-tap-the") == [
        "Phần trắc nghiệm: 40 điểm, theo tổng điểm của 10 bài cao nhất (đơn vị có ít bài hơn thì "
        "cộng những bài có). Đạt 150 được trọn phần này, thấp hơn thì theo tỉ lệ. "
        "Đơn vị không có số liệu của phần này được 0 điểm cho phần này.",
        "Phần clip: 60 điểm, theo điểm clip. Đơn vị cao nhất được trọn phần này, đơn vị khác theo "
        "tỉ lệ so với đơn vị đó. Tỉ lệ được tính nhiều nhất là 90%. "
        "Đơn vị không có số liệu của phần này không được xếp hạng.",
    ]
    assert "tỉ lệ người dự thi trên tổng số người của đơn vị từ 70% trở lên" in page
    assert "tổng số người của đơn vị từ 5 trở lên" in page
    assert "Bằng điểm thì so lần lượt:" in page


def test_each_group_of_prizes_says_for_whom_it_is_what_it_goes_by_and_what_it_costs() -> None:
    groups = (
        make_group(Prize(name="Nhất", count=2, value=500_000), pass_percent=80),
        make_group(
            Prize(name="Trẻ nhất", count=1, value=200_000),
            id=PrizeGroupId("tre-nhat"),
            name="Giải người trẻ",
            per=PrizePer.CONTEST,
            division=DivisionId("can-bo"),
            merit=Merit.YOUNGEST,
        ),
        make_group(
            Prize(name="Nhất", count=1, value=0, certificate="Cờ"),
            id=PrizeGroupId("clip"),
            name="Giải clip",
            to=PrizeFor.UNITS,
            per=PrizePer.CONTEST,
            block="truong",
            merit=Merit.CLIP,
        ),
    )
    page = rules_page(
        rounds=make_weeks(2),
        divisions=(make_division(name="Bảng cán bộ"),),
        prizes=Prizes(groups=groups, most_per_person=1),
    )

    assert "Chỉ trao cho bài đạt từ 80% điểm tối đa trở lên" in page
    assert "2 vòng thi: 2.000.000 đồng." in page
    assert (
        "Trao một lần cho cả cuộc thi. Xét trong các cá nhân dự thi của Bảng cán bộ, "
        "theo tuổi, từ người trẻ nhất đạt yêu cầu."
    ) in page
    assert "Xét trong các đơn vị thuộc khối Trường học, theo điểm clip, từ cao xuống thấp." in page
    assert "Tổng giá trị tất cả giải thưởng: 2.200.000 đồng." in page
    assert "Mỗi người nhận nhiều nhất 1 giải cá nhân trong cả cuộc thi." in page
    assert "Giải đang chờ Ban Tổ chức quyết định vì đồng hạng cũng tính là một giải" in page
    assert "thì giải chuyển cho người hoặc đơn vị kế tiếp." in page
    assert "điểm của các vòng cộng lại" in page


def test_units_are_told_what_they_must_reach_for_a_prize() -> None:
    groups = tuple(
        make_group(
            Prize(name="Nhất", count=1, value=0),
            id=PrizeGroupId(merit),
            to=PrizeFor.UNITS,
            merit=merit,
            pass_percent=60,
        )
        for merit in (Merit.RANK, Merit.CLIP)
    )
    page = rules_page(prizes=Prizes(groups=groups))

    assert "Chỉ trao cho đơn vị có điểm tổng hợp từ 60% điểm tối đa trở lên;" in page
    assert "Chỉ trao cho đơn vị có clip đạt từ 60% điểm tối đa trở lên;" in page


def test_clips_say_their_criteria_with_full_marks_also_where_units_are_not_ranked() -> None:
    group = make_group(Prize(name="Nhất", count=1, value=0), to=PrizeFor.UNITS, merit=Merit.CLIP)
    page = rules_page(
        collective=CollectiveRules(measures=(), levels=("phuong",)),
        prizes=Prizes(groups=(group,)),
        clip_criteria=(
            ClipCriterion(name="Nội dung", full_marks=60),
            ClipCriterion(name="Hình ảnh", full_marks=40),
        ),
    )

    section = page.split('id="cham-clip"')[1].split("<h2")[0]
    assert "Mỗi clip được chấm theo các tiêu chí sau, nhiều nhất 100 điểm:" in section
    assert re.findall("<li>(.*)</li>", section) == [
        "Nội dung: nhiều nhất 60 điểm.",
        "Hình ảnh: nhiều nhất 40 điểm.",
    ]
    assert "đơn vị có nhiều clip thì lấy clip cao điểm nhất" in section


def test_a_contest_without_clips_has_no_section_on_them() -> None:
    assert 'id="cham-clip"' not in rules_page()


def test_units_that_are_not_compared_have_no_section() -> None:
    base = make_contest().collective

    page = rules_page(collective=replace(base, levels=(), measures=()))

    assert 'id="tap-the"' not in page


def test_who_gets_a_certificate_without_a_prize_is_told() -> None:
    certificate = PassCertificate(name="Giấy chứng nhận hoàn thành", pass_percent=80)
    each = rules_page(prizes=Prizes(certificates=certificate))
    once = rules_page(prizes=Prizes(certificates=replace(certificate, per=PrizePer.CONTEST)))

    assert [page.split('id="giay-chung-nhan">')[1].split("</p>")[0] for page in (each, once)] == [
        "Mỗi vòng thi, người có bài được tính đạt từ 80% điểm tối đa trở lên được cấp "
        "Giấy chứng nhận hoàn thành, dù không đoạt giải.",
        "Người có bài được tính đạt từ 80% điểm tối đa trở lên ở ít nhất một vòng thi được cấp "
        "Giấy chứng nhận hoàn thành một lần, dù không đoạt giải.",
    ]
    assert 'id="giay-chung-nhan"' not in rules_page()
