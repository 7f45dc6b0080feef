"""A poster of one A4 page with the hours of the rounds and a QR code of the site's address."""

import io

import segno

from chalicelib.contest.rules import Contest, EntryMode
from chalicelib.contest.times import format_moment
from office.texts import text
from office.typeset import to_pdf
from office.typeset.compile import TEMPLATES
from sitegen import personal_rules

MOST_ROUNDS = 5
"""More rounds do not fit on the page, which then says how many more there are."""


def poster(contest: Contest, address: str) -> bytes:
    """Return the PDF; ``address`` is the site's, without a slash at its end.

    Raises TypesetError.
    """
    shown = contest.rounds[:MOST_ROUNDS]
    more = len(contest.rounds) - len(shown)
    per = text(
        f"site.home.fact_attempts_per_{contest.attempts.per}",
        kind=text(f"site.kind.{contest.kind}").lower(),
    )
    attempts = text("site.home.fact_attempts", count=contest.attempts.limit)
    value = {
        "name": contest.name,
        "organizer": contest.organizer,
        "facts": text(
            "poster.facts",
            questions=personal_rules.questions_range(contest),
            limit=personal_rules.limit_range(contest),
            attempts=f"{attempts} {per}",
        ),
        "qr": _qr(f"{address}/"),
        "scan": text("poster.scan"),
        "address": address.split("://", 1)[-1],
        "note": text("poster.roster") if contest.entry.mode is EntryMode.ROSTER else "",
        "schedule": text("poster.schedule"),
        "rounds": [
            (
                round_.name,
                text(
                    "poster.hours",
                    opens=format_moment(round_.opens_at),
                    closes=format_moment(round_.closes_at),
                ),
            )
            for round_ in shown
        ],
        "more": text("poster.more", count=more) if more else "",
        "contact": text("poster.contact", contact=contest.contact),
    }
    return to_pdf(TEMPLATES / "poster.typ", value)


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=0)
    return out.getvalue().decode()
