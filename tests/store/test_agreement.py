"""The store in memory is the specification: DynamoDB's conditions must decide as it does."""

import pytest
from builders import (
    CONTEST,
    LIMIT_MS,
    OPENS_AT,
    ROUND,
    make_attempt,
    make_digest,
    make_person,
    make_save,
    make_submission,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.contest.acts import RoundState, RoundStatus
from chalicelib.contest.attempts import GRACE_MS
from chalicelib.store.attempts import AttemptTable
from chalicelib.store.clients import Clients
from chalicelib.store.contests import ContestTable
from chalicelib.store.people import PeopleTable
from chalicelib.store.schema import create_storage
from office.local.memory import MemoryAttempts, MemoryContests, MemoryPeople

DEADLINE = OPENS_AT + LIMIT_MS
WHO = st.integers(1, 2)
EPOCHS = st.integers(1, 3)
REVISIONS = st.integers(0, 3)
ARRIVALS = st.sampled_from(
    [OPENS_AT, DEADLINE, DEADLINE + 1, DEADLINE + GRACE_MS, DEADLINE + GRACE_MS + 1]
)
IDS = st.sampled_from(["one", "other"])
ANSWERS = st.sampled_from([{}, {"q1": "a"}, {"q2": "b", "q1": "a"}])


def on_attempts(name, *values):
    return st.tuples(st.just(name), *values)


ATTEMPT_STEPS = st.lists(
    st.one_of(
        on_attempts("put", WHO, IDS),
        on_attempts("save", WHO, EPOCHS, REVISIONS, ARRIVALS, ANSWERS),
        on_attempts("submit", WHO, EPOCHS, REVISIONS, ARRIVALS, IDS, ANSWERS),
        on_attempts("take_over", WHO, EPOCHS, IDS),
        on_attempts("finalise", WHO, EPOCHS, REVISIONS),
        on_attempts("get", WHO),
    ),
    max_size=12,
)
STATE_CHOICES = [None] + [
    RoundState(round=ROUND, status=status, attempts=digest)
    for status in (RoundStatus.CLOSING, RoundStatus.CLOSED)
    for digest in (None, make_digest(1), make_digest(2))
]
PEOPLE_STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "replace", "change"]), WHO, st.sampled_from(["a", "b", "c"])),
    max_size=8,
)
SLOW = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def take_attempt_step(store, step):
    match step:
        case "put", who, start_id:
            return store.put_attempt(make_attempt(who, start_id=start_id))
        case "save", who, epoch, revision, arrived_at, answers:
            save = make_save(revision, device_epoch=epoch, arrived_at=arrived_at, answers=answers)
            return store.save(make_attempt(who).key, save)
        case "submit", who, epoch, revision, arrived_at, submit_id, answers:
            submission = make_submission(
                revision,
                device_epoch=epoch,
                arrived_at=arrived_at,
                submit_id=submit_id,
                answers=answers,
            )
            return store.submit(make_attempt(who).key, submission)
        case "take_over", who, epoch, start_id:
            return store.take_over(make_attempt(who, device_epoch=epoch), start_id, OPENS_AT)
        case "finalise", who, epoch, revision:
            return store.finalise(make_attempt(who, device_epoch=epoch, revision=revision))
        case "get", who:
            return store.get_attempt(make_attempt(who).key)
    raise AssertionError(step)


def take_person_step(store, step):
    action, who, code = step
    if action == "put" or store.get_person(CONTEST, make_person(who).pid) is None:
        return store.put_person(CONTEST, make_person(who, code_hash=code))
    seen = make_person(who, code_hash="a")
    if action == "change":
        changed = make_person(who, code_hash="a", name=code, sealed=f"sealed by {code}")
        return store.change_person(CONTEST, seen, changed)
    return store.replace_code(CONTEST, seen, code)


@pytest.fixture(scope="module")
def shared_clients(engine):
    clients = engine.clients()
    create_storage(clients, production=False)
    return clients


def emptied(clients: Clients) -> Clients:
    for table in ("attempts", "people", "contests"):
        name = clients.settings.table_prefix + table
        for item in clients.dynamodb.scan(TableName=name)["Items"]:
            key = {"pk": item["pk"], "sk": item["sk"]}
            clients.dynamodb.delete_item(TableName=name, Key=key)
    return clients


@SLOW
@given(steps=ATTEMPT_STEPS)
def test_attempts_fare_alike_in_memory_and_in_dynamodb(shared_clients, steps):
    memory, table = MemoryAttempts(), AttemptTable(emptied(shared_clients))
    expected = [take_attempt_step(memory, step) for step in steps]
    assert [take_attempt_step(table, step) for step in steps] == expected
    assert list(table.attempts(CONTEST, ROUND)) == list(memory.attempts(CONTEST, ROUND))


@SLOW
@given(steps=PEOPLE_STEPS)
def test_people_fare_alike_in_memory_and_in_dynamodb(shared_clients, steps):
    memory, table = MemoryPeople(), PeopleTable(emptied(shared_clients))
    expected = [take_person_step(memory, step) for step in steps]
    assert [take_person_step(table, step) for step in steps] == expected


@SLOW
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(STATE_CHOICES[1:]), st.sampled_from(STATE_CHOICES)), max_size=8
    )
)
def test_round_states_fare_alike_in_memory_and_in_dynamodb(shared_clients, steps):
    memory, table = MemoryContests(), ContestTable(emptied(shared_clients))
    expected = [memory.put_state(CONTEST, *step) for step in steps]
    assert [table.put_state(CONTEST, *step) for step in steps] == expected
    assert table.get_states(CONTEST) == memory.get_states(CONTEST)
