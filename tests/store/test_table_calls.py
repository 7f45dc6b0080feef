"""Calls of one table that the stores make seldom: pages, batches that are put off, refusals."""

import json
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

from chalicelib.store import keys
from chalicelib.store.clients import Clients
from chalicelib.store.dynamodb import (
    BATCH_SIZE,
    BATCH_TRIES,
    Condition,
    ItemTable,
    UnfinishedBatchError,
)

KEY = {keys.PARTITION: {"S": "a"}, keys.SORT: {"S": "1"}}


class Body:
    """The body of a reply, as the AWS library reads it."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def stream(self) -> Any:
        yield self.data


class PuttingOff:
    """Puts off all but the first write of so many batches."""

    def __init__(self, transport: Any, times: int) -> None:
        self.transport, self.times = transport, times
        self.batches: list[int] = []

    def __call__(self, request: Any) -> Any:
        asked = json.loads(request.body)
        if "RequestItems" not in asked:
            return self.transport(request)
        ((_, writes),) = asked["RequestItems"].items()
        self.batches.append(len(writes))
        if len(self.batches) > self.times:
            return self.transport(request)
        body = json.dumps({"UnprocessedItems": asked["RequestItems"]}).encode()
        headers = {"Content-Type": "application/x-amz-json-1.0"}
        return AWSResponse(request.url, 200, headers, Body(body))  # type: ignore[arg-type]


def table_of(clients: Clients) -> ItemTable:
    return ItemTable(clients, keys.Table.QUESTIONS)


def items(count: int) -> list[dict[str, Any]]:
    return [KEY | {keys.SORT: {"S": f"{number:05d}"}} for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, BATCH_SIZE, BATCH_SIZE + 1, 3 * BATCH_SIZE])
def test_any_number_of_items_is_put_and_deleted(clients: Clients, count: int) -> None:
    table = table_of(clients)

    table.put_all(items(count))
    assert list(table.query("a")) == items(count)
    table.delete_all(items(count)[1:])

    assert list(table.query("a")) == items(count)[:1]


def test_what_is_put_off_is_asked_for_again(clients: Clients, engine: Any) -> None:
    wire = PuttingOff(engine.transport, 2)

    table_of(Clients(clients.settings, transport=wire)).put_all(items(3))

    assert wire.batches == [3, 3, 3]
    assert list(table_of(clients).query("a")) == items(3)


@pytest.mark.prove
def test_what_is_put_off_for_too_long_is_told(clients: Clients, engine: Any) -> None:
    wire = PuttingOff(engine.transport, BATCH_TRIES)

    with pytest.raises(UnfinishedBatchError):
        table_of(Clients(clients.settings, transport=wire)).put_all(items(3))

    assert wire.batches == [3] * BATCH_TRIES


def test_a_partition_of_several_pages_is_read_whole(clients: Clients) -> None:
    table = table_of(clients)
    large = [item | {"json": {"S": "x" * 300_000}} for item in items(9)]
    for item in large:
        table.put(item)

    assert list(table.query("a")) == large


def test_a_prefix_leaves_the_others_out(clients: Clients) -> None:
    table = table_of(clients)
    table.put_all(items(20))

    assert list(table.query("a", "0001")) == items(20)[10:]


def test_whatever_is_read_is_the_last_that_was_written(clients: Clients, engine: Any) -> None:
    asked: list[dict[str, Any]] = []

    def watched(request: Any) -> Any:
        asked.append(json.loads(request.body))
        return engine.transport(request)

    table = table_of(Clients(clients.settings, transport=watched))

    found = table.get(KEY), list(table.query("a"))

    assert found == (None, [])
    assert [each["ConsistentRead"] for each in asked] == [True, True]


def test_one_item_is_deleted_and_no_other(clients: Clients) -> None:
    table = table_of(clients)
    table.put_all(items(2))

    table.delete(items(2)[0])

    assert list(table.query("a")) == items(2)[1:]


def test_a_refused_write_brings_what_is_stored(clients: Clients) -> None:
    table = table_of(clients)
    stored = KEY | {"rev": {"N": "1"}}
    table.put(stored)
    wrong = (Condition("rev", "=", {"N": "2"}),)

    assert table.put_if(KEY, wrong) == (False, stored)
    assert table.update_if(KEY, {"rev": {"N": "3"}}, wrong) == (False, stored)
    absent = KEY | {keys.SORT: {"S": "2"}}
    assert table.put_if(absent, wrong) == (False, None)
    assert table.update_if(absent, {"rev": {"N": "3"}}, wrong) == (False, None)


def test_another_refusal_than_the_conditions_comes_out(clients: Clients) -> None:
    table = table_of(clients)

    with pytest.raises(ClientError, match="ValidationException"):
        table.put_if({}, (Condition("rev", "=", {"N": "2"}),))
