"""Closing a round: from its attempts to staged results, restartable at any step.

1. Not before the closing instant plus ``CLOSE_DELAY_MS``: what arrived in time is stored by then.
2. Running attempts are finalised from their last save, under the condition that nothing changed.
   Where extra time came meanwhile, the close halts until that is over too.
3. Every file is staged in the archive under its digest, and the digests are recorded in the
   round's state.  A restart computes the same bytes; else it halts and overwrites nothing.
4. A close goes by the rules that were in force when it began, to its end.
5. When the last round has closed, the results of the whole contest are staged the same way, from
   the archived lines of all rounds.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from chalicelib.contest.acts import (
    WHOLE_CONTEST,
    Act,
    ActName,
    RoundState,
    RoundStatus,
    check_due,
    whole_contest_act,
)
from chalicelib.contest.attempt_lines import write_lines
from chalicelib.contest.attempts import SETTLED_AFTER_MS, Attempt, is_settled
from chalicelib.contest.canonical import digest_of
from chalicelib.contest.corrected import withdrawals_of
from chalicelib.contest.errors import NotDueError, NotPreparedError
from chalicelib.contest.ids import Pid, RoundId
from chalicelib.contest.merit import AwardHistory
from chalicelib.contest.question_statistics import AnswerTally
from chalicelib.contest.results import contest_results, round_results
from chalicelib.contest.rules import AttemptsPer, Contest
from chalicelib.use_cases.beside import beside_contest, beside_round
from chalicelib.use_cases.collector import collector_paused
from chalicelib.use_cases.own_results import seal_own_results
from chalicelib.use_cases.staging import (
    Basis,
    CloseDesk,
    grade_lines,
    lines_name,
    provenance_of,
    record_state,
    same_digest,
    stage_results,
    standings_name,
)

_DONE = {RoundStatus.CLOSED, RoundStatus.PUBLISHED}
_CLOSE_WHOLE = Act(name=ActName.CLOSE, round=WHOLE_CONTEST)

People = tuple[Mapping[Pid, date], Mapping[Pid, str]]
"""Birth dates, where a rule goes by them, and names."""


def close_round(desk: CloseDesk, round_id: RoundId) -> RoundState:
    """Close a round and stage its results; return the recorded state.

    ``WHOLE_CONTEST`` stands for all rounds together.  A round that is closed or published already
    is left as it is.  Raises NotDueError before the time, DigestMismatchError where a restart
    disagrees with what is on record, NotPreparedError where prizes are limited per person and a
    round before this one has not closed yet.
    """
    basis = Basis.of(desk)
    if round_id == WHOLE_CONTEST:
        return _close_contest(desk, basis)
    check_due(ActName.CLOSE, basis.contest.round(round_id), desk.clock.now())
    seen = desk.contests.get_states(desk.contest_id).get(round_id)
    state = seen if seen and seen.status in _DONE else _close(desk, basis, round_id, seen)
    # Asked only now: of several rounds that close at once, the last one to be recorded sees all.
    if whole_contest_act(basis.contest, desk.contests.get_states(desk.contest_id)) == _CLOSE_WHOLE:
        _close_contest(desk, basis)
    return state


def _close(desk: CloseDesk, basis: Basis, round_id: RoundId, seen: RoundState | None) -> RoundState:
    states = desk.contests.get_states(desk.contest_id)
    taken = _prizes_taken(desk, basis.contest, states, before=round_id)
    begun = replace(seen or RoundState(round=round_id), status=RoundStatus.CLOSING)
    closing = record_state(desk, seen, begun)
    if closing.status in _DONE:
        return closing
    lines = write_lines(_final_attempts(desk, basis.contest, round_id))
    people = read_people(desk)
    attempts = same_digest(closing.attempts, lines)
    desk.archive.put_if_absent(lines_name(desk.contest_id, round_id, attempts), lines)
    closing = record_state(desk, closing, replace(closing, attempts=attempts))
    if closing.status in _DONE:
        return closing
    closed = _stage_round(desk, basis, closing, lines, people=people, taken=taken)
    return record_state(desk, closing, closed)


def restage(
    desk: CloseDesk,
    basis: Basis,
    states: Mapping[RoundId, RoundState],
    round_id: RoundId,
    people: People,
) -> RoundState:
    """Stage the results of what is closed once more, by a basis with other corrections.

    Made from the same archived lines; ``states`` tell which results hold of the other rounds.
    Nothing is recorded: the state that is returned keeps its status.  Raises NotPreparedError where
    it is not closed.
    """
    state = states.get(round_id)
    if state is None:
        raise NotPreparedError(what="results")
    if round_id == WHOLE_CONTEST:
        staged = _stage_contest(desk, basis, states, None, people)
    else:
        lines = archived_lines(desk, state)
        taken = _prizes_taken(desk, basis.contest, states, before=round_id)
        fresh = RoundState(round=round_id)
        staged = _stage_round(desk, basis, fresh, lines, people=people, taken=taken)
    return replace(staged, status=state.status)


def _stage_round(
    desk: CloseDesk,
    basis: Basis,
    state: RoundState,
    lines: bytes,
    *,
    people: People,
    taken: Mapping[Pid, int],
) -> RoundState:
    round_id, attempts = state.round, digest_of(lines)
    history = _history(basis, taken)
    births, names = people
    tally = AnswerTally()
    with collector_paused():
        scores = grade_lines(desk, basis, round_id, lines, births, tally=tally)
        results = round_results(basis.contest, round_id, scores, history)
        own = seal_own_results(desk, basis, round_id, lines, results)
    return stage_results(
        desk,
        basis,
        state,
        results,
        provenance=provenance_of(desk, basis, [round_id], attempts),
        names=names,
        beside=beside_round(desk, basis, results, tally),
        own=own,
    )


def _close_contest(desk: CloseDesk, basis: Basis) -> RoundState:
    states = desk.contests.get_states(desk.contest_id)
    seen = states.get(WHOLE_CONTEST)
    if seen is not None and seen.status in _DONE:
        return seen
    closed = _stage_contest(desk, basis, states, seen, read_people(desk))
    return record_state(desk, seen, closed)


def _stage_contest(
    desk: CloseDesk,
    basis: Basis,
    states: Mapping[RoundId, RoundState],
    seen: RoundState | None,
    people: People,
) -> RoundState:
    contest = basis.contest
    rounds = [round_.id for round_ in contest.rounds]
    lines = {round_id: archived_lines(desk, states.get(round_id)) for round_id in rounds}
    births, names = people
    scores = [grade_lines(desk, basis, r, lines[r], births) for r in rounds]
    history = _history(basis, _prizes_taken(desk, contest, states, before=None))
    attempts = same_digest(seen.attempts if seen else None, b"".join(lines.values()))
    with collector_paused():
        results = contest_results(contest, scores, history)
    return stage_results(
        desk,
        basis,
        seen or RoundState(round=WHOLE_CONTEST),
        results,
        provenance=provenance_of(desk, basis, rounds, attempts),
        names=names,
        beside=beside_contest(basis, results),
    )


def _final_attempts(desk: CloseDesk, contest: Contest, round_id: RoundId) -> Iterator[Attempt]:
    per_contest = contest.attempts.per is AttemptsPer.CONTEST
    scope = WHOLE_CONTEST if per_contest else round_id
    for attempt in desk.attempts.attempts(desk.contest_id, scope):
        current = attempt
        if current.round_id != round_id:
            continue
        while not current.is_final():
            _check_settled(current, desk.clock.now())
            # A save that came between is in what comes back, and is final with the next try.
            _, stored = desk.attempts.finalise(current)
            if stored is None:
                raise NotPreparedError(what="attempt")
            current = stored
        yield current


def _check_settled(attempt: Attempt, now: int) -> None:
    """Raise NotDueError where something in time may be on its way.

    No deadline is after the closing that this close knows of: but one may be put off meanwhile.
    """
    if not is_settled(now, attempt.deadline_at):
        raise NotDueError(
            act=ActName.CLOSE.value,
            round=attempt.round_id,
            due_at=attempt.deadline_at + SETTLED_AFTER_MS,
        )


def read_people(desk: CloseDesk) -> People:
    """Return birth dates, where a rule goes by them, and names."""
    people = list(desk.people.people(desk.contest_id))
    births = {person.pid: person.born_on for person in people if person.born_on is not None}
    return births, {person.pid: person.name for person in people}


def _history(basis: Basis, taken: Mapping[Pid, int]) -> AwardHistory:
    return AwardHistory(taken=taken, withdrawals=withdrawals_of(basis.release.corrections))


def _prizes_taken(
    desk: CloseDesk,
    contest: Contest,
    states: Mapping[RoundId, RoundState],
    *,
    before: RoundId | None,
) -> Mapping[Pid, int]:
    """Return how many prizes each person took in the rounds before one, or in all of them.

    Those that wait for the board count: see ``merit``.
    """
    taken: dict[Pid, int] = {}
    if contest.prizes.most_per_person is None:
        return taken
    for round_ in contest.rounds:
        if round_.id == before:
            break
        state = states.get(round_.id)
        digest = state.standings if state else None
        standings = (
            desk.archive.get(standings_name(desk.contest_id, round_.id, digest)) if digest else None
        )
        if standings is None:
            raise NotPreparedError(what=f"standings of {round_.id}")
        for row in json.loads(standings)["persons"]:
            taken[Pid(row["pid"])] = taken.get(Pid(row["pid"]), 0) + len(row["awards"])
    return taken


def archived_lines(desk: CloseDesk, state: RoundState | None) -> bytes:
    """Return the lines of a closed round; raise NotPreparedError where it is not closed."""
    if state is None or state.attempts is None or state.status not in _DONE:
        raise NotPreparedError(what="attempts")
    lines = desk.archive.get(lines_name(desk.contest_id, state.round, state.attempts))
    if lines is None:
        raise NotPreparedError(what="attempts")
    return lines
