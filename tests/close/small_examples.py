"""The examples in small: everybody has taken every round, and nothing is closed yet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from chalicelib.backends import Backend
from chalicelib.composition import Desks
from chalicelib.contest.acts import WHOLE_CONTEST, ActName, RoundState, due_at
from chalicelib.contest.attempts import Attempt
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.contest.rules import Contest, EntryMode
from chalicelib.ports import Person
from office.contest_file.load import load_contest
from office.local.memory import (
    ManualClock,
    MemoryArchive,
    MemoryAttempts,
    MemoryContests,
    MemoryPublicFiles,
    SeededChance,
)
from office.rehearse.stage import set_stage
from office.simulate.crowd import invent_crowd
from office.simulate.entrants import plan_round
from office.simulate.play import play_entrants
from office.simulate.sizes import default_size
from office.simulate.turnout import choose_turnout

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("hoa-binh-2023", "hue-2023", "soc-trang-2020", "song-cong-2021", "thai-nguyen-2021")
BY_ROSTER = "-by-roster"
"""Ends the name of an example that is played with codes handed out, whatever its file says."""
CASES = (*NAMES, *(name + BY_ROSTER for name in ("soc-trang-2020", "song-cong-2021")))
ENTRANTS = 48
SEED = 10


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A contest of which all rounds have been taken; what is closed is a copy each time."""

    contest: Contest
    backend: Backend
    befell: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Closed:
    """What a contest came to."""

    states: dict[RoundId, RoundState]
    archive: dict[str, bytes]
    public: dict[str, bytes]

    def digest(self) -> str:
        """Return one digest over every state and every byte of every file."""
        shown = repr(
            (
                sorted((name, repr(state)) for name, state in self.states.items()),
                sorted(self.archive.items()),
                sorted(self.public.items()),
            )
        )
        return sha256(shown.encode("ascii", "backslashreplace")).hexdigest()


def take_example(case: str, entrants: int = ENTRANTS) -> Taken:
    """Let invented people take every round of an example."""
    loaded = load_contest(EXAMPLES / case.removesuffix(BY_ROSTER))
    contest = loaded.contest
    if case.endswith(BY_ROSTER):
        contest = replace(contest, entry=replace(contest.entry, mode=EntryMode.ROSTER))
        loaded = replace(loaded, sound_contest=contest)
    size = default_size(contest, entrants, SEED)
    crowd = invent_crowd(contest, size)
    turnout = choose_turnout(contest, size, crowd)
    stage = set_stage(loaded, crowd, SEED)
    sizes = {round_.round: round_ for round_ in size.rounds}
    for round_ in sorted(contest.rounds, key=lambda round_: round_.opens_at):
        people = turnout.rounds[round_.id]
        play_entrants(
            stage.desks.entry,
            stage.clock,
            round_id=round_.id,
            right=stage.right,
            entrants=plan_round(contest, sizes[round_.id], people, SEED),
            ledger=stage.ledger,
        )
    return Taken(contest=contest, backend=stage.desks.backend, befell=dict(stage.ledger.befell))


class Shuffled:
    """A store that yields people and attempts in another order each time."""

    def __init__(self, store: Any, dice: Random) -> None:
        self._store, self._dice = store, dice

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def attempts(self, contest: ContestId, scope: RoundId) -> Iterator[Attempt]:
        return self._shuffle(self._store.attempts(contest, scope))

    def people(self, contest: ContestId) -> Iterator[Person]:
        return self._shuffle(self._store.people(contest))

    def _shuffle(self, values: Iterator[Any]) -> Iterator[Any]:
        shuffled = list(values)
        self._dice.shuffle(shuffled)
        return iter(shuffled)


def copied(taken: Taken, dice: Random | None = None) -> Backend:
    """Return stores with the same contents, of which what a close changes is a copy."""
    contest = taken.contest
    attempts, contests = MemoryAttempts(), MemoryContests()
    scopes = {*(round_.id for round_ in contest.rounds), WHOLE_CONTEST}
    kept = [one for scope in scopes for one in taken.backend.attempts.attempts(contest.id, scope)]
    for attempt in kept:
        attempts.put_attempt(attempt)
    contests.put_rules(contest)
    release = taken.backend.contests.get_release(contest.id)
    assert release is not None
    contests.put_release(release)
    people: Any = taken.backend.people
    return replace(
        taken.backend,
        attempts=attempts if dice is None else Shuffled(attempts, dice),
        people=people if dice is None else Shuffled(people, dice),
        contests=contests,
        archive=MemoryArchive(),
        public=MemoryPublicFiles(),
    )


def close_example(taken: Taken, dice: Random | None = None) -> Closed:
    """Close and publish every round of a copy, each at its hour."""
    backend = copied(taken, dice)
    clock = ManualClock()
    desks = Desks(taken.contest.id, backend, clock, SeededChance(b"close"))
    for round_ in taken.contest.rounds:
        clock.set(due_at(ActName.CLOSE, round_))
        desks.close_round(round_.id)
    for round_ in taken.contest.rounds:
        clock.set(due_at(ActName.PUBLISH, round_))
        desks.publish_results(round_.id)
    archive: Any = backend.archive
    public: Any = backend.public
    return Closed(
        states=backend.contests.get_states(taken.contest.id),
        archive=dict(archive._files),
        public={name: file.data for name, file in public._files.items()},
    )
