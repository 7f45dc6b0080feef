"""Closing a round: from its attempts to staged results, restartable at any step.

1. Not before the closing instant plus ``CLOSE_DELAY_MS``: what arrived in time is stored by then.
2. Running attempts are finalised from their last save, under the condition that nothing changed.
3. Every file is staged in the archive under its digest, and the digests are recorded in the
   round's state.  A restart computes the same bytes; else it halts and overwrites nothing.
4. When the last round has closed, the results of the whole contest are staged the same way, from
   the archived lines of all rounds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

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
from chalicelib.contest.grading import Score, grade_shard, right_options
from chalicelib.contest.ids import ContestId, Digest, Pid, RoundId
from chalicelib.contest.redaction import redact
from chalicelib.contest.results import (
    Provenance,
    Results,
    contest_results,
    round_results,
    standings_value,
)
from chalicelib.contest.results_page import results_html
from chalicelib.contest.rules import Contest
from chalicelib.ports import Archive, AttemptStore, Clock, ContestStore, KeyStore, PeopleStore
from chalicelib.use_cases.in_force import RulesInForce


@dataclass(slots=True, kw_only=True)
class CloseDesk:
    """Everything that a close needs: it reads keys and people, and writes only to the archive."""

    contest_id: ContestId
    clock: Clock
    contests: ContestStore
    attempts: AttemptStore
    people: PeopleStore
    keys: KeyStore
    archive: Archive
    rules: RulesInForce = field(init=False)

    def __post_init__(self) -> None:
        """Set up what is read once and kept."""
        self.rules = RulesInForce(self.contest_id, self.contests, self.clock)


def close_round(desk: CloseDesk, round_id: RoundId) -> RoundState:
    """Close a round and stage its results; return the recorded state.

    A round that is closed or published already is left as it is.  Raises NotDueError before the
    time, DigestMismatchError where a restart disagrees with what is on record.
    """
    contest = desk.rules.contest()
    round_ = contest.round(round_id)
    check_due(ActName.CLOSE, round_, desk.clock.now())
    states = desk.contests.get_states(desk.contest_id)
    seen = states.get(round_id)
    if seen is not None and seen.status in {RoundStatus.CLOSED, RoundStatus.PUBLISHED}:
        return seen
    closing = _record(
        desk, seen, replace(seen or RoundState(round=round_id), status=RoundStatus.CLOSING)
    )
    lines = write_lines(_final_attempts(desk, round_id))
    names = {person.pid: person.name for person in desk.people.people(desk.contest_id)}
    bank = _bank_of(desk, round_id)
    provenance = Provenance(
        rules=desk.rules.release().rules, bank=bank, attempts=_digest(closing.attempts, lines)
    )
    desk.archive.put_if_absent(lines_name(desk.contest_id, round_id, provenance.attempts), lines)
    closing = _record(desk, closing, replace(closing, attempts=provenance.attempts))
    results = round_results(contest, round_id, _scores(desk, lines, bank))
    closed = _stage(desk, closing, results, provenance, names)
    after = {**states, round_id: closed}
    if _all_closed(contest, after):
        _close_contest(desk, contest, after)
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


def _final_attempts(desk: CloseDesk, round_id: RoundId) -> Iterator[Attempt]:
    for attempt in desk.attempts.attempts(desk.contest_id, round_id):
        current = attempt
        while not current.is_final():
            # A save that came between is in what comes back, and is final with the next try.
            _, stored = desk.attempts.finalise(current)
            if stored is None:
                raise NotPreparedError(what="attempt")
            current = stored
        yield current


def _close_contest(
    desk: CloseDesk, contest: Contest, states: dict[RoundId, RoundState]
) -> RoundState:
    all_lines: list[bytes] = []
    all_scores: list[Iterable[Score]] = []
    for round_ in contest.rounds:
        lines = _archived_lines(desk, states[round_.id])
        all_lines.append(lines)
        all_scores.append(_scores(desk, lines, _bank_of(desk, round_.id)))
    seen = states.get(WHOLE_CONTEST)
    provenance = Provenance(
        rules=desk.rules.release().rules,
        bank=digest_of("".join(_bank_of(desk, r.id) for r in contest.rounds).encode()),
        attempts=_digest(seen.attempts if seen else None, b"".join(all_lines)),
    )
    results = contest_results(contest, all_scores)
    closed = _stage(desk, RoundState(round=WHOLE_CONTEST), results, provenance, {})
    return _record(desk, seen, closed)


def _stage(
    desk: CloseDesk,
    state: RoundState,
    results: Results,
    provenance: Provenance,
    names: dict[Pid, str],
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


def provenance_value(provenance: Provenance) -> dict[str, object]:
    """Return the JSON value of the digests that results follow from."""
    return {
        "rules": provenance.rules,
        "bank": provenance.bank,
        "attempts": provenance.attempts,
    }


def _scores(desk: CloseDesk, lines: bytes, bank: Digest) -> Iterable[Score]:
    keys = desk.keys.get_keys(desk.contest_id, bank)
    if keys is None:
        raise NotPreparedError(what="keys")
    return grade_shard(read_lines(lines), right_options(keys))


def _bank_of(desk: CloseDesk, round_id: RoundId) -> Digest:
    bank = desk.rules.release().banks.get(round_id)
    if bank is None:
        raise NotPreparedError(what="bank")
    return bank


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
