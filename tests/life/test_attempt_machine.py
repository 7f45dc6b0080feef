"""The life of attempts as a machine: any order of whatever people, networks and crashes do.

What must hold is kept here beside the implementation, from what was sent and answered alone:

- one counting attempt for a person and scope, with one start, one deadline and one paper;
- an acknowledged save is stored, until a newer revision or a submission takes its place;
- a receipt that was shown is the receipt for ever, and commits to what is stored;
- nothing that arrived later than the deadline plus 5,000 ms is in what counts;
- what is final never changes; an older save never replaces a newer one;
- the archive of the closed round has exactly the final attempts, and the standings follow from it.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from builders import CLOSES_AT, LIMIT_MS, make_contest, make_weeks
from faulty_stores import Fault, KilledError, befall, gated_backend
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from scene import make_particulars, make_scene

from chalicelib.contest.attempt_lines import write_lines
from chalicelib.contest.attempts import GRACE_MS, SETTLED_AFTER_MS, Attempt, AttemptState
from chalicelib.contest.errors import ContestError
from chalicelib.contest.receipts import Receipt, commit
from chalicelib.use_cases.answer import get_receipt, save_answers, submit_attempt
from chalicelib.use_cases.register import register_person
from chalicelib.use_cases.staging import lines_name, standings_name
from chalicelib.use_cases.start import Started, resume_attempt, start_attempt
from office.local.in_memory import memory_backend

PROVE = os.environ.get("PROVE") == "1"
MACHINES, STEPS = (1_000, 60) if PROVE else (15, 30)
PEOPLE = 3
EDGES = (-1, 0, 1, 999, 4_999, GRACE_MS, GRACE_MS + 1, SETTLED_AFTER_MS - 1, SETTLED_AFTER_MS)
UNKNOWN = (ClientError, BotoCoreError, KilledError)
COUNTS = {"machines": 0, "steps": 0, "faults": 0, "acknowledged saves": 0, "receipts": 0}

people = st.integers(1, PEOPLE)
letters = st.sampled_from("abcd")
faults = st.one_of(
    st.none(), st.tuples(st.integers(0, 5), st.sampled_from(sorted(Fault))), st.none()
)


@dataclass
class Sent:
    """A request that may be sent again, with the same ids, by a client or by the network."""

    person: int
    token: str
    epoch: int
    revision: int
    answers: dict[str, str]
    submit_id: str = ""
    arrived_at: int = 0
    """When it first arrived: a duplicate that the gateway delivers has the same stamp."""


@dataclass
class Known:
    """What the people outside know of one person's attempt."""

    code: str = ""
    starts: int = 0
    started: Started | None = None
    epoch: int = 0
    revision: int = 0
    first: Attempt | None = None
    acknowledged: Sent | None = None
    """The newest save that was acknowledged."""
    sent: list[Sent] = field(default_factory=list)
    receipt: Receipt | None = None
    final: Attempt | None = None
    past: dict[int, dict[str, str]] = field(default_factory=dict)


class Life(RuleBasedStateMachine):
    requests: Bundle[Sent] = Bundle("requests")
    starts: Bundle[tuple[int, str, bool]] = Bundle("starts")

    @initialize()
    def prepare(self) -> None:
        self.backend = memory_backend()
        self.at: tuple[int, Fault] | None = None
        self.calls = 0
        scene = make_scene(make_contest(rounds=make_weeks(1)), backend=self.backend)
        self.scene = make_scene(
            scene.contest,
            at=CLOSES_AT - LIMIT_MS - 120_000,
            backend=gated_backend(self.backend, self._gate),
        )
        self.known = {number: Known() for number in range(1, PEOPLE + 1)}
        self.closed = False
        COUNTS["machines"] += 1
        for number in range(1, PEOPLE):
            self.register(number, None)
        self.start(1, None, takes_over=False)

    def _gate(self, place: str, apply: Callable[[], Any]) -> Any:
        self.calls += 1
        if self.at is not None and self.calls - 1 == self.at[0]:
            fault, self.at = self.at[1], None
            COUNTS["faults"] += 1
            return befall(fault, apply)
        return apply()

    def _try(self, fault: tuple[int, Fault] | None, act: Callable[[], Any]) -> Any:
        """Return the answer; None where it was refused or is not known."""
        COUNTS["steps"] += 1
        self.at, self.calls = fault, 0
        try:
            return act()
        except UNKNOWN:
            return None
        except ContestError as refusal:
            shown = refusal.details.get("receipt")
            return shown if isinstance(shown, Receipt) else None
        finally:
            self.at = None

    def _stored(self, number: int) -> Attempt | None:
        first = self.known[number].first
        found = [
            attempt
            for attempt in self.backend.attempts.attempts(self.scene.contest.id, self._scope())
            if first is None or attempt.key.pid == first.key.pid
        ]
        return found[0] if first is not None and found else None

    def _scope(self) -> Any:
        return self.scene.contest.rounds[0].id

    @rule(person=people, fault=faults)
    def register(self, person: int, fault: tuple[int, Fault] | None) -> None:
        known = self.known[person]
        done = self._try(
            fault,
            lambda: register_person(self.scene.desks.entry, make_particulars(person)),
        )
        if done is not None:
            known.code = done.code

    @rule(target=starts, person=people, fault=faults, takes_over=st.booleans())
    def start(
        self, person: int, fault: tuple[int, Fault] | None, takes_over: bool
    ) -> tuple[int, str, bool]:
        known = self.known[person]
        known.starts += 1
        start_id = f"start-{person:02d}-{known.starts:08d}"
        self._start(person, start_id, takes_over, fault)
        return person, start_id, takes_over

    @rule(again=starts, fault=faults)
    def start_again(self, again: tuple[int, str, bool], fault: tuple[int, Fault] | None) -> None:
        """A retry after a lost reply, or the network's duplicate."""
        self._start(*again, fault)

    def _start(
        self, person: int, start_id: str, takes_over: bool, fault: tuple[int, Fault] | None
    ) -> None:
        known, desk = self.known[person], self.scene.desks.entry
        if not known.code:
            return
        started = self._try(
            fault,
            lambda: (
                resume_attempt(desk, code=known.code, birth_date="1990-02-28", start_id=start_id)
                if takes_over
                else start_attempt(desk, code=known.code, start_id=start_id)
            ),
        )
        if isinstance(started, Receipt):
            self._see_receipt(person, started)
        elif started is not None:
            self._see_start(person, started)

    def _see_start(self, person: int, started: Started) -> None:
        known, attempt = self.known[person], started.attempt
        if known.first is None:
            known.first = attempt
        assert _fixed(attempt) == _fixed(known.first)
        assert attempt.device_epoch >= known.epoch
        known.started, known.epoch = started, attempt.device_epoch
        known.revision = max(known.revision, attempt.revision)
        if started.receipt is not None:
            self._see_receipt(person, started.receipt)

    def _anybody_started(self) -> bool:
        return any(known.started for known in self.known.values())

    def _pick(self, person: int) -> int:
        """Return the person, or one who has started."""
        started = [number for number, known in self.known.items() if known.started]
        return person if person in started else started[person % len(started)]

    @precondition(_anybody_started)
    @rule(target=requests, person=people, letter=letters, fault=faults, skip=st.integers(0, 3))
    def save(self, person: int, letter: str, fault: tuple[int, Fault] | None, skip: int) -> Sent:
        return self._new(person, letter, skip, fault, submits=False)

    @precondition(_anybody_started)
    @rule(target=requests, person=people, letter=letters)
    def save_in_peace(self, person: int, letter: str) -> Sent:
        return self._new(person, letter, 0, None, submits=False)

    @precondition(_anybody_started)
    @rule(target=requests, person=people, letter=letters, fault=faults)
    def submit(self, person: int, letter: str, fault: tuple[int, Fault] | None) -> Sent:
        return self._new(person, letter, 0, fault, submits=True)

    def _new(
        self, person: int, letter: str, skip: int, fault: tuple[int, Fault] | None, *, submits: bool
    ) -> Sent:
        person = self._pick(person)
        known = self.known[person]
        assert known.started is not None
        known.revision += 1 + skip
        sent = Sent(
            person=person,
            token=known.started.token,
            epoch=known.epoch,
            revision=known.revision,
            answers={
                str(question.id): letter for question in known.started.paper.questions[: 1 + skip]
            },
            submit_id=f"submit-{person:02d}-{known.revision:08d}" if submits else "",
            arrived_at=self.scene.clock.now(),
        )
        known.sent.append(sent)
        self._send(sent, sent.arrived_at, fault)
        return sent

    @rule(sent=requests, fault=faults, same_stamp=st.booleans())
    def send_again(self, sent: Sent, fault: tuple[int, Fault] | None, same_stamp: bool) -> None:
        """The client's retry arrives now; what the gateway delivers late or twice arrived then.

        Nothing is on its way any more once the longest request is over.
        """
        now = self.scene.clock.now()
        on_its_way = same_stamp and 0 <= now - sent.arrived_at < SETTLED_AFTER_MS - GRACE_MS
        self._send(sent, sent.arrived_at if on_its_way else now, fault)

    @rule(sent=consumes(requests), fault=faults)
    def send_last(self, sent: Sent, fault: tuple[int, Fault] | None) -> None:
        self._send(sent, self.scene.clock.now(), fault)

    def _send(self, sent: Sent, arrived_at: int, fault: tuple[int, Fault] | None) -> None:
        known, desk = self.known[sent.person], self.scene.desks.entry
        before = self._stored(sent.person)
        if not sent.submit_id:
            done = self._try(
                fault,
                lambda: save_answers(
                    desk,
                    token=sent.token,
                    revision=sent.revision,
                    answers=sent.answers,
                    arrived_at=arrived_at,
                ),
            )
            self._check_write(sent, arrived_at, before)
            if isinstance(done, Receipt):
                self._see_receipt(sent.person, done)
            elif done is not None:
                COUNTS["acknowledged saves"] += 1
                assert done.revision == sent.revision
                if known.acknowledged is None or sent.revision > known.acknowledged.revision:
                    known.acknowledged = sent
            return
        receipt = self._try(
            fault,
            lambda: submit_attempt(
                desk,
                token=sent.token,
                submit_id=sent.submit_id,
                revision=sent.revision,
                answers=sent.answers,
                arrived_at=arrived_at,
            ),
        )
        self._check_write(sent, arrived_at, before)
        if receipt is not None:
            self._see_receipt(sent.person, receipt)

    def _check_write(self, sent: Sent, arrived_at: int, before: Attempt | None) -> None:
        """Compare what one request did to the record with what it may do."""
        after = self._stored(sent.person)
        assert before is not None
        assert after is not None
        if after == before:
            return
        assert before.state is AttemptState.STARTED
        if after.state is AttemptState.AUTO:
            assert sent.submit_id
            assert self.scene.clock.now() >= before.deadline_at + SETTLED_AFTER_MS
            assert (after.answers, after.revision) == (before.answers, before.revision)
            return
        assert arrived_at <= before.deadline_at + 5_000
        assert (sent.epoch, dict(after.answers)) == (before.device_epoch, sent.answers)
        assert after.revision == sent.revision >= before.revision
        assert (after.state is AttemptState.SUBMITTED) == bool(sent.submit_id)
        if sent.submit_id:
            assert after.submitted_at == min(arrived_at, before.deadline_at)

    def _see_receipt(self, person: int, receipt: Receipt) -> None:
        known, stored = self.known[person], self._stored(person)
        COUNTS["receipts"] += 1
        assert stored is not None
        if known.receipt is None:
            known.receipt = receipt
        assert receipt == known.receipt
        assert receipt.commitment == commit(receipt.nonce, stored.answers)
        assert receipt.state == stored.state
        assert receipt.time_used_ms == stored.time_used_ms()

    @precondition(_anybody_started)
    @rule(person=people, fault=faults)
    def ask_for_the_receipt(self, person: int, fault: tuple[int, Fault] | None) -> None:
        person = self._pick(person)
        started = self.known[person].started
        assert started is not None
        receipt = self._try(fault, lambda: get_receipt(self.scene.desks.entry, token=started.token))
        if receipt is not None:
            self._see_receipt(person, receipt)

    @rule(seconds=st.sampled_from([0.001, 0.5, 3, 20, 60]))
    def wait(self, seconds: float) -> None:
        self.scene.clock.advance(int(seconds * 1_000))

    @rule(person=people, edge=st.sampled_from(EDGES))
    def step_to_the_deadline(self, person: int, edge: int) -> None:
        first = self.known[person].first
        if first is not None and first.deadline_at + edge > self.scene.clock.now():
            self.scene.clock.set(first.deadline_at + edge)

    @rule(back_ms=st.sampled_from([1, 40, 2_000]))
    def step_the_clock_back(self, back_ms: int) -> None:
        """Clocks of several servers differ by that much."""
        self.scene.clock.advance(-back_ms)

    @precondition(lambda self: not self.closed)
    @rule(fault=faults)
    def close(self, fault: tuple[int, Fault] | None) -> None:
        round_id = self._scope()
        if self.scene.clock.now() >= CLOSES_AT:
            self.scene.clock.set(max(self.scene.clock.now(), CLOSES_AT + SETTLED_AFTER_MS))
        state = self._try(fault, lambda: self.scene.desks.close_round(round_id))
        if state is None or not state.results:
            return
        assert self.scene.clock.now() >= CLOSES_AT + SETTLED_AFTER_MS
        self.closed = True
        self._check_archive(state)

    def _check_archive(self, state: Any) -> None:
        contest, archive = self.scene.contest, self.backend.archive
        stored = list(self.backend.attempts.attempts(contest.id, self._scope()))
        assert all(attempt.is_final() for attempt in stored)
        lines = archive.get(lines_name(contest.id, self._scope(), state.attempts))
        assert lines == write_lines(stored)
        standings = json.loads(
            archive.get(standings_name(contest.id, self._scope(), state.standings)) or b""
        )
        assert sorted(row["pid"] for row in standings["persons"]) == sorted(
            attempt.key.pid for attempt in stored
        )

    @invariant()
    def what_was_promised_holds(self) -> None:
        scene = self.scene
        stored = list(self.backend.attempts.attempts(scene.contest.id, self._scope()))
        assert len({attempt.key.pid for attempt in stored}) == len(stored) <= PEOPLE
        for number, known in self.known.items():
            attempt = self._stored(number)
            if known.first is None:
                continue
            assert attempt is not None
            assert _fixed(attempt) == _fixed(known.first)
            assert attempt.changed_at <= attempt.deadline_at + 5_000
            if known.final is not None:
                assert attempt == known.final
            if attempt.is_final():
                known.final = attempt
            kept = known.acknowledged
            if kept is not None:
                assert attempt.revision >= kept.revision
                if (
                    attempt.revision == kept.revision
                    and attempt.state is not AttemptState.SUBMITTED
                ):
                    assert dict(attempt.answers) == kept.answers
            past = known.past.setdefault(attempt.revision, dict(attempt.answers))
            assert max(known.past) == attempt.revision
            if attempt.state is not AttemptState.SUBMITTED:
                assert past == dict(attempt.answers)


def _fixed(attempt: Attempt) -> tuple[object, ...]:
    """Return what a start decides once."""
    return (
        attempt.key,
        attempt.started_at,
        attempt.deadline_at,
        attempt.question_ids,
        attempt.receipt_code,
        attempt.rules,
        attempt.bank,
    )


def test_no_order_of_events_breaks_a_promise(note: Callable[..., None]) -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=MACHINES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert COUNTS["machines"] >= MACHINES
    note("machines", **COUNTS, broken=0)
