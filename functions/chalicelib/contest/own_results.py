"""One's own result, as a record in a public file that the receipt alone opens.

1. The key to a record follows from the receipt's nonce, which only the contestant is given.  It is
   worked out when the attempt starts and kept with it, so that whoever makes the records needs no
   secret of the contest.
2. A record lies under one hash of its key and is encrypted under another: the public code finds
   nothing, and whoever has the file sees how many records there are.
3. All records of a round are padded to one length, which tells nothing of any of them.
4. Records are spread over so many files, by the first digits of their names, that one is about
   ``FILE_BYTES`` long: who reads the own result fetches little, and whose it is stays untold.
5. Whether an answer was right is not told where a later round may ask the question again.
6. What corrections changed is told: an answer that was accepted later is right, and a voided
   question is neither right nor wrong.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import NamedTuple

from chalicelib.contest.attempt_lines import FinalAttempt
from chalicelib.contest.ids import QuestionId
from chalicelib.contest.papers import PREDICTION

FILE_BYTES = 12_000
"""How long a file is on average: chance fills few of them beyond 20 kB."""

RIGHT, WRONG, MISSING, UNTOLD, VOID = "1", "0", "-", "?", "x"
"""What is told of an answer.

``UNTOLD`` stands where a later round may ask the question again, ``VOID`` where the question counts
for nobody.
"""

NOTHING_ELSE: Mapping[QuestionId, AbstractSet[str]] = MappingProxyType({})

_NAME_DIGITS = 24
_SPREAD_DIGITS = 8
_PADDED_TO = 32


class Address(NamedTuple):
    """Where a record lies, and what opens it."""

    name: str
    """24 hex digits."""
    key: bytes
    """32 bytes."""


def address_of(key: str) -> Address:
    """Return where the record of a result key lies, and under what it is encrypted.

    >>> address_of("00" * 16).name
    'f5a15426c4e888334010ec1c'
    """
    name = hashlib.sha256(f"own-name:{key}".encode()).hexdigest()[:_NAME_DIGITS]
    return Address(name, hashlib.sha256(f"own-key:{key}".encode()).digest())


def file_number(name: str, files: int) -> int:
    """Return in which of so many files a record lies.

    >>> [file_number(name + "0" * 16, 4) for name in ("00000000", "3fffffff", "40000000")]
    [0, 0, 1]
    """
    return int(name[:_SPREAD_DIGITS], 16) * files >> 4 * _SPREAD_DIGITS


def outcomes_of(
    attempt: FinalAttempt,
    right: Mapping[QuestionId, str],
    untold: AbstractSet[QuestionId] = frozenset(),
    *,
    also: Mapping[QuestionId, AbstractSet[str]] = NOTHING_ELSE,
    voided: AbstractSet[QuestionId] = frozenset(),
) -> str:
    """Return what is told of each answer of a paper, one sign for each question.

    ``also`` are the answers that corrections accepted as well, ``voided`` the questions that they
    made count for nobody.
    """
    answers = attempt.answers
    return "".join(
        VOID
        if question in voided
        else MISSING
        if question not in answers
        else UNTOLD
        if question in untold
        else RIGHT
        if answers[question] == right[question] or answers[question] in also.get(question, ())
        else WRONG
        for question in attempt.question_ids
    )


def own_value(
    attempt: FinalAttempt, outcomes: str, place: Mapping[str, object]
) -> dict[str, object]:
    """Return the JSON value of a record; ``place`` says what the attempt has come to."""
    answers = attempt.answers
    return {
        **place,
        "schema": 1,
        "code": attempt.receipt_code,
        "questions": list(attempt.question_ids),
        "answers": [answers.get(question, "") for question in attempt.question_ids],
        "outcomes": outcomes,
        "prediction": answers.get(PREDICTION, ""),
    }


def padded(values: Sequence[bytes]) -> Iterator[bytes]:
    """Yield JSON values, all as long as the longest: blanks after a value say nothing.

    >>> [len(value) for value in padded([b"{}", b"[" + b" " * 31 + b"]"])]
    [64, 64]
    """
    longest = max(map(len, values), default=0)
    length = longest + -longest % _PADDED_TO
    return (value.ljust(length) for value in values)


def write_files(records: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Yield each file's canonical JSON, without a line break, in the order of their numbers.

    ``records`` are names with what is sealed, in base64.  No record, no file.

    >>> list(write_files([("b" * 24, "Zg=="), ("a" * 24, "ZQ==")]))[0].decode()
    '{"records":{"aaaaaaaaaaaaaaaaaaaaaaaa":"ZQ==","bbbbbbbbbbbbbbbbbbbbbbbb":"Zg=="},"schema":1}'
    """
    members = [(name, f'"{name}":"{sealed}"') for name, sealed in sorted(records)]
    files = -(-sum(len(member) + 1 for _, member in members) // FILE_BYTES)
    spread: list[list[str]] = [[] for _ in range(files)]
    for name, member in members:
        spread[file_number(name, files)].append(member)
    for some in spread:
        yield f'{{"records":{{{",".join(some)}}},"schema":1}}'.encode()
