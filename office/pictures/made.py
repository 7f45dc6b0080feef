"""Share cards (one for the contest, one a round) and banners as PNG, by their names on the site."""

from collections.abc import Mapping

from chalicelib.contest.rules import Contest, Round
from chalicelib.contest.times import format_day, local_date
from office.texts import text
from office.typeset import to_png
from office.typeset.compile import TEMPLATES
from sitegen.information_pages import BANNERS, card_of

WIDTH, HEIGHT = 1200, 630
"""What Zalo and Facebook show a shared address with."""
_POINTS_PER_INCH = 72
"""A point of the template is a point of the picture."""


def contest_pictures(contest: Contest) -> dict[str, bytes]:
    """Return every picture by its name below the site; raises TypesetError."""
    days = _days(
        min(round_.opens_at for round_ in contest.rounds),
        max(round_.closes_at for round_ in contest.rounds),
    )
    made = {card_of(""): _card(contest, "", days)}
    made |= {card_of(round_.id): _card_of_round(contest, round_) for round_ in contest.rounds}
    for banner in BANNERS:
        value = _value(contest, banner.key, banner.width, banner.height)
        made[banner.file] = _picture({**value, "name": contest.short_name})
    return made


def _card_of_round(contest: Contest, round_: Round) -> bytes:
    return _card(contest, round_.name, _days(round_.opens_at, round_.closes_at))


def _card(contest: Contest, round_name: str, when: str) -> bytes:
    value = _value(contest, "card", WIDTH, HEIGHT)
    return _picture({**value, "round": round_name, "when": when})


def _value(contest: Contest, form: str, width: int, height: int) -> dict[str, object]:
    return {
        "form": form,
        "width": width,
        "height": height,
        "name": contest.name,
        "organizer": contest.organizer,
        "call": text("site.enter"),
    }


def _picture(value: Mapping[str, object]) -> bytes:
    return to_png(TEMPLATES / "card.typ", value, ppi=_POINTS_PER_INCH)[0]


def _days(opens_at: int, closes_at: int) -> str:
    first, last = format_day(local_date(opens_at)), format_day(local_date(closes_at))
    return first if first == last else f"{first} – {last}"
