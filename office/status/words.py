"""Findings in words, and as JSON."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import MINUTE_MS, format_moment, format_second
from office.status.findings import Finding, Kind, in_order, next_step
from office.status.typed import as_typed
from office.texts import DEFAULT_LANGUAGE, text


def sentence(contest: Contest, finding: Finding) -> str:
    """Return what a finding says, in one sentence without its command."""
    details: dict[str, object] = {
        name: _shown(name, value) for name, value in finding.details.items()
    }
    about = _named(contest, finding.about)
    return text(f"status.{finding.code}", DEFAULT_LANGUAGE, about=about, **details)


def told(contest: Contest, findings: Sequence[Finding], now: int) -> list[str]:
    """Return the lines of ``build.py status``."""
    lines = [text("status.heading", contest=contest.name, now=format_moment(now))]
    for kind, group in groupby(in_order(findings), key=lambda each: each.kind):
        lines += ["", text(f"status.kind_{kind.value}")]
        before = ""
        for each in group:
            lines.append(f"  - {sentence(contest, each)}")
            typed = as_typed(each.command) if each.command else ""
            if typed and typed != before:
                lines.append(f"      {typed}")
            before = typed
    return [*lines, "", next_line(contest, findings)]


def next_line(contest: Contest, findings: Sequence[Finding]) -> str:
    """Return what to do next, with the command to type."""
    step = next_step(findings)
    if step is None:
        return text("status.next_nothing")
    said = sentence(contest, step)
    if not step.command:
        return text("status.next", said=said)
    return text("status.next_command", said=said, command=as_typed(step.command))


def as_json(contest: Contest, findings: Sequence[Finding], now: int) -> dict[str, object]:
    """Return the findings as a JSON value, for programs that watch a contest."""
    step = next_step(findings)
    return {
        "schema": 1,
        "contest": contest.id,
        "now": now,
        "wrong": sum(each.kind is Kind.WRONG for each in findings),
        "findings": [_value(contest, each) for each in in_order(findings)],
        "next": None if step is None else _value(contest, step),
    }


def _value(contest: Contest, finding: Finding) -> Mapping[str, object]:
    return {
        "kind": finding.kind.value,
        "code": finding.code,
        "about": finding.about or None,
        "said": sentence(contest, finding),
        "command": ["python", "build.py", *finding.command] if finding.command else None,
        "at": finding.at,
    }


def _named(contest: Contest, about: str) -> str:
    names = {str(round_.id): round_.name for round_ in contest.rounds}
    return names.get(about, text("status.whole") if about == WHOLE_CONTEST else "")


def _shown(name: str, value: str | int) -> str | int:
    if not name.endswith("_at") or not isinstance(value, int):
        return value
    return format_second(value) if value % MINUTE_MS else format_moment(value)
