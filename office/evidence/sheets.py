"""Signs in words, for the board alone: a sheet for each kind, and pages to sign off on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from chalicelib.contest.ids import Pid, UnitId
from chalicelib.contest.results_shown import number_shown
from chalicelib.contest.rules import Contest, Round
from chalicelib.contest.times import format_duration, format_second
from office.evidence.signs import Finding, Limits, Looked, Sign, name_of, people
from office.tables.write import CellOut, SheetOut
from office.texts import text
from office.typeset.compile import TEMPLATES

TEMPLATE: Path = TEMPLATES / "evidence.typ"
_COLUMNS = (
    "group",
    "receipt",
    "unit",
    "started",
    "ended",
    "time_used",
    "right",
    "takeovers",
    "networks",
    "why",
    "answers",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What signs are told with."""

    contest: Contest
    round: Round
    limits: Limits
    looked_at: int
    """How many attempts were looked at."""
    names: Mapping[Pid, str]
    """Empty unless the board asked for them."""
    networks: Mapping[str, int]
    """What number stands for which network: it says which are the same, and nothing else."""


def evidence_sheets(findings: Sequence[Finding], around: Surroundings) -> list[SheetOut]:
    """Return a sheet for each kind of sign: a row for each attempt, those of a finding together."""
    named = ("name",) if around.names else ()
    return [
        SheetOut(
            name=text(f"evidence.sheet_{sign}"),
            title=_title(around),
            notes=(rule_told(sign, around.limits), *_warnings(sign), _looked_at(around)),
            headings=tuple(text(f"evidence.column_{name}") for name in (*_COLUMNS[:2], *named))
            + tuple(text(f"evidence.column_{name}") for name in _COLUMNS[2:]),
            rows=[
                _row(place, finding, looked, around)
                for place, finding in enumerate(_of(findings, sign), start=1)
                for looked in finding.attempts
            ],
        )
        for sign in Sign
    ]


def printed_value(findings: Sequence[Finding], around: Surroundings) -> dict[str, Any]:
    """Return what is printed, as a JSON value."""
    return {
        "organizer": around.contest.organizer,
        "title": text("evidence.printed_title"),
        "subject": f"{around.contest.name} – {around.round.name}",
        "notes": [_looked_at(around), text("evidence.proves_nothing"), text("evidence.internal")],
        "decision": text("evidence.decision"),
        "none": text("evidence.none_of_kind"),
        "parts": [
            {
                "head": text(f"evidence.sheet_{sign}"),
                "rule": rule_told(sign, around.limits),
                "innocent": text(f"evidence.innocent_{sign}"),
                "findings": [
                    {
                        "head": f"{place}. {why_told(finding)}",
                        "rows": [_facts(looked, around) for looked in finding.attempts],
                        "errors": _errors(finding),
                    }
                    for place, finding in enumerate(_of(findings, sign), start=1)
                ],
            }
            for sign in Sign
        ],
        "columns": [
            text(f"evidence.column_{name}")
            for name in ("receipt", "unit", "started", "ended", "time_used", "right", "networks")
        ],
    }


def number_networks(attempts: Iterable[Looked]) -> Mapping[str, int]:
    """Return a number for each network, from 1, in the order in which it was first used."""
    in_order = sorted(attempts, key=lambda each: (each.attempt.started_at, name_of(each)))
    numbers: dict[str, int] = {}
    for each in in_order:
        for one in each.prints:
            numbers.setdefault(one.network, len(numbers) + 1)
    return numbers


def rule_told(sign: Sign, limits: Limits) -> str:
    """Return by which rule a sign was found, with its limits."""
    return text(
        f"evidence.rule_{sign}",
        seconds=limits.seconds,
        minutes=limits.minutes,
        errors=limits.errors,
        takeovers=limits.takeovers,
        last_seconds=limits.last_seconds,
        people=limits.people,
        in_a_row=limits.in_a_row,
        pause=limits.pause_minutes,
    )


def why_told(finding: Finding) -> str:
    """Return what was found, in one line."""
    first = finding.attempts[0]
    match finding.sign:
        case Sign.TOO_FAST:
            tenths = Fraction(first.attempt.time_used_ms(), 100 * first.answered)
            shown = f"{int(tenths) // 10},{int(tenths) % 10}"
            return text(
                "evidence.why_too_fast",
                seconds=shown,
                answered=first.answered,
                right=len(first.right),
            )
        case Sign.SAME_ERRORS:
            assert finding.chance is not None  # noqa: S101 - of this sign it is always known
            return text(
                "evidence.why_same_errors",
                people=people(finding.attempts),
                errors=len(finding.errors),
                one_in=number_shown(int(1 / finding.chance)),
            )
        case Sign.TAKEN_OVER:
            at = first.attempt.taken_over_at
            return text(
                "evidence.why_taken_over",
                takeovers=len(at),
                last=format_second(at[-1]),
            )
        case Sign.SAME_NETWORK:
            return text(
                "evidence.why_same_network",
                people=number_shown(people(finding.attempts)),
                attempts=number_shown(len(finding.attempts)),
            )
        case Sign.ONE_DEVICE:
            return text(
                "evidence.why_one_device",
                people=number_shown(people(finding.attempts)),
                first=format_second(first.attempt.started_at),
                last=format_second(finding.attempts[-1].ended_at),
            )


def _of(findings: Sequence[Finding], sign: Sign) -> list[Finding]:
    return [finding for finding in findings if finding.sign is sign]


def _title(around: Surroundings) -> str:
    return text("evidence.title", contest=around.contest.name, round=around.round.name)


def _looked_at(around: Surroundings) -> str:
    return text("evidence.looked_at", attempts=number_shown(around.looked_at))


def _warnings(sign: Sign) -> tuple[str, ...]:
    return (
        text(f"evidence.innocent_{sign}"),
        text("evidence.proves_nothing"),
        text("evidence.internal"),
    )


def _row(place: int, finding: Finding, looked: Looked, around: Surroundings) -> tuple[CellOut, ...]:
    attempt = looked.attempt
    named = (_named(looked, around),) if around.names else ()
    return (
        place,
        attempt.receipt_code,
        *named,
        _unit(attempt.unit, around.contest),
        format_second(attempt.started_at),
        format_second(looked.ended_at),
        format_duration(attempt.time_used_ms()),
        _right(looked),
        "; ".join(map(format_second, attempt.taken_over_at)),
        _networks(looked, around),
        why_told(finding),
        _answers(looked),
    )


def _facts(looked: Looked, around: Surroundings) -> list[str]:
    attempt = looked.attempt
    named = f"{_named(looked, around)}\n" if around.names else ""
    return [
        f"{named}{attempt.receipt_code}",
        _unit(attempt.unit, around.contest),
        format_second(attempt.started_at),
        format_second(looked.ended_at),
        format_duration(attempt.time_used_ms()),
        _right(looked),
        _networks(looked, around),
    ]


def _errors(finding: Finding) -> str:
    """Return the errors that are the same, as question and answer."""
    if finding.sign is not Sign.SAME_ERRORS:
        return ""
    errors = ", ".join(f"{q}: {a.upper()}" for q, a in sorted(finding.errors))
    return text("evidence.errors", errors=errors)


def _answers(looked: Looked) -> str:
    """Return every answer in the order of the paper; wrong ones are marked."""
    shown = []
    for question in looked.attempt.question_ids:
        answer = looked.attempt.answers.get(question)
        if answer is not None:
            wrong = (str(question), answer) in looked.wrong
            shown.append(f"{question}: {answer.upper()}{' ✗' if wrong else ''}")
    return ", ".join(shown)


def _right(looked: Looked) -> str:
    return f"{len(looked.right)}/{len(looked.attempt.question_ids)}"


def _networks(looked: Looked, around: Surroundings) -> str:
    """Return from which networks an attempt came, in their order, by their numbers."""
    return " → ".join(str(around.networks[each.network]) for each in looked.prints)


def _named(looked: Looked, around: Surroundings) -> str:
    return around.names.get(looked.attempt.pid, text("evidence.no_person"))


def _unit(unit_id: UnitId | None, contest: Contest) -> str:
    return next((unit.name for unit in contest.units if unit.id == unit_id), "")
