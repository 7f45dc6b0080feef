"""Lines of access logs: the combined format of nginx and Apache, the standard logs of CloudFront.

1. A CloudFront log names its fields in a line ``#Fields:``; they are found by name, in any order.
2. What does not have the form of its log is malformed: it is counted, never guessed at.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

_COMBINED = re.compile(
    r"(\S+) \S+ .*?\[([^\[\]]{1,40})\] "
    r'"((?:[^"\\]|\\.)*)" ([0-9]{3}) (?:[0-9]+|-) '
    r'"(?:[^"\\]|\\.)*" "((?:[^"\\]|\\.)*)"'
)
_FIELDS = "#Fields:"
_NEEDED = ("date", "time", "c-ip", "cs-method", "cs-uri-stem", "sc-status", "cs(User-Agent)")


class Hit(NamedTuple):
    """One request: when (seconds UTC), from where, by what, for what, and how it was answered."""

    at: int
    address: str
    agent: str
    method: str
    path: str
    status: int


class LineReader:
    """Reads the lines of one log, one after another."""

    def __init__(self) -> None:
        """Expect the combined format, until a line names the fields."""
        self._places: Sequence[int] | None = None
        self._width = 0

    def read(self, line: str) -> Hit | None:
        """Return the request of a line; None for what has no request, such as a heading.

        Raises ValueError where the line is malformed.
        """
        if line.startswith("#"):
            if line.startswith(_FIELDS):
                self._name_fields(line.removeprefix(_FIELDS).split())
            return None
        return self._tabbed(line) if self._places is not None else _combined(line)

    def _name_fields(self, names: list[str]) -> None:
        # Raises ValueError where one is missing: then no line of the log can be read.
        self._places = [names.index(name) for name in _NEEDED]
        self._width = len(names)

    def _tabbed(self, line: str) -> Hit:
        cells = line.split("\t")
        if len(cells) != self._width or self._places is None:
            raise ValueError(line[:80])
        day, clock, address, method, path, status, agent = (cells[i] for i in self._places)
        return Hit(
            at=_seconds_of(f"{day} {clock}", "%Y-%m-%d %H:%M:%S"),
            address=address,
            # CloudFront encodes what stands in a header, and what was encoded before once more.
            agent=unquote(unquote(agent)),
            method=method,
            path=path,
            status=int(status),
        )


def _combined(line: str) -> Hit:
    found = _COMBINED.match(line)
    if found is None:
        raise ValueError(line[:80])
    address, moment, request, status, agent = found.groups()
    method, _, asked = request.partition(" ")
    return Hit(
        at=_seconds_of(moment, "%d/%b/%Y:%H:%M:%S %z"),
        address=address,
        agent=agent,
        method=method,
        # What no browser sends, such as the first bytes of TLS, is a request too, for no page.
        path=asked.partition(" HTTP/")[0],
        status=int(status),
    )


@lru_cache(maxsize=4096)
def _seconds_of(moment: str, form: str) -> int:
    """Return an instant in seconds UTC; many lines share one, so that each is read once.

    >>> _seconds_of("01/Jan/1970:07:00:05 +0700", "%d/%b/%Y:%H:%M:%S %z")
    5
    """
    read = datetime.strptime(moment, form)  # noqa: DTZ007 - the zone follows
    aware = read if read.tzinfo else read.replace(tzinfo=UTC)
    return int(aware.timestamp())
