from dataclasses import replace
from datetime import date
from pathlib import Path

from builders import make_contest

from chalicelib.contest.ids import UnitId
from chalicelib.contest.rules import Contest, DocumentStatus, Edition, LegalDocument
from chalicelib.contest.units import Unit
from sitegen.build import load_settings
from sitegen.information_pages import BANNERS
from sitegen.pages import render_pages
from sitegen.settings import Published, SiteSettings

ROOT = Path(__file__).parents[2]
SITE = load_settings(ROOT, assets="/assets/0123456789ab")
PICTURES = {banner.file: b"png" for banner in BANNERS}


def page_of(contest: Contest, name: str, site: SiteSettings = SITE) -> str:
    return render_pages(contest, Published(), site)[name]


def make_document(number: str, topic: str = "", **overrides: object) -> LegalDocument:
    document = LegalDocument(
        number=number,
        issuer="Chính phủ",
        issued_on=date(2020, 4, 8),
        title=f"Nghị định {number}",
        topic=topic,
    )
    return replace(document, **overrides)


def test_documents_stand_by_topic_and_those_without_one_come_last() -> None:
    documents = (
        make_document("1/NĐ-CP"),
        make_document("2/NĐ-CP", "mot-cua"),
        make_document("3/NĐ-CP", "cong-vu"),
        make_document("4/NĐ-CP", "mot-cua"),
    )

    page = page_of(make_contest(study_documents=documents), "tai-lieu.md")

    order = [page.index(f'id="vb-{number}-nd-cp"') for number in (2, 4, 3, 1)]
    assert order == sorted(order)
    assert [part.split('"')[0] for part in page.split('<section class="topic" id="')[1:]] == [
        "chu-de-mot-cua",
        "chu-de-cong-vu",
        "chu-de-khac",
    ]


def test_two_documents_of_one_number_have_places_of_their_own() -> None:
    documents = (make_document("1/NĐ-CP"), make_document("1/NĐ-CP", issuer="Tỉnh"))

    page = page_of(make_contest(study_documents=documents), "tai-lieu.md")

    assert page.count('<h3 id="vb-1-nd-cp">') == page.count('<h3 id="vb-1-nd-cp-2">') == 1


def test_it_says_what_holds_and_as_of_which_day() -> None:
    documents = (
        make_document("1/NĐ-CP", status=DocumentStatus.IN_FORCE),
        make_document("2/NĐ-CP", status=DocumentStatus.PARTLY),
        make_document("3/NĐ-CP", status=DocumentStatus.REPLACED, replaced_by="1/NĐ-CP"),
        make_document("4/NĐ-CP", status=DocumentStatus.EXPIRED),
        make_document("5/NĐ-CP"),
    )

    page = page_of(make_contest(study_documents=documents), "tai-lieu.md")

    badges = [part.split("</span>")[0] for part in page.split('data-status="')[1:]]
    assert badges == [
        'in_force">Còn hiệu lực',
        'partly">Hết hiệu lực một phần',
        'replaced">Bị thay thế bởi 1/NĐ-CP',
        'expired">Hết hiệu lực',
    ]
    assert "Tình trạng hiệu lực tính đến ngày 10/10/2021, ngày mở vòng thi đầu tiên." in page


def test_of_documents_without_a_status_nothing_is_said() -> None:
    page = page_of(make_contest(study_documents=(make_document("1/NĐ-CP"),)), "tai-lieu.md")

    assert "Tình trạng hiệu lực" not in page
    assert "data-status" not in page


def test_units_stand_in_vietnamese_order_within_their_level() -> None:
    names = ["Phường Đồng Tâm", "Phường 10", "Phường Ánh", "Phường 2", "Phường Dân"]
    units = tuple(
        Unit(id=UnitId(f"u{place}"), name=name, level="phuong") for place, name in enumerate(names)
    )

    page = page_of(make_contest(units=units), "don-vi/index.md")

    assert [part.split("</a>")[0].split(">")[1] for part in page.split('href="/don-vi/')[1:]] == [
        "Phường 2",
        "Phường 10",
        "Phường Ánh",
        "Phường Dân",
        "Phường Đồng Tâm",
    ]


def test_earlier_editions_have_a_page_with_what_is_known_of_them() -> None:
    contest = make_contest(
        last_edition=Edition(name="Năm 2020", attempts=26_915, units=171),
        earlier_editions=(
            Edition(name="Năm 2019", starts_on=date(2019, 6, 1), ends_on=date(2019, 6, 30)),
            Edition(name="Năm 2018", url="javascript:alert(1)"),
        ),
    )

    page = page_of(contest, "luu-tru.md")

    assert [page.index(f"Năm {year}") for year in (2020, 2019, 2018)] == sorted(
        page.index(f"Năm {year}") for year in (2020, 2019, 2018)
    )
    assert "<strong>26.915</strong> lượt thi" in page
    assert "từ 01/6/2019 đến 30/6/2019" in page
    assert "javascript:" not in page
    assert "luu-tru.md" not in render_pages(make_contest(), Published(), SITE)


def test_the_banner_is_offered_as_html_to_copy_where_there_are_pictures() -> None:
    contest = make_contest(portal="https://thi.example.vn/", short_name='Thi "A" & <B>')

    page = page_of(contest, "gan-banner.md", replace(SITE, pictures=PICTURES))

    code = page.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0]
    assert code == (
        "&lt;a href=&#34;https://thi.example.vn/&#34;&gt;"
        "&lt;img src=&#34;https://thi.example.vn/gan-banner/728x90.png&#34; "
        "width=&#34;728&#34; height=&#34;90&#34; "
        "alt=&#34;Thi &amp;#34;A&amp;#34; &amp;amp; &amp;lt;B&amp;gt;: vào thi&#34;&gt;"
        "&lt;/a&gt;"
    )
    assert "gan-banner.md" not in render_pages(contest, Published(), SITE)
