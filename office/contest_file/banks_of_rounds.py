"""The banks that the rounds name: read once each, held against every paper that draws from them."""

from collections.abc import Callable, Mapping, Sequence

from chalicelib.contest.ids import BankSlot, DivisionId, QuestionId, bank_slot
from chalicelib.contest.papers import PREDICTION
from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.rules import PaperRules
from office.banks.text_format import DIFFICULTIES, ParsedBank, read_bank
from office.contest_file.codes import Code
from office.contest_file.details import Detail, Phrase, phrase
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings, Place

AMPLE_BANK = 10
"""A bank of so many papers' questions makes two people's papers differ in most questions."""

ReadFile = Callable[[str, Place], str | None]
"""Reads a file that a place names: its text, or None after a finding."""


def read_banks(
    draft: Draft, read: ReadFile, shown: Callable[[str], str], findings: Findings
) -> tuple[dict[BankSlot, tuple[WrittenQuestion, ...]], dict[str, ParsedBank | None]]:
    """Return the questions of every round, for each division where there are divisions.

    Besides them what is in every file by its path, None where it cannot be read.
    """
    banks: dict[BankSlot, tuple[WrittenQuestion, ...]] = {}
    parsed: dict[str, ParsedBank | None] = {}
    first: dict[QuestionId, str] = {}
    measured: set[tuple[str, PaperRules]] = set()
    papers = {each.id: each.paper for each in draft.divisions or ()}
    divisions: tuple[DivisionId | None, ...] = tuple(papers) or (None,)
    for index, entry in enumerate(draft.rounds or ()):
        for division in divisions:
            file, steps = entry.bank_of(division)
            if not file:
                continue
            mention, path = draft.fields.find("rounds", index, *steps), shown(file)
            if path not in parsed:
                parsed[path] = _read_bank(read(file, mention), path, first, findings)
            bank = parsed[path]
            if bank is None:
                continue
            banks[bank_slot(entry.round.id, division)] = bank.questions
            own = papers.get(division) if division is not None else None
            paper = own or draft.paper
            if paper is not None and not bank.findings and (path, paper) not in measured:
                measured.add((path, paper))
                _check_size(bank.questions, paper, mention, findings)
    return banks, parsed


def bank_files(draft: Draft) -> dict[BankSlot, str]:
    """Return the file that each round names, for each division where there are divisions."""
    divisions: tuple[DivisionId | None, ...] = tuple(each.id for each in draft.divisions or ())
    named = {
        bank_slot(entry.round.id, division): entry.bank_of(division)[0]
        for entry in draft.rounds or ()
        for division in divisions or (None,)
    }
    return {slot: file for slot, file in named.items() if file}


def bank_mentions(draft: Draft) -> Mapping[str, Place]:
    """Return the file of every bank, and the place that names it first."""
    mentions: dict[str, Place] = {}
    for index, entry in enumerate(draft.rounds or ()):
        if entry.bank:
            mentions.setdefault(entry.bank, draft.fields.find("rounds", index, "bank"))
        for division, file in entry.banks:
            mentions.setdefault(file, draft.fields.find("rounds", index, "banks", division))
    return mentions


def _read_bank(
    text: str | None, path: str, first: dict[QuestionId, str], findings: Findings
) -> ParsedBank | None:
    if text is None:
        return None
    bank = read_bank(text, path)
    findings.extend(bank.findings)
    for question, line in bank.lines.items():
        place = Place(path=path, line=line)
        if question in first:
            other = first[question]
            findings.add(Code.DUPLICATE_QUESTION, place, question=question, other=other)
        if question == PREDICTION:
            findings.add(Code.RESERVED_ID, place, typed=question)
        first.setdefault(question, f"{path}:{line}")
    return bank


def _check_size(
    questions: Sequence[WrittenQuestion], paper: PaperRules, mention: Place, findings: Findings
) -> None:
    size, drawn = len(questions), paper.questions
    if size < drawn:
        findings.add(Code.BANK_TOO_SMALL, mention, size=size, drawn=drawn)
    elif not _check_quotas(questions, paper, mention, findings) and size < AMPLE_BANK * drawn:
        findings.add(Code.SMALL_BANK, mention, size=size, drawn=drawn, ample=AMPLE_BANK * drawn)


def _check_quotas(
    questions: Sequence[WrittenQuestion], paper: PaperRules, mention: Place, findings: Findings
) -> bool:
    """Find the quotas that the bank cannot meet; tell whether there are any.

    Every quota draws among what those before it have left, so that the worst case counts: those
    before it that overlap with it may have drawn all that both admit.
    """
    short = False
    for index, quota in enumerate(paper.quotas):
        if quota.difficulty not in {"", *DIFFICULTIES}:
            continue
        fitting = {q.id for q in questions if quota.admits(q.topic, q.difficulty)}
        for before in paper.quotas[:index]:
            shared = [
                q.id for q in questions if q.id in fitting and before.admits(q.topic, q.difficulty)
            ]
            fitting -= set(sorted(shared)[: before.count])
        if len(fitting) < quota.count:
            short = True
            findings.add(
                Code.QUOTA_NOT_MET,
                mention,
                size=len(fitting),
                drawn=quota.count,
                what=named_group(quota.topic, quota.difficulty),
            )
    return short


def named_group(topic: str, difficulty: str) -> Phrase:
    """Return how a quota's questions are called; an empty topic or difficulty stands for any."""
    details: dict[str, Detail] = {
        "topic": topic or phrase("office.quota.any"),
        "difficulty": difficulty or phrase("office.quota.any"),
    }
    return phrase("office.quota.named", **details)
