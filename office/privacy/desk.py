"""What telling and erasing need: deleting is the organizer's alone, so no function has this."""

from dataclasses import dataclass

from chalicelib.backends import Backend
from chalicelib.composition import Desks
from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.attempts import Attempt
from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.identity import pid_of
from chalicelib.contest.ids import ContestId, Pid
from chalicelib.contest.rules import AttemptsPer, Contest
from chalicelib.ports import Clock
from chalicelib.use_cases.complaint_answers import ComplaintDesk
from chalicelib.use_cases.participation import ParticipationDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyDesk:
    """One contest's stores, the clock, and the rules in force."""

    contest: Contest
    clock: Clock
    stores: Backend
    participation: ParticipationDesk
    complaints: ComplaintDesk

    @classmethod
    def of(cls, desks: Desks) -> "PrivacyDesk":
        """Return the desk of a prepared contest; raise NotPreparedError for another one."""
        stores, contest_id = desks.backend, desks.contest_id
        release = stores.contests.get_release(contest_id)
        rules = stores.contests.get_rules(contest_id, release.rules) if release else None
        if rules is None:
            raise NotPreparedError(what="release")
        return cls(
            contest=rules,
            clock=desks.clock,
            stores=stores,
            participation=desks.participation,
            complaints=desks.complaints,
        )

    @property
    def contest_id(self) -> ContestId:
        """Return the contest's id."""
        return self.contest.id

    def pid_of(self, identifier: str) -> Pid:
        """Return who has an identifier.

        Raises InvalidInputError where it can be none, PeopleErasedError where nobody can be looked
        up any more.
        """
        return pid_of(
            self.contest_id, identifier, self.stores.secrets.entry(self.contest_id).people
        )

    def attempts_of(self, pid: Pid) -> list[Attempt]:
        """Return a person's attempts in the order of their rounds."""
        per_contest = self.contest.attempts.per is AttemptsPer.CONTEST
        scopes = [WHOLE_CONTEST] if per_contest else [r.id for r in self.contest.rounds]
        return [
            attempt
            for scope in scopes
            for attempt in sorted(
                self.stores.attempts.attempts(self.contest_id, scope),
                key=lambda attempt: attempt.key.ordinal,
            )
            if attempt.key.pid == pid
        ]
