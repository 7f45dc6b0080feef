"""Several requests at once, interleaved at every storage call: no order breaks a promise."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random
from typing import Any

from builders import CLOSES_AT, ROUND
from faulty_stores import Fault, KilledError, befall, gated_backend
from greenlet import getcurrent, greenlet
from interleaving import Clients, every_schedule, run_by
from scene import START_ID, SUBMIT_ID, Scene, make_scene

from chalicelib.backends import Backend
from chalicelib.chance import SystemChance
from chalicelib.composition import Desks
from chalicelib.contest.acts import RoundState
from chalicelib.contest.attempt_lines import write_lines
from chalicelib.contest.attempts import (
    GRACE_MS,
    LONGEST_REQUEST_MS,
    SETTLED_AFTER_MS,
    Attempt,
    AttemptState,
)
from chalicelib.contest.errors import ContestError
from chalicelib.contest.extra_time import credited, with_credits
from chalicelib.contest.receipts import Receipt
from chalicelib.use_cases.answer import (
    Acknowledgement,
    get_receipt,
    save_answers,
    submit_attempt,
)
from chalicelib.use_cases.extra_time import apply_credits, credit_extra_time
from chalicelib.use_cases.staging import lines_name
from chalicelib.use_cases.start import Started, resume_attempt, start_attempt
from office.local.in_memory import memory_backend
from office.local.memory import (
    ManualClock,
    MemoryArchive,
    MemoryAttempts,
    MemoryContests,
    MemoryEvents,
)

SHARED = ("attempts.", "contests.get_states", "contests.put_state", "clock")
"""What requests about one person share; the other calls only read what never changes."""
WITH_CREDITS = ("attempts.", "contests.get_release", "contests.put_release", "clock")
"""What requests and a credit share."""

PROVE = os.environ.get("PROVE") == "1"
SCHEDULES = 20_000 if PROVE else 400
OTHER_ID = "another-id-of-16-letters"
DEADLINE = CLOSES_AT
"""Whoever starts in the last quarter of an hour has until the close."""


@dataclass
class Given:
    """A prepared contest with one registered person, to be copied for each schedule."""

    scene: Scene
    backend: Backend
    code: str
    started: Started | None = None
    release: Any = None


def make_given(*, started: bool) -> Given:
    backend = memory_backend()
    scene = make_scene(at=CLOSES_AT - 60_000, backend=backend)
    code = scene.register().code
    return Given(
        scene=scene,
        backend=backend,
        code=code,
        started=scene.start(code) if started else None,
        release=backend.contests.get_release(scene.contest.id),
    )


@dataclass
class Run:
    """One run of some clients on a copy of what was given."""

    given: Given
    at: int
    shared: Callable[[str], bool] = lambda _place: True
    clients: Clients = field(init=False)
    clock: ManualClock = field(init=False)
    backend: Backend = field(init=False)
    desks: Desks = field(init=False)
    saved: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    closes: list[RoundState] = field(default_factory=list)
    history: list[Attempt] = field(default_factory=list)
    too_early: list[Attempt] = field(default_factory=list)
    """Those that were made final while something in time may have been on its way."""
    gate: Callable[[str, Callable[[], Any]], Any] | None = None
    ends: dict[greenlet, int] = field(default_factory=dict)
    """When each start's function is stopped: after that it stores nothing."""

    def __post_init__(self) -> None:
        self.clients = Clients(self.shared)
        self.clock = ManualClock(self.at)
        attempts, contests = MemoryAttempts(), MemoryContests()
        if self.given.started is not None:
            attempts.put_attempt(self.given.started.attempt)
        contests.put_rules(self.given.scene.contest)
        contests.put_release(self.given.release)
        self.backend = replace(
            self.given.backend,
            attempts=attempts,
            contests=contests,
            archive=MemoryArchive(),
            events=MemoryEvents(),
        )
        self.desks = Desks(
            self.given.scene.contest.id,
            gated_backend(self.backend, self._gate),
            self.clock,
            SystemChance(),
        )
        self.desks.entry.banks.secrets()
        entry = self.desks.entry
        entry.rules.contest()
        if self.given.started is not None:
            entry.banks.bank(self.given.started.attempt.bank)

    def _gate(self, place: str, apply: Callable[[], Any]) -> Any:
        def applied() -> Any:
            if self.clock.now() > self.ends.get(getcurrent(), self.clock.now()):
                raise KilledError
            answer = self.gate(place, apply) if self.gate else apply()
            self._look()
            return answer

        return self.clients.gate(place, applied)

    def _look(self) -> None:
        """Keep every state through which the record goes."""
        for attempt in self.stored():
            if not self.history or self.history[-1] != attempt:
                self.history.append(attempt)
                settled = self.clock.now() >= attempt.deadline_at + SETTLED_AFTER_MS
                if attempt.state is AttemptState.AUTO and not settled:
                    self.too_early.append(attempt)

    def stored(self) -> list[Attempt]:
        return list(self.backend.attempts.attempts(self.given.scene.contest.id, ROUND))

    def start(self, start_id: str) -> Started:
        # Of a save or a submission its arrival says whether it counts, however long it takes.
        self.ends[getcurrent()] = self.clock.now() + LONGEST_REQUEST_MS
        return start_attempt(self.desks.entry, code=self.given.code, start_id=start_id)

    def take_over(self, start_id: str) -> Started:
        self.ends[getcurrent()] = self.clock.now() + LONGEST_REQUEST_MS
        return resume_attempt(
            self.desks.entry, code=self.given.code, birth_date="1990-02-28", start_id=start_id
        )

    def ask(self) -> None:
        assert self.given.started is not None
        self.receipts.append(get_receipt(self.desks.entry, token=self.given.started.token))

    def save(self, revision: int, letter: str, at: int, token: str = "") -> None:
        started = self.given.started
        assert started is not None
        answers = {str(started.paper.question_ids()[0]): letter}
        done = save_answers(
            self.desks.entry,
            token=token or started.token,
            revision=revision,
            answers=answers,
            arrived_at=at,
        )
        assert isinstance(done, Acknowledgement)
        assert done.revision == revision
        self.saved.append((revision, answers))

    def submit(
        self, revision: int, letter: str, at: int, submit_id: str = SUBMIT_ID
    ) -> Receipt | None:
        started = self.given.started
        assert started is not None
        answers = {str(question): letter for question in started.paper.question_ids()}
        try:
            receipt = submit_attempt(
                self.desks.entry,
                token=started.token,
                submit_id=submit_id,
                revision=revision,
                answers=answers,
                arrived_at=at,
            )
        except ContestError as refusal:
            shown = refusal.details.get("receipt")
            if isinstance(shown, Receipt):
                self.receipts.append(shown)
            raise
        self.receipts.append(receipt)
        return receipt

    def credit(self, *, person: bool) -> int:
        """Credit the person alone, or everybody who answers now."""
        started = self.given.started
        pid = started.person.pid if started is not None and person else None
        _, prolonged = credit_extra_time(
            self.desks.extra_time,
            ROUND,
            pid,
            extra_ms=CREDIT_MS,
            by="Ban Tổ chức",
            reason="Mất điện",
        )
        return prolonged

    def close(self) -> RoundState:
        now = CLOSES_AT + SETTLED_AFTER_MS
        self.clients.gate("clock", lambda: self.clock.set(max(self.clock.now(), now)))
        state = self.desks.close_round(ROUND)
        self.closes.append(state)
        return state

    def violations(self) -> list[str]:
        """Return what is wrong with what was stored and answered."""
        stored = self.stored()
        finals = [attempt for attempt in self.history if attempt.is_final()]
        revisions = [attempt.revision for attempt in self.history]
        deadlines = [attempt.deadline_at for attempt in self.history]
        wrong = {
            "two attempts": len(stored) > 1,
            "an acknowledged save is lost": any(
                not keeps(stored[0], revision, answers) for revision, answers in self.saved
            ),
            "two receipts": len(set(map(repr, self.receipts))) > 1,
            "a final attempt changed": len(set(map(repr, finals))) > 1,
            "an older save replaced a newer one": revisions != sorted(revisions),
            "something too late counts": any(
                attempt.changed_at > attempt.deadline_at + GRACE_MS for attempt in stored
            ),
            "final while something in time may be on its way": self.too_early != [],
            "a deadline was brought forward": deadlines != sorted(deadlines),
            "credited time is missing": self._lacks_credit(),
            "a device wrote that had lost the attempt": any(
                before.device_epoch > 1 and written(before) != written(after)
                for before, after in pairwise(self.history)
            ),
            "two closes disagree": len({state.attempts for state in self.closes}) > 1,
            "the archive is not what is stored": any(
                self.archived(state) != write_lines(stored) for state in self.closes
            ),
        }
        failed = [
            f"failed: {error!r}"
            for error in self.clients.answers.values()
            if isinstance(error, Exception) and not isinstance(error, ContestError)
        ]
        return [what for what, is_so in wrong.items() if is_so] + failed

    def _lacks_credit(self) -> bool:
        """Tell whether a running attempt lacks what was credited, even when that is done again."""
        if not any(name.startswith("credit") for name in self.clients.answers):
            return False
        answers = {name: a for name, a in self.clients.answers.items() if name.startswith("credit")}
        desks = Desks(self.given.scene.contest.id, self.backend, self.clock, SystemChance())
        broken_off = any(isinstance(answer, Exception) for answer in answers.values())
        if broken_off:
            apply_credits(desks.extra_time, ROUND)
        release = self.backend.contests.get_release(self.given.scene.contest.id)
        assert release is not None
        closes_at = with_credits(self.given.scene.contest, release.credits).round(ROUND).closes_at
        return any(
            credited(attempt, release.credits, closes_at) != attempt for attempt in self.stored()
        )

    def archived(self, state: RoundState) -> bytes | None:
        assert state.attempts is not None
        name = lines_name(self.given.scene.contest.id, ROUND, state.attempts)
        return self.backend.archive.get(name)


def written(attempt: Attempt) -> tuple[object, ...]:
    """Return what devices write; all of a schedule have the token of the first epoch."""
    return attempt.revision, dict(attempt.answers), attempt.submit_id


def keeps(attempt: Attempt, revision: int, answers: dict[str, str]) -> bool:
    """Tell whether an acknowledged save is in the record, or something newer is."""
    if attempt.revision != revision or attempt.state is AttemptState.SUBMITTED:
        return attempt.revision >= revision
    return dict(attempt.answers) == answers


Part = Callable[[Run], Any]


CREDIT_MS = 180_000
LATE = DEADLINE + GRACE_MS + 1
LAST = DEADLINE + GRACE_MS
PARTS: dict[str, Part] = {
    "late start": lambda run: run.start(OTHER_ID),
    "same start": lambda run: run.start(START_ID),
    "takeover": lambda run: run.take_over(OTHER_ID),
    "save": lambda run: run.save(1, "a", DEADLINE - 1),
    "newer save": lambda run: run.save(2, "b", LAST),
    "same save": lambda run: run.save(1, "a", DEADLINE - 1),
    "late save": lambda run: run.save(3, "c", LATE),
    "last-second submit": lambda run: run.submit(2, "d", LAST),
    "same submit": lambda run: run.submit(2, "d", LAST),
    "other submit": lambda run: run.submit(2, "a", LAST, OTHER_ID),
    "older submit": lambda run: run.submit(1, "c", LAST, OTHER_ID),
    "late submit": lambda run: run.submit(4, "d", LATE, OTHER_ID),
    "receipt": lambda run: run.ask(),
    "credit to all": lambda run: run.credit(person=False),
    "credit to one": lambda run: run.credit(person=True),
    "close": lambda run: run.close(),
    "second close": lambda run: run.close(),
}
NEED_NO_START = {"late start", "same start", "takeover", "close", "second close"}
CREDITS = {"credit to all", "credit to one"}


def add(run: Run, names: Iterable[str]) -> None:
    for name in names:
        run.clients.add(name, lambda part=PARTS[name]: part(run))


def is_shared(place: str) -> bool:
    return place.startswith(SHARED)


def is_shared_with_credits(place: str) -> bool:
    return place.startswith(WITH_CREDITS)


def is_shared_or_reads_people(place: str) -> bool:
    return place.startswith((*SHARED, "people.get_person"))


def directed(given: Given, names: tuple[str, ...]) -> tuple[int, list[str]]:
    """Run all interleavings of some requests; return how many and what was wrong in which."""
    runs: list[Run] = []
    found: list[str] = []
    ran = 0

    def play(pick: Callable[[list[int]], int]) -> None:
        shared = is_shared_or_reads_people if PROVE else is_shared
        run = Run(given, CLOSES_AT - 1, is_shared_with_credits if CREDITS & {*names} else shared)
        runs[:] = [run]
        add(run, names)
        run_by(run.clients, pick)

    for taken in every_schedule(play):
        ran += 1
        found += [f"{names} by {taken}: {what}" for what in runs[0].violations()]
    return ran, found


def test_every_interleaving_of_the_last_moments_keeps_every_promise(
    note: Callable[..., None],
) -> None:
    started, fresh = make_given(started=True), make_given(started=False)
    ran: dict[str, int] = {}
    found: list[str] = []
    for given, names in (
        (fresh, ("late start", "same start")),
        (fresh, ("late start", "takeover")),
        (started, ("late start", "last-second submit", "save")),
        (started, ("takeover", "last-second submit", "save")),
        (started, ("save", "newer save", "last-second submit", "other submit")),
        (started, ("save", "last-second submit", "same submit", "other submit")),
        (started, ("late submit", "save", "newer save", "receipt")),
        (started, ("late save", "save", "older submit", "newer save")),
        (started, ("credit to all", "last-second submit", "save")),
        (started, ("credit to all", "close")),
        (started, ("credit to all", "late save")),
        (started, ("credit to all", "credit to one")),
        *(
            [
                (started, ("late start", "last-second submit", "save", "close")),
                (started, ("credit to all", "last-second submit", "close")),
                (started, ("credit to all", "receipt", "close")),
            ]
            if PROVE
            else [(started, ("last-second submit", "save", "close"))]
        ),
    ):
        count, wrong = directed(given, names)
        ran[", ".join(names)] = count
        found += wrong
    note("interleavings", interleavings=sum(ran.values()), violations=len(found), **ran)
    assert found == []


def random_run(given: Given, seed: int) -> Run:
    """Run a few requests in one random order, with the clock and now and then a fault."""
    chance = Random(seed)
    run = Run(given, CLOSES_AT - 1)
    names = [name for name in PARTS if given.started is not None or name in NEED_NO_START]
    add(run, chance.sample(names, chance.randint(2, min(6, len(names)))))

    def gate(_place: str, apply: Callable[[], Any]) -> Any:
        if chance.random() < 0.05:
            return befall(chance.choice([f for f in Fault if "killed" not in f]), apply)
        return apply()

    def pick(alive: list[int]) -> int:
        if chance.random() < 0.3:
            run.clock.advance(chance.choice([0, 1, 500, 2_000, 5_000]))
        return chance.choice(alive)

    run.gate = gate if seed % 2 else None
    run_by(run.clients, pick)
    return run


def test_no_random_schedule_breaks_a_promise(note: Callable[..., None]) -> None:
    givens = [make_given(started=True), make_given(started=False)]
    found: list[str] = []
    steps = 0
    for seed in range(SCHEDULES):
        run = random_run(givens[seed % 5 == 0], seed)
        steps += len(run.history)
        found += [
            f"seed {seed}: {what}"
            for what in run.violations()
            if not (seed % 2 and what.startswith("failed: "))
        ]
    note("schedules", schedules=SCHEDULES, states=steps, violations=len(found))
    assert found == []
