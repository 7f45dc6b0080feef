"""Counting visits: views of one address and agent on one day, at most half an hour apart.

1. Address and agent become a hash under a key that is drawn anew for every run and then forgotten:
   nobody can be found in what is kept, nor compared with another day or another run.
2. A visit goes on while the next view comes within ``WINDOW_SECONDS``; over midnight in Việt Nam it
   becomes another one.  The order of the lines and of the logs makes no difference.
3. Two people behind one address with the same browser are one visitor; one with two devices is two.
   It is a count of visits, never of people.
"""

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from office.visits.lines import LineReader
from office.visits.pages import is_robot, page_of

WINDOW_SECONDS = 30 * 60
SCHEMA = 1
FIRST_MALFORMED = 5

_EPOCH = date(1970, 1, 1)
_DAY_SECONDS = 86_400
_VIETNAM_SECONDS = 7 * 3_600


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days of Việt Nam, both included."""

    first: date
    last: date


@dataclass(slots=True)
class _Day:
    """The views of one day: of whom, as a hash, and when."""

    visitors: "array[int]" = field(default_factory=lambda: array("Q"))
    seconds: "array[int]" = field(default_factory=lambda: array("Q"))

    def visits(self) -> int:
        """Return how many visits the views make."""
        count = 0
        last_visitor, last_second = None, 0
        for visitor, second in sorted(zip(self.visitors, self.seconds, strict=True)):
            if visitor != last_visitor or second - last_second > WINDOW_SECONDS:
                count += 1
            last_visitor, last_second = visitor, second
        return count


class VisitCounter:
    """Counts line by line, and keeps no address and no agent."""

    def __init__(self, key: bytes, period: Period | None = None) -> None:
        """Hash under ``key`` (16 to 64 bytes); count the days of ``period`` alone, if there is one.

        Raises ValueError for another key.
        """
        if not 16 <= len(key) <= 64:
            raise ValueError("key")
        self._key = key
        self._period = period
        self._days: dict[int, _Day] = {}
        self._views: Counter[str] = Counter()
        self._ended: Counter[str] = Counter()
        self._malformed: list[dict[str, object]] = []

    def count_log(self, name: str, lines: Iterable[str | None]) -> bool:
        """Count the lines of one log; None stands for a line that was too long to be one.

        Return whether it may be a log: not where it has lines of which none could be read.
        """
        reader = LineReader()
        ended: Counter[str] = Counter()
        for number, line in enumerate(lines, 1):
            if line is not None and not line.strip():
                continue
            try:
                how = "malformed" if line is None else self._count(reader, line)
            except ValueError:
                how = "malformed"
            if how == "malformed" and len(self._malformed) < FIRST_MALFORMED:
                self._malformed.append({"file": name, "line": number})
            ended[how] += 1
        self._ended.update(ended)
        return ended["malformed"] < ended.total() or not ended

    def value(self) -> dict[str, object]:
        """Return the counts as a JSON value, days without a view included."""
        days = [_EPOCH + timedelta(days=number) for number in sorted(self._days)]
        if self._period is not None:
            first, last = self._period.first, self._period.last
        elif days:
            first, last = days[0], days[-1]
        else:
            first, last = _EPOCH, _EPOCH - timedelta(days=1)
        by_day = []
        for number in range((first - _EPOCH).days, (last - _EPOCH).days + 1):
            seen = self._days.get(number, _Day())
            by_day.append(
                {
                    "day": (_EPOCH + timedelta(days=number)).isoformat(),
                    "visits": seen.visits(),
                    "page_views": len(seen.visitors),
                }
            )
        ended = {name: self._ended[name] for name in ("malformed", "outside", "not_pages", "bots")}
        return {
            "schema": SCHEMA,
            "window_minutes": WINDOW_SECONDS // 60,
            "lines": sum(count for how, count in self._ended.items() if how != "heading"),
            **ended,
            "first_malformed": list(self._malformed),
            "page_views": self._ended["view"],
            "visits": sum(int(str(day["visits"])) for day in by_day),
            "by_day": by_day,
            "by_page": [
                {"page": page, "page_views": views}
                for page, views in sorted(self._views.items(), key=lambda item: (-item[1], item[0]))
            ],
        }

    def _count(self, reader: LineReader, line: str) -> str:
        hit = reader.read(line)
        if hit is None:
            return "heading"
        day, second = divmod(hit.at + _VIETNAM_SECONDS, _DAY_SECONDS)
        if not self._is_inside(day):
            return "outside"
        page = page_of(hit)
        if page is None:
            return "not_pages"
        if is_robot(hit.agent):
            return "bots"
        named = f"{day}\n{hit.address}\n{hit.agent}".encode("utf-8", "surrogateescape")
        hashed = hashlib.blake2b(named, key=self._key, digest_size=8).digest()
        seen = self._days.setdefault(day, _Day())
        seen.visitors.append(int.from_bytes(hashed, "big"))
        seen.seconds.append(second)
        self._views[page] += 1
        return "view"

    def _is_inside(self, day: int) -> bool:
        period = self._period
        if period is None:
            return True
        return (period.first - _EPOCH).days <= day <= (period.last - _EPOCH).days
