"""``build.py audit``: everything derived again from raw records, each difference in words."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib.store.clients import Clients, StoreSettings
from office.audit import Finding, Records, Trail, audit
from office.audit.canon import canonical, sha
from office.audit.raw import records_of_state
from office.audit.reading import Stored, read_records
from office.commands.project import CommandError, Project
from office.local.engine import local_settings
from office.local.state_folder import STATE_FILE, read_endpoint
from office.texts import text

REPORT_FILE = "report.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What to tell, and whether nothing differs."""

    told: tuple[str, ...]
    clean: bool


def audit_contest(
    project: Project,
    *,
    only: str | None = None,
    receipts: Path | None = None,
    tell: Callable[[str], None] = lambda line: None,
) -> Audited:
    """Audit a contest on this computer, or the deployed one; nothing is written anywhere.

    ``receipts`` is a file that a contestant kept, or a folder of them.  Raises CommandError where
    there is no such round or nothing to audit.
    """
    if only is not None and only != "contest":
        project.round(only)
    brought = dict(_files(receipts)) if receipts is not None else {}
    records, damaged = _records(project)
    trail = audit(
        records,
        only=only,
        reports=_reports(project),
        receipts=brought,
        tell=lambda part, place: tell(text(f"audit.part_{part}", place=place)),
    )
    trail.findings[:0] = damaged
    return Audited(told=tuple(told_of(trail)), clean=not trail.findings)


def told_of(trail: Trail) -> Iterator[str]:
    """Yield each difference in words, what could not be checked, and the counts."""
    for number, finding in enumerate(trail.findings, start=1):
        yield from _told(number, finding)
    for skipped in trail.skipped:
        yield text("audit.skipped", what=text(f"audit.{skipped.kind}", place=skipped.place))
    counts = trail.counts
    checked = [
        text(f"audit.count_{name}", count=_count(counts[name]))
        for name in ("attempts", "lines", "own", "rows", "awards", "files", "public_files")
    ]
    more = [
        text(f"audit.count_{name}", count=_count(counts[name]))
        for name in ("event_signature", "receipts", "live", "report")
        if counts[name]
    ]
    yield text("audit.checked", counts=", ".join([*checked, *more]))
    if trail.findings:
        yield text("audit.differs", count=_count(len(trail.findings)))
    else:
        yield text("audit.clean")


def _told(number: int, finding: Finding) -> Iterator[str]:
    yield text(
        "audit.finding", number=number, what=text(f"audit.{finding.kind}"), place=finding.place
    )
    if finding.expected or finding.found:
        yield text("audit.values", expected=finding.expected or "–", found=finding.found or "–")
    yield text("audit.todo", todo=text(f"audit.{finding.kind}_do"))


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _records(project: Project) -> tuple[Records, list[Finding]]:
    """Return the raw records, with what is wrong about the file that they are in."""
    contest = project.contest.id
    if project.stage is not None:
        return _of_account(project.stage.settings, contest), []
    served = read_endpoint(project.state_folder)
    if served is not None:
        return _of_account(local_settings(served.url, served.token), contest), []
    path = project.state_folder / STATE_FILE
    if not path.is_file():
        raise CommandError(text("audit.nothing", folder=project.state_folder))
    try:
        document: Mapping[str, Any] = json.loads(path.read_bytes())
        records = records_of_state(document, contest)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CommandError(text("audit.unreadable", path=path)) from None
    computed, said = sha(canonical(document["state"])), str(document.get("digest"))
    if computed == said:
        return records, []
    return records, [Finding(kind="state_digest", place=str(path), expected=said, found=computed)]


def _of_account(settings: StoreSettings, contest: str) -> Records:
    clients = Clients(settings)
    try:
        return read_records(
            Stored(
                dynamodb=clients.dynamodb,
                s3=clients.s3,
                ssm=clients.ssm,
                table_prefix=settings.table_prefix,
                archive_bucket=settings.archive_bucket,
                public_bucket=settings.public_bucket,
                parameter_prefix=settings.parameter_prefix,
            ),
            contest,
        )
    finally:
        clients.close()


def _reports(project: Project) -> dict[str, bytes]:
    path = project.root / ".build" / "reports" / project.contest.id / REPORT_FILE
    return {str(path): path.read_bytes()} if path.is_file() else {}


def _files(receipts: Path) -> Iterator[tuple[str, bytes]]:
    if not receipts.exists():
        raise CommandError(text("audit.no_receipts", path=receipts))
    paths = sorted(receipts.glob("*.json")) if receipts.is_dir() else [receipts]
    if not paths:
        raise CommandError(text("audit.no_receipts", path=receipts))
    for path in paths:
        yield path.name, path.read_bytes()
