"""Ids for questions that come without one, the same ones whenever the same sheet comes again.

1. A question has the id that the present bank knows it by: by its wording with its options, else
   by either alone, where it is one question's only, here and there.
2. Anything else is new and takes the next free ``c-001``; an id once given away is not given again
   in the same contest.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import replace

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.questions import WrittenQuestion
from office.banks.folding import folded

_GIVEN = re.compile(r"c-([0-9]{3,})")


def give_ids(
    questions: Sequence[WrittenQuestion],
    present: Sequence[WrittenQuestion],
    taken: Collection[QuestionId],
) -> tuple[WrittenQuestion, ...]:
    """Return the questions, each with an id; ``taken`` are the ids of the contest's other banks."""
    named = {question.id for question in questions if question.id}
    free = [question for question in present if question.id not in named]
    ids: dict[int, QuestionId] = {}
    unnamed = [index for index, question in enumerate(questions) if not question.id]
    for key_of in (_wording, _text, _options):
        for index, id_ in _matched(questions, unnamed, free, key_of).items():
            ids[index] = id_
        unnamed = [index for index in unnamed if index not in ids]
        free = [question for question in free if question.id not in ids.values()]
    used = {*named, *taken, *(question.id for question in present)}
    next_number = 1 + max(
        (int(found[1]) for found in map(_GIVEN.fullmatch, used) if found), default=0
    )
    for number, index in enumerate(unnamed, start=next_number):
        ids[index] = QuestionId(f"c-{number:03d}")
    return tuple(
        replace(question, id=ids[index]) if index in ids else question
        for index, question in enumerate(questions)
    )


def _matched(
    questions: Sequence[WrittenQuestion],
    unnamed: Sequence[int],
    present: Sequence[WrittenQuestion],
    key_of: Callable[[WrittenQuestion], Hashable | None],
) -> dict[int, QuestionId]:
    """Return the ids of those whose key stands as often here as in the present bank, in order."""
    here, there = (
        defaultdict[Hashable, list[int]](list),
        defaultdict[Hashable, list[QuestionId]](list),
    )
    for index in unnamed:
        here[key_of(questions[index])].append(index)
    for question in present:
        there[key_of(question)].append(question.id)
    return {
        index: id_
        for key, indexes in here.items()
        if key is not None and len(indexes) == len(there[key])
        for index, id_ in zip(indexes, there[key], strict=True)
        if len(indexes) == 1 or key_of is _wording
    }


def _wording(question: WrittenQuestion) -> Hashable | None:
    return folded(question.text), _options(question)


def _text(question: WrittenQuestion) -> Hashable | None:
    return folded(question.text)


def _options(question: WrittenQuestion) -> Hashable | None:
    """Return the options whatever their order; None for a number, which many questions share."""
    return frozenset(folded(option.text) for option in question.options) or None
