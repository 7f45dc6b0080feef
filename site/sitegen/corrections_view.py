"""What was corrected, in the words of a page; the same as its script draws later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.retention import official_at
from chalicelib.contest.rules import Contest
from sitegen.language import own_words, text
from sitegen.page_data import OVERALL, texts_of
from sitegen.shown import format_moment, number_shown, prize_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A round's results before a correction and after it."""

    name: str
    """The round's; empty for the whole contest."""
    before: str
    after: str
    """The addresses of both."""
    after_is_plain: bool
    """Whether the later one was replaced too, and is an old page in Vietnamese."""
    official: str
    """Until when these results are provisional; empty where nobody can complain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionShown:
    """One correction as the page shows it."""

    number: int
    approved_at: str
    proposed_at: str
    kind: str
    round_name: str
    row: Mapping[str, Any]
    changed: str
    prizes: tuple[tuple[str, str], ...]
    """The round, empty for the whole contest, and who takes what."""
    versions: tuple[Version, ...]


def corrections_view(value: Mapping[str, Any], contest: Contest) -> tuple[CorrectionShown, ...]:
    """Return what the page shows of the published list, in its order."""
    official = official_moments(contest)
    return tuple(
        CorrectionShown(
            number=row["number"],
            approved_at=format_moment(row["at"]),
            proposed_at=format_moment(row["proposed_at"]),
            kind=row["kind"],
            round_name=row["round_name"],
            row=row,
            changed=_changed(row),
            prizes=tuple((each["round_name"], _prize_line(each)) for each in row["prizes"]),
            versions=tuple(_version(each, official) for each in row["former"]),
        )
        for row in value["corrections"]
    )


def official_moments(contest: Contest) -> dict[str, int]:
    """Return from when published results are official, by round; none without complaints."""
    scopes = {str(round_.id): official_at(contest, round_.id) for round_ in contest.rounds}
    scopes[WHOLE_CONTEST] = official_at(contest, None)
    return {scope: at for scope, at in scopes.items() if at is not None}


def corrections_data(contest: Contest, written: int) -> dict[str, object]:
    """Return what the page's script needs; ``written`` is how many the build wrote already."""
    return {
        "written": written,
        "overall": OVERALL,
        "official": official_moments(contest),
        "texts": {
            **texts_of("site.corrections."),
            **texts_of("site.results.prize_name"),
            **texts_of("site.results.contest_title"),
        },
    }


def _changed(row: Mapping[str, Any]) -> str:
    if not row["ranks_moved"] and not row["prizes_moved"]:
        return text("site.corrections.nothing_changed")
    return text(
        "site.corrections.changed",
        ranks=number_shown(row["ranks_moved"]),
        prizes=number_shown(row["prizes_moved"]),
    )


def _prize_line(moved: Mapping[str, Any]) -> str:
    return text(
        "site.corrections.prize_line",
        who=own_words(moved["unit"]) or text("site.corrections.by_receipt", code=moved["receipt"]),
        before=_prizes(moved["before"]),
        after=_prizes(moved["after"]),
    )


def _prizes(names: list[str]) -> str:
    return ", ".join(map(prize_title, names)) or text("site.corrections.no_prize")


def _version(each: Mapping[str, Any], official: Mapping[str, int]) -> Version:
    scope = each["round"]
    now = f"/ket-qua/{OVERALL if scope == WHOLE_CONTEST else scope}/"
    return Version(
        name=each["round_name"] or text("site.results.contest_title"),
        before=each["page"],
        after=each["after"] or now,
        after_is_plain=bool(each["after"]),
        official=text("site.corrections.official", at=format_moment(official[scope]))
        if scope in official and not each["after"]
        else "",
    )
