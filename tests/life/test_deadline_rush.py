"""Everybody at once in the last ten seconds, and a fifth of the storage calls throttled.

The clients do what the quiz page does (``site/assets/quiz/saver.js``, ``attempt.js``): they save
soon after each choice, send again with backoff what got no answer, go past a newer revision, and
submit by themselves when their time is over.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from botocore.exceptions import ClientError
from builders import CLOSES_AT, ROUND
from faulty_stores import gated_backend, throttled
from interleaving import VirtualTime
from scene import Scene, make_scene

from chalicelib.composition import Desks
from chalicelib.contest.attempt_lines import write_lines
from chalicelib.contest.attempts import GRACE_MS, SETTLED_AFTER_MS, AttemptState
from chalicelib.contest.errors import AlreadyFinalError, StaleRevisionError, TooLateError
from chalicelib.contest.receipts import Receipt, commit
from chalicelib.store.clients import TOTAL_ATTEMPTS
from chalicelib.store.dynamodb import BUSY_ROUNDS, FIRST_PAUSE_SECONDS
from chalicelib.use_cases.answer import save_answers, submit_attempt
from chalicelib.use_cases.staging import lines_name
from chalicelib.use_cases.start import Started
from office.local.in_memory import memory_backend
from office.local.memory import ManualClock, SeededChance

PROVE = os.environ.get("PROVE") == "1"
PEOPLE = 1_000 if PROVE else 60
SAVES_EACH = 2
RUSH_MS = 10_000
THROTTLED = 0.2
SPREAD_MS = 1_500
QUIET_MS = 800


@dataclass
class Device:
    """One contestant's page."""

    started: Started
    answers: dict[str, str] = field(default_factory=dict)
    revision: int = 0
    saved_revision: int = 0
    acknowledged: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    submitting: bool = False
    receipt: Receipt | None = None
    too_late: bool = False
    first_arrival: int | None = None


@dataclass
class Rush:
    """The rush, its figures and its network."""

    scene: Scene
    desks: Desks
    time: VirtualTime
    chance: Random
    throttled: float = THROTTLED
    seen: Counter[str] = field(default_factory=Counter)

    def gate(self, _place: str, apply: Callable[[], Any]) -> Any:
        """Ask the storage as library and adapter do: again, a little later each time."""
        for busy in range(BUSY_ROUNDS):
            for number in range(TOTAL_ATTEMPTS):
                self.seen["storage calls"] += 1
                self.time.sleep(self.chance.uniform(3, 30))
                if self.chance.random() >= self.throttled:
                    return apply()
                self.seen["throttled calls"] += 1
                if number + 1 < TOTAL_ATTEMPTS:
                    self.time.sleep(self.chance.random() * 1_000 * 2**number)
            if busy + 1 < BUSY_ROUNDS:
                self.time.sleep(FIRST_PAUSE_SECONDS * 1_000 * 2**busy)
        raise throttled()

    def ask(self, request: Callable[[int], Any]) -> Any:
        """Send a request and return its answer, with the time that both take."""
        self.time.sleep(self.chance.uniform(10, 250))
        self.seen["requests"] += 1
        answer = request(self.time.clock.now())
        self.time.sleep(self.chance.uniform(10, 250))
        return answer

    def backoff(self, tries: int) -> None:
        self.time.sleep(min(30_000, 1_000 * 2**tries) * (0.5 + self.chance.random()))

    def choose_and_save(self, device: Device, letter: str) -> None:
        """Choose an answer, and save it unless the submission takes it along."""
        if device.submitting:
            return
        questions = device.started.paper.question_ids()
        device.answers = {**device.answers, str(self.chance.choice(questions)): letter}
        device.revision += 1
        self.time.sleep(QUIET_MS)
        tries = 0
        while not device.submitting and device.saved_revision < device.revision:
            revision, answers = device.revision, device.answers
            try:
                self.ask(lambda at, r=revision, a=answers: self.save(device, r, a, at))
                device.saved_revision = max(device.saved_revision, revision)
                device.acknowledged.append((revision, answers))
            except StaleRevisionError as refusal:
                device.revision = max(device.revision, int(str(refusal.details["revision"]))) + 1
            except TooLateError:
                return
            except AlreadyFinalError:
                # On its way while the page submitted: the page no longer listens.
                assert device.submitting
                return
            except ClientError:
                self.seen["saves sent again"] += 1
                self.backoff(tries)
                tries += 1

    def save(self, device: Device, revision: int, answers: dict[str, str], at: int) -> None:
        self.judged(
            at,
            lambda: save_answers(
                self.desks.entry,
                token=device.started.token,
                revision=revision,
                answers=answers,
                arrived_at=at,
            ),
        )

    def submit(self, device: Device) -> None:
        device.submitting = True
        tries = 0
        while device.receipt is None and not device.too_late:
            try:
                device.receipt = self.ask(lambda at: self.send_submission(device, at))
            except StaleRevisionError as refusal:
                device.revision = max(device.revision, int(str(refusal.details["revision"]))) + 1
            except TooLateError:
                device.too_late = True
            except ClientError:
                self.seen["submissions sent again"] += 1
                self.backoff(tries)
                tries += 1

    def send_submission(self, device: Device, at: int) -> Receipt:
        device.first_arrival = device.first_arrival or at
        receipt: Receipt = self.judged(
            at,
            lambda: submit_attempt(
                self.desks.entry,
                token=device.started.token,
                submit_id=f"submit-{device.started.attempt.key.pid}",
                revision=max(device.revision, 1),
                answers=device.answers,
                arrived_at=at,
                saved_revision=device.saved_revision,
            ),
        )
        return receipt

    def judged(self, at: int, act: Callable[[], Any]) -> Any:
        """Count what is judged otherwise than its arrival says; a repeated request is no news."""
        try:
            return act()
        except TooLateError:
            self.seen["misjudged"] += at <= CLOSES_AT + GRACE_MS
            raise


def make_rush(people: int, seed: int) -> tuple[Rush, list[Device]]:
    backend = memory_backend()
    scene = make_scene(at=CLOSES_AT - 60_000, backend=backend)
    devices = []
    for number in range(1, people + 1):
        code = scene.register(number).code
        devices.append(Device(scene.start(code, f"start-id-number-{number:05d}")))
    clock = ManualClock(CLOSES_AT - RUSH_MS)
    time = VirtualTime(clock)
    rush = Rush(scene, scene.desks, time, Random(seed))
    rush.desks = Desks(
        scene.contest.id, gated_backend(backend, rush.gate), clock, SeededChance(b"rush")
    )
    # Papers and secrets are in the memory of a function that has run for a while.
    rush.desks.entry.rules = scene.desks.entry.rules
    rush.desks.entry.banks = scene.desks.entry.banks
    return rush, devices


def test_nothing_is_lost_and_nothing_misjudged_in_the_deadline_rush(
    note: Callable[..., None],
) -> None:
    rush, devices = make_rush(PEOPLE, seed=7)
    for device in devices:
        for letter in "ab"[:SAVES_EACH]:
            at = CLOSES_AT - rush.chance.randint(1, RUSH_MS)
            rush.time.add(at, lambda d=device, c=letter: rush.choose_and_save(d, c))
        by_itself = rush.chance.random() < 0.5
        wait = rush.chance.randint(0, SPREAD_MS) if by_itself else -rush.chance.randint(1, RUSH_MS)
        rush.time.add(CLOSES_AT + wait, lambda d=device: rush.submit(d))
    rush.time.run()

    rush.scene.clock.set(CLOSES_AT + SETTLED_AFTER_MS)
    state = rush.scene.desks.close_round(ROUND)
    backend = rush.scene.desks.backend
    lost = late_by_us = 0
    attempts = list(backend.attempts.attempts(rush.scene.contest.id, ROUND))
    records = {attempt.key: attempt for attempt in attempts}
    for device in devices:
        record = records[device.started.attempt.key]
        if device.receipt is not None:
            submitted = record.state is AttemptState.SUBMITTED
            kept = device.receipt.commitment == commit(device.receipt.nonce, device.answers)
            lost += not (submitted and kept and dict(record.answers) == device.answers)
        else:
            late_by_us += (device.first_arrival or 0) <= CLOSES_AT + GRACE_MS
            lost += any(
                revision > record.revision
                or (revision == record.revision and answers != dict(record.answers))
                for revision, answers in device.acknowledged
            )
    assert state.attempts is not None
    lines = backend.archive.get(lines_name(rush.scene.contest.id, ROUND, state.attempts))
    note(
        "deadline rush",
        submissions=PEOPLE,
        saves=PEOPLE * SAVES_EACH,
        lost=lost,
        first_try_in_time_and_too_late_after_retries=late_by_us,
        **{"misjudged": 0, **rush.seen},
    )
    assert len(attempts) == PEOPLE
    assert lines == write_lines(attempts)
    assert (lost, rush.seen["misjudged"], late_by_us) == (0, 0, 0)
    assert rush.seen["throttled calls"] > rush.seen["storage calls"] // 6
