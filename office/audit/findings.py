"""What an audit found: each difference once, with where it is, what was expected and what is."""

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

BROKEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, zlib.error)
"""What reading a record raises that is not as it is ever written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One difference.

    ``kind`` names its sentence in the texts (``audit.KIND``); ``place`` says where: the round, then
    a file, an item, a receipt code or a row; ``expected`` and ``found`` are as they are written.
    """

    kind: str
    place: str
    expected: str = ""
    found: str = ""


@dataclass(slots=True)
class Trail:
    """What was looked at, and what was found."""

    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """How many of what were checked."""
    skipped: list[Finding] = field(default_factory=list)
    """What could not be checked; its kinds have sentences too."""

    def find(self, kind: str, place: str, expected: object = "", found: object = "") -> None:
        """Record a difference."""
        self.findings.append(
            Finding(kind=kind, place=place, expected=shown(expected), found=shown(found))
        )

    def skip(self, kind: str, place: str) -> None:
        """Record that something could not be checked."""
        self.skipped.append(Finding(kind=kind, place=place))

    @contextmanager
    def guard(self, place: str) -> Iterator[None]:
        """Record what cannot even be read as a difference, and let the audit go on."""
        try:
            yield
        except BROKEN as error:
            self.find("broken", place, found=f"{type(error).__name__}: {error}")

    def same(self, kind: str, place: str, expected: object, found: object) -> bool:
        """Compare two values, and record where they differ; tell whether they are the same."""
        self.counts[kind] += 1
        if type(expected) is type(found) and expected == found:
            return True
        self.find(kind, place, expected, found)
        return False

    def compare(self, kind: str, place: str, expected: Any, found: Any) -> bool:
        """Compare two JSON values member by member: one finding for each place that differs."""
        self.counts[kind] += 1
        before = len(self.findings)
        for path, wanted, had in differences(expected, found):
            self.find(kind, f"{place} {path}".strip(), wanted, had)
        return len(self.findings) == before


class Absent:
    """Stands for a member that is not there."""


ABSENT = Absent()


def shown(value: object) -> str:
    """Return a value as a finding shows it.

    >>> shown("a"), shown(None), shown([1, "b"]), shown(ABSENT)
    ('a', 'null', '[1,"b"]', '–')
    """
    if isinstance(value, Absent):
        return "–"
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def differences(expected: Any, found: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield each place where two JSON values differ: path, expected, found.

    Rows of persons and units are named by their receipt or unit, so that one row that is missing
    is one difference.

    >>> list(differences({"a": 1, "b": [2, 3]}, {"a": 1, "b": [2, 4]}))
    [('b[1]', 3, 4)]
    """
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for name in sorted({*expected, *found}):
            inner = f"{path}.{name}" if path else name
            yield from differences(expected.get(name, ABSENT), found.get(name, ABSENT), inner)
    elif isinstance(expected, list) and isinstance(found, list):
        yield from _of_lists(expected, found, path)
    elif type(expected) is not type(found) or expected != found:
        yield path, expected, found


def _of_lists(
    expected: Sequence[Any], found: Sequence[Any], path: str
) -> Iterator[tuple[str, Any, Any]]:
    if expected == found:
        return
    for names in ("receipt", "unit", "id"):
        wanted, had = _by_name(expected, names), _by_name(found, names)
        if wanted is None or had is None:
            continue
        for name in [*wanted, *(one for one in had if one not in wanted)]:
            one, other = wanted.get(name, ABSENT), had.get(name, ABSENT)
            if isinstance(one, Absent) or isinstance(other, Absent):
                yield f"{path}[{name}]", _name_only(one, name), _name_only(other, name)
            else:
                yield from differences(one, other, f"{path}[{name}]")
        both = [(one, other) for one, other in zip(wanted, had, strict=False) if one != other]
        if both and wanted.keys() == had.keys():
            # Where the order first differs; what follows from it is no news.
            yield f"{path}[#{list(wanted).index(both[0][0]) + 1}]", *both[0]
        return
    for place in range(max(len(expected), len(found))):
        one = expected[place] if place < len(expected) else ABSENT
        other = found[place] if place < len(found) else ABSENT
        yield from differences(one, other, f"{path}[{place}]")


def _name_only(value: object, name: str) -> object:
    return value if isinstance(value, Absent) else name


def _by_name(rows: Sequence[Any], name: str) -> dict[str, Any] | None:
    """Return rows by a member that names each; None where it does not."""
    named: dict[str, Any] = {}
    for row in rows:
        if not isinstance(row, Mapping) or not isinstance(row.get(name), str):
            return None
        named[row[name]] = row
    return named if len(named) == len(rows) else None
