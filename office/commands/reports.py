"""``build.py report``: the closing report as JSON, Word and PDF, and as a page of the site."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import format_day, local_date, to_ms
from chalicelib.ports import PublicFiles
from office.commands.project import CommandError, Project
from office.report import UnbalancedError, make_report
from office.report.clip_rows import read_tallies
from office.report.collect import Collected, OpenRoundsError, Stores, collect
from office.report.document import make_document
from office.tables.write import replace_file
from office.texts import text
from office.visits.value import WrongVisitsError, read_visits
from sitegen.report_page import REPORT_FILE

_MOST_FAILURES_TOLD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: which files, where to, of which day, and whether for the public."""

    only_json: bool = False
    out: Path | None = None
    page: bool = False
    on: date | None = None
    visits: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What to print: lines for people, or the report itself."""

    lines: tuple[str, ...] = ()
    document: bytes = b""


def report(project: Project, wanted: Wanted) -> Told:
    """Make the closing report and write what is wanted of it.

    Raises CommandError where a round is not closed, or where the figures do not agree: then nothing
    is written.
    """
    contest = project.contest
    visits = _read_visits(wanted.visits)
    with project.opened() as workshop:
        collected = _collect(project, workshop.backend)
        made_on = wanted.on or local_date(workshop.clock.now())
        value = _make(project, collected, made_on, visits)
        if wanted.page and not collected.published:
            raise CommandError(text("report.not_public_yet"))
        data = canonical_json(value) + b"\n"
        files = {} if wanted.only_json and wanted.out is None else _files(contest, value, wanted)
        if wanted.page:
            workshop.backend.public.put(
                REPORT_FILE, data, content_type="application/json", immutable=False
            )
    folder = wanted.out or project.root / ".build" / "reports" / contest.id
    try:
        for name, content in files.items():
            replace_file(folder / name, content)
    except OSError as error:
        reason = error.strerror or error
        raise CommandError(text("report.cannot_write", path=folder, reason=reason)) from error
    if wanted.only_json and wanted.out is None:
        return Told(document=data)
    return Told(lines=tuple(_lines(value, folder, files, page=wanted.page)))


def read_report(contest: Contest, public: PublicFiles) -> dict[str, Any] | None:
    """Return the document of the report that is public; None where there is none.

    Raises CommandError where what is stored contradicts itself, or is no report of this contest.
    """
    stored = public.get(REPORT_FILE)
    if stored is None:
        return None
    try:
        value = json.loads(stored)
        if value["contest"]["id"] != contest.id:
            raise KeyError("contest")
        return make_document(contest, value)
    except UnbalancedError as error:
        raise CommandError(_unbalanced(error)) from None
    except (ValueError, KeyError, TypeError):
        raise CommandError(text("report.damaged", name=REPORT_FILE)) from None


def _collect(project: Project, stores: Stores) -> Collected:
    try:
        return collect(stores, project.contest)
    except OpenRoundsError as error:
        names = ", ".join(round_.name for round_ in error.rounds)
        raise CommandError(
            text("report.rounds_open", rounds=names, folder=project.folder)
        ) from None


def _make(
    project: Project, collected: Collected, made_on: date, visits: Mapping[str, Any] | None
) -> dict[str, object]:
    try:
        return make_report(
            project.contest,
            collected.rounds,
            made_on=made_on,
            births=collected.births,
            registered=collected.registered,
            clips=read_tallies(project.folder),
            recorded=collected.recorded,
            visits=visits,
        )
    except UnbalancedError as error:
        raise CommandError(_unbalanced(error)) from None


def _files(contest: Contest, value: Mapping[str, Any], wanted: Wanted) -> dict[str, bytes]:
    files = {"report.json": canonical_json(value) + b"\n"}
    if wanted.only_json:
        return files
    from office.report.pdf import report_pdf
    from office.report.word import report_docx

    document = make_document(contest, value)
    made_at_ms = to_ms(datetime.combine(date.fromisoformat(value["made_on"]), time()))
    return {
        f"bao-cao-{contest.id}.docx": report_docx(document),
        f"bao-cao-{contest.id}.pdf": report_pdf(document, made_at_ms=made_at_ms),
        **files,
    }


def _lines(
    value: Mapping[str, Any], folder: Path, files: Mapping[str, bytes], *, page: bool
) -> list[str]:
    total = value["total"]
    told = [
        text(
            "report.made",
            day=format_day(date.fromisoformat(value["made_on"])),
            attempts=total["attempts"],
            people=total["people"],
            units=total["units"]["numerator"],
            identities=len(value["reconciliation"]),
        ),
        *(text("report.written", path=folder / name) for name in files),
    ]
    return [*told, text("report.page_stored")] if page else told


def _read_visits(path: Path | None) -> Mapping[str, Any] | None:
    if path is None:
        return None
    try:
        return read_visits(path.read_bytes())
    except FileNotFoundError:
        raise CommandError(text("report.no_file", path=path)) from None
    except OSError as error:
        reason = error.strerror or error
        raise CommandError(text("report.cannot_read", path=path, reason=reason)) from error
    except WrongVisitsError:
        raise CommandError(text("report.wrong_visits", path=path)) from None


def _unbalanced(error: UnbalancedError) -> str:
    failed = [
        text(
            "report.failed",
            identity=text(f"report.identity.{each['identity']}"),
            where=each["where"] or text("report.everything"),
            left=each["left"],
            right=each["right"],
        )
        for each in error.failed
    ]
    failed += [text("report.misrounded", where=where) for where in error.misrounded]
    more = len(failed) - _MOST_FAILURES_TOLD
    told = failed[:_MOST_FAILURES_TOLD]
    if more > 0:
        told.append(text("report.more_failed", count=more))
    return "\n".join([text("report.unbalanced"), *told])
