"""Values in words, as every page writes them: amounts, days, levels, topics."""

from collections.abc import Mapping
from types import MappingProxyType

from chalicelib.contest.rules import Contest
from chalicelib.contest.times import MINUTE_MS, SECOND_MS
from sitegen.language import catalogue, text
from sitegen.shown import format_day as day
from sitegen.shown import marks_shown, prize_title
from sitegen.shown import number_shown as number
from sitegen.shown import percent_shown as percent


def money(value: int) -> str:
    """Return an amount in đồng.

    >>> money(800000)
    '800.000 đồng'
    """
    return text("site.money", amount=number(value))


def limit(duration_ms: int) -> str:
    """Return how long a contestant may take, in whole minutes and seconds.

    >>> limit(600_000), limit(90_000)
    ('10 phút', '1 phút 30 giây')
    """
    minutes, rest = divmod(duration_ms, MINUTE_MS)
    parts = [text("site.limit.minutes", count=minutes)] if minutes else []
    if rest:
        parts.append(text("site.limit.seconds", count=rest // SECOND_MS))
    return " ".join(parts)


def size(count: int) -> str:
    """Return a file's size as a reader on a phone wants to know it, rounded up.

    >>> size(900), size(204_800), size(2_340_000)
    ('1 KB', '205 KB', '2,4 MB')
    """
    if count < 1_000_000:
        return text("site.rules.size.kilobytes", count=-(-count // 1_000))
    tenths = -(-count // 100_000)
    shown = marks_shown(f"{tenths // 10},{tenths % 10}".removesuffix(",0"))
    return text("site.rules.size.megabytes", count=shown)


def level_name(level: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a unit level in words: as the contest calls it, else as the catalogue does.

    One that neither knows is shown as it is written; the checker points it out.

    >>> level_name("phuong"), level_name("hop-tac-xa"), level_name("ban", {"ban": "Ban Đảng"})
    ('Phường', 'Hop tac xa', 'Ban Đảng')
    """
    return _slug_name("site.level.", level, names)


def topic_name(topic: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a topic in words, by the same rule.

    >>> topic_name("mot-cua"), topic_name("")
    ('Một cửa, một cửa liên thông', '')
    """
    return _slug_name("site.topic.", topic, names)


def _slug_name(beginning: str, slug: str, names: Mapping[str, str]) -> str:
    written = slug.replace("-", " ").capitalize()
    return names.get(slug) or catalogue().get(beginning + slug, written)


def kind(contest: Contest) -> str:
    """Return what the organizer calls it, within a sentence."""
    return text(f"site.kind.{contest.kind}").lower()


__all__ = [
    "day",
    "kind",
    "level_name",
    "limit",
    "money",
    "number",
    "percent",
    "prize_title",
    "topic_name",
]
