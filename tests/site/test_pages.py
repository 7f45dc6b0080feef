from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chalicelib.contest.ids import RoundId, UnitId
from chalicelib.contest.rules import (
    Announced,
    AttemptRules,
    Contest,
    ContestKind,
    Counting,
    EntryMode,
    LegalDocument,
    Prize,
    Prizes,
    RankingKey,
    RankingRules,
    UnitMeasure,
)
from chalicelib.contest.units import Unit
from sitegen.build import load_settings
from sitegen.pages import render_pages
from sitegen.settings import Published, SiteSettings
from tests.builders import make_contest, make_entry, make_round, make_weeks
from tests.site.results_values import CONTEST_VALUE, ROUND_VALUE, cells_of

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "site"
WITHOUT_CONTEST_TEXT = {"tim-kiem.md", "tro-nang.md", "hoi-dap.md", "huong-dan.md"}
HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def site() -> SiteSettings:
    return load_settings(ROOT, assets="/assets/0123456789ab")


def nothing_published() -> Published:
    return Published()


def everything_published() -> Published:
    return Published(rounds={RoundId("tuan-1"): ROUND_VALUE}, contest=CONTEST_VALUE)


def contest_that_differs_from_its_plan() -> Contest:
    return make_contest(
        rounds=make_weeks(2),
        announced=Announced(
            starts_on=date(2021, 10, 10),
            ends_on=date(2021, 11, 30),
            weeks=2,
            prizes_total=5_000_000,
            source="Kế hoạch 1/KH-UBND",
        ),
        ranking=RankingRules(
            keys=(RankingKey.MARKS, RankingKey.TIME_USED, RankingKey.PUBLIC_DRAW),
            draw_seed="hạt giống",
        ),
        set_by_us=("Mỗi bài có 3 câu.",),
    )


def test_the_rules_page_says_what_the_contest_file_says(site: SiteSettings) -> None:
    pages = render_pages(contest_that_differs_from_its_plan(), nothing_published(), site)

    assert pages["the-le.md"] == (GOLDEN / "the-le.md").read_text(encoding="utf-8")


def test_every_address_of_the_site_has_a_page(site: SiteSettings) -> None:
    pages = render_pages(make_contest(rounds=make_weeks(2)), nothing_published(), site)

    assert sorted(pages) == [
        "cau-hoi/index.md",
        "cau-hoi/tuan-1.md",
        "cau-hoi/tuan-2.md",
        "dinh-chinh.md",
        "don-vi/index.md",
        "don-vi/phuong-1.md",
        "don-vi/phuong-2.md",
        "don-vi/thanh-pho.md",
        "hoi-dap.md",
        "huong-dan.md",
        "index.md",
        "ket-qua/chung-cuoc.md",
        "ket-qua/index.md",
        "ket-qua/tuan-1.md",
        "ket-qua/tuan-2.md",
        "kiem-tra-bien-nhan.md",
        "kiem-tra.md",
        "lich-thi.md",
        "phu-trach.md",
        "quyen-rieng-tu.md",
        "tai-lieu.md",
        "the-le.md",
        "thi.md",
        "thong-ke/index.md",
        "thong-ke/tuan-1.md",
        "thong-ke/tuan-2.md",
        "tim-kiem.md",
        "tro-nang.md",
    ]


def test_a_plan_that_agrees_with_the_contest_gets_no_notice(site: SiteSettings) -> None:
    announced = Announced(
        starts_on=date(2021, 10, 10), ends_on=date(2021, 10, 17), weeks=2, prizes_total=2_100_000
    )

    page = render_pages(make_contest(announced=announced), nothing_published(), site)["the-le.md"]

    assert "khac-ke-hoach" not in page


@pytest.mark.parametrize(
    ("announced", "sentence"),
    [
        (
            Announced(starts_on=date(2021, 10, 9)),
            "bắt đầu ngày 09/10/2021; vòng đầu tiên mở lúc 08",
        ),
        (Announced(ends_on=date(2022, 1, 26)), "kết thúc ngày 26/01/2022; vòng cuối cùng đóng lúc"),
        (Announced(weeks=4), "4 tuần; các vòng thi kéo dài 8 ngày, từ 10/10/2021 đến 17/10/2021"),
        (
            Announced(starts_on=date(2021, 10, 10), ends_on=date(2021, 11, 30), weeks=2),
            "2 tuần, nhưng từ 10/10/2021 đến 30/11/2021 là 52 ngày",
        ),
        (
            Announced(prizes_total=5),
            "tổng giải thưởng là 5 đồng; cộng tất cả các giải là 2.1",
        ),
    ],
)
def test_where_the_plan_says_something_else_the_rules_page_says_both_and_which_holds(
    site: SiteSettings, announced: Announced, sentence: str
) -> None:
    page = render_pages(make_contest(announced=announced), nothing_published(), site)["the-le.md"]

    assert sentence in page
    assert "Áp dụng theo giờ của từng vòng ghi trong bảng trên." in page


def test_no_text_from_the_contest_file_or_from_people_becomes_markup(site: SiteSettings) -> None:
    document = LegalDocument(
        number=HOSTILE,
        issuer=HOSTILE,
        issued_on=date(2020, 1, 1),
        title=HOSTILE,
        topic=HOSTILE,
        url=f"javascript:{HOSTILE}",
        note=HOSTILE,
    )
    base = make_contest(rounds=(make_round(name=HOSTILE, topics=HOSTILE),))
    contest = replace(
        base,
        name=HOSTILE,
        short_name=HOSTILE,
        organizer=HOSTILE,
        place=HOSTILE,
        contact=HOSTILE,
        purposes=(HOSTILE,),
        legal_basis=(document,),
        study_documents=(document,),
        announced=Announced(weeks=9, source=HOSTILE),
        set_by_us=(HOSTILE,),
        units=(Unit(id=UnitId("phuong-1"), name=HOSTILE, level="a<b>"),),
        entry=make_entry(
            who=(HOSTILE,),
            excluded=(HOSTILE,),
            identifier_label=HOSTILE,
            identifier_hint=HOSTILE,
            unit_hint=HOSTILE,
            consent=replace(base.entry.consent, text=HOSTILE),
        ),
        collective=replace(base.collective, headcount_kind=HOSTILE, levels=(HOSTILE,)),
        prizes=Prizes(
            groups=tuple(
                replace(
                    group,
                    name=HOSTILE,
                    prizes=(Prize(name=HOSTILE, count=1, value=1, certificate=HOSTILE),),
                )
                for group in base.prizes.groups
            )
        ),
    )
    awards = [
        {"group": group, "prize": HOSTILE, "value": 1, "certificate": HOSTILE, "decided": decided}
        for group in ("ca-nhan", "tap-the")
        for decided in (True, False)
    ]
    hostile = {"name": HOSTILE, "awards": awards}
    rows = [
        {**row, **hostile, "unit_name": HOSTILE, "receipt": HOSTILE}
        for row in ROUND_VALUE["persons"]
    ]
    units = [{**row, **hostile, "unit": "phuong-1"} for row in ROUND_VALUE["units"]]
    groups = [{"id": group, "name": HOSTILE} for group in ("ca-nhan", "tap-the")]
    value = {**ROUND_VALUE, "persons": rows, "units": units[:1], "prize_groups": groups}
    wide = {**CONTEST_VALUE, "units": units[:1], "prize_groups": groups}

    moved = {"receipt": "", "unit": HOSTILE, "before": [HOSTILE], "after": []}
    correction = {
        "number": 2,
        "at": 0,
        "kind": "accept_key",
        "round": "tuan-1",
        "round_name": HOSTILE,
        "about": HOSTILE,
        "answer": HOSTILE,
        "answer_words": HOSTILE,
        "reason": HOSTILE,
        "proposed_at": 0,
        "proposed_by": HOSTILE,
        "approved_by": HOSTILE,
        "ranks_moved": 1,
        "prizes_moved": 1,
        "former": [{"round": "tuan-1", "round_name": HOSTILE, "page": '">', "after": HOSTILE}],
        "prizes": [{"round": "tuan-1", "round_name": HOSTILE, **moved}],
    }
    published = Published(
        rounds={RoundId("tuan-1"): value},
        contest=wide,
        corrections={"corrections": [correction]},
    )

    pages = render_pages(contest, published, site)

    for path, page in pages.items():
        body = page.split("---\n", 2)[2]
        assert "alert" in page or path in WITHOUT_CONTEST_TEXT
        assert "<img" not in body, path
        assert "<script>" not in body, path
        assert body.count("</script>") == body.count("<script "), path
        assert 'href="javascript:' not in body, path


def test_a_value_in_a_hand_written_page_is_inert_for_markdown_too(site: SiteSettings) -> None:
    contest = make_contest(contact="[x](javascript:alert) **đậm** <b> _nghiêng_ __đậm__")

    page = render_pages(contest, nothing_published(), site)["tro-nang.md"]

    assert "[x]" not in page
    assert "**đậm**" not in page
    assert "&#95;nghiêng&#95; &#95;&#95;đậm&#95;&#95;" in page
    assert "&#91;x&#93;&#40;javascript&#58;alert&#41; &#42;&#42;đậm&#42;&#42;" in page


def test_an_id_that_leads_out_of_the_site_is_refused(site: SiteSettings) -> None:
    contest = make_contest(units=(Unit(id=UnitId("../../x"), name="X", level="phuong"),))

    with pytest.raises(ValueError, match="no address"):
        render_pages(contest, nothing_published(), site)


def test_before_publication_the_results_page_says_when_results_come(site: SiteSettings) -> None:
    page = render_pages(make_contest(), nothing_published(), site)["ket-qua/tuan-1.md"]

    assert "Kết quả sẽ có tại trang này từ 08:00 ngày 18/10/2021." in page
    assert '<div id="results-body" hidden>' in page
    assert '<a href="/data/tuan-1.html">' in page


def test_published_rows_are_in_the_page_for_readers_without_script(site: SiteSettings) -> None:
    page = render_pages(make_contest(), everything_published(), site)["ket-qua/tuan-1.md"]

    assert "Nguyễn Văn An" in page
    assert "7K2M-9QXD-01" in page
    assert '<div id="results-body">' in page


def test_a_unit_page_shows_its_part_its_rank_and_its_prizes(site: SiteSettings) -> None:
    pages = render_pages(make_contest(), everything_published(), site)

    page = pages["don-vi/phuong-1.md"]
    assert "<strong>Nguyễn Văn An</strong>: Giải Nhất – Giải cá nhân, Tuần 1" in page
    assert "<strong>Giải Nhất của đơn vị</strong> – Giải tập thể, Toàn cuộc thi" in page


def test_the_parts_of_child_units_are_counted_once_in_their_parent(site: SiteSettings) -> None:
    page = render_pages(make_contest(), everything_published(), site)["don-vi/thanh-pho.md"]

    assert cells_of(page, "Tuần 1")[:2] == ["3", "3"]


def test_a_contest_by_roster_without_prizes_or_documents_has_all_its_pages(
    site: SiteSettings,
) -> None:
    base = make_contest()
    contest = replace(
        base,
        kind=ContestKind.HOI_THI,
        entry=make_entry(mode=EntryMode.ROSTER, excluded=(), unit_required=False, asks_phone=False),
        prizes=Prizes(),
        collective=replace(base.collective, measures=(UnitMeasure.PARTICIPATION_RATE,)),
        attempts=AttemptRules(limit=3, counts=Counting.BEST),
        purposes=(),
        legal_basis=(),
        announced=Announced(),
    )

    pages = render_pages(contest, everything_published(), site)

    assert "Hội thi này không có giải thưởng." in pages["the-le.md"]
    assert "register-form" not in pages["thi.md"]
    assert "Tỉ lệ dự thi" in pages["ket-qua/tuan-1.md"]


def test_the_quiz_page_carries_its_texts_as_data_and_no_script_of_its_own(
    site: SiteSettings,
) -> None:
    page = render_pages(make_contest(), nothing_published(), site)["thi.md"]

    assert page.count("<script") == page.count('<script type="application/json"') == 1
    assert '"quiz.review.submit":"Nộp bài"' in page


def test_the_list_of_results_says_which_are_out_when_the_site_is_built(site: SiteSettings) -> None:
    contest = make_contest(rounds=make_weeks(2))
    published = Published(rounds={RoundId("tuan-1"): ROUND_VALUE})

    page = render_pages(contest, published, site)["ket-qua/index.md"]

    assert page.count('data-badge="published">Đã công bố') == 1
    assert page.count('data-badge="pending">Chưa công bố') == 2


def test_the_list_of_units_tells_how_many_took_part_once_that_is_published(
    site: SiteSettings,
) -> None:
    contest = make_contest()
    before = render_pages(contest, nothing_published(), site)["don-vi/index.md"]
    of_round = Published(rounds={RoundId("tuan-1"): ROUND_VALUE})

    page = render_pages(contest, of_round, site)["don-vi/index.md"]
    whole = render_pages(contest, everything_published(), site)["don-vi/index.md"]

    assert "Số người dự thi" not in before
    assert '<td class="num" data-label="Số người dự thi Tuần 1">2</td>' in page
    assert '<td class="num" data-label="Số người dự thi">2</td>' in whole


def test_every_sentence_is_asked_for_in_the_language_of_the_site(site: SiteSettings) -> None:
    with pytest.raises(KeyError, match="xx"):
        render_pages(make_contest(), nothing_published(), replace(site, language="xx"))

    assert (
        "<h1>Tài liệu ôn tập</h1>"
        in (render_pages(make_contest(), nothing_published(), site)["tai-lieu.md"])
    )
