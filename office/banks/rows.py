"""One row of a question sheet <-> one question.

1. The right answer is a letter, several letters, the very text of an option, or a number.
2. ``Loại`` may be left out: several letters mean several answers, a number without options a
   number.  ``đúng - sai`` needs no options.
3. What writers number twice counts once: ``A.`` before the text in the column of option A,
   ``Câu 3:`` before the question.
4. ``cells_of`` writes what ``read_question`` reads: the same question comes back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.contest.errors import InvalidInputError
from chalicelib.contest.ids import QuestionId
from chalicelib.contest.questions import (
    LETTERS,
    QuestionKind,
    WrittenOption,
    WrittenQuestion,
    read_number,
)
from office.banks import columns
from office.banks.folding import folded
from office.banks.option_cells import lettered_twice, numbered, stem_and_options, text_of
from office.banks.right_answers import letters_of, places_of
from office.banks.text_format import DIFFICULTIES, KINDS, MOST_POINTS
from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place
from office.contest_file.scalars import Scalar, hint_for, read_slug, read_whole
from office.tables.sheets import TableRow

TRUE_FALSE = "đúng - sai"
TRUE_FALSE_OPTIONS = ("Đúng", "Sai")
_OTHER_KINDS = {
    "trắc nghiệm": QuestionKind.SINGLE,
    "single": QuestionKind.SINGLE,
    "multiple": QuestionKind.MULTIPLE,
    "number": QuestionKind.NUMBER,
    "true false": QuestionKind.SINGLE,
    TRUE_FALSE: QuestionKind.SINGLE,
}
_KIND_BY_FOLDED = {folded(name): kind for name, kind in (KINDS | _OTHER_KINDS).items()}
_TRUE_FALSE = {folded(TRUE_FALSE), "true false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetQuestion:
    """A sound question of a sheet and its row; its id is empty where the row has none."""

    place: Place
    question: WrittenQuestion


def read_question(row: TableRow, findings: Findings) -> SheetQuestion | None:
    """Return the question that a row holds, or None after a finding."""
    errors = findings.errors()
    cells = row.cells
    id_ = _id(cells, findings)
    stem, texts = stem_and_options(row, findings)
    row.required(columns.SOURCE.key, findings)
    if row.required(columns.TEXT.key, findings) is not None and not stem:
        findings.add(Code.EMPTY, cells[columns.TEXT.key].place, field=columns.TEXT.name)
    named = id_ or _shortened(stem)
    kind, texts = _kind(cells, texts, findings)
    number, right, last = "", frozenset[int](), frozenset[int]()
    if findings.errors() == errors:
        if kind is QuestionKind.NUMBER:
            number = _number(row, named, texts, findings)
        else:
            _check_options(row.place, named, texts, findings)
        if kind is not QuestionKind.NUMBER and findings.errors() == errors:
            kind, right = _right(row, named, kind, texts, findings)
        last = _last(cells, texts, findings)
    question = WrittenQuestion(
        id=QuestionId(id_),
        text=stem,
        options=tuple(
            WrittenOption(text=option, right=index in right, last=index in last)
            for index, option in enumerate(texts)
        ),
        source=text_of(cells, columns.SOURCE.key),
        topic=text_of(cells, columns.TOPIC.key),
        difficulty=_difficulty(cells, findings),
        explanation=text_of(cells, columns.EXPLANATION.key),
        kind=kind or QuestionKind.SINGLE,
        points=_points(cells, findings),
        number=number,
    )
    if findings.errors() > errors:
        return None
    return SheetQuestion(place=row.place, question=question)


def cells_of(question: WrittenQuestion) -> Mapping[str, str | int]:
    """Return the cells of a question's row by column key; empty ones are left out."""
    kinds = {kind: name for name, kind in KINDS.items()}
    kind = kinds[question.kind]
    if tuple(option.text for option in question.options) == TRUE_FALSE_OPTIONS:
        kind = TRUE_FALSE if question.kind is QuestionKind.SINGLE else kind
    cells: dict[str, str | int] = {
        columns.ID.key: question.id,
        columns.TEXT.key: numbered(question.text),
        columns.RIGHT.key: question.number or letters_of(o.right for o in question.options),
        columns.LAST.key: letters_of(option.last for option in question.options),
        columns.SOURCE.key: question.source,
        columns.TOPIC.key: question.topic,
        columns.DIFFICULTY.key: question.difficulty,
        columns.KIND.key: kind,
        columns.POINTS.key: question.points,
        columns.EXPLANATION.key: question.explanation,
    }
    for column, letter, option in zip(columns.OPTION, LETTERS, question.options, strict=False):
        cells[column.key] = lettered_twice(option.text, letter)
    return {key: cell for key, cell in cells.items() if cell != ""}


def _id(cells: Mapping[str, Scalar], findings: Findings) -> str:
    typed = cells.get(columns.ID.key)
    if typed is None:
        return ""
    lower = Scalar(field=typed.field, text=typed.text.lower(), place=typed.place)
    return read_slug(lower, findings)


def _kind(
    cells: Mapping[str, Scalar], texts: tuple[str, ...], findings: Findings
) -> tuple[QuestionKind | None, tuple[str, ...]]:
    """Return the kind that a row states, None where it states none, and the options."""
    typed = cells.get(columns.KIND.key)
    if typed is None:
        right = text_of(cells, columns.RIGHT.key)
        return (QuestionKind.NUMBER if not texts and _is_number(right) else None), texts
    name = folded(typed.text)
    if name not in _KIND_BY_FOLDED:
        hint = hint_for(typed.text.casefold(), [*KINDS, TRUE_FALSE])
        findings.add(Code.UNKNOWN_KIND, typed.place, typed=typed.text, hint=hint)
    if name in _TRUE_FALSE and not texts:
        texts = TRUE_FALSE_OPTIONS
    return _KIND_BY_FOLDED.get(name), texts


def _number(row: TableRow, named: str, texts: tuple[str, ...], findings: Findings) -> str:
    if texts:
        findings.add(Code.NUMBER_AND_OPTIONS, row.place, question=named)
    typed = row.cells.get(columns.RIGHT.key)
    if typed is None:
        findings.add(Code.NO_RIGHT_ANSWER, row.place, question=named)
    elif not _is_number(typed.text):
        findings.add(Code.RIGHT_ANSWER_NO_NUMBER, typed.place, typed=typed.text)
    else:
        return read_number(typed.text)
    return ""


def _right(
    row: TableRow,
    named: str,
    kind: QuestionKind | None,
    texts: Sequence[str],
    findings: Findings,
) -> tuple[QuestionKind | None, frozenset[int]]:
    """Return the kind, told by the answers where it is not stated, and where the right ones are."""
    typed = row.cells.get(columns.RIGHT.key)
    if typed is None:
        findings.add(Code.NO_RIGHT_ANSWER, row.place, question=named)
        return kind, frozenset()
    right = places_of(typed.text, texts)
    if right is None:
        known = letters_of(True for _ in texts)
        findings.add(Code.UNKNOWN_RIGHT_ANSWER, typed.place, typed=typed.text, letters=known)
        return kind, frozenset()
    if kind is None and len(right) > 1:
        return QuestionKind.MULTIPLE, right
    if kind is QuestionKind.SINGLE and len(right) > 1:
        findings.add(Code.SEVERAL_RIGHT_ANSWERS, typed.place, typed=typed.text, count=len(right))
    return kind, right


def _check_options(place: Place, named: str, texts: Sequence[str], findings: Findings) -> None:
    if len(texts) < 2:
        findings.add(Code.TOO_FEW_OPTIONS, place, question=named, count=len(texts))
    if len(texts) > len(LETTERS):
        findings.add(Code.TOO_MANY_OPTIONS, place, question=named, most=len(LETTERS))
    first: dict[str, int] = {}
    for index, option in enumerate(texts):
        seen = first.setdefault(option.casefold(), index)
        if seen != index:
            one, other = LETTERS[seen].upper(), (LETTERS[index : index + 1] or "?").upper()
            findings.add(Code.EQUAL_CELLS, place, one=one, other=other, typed=option)


def _last(cells: Mapping[str, Scalar], texts: Sequence[str], findings: Findings) -> frozenset[int]:
    typed = cells.get(columns.LAST.key)
    if typed is None:
        return frozenset()
    places = places_of(typed.text, texts)
    if places is None:
        known = letters_of(True for _ in texts) or "-"
        findings.add(Code.UNKNOWN_LAST_OPTION, typed.place, typed=typed.text, letters=known)
        return frozenset()
    return places


def _difficulty(cells: Mapping[str, Scalar], findings: Findings) -> str:
    typed = cells.get(columns.DIFFICULTY.key)
    if typed is None:
        return ""
    if typed.text.casefold() not in DIFFICULTIES:
        findings.add(Code.UNKNOWN_DIFFICULTY, typed.place, typed=typed.text)
    return typed.text.casefold()


def _points(cells: Mapping[str, Scalar], findings: Findings) -> int:
    typed = cells.get(columns.POINTS.key)
    return 1 if typed is None else read_whole(typed, 1, findings, MOST_POINTS)


def _is_number(typed: str) -> bool:
    try:
        read_number(typed)
    except InvalidInputError:
        return False
    return True


def _shortened(text: str) -> str:
    """Return how a question without an id is called in a finding."""
    return text if len(text) <= 60 else f"{text[:59]}…"
