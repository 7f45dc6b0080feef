"""The law that questions rest on: whether it holds when the round opens, whether one can study it.

1. A question that names the replacing document too is about both, and is left alone.
2. What the contest's own documents note ("hết hiệu lực", "được thay thế") counts as well.
"""

import re
from collections.abc import Iterator

from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.times import format_day
from office.banks.lint.linted import LintedBank
from office.banks.lint.superseded import REPLACED
from office.contest_file.codes import Code
from office.contest_file.details import Phrase, phrase
from office.contest_file.findings import Findings

_NUMBER = re.compile(
    r"\b[0-9]{1,5}[a-zđ]?(?:/[0-9]{4})?/[A-ZĐƯ][A-Za-zĐđƯư0-9]*(?:-[A-ZĐƯ][A-Za-zĐđƯư0-9]*)*"
)
_PARTY_NUMBER = re.compile(r"\b[0-9]{1,5}-[A-ZĐ]{2,3}/[A-ZĐ]{2,4}\b")
_SUPERSEDED = re.compile(r"hết hiệu lực|(?:được|bị|đã) (?:thay thế|bãi bỏ)", re.IGNORECASE)
_REPLACED = {number.casefold(): (number, by) for number, by in REPLACED.items()}


def find_sources(bank: LintedBank, findings: Findings) -> None:
    """Find questions whose law no longer holds, or is not among the contest's documents."""
    known = {document.number.casefold(): document for document in bank.documents}
    noted = {
        number: document.note
        for number, document in known.items()
        if _SUPERSEDED.search(document.note)
    }
    unlisted: dict[str, list[WrittenQuestion]] = {}
    for question in bank.questions:
        numbers = numbers_in(question.source)
        for number, state in _superseded(bank, question, noted):
            findings.add(
                Code.SUPERSEDED_SOURCE,
                bank.place(question),
                question=question.id,
                number=number,
                state=state,
            )
        if known and numbers and not any(number.casefold() in known for number in numbers):
            unlisted.setdefault(numbers[0], []).append(question)
    for number, resting in unlisted.items():
        findings.add(
            Code.SOURCE_NOT_LISTED,
            bank.place(resting[0]),
            count=len(resting),
            number=number,
            question=resting[0].id,
        )


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of the documents that a text names.

    >>> numbers_in("Luật số 22/2008/QH12, Điều 4; 30c/NQ-CP; 01-NQ/TU; Hiến pháp năm 2013")
    ('22/2008/QH12', '30c/NQ-CP', '01-NQ/TU')
    """
    return (*_NUMBER.findall(text), *_PARTY_NUMBER.findall(text))


def _superseded(
    bank: LintedBank, question: WrittenQuestion, noted: dict[str, str]
) -> Iterator[tuple[str, Phrase]]:
    named = numbers_in(f"{question.source} {question.text}")
    folded = {number.casefold() for number in named}
    for number in dict.fromkeys(named):
        _, by = _REPLACED.get(number.casefold(), ("", None))
        if by is not None and by.in_force_on <= bank.opens_on:
            if by.number.casefold() not in folded:
                day = format_day(by.in_force_on)
                yield number, phrase("office.superseded.by", by=by.number, day=day)
        elif number.casefold() in noted:
            note = noted[number.casefold()]
            yield number, phrase("office.superseded.noted", note=note)
