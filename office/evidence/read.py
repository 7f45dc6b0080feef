"""What the signs are looked for in: the archived attempts of a closed round, and their answers."""

from collections.abc import Mapping, Sequence

from chalicelib.contest.acts import RoundState
from chalicelib.contest.attempt_lines import read_lines
from chalicelib.contest.attempts import Attempt
from chalicelib.contest.grading import Markscheme
from chalicelib.contest.ids import DivisionId
from chalicelib.use_cases.close import archived_lines
from chalicelib.use_cases.staging import Basis, CloseDesk, markschemes
from office.evidence.signs import Chosen, Looked


def read_looked(desk: CloseDesk, state: RoundState) -> Sequence[Looked]:
    """Return the attempts of a closed round, void ones too: they may be why one was made void.

    Raises NotPreparedError where it is not closed or a file is missing.
    """
    schemes = markschemes(desk, Basis.of(desk), state.round)
    return [looked_at(attempt, schemes) for attempt in read_lines(archived_lines(desk, state))]


def looked_at(attempt: Attempt, schemes: Mapping[DivisionId | None, Markscheme]) -> Looked:
    """Return which answers of an attempt are right, those to questions of its paper alone.

    A voided question is neither right nor wrong.
    """
    scheme = schemes[attempt.division]
    right: set[Chosen] = set()
    wrong: set[Chosen] = set()
    for question in attempt.question_ids:
        answer = attempt.answers.get(question)
        key, gain, _ = scheme.worth[question]
        if answer is None or not gain:
            continue
        hit = answer == key or answer in scheme.also.get(question, ())
        (right if hit else wrong).add((str(question), answer))
    return Looked(attempt=attempt, right=frozenset(right), wrong=frozenset(wrong))
