"""``build.py report``: the closing report as JSON, Word and PDF, and as a page of the site."""

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from chalicelib.contest.acts import ActName, due_at
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.errors import UnknownRoundError
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import format_day, local_date, to_ms
from chalicelib.ports import PublicFiles
from office.commands.project import CommandError, Project
from office.commands.status import facts_in, next_of, note, noted
from office.commands.steps import Steps, no_steps
from office.local.workshop import Workshop
from office.people.writing import Staged
from office.reasons import reason_of
from office.report import UnbalancedError, make_report
from office.report.clip_rows import read_tallies
from office.report.collect import Collected, OpenRoundsError, collect
from office.report.document import make_document
from office.report.so_far import contest_so_far
from office.status.read import report_sources
from office.status.typed import as_typed, command
from office.texts import text
from office.visits.value import WrongVisitsError, read_visits
from sitegen.report_page import REPORT_FILE

_MOST_FAILURES_TOLD = 10
_STEPS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: which files, where to, of which day, and whether for the public."""

    only_json: bool = False
    out: Path | None = None
    page: bool = False
    on: date | None = None
    visits: Path | None = None
    last: str | None = None
    """The round up to which the report goes; None: the closing report, of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What to print: lines for people, or the report itself."""

    lines: tuple[str, ...] = ()
    document: bytes = b""


def report(project: Project, wanted: Wanted, steps: Steps = no_steps) -> Told:
    """Make the closing report, or that of the rounds so far, and write what is wanted of it.

    Raises CommandError where a round is not closed, or where the figures do not agree: then nothing
    is written.
    """
    contest = project.contest
    if wanted.last is not None:
        contest = contest_so_far(contest, project.round(wanted.last).id)
    visits = _read_visits(wanted.visits)
    folder = wanted.out or project.root / ".build" / "reports" / project.contest.id
    steps(text("progress.collecting"), 0, _STEPS)
    with project.opened() as workshop:
        collected = _collect(project, contest, workshop)
        made_on = wanted.on or local_date(workshop.clock.now())
        if wanted.page and not collected.published:
            raise CommandError(_not_public(project, contest, workshop))
        steps(text("progress.counting"), 1, _STEPS)
        value = _make(project, contest, collected, made_on, visits)
        data = canonical_json(value) + b"\n"
        files = {}
        if not wanted.only_json or wanted.out is not None:
            files = _files(contest, value, wanted, steps)
        steps(text("progress.writing"), 4, _STEPS)
        _write(folder, files)
        # Public last: what the office could not write is not told to everybody.
        if wanted.page:
            workshop.backend.public.put(
                REPORT_FILE, data, content_type="application/json", immutable=False
            )
        facts = facts_in(project, workshop)
    if wanted.only_json and wanted.out is None:
        return Told(document=data)
    rests_on = report_sources(value)
    note(project, replace(noted(project), report=rests_on, report_in=str(folder.resolve())))
    lines = _lines(value, folder, files, page=wanted.page)
    return Told(lines=(*lines, next_of(project, facts)))


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
        so_far = value.get("so_far")
        return make_document(contest_so_far(contest, so_far["round"]) if so_far else contest, value)
    except UnbalancedError as error:
        raise CommandError(_unbalanced(error)) from None
    except (ValueError, KeyError, TypeError, UnknownRoundError):
        raise CommandError(text("report.damaged", name=REPORT_FILE)) from None


def _collect(project: Project, contest: Contest, workshop: Workshop) -> Collected:
    try:
        return collect(workshop.backend, project.contest, contest)
    except OpenRoundsError as error:
        names = ", ".join(round_.name for round_ in error.rounds)
        then = _instead(project, workshop, {round_.id for round_ in error.rounds})
        raise CommandError(text("report.rounds_open", rounds=names, then=then)) from None


def _instead(project: Project, workshop: Workshop, still_open: Container[RoundId]) -> str:
    """Return what to do where rounds are open: close what is due, or report on those before."""
    facts = facts_in(project, workshop)
    first = next(round_ for round_ in facts.hours().rounds if round_.id in still_open)
    close_at = due_at(ActName.CLOSE, first)
    if facts.now >= close_at:
        typed = command(facts, "close", round_id=first.id, from_at=close_at)
        return text("report.close_first", command=as_typed(typed))
    before = project.contest.rounds[: project.contest.rounds.index(project.round(first.id))]
    if not before:
        return text("report.so_far_unpublished")
    last = before[-1]
    typed = command(facts, "report", round_id=last.id, flags=("--page",), from_at=facts.now)
    return text("report.so_far_instead", round=last.name, command=as_typed(typed))


def _not_public(project: Project, contest: Contest, workshop: Workshop) -> str:
    facts = facts_in(project, workshop)
    hidden = [round_ for round_ in contest.rounds if not facts.is_published(round_.id)]
    names = ", ".join(round_.name for round_ in hidden) or text("status.whole")
    from_at = max((round_.publishes_at for round_ in hidden), default=facts.now)
    typed = command(facts, "publish", from_at=from_at)
    return text("report.not_public_yet", rounds=names, command=as_typed(typed))


def _make(
    project: Project,
    contest: Contest,
    collected: Collected,
    made_on: date,
    visits: Mapping[str, Any] | None,
) -> dict[str, object]:
    all_rounds = len(project.contest.rounds)
    is_last = len(contest.rounds) == all_rounds
    try:
        return make_report(
            contest,
            collected.rounds,
            made_on=made_on,
            births=collected.births,
            corrections=collected.corrections,
            extra_time=collected.extra_time,
            registered=collected.registered,
            clips=read_tallies(project.folder) if is_last else None,
            recorded=collected.recorded,
            visits=visits,
            all_rounds=None if is_last else all_rounds,
        )
    except UnbalancedError as error:
        raise CommandError(_unbalanced(error)) from None


def _files(
    contest: Contest, value: Mapping[str, Any], wanted: Wanted, steps: Steps
) -> dict[str, bytes]:
    files = {"report.json": canonical_json(value) + b"\n"}
    if wanted.only_json:
        return files
    from office.report.pdf import report_pdf
    from office.report.word import report_docx

    document = make_document(contest, value)
    made_at_ms = to_ms(datetime.combine(date.fromisoformat(value["made_on"]), time()))
    name = f"bao-cao-{contest.id}"
    if "so_far" in value:
        name += f"-{value['so_far']['round']}"
    steps(text("progress.word"), 2, _STEPS)
    word = report_docx(document)
    steps(text("progress.pdf"), 3, _STEPS)
    return {
        f"{name}.docx": word,
        f"{name}.pdf": report_pdf(document, made_at_ms=made_at_ms),
        **files,
    }


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files or none; raise CommandError where they cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with Staged() as staged:
            for name, content in files.items():
                staged.add(folder / name, content, private=True)
            staged.commit()
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(text("report.cannot_write", path=folder, reason=reason)) from error


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
        reason = reason_of(error)
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
