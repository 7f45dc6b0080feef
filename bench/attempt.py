"""What one attempt costs in the entry function: CPU with the storage stubbed at the HTTP level.

Routes, use cases, adapters and the AWS library are the real ones, called with the event that the
gateway makes; rules, bank and secrets are in memory already, as in a function that is warm.
"""

import json
import time
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from chalice.app import Chalice
from chalice.local import LambdaContext, LambdaEventConverter, RouteMatcher

from bench.measure import Figure
from bench.stubbed_tables import StubbedTables
from bench.synthetic import example
from chalicelib.backends import Backend
from chalicelib.composition import Desks, register_entry
from chalicelib.contest.attempts import AttemptKey, AttemptState
from chalicelib.contest.ids import Pid
from chalicelib.contest.times import MINUTE_MS, SECOND_MS
from chalicelib.store.attempts import AttemptTable
from chalicelib.store.clients import Clients
from chalicelib.store.door import DoorTable
from chalicelib.store.invoker import LambdaInvoker
from chalicelib.store.people import PeopleTable
from chalicelib.store.seal import AesGcmSealer
from chalicelib.store.signing import Ed25519Signer
from chalicelib.use_cases.prepare import prepare_contest
from chalicelib.use_cases.register import Particulars, register_person
from office.local.engine import local_settings
from office.local.memory import ManualClock, SeededChance, make_memory_backend

ATTEMPTS = 150
BATCHES = 6
SAVES = 3
BAR_MS = 4.0
NOBODY_LISTENS = "http://127.0.0.1:9"


@dataclass(slots=True)
class Costs:
    """CPU of the attempts of one batch, in milliseconds."""

    start: list[float] = field(default_factory=list)
    save: list[float] = field(default_factory=list)
    submit: list[float] = field(default_factory=list)


def measure(attempts: int = ATTEMPTS, batches: int = BATCHES) -> list[Figure]:
    """Return the CPU of a start and a submission together, and of a save."""
    function = EntryFunction()
    function.take_attempts(min(attempts, 20))
    function.tables.calls = function.tables.spent_ns = 0
    costs = [function.take_attempts(attempts) for _ in range(batches)]
    stub_ms = function.tables.spent_ns / function.tables.calls / 1e6
    both = min(
        median(s + e for s, e in zip(cost.start, cost.submit, strict=True)) for cost in costs
    )
    start = min(median(cost.start) for cost in costs)
    save = min(median(cost.save) for cost in costs)
    return [
        Figure(name="entry function, start and submit: CPU", value=both, unit="ms", limit=BAR_MS),
        Figure(name="entry function, start alone: CPU", value=start, unit="ms"),
        Figure(name="entry function, one save: CPU", value=save, unit="ms"),
        Figure(name="of each call to the storage, the stub itself", value=stub_ms, unit="ms"),
    ]


class EntryFunction:
    """The entry function of the example contest, warm, a minute into the first round."""

    def __init__(self) -> None:
        """Prepare the contest in memory; people and attempts go to the stubbed tables."""
        loaded = example()
        self.contest = loaded.contest
        self.round = self.contest.rounds[0]
        self.clock = ManualClock(self.round.opens_at + MINUTE_MS)
        self.tables = StubbedTables()
        clients = Clients(local_settings(NOBODY_LISTENS), transport=self.tables)
        memory = make_memory_backend()
        self.attempts = AttemptTable(clients)
        backend = Backend(
            contests=memory.contests,
            links=memory.links,
            banks=memory.banks,
            keys=memory.keys,
            people=PeopleTable(clients),
            door=DoorTable(clients),
            attempts=self.attempts,
            archive=memory.archive,
            public=memory.public_files,
            secrets=memory.secrets,
            sealer=AesGcmSealer(),
            signer=Ed25519Signer(),
            invoker=LambdaInvoker(clients),
            eraser=memory.eraser,
            events=memory.events,
            complaints=memory.complaints,
        )
        self.desks = Desks(self.contest.id, backend, self.clock, SeededChance(b"bench"))
        prepare_contest(self.desks.prepare, self.contest, loaded.banks)
        self._app = Chalice(app_name="contest")
        register_entry(self._app, lambda: self.desks)
        self._converter = LambdaEventConverter(
            RouteMatcher(list(self._app.routes)), self._app.api.binary_types
        )
        self._context = LambdaContext("entry", 512, 25)
        self._people = 0

    def take_attempts(self, count: int) -> Costs:
        """Take that many whole attempts, each by a person of its own, and check what is stored."""
        costs = Costs()
        for _ in range(count):
            self._take_attempt(costs)
        return costs

    def _take_attempt(self, costs: Costs) -> None:
        code, pid = self._register()
        number = self._people
        started, ms = self._call(
            "POST", "/attempts", {"code": code, "start_id": f"start-of-entrant-{number:08d}"}
        )
        costs.start.append(ms)
        token = started["attempt"]["token"]
        answers: dict[str, str] = {}
        for place, question in enumerate(started["paper"]):
            answers[question["id"]] = question["options"][(place + number) % 2]["id"]
        assert len(answers) == self.contest.paper.questions
        for revision in range(1, SAVES + 1):
            saved, ms = self._call(
                "PUT", "/attempts/answers", {"revision": revision, "answers": answers}, token
            )
            assert saved["revision"] == revision
            costs.save.append(ms)
        submission = {
            "submit_id": f"submit-of-entrant-{number:08d}",
            "revision": SAVES + 1,
            "answers": answers,
        }
        done, ms = self._call("POST", "/attempts/submission", submission, token)
        costs.submit.append(ms)
        assert done["receipt"]["answered"] == len(answers), done
        self._check_stored(pid, answers)

    def _call(
        self, method: str, path: str, body: dict[str, Any], token: str = ""
    ) -> tuple[dict[str, Any], float]:
        headers = {"content-type": "application/json", "host": "contest.invalid"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        event = self._converter.create_lambda_event(
            method, path, headers, json.dumps(body).encode()
        )
        event["requestContext"]["requestTimeEpoch"] = self.clock.now()
        began = time.process_time_ns()
        reply = self._app(event, self._context)
        spent = time.process_time_ns() - began
        assert reply["statusCode"] == 200, reply
        value: dict[str, Any] = json.loads(reply["body"])
        return value, spent / 1e6

    def _register(self) -> tuple[str, Pid]:
        self._people += 1
        unit = next(unit for unit in self.contest.units if unit.selectable)
        done = register_person(
            self.desks.entry,
            Particulars(
                identifier=f"999{self._people:09d}",
                birth_date="1990-02-28",
                name="Trần Thị Ví Dụ",
                unit=unit.id,
                phone=f"0999{self._people:06d}",
                eligible=True,
                consent_version=self.contest.entry.consent.version,
            ),
        )
        return done.code, done.person.pid

    def _check_stored(self, pid: Pid, answers: dict[str, str]) -> None:
        key = AttemptKey(contest=self.contest.id, scope=self.round.id, pid=pid)
        stored = self.attempts.get_attempt(key)
        assert stored is not None
        assert stored.state is AttemptState.SUBMITTED
        assert stored.answers == answers
        assert stored.revision == SAVES + 1
        assert stored.submitted_at == self.clock.now()
        assert stored.deadline_at - stored.started_at == self.contest.paper.limit_ms > SECOND_MS
