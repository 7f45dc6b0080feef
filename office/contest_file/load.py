"""A contest's folder -> everything that it says, with what was found wrong.

The folder holds ``contest.yml``, which names the other files; a single line ``use: FOLDER`` names
the folder to read instead.  Paths in a file are relative to that file's folder.
"""

import posixpath
from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.ids import QuestionId, RoundId
from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.rules import Contest
from chalicelib.contest.units import Unit
from office.banks.text_format import read_bank
from office.contest_file.codes import Code
from office.contest_file.consistency import check_draft
from office.contest_file.draft import Draft, assemble, read_draft
from office.contest_file.excluded_file import read_excluded
from office.contest_file.findings import Finding, Findings, Place
from office.contest_file.text_file import read_text
from office.contest_file.units_file import read_units
from office.contest_file.yaml_fields import Fields, parse_yaml

CONTEST_FILE = "contest.yml"
AMPLE_BANK = 10
"""A bank of so many papers' questions makes two people's papers differ in most questions."""


class UnusableContestError(Exception):
    """The contest of a folder with errors was asked for: its findings must be looked at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a folder says: its contest, its banks by round, the excluded, and what was found.

    Of a folder with errors, banks and excluded people hold what could be read, for reports only.
    """

    findings: tuple[Finding, ...]
    banks: dict[RoundId, tuple[WrittenQuestion, ...]]
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
    check_draft(draft, units, findings)
    banks = _read_banks(draft, where, findings)
    excluded = _read_excluded(draft, where, findings)
    usable = not findings.errors() and units is not None
    return Loaded(
        findings=findings.in_order(),
        banks=banks,
        excluded=excluded,
        sound_contest=assemble(draft, units or ()) if usable else None,
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
        fields = parse_yaml(text, where.shown(CONTEST_FILE), findings)
        if fields is None or not fields.has("use"):
            return None if fields is None else (where, fields)
        folder = fields.text("use")
        fields.finish()
        if findings.errors():
            return None
        mention = fields.find("use")
        where = _Folder(base=where.base, below=where.shown(folder))


def _read_units(draft: Draft, where: _Folder, findings: Findings) -> tuple[Unit, ...] | None:
    if not draft.units_file:
        return None if draft.fields.has("units") else ()
    text = where.read(draft.units_file, draft.fields.find("units"), findings)
    return None if text is None else read_units(text, where.shown(draft.units_file), findings)


def _read_excluded(draft: Draft, where: _Folder, findings: Findings) -> tuple[tuple[str, str], ...]:
    if not draft.excluded_file or draft.entry is None:
        return ()
    text = where.read(draft.excluded_file, draft.fields.find("excluded_people"), findings)
    if text is None:
        return ()
    return read_excluded(text, where.shown(draft.excluded_file), draft.entry.excluded, findings)


def _read_banks(
    draft: Draft, where: _Folder, findings: Findings
) -> dict[RoundId, tuple[WrittenQuestion, ...]]:
    banks: dict[RoundId, tuple[WrittenQuestion, ...]] = {}
    first: dict[QuestionId, str] = {}
    for index, entry in enumerate(draft.rounds or ()):
        shown = where.shown(entry.bank)
        mention = draft.fields.find("rounds", index, "bank")
        text = where.read(entry.bank, mention, findings)
        if text is None:
            continue
        bank = read_bank(text, shown)
        findings.extend(bank.findings)
        for question, line in bank.lines.items():
            if question in first:
                place, other = Place(path=shown, line=line), first[question]
                findings.add(Code.DUPLICATE_QUESTION, place, question=question, other=other)
            first.setdefault(question, f"{shown}:{line}")
        banks[entry.round.id] = bank.questions
        if draft.paper is not None and not bank.findings:
            _check_size(len(bank.questions), draft.paper.questions, mention, findings)
        if _in_repository(where.base / shown):
            findings.add(Code.BANK_IN_REPOSITORY, mention, file=shown)
    return banks


def _check_size(size: int, drawn: int, mention: Place, findings: Findings) -> None:
    if size < drawn:
        findings.add(Code.BANK_TOO_SMALL, mention, size=size, drawn=drawn)
    elif size < AMPLE_BANK * drawn:
        findings.add(Code.SMALL_BANK, mention, size=size, drawn=drawn, ample=AMPLE_BANK * drawn)


def _in_repository(file: Path) -> bool:
    """Tell whether the file lies in a git working copy, published or not."""
    return any((parent / ".git").exists() for parent in file.resolve().parents)
