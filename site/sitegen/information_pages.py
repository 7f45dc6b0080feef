"""The pages around a contest: documents, search, news, earlier editions, the banner."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from markupsafe import Markup

from chalicelib.contest.rules import Contest, Edition
from sitegen import documents_view
from sitegen.language import text
from sitegen.news import NewsPost, newest_first
from sitegen.page_data import texts_of
from sitegen.post_body import body_html
from sitegen.search_index import ADDRESS
from sitegen.settings import Published, SiteSettings
from sitegen.twins import TWINS


class PageMaker(Protocol):
    """Makes a page of a template: its name, the page's title, then what the template needs."""

    def __call__(
        self, template: str, title: str, *, front: Mapping[str, str] = {}, **values: Any
    ) -> str:
        """Return the page's text."""


@dataclass(frozen=True, slots=True)
class Banner:
    """A picture that other sites may show, by its size and the key of its name."""

    width: int
    height: int
    key: str

    @property
    def file(self) -> str:
        """Return the picture's name below the site."""
        return f"gan-banner/{self.width}x{self.height}.png"


BANNERS = (Banner(728, 90, "wide"), Banner(300, 250, "square"))


def card_of(page: str) -> str:
    """Return the name of the picture that a shared page is shown with; a round has its own.

    >>> card_of("tuan-1"), card_of("")
    ('chia-se/tuan-1.png', 'chia-se/cuoc-thi.png')
    """
    return f"chia-se/{page or 'cuoc-thi'}.png"


def information_pages(
    page: PageMaker,
    contest: Contest,
    published: Published,
    site: SiteSettings,
    script_json: Callable[[object], Markup],
) -> dict[str, str]:
    """Return these pages; those without anything to show are left out."""
    topics = documents_view.by_topic(contest)
    pages = {
        "tai-lieu.md": page(
            "documents.jinja",
            text("site.documents.title"),
            front={"script": "documents.js"},
            topics=topics,
            status_words=documents_view.status_words,
            status_note=documents_view.status_note(contest),
            data=script_json({"texts": texts_of("site.documents.filter_")}),
        ),
        "tim-kiem.md": page(
            "search.jinja",
            text("site.search.title"),
            front={"script": "search.js", "robots": "noindex"},
            data=script_json(
                {"index": TWINS[site.language].folder + ADDRESS, "texts": texts_of("site.search.")}
            ),
        ),
        **_news(page, published.news, bool(site_address(contest))),
    }
    editions = editions_of(contest)
    if editions:
        pages["luu-tru.md"] = page("archive.jinja", text("site.archive.title"), editions=editions)
    if all(banner.file in site.pictures for banner in BANNERS):
        pages["gan-banner.md"] = page(
            "banner.jinja",
            text("site.banner.title"),
            front={"script": "banner.js"},
            banners=BANNERS,
            home=site_address(contest),
            data=script_json({"texts": texts_of("site.banner.")}),
        )
    return pages


def editions_of(contest: Contest) -> tuple[Edition, ...]:
    """Return the earlier editions, the newest first."""
    last = (contest.last_edition,) if contest.last_edition else ()
    return last + contest.earlier_editions


def site_address(contest: Contest) -> str:
    """Return the address of the contest's site without a slash at its end; empty if unknown."""
    address = contest.portal.strip().rstrip("/")
    return address if address.startswith(("https://", "http://")) else ""


def _news(page: PageMaker, posts: Sequence[NewsPost], with_feed: bool) -> dict[str, str]:
    if not posts:
        return {}
    shown = newest_first(posts)
    pages = {
        f"tin-tuc/{post.slug}.md": page(
            "post.jinja",
            post.title,
            front={"description": post.summary},
            post=post,
            body=body_html(post),
        )
        for post in shown
    }
    pages["tin-tuc/index.md"] = page(
        "news.jinja", text("site.news.title"), posts=shown, with_feed=with_feed
    )
    return pages
