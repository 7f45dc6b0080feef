"""The practice bank: public with its answers, so that none of its questions may be in a paper."""

from collections.abc import Mapping

from chalicelib.contest.questions import WrittenQuestion
from office.banks.lint.alike import in_both
from office.banks.lint.linted import ComparedBank
from office.banks.text_format import ParsedBank, read_bank
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings
from office.contest_file.folder import Folder


def read_practice_bank(
    draft: Draft, where: Folder, papers: Mapping[str, ParsedBank | None], findings: Findings
) -> tuple[WrittenQuestion, ...]:
    """Return the questions that people practise with; none where the contest has no practice.

    ``papers`` are the contest's banks by their paths, None where one cannot be read.
    """
    if draft.practice is None or not draft.practice.bank:
        return ()
    mention = draft.fields.find("practice", "bank")
    shown = where.shown(draft.practice.bank)
    if shown in papers:
        findings.add(Code.PRACTICE_IS_CONTEST_BANK, mention, file=shown)
        return ()
    text = where.read(draft.practice.bank, mention, findings)
    if text is None:
        return ()
    parsed = read_bank(text, shown)
    findings.extend(parsed.findings)
    least = draft.practice.rules.questions or 1
    size = len(parsed.questions)
    if size < least and not parsed.findings:
        findings.add(Code.PRACTICE_TOO_SMALL, mention, size=size, drawn=least)
    practice = _compared(shown, parsed)
    banks = [_compared(path, bank) for path, bank in papers.items() if bank is not None]
    for question, bank, other in in_both(practice, banks):
        findings.add(
            Code.PRACTICE_IN_CONTEST,
            practice.place(question),
            question=question.id,
            other=other.id,
            where=bank.where(other),
        )
    return parsed.questions


def _compared(path: str, bank: ParsedBank) -> ComparedBank:
    return ComparedBank(path=path, questions=bank.questions, lines=bank.lines)
