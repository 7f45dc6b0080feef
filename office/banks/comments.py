"""Comments of a bank's file, kept when the file is written anew.

1. The first group of comments above the first question is the head of the file.
2. Comments above a question go with it, and are gone when it is; those inside one are lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.contest.questions import WrittenQuestion
from office.banks.text_format import format_bank


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """What stands after ``#`` in a bank's file: its head, what is above questions, what is not."""

    head: tuple[str, ...]
    above: Mapping[str, tuple[str, ...]]
    inside: int
    """How many lines stand inside questions or below the last one."""


def comments_of(text: str) -> Comments:
    r"""Return the comments of a bank's text.

    >>> found = comments_of("# Tuần 1\n\n# Một cửa\n[a] Câu?\n* A\n# kiểm lại\n- B\n")
    >>> found.head, found.above["a"], found.inside
    (('# Tuần 1',), ('# Một cửa',), 1)
    """
    head: list[str] = []
    above: dict[str, tuple[str, ...]] = {}
    inside = 0
    groups: list[list[str]] = []
    blank = True
    for line in text.split("\n"):
        if line.startswith("#"):
            if blank or not groups:
                groups.append([])
            groups[-1].append(line)
        elif line.startswith("[") and "]" in line:
            if not above and groups:
                head = groups.pop(0)
            above[line[1 : line.index("]")].strip()] = tuple(
                line for group in groups for line in group
            )
            groups = []
        elif line.strip():
            inside += sum(map(len, groups))
            groups = []
        blank = not line.strip()
    return Comments(head=tuple(head), above=above, inside=inside + sum(map(len, groups)))


def format_with(questions: Sequence[WrittenQuestion], comments: Comments) -> str:
    """Return the questions as ``format_bank`` does, with their comments."""
    parts = ["\n".join(comments.head) + "\n"] if comments.head else []
    for question in questions:
        lines = comments.above.get(question.id, ())
        above = "\n".join(lines) + "\n\n" if lines else ""
        parts.append(above + format_bank([question]))
    return "\n".join(parts)
