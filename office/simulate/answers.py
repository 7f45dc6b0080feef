"""What an entrant answers: right where the question is known, else plausibly wrong."""

import random
from collections.abc import Mapping

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.papers import PREDICTION, Paper
from chalicelib.contest.questions import Question, QuestionKind
from office.simulate.entrants import Entrant

_MOST_PREDICTED = 2_000


def choose_answers(
    entrant: Entrant, paper: Paper, right: Mapping[QuestionId, str], *, predicts: bool = False
) -> dict[str, str]:
    """Return the answers to all questions; none of them wrong where the paper must be perfect.

    Where it must not, one of them is wrong at least.
    """
    mind = random.Random(entrant.seed)
    known = {q.id: entrant.perfect or mind.random() < entrant.knows for q in paper.questions}
    if entrant.perfect is False and all(known.values()):
        known[mind.choice(paper.questions).id] = False
    answers: dict[str, str] = {}
    for question in paper.questions:
        answer = right[question.id]
        answers[question.id] = answer if known[question.id] else _wrong(question, answer, mind)
    if predicts:
        answers[PREDICTION] = str(mind.randrange(1, _MOST_PREDICTED))
    return answers


def _wrong(question: Question, right: str, mind: random.Random) -> str:
    letters = [option.id for option in question.options]
    match question.kind:
        case QuestionKind.SINGLE:
            return mind.choice([letter for letter in letters if letter != right])
        case QuestionKind.MULTIPLE:
            picked = set(mind.sample(letters, mind.randint(1, len(letters))))
            picked ^= set() if picked != set(right) else {mind.choice(letters)}
            # Taking the only right letter away would leave the question unanswered.
            return "".join(sorted(picked)) or next(letter for letter in letters if letter != right)
        case QuestionKind.NUMBER:
            guess = str(mind.randrange(100))
            return guess if guess != right else f"{guess}5"
