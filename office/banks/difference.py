"""Two versions of a bank: which questions came, went and changed, and what changed in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.questions import QuestionKind, WrittenOption, WrittenQuestion
from office.banks.text_format import KINDS
from office.texts import text

_NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed in one question: ``part`` names it, ``before`` and ``after`` are its texts."""

    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a new version of a bank does to the present one."""

    added: tuple[WrittenQuestion, ...]
    removed: tuple[WrittenQuestion, ...]
    changed: tuple[tuple[QuestionId, tuple[Change, ...]], ...]
    same: int
    reordered: bool
    """Whether the questions that both have stand in another order."""

    @property
    def none(self) -> bool:
        """Whether both versions are the same."""
        return not (self.added or self.removed or self.changed or self.reordered)


def difference(before: Sequence[WrittenQuestion], after: Sequence[WrittenQuestion]) -> Difference:
    """Return what the second version does to the first, question by question."""
    old = {question.id: question for question in before}
    new = {question.id: question for question in after}
    changed = tuple(
        (id_, _changes(old[id_], question))
        for id_, question in new.items()
        if id_ in old and old[id_] != question
    )
    return Difference(
        added=tuple(question for id_, question in new.items() if id_ not in old),
        removed=tuple(question for id_, question in old.items() if id_ not in new),
        changed=changed,
        same=sum(old.get(id_) == question for id_, question in new.items()),
        reordered=[id_ for id_ in old if id_ in new] != [id_ for id_ in new if id_ in old],
    )


def in_lines(found: Difference) -> list[str]:
    """Return the difference as the lines that are printed: ``+`` new, ``-`` gone, ``~`` changed.

    What is right about a new question is told too: that is what a table may be read wrongly in.
    """
    lines: list[str] = []
    for question in found.added:
        lines.append(f"+ [{question.id}] {question.text}")
        lines.append(text("bank.added", right=_right(question)))
    lines += [f"- [{question.id}] {question.text}" for question in found.removed]
    for id_, changes in found.changed:
        lines.append(f"~ [{id_}]")
        for change in changes:
            lines.append(
                text(
                    "bank.change",
                    part=text(f"bank.part_{change.part}"),
                    before=change.before or text("bank.empty"),
                    after=change.after or text("bank.empty"),
                )
            )
    if found.reordered:
        lines.append(text("bank.reordered"))
    return lines


def _changes(before: WrittenQuestion, after: WrittenQuestion) -> tuple[Change, ...]:
    found = [
        Change(part=part, before=old, after=new)
        for part, old, new in (
            ("text", before.text, after.text),
            ("kind", _NAMES[before.kind], _NAMES[after.kind]),
            ("right", _right(before), _right(after)),
        )
        if old != new
    ]
    found += _option_changes(before, after)
    found += [
        Change(part=part, before=old, after=new)
        for part, old, new in (
            ("last", _last(before), _last(after)),
            ("source", before.source, after.source),
            ("topic", before.topic, after.topic),
            ("difficulty", before.difficulty, after.difficulty),
            ("points", str(before.points), str(after.points)),
            ("explanation", before.explanation, after.explanation),
        )
        if old != new
    ]
    return tuple(found)


def _option_changes(before: WrittenQuestion, after: WrittenQuestion) -> list[Change]:
    """Return the options that differ, paired in their order; the mere order is one change."""
    old = [option.text for option in before.options]
    new = [option.text for option in after.options]
    if old != new and sorted(old) == sorted(new):
        return [Change(part="order", before="; ".join(old), after="; ".join(new))]
    gone = [option for option in old if option not in new]
    come = [option for option in new if option not in old]
    longest = max(len(gone), len(come))
    gone += [""] * (longest - len(gone))
    come += [""] * (longest - len(come))
    return [
        Change(part="option", before=one, after=other)
        for one, other in zip(gone, come, strict=True)
    ]


def _right(question: WrittenQuestion) -> str:
    if question.kind is QuestionKind.NUMBER:
        return question.number
    return _named(option for option in question.options if option.right)


def _last(question: WrittenQuestion) -> str:
    return _named(option for option in question.options if option.last)


def _named(options: Iterable[WrittenOption]) -> str:
    return "; ".join(option.text for option in options)
