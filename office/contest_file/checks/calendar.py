"""The calendar.

1. A round closes after it opens, and is published no earlier than ``PUBLISH_DELAY_MS`` after that.
2. Rounds stand in the order of time and do not overlap.
3. A round's former hours stand in the order in which they were given up.
4. The awards are handed over when all results are out and nobody can complain any more.
"""

from collections.abc import Sequence
from itertools import pairwise

from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Round
from chalicelib.contest.times import DAY_MS, local_date
from office.contest_file.codes import Code
from office.contest_file.details import moment
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings
from office.contest_file.read_heading import RoundEntry
from office.contest_file.yaml_fields import Fields

PUBLISH_DELAY_MS = 60_000
"""A close needs this long before its results can appear."""

RESERVED_ROUND = "contest"
"""What stands for the whole contest where a round's id stands elsewhere."""


def check_calendar(draft: Draft, rounds: Sequence[RoundEntry], findings: Findings) -> None:
    """Check every round, the rounds among each other, and the ceremony."""
    errors = findings.errors()
    seen: set[RoundId] = set()
    for index, entry in enumerate(rounds):
        round_, place = entry.round, draft.fields.find("rounds", index, "id")
        if round_.id in seen:
            findings.add(Code.DUPLICATE_ROUND, place, round=round_.id)
        seen.add(round_.id)
        if round_.id == RESERVED_ROUND:
            findings.add(Code.RESERVED_ID, place, typed=round_.id)
        _check_hours(round_, index, draft.fields, findings)
        _check_history(round_, index, draft.fields, findings)
    _check_neighbours([entry.round for entry in rounds], draft.fields, findings)
    if draft.ceremony is not None and findings.errors() == errors:
        _check_ceremony(draft, rounds, findings)


def _check_hours(round_: Round, index: int, fields: Fields, findings: Findings) -> None:
    if round_.closes_at <= round_.opens_at:
        place = fields.find("rounds", index, "closes_at")
        findings.add(Code.CLOSES_TOO_EARLY, place, round=round_.id)
    elif round_.publishes_at < round_.closes_at + PUBLISH_DELAY_MS:
        findings.add(
            Code.PUBLISHES_TOO_EARLY,
            fields.find("rounds", index, "publishes_at"),
            round=round_.id,
            earliest=moment(round_.closes_at + PUBLISH_DELAY_MS),
        )


def _check_history(round_: Round, index: int, fields: Fields, findings: Findings) -> None:
    for place, (before, after) in enumerate(pairwise(round_.history), start=1):
        if after.decided_on < before.decided_on:
            findings.add(
                Code.HISTORY_ORDER,
                fields.find("rounds", index, "history", place, "decided_on"),
                round=round_.id,
            )


def _check_neighbours(rounds: Sequence[Round], fields: Fields, findings: Findings) -> None:
    for index, (before, after) in enumerate(pairwise(rounds), start=1):
        place = fields.find("rounds", index, "opens_at")
        if after.opens_at < before.closes_at:
            findings.add(
                Code.ROUNDS_OVERLAP,
                place,
                round=after.id,
                former=before.id,
                closes=moment(before.closes_at),
            )
        elif after.opens_at < before.publishes_at:
            findings.add(
                Code.OPENS_BEFORE_RESULTS,
                place,
                round=after.id,
                former=before.id,
                publishes=moment(before.publishes_at),
            )


def _check_ceremony(draft: Draft, rounds: Sequence[RoundEntry], findings: Findings) -> None:
    if draft.ceremony is None:
        return
    day, published = draft.ceremony.on, max(entry.round.publishes_at for entry in rounds)
    if day < local_date(published):
        findings.add(
            Code.CEREMONY_BEFORE_RESULTS,
            draft.fields.find("ceremony", "on"),
            ceremony=f"{day:%d/%m/%Y}",
            publishes=moment(published),
        )
    elif draft.complaints is not None:
        until = published + draft.complaints.window_ms
        # A window that ends as the day of the ceremony begins leaves it free.
        if local_date(until - 1) >= day:
            findings.add(
                Code.COMPLAINTS_PAST_CEREMONY,
                draft.fields.find("complaints", "window_days"),
                days=draft.complaints.window_ms // DAY_MS,
                until=moment(until),
                ceremony=f"{day:%d/%m/%Y}",
            )
