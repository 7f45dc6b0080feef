"""The plain-text bank: what question writers type, read into questions and written back.

1. A question starts at ``[id] text``.  Options follow: ``-`` wrong, ``*`` right; ``->`` and ``*>``
   must stay last.  Then fields, in any order: ``Nguồn:``, ``Chủ đề:``, ``Mức:``, ``Loại:``,
   ``Điểm:``, ``Giải thích:``.
2. A line that starts with ``#`` is a comment.  An indented line continues the line above it.
3. Blank lines part questions for the eye; runs of blanks inside a line are one blank.
4. Exactly one option is right, or with ``Loại: nhiều đáp án`` at least one; options differ
   whatever their case, and a source is named.  A question with ``Loại: điền số`` has one line
   ``= 42`` instead of options.
5. A question with a line that cannot be read is not checked further: the rest would be guesses.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from chalicelib.contest.errors import InvalidInputError
from chalicelib.contest.ids import QuestionId
from chalicelib.contest.questions import (
    LETTERS,
    QuestionKind,
    WrittenOption,
    WrittenQuestion,
    read_number,
)
from office.contest_file.codes import Code
from office.contest_file.findings import Finding, Findings, Place
from office.contest_file.scalars import Scalar, hint_for, read_slug, read_whole

DIFFICULTIES = ("dễ", "vừa", "khó")
FIELDS = {
    "Nguồn": "source",
    "Chủ đề": "topic",
    "Mức": "difficulty",
    "Loại": "kind",
    "Điểm": "points",
    "Giải thích": "explanation",
}
KINDS = {
    "một đáp án": QuestionKind.SINGLE,
    "nhiều đáp án": QuestionKind.MULTIPLE,
    "điền số": QuestionKind.NUMBER,
}
MOST_POINTS = 100

_HEADING = re.compile(r"\[([^\]]*)\](.*)")
_OPTION = re.compile(r"([-*])(>?)(.*)")
_NUMBER = re.compile(r"=(.*)")
_FIELD = re.compile(r"([^\W\d_][^:]{0,29}):(.*)")
_FIELD_BY_FOLDED = {name.casefold(): attribute for name, attribute in FIELDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedBank:
    """A bank's sound questions, the line of each, and what was found."""

    questions: tuple[WrittenQuestion, ...]
    lines: dict[QuestionId, int]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Entry:
    """One line with its continuations: an option, a field or a heading, and where it starts."""

    line: int
    words: list[str]
    mark: str = ""
    last: bool = False

    def text(self) -> str:
        return " ".join(self.words)


@dataclass(slots=True)
class _Block:
    """One question as typed, before anything is checked."""

    id: str
    heading: _Entry
    options: list[_Entry] = field(default_factory=list)
    numbers: list[_Entry] = field(default_factory=list)
    fields: dict[str, _Entry] = field(default_factory=dict)
    readable: bool = True


def parse_bank(text: str, path: str) -> tuple[tuple[WrittenQuestion, ...], tuple[Finding, ...]]:
    """Return the questions that are sound and everything found; ``path`` is what findings print."""
    bank = read_bank(text, path)
    return bank.questions, bank.findings


def read_bank(text: str, path: str) -> ParsedBank:
    """Return what ``parse_bank`` does, and the line at which each question starts."""
    findings = Findings()
    questions: dict[QuestionId, WrittenQuestion] = {}
    lines: dict[QuestionId, int] = {}
    for block in _read_blocks(unicodedata.normalize("NFC", text), path, findings):
        errors = findings.errors()
        id_ = QuestionId(block.id)
        place = Place(path=path, line=block.heading.line)
        read_slug(Scalar(field="[…]", text=id_, place=place), findings)
        if id_ in lines:
            findings.add(Code.DUPLICATE_QUESTION, place, question=id_, other=f"{path}:{lines[id_]}")
        lines.setdefault(id_, block.heading.line)
        if block.readable:
            question = _read_question(block, path, findings)
            if findings.errors() == errors:
                questions[id_] = question
    return ParsedBank(
        questions=tuple(questions.values()), lines=lines, findings=findings.in_order()
    )


def format_bank(questions: Iterable[WrittenQuestion]) -> str:
    """Return the questions as their writers would type them; ``parse_bank`` gives them back."""
    return "\n".join(_format_question(question) for question in questions)


def _format_question(question: WrittenQuestion) -> str:
    lines = [f"[{question.id}] {question.text}"]
    for option in question.options:
        lines.append(f"{'*' if option.right else '-'}{'>' * option.last} {option.text}")
    if question.kind is QuestionKind.NUMBER:
        lines.append(f"= {question.number}")
    named = {kind: name for name, kind in KINDS.items()}
    values = {
        "source": question.source,
        "topic": question.topic,
        "difficulty": question.difficulty,
        "kind": "" if question.kind is QuestionKind.SINGLE else named[question.kind],
        "points": str(question.points) if question.points > 1 else "",
        "explanation": question.explanation,
    }
    lines += [f"{name}: {values[key]}" for name, key in FIELDS.items() if values[key]]
    return "\n".join(lines) + "\n"


def _read_blocks(text: str, path: str, findings: Findings) -> list[_Block]:
    blocks: list[_Block] = []
    current: _Entry | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            current = None
        elif line.startswith("#"):
            continue
        elif line[0].isspace() and current is not None:
            current.words += line.split()
        elif heading := _HEADING.fullmatch(line):
            current = _Entry(line=number, words=heading[2].split())
            blocks.append(_Block(id=heading[1].strip(), heading=current))
        else:
            block = blocks[-1] if blocks else None
            current = _read_entry(line, number, block, path, findings)
            if current is None and block is not None:
                block.readable = False
    return blocks


def _read_entry(
    line: str, number: int, block: _Block | None, path: str, findings: Findings
) -> _Entry | None:
    """Return the option or field that a line is, put into its block, or None after a finding."""
    place = Place(path=path, line=number)
    option, written_field = _OPTION.fullmatch(line), _FIELD.fullmatch(line)
    if block is not None and option and not block.fields:
        entry = _Entry(line=number, words=option[3].split(), mark=option[1], last=bool(option[2]))
        block.options.append(entry)
        return entry
    number_line = _NUMBER.fullmatch(line)
    if block is not None and number_line and not block.fields:
        entry = _Entry(line=number, words=number_line[1].split())
        block.numbers.append(entry)
        return entry
    if block is not None and written_field:
        name = " ".join(written_field[1].split())
        attribute = _FIELD_BY_FOLDED.get(name.casefold())
        if attribute is None:
            findings.add(Code.UNKNOWN_FIELD, place, field=name, hint=hint_for(name, FIELDS))
        elif attribute in block.fields:
            findings.add(Code.DUPLICATE_FIELD, place, field=name)
        else:
            entry = _Entry(line=number, words=written_field[2].split())
            block.fields[attribute] = entry
            return entry
        return None
    findings.add(Code.BAD_LINE, place, typed=line.strip())
    return None


def _read_question(block: _Block, path: str, findings: Findings) -> WrittenQuestion:
    place = Place(path=path, line=block.heading.line)
    if not block.heading.words:
        findings.add(Code.EMPTY_QUESTION, place, question=block.id)
    values = {name: entry.text() for name, entry in block.fields.items()}
    kind = _read_kind(block, values.get("kind", ""), path, findings)
    number = ""
    if block.options if kind is QuestionKind.NUMBER else block.numbers:
        findings.add(Code.NUMBER_AND_OPTIONS, place, question=block.id)
    elif kind is QuestionKind.NUMBER:
        number = _read_right_number(block, place, findings)
    else:
        _check_options(block, kind, path, findings)
    if not values.get("source"):
        findings.add(Code.MISSING_SOURCE, place, question=block.id)
    difficulty = values.get("difficulty", "").casefold()
    if difficulty and difficulty not in DIFFICULTIES:
        difficult = Place(path=path, line=block.fields["difficulty"].line)
        findings.add(Code.UNKNOWN_DIFFICULTY, difficult, typed=difficulty)
    return WrittenQuestion(
        id=QuestionId(block.id),
        text=block.heading.text(),
        options=tuple(
            WrittenOption(text=option.text(), right=option.mark == "*", last=option.last)
            for option in block.options
        ),
        source=values.get("source", ""),
        topic=values.get("topic", ""),
        difficulty=difficulty,
        explanation=values.get("explanation", ""),
        kind=kind,
        points=_read_points(block, path, findings),
        number=number,
    )


def _read_kind(block: _Block, typed: str, path: str, findings: Findings) -> QuestionKind:
    if typed and typed.casefold() not in KINDS:
        place = Place(path=path, line=block.fields["kind"].line)
        findings.add(Code.UNKNOWN_KIND, place, typed=typed, hint=hint_for(typed.casefold(), KINDS))
    return KINDS.get(typed.casefold(), QuestionKind.SINGLE)


def _read_points(block: _Block, path: str, findings: Findings) -> int:
    entry = block.fields.get("points")
    if entry is None:
        return 1
    typed = Scalar(field="Điểm", text=entry.text(), place=Place(path=path, line=entry.line))
    return read_whole(typed, 1, findings, MOST_POINTS)


def _read_right_number(block: _Block, place: Place, findings: Findings) -> str:
    try:
        [entry] = block.numbers
        return read_number(entry.text())
    except (ValueError, InvalidInputError):
        findings.add(Code.BAD_NUMBER, place, question=block.id)
        return ""


def _check_options(block: _Block, kind: QuestionKind, path: str, findings: Findings) -> None:
    place = Place(path=path, line=block.heading.line)
    count = len(block.options)
    if count < 2:
        findings.add(Code.TOO_FEW_OPTIONS, place, question=block.id, count=count)
        return
    if count > len(LETTERS):
        findings.add(Code.TOO_MANY_OPTIONS, place, question=block.id, most=len(LETTERS))
    right = [option for option in block.options if option.mark == "*"]
    if not right:
        findings.add(Code.NO_RIGHT_OPTION, place, question=block.id)
    for option in right[1:] if kind is QuestionKind.SINGLE else ():
        findings.add(
            Code.SEVERAL_RIGHT_OPTIONS,
            Place(path=path, line=option.line),
            question=block.id,
            line=right[0].line,
        )
    _check_texts(block.options, path, findings)


def _check_texts(options: Sequence[_Entry], path: str, findings: Findings) -> None:
    first: dict[str, int] = {}
    for option in options:
        place = Place(path=path, line=option.line)
        if not option.words:
            findings.add(Code.EMPTY_OPTION, place)
        else:
            seen = first.setdefault(option.text().casefold(), option.line)
            if seen != option.line:
                findings.add(Code.EQUAL_OPTIONS, place, typed=option.text(), line=seen)
