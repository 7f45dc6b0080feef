"""From the archive to what a report is counted from: lines, banks, keys, and what is on record.

Every file is met under its digest again, so that a report never rests on bytes that changed since
the close.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from chalicelib.contest.acts import WHOLE_CONTEST, RoundState, RoundStatus
from chalicelib.contest.attempt_lines import read_lines
from chalicelib.contest.changes import check_still_the_same
from chalicelib.contest.corrections import Correction
from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.extra_time import Credit
from chalicelib.contest.ids import Digest, Pid, RoundId, bank_slot
from chalicelib.contest.questions import AnswerKeys, QuestionBank
from chalicelib.contest.rules import Contest, Round
from chalicelib.ports import Archive, BankStore, ContestStore, KeyStore, PeopleStore, Release
from chalicelib.use_cases.staging import lines_name, same_digest, standings_name
from office.report.sources import Recorded, RoundData

_CLOSED = {RoundStatus.CLOSED, RoundStatus.PUBLISHED}


class Stores(Protocol):
    """What is read of a contest's stores; a composition's backend has it all."""

    @property
    def contests(self) -> ContestStore:
        """The rules in force and how far the rounds have come."""

    @property
    def archive(self) -> Archive:
        """The lines and standings."""

    @property
    def banks(self) -> BankStore:
        """The questions."""

    @property
    def keys(self) -> KeyStore:
        """What is right about them."""

    @property
    def people(self) -> PeopleStore:
        """Who is registered, and who was born when."""


class OpenRoundsError(Exception):
    """Rounds that have not been closed, so that there is nothing to close a report over."""

    def __init__(self, rounds: tuple[Round, ...]) -> None:
        """Say which."""
        super().__init__(", ".join(round_.id for round_ in rounds))
        self.rounds = rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """Everything that a report is made of, as ``make_report`` asks for it."""

    rounds: Mapping[RoundId, RoundData]
    recorded: Mapping[RoundId, Recorded]
    births: Mapping[Pid, date]
    corrections: tuple[Correction, ...]
    extra_time: tuple[Credit, ...]
    registered: int
    published: bool
    """Whether the results of all rounds are public."""


def collect(stores: Stores, contest: Contest, so_far: Contest | None = None) -> Collected:
    """Return what the archive holds of a contest, or of its rounds ``so_far``.

    Raises OpenRoundsError where a round is not closed, NotPreparedError where a file is missing,
    DigestMismatchError where one is not what it was, RulesFrozenError where the rules are no longer
    those by which the contest was closed.
    """
    states = stores.contests.get_states(contest.id)
    rounds = (so_far or contest).rounds
    still_open = tuple(round_ for round_ in rounds if not _is_closed(states.get(round_.id)))
    if still_open:
        raise OpenRoundsError(still_open)
    scopes = [round_.id for round_ in rounds]
    if len(rounds) == len(contest.rounds):
        scopes.append(WHOLE_CONTEST)
    if not _is_closed(states.get(scopes[-1])):
        raise NotPreparedError(what="results of the contest")
    release = stores.contests.get_release(contest.id)
    if release is None:
        raise NotPreparedError(what="rules")
    standings = {scope: _standings(stores, contest, states[scope]) for scope in scopes}
    former = stores.contests.get_rules(contest.id, Digest(str(standings[scopes[-1]]["rules"])))
    if former is not None:
        check_still_the_same(former, contest)
    people = list(stores.people.people(contest.id))
    return Collected(
        rounds={
            round_.id: _round_data(stores, contest, release, states[round_.id]) for round_ in rounds
        },
        recorded={scope: _recorded(states[scope], standings[scope]) for scope in scopes},
        births={person.pid: person.born_on for person in people if person.born_on is not None},
        corrections=release.corrections,
        extra_time=release.credits,
        registered=len(people),
        published=all(states[scope].status is RoundStatus.PUBLISHED for scope in scopes),
    )


def _is_closed(state: RoundState | None) -> bool:
    return state is not None and state.status in _CLOSED


def _round_data(stores: Stores, contest: Contest, release: Release, state: RoundState) -> RoundData:
    assert state.attempts is not None  # noqa: S101 - a closed round has them
    lines = stores.archive.get(lines_name(contest.id, state.round, state.attempts))
    if lines is None:
        raise NotPreparedError(what=f"attempts of {state.round}")
    same_digest(state.attempts, lines)
    banks: dict[Digest, QuestionBank] = {}
    keys: dict[Digest, AnswerKeys] = {}
    for division in contest.division_ids():
        digest = release.banks.get(bank_slot(state.round, division))
        bank = stores.banks.get_bank(contest.id, digest) if digest else None
        found = stores.keys.get_keys(contest.id, digest) if digest else None
        if digest is None or bank is None or found is None:
            raise NotPreparedError(what=f"bank of {state.round}")
        banks[digest], keys[digest] = bank, found
    return RoundData(
        attempts=read_lines(lines), banks=banks, keys=keys, corrections=release.corrections
    )


def _standings(stores: Stores, contest: Contest, state: RoundState) -> dict[str, Any]:
    digest = state.standings
    name = standings_name(contest.id, state.round, digest) if digest else ""
    data = stores.archive.get(name) if name else None
    if data is None:
        raise NotPreparedError(what=f"standings of {state.round}")
    same_digest(digest, data)
    standings: dict[str, Any] = json.loads(data)
    return standings


def _recorded(state: RoundState, standings: Mapping[str, Any]) -> Recorded:
    assert state.attempts is not None  # noqa: S101 - a closed round has them
    assert state.standings is not None  # noqa: S101 - the same
    decided = [
        award
        for row in [*standings["persons"], *standings["units"]]
        for award in row["awards"]
        if award["decided"]
    ]
    return Recorded(
        attempts=state.attempts,
        standings=state.standings,
        figures=standings["figures"],
        decided=len(decided),
        value=sum(award["value"] for award in decided),
    )
