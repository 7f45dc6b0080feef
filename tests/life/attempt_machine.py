"""Any order of whatever people, networks and crashes do to attempts, and what must hold then.

What must hold is kept here beside the implementation, from what was sent and answered alone:

- so many attempts for a person and scope as the rules allow, one after the other, each with one
  start, one deadline and one paper; one of them counts, and the one that the rules say;
- an acknowledged save is stored, until a newer revision or a submission takes its place;
- a receipt that was shown is the receipt for ever, and commits to what is stored;
- nothing that arrived later than the deadline plus 5,000 ms is in what counts;
- what is final never changes; an older save never replaces a newer one;
- the archive of a closed round has exactly its attempts, and the standings follow from it.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from builders import CLOSES_AT, LIMIT_MS, make_contest, make_group, make_weeks
from faulty_stores import Fault, KilledError, befall, gated_backend
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
)
from life.known import KnownAttempt, KnownPerson, Sent, check_counting, fixed
from scene import make_particulars, make_scene

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.attempt_lines import write_lines
from chalicelib.contest.attempts import (
    GRACE_MS,
    SETTLED_AFTER_MS,
    Attempt,
    AttemptKey,
    AttemptState,
)
from chalicelib.contest.errors import ContestError
from chalicelib.contest.extra_time import Credit, with_credits
from chalicelib.contest.ids import PrizeGroupId
from chalicelib.contest.receipts import Receipt, commit
from chalicelib.contest.rules import (
    AttemptRules,
    AttemptsPer,
    Counting,
    PrizePer,
    Prizes,
    Round,
)
from chalicelib.use_cases.answer import get_receipt, save_answers, submit_attempt
from chalicelib.use_cases.extra_time import apply_credits, credit_extra_time
from chalicelib.use_cases.register import register_person
from chalicelib.use_cases.staging import lines_name, standings_name
from chalicelib.use_cases.start import Started, resume_attempt, start_attempt
from office.local.in_memory import memory_backend

PEOPLE = 3
EDGES = (-1, 0, 1, 999, 4_999, GRACE_MS, GRACE_MS + 1, SETTLED_AFTER_MS - 1, SETTLED_AFTER_MS)
UNKNOWN = (ClientError, BotoCoreError, KilledError)
COUNTS: Counter[str] = Counter()
RULES = (
    (1, AttemptRules()),
    (1, AttemptRules(limit=2, counts=Counting.BEST)),
    (1, AttemptRules(limit=3, counts=Counting.FIRST)),
    (2, AttemptRules(limit=2, per=AttemptsPer.CONTEST, counts=Counting.LAST)),
    (2, AttemptRules(limit=3, per=AttemptsPer.CONTEST, counts=Counting.BEST)),
)
"""How many rounds there are, and how many attempts are allowed within what."""
PRIZES = Prizes(
    groups=(make_group(), make_group(id=PrizeGroupId("chung-cuoc"), per=PrizePer.CONTEST))
)
"""Some for each round, some for the whole contest: so persons are ranked in both."""

people = st.integers(1, PEOPLE)
letters = st.sampled_from("abcd")
faults = st.one_of(
    st.none(), st.tuples(st.integers(0, 5), st.sampled_from(sorted(Fault))), st.none()
)


class Life(RuleBasedStateMachine):
    requests: Bundle[Sent] = Bundle("requests")
    starts: Bundle[tuple[int, str, bool]] = Bundle("starts")

    @initialize(rules=st.sampled_from(RULES))
    def prepare(self, rules: tuple[int, AttemptRules]) -> None:
        rounds, attempts = rules
        self.backend = memory_backend()
        self.at: tuple[int, Fault] | None = None
        self.calls = 0
        contest = make_contest(rounds=make_weeks(rounds), attempts=attempts, prizes=PRIZES)
        scene = make_scene(contest, backend=self.backend)
        self.scene = make_scene(
            scene.contest,
            at=CLOSES_AT - LIMIT_MS - 120_000,
            backend=gated_backend(self.backend, self._gate),
        )
        self.known = {number: KnownPerson() for number in range(1, PEOPLE + 1)}
        self.begun_as: dict[str, AttemptKey] = {}
        self.seen: dict[AttemptKey, Attempt] = {}
        self.open: list[Round] = [*contest.rounds]
        """The rounds that are not closed yet."""
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

    def _all_stored(self) -> list[Attempt]:
        contest = self.scene.contest
        per_contest = contest.attempts.per is AttemptsPer.CONTEST
        scopes = [WHOLE_CONTEST] if per_contest else [round_.id for round_ in contest.rounds]
        return [
            attempt
            for scope in scopes
            for attempt in self.backend.attempts.attempts(contest.id, scope)
        ]

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
            self._see_receipt(started)
        elif started is not None:
            self._see_start(person, start_id, started)

    def _see_start(self, person: int, start_id: str, started: Started) -> None:
        attempt = started.attempt
        known = self.known[person].attempts.setdefault(
            attempt.key, KnownAttempt(started, first=attempt)
        )
        assert self.begun_as.setdefault(start_id, attempt.key) == attempt.key
        assert attempt.device_epoch >= known.epoch
        known.started, known.epoch = started, attempt.device_epoch
        known.revision = max(known.revision, attempt.revision)
        if started.receipt is not None:
            self._see_receipt(started.receipt)

    def _anybody_started(self) -> bool:
        return any(known.attempts for known in self.known.values())

    def _pick(self, person: int) -> tuple[int, KnownAttempt]:
        """Return the newest attempt of the person, or of one who has started."""
        started = [number for number, known in self.known.items() if known.attempts]
        person = person if person in started else started[person % len(started)]
        known = self.known[person].newest()
        assert known is not None
        return person, known

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
        person, known = self._pick(person)
        known.revision += 1 + skip
        key = known.first.key
        sent = Sent(
            person=person,
            key=key,
            token=known.started.token,
            epoch=known.epoch,
            revision=known.revision,
            answers={
                str(question.id): letter for question in known.started.paper.questions[: 1 + skip]
            },
            submit_id=f"submit-{key.ordinal:02d}-{known.revision:08d}" if submits else "",
            arrived_at=self.scene.clock.now(),
        )
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
        desk, before = self.scene.desks.entry, self.backend.attempts.get_attempt(sent.key)
        body = {"token": sent.token, "revision": sent.revision, "answers": sent.answers}
        if sent.submit_id:
            body["submit_id"] = sent.submit_id
        send: Callable[..., Any] = submit_attempt if sent.submit_id else save_answers
        done = self._try(fault, lambda: send(desk, arrived_at=arrived_at, **body))
        self._check_write(sent, arrived_at, before)
        if isinstance(done, Receipt):
            self._see_receipt(done)
        elif done is not None:
            COUNTS["acknowledged saves"] += 1
            known = self.known[sent.person].attempts[sent.key]
            assert done.revision == sent.revision
            if known.acknowledged is None or sent.revision > known.acknowledged.revision:
                known.acknowledged = sent

    def _check_write(self, sent: Sent, arrived_at: int, before: Attempt | None) -> None:
        """Compare what one request did to the record with what it may do."""
        after = self.backend.attempts.get_attempt(sent.key)
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

    def _see_receipt(self, receipt: Receipt) -> None:
        COUNTS["receipts"] += 1
        (stored,) = (a for a in self._all_stored() if a.receipt_code == receipt.code)
        for person in self.known.values():
            if stored.key in person.attempts:
                known = person.attempts[stored.key]
                known.receipt = known.receipt or receipt
                assert receipt == known.receipt
        assert receipt.commitment == commit(receipt.nonce, stored.answers)
        assert receipt.state == stored.state
        assert receipt.time_used_ms == stored.time_used_ms()

    @precondition(_anybody_started)
    @rule(person=people, fault=faults)
    def ask_for_the_receipt(self, person: int, fault: tuple[int, Fault] | None) -> None:
        _, known = self._pick(person)
        token = known.started.token
        receipt = self._try(fault, lambda: get_receipt(self.scene.desks.entry, token=token))
        if receipt is not None:
            assert receipt.code == known.first.receipt_code
            self._see_receipt(receipt)

    @rule(seconds=st.sampled_from([0.001, 0.5, 3, 20, 60]))
    def wait(self, seconds: float) -> None:
        self.scene.clock.advance(int(seconds * 1_000))

    @precondition(_anybody_started)
    @rule(person=people, edge=st.sampled_from(EDGES))
    def step_to_the_deadline(self, person: int, edge: int) -> None:
        _, known = self._pick(person)
        at = self.seen[known.first.key].deadline_at + edge
        if at > self.scene.clock.now():
            self.scene.clock.set(at)

    @precondition(lambda self: self.open)
    @rule(person=st.none() | people, minutes=st.sampled_from([1, 7]), fault=faults)
    def credit(self, person: int | None, minutes: int, fault: tuple[int, Fault] | None) -> None:
        """Credit extra time to one who has started, or to everybody who answers now."""
        if person is not None and not self._anybody_started():
            return
        pid = None if person is None else self._pick(person)[1].first.key.pid
        desk, round_id = self.scene.desks.extra_time, self.open[0].id
        closes_at, before = self._closes_at(self.open[0]), self._all_stored()
        self._try(
            fault,
            lambda: credit_extra_time(
                desk, round_id, pid, extra_ms=minutes * 60_000, by="Ban Tổ chức", reason="Mất điện"
            ),
        )
        # Whoever does not know how it went has what is on record brought into force again.
        apply_credits(desk, round_id)
        put_off = self._closes_at(self.open[0])
        assert put_off in {closes_at, closes_at + (minutes * 60_000 if pid is None else 0)}
        for old in before:
            new = self.backend.attempts.get_attempt(old.key)
            assert new is not None
            COUNTS["attempts prolonged"] += new != old
            assert replace(new, deadline_at=old.deadline_at, credit_ms=old.credit_ms) == old
            their_end = self._closes_at(self.scene.contest.round(old.round_id))
            assert old.deadline_at <= new.deadline_at <= their_end
            assert new == old or (not old.is_final() and self._is_credited(old))
            assert new.deadline_at - new.credit_ms == old.deadline_at - old.credit_ms

    def _is_credited(self, attempt: Attempt) -> bool:
        """Tell whether somebody credited the person, or everybody after the attempt began."""
        return any(
            credit.pid == attempt.key.pid
            or (credit.pid is None and attempt.started_at <= credit.at)
            for credit in self._credits()
        )

    def _credits(self) -> tuple[Credit, ...]:
        release = self.backend.contests.get_release(self.scene.contest.id)
        assert release is not None
        return release.credits

    def _closes_at(self, round_: Round) -> int:
        return with_credits(self.scene.contest, self._credits()).round(round_.id).closes_at

    @rule(back_ms=st.sampled_from([1, 40, 2_000]))
    def step_the_clock_back(self, back_ms: int) -> None:
        """Clocks of several servers differ by that much."""
        self.scene.clock.advance(-back_ms)

    @precondition(_anybody_started)
    @rule(person=people, letter=letters)
    def play_once_more(self, person: int, letter: str) -> None:
        person, _ = self._pick(person)
        self._new(person, letter, 2, None, submits=True)
        self.start(person, None, takes_over=False)

    @precondition(lambda self: len(self.open) == 1 and self.open[0].closes_at > CLOSES_AT)
    @rule()
    def step_to_the_end_of_the_second_round(self) -> None:
        at = self.open[0].closes_at - LIMIT_MS - 60_000
        self.scene.clock.set(max(at, self.scene.clock.now()))

    def teardown(self) -> None:
        """Go on to the end of every round: whatever happened, what counts is counted then."""
        while getattr(self, "open", []):
            if self.open[0].closes_at > CLOSES_AT:
                self.step_to_the_end_of_the_second_round()
                for number in range(1, PEOPLE + 1):
                    self.start(number, None, takes_over=False)
            self.scene.clock.set(max(self.scene.clock.now(), self._closes_at(self.open[0])))
            self.close(None)
            self.what_was_promised_holds()

    @precondition(lambda self: self.open)
    @rule(fault=faults)
    def close(self, fault: tuple[int, Fault] | None) -> None:
        round_, clock = self.open[0], self.scene.clock
        closes_at = self._closes_at(round_)
        if clock.now() >= closes_at:
            clock.set(max(clock.now(), closes_at + SETTLED_AFTER_MS))
        state = self._try(fault, lambda: self.scene.desks.close_round(round_.id))
        if state is None or not state.results:
            return
        assert clock.now() >= closes_at + SETTLED_AFTER_MS
        self.open.pop(0)
        COUNTS["closes"] += 1
        taken = [a for a in self._all_stored() if a.round_id == round_.id]
        assert all(attempt.is_final() for attempt in taken)
        name = lines_name(self.scene.contest.id, round_.id, state.attempts)
        assert self.backend.archive.get(name) == write_lines(taken)
        check_counting(self.scene, taken, self._standings(state))
        COUNTS["attempts counted"] += len(taken)
        if not self.open:
            self._check_whole_contest()

    def _check_whole_contest(self) -> None:
        state = self.backend.contests.get_states(self.scene.contest.id)[WHOLE_CONTEST]
        if self.scene.contest.attempts.per is AttemptsPer.CONTEST:
            check_counting(self.scene, self._all_stored(), self._standings(state))

    def _standings(self, state: Any) -> list[dict[str, Any]]:
        name = standings_name(self.scene.contest.id, state.round, state.standings)
        persons: list[dict[str, Any]] = json.loads(self.backend.archive.get(name) or b"")["persons"]
        return persons

    @invariant()
    def what_was_promised_holds(self) -> None:
        stored = {attempt.key: attempt for attempt in self._all_stored()}
        for key, attempt in stored.items():
            if key not in self.seen:
                self._check_new(attempt, stored)
            before = self.seen.get(key, attempt)
            assert fixed(attempt) == fixed(before)
            assert not before.is_final() or attempt == before
            assert attempt.revision >= before.revision
            assert attempt.changed_at <= attempt.deadline_at + 5_000
        assert self.seen.keys() <= stored.keys()
        self.seen = stored
        for person in self.known.values():
            for key, known in person.attempts.items():
                _check_known(known, stored[key])

    def _check_new(self, attempt: Attempt, stored: dict[AttemptKey, Attempt]) -> None:
        """Another attempt starts once the one before has ended, and never past the limit."""
        key, contest = attempt.key, self.scene.contest
        mine = sorted(
            other.ordinal for other in stored if (other.scope, other.pid) == (key.scope, key.pid)
        )
        assert mine == list(range(1, key.ordinal + 1))
        assert key.ordinal <= contest.attempts.limit
        for other in stored.values():
            if (other.key.scope, other.key.pid) == (key.scope, key.pid) and other.key != key:
                COUNTS["further attempts"] += other.key.ordinal == key.ordinal - 1
                assert other.is_final() or attempt.started_at > other.deadline_at + 5_000


def _check_known(known: KnownAttempt, attempt: Attempt) -> None:
    assert fixed(attempt) == fixed(known.first)
    if attempt.is_final():
        known.final = known.final or attempt
        assert attempt == known.final
    kept = known.acknowledged
    if kept is not None:
        assert attempt.revision >= kept.revision
        if attempt.revision == kept.revision and attempt.state is not AttemptState.SUBMITTED:
            assert dict(attempt.answers) == kept.answers
    past = known.past.setdefault(attempt.revision, dict(attempt.answers))
    assert max(known.past) == attempt.revision
    if attempt.state is not AttemptState.SUBMITTED:
        assert past == dict(attempt.answers)
