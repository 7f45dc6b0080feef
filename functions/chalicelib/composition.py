"""Putting the parts together: who is handed what.

``app.py`` does this in the cloud, the office's local engine on one computer; they differ in
settings and clock alone.  Nothing is read or connected before it is first needed, since the
package is made where there is nothing of a function's environment.
"""

import logging
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from chalice.app import Chalice

from chalicelib.api.routes import register_routes
from chalicelib.backends import Backend
from chalicelib.contest.acts import Act, RoundState
from chalicelib.contest.errors import DigestMismatchError
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.ports import Chance, Clock
from chalicelib.use_cases.entry import EntryDesk

if TYPE_CHECKING:
    from chalicelib.use_cases.complaint_answers import ComplaintDesk
    from chalicelib.use_cases.correction_desk import CorrectionDesk
    from chalicelib.use_cases.enrol import EnrolDesk
    from chalicelib.use_cases.extra_time import ExtraTimeDesk
    from chalicelib.use_cases.participation import ParticipationDesk
    from chalicelib.use_cases.prepare import PrepareDesk
    from chalicelib.use_cases.publish import PublishDesk
    from chalicelib.use_cases.staging import CloseDesk

_log = logging.getLogger(__name__)


class Desks:
    """The desks of one contest, each made when it is first asked for.

    What a desk needs is imported then: the function that takes entries pays for entry alone.
    """

    def __init__(
        self,
        contest_id: ContestId,
        backend: Backend,
        clock: Clock,
        chance: Chance,
        *,
        trusted_proxies: int = 0,
    ) -> None:
        """Keep the parts; no store is asked yet."""
        self.contest_id = contest_id
        self.backend = backend
        self.clock = clock
        self._chance = chance
        self._trusted_proxies = trusted_proxies

    @cached_property
    def entry(self) -> EntryDesk:
        """Return the desk that serves contestants."""
        return EntryDesk(
            contest_id=self.contest_id,
            clock=self.clock,
            chance=self._chance,
            people=self.backend.people,
            door=self.backend.door,
            attempts=self.backend.attempts,
            complaints=self.backend.complaints,
            contests=self.backend.contests,
            bank_store=self.backend.banks,
            secret_store=self.backend.secrets,
            sealer=self.backend.sealer,
            signer=self.backend.signer,
            trusted_proxies=self._trusted_proxies,
        )

    @property
    def prepare(self) -> "PrepareDesk":
        """Return the desk at which the organizer puts a contest in force."""
        from chalicelib.use_cases.prepare import PrepareDesk

        return PrepareDesk(
            clock=self.clock,
            chance=self._chance,
            contests=self.backend.contests,
            banks=self.backend.banks,
            keys=self.backend.keys,
            people=self.backend.people,
            door=self.backend.door,
            attempts=self.backend.attempts,
            secrets=self.backend.secrets,
            signer=self.backend.signer,
            public=self.backend.public,
            archive=self.backend.archive,
        )

    @property
    def participation(self) -> "ParticipationDesk":
        """Return the desk that tells units' coordinators who has entered."""
        from chalicelib.use_cases.participation import ParticipationDesk

        return ParticipationDesk(
            contest_id=self.contest_id,
            clock=self.clock,
            contests=self.backend.contests,
            links=self.backend.links,
            attempts=self.backend.attempts,
            people=self.backend.people,
            secrets=self.backend.secrets,
            sealer=self.backend.sealer,
            public=self.backend.public,
        )

    @property
    def extra_time(self) -> "ExtraTimeDesk":
        """Return the desk at which the organizer credits extra time."""
        from chalicelib.use_cases.extra_time import ExtraTimeDesk

        return ExtraTimeDesk(
            contest_id=self.contest_id,
            clock=self.clock,
            contests=self.backend.contests,
            attempts=self.backend.attempts,
            people=self.backend.people,
            events=self.backend.events,
        )

    @property
    def corrections(self) -> "CorrectionDesk":
        """Return the desk at which organizers correct results."""
        from chalicelib.store.signing import is_signed
        from chalicelib.use_cases.correction_desk import CorrectionDesk

        return CorrectionDesk(
            contest_id=self.contest_id,
            close=self.closing,
            publish=self.publishing,
            events=self.backend.events,
            secrets=self.backend.secrets,
            signer=self.backend.signer,
            verifies=is_signed,
        )

    @property
    def complaints(self) -> "ComplaintDesk":
        """Return the desk at which the organizer answers complaints."""
        from chalicelib.use_cases.complaint_answers import ComplaintDesk

        return ComplaintDesk(
            contest_id=self.contest_id,
            clock=self.clock,
            contests=self.backend.contests,
            complaints=self.backend.complaints,
            events=self.backend.events,
            secrets=self.backend.secrets,
            sealer=self.backend.sealer,
            public=self.backend.public,
        )

    @property
    def enrol(self) -> "EnrolDesk":
        """Return the desk at which the organizer enrols people by a roster."""
        from chalicelib.use_cases.enrol import EnrolDesk

        return EnrolDesk(
            contest_id=self.contest_id,
            clock=self.clock,
            chance=self._chance,
            contests=self.backend.contests,
            people=self.backend.people,
            secrets=self.backend.secrets,
            sealer=self.backend.sealer,
        )

    @property
    def closing(self) -> "CloseDesk":
        """Return the desk that closes rounds, and reads what a close has left."""
        from chalicelib.use_cases.staging import CloseDesk

        return CloseDesk(
            contest_id=self.contest_id,
            clock=self.clock,
            contests=self.backend.contests,
            attempts=self.backend.attempts,
            people=self.backend.people,
            banks=self.backend.banks,
            keys=self.backend.keys,
            archive=self.backend.archive,
            sealer=self.backend.sealer,
        )

    @property
    def publishing(self) -> "PublishDesk":
        """Return the desk that publishes what a close has staged."""
        from chalicelib.use_cases.publish import PublishDesk

        return PublishDesk(
            contest_id=self.contest_id,
            clock=self.clock,
            contests=self.backend.contests,
            archive=self.backend.archive,
            public=self.backend.public,
        )

    def run_due_acts(self, looked_at: int | None = None) -> tuple[Act, ...]:
        """Start what is due; return what was started.

        ``looked_at`` is when it was looked last; None: one interval of the schedule ago.
        """
        from chalicelib.use_cases.schedule import run_due_acts

        acts = run_due_acts(
            self.contest_id,
            self.clock,
            self.backend.contests,
            self.backend.invoker,
            looked_at=looked_at,
        )
        for act in acts:
            _log.info("started %s of %s", act.name, act.round)
        return acts

    def close_round(self, round_id: RoundId) -> RoundState:
        """Close a round and stage its results."""
        from chalicelib.use_cases.close import close_round

        try:
            state = close_round(self.closing, round_id)
        except DigestMismatchError as halt:
            # Somebody has to look: the function fails with it, which is what the alarm is set on.
            _log.error("close of %s halted: %s %s", round_id, halt.code, dict(halt.details))
            raise
        _log.info("closed %s: standings %s", round_id, state.standings)
        return state

    def publish_results(self, round_id: RoundId) -> RoundState:
        """Publish a closed round's results."""
        from chalicelib.use_cases.publish import publish_results

        state = publish_results(self.publishing, round_id)
        _log.info("published %s: results %s", round_id, state.results)
        return state

    def publish_participation(self, round_id: RoundId) -> int:
        """Write the files of the units' private links; return how many."""
        from chalicelib.use_cases.participation import publish_participation

        written = publish_participation(self.participation, round_id)
        _log.info("participation in %s: %d files", round_id, written)
        return written


def register_entry(app: Chalice, desks: Callable[[], Desks]) -> None:
    """Add the routes of entry to an app; ``desks`` is called with the first request."""
    register_routes(app, lambda: desks().entry)
