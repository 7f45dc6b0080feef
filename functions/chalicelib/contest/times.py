"""Wall times of Việt Nam and integer milliseconds UTC, both ways.

Việt Nam keeps UTC+7 all year and has done so since 1975, so no time zone database is needed.
"""

from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS

ZONE = "UTC+7"

_LAST_PADDED_MONTH = 2
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def to_ms(moment: datetime) -> int:
    """Return an instant as milliseconds UTC; a moment without a zone is Việt Nam's wall time.

    >>> to_ms(datetime(1970, 1, 1, 7, 0))
    0
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    return (aware - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def to_local(at: int) -> datetime:
    """Return the Việt Nam wall time of an instant.

    >>> to_local(0).isoformat()
    '1970-01-01T07:00:00+07:00'
    """
    return datetime(1970, 1, 1, tzinfo=UTC).astimezone(VIETNAM) + timedelta(milliseconds=at)


def local_date(at: int) -> date:
    """Return the day in Việt Nam on which an instant falls.

    >>> local_date(17 * HOUR_MS).isoformat()
    '1970-01-02'
    """
    return to_local(at).date()


def format_day(day: date, language: str = "vi") -> str:
    """Return a day as official Vietnamese papers write it, or as English ones do.

    Days below 10 and the months 1 and 2 have two digits, so that none can be added in front.

    >>> format_day(date(2021, 12, 9), "en")
    '9 Dec 2021'
    >>> [format_day(date(2021, 12, 9)), format_day(date(2022, 1, 26)), format_day(date(2021, 8, 9))]
    ['09/12/2021', '26/01/2022', '09/8/2021']
    """
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    month = f"{day.month:02d}" if day.month <= _LAST_PADDED_MONTH else f"{day.month}"
    return f"{day.day:02d}/{month}/{day.year}"


def format_moment(at: int, language: str = "vi") -> str:
    """Return ``HH:MM ngày DD/M/YYYY`` in Việt Nam's wall time; in English with its zone.

    >>> format_moment(0, "en")
    '07:00 (UTC+7) on 1 Jan 1970'
    >>> format_moment(0)
    '07:00 ngày 01/01/1970'
    """
    moment = to_local(at)
    if language == "en":
        return f"{moment:%H:%M} ({ZONE}) on {format_day(moment, language)}"
    return f"{moment:%H:%M} ngày {format_day(moment)}"


def format_second(at: int) -> str:
    """Return ``HH:MM:SS ngày DD/M/YYYY`` in Việt Nam's wall time, for what is due to the second.

    >>> format_second(35_000)
    '07:00:35 ngày 01/01/1970'
    """
    moment = to_local(at)
    return f"{moment:%H:%M:%S} ngày {format_day(moment)}"


def format_duration(duration_ms: int, language: str = "vi") -> str:
    """Return a time used as ``M:SS,mmm``, the form in which results print it; English has a dot.

    >>> format_duration(64_005), format_duration(64_005, "en")
    ('1:04,005', '1:04.005')
    """
    minutes, rest = divmod(duration_ms, MINUTE_MS)
    seconds, milliseconds = divmod(rest, SECOND_MS)
    point = "." if language == "en" else ","
    return f"{minutes}:{seconds:02d}{point}{milliseconds:03d}"
