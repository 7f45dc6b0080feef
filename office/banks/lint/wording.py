"""Single questions: options that speak of others, that repeat each other, negations read over.

1. "All of the above" has to stand last, since options are shuffled for everybody.
2. For the same reason nothing may call an option by its letter, an explanation neither.
3. A negation in the stem is written in capitals, so that it is not read over.
"""

import re

from chalicelib.contest.questions import WrittenQuestion
from office.banks.folding import folded, lowered
from office.banks.lint.linted import LintedBank
from office.contest_file.codes import Code
from office.contest_file.findings import Findings

_THING = "(?:phương án|đáp án|ý|câu|nội dung|trường hợp|lựa chọn|điều|khẳng định|phát biểu)"
_ALL_OF_THEM = re.compile(
    rf"(?:tất cả|toàn bộ|cả)(?: .*)? (?:ở trên|nêu trên|trên|vừa nêu|còn lại|đều đúng|đều sai)"
    rf"|(?:tất cả|toàn bộ)(?: các| mọi)? {_THING}(?: đúng| sai)?"
    rf"|cả (?:hai|ba|bốn|năm|[2-9]) {_THING}(?: .*)?"
    rf"|cả [a-j](?: và)?(?: [a-j])*(?: và)? [a-j](?: .*)?"
    rf"|(?:không có |không |chẳng có )(?:một )?{_THING} nào(?: .*)?"
    rf"|(?:các |những )?{_THING} (?:ở trên|nêu trên|trên|còn lại)(?: .*)?"
)
_BY_LETTER = re.compile(
    r"\b(?:[Đđ]áp án|[Pp]hương án|[Ýý]|[Cc]ả|[Ll]ựa chọn)"
    r" [A-J](?:(?:, ?| và | hoặc |, và )[A-J])*(?![\w/-])"
    r"|^[A-J](?:, ?[A-J])*(?: và | hoặc |, ?)[A-J](?= đều| đúng| sai|$)"
)
_NEGATION = re.compile(
    r"\b(?:nào|gì|ai|đâu)\b[^?.]*?\b"
    r"(không phải|không thuộc|không đúng|không bao gồm|không nằm|chưa đúng|ngoại trừ|là sai|sai)\b"
)
_STRESSED = re.compile(r"\b(?:KHÔNG|CHƯA|SAI|TRỪ)\b")


def find_wording(bank: LintedBank, findings: Findings) -> None:
    """Find what is wrong within single questions."""
    for question in bank.questions:
        _find_all_of_them(bank, question, findings)
        _find_letters(bank, question, findings)
        _find_repeated(bank, question, findings)
        _find_negation(bank, question, findings)


def speaks_of_all(option: str) -> bool:
    """Tell whether an option speaks of the other options and not of the subject.

    >>> speaks_of_all("Tất cả các đáp án trên"), speaks_of_all("Cả A, B và C đều đúng")
    (True, True)
    >>> speaks_of_all("Cả hai vợ chồng"), speaks_of_all("Tất cả công dân từ đủ 18 tuổi trở lên")
    (False, False)
    """
    return _ALL_OF_THEM.fullmatch(lowered(option)) is not None


def _find_all_of_them(bank: LintedBank, question: WrittenQuestion, findings: Findings) -> None:
    for option in question.options:
        if not option.last and speaks_of_all(option.text):
            findings.add(
                Code.ALL_OF_THEM_NOT_LAST,
                bank.place(question),
                question=question.id,
                typed=option.text,
            )


def _find_letters(bank: LintedBank, question: WrittenQuestion, findings: Findings) -> None:
    texts = (question.text, *(option.text for option in question.options), question.explanation)
    found = [match.group() for match in map(_BY_LETTER.search, texts) if match]
    if question.options and found:
        findings.add(
            Code.OPTIONS_BY_LETTER, bank.place(question), question=question.id, typed=found[0]
        )


def _find_repeated(bank: LintedBank, question: WrittenQuestion, findings: Findings) -> None:
    first: dict[str, str] = {}
    for option in question.options:
        other = first.setdefault(folded(option.text), option.text)
        if other is not option.text:
            findings.add(
                Code.OPTION_REPEATED,
                bank.place(question),
                question=question.id,
                typed=option.text,
                other=other,
            )


def _find_negation(bank: LintedBank, question: WrittenQuestion, findings: Findings) -> None:
    found = _NEGATION.search(question.text)
    if found and not _STRESSED.search(question.text):
        findings.add(
            Code.PLAIN_NEGATION, bank.place(question), question=question.id, typed=found[1]
        )
