"""The schedule as a calendar file (iCalendar, RFC 5545): the rounds and their publications.

The same contest gives the same bytes, so that a calendar that reads it again finds nothing new; a
changed hour raises ``SEQUENCE``, which is how many times the round was rescheduled.
"""

from datetime import UTC, datetime, timedelta

from chalicelib.contest.rules import Contest, Round
from chalicelib.contest.times import MINUTE_MS
from sitegen.language import text

CALENDAR_FILE = "lich-thi.ics"

_MOST_OCTETS = 74
"""A line has at most 75 octets, of which one is the blank that continues it."""

_RESULTS_MS = 30 * MINUTE_MS
"""How long the entry of a publication stands in the calendar."""


def calendar_text(contest: Contest) -> str:
    """Return the calendar's text, its lines ended as the standard asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{contest.id}//lich-thi//VI",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(contest.short_name)}",
    ]
    for round_ in contest.rounds:
        titles = {"contest": contest.short_name, "round": round_.name}
        lines += _event(
            contest,
            round_,
            "thi",
            (round_.opens_at, round_.closes_at),
            text("site.schedule.event", **titles),
        )
        lines += _event(
            contest,
            round_,
            "ket-qua",
            (round_.publishes_at, round_.publishes_at + _RESULTS_MS),
            text("site.schedule.event_results", **titles),
        )
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(
    contest: Contest, round_: Round, what: str, hours: tuple[int, int], title: str
) -> list[str]:
    begins, ends = (_stamp(at) for at in hours)
    # The standard asks when the entry was made: the same for the same schedule, so its own hour.
    return [
        "BEGIN:VEVENT",
        f"UID:{what}.{round_.id}.{contest.id}@lich-thi",
        f"DTSTAMP:{begins}",
        f"SEQUENCE:{len(round_.history)}",
        f"DTSTART:{begins}",
        f"DTEND:{ends}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(round_.topics or contest.name)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _stamp(at: int) -> str:
    """Return an instant as the standard writes it in UTC.

    >>> _stamp(0)
    '19700101T000000Z'
    """
    return f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    r"""Return text as a value: what divides values is escaped.

    >>> _escaped("Luật; Nghị định, 2021")
    'Luật\\; Nghị định\\, 2021'
    """
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line folded after at most 75 octets, never within a letter."""
    parts = [""]
    for letter in line:
        if len((parts[-1] + letter).encode()) > _MOST_OCTETS:
            parts.append("")
        parts[-1] += letter
    return "\r\n ".join(parts)
