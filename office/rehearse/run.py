"""One contest played from its opening to its last publication, each act at its own hour."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST, ActName, RoundState, due_at
from chalicelib.contest.attempt_lines import read_lines
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest, Round
from chalicelib.use_cases.staging import lines_name, standings_name
from office.contest_file.load import Loaded
from office.rehearse.stage import Stage, set_stage
from office.simulate.crowd import Invented, invent_crowd
from office.simulate.entrants import plan_round
from office.simulate.play import play_entrants
from office.simulate.targets import RealSize, RoundSize
from office.simulate.turnout import Turnout, choose_turnout
from office.simulate.visit import Venue, register

Progress = Callable[[Round, int], Callable[[], None]]
"""Is given a round and its number of entrants; returns what is called after each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one round, or the whole contest, came to."""

    state: RoundState
    standings: dict[str, Any]
    close_seconds: float
    receipts: int = 0
    """How many attempts were held against what people were promised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """A contest that has been played to its end."""

    stage: Stage
    size: RealSize
    rounds: dict[RoundId, Act]
    whole: Act
    befell: dict[str, int]
    """How often what befell people: registrations, lost replies, refusals."""
    play_seconds: float

    @property
    def contest(self) -> Contest:
        """Return the rules."""
        return self.stage.contest

    def lines(self, round_id: RoundId) -> bytes:
        """Return a round's archived attempt lines."""
        return archived_lines(self.stage, self.rounds[round_id].state)


def rehearse(
    loaded: Loaded, size: RealSize, progress: Progress = lambda _, __: lambda: None
) -> Rehearsal:
    """Play a contest at a size: register, take every round, close, publish.

    The same size and seed give the same bytes.  Raises UnmetSizeError where the size cannot be met,
    BrokenPromiseError where the program broke its word to a simulated person.
    """
    began = time.perf_counter()
    contest = loaded.contest
    crowd = invent_crowd(contest, size)
    turnout = choose_turnout(contest, size, crowd)
    stage = set_stage(loaded, crowd, size.seed)
    _register_idle(stage, turnout)
    sizes = {round_.round: round_ for round_ in size.rounds}
    rounds: dict[RoundId, Act] = {}
    whole: Act | None = None
    for round_ in sorted(contest.rounds, key=lambda round_: round_.opens_at):
        people = turnout.rounds[round_.id]
        _play(stage, sizes[round_.id], people, size.seed, progress(round_, len(people)))
        rounds[round_.id] = _close(stage, round_)
        _publish(stage, round_)
    whole = _whole(stage)
    return Rehearsal(
        stage=stage,
        size=size,
        rounds={round_.id: rounds[round_.id] for round_ in contest.rounds},
        whole=whole,
        befell=dict(sorted(stage.ledger.befell.items())),
        play_seconds=time.perf_counter() - began,
    )


def archived_lines(stage: Stage, state: RoundState) -> bytes:
    """Return a closed round's attempt lines."""
    assert state.attempts is not None  # noqa: S101 - a closed round has lines
    name = lines_name(stage.contest.id, state.round, state.attempts)
    lines = stage.desks.backend.archive.get(name)
    assert lines is not None  # noqa: S101 - what is on record is in the archive
    return lines


def _register_idle(stage: Stage, turnout: Turnout) -> None:
    """Let those register who never start: a contest has more people than contestants."""
    first = stage.contest.rounds[0]
    venue = Venue(stage.desks.entry, stage.contest, first, stage.right, stage.ledger)
    for person in turnout.idle:
        if person.number not in stage.ledger.codes:
            register(venue, person)


def _play(
    stage: Stage,
    size: RoundSize,
    people: tuple[Invented, ...],
    seed: int,
    done: Callable[[], None],
) -> None:
    play_entrants(
        stage.desks.entry,
        stage.clock,
        round_id=size.round,
        right=stage.right,
        entrants=plan_round(stage.contest, size, people, seed),
        ledger=stage.ledger,
        done=done,
    )


def _close(stage: Stage, round_: Round) -> Act:
    stage.clock.set(due_at(ActName.CLOSE, round_))
    began = time.perf_counter()
    state = stage.desks.close_round(round_.id)
    seconds = time.perf_counter() - began
    backend = stage.desks.backend
    receipts = stage.ledger.check_round(
        round_.id,
        read_lines(archived_lines(stage, state)),
        backend.secrets.entry(stage.contest.id),
        backend.signer,
    )
    return Act(
        state=state,
        standings=_standings(stage, state),
        close_seconds=seconds,
        receipts=receipts,
    )


def _publish(stage: Stage, round_: Round) -> None:
    stage.clock.set(due_at(ActName.PUBLISH, round_))
    stage.desks.publish_results(round_.id)


def _whole(stage: Stage) -> Act:
    state = stage.desks.backend.contests.get_states(stage.contest.id)[WHOLE_CONTEST]
    return Act(state=state, standings=_standings(stage, state), close_seconds=0)


def _standings(stage: Stage, state: RoundState) -> dict[str, Any]:
    assert state.standings is not None  # noqa: S101 - a closed round has standings
    data = stage.desks.backend.archive.get(
        standings_name(stage.contest.id, state.round, state.standings)
    )
    assert data is not None  # noqa: S101 - what is on record is in the archive
    value: dict[str, Any] = json.loads(data)
    return value
