"""Results with divisions, groups of prizes and conditions, on the pages of the site."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from chalicelib.contest.ids import DivisionId, PrizeGroupId, ReceiptCode, UnitId
from chalicelib.contest.redaction import redact
from chalicelib.contest.results import contest_results, round_results
from chalicelib.contest.results_page import results_html
from chalicelib.contest.rules import (
    AttemptRules,
    ClipMarks,
    CollectiveRules,
    Condition,
    Contest,
    Counting,
    MarksRules,
    Merit,
    Prize,
    PrizeFor,
    PrizePer,
    Prizes,
    Term,
    UnitMeasure,
)
from chalicelib.contest.standings import Provenance
from sitegen.build import load_settings
from sitegen.page_data import quiz_data
from sitegen.pages import render_pages
from sitegen.settings import Published, SiteSettings
from tests.builders import (
    ROUND,
    make_contest,
    make_digest,
    make_division,
    make_group,
    make_pid,
    make_score,
)
from tests.site.results_values import ROUND_VALUE, cells_of

ROOT = Path(__file__).parents[2]
PROVENANCE = Provenance(
    rules=make_digest("rules"),
    bank=make_digest("bank"),
    keys=make_digest("keys"),
    attempts=make_digest("attempts"),
)
STAFF, CITIZENS = DivisionId("can-bo"), DivisionId("nguoi-dan")


@cache
def site() -> SiteSettings:
    return load_settings(ROOT, assets="/assets/0123456789ab")


@cache
def divided() -> Contest:
    """Return a contest of two divisions whose units have a score of two parts and a condition."""
    base = make_contest()
    return replace(
        base,
        divisions=(
            make_division(STAFF, name="Bảng cán bộ"),
            make_division(CITIZENS, name="Bảng người dân"),
        ),
        marks=MarksRules(scale=10),
        units=tuple(replace(unit, headcount=2) for unit in base.units),
        collective=CollectiveRules(
            measures=(UnitMeasure.ATTEMPTS,),
            levels=("phuong",),
            terms=(
                Term(name="Trắc nghiệm", measure=UnitMeasure.MEAN_MARKS, weight=40),
                Term(name="Clip", measure=UnitMeasure.CLIP_MARKS, weight=60),
            ),
            conditions=(Condition(measure=UnitMeasure.PARTICIPATION_RATE, at_least=70),),
        ),
        prizes=Prizes(
            groups=(
                make_group(division=STAFF, name="Giải cán bộ", id=PrizeGroupId("can-bo")),
                make_group(division=CITIZENS, name="Giải người dân", id=PrizeGroupId("nguoi-dan")),
                make_group(
                    division=CITIZENS,
                    name="Giải chung cuộc",
                    id=PrizeGroupId("chung-cuoc"),
                    per=PrizePer.CONTEST,
                ),
                make_group(
                    name="Giải đơn vị",
                    id=PrizeGroupId("don-vi"),
                    to=PrizeFor.UNITS,
                    per=PrizePer.CONTEST,
                ),
            )
        ),
        clips=(ClipMarks(unit=UnitId("phuong-1"), marks=45, full_marks=50),),
    )


@cache
def values() -> tuple[dict[str, Any], dict[str, Any]]:
    people = [
        (1, "Nguyễn Văn An", "phuong-1", STAFF, 1_000),
        (2, "Trần Thị Bình", "phuong-1", CITIZENS, 1_500),
        (3, "Lê Đức Châu", "phuong-2", CITIZENS, 500),
    ]
    scores = [
        make_score(
            pid=make_pid(number),
            receipt_code=ReceiptCode(f"7K2M-9QXD-{number:02d}"),
            unit=UnitId(unit),
            division=division,
            marks=marks,
        )
        for number, _, unit, division, marks in people
    ]
    names = {make_pid(number): name for number, name, *_ in people}
    of_round = round_results(divided(), ROUND, scores)
    of_contest = contest_results(divided(), [scores])
    return (
        redact(divided(), of_round, PROVENANCE, names).value,
        redact(divided(), of_contest, PROVENANCE, names).value,
    )


@cache
def pages() -> dict[str, str]:
    of_round, of_contest = values()
    published = Published(rounds={ROUND: of_round}, contest=of_contest)
    return render_pages(divided(), published, site())


def test_each_division_has_standings_of_its_own_under_its_name() -> None:
    page = pages()["ket-qua/tuan-1.md"]

    rows = page.split('<table id="persons" class="cards">')[1].split("</table>", maxsplit=1)[0]
    places = [
        rows.index(words)
        for words in (
            "Bảng cán bộ</th>",
            "Nguyễn Văn An",
            "Bảng người dân</th>",
            "Trần Thị Bình",
            "Lê Đ. Châu",
        )
    ]

    assert places == sorted(places)
    assert '<option value="nguoi-dan">Bảng người dân</option>' in page


def test_marks_are_shown_on_the_scale_with_a_comma() -> None:
    assert '<td class="num" data-label="Điểm">6,67/10</td>' in pages()["ket-qua/tuan-1.md"]


def test_prizes_of_several_groups_stand_under_the_names_of_their_groups() -> None:
    page = pages()["ket-qua/tuan-1.md"]

    assert page.index("Giải cán bộ</h3>") < page.index("Giải người dân</h3>")
    assert '<h4 class="prize-title">Giải Nhất</h4>' in page
    assert '<td class="award">Nhất (Giải cán bộ)</td>' in page


def test_the_contests_own_page_lists_persons_where_they_win_prizes_in_it() -> None:
    page = pages()["ket-qua/chung-cuoc.md"]

    assert '<table id="persons" class="cards">' in page
    assert '<td class="award">Nhất</td>' in page
    # A sum over the rounds is not out of one paper's marks.
    assert '<td class="num" data-label="Tổng điểm">10</td>' in page


def test_a_unit_that_misses_a_condition_has_no_rank_and_the_page_says_which() -> None:
    missed = (
        "Không xếp hạng: chưa đạt tỉ lệ người dự thi trên tổng số người của đơn vị từ 70% trở lên"
    )

    assert f'Phường 2</a><span class="under">{missed}</span>' in pages()["ket-qua/tuan-1.md"]
    assert missed in pages()["don-vi/phuong-2.md"]
    assert f"Phường 2 – {missed}" in results_html(values()[0])


def test_score_and_clip_marks_have_columns_where_they_count() -> None:
    page = pages()["ket-qua/chung-cuoc.md"]
    plain = results_html(values()[1])

    for document in (page, plain):
        assert ">Điểm clip (%)</th>" in document
        assert ">Điểm xếp hạng</th>" in document
        assert re.search(r'<td class="num"[^>]*>90</td><td class="num"[^>]*>100</td>', document)
    assert "Điểm clip" not in results_html(ROUND_VALUE)


def test_a_unit_page_names_every_prize_with_its_group() -> None:
    page = pages()["don-vi/phuong-1.md"]

    assert "Giải Nhất của đơn vị</strong> – Giải đơn vị, Toàn cuộc thi (500.000 đồng)" in page
    assert "Trần Thị Bình</strong>: Giải Nhất – Giải chung cuộc, Toàn cuộc thi" in page
    assert "Nguyễn Văn An</strong>: Giải Nhất – Giải cán bộ, Tuần 1" in page


def test_rounded_marks_are_not_added_up_for_a_unit_that_does_not_compete() -> None:
    page = pages()["don-vi/thanh-pho.md"]

    assert cells_of(page, "Tuần 1")[:2] == ["3", "3"]
    assert set(cells_of(page, "Tuần 1")[3:]) == {"–"}


def test_attempts_that_do_not_count_are_not_guessed_from_the_rows() -> None:
    several = replace(divided(), attempts=AttemptRules(limit=2, counts=Counting.BEST))

    page = render_pages(several, Published(rounds={ROUND: values()[0]}), site())[
        "don-vi/thanh-pho.md"
    ]

    assert cells_of(page, "Tuần 1")[:2] == ["–", "3"]


def test_the_plain_page_has_a_table_for_each_division() -> None:
    document = results_html(values()[0])

    assert '<h2 id="persons">Kết quả cá nhân: Bảng cán bộ</h2>' in document
    assert '<h2 id="persons-1">Kết quả cá nhân: Bảng người dân</h2>' in document


def test_the_registration_asks_for_the_division_where_there_are_divisions() -> None:
    select = '<select id="register-division" name="division"'

    assert select in pages()["thi.md"]
    assert select not in render_pages(make_contest(), Published(), site())["thi.md"]


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ((False, False), "quiz.review.missing"),
        ((True, False), "quiz.review.missing_some"),
        ((True, True), "quiz.review.missing_invalid"),
    ],
)
def test_the_review_says_what_an_unanswered_question_costs(
    asked: tuple[bool, bool], key: str
) -> None:
    divisions = tuple(
        replace(division, paper=replace(divided().paper, only_if_all_answered=all_answered))
        for division, all_answered in zip(divided().divisions, asked, strict=True)
    )

    data = quiz_data(replace(divided(), divisions=divisions))

    assert data["missing"] == key


def test_the_quiz_knows_how_many_attempts_there_are() -> None:
    contest = make_contest(attempts=AttemptRules(limit=3, counts=Counting.BEST))

    assert quiz_data(contest)["attempts"] == {"limit": 3, "per": "round"}


def test_where_clips_decide_prizes_stand_in_the_contests_order_and_say_the_clips_marks() -> None:
    base = divided()
    group = make_group(
        Prize(name="Nhất", count=1, value=2),
        Prize(name="Nhì", count=1, value=1),
        id=PrizeGroupId("don-vi"),
        name="Giải clip",
        to=PrizeFor.UNITS,
        per=PrizePer.CONTEST,
        merit=Merit.CLIP,
    )
    contest = replace(base, prizes=Prizes(groups=(group,)))
    of_contest = values()[1]
    awards = [
        {"group": "don-vi", "prize": prize, "value": 1, "certificate": "", "decided": True}
        for prize in ("Nhì", "Nhất")
    ]
    units = [
        {**row, "clip_marks": marks, "awards": [award]}
        for row, marks, award in zip(of_contest["units"], ("70", "92,5"), awards, strict=True)
    ]
    value = {**of_contest, "persons": [], "units": units}

    page = render_pages(contest, Published(contest=value), site())["ket-qua/chung-cuoc.md"]

    assert page.index("Giải Nhất</h3>") < page.index("Giải Nhì</h3>")
    assert "Điểm clip 92,5%" in page
