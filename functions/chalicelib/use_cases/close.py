"""Closing a round: from its attempts to staged results, restartable at any step.

1. Not before the closing instant plus ``CLOSE_DELAY_MS``: what arrived in time is stored by then.
2. Running attempts are finalised from their last save, under the condition that nothing changed.
3. Every file is staged in the archive under its digest, and the digests are recorded in the
   round's state.  A restart computes the same bytes; else it halts and overwrites nothing.
4. When the last round has closed, the results of the whole contest are staged the same way, from
   the archived lines of all rounds.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from chalicelib.contest.acts import (
    WHOLE_CONTEST,
    ActName,
    RoundState,
    RoundStatus,
    check_due,
)
from chalicelib.contest.attempt_lines import read_lines, write_lines
from chalicelib.contest.attempts import Attempt
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.errors import DigestMismatchError, NotPreparedError
from chalicelib.contest.grading import Markscheme, Score, grade_shard, make_markscheme
from chalicelib.contest.ids import (
    BankSlot,
    ContestId,
    Digest,
    DivisionId,
    Pid,
    RoundId,
    bank_slot,
)
from chalicelib.contest.merit import AwardHistory
from chalicelib.contest.redaction import redact
from chalicelib.contest.results import Results, contest_results, round_results
from chalicelib.contest.results_page import results_html
from chalicelib.contest.rules import AttemptsPer, Contest
from chalicelib.contest.standings import Provenance, provenance_value, standings_value
from chalicelib.ports import (
    Archive,
    AttemptStore,
    BankStore,
    Clock,
    ContestStore,
    KeyStore,
    PeopleStore,
)
from chalicelib.use_cases.in_force import RulesInForce


@dataclass(slots=True, kw_only=True)
class CloseDesk:
    """Everything that a close needs: it reads keys and people, and writes only to the archive."""

    contest_id: ContestId
    clock: Clock
    contests: ContestStore
    attempts: AttemptStore
    people: PeopleStore
    banks: BankStore
    keys: KeyStore
    archive: Archive
    rules: RulesInForce = field(init=False)

    def __post_init__(self) -> None:
        """Set up what is read once and kept."""
        self.rules = RulesInForce(self.contest_id, self.contests, self.clock)


def close_round(desk: CloseDesk, round_id: RoundId) -> RoundState:
    """Close a round and stage its results; return the recorded state.

    A round that is closed or published already is left as it is.  Raises NotDueError before the
    time, DigestMismatchError where a restart disagrees with what is on record, NotPreparedError
    where prizes are limited per person and a round before this one has not closed yet.
    """
    contest = desk.rules.contest()
    round_ = contest.round(round_id)
    check_due(ActName.CLOSE, round_, desk.clock.now())
    states = desk.contests.get_states(desk.contest_id)
    seen = states.get(round_id)
    if seen is not None and seen.status in {RoundStatus.CLOSED, RoundStatus.PUBLISHED}:
        return seen
    history = AwardHistory(taken=_prizes_taken(desk, contest, states, before=round_id))
    closing = _record(
        desk, seen, replace(seen or RoundState(round=round_id), status=RoundStatus.CLOSING)
    )
    lines = write_lines(_final_attempts(desk, contest, round_id))
    people = {person.pid: person for person in desk.people.people(desk.contest_id)}
    births = {pid: person.born_on for pid, person in people.items() if person.born_on is not None}
    names = {pid: person.name for pid, person in people.items()}
    provenance = Provenance(
        rules=desk.rules.release().rules,
        bank=_banks_digest(desk, contest, [round_id]),
        attempts=_digest(closing.attempts, lines),
    )
    desk.archive.put_if_absent(lines_name(desk.contest_id, round_id, provenance.attempts), lines)
    closing = _record(desk, closing, replace(closing, attempts=provenance.attempts))
    scores = _scores(desk, contest, round_id, lines, births)
    results = round_results(contest, round_id, scores, history)
    closed = _stage(desk, closing, results, provenance, names)
    after = {**states, round_id: closed}
    if _all_closed(contest, after):
        _close_contest(desk, contest, after, births, names)
    return _record(desk, closing, closed)


def lines_name(contest: ContestId, round_id: RoundId, digest: Digest) -> str:
    """Return the archive's name for a round's attempt lines."""
    return f"{contest}/{round_id}/attempts-{digest}.jsonl"


def results_name(contest: ContestId, round_id: RoundId, digest: Digest, suffix: str) -> str:
    """Return the archive's name for public results; the suffix is ``json`` or ``html``."""
    return f"{contest}/{round_id}/results-{digest}.{suffix}"


def standings_name(contest: ContestId, round_id: RoundId, digest: Digest) -> str:
    """Return the archive's name for standings."""
    return f"{contest}/{round_id}/standings-{digest}.json"


def _final_attempts(desk: CloseDesk, contest: Contest, round_id: RoundId) -> Iterator[Attempt]:
    per_contest = contest.attempts.per is AttemptsPer.CONTEST
    scope = WHOLE_CONTEST if per_contest else round_id
    for attempt in desk.attempts.attempts(desk.contest_id, scope):
        current = attempt
        if current.round_id != round_id:
            continue
        while not current.is_final():
            # A save that came between is in what comes back, and is final with the next try.
            _, stored = desk.attempts.finalise(current)
            if stored is None:
                raise NotPreparedError(what="attempt")
            current = stored
        yield current


def _close_contest(
    desk: CloseDesk,
    contest: Contest,
    states: Mapping[RoundId, RoundState],
    births: Mapping[Pid, date],
    names: Mapping[Pid, str],
) -> RoundState:
    lines = {r.id: _archived_lines(desk, states[r.id]) for r in contest.rounds}
    scores = [_scores(desk, contest, r.id, lines[r.id], births) for r in contest.rounds]
    seen = states.get(WHOLE_CONTEST)
    provenance = Provenance(
        rules=desk.rules.release().rules,
        bank=_banks_digest(desk, contest, [r.id for r in contest.rounds]),
        attempts=_digest(seen.attempts if seen else None, b"".join(lines.values())),
    )
    history = AwardHistory(taken=_prizes_taken(desk, contest, states, before=None))
    results = contest_results(contest, scores, history)
    closed = _stage(desk, RoundState(round=WHOLE_CONTEST), results, provenance, names)
    return _record(desk, seen, closed)


def _prizes_taken(
    desk: CloseDesk,
    contest: Contest,
    states: Mapping[RoundId, RoundState],
    *,
    before: RoundId | None,
) -> Mapping[Pid, int]:
    """Return how many prizes each person took in the rounds before one, or in all of them."""
    taken: dict[Pid, int] = {}
    if contest.prizes.most_per_person is None:
        return taken
    for round_ in contest.rounds:
        if round_.id == before:
            break
        state = states.get(round_.id)
        name = (
            state
            and state.standings
            and standings_name(desk.contest_id, round_.id, state.standings)
        )
        standings = desk.archive.get(name) if name else None
        if standings is None:
            raise NotPreparedError(what=f"standings of {round_.id}")
        for row in json.loads(standings)["persons"]:
            decided = sum(award["decided"] for award in row["awards"])
            taken[Pid(row["pid"])] = taken.get(Pid(row["pid"]), 0) + decided
    return taken


def _stage(
    desk: CloseDesk,
    state: RoundState,
    results: Results,
    provenance: Provenance,
    names: Mapping[Pid, str],
) -> RoundState:
    standings = canonical_json(standings_value(results, provenance))
    standings_digest = _digest(state.standings, standings)
    public = redact(desk.rules.contest(), results, provenance, names).value
    public["digests"] = {**provenance_value(provenance), "standings": standings_digest}
    document = canonical_json(public)
    results_digest = _digest(state.results, document)
    page = results_html(public).encode()
    for name, data in (
        (standings_name(desk.contest_id, state.round, standings_digest), standings),
        (results_name(desk.contest_id, state.round, results_digest, "json"), document),
        (results_name(desk.contest_id, state.round, results_digest, "html"), page),
    ):
        desk.archive.put_if_absent(name, data)
    return RoundState(
        round=state.round,
        status=RoundStatus.CLOSED,
        attempts=provenance.attempts,
        standings=standings_digest,
        results=results_digest,
    )


def _scores(
    desk: CloseDesk,
    contest: Contest,
    round_id: RoundId,
    lines: bytes,
    births: Mapping[Pid, date],
) -> Iterable[Score]:
    schemes: dict[DivisionId | None, Markscheme] = {}
    for division in contest.division_ids():
        digest = _bank_of(desk, bank_slot(round_id, division))
        keys = desk.keys.get_keys(desk.contest_id, digest)
        bank = desk.banks.get_bank(desk.contest_id, digest)
        if keys is None or bank is None:
            raise NotPreparedError(what="keys")
        schemes[division] = make_markscheme(
            bank,
            keys,
            contest.marks,
            only_if_all_answered=contest.paper_of(division).only_if_all_answered,
        )
    return grade_shard(read_lines(lines), schemes, births)


def _bank_of(desk: CloseDesk, slot: BankSlot) -> Digest:
    bank = desk.rules.release().banks.get(slot)
    if bank is None:
        raise NotPreparedError(what="bank")
    return bank


def _banks_digest(desk: CloseDesk, contest: Contest, rounds: Sequence[RoundId]) -> Digest:
    """Return the digest of the one bank used, or the digest over those of all that were."""
    banks = [
        _bank_of(desk, bank_slot(round_id, division))
        for round_id in rounds
        for division in contest.division_ids()
    ]
    return banks[0] if len(banks) == 1 else digest_of("".join(banks).encode())


def _archived_lines(desk: CloseDesk, state: RoundState) -> bytes:
    if state.attempts is None:
        raise NotPreparedError(what="attempts")
    lines = desk.archive.get(lines_name(desk.contest_id, state.round, state.attempts))
    if lines is None:
        raise NotPreparedError(what="attempts")
    return lines


def _all_closed(contest: Contest, states: dict[RoundId, RoundState]) -> bool:
    done = {RoundStatus.CLOSED, RoundStatus.PUBLISHED}
    return all(r.id in states and states[r.id].status in done for r in contest.rounds)


def _digest(recorded: Digest | None, data: bytes) -> Digest:
    computed = digest_of(data)
    if recorded is not None and recorded != computed:
        raise DigestMismatchError(recorded=recorded, computed=computed)
    return computed


def _record(desk: CloseDesk, seen: RoundState | None, state: RoundState) -> RoundState:
    """Record a state over the one seen; another closer that got there first must agree."""
    if state == seen:
        return state
    written, stored = desk.contests.put_state(desk.contest_id, state, seen)
    if written or stored is None:
        return state
    for recorded, computed in (
        (stored.attempts, state.attempts),
        (stored.standings, state.standings),
        (stored.results, state.results),
    ):
        if recorded is not None and computed is not None and recorded != computed:
            raise DigestMismatchError(recorded=recorded, computed=computed)
    if stored.status is RoundStatus.CLOSING and state.status is RoundStatus.CLOSED:
        # Another closer is a step behind; what both computed is the same.
        return _record(desk, stored, state)
    return stored
