"""Everybody is erased, and what was announced stays as it was, byte for byte."""

import base64
import itertools
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from builders import PUBLISHES_AT, ROUND
from faulty_stores import Fault, FaultAt, KilledError, gated_backend, retried
from privacy_scene import (
    EXCLUDED,
    OVER_AT,
    Played,
    identifier,
    make_kept_contest,
    over,
    play,
    publish,
)

from chalicelib.backends import Backend, aws_backend
from chalicelib.composition import Desks
from chalicelib.contest.errors import NotPreparedError, PeopleErasedError
from chalicelib.contest.links import link_file
from chalicelib.contest.retention import NotYet
from chalicelib.contest.times import DAY_MS
from chalicelib.ports import Census
from chalicelib.store.clients import Clients
from chalicelib.store.schema import create_storage, describe_tables
from chalicelib.use_cases.answer import get_receipt
from chalicelib.use_cases.prepare import prepare_contest
from chalicelib.use_cases.receipts import PUBLIC_KEY_FILE
from office.local.engine import Engine
from office.privacy.desk import PrivacyDesk
from office.privacy.everybody import NotYetErasableError, erase_everybody, plan_erasure
from office.privacy.records import Erasure
from office.receipts.proof import Proof, key_of
from office.receipts.verify import verify

BY = "Quyết định số 12/QĐ-BTC"
FILLED = Census(people=3, codes=3, exclusions=1, door=2, links=2)


def files(backend: Backend) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is archived and what is public, but for erasure records and private files."""
    archive: Any = backend.archive
    public: Any = backend.public
    return (
        {name: data for name, data in archive._files.items() if "/erasure/" not in name},
        {name: file for name, file in public._files.items() if not name.startswith("data/u-")},
    )


def test_before_anything_is_done_one_sees_what_would_be(over_now: Played) -> None:
    plan = plan_erasure(over_now.desk())

    assert (plan.reason, plan.census, plan.before) == (None, FILLED, None)


@pytest.fixture
def over_now() -> Played:
    return over()


def test_everybody_goes_with_codes_exclusions_tries_links_and_keys(over_now: Played) -> None:
    stores, contest = over_now.scene.desks.backend, over_now.scene.contest.id

    erase_everybody(over_now.desk(), BY)

    assert stores.eraser.census(contest) == Census()
    assert list(stores.people.people(contest)) == []
    assert stores.secrets.entry(contest).people_erased()
    assert stores.secrets.entry(contest).seal == b""


def test_what_is_archived_and_published_stays_byte_for_byte(over_now: Played) -> None:
    stores = over_now.scene.desks.backend
    before, states = files(stores), stores.contests.get_states(over_now.scene.contest.id)

    erase_everybody(over_now.desk(), BY)

    assert files(stores) == before
    assert stores.contests.get_states(over_now.scene.contest.id) == states


def test_standings_and_attempts_still_agree_with_the_digests_that_were_announced(
    over_now: Played,
) -> None:
    from chalicelib.contest.canonical import digest_of
    from chalicelib.use_cases.staging import lines_name, standings_name

    erase_everybody(over_now.desk(), BY)

    stores, contest = over_now.scene.desks.backend, over_now.scene.contest.id
    state = stores.contests.get_states(contest)[ROUND]
    assert state.attempts is not None
    assert state.standings is not None
    lines = stores.archive.get(lines_name(contest, ROUND, state.attempts)) or b""
    standings = stores.archive.get(standings_name(contest, ROUND, state.standings)) or b""
    assert (digest_of(lines), digest_of(standings)) == (state.attempts, state.standings)
    assert len(lines.splitlines()) == 3


def test_no_identifier_leads_to_a_pid_any_more(over_now: Played) -> None:
    pid = over_now.desk().pid_of(identifier(1))
    erase_everybody(over_now.desk(), BY)

    attempts = over_now.scene.desks.backend.attempts.attempts(over_now.scene.contest.id, ROUND)
    assert pid in {attempt.key.pid for attempt in attempts}
    with pytest.raises(PeopleErasedError):
        over_now.desk().pid_of(identifier(1))


def test_receipts_are_verified_and_issued_as_before(over_now: Played) -> None:
    erase_everybody(over_now.desk(), BY)
    desks = Desks(
        over_now.scene.contest.id,
        over_now.scene.desks.backend,
        over_now.scene.clock,
        over_now.scene.desks._chance,
    )

    public = desks.backend.public.get(PUBLIC_KEY_FILE) or b""
    key = key_of(json.loads(public), PUBLIC_KEY_FILE)
    again = [get_receipt(desks.entry, token=token) for token in over_now.tokens]
    found = [
        [finding.holds for finding in verify(Proof(receipt=asdict(receipt), answers=None), key)]
        for receipt in over_now.receipts
    ]
    assert again == over_now.receipts
    assert found == [[True, None]] * 3


def test_nobody_can_register_enter_or_get_another_code(over_now: Played) -> None:
    scene = over_now.scene
    erase_everybody(over_now.desk(), BY)
    scene.desks = Desks(scene.contest.id, scene.desks.backend, scene.clock, scene.desks._chance)

    for enter in (
        lambda: scene.register(1),
        lambda: scene.register(77),
        lambda: scene.start(over_now.codes[0]),
    ):
        with pytest.raises(NotPreparedError):
            enter()
    assert scene.desks.backend.eraser.census(scene.contest.id) == Census()


def test_preparing_again_excludes_nobody_and_makes_no_new_keys(over_now: Played) -> None:
    scene = over_now.scene
    erase_everybody(over_now.desk(), BY)

    prepare_contest(scene.desks.prepare, scene.contest, scene.banks, [EXCLUDED])

    assert scene.desks.backend.eraser.census(scene.contest.id) == Census()
    assert scene.desks.backend.secrets.entry(scene.contest.id).people_erased()


def test_a_private_link_shows_nobody_any_more(over_now: Played) -> None:
    public = over_now.scene.desks.backend.public
    before = public.get(link_file(over_now.private_link)) or b""

    erase_everybody(over_now.desk(), BY)

    after = public.get(link_file(over_now.private_link)) or b""
    assert sorted(json.loads(before)) == ["schema", "sealed"]
    assert json.loads(after) == {"schema": 1, "revoked": True}


def test_the_record_says_when_by_whom_and_how_many_and_stays(over_now: Played) -> None:
    recorded = erase_everybody(over_now.desk(), BY)
    over_now.scene.clock.advance(DAY_MS)
    again = erase_everybody(over_now.desk(), "somebody else")

    assert recorded == Erasure(begun_at=OVER_AT, by=BY, census=FILLED, done_at=OVER_AT)
    assert again == recorded
    assert plan_erasure(over_now.desk()).before == recorded


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (PUBLISHES_AT + DAY_MS, NotYet.COMPLAINTS_RUN),
        (PUBLISHES_AT + 4 * DAY_MS, NotYet.STILL_KEPT),
    ],
)
def test_before_its_time_nothing_is_erased(at: int, reason: NotYet) -> None:
    played = play()
    publish(played)
    played.scene.clock.set(at)

    with pytest.raises(NotYetErasableError) as refusal:
        erase_everybody(played.desk(), BY)

    assert refusal.value.reason == reason
    assert played.scene.desks.backend.eraser.census(played.scene.contest.id) == FILLED


def state_of(backend: Backend) -> Any:
    archive: Any = backend.archive
    public: Any = backend.public
    contest = make_kept_contest().id
    return (
        archive._files,
        public._files,
        backend.eraser.census(contest),
        backend.secrets.entry(contest),
        backend.contests.get_states(contest),
        list(backend.attempts.attempts(contest, ROUND)),
    )


def erased_with(number: int | None, fault: Fault) -> tuple[FaultAt, Any]:
    """Return the gate and what is stored after an erasure that met a fault and was run again."""
    played = over()
    backend = played.scene.desks.backend
    gate = FaultAt(number, fault)
    desks = Desks(
        played.scene.contest.id,
        gated_backend(backend, gate),
        played.scene.clock,
        played.scene.desks._chance,
    )
    retried(lambda: erase_everybody(PrivacyDesk.of(desks), BY))
    return gate, state_of(backend)


def test_a_fault_at_any_storage_call_and_a_second_run_end_in_the_same_state() -> None:
    gate, expected = erased_with(None, Fault.THROTTLED)

    differ = [
        (number, fault, gate.calls[number])
        for number in range(len(gate.calls))
        for fault in Fault
        if fault is not Fault.CONDITION_FAILED
        if erased_with(number, fault)[1] != expected
    ]

    assert gate.calls[-5:] == [
        "public.put",
        "eraser.erase_people",
        "secrets.erase_people",
        "eraser.erase_people",
        "archive.put_if_absent",
    ]
    assert differ == []


_NUMBERS = itertools.count(1)


WRITES = (
    "PutItem",
    "DeleteItem",
    "UpdateItem",
    "BatchWriteItem",
    "PutParameter",
    "DeleteParameter",
)


class KillingWire:
    """Kills the process at one write to the stores, before it arrives or after.

    Killed at a read it has done what it had done at the write before.
    """

    def __init__(self, engine: Engine) -> None:
        self.transport = engine.transport
        self.kill_at: int | None = None
        self.after = False
        self.calls = 0

    def __call__(self, request: Any) -> Any:
        target = str(request.headers.get("X-Amz-Target", "")).removeprefix("b'").rstrip("'")
        if not target.endswith(WRITES) and request.method != "PUT":
            return self.transport(request)
        self.calls += 1
        if self.calls - 1 != self.kill_at:
            return self.transport(request)
        if self.after:
            self.transport(request)
        raise KilledError


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def on_the_wire(engine: Engine, kill_at: int | None, *, after: bool) -> tuple[int, Any]:
    """Return how many calls an erasure made, and all that is stored after it was run again."""
    own = f"killed-{next(_NUMBERS)}"
    settings = replace(
        engine.settings(),
        table_prefix=f"{own}-",
        parameter_prefix=f"/{own}",
        archive_bucket=f"archive-{own}",
        public_bucket=f"public-{own}",
    )
    wire = KillingWire(engine)
    clients = Clients(settings, transport=wire)
    create_storage(clients, production=False)
    played = over(backend=aws_backend(clients))
    wire.calls, wire.kill_at, wire.after = 0, kill_at, after
    try:
        erase_everybody(played.desk(), BY)
    except KilledError:
        erase_everybody(played.desk(), BY)
    calls, wire.kill_at = wire.calls, None
    return calls, stored_in(clients)


def stored_in(clients: Clients) -> Any:
    """Return every item, file and parameter; names without what makes this run's own."""
    settings = clients.settings
    items = [
        sorted(map(str, clients.dynamodb.scan(TableName=table["TableName"])["Items"]))
        for table in describe_tables(settings, production=False)
    ]
    objects = [
        (each["Key"], clients.s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read())
        for bucket in (settings.archive_bucket, settings.public_bucket)
        for each in clients.s3.list_objects_v2(Bucket=bucket).get("Contents", ())
    ]
    found = clients.ssm.get_parameters_by_path(
        Path=settings.parameter_prefix, Recursive=True, WithDecryption=True
    )
    parameters = [
        (each["Name"].removeprefix(settings.parameter_prefix), each["Value"])
        for each in found["Parameters"]
    ]
    return items, objects, parameters


def test_killed_at_the_last_writes_it_ends_in_the_same_state(engine: Engine) -> None:
    calls, expected = on_the_wire(engine, None, after=False)
    places = [(calls // 2, True), *((calls - n, n % 2 == 0) for n in (1, 2, 3, 4))]

    differ = [at for at in places if on_the_wire(engine, at[0], after=at[1])[1] != expected]

    assert calls > 10
    assert differ == []


@pytest.mark.prove
@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_write_it_ends_in_the_same_state(engine: Engine, after: bool) -> None:
    calls, expected = on_the_wire(engine, None, after=after)

    differ = [n for n in range(calls) if on_the_wire(engine, n, after=after)[1] != expected]

    assert differ == []


def test_of_a_planted_person_nothing_is_left_in_any_table_file_or_parameter(
    engine: Engine,
) -> None:
    settings = replace(
        engine.settings(),
        table_prefix="planted-",
        parameter_prefix="/planted",
        archive_bucket="archive-planted",
        public_bucket="public-planted",
    )
    clients = Clients(settings, transport=engine.transport)
    create_storage(clients, production=False)
    played = over(backend=aws_backend(clients))
    people_key = played.scene.desks.backend.secrets.entry(played.scene.contest.id).people
    before = str(stored_in(clients))

    erase_everybody(played.desk(), BY)

    items, objects, parameters = stored_in(clients)
    contest = played.scene.contest.id
    winner = "Nguyễn Văn Thử C"
    holding = {key.partition("-")[0] for key, data in objects if winner.encode() in data}
    spelled = (base64.b64encode(people_key).decode(), people_key.hex())
    assert [word for word in (winner, spelled[0]) if word not in before] == []
    assert winner not in str(items)
    assert holding <= {f"{contest}/{ROUND}/results".partition("-")[0], "data/tuan"}
    assert [name for name, _ in parameters] == [f"/{contest}/entry-without-people"]
    assert [word for word in spelled if word in str((items, objects, parameters))] == []
