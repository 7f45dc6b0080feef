"""Findings: what the checker has to say about one place in one file.

Findings are collected, never raised one by one, so that an office mends everything in one go.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from chalicelib.contest.texts import text
from office.contest_file.codes import Code, Severity

_LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a file: its path as shown, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found: where, what it is, and what to do about it."""

    severity: Severity
    code: Code
    path: str
    line: int
    column: int
    message: str
    remedy: str


@dataclass(slots=True)
class Findings:
    """The findings so far, in the order in which they were made."""

    found: list[Finding] = field(default_factory=list)
    _errors: int = 0

    def add(self, code: Code, place: Place, **details: str | int) -> None:
        """Add a finding; the details are those that its two texts quote."""
        quoted: dict[str, Any] = {name: _quote(value) for name, value in details.items()}
        finding = Finding(
            severity=code.severity(),
            code=code,
            path=place.path,
            line=place.line,
            column=place.column,
            message=text(f"office.finding.{code.name.lower()}", **quoted),
            remedy=text(f"office.remedy.{code.name.lower()}", **quoted),
        )
        self.extend([finding])

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add findings that were made elsewhere."""
        for finding in findings:
            self.found.append(finding)
            self._errors += finding.severity is Severity.ERROR

    def errors(self) -> int:
        """Return how many of the findings are errors."""
        return self._errors

    def in_order(self) -> tuple[Finding, ...]:
        """Return the findings file by file, in the order of the files' first findings."""
        files = list(dict.fromkeys(finding.path for finding in self.found))
        return tuple(
            sorted(
                self.found,
                key=lambda f: (files.index(f.path), f.line, f.column, f.code.value),
            )
        )


def render(finding: Finding) -> str:
    """Return a finding as the one line that is printed.

    >>> render(Finding(severity=Severity.ERROR, code=Code.EMPTY, path="contest.yml", line=3,
    ...                column=7, message="Trống", remedy="Điền vào"))
    'contest.yml:3:7 E120 Trống - Điền vào'
    """
    where = f"{finding.path}:{finding.line}:{finding.column}"
    return f"{where} {finding.code.value} {finding.message} - {finding.remedy}"


def _quote(value: str | int) -> str | int:
    """Return what somebody typed so that it stays on its line and drives no terminal."""
    if isinstance(value, int):
        return value
    shown = "".join(letter if letter.isprintable() else " " for letter in value)
    return shown if len(shown) <= _LONGEST_QUOTE else f"{shown[: _LONGEST_QUOTE - 1]}…"
