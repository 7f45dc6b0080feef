"""Erasing one person who asks for it: particulars go, what bears on others stays without a name.

1. The record, with name, unit and sealed details, and every code go at once.
2. Attempts stay as they are, under the pid: others' ranks, a unit's sums and the digests that were
   announced rest on them, and the same identifier can start no second attempt.  While the contest's
   key exists the pid is a pseudonym; with the erasure of everybody it leads to nobody.
3. Results that are not staged yet show no name.  Results that are staged or published stay as they
   are: they are an official announcement under a digest.
4. An exclusion stays: it holds a role and no name, and lifting it is the organizer's decision.
5. While an attempt runs nobody is erased: it would go on without its person.
"""

from dataclasses import dataclass

from chalicelib.contest.attempts import Attempt, is_settled
from chalicelib.contest.ids import Pid, RoundId
from chalicelib.ports import Person
from chalicelib.use_cases.participation import publish_participation
from office.privacy.desk import PrivacyDesk
from office.privacy.records import record_person


class AttemptRunsError(Exception):
    """The person has an attempt that runs; it ends by itself at ``until``."""

    def __init__(self, until: int) -> None:
        """Say when it is over."""
        super().__init__(str(until))
        self.until = until


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPlan:
    """What erasing one person would do now."""

    pid: Pid
    person: Person | None
    """None where nothing is recorded of the person, or not any more."""
    attempts: tuple[Attempt, ...]
    """They stay, under the pid."""
    excluded_as: str | None
    """It stays too."""
    named_in: tuple[RoundId, ...]
    """Rounds whose results are staged or published: what they show of the person stays."""


def plan_person(desk: PrivacyDesk, identifier: str) -> PersonPlan:
    """Return what erasing the person of an identifier would do; nothing is changed.

    Raises InvalidInputError where it can be no identifier, PeopleErasedError after the erasure of
    everybody.
    """
    pid = desk.pid_of(identifier)
    attempts = desk.attempts_of(pid)
    states = desk.stores.contests.get_states(desk.contest_id)
    staged = {round_ for round_, state in states.items() if state.results is not None}
    rounds = dict.fromkeys(attempt.round_id for attempt in attempts)
    return PersonPlan(
        pid=pid,
        person=desk.stores.people.get_person(desk.contest_id, pid),
        attempts=tuple(attempts),
        excluded_as=desk.stores.people.get_exclusion(desk.contest_id, pid),
        named_in=tuple(round_ for round_ in rounds if round_ in staged),
    )


def erase_person(desk: PrivacyDesk, plan: PersonPlan, by: str) -> None:
    """Erase the person of a plan.

    Broken off, it is run again as long as the record is there, which goes last.  Raises
    AttemptRunsError.
    """
    now = desk.clock.now()
    for attempt in desk.attempts_of(plan.pid):
        if not attempt.is_final() and not is_settled(now, attempt.deadline_at):
            raise AttemptRunsError(attempt.deadline_at)
    record_person(desk.stores.archive, desk.contest_id, at=now, by=by)
    desk.stores.eraser.erase_person(desk.contest_id, plan.pid)
    opened = [round_.id for round_ in desk.contest.rounds if round_.opens_at <= now]
    if opened:
        # Their unit's coordinator sees them no longer.
        publish_participation(desk.participation, opened[-1])
