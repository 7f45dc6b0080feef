"""``build.py certificates``: print certificates, write the standard template."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import typst

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest, PrizeFor
from office.certificates.claims import Skipped
from office.certificates.closed import Closed, MarksDifferError, read_closed
from office.certificates.files import TEMPLATE, set_each, set_together, write_files
from office.certificates.issue import NoReissueError, Sheet, find_claims, issue
from office.certificates.register import Register
from office.certificates.sheets import CHECK_PAGE, Wording, scope_name
from office.commands.certificate_register import in_register, read_codes
from office.commands.project import CommandError, Project
from office.commands.status import facts_in, next_of, note, noted, typed_facts
from office.commands.steps import Steps, no_steps
from office.local.workshop import Workshop
from office.people.writing import write_new
from office.reasons import reason_of
from office.status.typed import as_typed, command
from office.texts import text
from office.typeset import TypesetError

_SITE = re.compile(r"https?://[^\s/#?]+(?:/[^\s#?]*)?")
_EVERYTHING = "tat-ca"
_STEPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """What is to be printed, how, and where to."""

    scope: str | None = None
    """A round, ``contest``, or None for all results there are."""
    each: bool = False
    out: Path | None = None
    template: Path | None = None
    wording: Wording = field(default_factory=Wording)
    reissue: tuple[str, ...] = ()
    """Codes of revoked certificates for which another one is to be issued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What was set and registered: the files, where they belong, and what to tell."""

    folder: Path
    files: Mapping[str, bytes]
    told: list[str]
    standings: Mapping[RoundId, str]
    """Of which standings these are all certificates, by round."""

    def write(self) -> list[str]:
        """Write the files; return what to tell.  Raises CommandError."""
        try:
            if self.files:
                write_files(self.folder, self.files)
        except OSError as error:
            reason = reason_of(error)
            told = text("certificate.cannot_write", path=self.folder, reason=reason)
            raise CommandError(told) from error
        return self.told


def print_certificates(project: Project, printing: Printing, steps: Steps = no_steps) -> list[str]:
    """Print every certificate that is due; return what to tell, last what to do next.

    First everything is set, then the register is saved, then the files are written: no paper
    leaves the office that the check page does not know.  Raises CommandError.
    """
    with project.opened() as workshop:
        printed = set_certificates(workshop, project, printing, steps)
        facts = facts_in(project, workshop)
    steps(text("progress.writing"), 2, _STEPS)
    told = printed.write()
    before = noted(project)
    note(project, replace(before, certificates={**before.certificates, **printed.standings}))
    return [*told, next_of(project, facts)]


def set_certificates(
    workshop: Workshop, project: Project, printing: Printing, steps: Steps = no_steps
) -> Printed:
    """Set every certificate that is due and register it.  Raises CommandError."""
    contest, backend = project.contest, workshop.backend
    if printing.template is not None and not printing.template.is_file():
        raise CommandError(text("certificate.no_template", path=printing.template))
    wording = replace(printing.wording, site=_site(contest, printing.wording.site))
    desk = workshop.desks.closing
    steps(text("progress.claims"), 0, _STEPS)
    closed = read_closed(desk, contest)
    chosen = _chosen(project, closed, printing.scope)
    names = {person.pid: person.name for person in backend.people.people(contest.id)}
    try:
        claims, skipped = find_claims(desk, chosen, closed, names)
    except MarksDifferError as error:
        scope = scope_name(contest, error.scope)
        told = text("certificate.marks_differ", receipt=error.receipt, scope=scope)
        raise CommandError(told) from error
    steps(text("progress.setting"), 1, _STEPS)
    secret = backend.secrets.entry(contest.id).receipts
    reissue = read_codes(printing.reissue)

    def decide(register: Register) -> tuple[list[Sheet], list[Skipped], dict[str, bytes]]:
        try:
            sheets, revoked = issue(contest, claims, register, secret, wording, reissue=reissue)
        except NoReissueError as error:
            told = text(f"certificate.reissue_{error.why}", code=error.code)
            raise CommandError(told) from error
        return sheets, revoked, _set(contest, sheets, printing) if sheets else {}

    sheets, revoked, files = in_register(project, backend.public, decide)
    folder = printing.out or project.root / ".build" / "certificates" / contest.id
    where = folder if printing.each else folder / next(iter(files), "")
    missed = [*skipped, *revoked]
    return Printed(
        folder=folder,
        files=files,
        told=_told(contest, chosen, sheets, missed, wording=wording, where=where),
        standings={each.scope: str(each.state.standings) for each in chosen},
    )


def write_template(path: Path) -> str:
    """Write the standard template into a new file; return what to tell.  Raises CommandError."""
    try:
        write_new(path, TEMPLATE.read_bytes(), private=False)
    except FileExistsError:
        raise CommandError(text("certificate.template_exists", path=path)) from None
    except OSError as error:
        told = text("certificate.cannot_write_template", path=path, reason=reason_of(error))
        raise CommandError(told) from error
    return text("certificate.template_written", path=path)


def _chosen(
    project: Project, closed: Mapping[RoundId, Closed], scope: str | None
) -> Sequence[Closed]:
    contest = project.contest
    if scope is None:
        if not closed:
            raise CommandError(text("certificate.nothing_closed", command=_close_first(project)))
        return list(closed.values())
    known = [round_.id for round_ in contest.rounds]
    if scope not in {*known, WHOLE_CONTEST}:
        told = text("certificate.unknown_scope", round=scope, known=", ".join(known))
        raise CommandError(told)
    named = RoundId(scope)
    if named not in closed:
        shown = scope_name(contest, named)
        typed = _close_first(project, None if named == WHOLE_CONTEST else named)
        raise CommandError(text("certificate.not_closed", scope=shown, command=typed))
    return [closed[named]]


def _close_first(project: Project, round_id: RoundId | None = None) -> str:
    return as_typed(command(typed_facts(project, 0), "close", round_id=round_id))


def _set(contest: Contest, sheets: Sequence[Sheet], printing: Printing) -> dict[str, bytes]:
    template = printing.template or TEMPLATE
    try:
        if printing.each:
            return set_each(contest, sheets, template)
        name = f"giay-{printing.scope or _EVERYTHING}.pdf"
        return {name: set_together(contest, sheets, template)}
    except TypesetError as error:
        # The short message leaves out the line, which is what somebody who mends it needs.
        cause = error.__cause__
        reason = cause.diagnostic if isinstance(cause, typst.TypstError) else str(error)
        told = text("certificate.template_failed", path=template, reason=reason.strip())
        raise CommandError(told) from error


def _told(
    contest: Contest,
    chosen: Sequence[Closed],
    sheets: Sequence[Sheet],
    skipped: Sequence[Skipped],
    *,
    wording: Wording,
    where: Path,
) -> list[str]:
    told = [
        text(
            "certificate.skipped",
            name=each.name,
            prize=each.prize,
            reason=text(f"certificate.skipped_{each.why}"),
        )
        for each in skipped
    ]
    if not sheets:
        return [*told, text("certificate.none")]
    kinds = Counter(sheet.claim.to for sheet in sheets)
    told += [
        text(
            "certificate.printed",
            count=len(sheets),
            persons=kinds[PrizeFor.PERSONS],
            units=kinds[PrizeFor.UNITS],
            where=where,
        ),
        text("certificate.registered", count=len(sheets)),
        text("certificate.leads_to", address=f"{wording.site}/{CHECK_PAGE}/")
        if wording.site
        else text("certificate.no_address"),
    ]
    return told + [
        text("certificate.unpublished", scope=scope_name(contest, each.scope))
        for each in chosen
        if not each.is_published()
    ]


def _site(contest: Contest, typed: str) -> str:
    site = typed or contest.portal
    if site and not _SITE.fullmatch(site):
        raise CommandError(text("certificate.bad_site", site=site))
    return site.rstrip("/")
