"""What the signs are looked for in: the archived attempts of a closed round, and their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chalicelib.contest.acts import WHOLE_CONTEST, RoundState
from chalicelib.contest.attempt_lines import read_lines
from chalicelib.contest.attempts import Attempt, AttemptKey
from chalicelib.contest.grading import Markscheme
from chalicelib.contest.ids import DivisionId, RoundId
from chalicelib.contest.networks import read_prints
from chalicelib.contest.rules import AttemptsPer
from chalicelib.ports import DoorStore
from chalicelib.use_cases.close import archived_lines
from chalicelib.use_cases.staging import Basis, CloseDesk, markschemes
from office.evidence.signs import Chosen, Looked


def read_looked(desk: CloseDesk, state: RoundState, door: DoorStore) -> Sequence[Looked]:
    """Return the attempts of a closed round, void ones too: they may be why one was made void.

    Networks are in the stored attempts alone, and can be told until the round's key fades.
    Raises NotPreparedError where the round is not closed or a file is missing.
    """
    schemes = markschemes(desk, Basis.of(desk), state.round)
    key = door.get_network_key(desk.contest_id, state.round)
    sealed = {} if key is None or key.fades_at <= desk.clock.now() else _sealed(desk, state.round)
    return [
        replace(
            looked_at(attempt, schemes),
            prints=read_prints(sealed[attempt.key], key, attempt.key.attempt_id())
            if key is not None and attempt.key in sealed
            else (),
        )
        for attempt in read_lines(archived_lines(desk, state))
    ]


def _sealed(desk: CloseDesk, round_id: RoundId) -> Mapping[AttemptKey, str]:
    per_contest = desk.rules.contest().attempts.per is AttemptsPer.CONTEST
    scope = WHOLE_CONTEST if per_contest else round_id
    return {
        attempt.key: attempt.networks
        for attempt in desk.attempts.attempts(desk.contest_id, scope)
        if attempt.round_id == round_id
    }


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
