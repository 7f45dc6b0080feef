"""A contest's folder -> everything that it says, with what was found wrong.

The folder holds ``contest.yml``, which names the other files; a single line ``use: FOLDER`` names
the folder to read instead.  Paths in a file are relative to that file's folder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.ids import BankSlot
from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.rules import ClipMarks, Contest, EntryMode
from chalicelib.contest.times import local_date
from chalicelib.contest.units import Unit
from chalicelib.use_cases.enrol import RosterEntry
from office.contest_file.attachments import read_attachments
from office.contest_file.banks_of_rounds import bank_files, bank_mentions, read_banks
from office.contest_file.checks import check_draft, check_winnable
from office.contest_file.checks.documents import check_documents
from office.contest_file.clips_file import OPTIONAL, REQUIRED, read_clips
from office.contest_file.codes import Code
from office.contest_file.draft import Draft, assemble, read_draft
from office.contest_file.excluded_file import read_excluded
from office.contest_file.findings import Finding, Findings
from office.contest_file.folder import Folder, find_contest_file
from office.contest_file.news_files import read_news
from office.contest_file.practice_bank import read_practice_bank
from office.contest_file.roster_file import RosterRules, read_roster
from office.contest_file.units_file import read_units
from sitegen.news import NewsPost


class UnusableContestError(Exception):
    """The contest of a folder with errors was asked for: its findings must be looked at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a folder says: its contest, its banks, the excluded, and what was found.

    Of a folder with errors, banks and excluded people hold what could be read, for reports only.
    """

    findings: tuple[Finding, ...]
    banks: dict[BankSlot, tuple[WrittenQuestion, ...]]
    """The bank of every round, for each division where there are divisions."""
    bank_files: dict[BankSlot, str]
    """The file of each of these banks, below the folder that was asked for, there or not."""
    excluded: tuple[tuple[str, str], ...]
    """Folded identifier and role of everybody who may not enter."""
    practice: tuple[WrittenQuestion, ...] = ()
    """What people practise with: public, and in none of the banks."""
    roster: tuple[RosterEntry, ...] = ()
    """Who gets a code, where the contest goes by a roster."""
    attachments: dict[str, Path]
    """The files that the pages publish, by the name under which the documents state them."""
    news: tuple[NewsPost, ...] = ()
    sound_contest: Contest | None

    @property
    def contest(self) -> Contest:
        """The contest; raises UnusableContestError where a finding is an error."""
        if self.sound_contest is None:
            raise UnusableContestError([finding.code.value for finding in self.findings])
        return self.sound_contest


def load_contest(folder: Path) -> Loaded:
    """Return what the folder says; every problem of its files is among the findings."""
    findings = Findings()
    found = find_contest_file(Folder(base=folder), findings)
    if found is None:
        return Loaded(
            findings=findings.in_order(),
            banks={},
            bank_files={},
            excluded=(),
            attachments={},
            sound_contest=None,
        )
    where, fields = found
    draft = read_draft(fields)
    units = units_of(draft, where, findings)
    clips = _read_clips(draft, where, units, findings)
    check_draft(draft, units, clips, findings)
    banks, parsed = read_banks(
        draft, lambda file, mention: where.read(file, mention, findings), where.shown, findings
    )
    practice = read_practice_bank(draft, where, parsed, findings)
    excluded = excluded_of(draft, where, findings)
    roster = _read_roster(draft, where, units, excluded, findings)
    check_winnable(draft, units, roster, findings)
    attachments = read_attachments(draft, where, findings)
    news = read_news(where, findings)
    check_documents(draft, findings)
    _check_privacy(draft, where, findings)
    usable = not findings.errors() and units is not None
    return Loaded(
        findings=findings.in_order(),
        banks=banks,
        bank_files={slot: where.shown(file) for slot, file in bank_files(draft).items()},
        excluded=excluded,
        practice=practice,
        roster=roster,
        attachments=attachments,
        news=news,
        sound_contest=assemble(draft, units or (), clips or ()) if usable else None,
    )


def units_of(draft: Draft, where: Folder, findings: Findings) -> tuple[Unit, ...] | None:
    """Return the units that the contest file names, or None after an error."""
    if not draft.units_file:
        return None if draft.fields.has("units") else ()
    text = where.read(draft.units_file, draft.fields.find("units"), findings)
    if text is None:
        return None
    kind = draft.collective.headcount_kind if draft.collective else ""
    return read_units(text, where.shown(draft.units_file), kind, findings)


def excluded_of(draft: Draft, where: Folder, findings: Findings) -> tuple[tuple[str, str], ...]:
    """Return the folded identifier and the role of everybody on the list of the excluded."""
    if not draft.excluded_file or draft.entry is None:
        return ()
    text = where.read(draft.excluded_file, draft.fields.find("excluded_people"), findings)
    if text is None:
        return ()
    return read_excluded(text, where.shown(draft.excluded_file), draft.entry.excluded, findings)


def roster_rules(
    draft: Draft, units: Sequence[Unit], excluded: Sequence[tuple[str, str]]
) -> RosterRules | None:
    """Return what the people of a roster are held against; None where a section has errors."""
    if draft.entry is None or draft.divisions is None or not draft.rounds:
        return None
    return RosterRules(
        units=tuple(units),
        divisions=draft.divisions,
        excluded=dict(excluded),
        unit_required=draft.entry.unit_required,
        on=local_date(min(entry.round.opens_at for entry in draft.rounds)),
    )


def _read_roster(
    draft: Draft,
    where: Folder,
    units: tuple[Unit, ...] | None,
    excluded: tuple[tuple[str, str], ...],
    findings: Findings,
) -> tuple[RosterEntry, ...]:
    """Return the people of the roster; a contest may be without one until it is imported."""
    if draft.entry is None or draft.entry.mode is not EntryMode.ROSTER or units is None:
        return ()
    named = draft.fields.has("roster")
    if not named and not where.path(draft.roster_file).exists():
        file = where.shown(draft.roster_file)
        findings.add(Code.NO_ROSTER, draft.fields.find("entry", "mode"), file=file)
        return ()
    rules = roster_rules(draft, units, excluded)
    text = where.read(draft.roster_file, draft.fields.find("roster"), findings)
    if rules is None or text is None:
        return ()
    return read_roster(text, where.shown(draft.roster_file), rules, findings)


def _read_clips(
    draft: Draft, where: Folder, units: tuple[Unit, ...] | None, findings: Findings
) -> tuple[ClipMarks, ...] | None:
    if draft.clips is None:
        return None
    names = [criterion.id for criterion in draft.clips.criteria]
    for index, name in enumerate(names):
        if name in (*names[:index], *REQUIRED, *OPTIONAL):
            place = draft.fields.find("clips", "criteria", index, "id")
            findings.add(Code.DUPLICATE_CRITERION, place, criterion=name)
    mention = draft.fields.find("clips", "file")
    text = where.read(draft.clips.file, mention, findings)
    if text is None or units is None or len(set(names)) < len(names):
        return None
    errors = findings.errors()
    shown = where.shown(draft.clips.file)
    levels = draft.collective.levels if draft.collective else ()
    clips = read_clips(text, shown, draft.clips.criteria, units, findings, levels=levels)
    return clips if findings.errors() == errors else None


def _check_privacy(draft: Draft, where: Folder, findings: Findings) -> None:
    """Point out what must not become public, where it lies in a git working copy."""
    for file, mention in bank_mentions(draft).items():
        if where.in_repository(file):
            findings.add(Code.BANK_IN_REPOSITORY, mention, file=where.shown(file))
    for field, file in (("excluded_people", draft.excluded_file), ("roster", draft.roster_file)):
        if file and where.path(file).is_file() and where.in_repository(file):
            mention = draft.fields.find(field)
            findings.add(Code.PEOPLE_IN_REPOSITORY, mention, file=where.shown(file))
