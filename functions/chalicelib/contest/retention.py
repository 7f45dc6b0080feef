"""For how long people's data are kept, and what stands in the way of erasing them.

1. They are kept for the stated number of days after the day of the last publication; from the
   day after that they may be erased.
2. Not before all results are published and nobody can complain any more.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from chalicelib.contest.acts import WHOLE_CONTEST, RoundState, RoundStatus
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import local_date, to_ms


class NotYet(StrEnum):
    """Why the people of a contest may not be erased yet."""

    NO_PERIOD = "no_period"
    NOT_PUBLISHED = "not_published"
    COMPLAINTS_RUN = "complaints_run"
    STILL_KEPT = "still_kept"


def last_publication(contest: Contest) -> int:
    """Return the instant of the last publication."""
    return max(round_.publishes_at for round_ in contest.rounds)


def kept_until(contest: Contest) -> date | None:
    """Return the last day on which people's data are kept; None where no period is stated."""
    days = contest.entry.consent.keep_days
    if days is None:
        return None
    return local_date(last_publication(contest)) + timedelta(days=days)


def complaints_until(contest: Contest) -> int:
    """Return the instant from which nobody can complain any more."""
    window = contest.complaints.window_ms if contest.complaints is not None else 0
    return last_publication(contest) + window


def official_at(contest: Contest, round_id: RoundId | None) -> int | None:
    """Return from when published results are official: nobody can complain about them any more.

    None where the contest states no time for complaints.
    """
    if contest.complaints is None:
        return None
    published = (
        last_publication(contest) if round_id is None else contest.round(round_id).publishes_at
    )
    return published + contest.complaints.window_ms


def not_yet(contest: Contest, states: Mapping[RoundId, RoundState], now: int) -> NotYet | None:
    """Return what stands in the way of erasing everybody now; None where nothing does."""
    last_day = kept_until(contest)
    if last_day is None:
        return NotYet.NO_PERIOD
    scopes = [*(round_.id for round_ in contest.rounds), WHOLE_CONTEST]
    for scope in scopes:
        state = states.get(scope)
        if state is None or state.status is not RoundStatus.PUBLISHED:
            return NotYet.NOT_PUBLISHED
    if now < complaints_until(contest):
        return NotYet.COMPLAINTS_RUN
    if now < to_ms(datetime.combine(last_day + timedelta(days=1), time())):
        return NotYet.STILL_KEPT
    return None
