"""Findings: what the checker has to say about one place in one file.

Findings are collected, never raised one by one, so that an office mends everything in one go.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from office.contest_file.codes import Code, Severity
from office.contest_file.details import Detail, in_words
from office.texts import DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a file: its path as shown, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found: what it is and where, with the details that its two texts quote."""

    code: Code
    path: str
    line: int
    column: int
    details: tuple[tuple[str, Detail], ...] = ()

    @property
    def severity(self) -> Severity:
        """What it does to a check."""
        return self.code.severity()

    @property
    def message(self) -> str:
        """What was found, in the language of the offices."""
        return self.message_in(DEFAULT_LANGUAGE)

    def message_in(self, language: str) -> str:
        """Return what was found."""
        return in_words(message_key(self.code), dict(self.details), language)

    def remedy_in(self, language: str) -> str:
        """Return what to do about it."""
        return in_words(remedy_key(self.code), dict(self.details), language)


@dataclass(slots=True)
class Findings:
    """The findings so far, in the order in which they were made."""

    found: list[Finding] = field(default_factory=list)
    _errors: int = 0

    def add(self, code: Code, place: Place, **details: Detail) -> None:
        """Add a finding; the details are those that its two texts quote."""
        self.extend(
            [
                Finding(
                    code=code,
                    path=place.path,
                    line=place.line,
                    column=place.column,
                    details=tuple(details.items()),
                )
            ]
        )

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


def message_key(code: Code) -> str:
    """Return the key of the text that says what was found."""
    return f"office.finding.{code.name.lower()}"


def remedy_key(code: Code) -> str:
    """Return the key of the text that says what to do about it."""
    return f"office.remedy.{code.name.lower()}"


def render(finding: Finding, language: str = DEFAULT_LANGUAGE) -> str:
    """Return a finding as the one line that is printed.

    >>> found = Finding(code=Code.EMPTY, path="contest.yml", line=3, column=7,
    ...                 details=(("field", "name"),))
    >>> render(found, "en")
    'contest.yml:3:7 E120 “name” is empty - Fill it in, or leave it out where it is optional'
    """
    where = f"{finding.path}:{finding.line}:{finding.column}"
    said = f"{finding.message_in(language)} - {finding.remedy_in(language)}"
    return f"{where} {finding.code.value} {said}"
