"""Five closers at once, events doubled, early, late and out of order: the same bytes, no way back.

In memory every storage call is a point where somebody else may go on, as a seeded schedule says;
on the engine five processes close at the same time over HTTP.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

import pytest
from builders import make_contest, make_weeks
from close.over_the_wire import World, world
from close.small_examples import Taken, copied
from faulty_stores import gated_backend
from interleaving import Clients, run_by
from scene import SUBMIT_ID, make_scene

from chalicelib.backends import Backend
from chalicelib.composition import Desks
from chalicelib.contest.acts import (
    CLOSE_DELAY_MS,
    WHOLE_CONTEST,
    ActName,
    RoundState,
    RoundStatus,
    due_at,
)
from chalicelib.contest.errors import NotDueError, NotPreparedError
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.contest.times import MINUTE_MS
from chalicelib.use_cases.answer import save_answers, submit_attempt
from chalicelib.use_cases.schedule import run_due_acts
from office.local.in_memory import memory_backend
from office.local.memory import ManualClock, SeededChance

PROVE = os.environ.get("PROVE") == "1"
SCHEDULES = 400 if PROVE else 25
RUSHES = 6 if PROVE else 1
CLOSERS = 5
WEEKS = 2
SHARED = ("contests.", "archive.put", "public.put", "attempts.", "clock")
ORDER = list(RoundStatus)

Event = tuple[ActName, RoundId]


@pytest.fixture(scope="module")
def taken() -> Taken:
    """Two rounds in memory: of three people one submits, one only saves, one only starts."""
    backend = memory_backend()
    contest = make_contest(rounds=make_weeks(WEEKS))
    scene = make_scene(contest, backend=backend)
    codes = [scene.register(number).code for number in (1, 2, 3)]
    for week in contest.rounds:
        scene.clock.set(week.opens_at + MINUTE_MS)
        for number, code in enumerate(codes):
            started = scene.start(code, f"start-id-{week.id}-{number}-of-it")
            named: dict[str, Any] = {
                "token": started.token,
                "revision": 1,
                "answers": scene.right_answers(started),
                "arrived_at": scene.clock.now(),
            }
            if number == 0:
                submit_attempt(scene.desks.entry, submit_id=SUBMIT_ID, **named)
            elif number == 1:
                save_answers(scene.desks.entry, **named)
    return Taken(contest=contest, backend=backend, befell={})


@dataclass
class Watch:
    """Looks at everything stored after each call: nothing may go back or be written over."""

    contest: Any
    backend: Backend
    states: dict[RoundId, RoundState] = field(default_factory=dict)
    archive: dict[str, bytes] = field(default_factory=dict)
    public: dict[str, bytes] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def look(self) -> None:
        for round_id, state in self.backend.contests.get_states(self.contest.id).items():
            before = self.states.get(round_id, RoundState(round=round_id))
            if ORDER.index(state.status) < ORDER.index(before.status):
                self.wrong.append(f"{round_id} went back from {before.status} to {state.status}")
            for name in ("attempts", "standings", "results"):
                if getattr(before, name) not in {None, getattr(state, name)}:
                    self.wrong.append(f"{round_id}: other {name}")
            self.states[round_id] = state
        archive: Any = self.backend.archive
        public: Any = self.backend.public
        told = {
            name: file.data
            for name, file in public._files.items()
            # Who has entered grows, and is sealed anew each time.
            if not name.startswith("data/u-") and not name.endswith(".live.json")
        }
        for kept, now in ((self.archive, archive._files), (self.public, told)):
            changed = [name for name, data in kept.items() if now.get(name) != data]
            self.wrong += [f"{name} was written over" for name in changed]
            kept.update(now)

    def end(self) -> tuple[Any, ...]:
        """Return all that is stored at the end and means something."""
        scopes = [round_.id for round_ in self.contest.rounds]
        attempts = [
            attempt
            for scope in scopes
            for attempt in self.backend.attempts.attempts(self.contest.id, scope)
        ]
        attempts.sort(key=lambda attempt: attempt.key.attempt_id())
        return self.states, self.archive, self.public, attempts


def every_event(taken: Taken) -> list[Event]:
    """Return what the schedule would start, and what nobody should: in no order that is right."""
    rounds = [*(round_.id for round_ in taken.contest.rounds), WHOLE_CONTEST]
    events = [(act, round_id) for act in (ActName.CLOSE, ActName.PUBLISH) for round_id in rounds]
    return [*events, *((ActName.PARTICIPATION, round_.id) for round_ in taken.contest.rounds)]


def instants(taken: Taken) -> list[int]:
    """Return instants at which what is due changes, from before the first to after the last."""
    return sorted(
        due_at(act, round_) + shift
        for round_ in taken.contest.rounds
        for act in (ActName.CLOSE, ActName.PUBLISH)
        for shift in (-1, 0)
    )


class GatedClock:
    """A clock at which whoever asks for the time stands still first."""

    def __init__(self, clock: ManualClock, clients: Clients) -> None:
        self.clock, self.clients = clock, clients

    def now(self) -> int:
        now: int = self.clients.gate("clock", self.clock.now)
        return now


def rush(taken: Taken, dice: Random, outcomes: Counter[str]) -> Watch:
    """Let five closers work through doubled events in orders of their own while time passes."""
    watch = Watch(taken.contest, copied(taken, dice))
    clients = Clients(lambda place: place.startswith(SHARED))
    clock = ManualClock(instants(taken)[0])

    def gate(place: str, apply: Callable[[], Any]) -> Any:
        def applied() -> Any:
            answer = apply()
            watch.look()
            return answer

        return clients.gate(place, applied)

    def closer(events: list[Event]) -> None:
        for event in events:
            # An act runs in a function of its own, which remembers nothing.
            desks = Desks(
                taken.contest.id,
                gated_backend(watch.backend, gate),
                GatedClock(clock, clients),
                SeededChance(b"closers"),
            )
            outcomes[act(desks, event)] += 1

    def passing_time() -> None:
        for at in instants(taken):
            for _ in range(dice.randrange(25)):
                clients.gate("clock", lambda: None)
            clock.set(at)

    for number in range(CLOSERS):
        events = every_event(taken) * 2
        dice.shuffle(events)
        clients.add(f"closer {number}", lambda events=events: closer(events))
    clients.add("time", passing_time)
    run_by(clients, dice.choice)
    failed = [answer for answer in clients.answers.values() if answer is not None]
    watch.wrong += [repr(answer) for answer in failed]
    settle(taken, watch, clock)
    return watch


def act(desks: Desks, event: Event) -> str:
    """Run one event; say how it went.  Whatever else is raised is a fault."""
    name, round_id = event
    try:
        match name:
            case ActName.CLOSE:
                desks.close_round(round_id)
            case ActName.PUBLISH:
                desks.publish_results(round_id)
            case ActName.PARTICIPATION:
                desks.publish_participation(round_id)
    except (NotDueError, NotPreparedError) as refusal:
        return refusal.code
    return "done"


@dataclass
class Started:
    """The Invoker port: it notes what is to be started."""

    events: list[Event] = field(default_factory=list)

    def invoke(self, name: ActName, contest: ContestId, round_id: RoundId) -> None:
        self.events.append((name, round_id))


def settle(taken: Taken, watch: Watch, clock: ManualClock) -> None:
    """Let the schedule look until nothing is due: what was missed is made up for."""
    clock.set(instants(taken)[-1])
    desks = Desks(taken.contest.id, watch.backend, clock, SeededChance(b"closers"))
    for looked in count():
        started = Started()
        contests = watch.backend.contests
        run_due_acts(taken.contest.id, clock, contests, started, looked_at=clock.now())
        if not started.events:
            return
        for event in started.events:
            act(desks, event)
            watch.look()
        assert looked < 2 * len(every_event(taken))


def test_five_closers_at_once_end_as_one_does_alone(
    taken: Taken, note: Callable[..., None]
) -> None:
    alone = Watch(taken.contest, copied(taken))
    settle(taken, alone, ManualClock())
    dice = Random(5)
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    ends = 0
    for _ in range(SCHEDULES):
        watch = rush(taken, dice, outcomes)
        wrong += watch.wrong
        ends += watch.end() != alone.end()
    note(
        "closers at once in memory",
        schedules=SCHEDULES,
        events=outcomes.total(),
        done=outcomes["done"],
        too_early=outcomes["not_due"],
        out_of_order=outcomes["not_prepared"],
        gone_back_or_written_over=len(wrong),
        different_ends=ends,
    )

    assert wrong == []
    assert ends == 0
    assert min(outcomes[code] for code in ("done", "not_due", "not_prepared")) > SCHEDULES
    assert alone.states.keys() == {*(r.id for r in taken.contest.rounds), WHOLE_CONTEST}
    assert {state.status for state in alone.states.values()} == {RoundStatus.PUBLISHED}


@pytest.fixture(scope="module")
def over() -> Iterator[World]:
    """Two rounds that are over, on the engine."""
    with world(weeks=WEEKS) as made:
        made.stored.keep()
        yield made


def test_five_processes_at_once_end_as_one_does_alone(
    over: World, note: Callable[..., None]
) -> None:
    rounds = over.scene.contest.rounds
    in_order = [
        *([r.closes_at + CLOSE_DELAY_MS, "close", r.id] for r in rounds),
        *([r.publishes_at, "publish", r.id] for r in rounds),
    ]
    (alone,) = over.closers.run({"acts": in_order})
    assert alone == {"ended": 0, "outcomes": ["done"] * 4, "asked": alone["asked"]}
    undisturbed = over.stored.digest()
    dice = Random(7)
    latest = rounds[-1].publishes_at
    early = [rounds[0].closes_at, "close", rounds[0].id]
    jumbled = [[latest, name, r.id] for name in ("close", "publish") for r in rounds] * 2
    ends, outcomes = set(), Counter[str]()
    for _ in range(RUSHES):
        over.stored.put_back(over.stored.read())
        told = over.closers.run(
            *({"acts": dice.sample([early, *jumbled], len(jumbled) + 1)} for _ in range(CLOSERS))
        )
        assert [one["ended"] for one in told] == [0] * CLOSERS
        outcomes.update(outcome for one in told for outcome in one["outcomes"])
        # The schedule makes up for what came out of order.
        (settled,) = over.closers.run({"acts": in_order})
        whole = [[latest, name, WHOLE_CONTEST] for name in ("close", "publish")]
        (settled_whole,) = over.closers.run({"acts": whole})
        assert {*settled["outcomes"], *settled_whole["outcomes"]} == {"done"}
        ends.add(over.stored.digest())
    note(
        "closers at once as processes",
        rushes=RUSHES,
        processes_each=CLOSERS,
        events=outcomes.total(),
        done=outcomes["done"],
        different_ends=len(ends - {undisturbed}),
    )

    assert ends == {undisturbed}
    assert set(outcomes) <= {"done", "not_due", "not_prepared"}
