"""``build.py bank``: import from Excel and Word, export, forms, looking through, printing."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.ids import BankSlot
from chalicelib.contest.papers import PREDICTION
from office.banks.approval import approval_pdf
from office.banks.comments import comments_of, format_with
from office.banks.difference import difference, in_lines
from office.banks.from_table import read_sheet
from office.banks.lint import LintedBank, lint_banks
from office.banks.lint.supply import summary
from office.banks.naming import give_ids
from office.banks.of_contest import (
    BankFile,
    UnknownBankError,
    bank_files_of,
    linted,
    other_ids,
    read_bank_file,
    the_bank_of,
)
from office.banks.template import EXAMPLES, TEMPLATES
from office.banks.text_format import ParsedBank
from office.banks.to_table import sheet_of
from office.commands.project import CommandError, Project
from office.contest_file.codes import Code, Severity
from office.contest_file.findings import Finding, Findings
from office.contest_file.load import Loaded, load_contest
from office.contest_file.report import print_findings
from office.contest_file.text_file import decode
from office.tables.write import replace_file, write_xlsx
from office.texts import text

TEXT_SUFFIX = ".txt"
SHEET_SUFFIX = ".xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which bank of which contest: a round and a division, where they are needed to tell."""

    folder: Path
    round_id: str | None = None
    division: str | None = None


def import_bank(sheet: Path, where: Chosen | Path, *, dry_run: bool) -> list[str]:
    """Read a sheet into a contest's bank, or into a file of its own; return what to tell.

    All or nothing: where anything is wrong, it is printed and CommandError raised.  With
    ``dry_run`` nothing is written.
    """
    findings = Findings()
    loaded, bank = (None, _loose(where)) if isinstance(where, Path) else _bank(where)
    rows = read_sheet(sheet, sheet.name, findings)
    examples = [row for row in rows if row.question in EXAMPLES]
    rows = tuple(row for row in rows if row not in examples)
    taken = other_ids(loaded, bank) if loaded is not None else {}
    for row in rows:
        id_ = row.question.id
        if id_ in taken:
            findings.add(Code.DUPLICATE_QUESTION, row.place, question=id_, other=taken[id_])
        if id_ == PREDICTION:
            findings.add(Code.RESERVED_ID, row.place, typed=id_)
    _refuse_errors(findings.in_order())
    if not rows:
        said = "bank.only_examples" if examples else "bank.no_questions"
        raise CommandError(text(said, file=sheet.name))
    present, present_text, remarks = _present(bank)
    questions = give_ids([row.question for row in rows], present.questions, taken)
    comments = comments_of(present_text)
    found = difference(present.questions, questions)
    told = [*remarks, *in_lines(found)]
    if examples:
        told.append(text("bank.examples_left", count=len(examples)))
    told.append(
        text(
            "bank.difference",
            file=bank.shown,
            added=len(found.added),
            removed=len(found.removed),
            changed=len(found.changed),
            same=found.same,
        )
    )
    if comments.inside:
        told.append(text("bank.comments_lost", count=comments.inside))
    written = format_with(questions, comments)
    if dry_run:
        return [*told, text("bank.dry_run")]
    if found.none and not remarks and bank.path.exists():
        return [*told, text("bank.nothing_new", file=bank.shown)]
    replace_file(bank.path, written.encode())
    told.append(text("bank.imported", file=bank.shown, size=len(questions)))
    if loaded is not None:
        told += [text("bank.after_import"), text("bank.frozen_note")]
    return told


def export_bank(where: Chosen, out: Path) -> list[str]:
    """Write a contest's bank as a sheet for Excel; return what to tell."""
    _demand_suffix(out, SHEET_SUFFIX)
    _, bank = _bank(where)
    questions = _sound(bank).questions
    write_xlsx(out, [sheet_of(questions, text("bank.sheet"))])
    return [text("bank.exported", size=len(questions), file=out), text("bank.keep_secret")]


def write_template(out: Path) -> list[str]:
    """Write the file that question writers fill in, for Word or Excel; return what to tell."""
    if out.suffix.lower() not in TEMPLATES:
        raise CommandError(text("bank.bad_suffix", file=out, known=" / ".join(TEMPLATES)))
    replace_file(out, TEMPLATES[out.suffix.lower()]())
    return [text("bank.template_written", file=out)]


def lint(where: Chosen) -> tuple[tuple[Finding, ...], list[str]]:
    """Return what is to be remarked on some banks of a contest, and their numbers."""
    project = Project(root=where.folder, folder=where.folder)
    chosen = _chosen(project.loaded, where)
    findings = Findings()
    everything = [_linted(project, bank) for bank in bank_files_of(project.loaded, project.folder)]
    names = {bank.shown for bank in chosen}
    mine = [bank for bank in everything if bank.path in names]
    others = [bank for bank in everything if bank.path not in names]
    lint_banks(mine, others, findings)
    return findings.in_order(), [line for bank in mine for line in summary(bank)]


def print_bank(where: Chosen, out: Path, *, keys: bool) -> list[str]:
    """Write a bank as a PDF for the board's approval; return what to tell."""
    _demand_suffix(out, ".pdf")
    project = Project(root=where.folder, folder=where.folder)
    bank = _one(project.loaded, where)
    questions = _sound(bank).questions
    pdf = approval_pdf(project.contest, bank.slots, questions, bank.path.read_bytes(), keys=keys)
    replace_file(out, pdf)
    said = "bank.printed_with_keys" if keys else "bank.printed"
    return [text(said, size=len(questions), file=out), text("bank.keep_secret")]


def _linted(project: Project, bank: BankFile) -> LintedBank:
    return linted(project.contest, bank, _sound(bank))


def _loose(path: Path) -> BankFile:
    _demand_suffix(path, TEXT_SUFFIX)
    return BankFile(shown=path.name, path=path, slots=())


def _bank(where: Chosen) -> tuple[Loaded, BankFile]:
    """Return a contest's bank, even where the contest has errors elsewhere: it may be the cure."""
    if not where.folder.is_dir():
        raise CommandError(text("command.no_contest", folder=where.folder))
    loaded = load_contest(where.folder)
    if not loaded.bank_files:
        _refuse_errors(loaded.findings)
    return loaded, _one(loaded, where)


def _one(loaded: Loaded, where: Chosen) -> BankFile:
    try:
        return the_bank_of(loaded, where.folder, where.round_id, where.division)
    except UnknownBankError as error:
        raise _which(error.known) from None


def _chosen(loaded: Loaded, where: Chosen) -> tuple[BankFile, ...]:
    try:
        return bank_files_of(loaded, where.folder, where.round_id, where.division)
    except UnknownBankError as error:
        raise _which(error.known) from None


def _which(known: Sequence[tuple[BankSlot, str]]) -> CommandError:
    lines = [text("bank.which")]
    for slot, shown in known:
        round_id, _, division = slot.partition("/")
        options = f"--round {round_id}" + (f" --division {division}" if division else "")
        lines.append(text("bank.which_one", options=options, file=shown))
    return CommandError("\n".join(lines))


def _sound(bank: BankFile) -> ParsedBank:
    findings = Findings()
    parsed = read_bank_file(bank, findings)
    if parsed is None or findings.errors():
        print_findings(findings.in_order(), out=sys.stderr)
        raise CommandError("")
    return parsed


def _present(bank: BankFile) -> tuple[ParsedBank, str, list[str]]:
    """Return what a bank's file holds now, its text, and what to remark on it."""
    findings = Findings()
    if not bank.path.exists():
        return ParsedBank(questions=(), lines={}, findings=()), "", []
    present = read_bank_file(bank, findings)
    if present is None:
        print_findings(findings.in_order(), out=sys.stderr)
        raise CommandError(text("bank.present_unreadable", file=bank.shown))
    written = decode(bank.path.read_bytes(), bank.shown, findings) or ""
    lost = len(present.lines) - len(present.questions)
    remarks = [text("bank.present_unsound", file=bank.shown, count=lost)] if lost else []
    return present, written, remarks


def _refuse_errors(findings: Sequence[Finding]) -> None:
    """Print what was found on the error stream; raise CommandError where any of it is an error."""
    if findings:
        print_findings(findings, strict=True, out=sys.stderr)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise CommandError(text("bank.nothing_written"))


def _demand_suffix(path: Path, suffix: str) -> None:
    if path.suffix.lower() != suffix:
        raise CommandError(text("bank.bad_suffix", file=path, known=suffix))
