from datetime import date
from pathlib import Path

import pytest
from builders import make_contest
from defusedxml.ElementTree import fromstring

from sitegen.build import load_settings
from sitegen.news import NewsPost, atom_feed, newest_first
from sitegen.pages import render_pages
from sitegen.post_body import body_html
from sitegen.settings import Published

ROOT = Path(__file__).parents[2]
SITE = load_settings(ROOT, assets="/assets/0123456789ab")
ATOM = "{http://www.w3.org/2005/Atom}"


def make_post(slug: str = "mo-cua", body: str = "Nội dung.", day: int = 1) -> NewsPost:
    return NewsPost(
        slug=slug,
        title=f"Tin <b>{slug}</b>",
        published_on=date(2021, 10, day),
        summary="Tóm tắt & hết",
        body=body,
    )


def pages_with(*posts: NewsPost, portal: str = "") -> dict[str, str]:
    return render_pages(make_contest(portal=portal), Published(news=posts), SITE)


def test_posts_stand_newest_first_and_those_of_one_day_by_name() -> None:
    posts = [make_post("b", day=1), make_post("c", day=2), make_post("a", day=1)]

    assert [post.slug for post in newest_first(posts)] == ["c", "a", "b"]


def test_a_post_has_a_page_of_its_own_and_a_row_in_the_list_and_on_the_home_page() -> None:
    pages = pages_with(make_post())

    row = '<a href="/tin-tuc/mo-cua/">Tin &lt;b&gt;mo-cua&lt;/b&gt;</a>'
    assert [name for name in pages if name.startswith("tin-tuc/")] == [
        "tin-tuc/mo-cua.md",
        "tin-tuc/index.md",
    ]
    assert row in pages["tin-tuc/index.md"]
    assert row in pages["index.md"]
    assert "<p>Nội dung.</p>" in pages["tin-tuc/mo-cua.md"]


def test_without_posts_there_is_no_page_of_news() -> None:
    assert [name for name in pages_with() if name.startswith("tin-tuc")] == []


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("Có <img src=x onerror=alert(1)>", "<p>Có &lt;img src=x onerror=alert(1)&gt;</p>"),
        ("[x](javascript:alert)", "<p><a>x</a></p>"),
        ("[x](JAVASCRIPT:alert)", "<p><a>x</a></p>"),
        ("[x](//example.vn)", "<p><a>x</a></p>"),
        ("[x][a]\n\n[a]: data:text/html,x", "<p><a>x</a></p>"),
        ("![ảnh](https://example.vn/a.png)", "<p><em>ảnh</em></p>"),
        ("Chữ {: onclick=alert(1) }", "<p>Chữ {: onclick=alert(1) }</p>"),
        ("[x](/the-le/)", '<p><a href="/the-le/">x</a></p>'),
        ("# Đầu mục", "<h2>Đầu mục</h2>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_what_a_post_holds_becomes_text_and_never_runs(body: str, shown: str) -> None:
    assert body_html(make_post(body=body)) == shown


def test_the_feed_names_every_post_under_the_sites_address() -> None:
    feed = atom_feed(make_contest(), (make_post(day=2), make_post("cu")), "https://thi.example.vn")

    entries = fromstring(feed).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        "https://thi.example.vn/tin-tuc/mo-cua/",
        "https://thi.example.vn/tin-tuc/cu/",
    ]
    assert entries[0].findtext(f"{ATOM}title") == "Tin <b>mo-cua</b>"
    assert entries[0].findtext(f"{ATOM}summary") == "Tóm tắt & hết"


def test_the_list_offers_the_feed_only_where_the_sites_address_is_known() -> None:
    link = 'href="/tin-tuc/tin-tuc.xml"'

    assert link not in pages_with(make_post())["tin-tuc/index.md"]
    assert link in pages_with(make_post(), portal="https://a.vn/")["tin-tuc/index.md"]
