"""Posts of the news: what one is, where it may lead to, all of them as an Atom feed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import escape

from chalicelib.contest.rules import Contest

FOLDER = "tin-tuc"
_ADDRESS = re.compile(r"(?:https?://[^\s/]|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPost:
    """One post: where it stands, when it was written, and its text as Markdown."""

    slug: str
    title: str
    published_on: date
    summary: str
    body: str


def newest_first(posts: Sequence[NewsPost]) -> tuple[NewsPost, ...]:
    """Return the posts by day, the newest first; of one day, by their names."""
    by_name = sorted(posts, key=lambda post: post.slug)
    return tuple(sorted(by_name, key=lambda post: post.published_on, reverse=True))


def leads_somewhere_good(address: str) -> bool:
    """Tell whether a post may link to an address.

    >>> leads_somewhere_good("https://example.vn/a"), leads_somewhere_good("/the-le/#xep-hang")
    (True, True)
    >>> leads_somewhere_good("javascript:alert(1)"), leads_somewhere_good("//example.vn")
    (False, False)
    """
    return _ADDRESS.match(address) is not None


def atom_feed(contest: Contest, posts: Sequence[NewsPost], site: str) -> str:
    """Return the posts as an Atom feed; ``site`` is the address that the links begin with."""
    home = f"{site}/{FOLDER}/"
    entries = [
        f"<entry><title>{escape(post.title)}</title><id>{escape(home)}{post.slug}/</id>"
        f'<link href="{escape(home)}{post.slug}/"/>'
        f"<updated>{post.published_on.isoformat()}T00:00:00+07:00</updated>"
        f"<summary>{escape(post.summary)}</summary></entry>"
        for post in posts
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom">',
            f"<title>{escape(contest.short_name)}</title><id>{escape(home)}</id>",
            f"<author><name>{escape(contest.organizer)}</name></author>",
            f'<link href="{escape(home)}"/><link rel="self" href="{escape(home)}tin-tuc.xml"/>',
            f"<updated>{posts[0].published_on.isoformat()}T00:00:00+07:00</updated>",
            *entries,
            "</feed>",
            "",
        ]
    )
