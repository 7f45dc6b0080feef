import http.client
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from builders import CONTEST, ROUND, make_attempt, make_digest

from chalicelib.contest.acts import ActName
from chalicelib.store.attempts import AttemptTable
from chalicelib.store.clients import Clients
from chalicelib.store.dynamodb import Condition, ItemTable
from chalicelib.store.invoker import LambdaInvoker
from chalicelib.store.keys import Table
from chalicelib.store.schema import create_storage, describe_tables

THREADS = 48


@pytest.fixture(params=["in this process", "through a socket"])
def table(engine, request):
    create_storage(engine.clients(), production=False)
    socketless = request.param == "in this process"
    return ItemTable(engine.clients() if socketless else Clients(engine.settings()), Table.CONTESTS)


@pytest.mark.parametrize("trial", range(5))
def test_of_48_conditional_updates_at_once_exactly_one_wins(table, trial):
    key = {"pk": {"S": f"trial {trial}"}, "sk": {"S": "item"}}
    table.put(key | {"owner": {"S": "nobody"}})
    barrier = threading.Barrier(THREADS)

    def compete(number):
        barrier.wait()
        unowned = Condition("owner", "=", {"S": "nobody"})
        return table.update_if(key, {"owner": {"S": f"thread {number}"}}, (unowned,))

    with ThreadPoolExecutor(THREADS) as threads:
        replies = list(threads.map(compete, range(THREADS)))
    stored = table.get(key)
    assert [item for won, item in replies if won] == [stored]
    assert [item for won, item in replies if not won] == [stored] * (THREADS - 1)


def test_both_ways_into_the_engine_reach_the_same_data(engine):
    create_storage(engine.clients(), production=False)
    attempt = make_attempt(77)
    AttemptTable(Clients(engine.settings())).put_attempt(attempt)
    assert AttemptTable(engine.clients()).get_attempt(attempt.key) == attempt


def test_a_function_gets_its_event_and_may_call_the_engine(engine):
    create_storage(engine.clients(), production=False)
    attempts = AttemptTable(engine.clients())
    events = []

    def close(event):
        attempts.put_attempt(make_attempt(78))
        events.append(event)

    engine.register_function("contest-close", close)
    for clients in (engine.clients(), Clients(engine.settings())):
        LambdaInvoker(clients).invoke(ActName.CLOSE, CONTEST, ROUND)
    engine.drain()
    assert events == [{"contest": CONTEST, "round": ROUND}] * 2


def test_a_function_that_fails_is_logged_with_its_trace(engine, caplog):
    def publish(event):
        raise LookupError("no such thing")

    engine.register_function("contest-publish", publish)
    with caplog.at_level(logging.ERROR):
        LambdaInvoker(engine.clients()).invoke(ActName.PUBLISH, CONTEST, ROUND)
        engine.drain()
    assert [record.exc_info[0] for record in caplog.records] == [LookupError]


def test_a_function_that_nobody_registered_is_refused(engine):
    functions = engine.clients().functions
    with pytest.raises(functions.exceptions.ResourceNotFoundException):
        functions.invoke(FunctionName="contest-unknown", InvocationType="Event", Payload=b"{}")


def test_a_service_that_is_not_part_of_it_is_refused(engine):
    connection = http.client.HTTPConnection(engine.endpoint_url.removeprefix("http://"))
    scope = "Credential=local/20211010/ap-southeast-1/sqs/aws4_request"
    connection.request("POST", "/", headers={"Authorization": f"AWS4-HMAC-SHA256 {scope}"})
    assert connection.getresponse().status == 501
    connection.close()


def test_production_tables_are_protected_and_a_rehearsal_s_are_not(engine):
    for production in (True, False):
        described = describe_tables(engine.settings(), production=production)
        assert [table["DeletionProtectionEnabled"] for table in described] == [production] * 5


def test_creating_production_storage_twice_changes_nothing(engine):
    settings = replace(
        engine.settings(), table_prefix="twice-", archive_bucket="twice-a", public_bucket="twice-p"
    )
    clients = Clients(settings, transport=engine.transport)
    create_storage(clients, production=True)
    attempt = AttemptTable(clients).put_attempt(make_attempt(rules=make_digest(1)))
    create_storage(clients, production=True)
    assert AttemptTable(clients).get_attempt(attempt.key) == attempt
    backups = clients.dynamodb.describe_continuous_backups(TableName="twice-attempts")
    recovery = backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"
