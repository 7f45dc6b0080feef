"""The file of answers that the quiz page saves where they could not be sent: read and judged.

It is evidence, not a submission.  Its token proves which attempt it belongs to, since only a device
of that attempt has one; that the answers were given in time nothing in it can prove.  So it is said
what it holds beside what is stored, and the office decides.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.errors import InvalidInputError, InvalidTokenError
from chalicelib.contest.ids import ContestId
from chalicelib.contest.papers import Paper, check_answers
from chalicelib.contest.tokens import AttemptToken, read_token
from chalicelib.ports import Person
from chalicelib.use_cases.entry import EntryDesk
from chalicelib.use_cases.start import paper_of
from office.reasons import reason_of
from office.receipts.proof import MOST_BYTES, BadFileError
from office.texts import text

SCHEMA = 1
_LATEST_AT = 253_402_300_799_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersFile:
    """What a file of answers says."""

    contest: ContestId
    token: str
    revision: int
    saved_revision: int
    """The last revision that the server acknowledged to that page."""
    written_at: int
    """When the page wrote it, as it reckoned the server's time; nobody vouches for it."""
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The file beside the stored attempt that its token names."""

    file: AnswersFile
    attempt: Attempt
    person: Person | None
    paper: Paper
    answers: Mapping[str, str]
    """Those of the file in the form in which answers are stored."""
    epoch: int
    """The device of the attempt that wrote the file, counted from 1."""

    def differing(self) -> tuple[str, ...]:
        """Return the ids of what is answered otherwise in the store, in the paper's order."""
        order = [*self.paper.question_ids(), *sorted({*self.answers, *self.attempt.answers})]
        stored = self.attempt.answers
        return tuple(
            dict.fromkeys(each for each in order if self.answers.get(each) != stored.get(each))
        )


def read_answers_file(path: Path) -> AnswersFile:
    """Return what the file says; raise BadFileError where it is none of ours."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = reason_of(error)
        raise BadFileError(text("receipt.unreadable", path=path, reason=reason)) from error
    try:
        value = json.loads(data.decode("utf-8-sig")) if len(data) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict) or value.get("answers_file") != SCHEMA:
        raise BadFileError(text("answers_file.none", path=path))
    words, numbers = ("contest", "token"), ("revision", "saved_revision", "written_at")
    answers = value.get("answers")
    if not (
        all(isinstance(value.get(name), str) for name in words)
        and all(type(value.get(name)) is int and 0 <= value[name] <= _LATEST_AT for name in numbers)
        and isinstance(answers, dict)
        and all(isinstance(answer, str) for answer in answers.values())
    ):
        raise BadFileError(text("answers_file.damaged", path=path))
    return AnswersFile(
        contest=ContestId(value["contest"]),
        token=value["token"],
        revision=value["revision"],
        saved_revision=value["saved_revision"],
        written_at=value["written_at"],
        answers=answers,
    )


def judge(desk: EntryDesk, file: AnswersFile, path: Path) -> Judged:
    """Return the file beside what is stored; raise BadFileError where it is not of this contest."""
    held = _token_of(desk, file, path)
    attempt = desk.attempts.get_attempt(held.key)
    if attempt is None:
        raise BadFileError(text("answers_file.foreign", path=path))
    paper = paper_of(desk, held)
    rules = desk.rules.rules_of(held.rules).paper_of(held.division)
    try:
        answers = check_answers(paper, file.answers, rules)
    except InvalidInputError as error:
        raise BadFileError(text("answers_file.damaged", path=path)) from error
    return Judged(
        file=file,
        attempt=attempt,
        person=desk.people.get_person(desk.contest_id, held.key.pid),
        paper=paper,
        answers=answers,
        epoch=held.device_epoch,
    )


def _token_of(desk: EntryDesk, file: AnswersFile, path: Path) -> AttemptToken:
    try:
        held = read_token(file.token, desk.banks.secrets().tokens)
    except InvalidTokenError as error:
        raise BadFileError(text("answers_file.foreign", path=path)) from error
    if held.key.contest != desk.contest_id:
        raise BadFileError(text("answers_file.foreign", path=path))
    return held
