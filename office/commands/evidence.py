"""``build.py evidence``: signs in a closed round, for the board to judge."""

from collections.abc import Iterator
from pathlib import Path

from office.commands.project import CommandError, Project
from office.evidence.find import find_signs
from office.evidence.page import evidence_page
from office.evidence.read import read_looked
from office.evidence.sheets import (
    TEMPLATE,
    Surroundings,
    evidence_sheets,
    number_networks,
    printed_value,
    why_told,
)
from office.evidence.signs import Finding, Limits
from office.people.writing import write_whole
from office.reasons import reason_of
from office.tables.write import write_xlsx
from office.texts import text
from office.typeset.compile import to_pdf

_KINDS = frozenset({".html", ".xlsx", ".pdf"})


def look(
    project: Project, round_id: str, limits: Limits, out: Path | None, *, names: bool
) -> Iterator[str]:
    """Yield a line for each sign, or write them as a page, a workbook or a document.

    Raises CommandError where the round is not closed, or the file cannot be written.
    """
    if out is not None and out.suffix.lower() not in _KINDS:
        raise CommandError(text("evidence.kind", file=out))
    round_ = project.round(round_id)
    with project.opened() as workshop:
        desk = workshop.desks.closing
        state = desk.contests.get_states(desk.contest_id).get(round_.id)
        if state is None or state.results is None:
            raise CommandError(text("evidence.not_closed", round=round_.name))
        attempts = read_looked(desk, state, workshop.backend.door)
        people = desk.people.people(desk.contest_id) if names else ()
        around = Surroundings(
            contest=project.contest,
            round=round_,
            limits=limits,
            looked_at=len(attempts),
            names={person.pid: person.name for person in people},
            networks=number_networks(attempts),
        )
        now = workshop.clock.now()
    findings = find_signs(attempts, limits)
    if out is not None:
        _write(out, findings, around, now)
        yield text("evidence.written", count=len(findings), path=out)
        yield text("evidence.internal")
    else:
        yield from map(_line, findings)
        yield text("evidence.looked_at", attempts=len(attempts))
        if not findings:
            yield text("evidence.none")
    yield text("evidence.proves_nothing")


def _line(finding: Finding) -> str:
    return text(
        "evidence.line",
        sign=text(f"evidence.sheet_{finding.sign}"),
        why=why_told(finding),
        receipts=", ".join(each.attempt.receipt_code for each in finding.attempts),
    )


def _write(out: Path, findings: tuple[Finding, ...], around: Surroundings, now: int) -> None:
    try:
        match out.suffix.lower():
            case ".xlsx":
                write_xlsx(out, evidence_sheets(findings, around))
            case ".html":
                page = evidence_page(printed_value(findings, around))
                write_whole(out, page, private=True)
            case _:
                pages = to_pdf(TEMPLATE, printed_value(findings, around), made_at_ms=now)
                write_whole(out, pages, private=True)
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(text("export.cannot_write", path=out, reason=reason)) from error
