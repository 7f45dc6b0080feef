"""Findings -> plain lines, which every terminal and every log can show."""

import sys
from collections.abc import Iterable
from typing import TextIO

from office.contest_file.codes import Severity
from office.contest_file.findings import Finding, render
from office.texts import DEFAULT_LANGUAGE, text


def print_findings(
    findings: Iterable[Finding],
    *,
    strict: bool = False,
    out: TextIO | None = None,
    language: str = DEFAULT_LANGUAGE,
) -> int:
    """Print one line for each finding and a summary; return the exit code.

    The exit code is 1 where there is an error, or with ``strict`` a warning; else 0.  Notes are
    printed with ``strict`` alone and never change the exit code.
    """
    stream = out or sys.stdout
    found = list(findings)
    for finding in found:
        if strict or finding.severity is not Severity.NOTE:
            _print(render(finding, language), stream)
    errors, warnings, notes = (
        sum(finding.severity is severity for finding in found)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    )
    _print(text("office.summary", language, errors=errors, warnings=warnings), stream)
    if notes and not strict:
        _print(text("office.summary_notes", language, notes=notes), stream)
    return 1 if errors or (strict and warnings) else 0


def _print(line: str, stream: TextIO) -> None:
    """Print a line; letters that the terminal's encoding lacks become escapes, never a crash.

    Flushed, so that a closed pipe is met here and not when the program ends.
    """
    encoding = stream.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
