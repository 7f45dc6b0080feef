"""The banks of a contest's folder: which file a round and a division draw from, and what is in it.

A file that several rounds or divisions name is one bank.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.ids import BankSlot, DivisionId, QuestionId, bank_slot
from chalicelib.contest.rules import Contest, PaperRules, Round
from chalicelib.contest.times import local_date
from office.banks.lint import LintedBank
from office.banks.text_format import ParsedBank, read_bank
from office.contest_file.findings import Findings, Place
from office.contest_file.load import Loaded
from office.contest_file.text_file import read_text


class UnknownBankError(Exception):
    """No bank, or several, are what was asked for; ``known`` are the slots with their files."""

    def __init__(self, known: Sequence[tuple[BankSlot, str]]) -> None:
        super().__init__()
        self.known = known


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFile:
    """One bank: its file as findings print it, where it lies, and the slots that draw from it."""

    shown: str
    path: Path
    slots: tuple[BankSlot, ...]


def bank_files_of(
    loaded: Loaded, folder: Path, round_id: str | None = None, division: str | None = None
) -> tuple[BankFile, ...]:
    """Return the banks of a round, of a division, or all; in the order of the contest file.

    Raises UnknownBankError where there is none.
    """
    slots: dict[str, list[BankSlot]] = {}
    for slot, shown in loaded.bank_files.items():
        of_round, _, of_division = slot.partition("/")
        if round_id in {None, of_round} and division in {None, of_division}:
            slots.setdefault(shown, []).append(slot)
    if not slots:
        raise UnknownBankError(tuple(loaded.bank_files.items()))
    return tuple(
        BankFile(shown=shown, path=folder / shown, slots=tuple(of_file))
        for shown, of_file in slots.items()
    )


def the_bank_of(
    loaded: Loaded, folder: Path, round_id: str | None, division: str | None
) -> BankFile:
    """Return the one bank that a round and a division draw from.

    Raises UnknownBankError where there is none, or more than one.
    """
    found = bank_files_of(loaded, folder, round_id, division)
    if len(found) > 1:
        raise UnknownBankError([(slot, each.shown) for each in found for slot in each.slots])
    return found[0]


def other_ids(loaded: Loaded, bank: BankFile) -> dict[QuestionId, str]:
    """Return the ids that the contest's other banks have given away, with the file of each."""
    return {
        question.id: shown
        for slot, shown in loaded.bank_files.items()
        if shown != bank.shown
        for question in loaded.banks.get(slot, ())
    }


def read_bank_file(bank: BankFile, findings: Findings) -> ParsedBank | None:
    """Return what is in a bank's file; None after a finding where it cannot be read."""
    text = read_text(bank.path, bank.shown, findings, Place(path=bank.shown))
    if text is None:
        return None
    parsed = read_bank(text, bank.shown)
    findings.extend(parsed.findings)
    return parsed


def linted(contest: Contest, bank: BankFile, parsed: ParsedBank) -> LintedBank:
    """Return a bank with everything that its rules look at."""
    rounds = [round_ for round_ in contest.rounds if _draws(round_, bank)]
    papers = tuple(
        dict.fromkeys(
            _paper(contest, division)
            for round_ in rounds
            for division in _divisions(contest)
            if bank_slot(round_.id, division) in bank.slots
        )
    )
    return LintedBank(
        path=bank.shown,
        questions=parsed.questions,
        lines=parsed.lines,
        opens_on=local_date(min(round_.opens_at for round_ in rounds)),
        papers=papers,
        documents=(*contest.study_documents, *contest.legal_basis),
    )


def _draws(round_: Round, bank: BankFile) -> bool:
    return any(slot.partition("/")[0] == round_.id for slot in bank.slots)


def _divisions(contest: Contest) -> tuple[DivisionId | None, ...]:
    return tuple(division.id for division in contest.divisions) or (None,)


def _paper(contest: Contest, division: DivisionId | None) -> PaperRules:
    own = next((each.paper for each in contest.divisions if each.id == division), None)
    return own or contest.paper
