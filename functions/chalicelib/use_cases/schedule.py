"""The schedule's one use case: start what is due, each act in a function of its own."""

from chalicelib.contest.acts import SCHEDULE_EVERY_MS, Act, due_acts, participation_acts
from chalicelib.contest.ids import ContestId
from chalicelib.ports import Clock, ContestStore, Invoker
from chalicelib.use_cases.in_force import RulesInForce


def run_due_acts(
    contest_id: ContestId,
    clock: Clock,
    contests: ContestStore,
    invoker: Invoker,
    *,
    looked_at: int | None = None,
) -> tuple[Act, ...]:
    """Start every act that is due now and return them.

    An act that was started before and has not ended is started again: acts are restartable.
    ``looked_at`` is when the schedule looked last; None: one interval of the schedule ago.
    Raises NotPreparedError where the contest has no rules in force.
    """
    contest = RulesInForce(contest_id, contests, clock).contest()
    now = clock.now()
    since = now - SCHEDULE_EVERY_MS if looked_at is None else looked_at
    acts = (
        *due_acts(contest, contests.get_states(contest_id), now),
        *participation_acts(contest, since, now),
    )
    for act in acts:
        invoker.invoke(act.name, contest_id, act.round)
    return acts
