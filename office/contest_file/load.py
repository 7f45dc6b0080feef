"""A contest's folder -> everything that it says, with what was found wrong.

The folder holds ``contest.yml``, which names the other files; a single line ``use: FOLDER`` names
the folder to read instead.  Paths in a file are relative to that file's folder.
"""

import posixpath
from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.ids import BankSlot
from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.rules import ClipMarks, Contest
from chalicelib.contest.units import Unit
from office.contest_file.banks_of_rounds import bank_mentions, read_banks
from office.contest_file.checks import check_draft
from office.contest_file.clips_file import OPTIONAL, REQUIRED, read_clips
from office.contest_file.codes import Code
from office.contest_file.draft import Draft, assemble, read_draft
from office.contest_file.excluded_file import read_excluded
from office.contest_file.findings import Finding, Findings, Place
from office.contest_file.layout.contest import Contest as ContestLayout
from office.contest_file.layout.heading import Use
from office.contest_file.text_file import read_text
from office.contest_file.units_file import read_units
from office.contest_file.yaml_fields import Fields, parse_yaml

CONTEST_FILE = "contest.yml"


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
    excluded: tuple[tuple[str, str], ...]
    """Folded identifier and role of everybody who may not enter."""
    sound_contest: Contest | None

    @property
    def contest(self) -> Contest:
        """The contest; raises UnusableContestError where a finding is an error."""
        if self.sound_contest is None:
            raise UnusableContestError([finding.code.value for finding in self.findings])
        return self.sound_contest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """The folder that was asked for, and below it the one that files are named from."""

    base: Path
    below: str = ""

    def shown(self, name: str) -> str:
        """Return the path of a file as findings print it."""
        return posixpath.normpath(posixpath.join(self.below, name))

    def read(self, name: str, mention: Place, findings: Findings) -> str | None:
        shown = self.shown(name)
        return read_text(self.base / shown, shown, findings, mention)


def load_contest(folder: Path) -> Loaded:
    """Return what the folder says; every problem of its files is among the findings."""
    findings = Findings()
    found = _read_contest_file(_Folder(base=folder), findings)
    if found is None:
        return Loaded(findings=findings.in_order(), banks={}, excluded=(), sound_contest=None)
    where, fields = found
    draft = read_draft(fields)
    units = _read_units(draft, where, findings)
    clips = _read_clips(draft, where, units, findings)
    check_draft(draft, units, clips, findings)
    banks = read_banks(
        draft, lambda file, mention: where.read(file, mention, findings), where.shown, findings
    )
    excluded = _read_excluded(draft, where, findings)
    _check_attachments(draft, where, findings)
    for file, mention in bank_mentions(draft).items():
        if _in_repository(where.base / where.shown(file)):
            findings.add(Code.BANK_IN_REPOSITORY, mention, file=where.shown(file))
    usable = not findings.errors() and units is not None
    return Loaded(
        findings=findings.in_order(),
        banks=banks,
        excluded=excluded,
        sound_contest=assemble(draft, units or (), clips or ()) if usable else None,
    )


def _read_contest_file(where: _Folder, findings: Findings) -> tuple[_Folder, Fields] | None:
    seen: set[Path] = set()
    mention = Place(path=where.shown(CONTEST_FILE))
    while True:
        text = where.read(CONTEST_FILE, mention, findings)
        if text is None:
            return None
        file = (where.base / where.shown(CONTEST_FILE)).resolve()
        if file in seen:
            findings.add(Code.USE_LOOP, mention, folder=where.below)
            return None
        seen.add(file)
        fields = parse_yaml(text, where.shown(CONTEST_FILE), findings, ContestLayout)
        if fields is None or not fields.has("use"):
            return None if fields is None else (where, fields)
        fields.lay_out(Use)
        folder = fields.get(Use.use)
        fields.finish()
        if findings.errors():
            return None
        mention = fields.find("use")
        where = _Folder(base=where.base, below=where.shown(folder))


def _read_units(draft: Draft, where: _Folder, findings: Findings) -> tuple[Unit, ...] | None:
    if not draft.units_file:
        return None if draft.fields.has("units") else ()
    text = where.read(draft.units_file, draft.fields.find("units"), findings)
    if text is None:
        return None
    kind = draft.collective.headcount_kind if draft.collective else ""
    return read_units(text, where.shown(draft.units_file), kind, findings)


def _read_excluded(draft: Draft, where: _Folder, findings: Findings) -> tuple[tuple[str, str], ...]:
    if not draft.excluded_file or draft.entry is None:
        return ()
    text = where.read(draft.excluded_file, draft.fields.find("excluded_people"), findings)
    if text is None:
        return ()
    return read_excluded(text, where.shown(draft.excluded_file), draft.entry.excluded, findings)


def _read_clips(
    draft: Draft, where: _Folder, units: tuple[Unit, ...] | None, findings: Findings
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
    clips = read_clips(text, shown, draft.clips.criteria, units, findings)
    return clips if findings.errors() == errors else None


def _check_attachments(draft: Draft, where: _Folder, findings: Findings) -> None:
    documents = {"legal_basis": draft.legal_basis, "study_documents": draft.study_documents}
    for section, listed in documents.items():
        for index, document in enumerate(listed or ()):
            shown = where.shown(document.attachment)
            if document.attachment and not (where.base / shown).is_file():
                place = draft.fields.find(section, index, "attachment")
                findings.add(Code.MISSING_ATTACHMENT, place, file=shown)


def _in_repository(file: Path) -> bool:
    """Tell whether the file lies in a git working copy, published or not."""
    return any((parent / ".git").exists() for parent in file.resolve().parents)
