"""What the pages are made of besides the contest: sources and results, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chalicelib.contest.ids import RoundId
from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.texts import DEFAULT_LANGUAGE
from sitegen.attachments import Attachment
from sitegen.news import NewsPost


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The public results that exist when the pages are built, as their JSON values."""

    rounds: Mapping[RoundId, Mapping[str, Any]] = field(default_factory=dict)
    contest: Mapping[str, Any] | None = None
    statistics: Mapping[RoundId, Mapping[str, Any]] = field(default_factory=dict)
    """By round; those of the whole contest under ``WHOLE_CONTEST``."""
    questions: Mapping[RoundId, Mapping[str, Any]] = field(default_factory=dict)
    """What was asked in each published round, with what is right."""
    corrections: Mapping[str, Any] | None = None
    """The list of corrections, where results were corrected."""
    practice: tuple[WrittenQuestion, ...] = ()
    """What people practise with, where the contest has practice: public with its answers."""
    report: Mapping[str, Any] | None = None
    """The document of the closing report, where the organizer has made it public."""
    news: tuple[NewsPost, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """The sources of the pages by name, and the address below which the assets lie."""

    templates: Mapping[str, str]
    """Jinja sources of the generated pages, such as ``rules.jinja``."""
    pages: Mapping[str, str]
    """Hand-written Markdown by its path, such as ``hoi-dap.md``; contest values may be named."""
    assets: str = "/assets"
    """Root-relative, with a digest of everything below it, so that it may be cached for ever."""
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    """The files published with documents, by the name under which a document states each."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Share cards and banners by their name below the site; pages without one do without."""
    language: str = DEFAULT_LANGUAGE
