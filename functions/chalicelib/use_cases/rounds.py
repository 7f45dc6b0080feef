"""What a visitor may know of the rounds at any moment."""

from dataclasses import dataclass

from chalicelib.contest.acts import RoundPhase, RoundState, phase_of
from chalicelib.contest.ids import ContestId
from chalicelib.contest.rules import Contest, Round
from chalicelib.ports import ContestStore
from chalicelib.use_cases.in_force import RulesInForce


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundNow:
    """A round and its phase."""

    round: Round
    phase: RoundPhase


def list_rounds(
    rules: RulesInForce, contests: ContestStore, contest_id: ContestId, now: int
) -> tuple[Contest, tuple[RoundNow, ...]]:
    """Return the contest's rules and the phase of each round at ``now``."""
    contest = rules.contest()
    states = contests.get_states(contest_id)
    return contest, tuple(
        RoundNow(
            round=round_,
            phase=phase_of(round_, states.get(round_.id, RoundState(round=round_.id)).status, now),
        )
        for round_ in contest.rounds
    )
