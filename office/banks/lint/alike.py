"""Questions that ask the same, in one bank or in two banks of a contest.

1. The same: stem and right answer agree but for case, punctuation and the place of a tone mark.
2. Nearly the same: seven in ten of their two-word phrases agree, in the stem with the right answer
   the same, or in stem and options together.
3. Questions with other numbers in the stem (another decree, another year), or of which one denies
   what the other asks, are different questions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.contest.questions import QuestionKind, WrittenQuestion
from office.banks.folding import folded, shingles, words_of
from office.banks.lint.answers import rounded
from office.banks.lint.linted import ComparedBank, LintedBank
from office.contest_file.codes import Code
from office.contest_file.findings import Findings

NEARLY = Fraction(7, 10)
_NEGATIONS = frozenset(words_of("không chưa sai trừ"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """A question as it is compared."""

    bank: ComparedBank
    question: WrittenQuestion
    stem: str
    phrases: frozenset[tuple[str, str]]
    all_phrases: frozenset[tuple[str, str]]
    tells_apart: frozenset[str]
    right: frozenset[str]


def find_alike(
    banks: Sequence[LintedBank], others: Sequence[LintedBank], findings: Findings
) -> None:
    """Find every question that repeats an earlier one, banks in the order given, others first."""
    earlier: list[_Shape] = [_shape(bank, each) for bank in others for each in bank.questions]
    by_phrase = _phrases_of(earlier)
    for bank in banks:
        for question in bank.questions:
            shape = _shape(bank, question)
            _compare(shape, earlier, by_phrase, findings)
            _note(shape, len(earlier), by_phrase)
            earlier.append(shape)


def in_both(
    bank: ComparedBank, others: Sequence[ComparedBank]
) -> Iterator[tuple[WrittenQuestion, ComparedBank, WrittenQuestion]]:
    """Yield every question that other banks have too, with the one that is most like it.

    Here a stem that agrees is enough, whatever its options.
    """
    there = [_shape(other, each) for other in others for each in other.questions]
    by_phrase = _phrases_of(there)
    by_stem = {shape.stem: shape for shape in reversed(there)}
    for question in bank.questions:
        shape = _shape(bank, question)
        nearest = _nearest(shape, there, by_phrase)
        same = by_stem.get(shape.stem) or (nearest and nearest[1])
        if same:
            yield question, same.bank, same.question


def likeness(one: Iterable[object], other: Iterable[object]) -> Fraction:
    """Return how much of two sets is common to both, from 0 to 1.

    >>> likeness({1, 2, 3}, {2, 3, 4})
    Fraction(1, 2)
    """
    first, second = frozenset(one), frozenset(other)
    return Fraction(len(first & second), len(first | second) or 1)


def _compare(
    shape: _Shape,
    earlier: Sequence[_Shape],
    by_phrase: dict[tuple[str, str], list[int]],
    findings: Findings,
) -> None:
    """Find the earlier question that is most like this one, if any is like it."""
    nearest = _nearest(shape, earlier, by_phrase)
    if nearest is None:
        return
    alike, other = nearest
    same = shape.stem == other.stem and shape.right == other.right
    details = {
        "question": shape.question.id,
        "other": other.question.id,
        "where": other.bank.where(other.question),
    }
    place = shape.bank.place(shape.question)
    if same:
        findings.add(Code.SAME_QUESTION, place, **details)
    else:
        findings.add(Code.NEARLY_SAME_QUESTION, place, **details, percent=rounded(100 * alike))


def _nearest(
    shape: _Shape, earlier: Sequence[_Shape], by_phrase: Mapping[tuple[str, str], list[int]]
) -> tuple[Fraction, _Shape] | None:
    """Return the question that is most like this one and how much, if any is like it."""
    common = Counter(index for phrase in shape.phrases for index in by_phrase.get(phrase, ()))
    nearest: tuple[Fraction, _Shape] | None = None
    for index, count in sorted(common.items()):
        other = earlier[index]
        if 2 * count < len(shape.phrases) or other.tells_apart != shape.tells_apart:
            continue
        alike = _alike(shape, other)
        if alike >= NEARLY and (nearest is None or alike > nearest[0]):
            nearest = (alike, other)
    return nearest


def _alike(one: _Shape, other: _Shape) -> Fraction:
    whole = likeness(one.all_phrases, other.all_phrases)
    if one.right == other.right:
        return max(whole, likeness(one.phrases, other.phrases))
    return whole


def _shape(bank: ComparedBank, question: WrittenQuestion) -> _Shape:
    words = words_of(question.text)
    phrases = shingles(words)
    options = (phrase for each in question.options for phrase in shingles(words_of(each.text)))
    right = {folded(option.text) for option in question.options if option.right}
    if question.kind is QuestionKind.NUMBER:
        right = {question.number}
    return _Shape(
        bank=bank,
        question=question,
        stem=folded(question.text),
        phrases=phrases,
        all_phrases=phrases | frozenset(options),
        tells_apart=frozenset(
            word for word in words if any(map(str.isdigit, word)) or word in _NEGATIONS
        ),
        right=frozenset(right),
    )


def _phrases_of(shapes: Sequence[_Shape]) -> dict[tuple[str, str], list[int]]:
    by_phrase: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, shape in enumerate(shapes):
        _note(shape, index, by_phrase)
    return by_phrase


def _note(shape: _Shape, index: int, by_phrase: dict[tuple[str, str], list[int]]) -> None:
    for phrase in shape.phrases:
        by_phrase[phrase].append(index)
