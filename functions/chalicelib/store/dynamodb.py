"""One DynamoDB table as compare-and-swap on single items.

1. Every write is one conditional call that sets values and never adds to them.
2. After a refused condition the stored item comes with the refusal: one round trip, no second read.
3. Where the library repeated a write that had been applied, the refusal brings our own values back;
   whoever called can tell, since a write carries an id or a revision of its own.
4. Reads are strongly consistent.
5. What DynamoDB is too busy for is asked again for some seconds more than the library does: an
   answer that arrived in time must not have to be sent again when it is too late.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from chalicelib.store import keys
from chalicelib.store.clients import Clients
from chalicelib.store.items import Item

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

BATCH_SIZE = 25
"""DynamoDB takes no more puts or deletions in one call."""

BATCH_TRIES = 8
FIRST_PAUSE_SECONDS = 0.1

BUSY_ROUNDS = 4
"""Of the library's three tries each, whose pauses take 3 s at most: 15 s with ours, before the
browser's 20 s and the function's 25 s."""

_BUSY = frozenset(
    {
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingException",
    }
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison that the stored item must pass; a value of None means: no such attribute."""

    name: str
    operator: str
    value: Mapping[str, Any] | None


ABSENT = Condition(keys.PARTITION, "=", None)
"""Holds where nothing is stored under the key."""


class UnfinishedBatchError(RuntimeError):
    """DynamoDB put off some writes of a batch for too long; making all again is harmless."""


class ItemTable:
    """Items of one table by key, each read or written by one call."""

    def __init__(self, clients: Clients, table: keys.Table) -> None:
        """Name the table; nothing is called yet."""
        self._clients = clients
        self._name = keys.table_name(clients.settings.table_prefix, table)

    def get(self, key: keys.Key) -> Item | None:
        """Return the item, if stored."""
        client = self._clients.dynamodb
        reply = _patiently(
            lambda: client.get_item(TableName=self._name, Key=key, ConsistentRead=True)
        )
        return reply.get("Item")

    def put(self, item: Item) -> None:
        """Put the item, whatever is stored."""
        client = self._clients.dynamodb
        _patiently(lambda: client.put_item(TableName=self._name, Item=item))

    def put_if(self, item: Item, conditions: Sequence[Condition]) -> tuple[bool, Item | None]:
        """Put the item where all conditions hold; return whether it was, and what is stored."""
        client = self._clients.dynamodb
        names, values, expression = _condition_expression(conditions)
        arguments: dict[str, Any] = {"ExpressionAttributeValues": values} if values else {}
        try:
            _patiently(
                lambda: client.put_item(
                    TableName=self._name,
                    Item=item,
                    ConditionExpression=expression,
                    ExpressionAttributeNames=names,
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                    **arguments,
                )
            )
        except client.exceptions.ConditionalCheckFailedException as refusal:
            return False, _stored(refusal)
        return True, item

    def put_if_absent(self, item: Item) -> Item:
        """Put the item where its key is absent; return what is stored then."""
        _, stored = self.put_if(item, (ABSENT,))
        return item if stored is None else stored

    def update_if(
        self, key: keys.Key, values: Item, conditions: Sequence[Condition]
    ) -> tuple[bool, Item | None]:
        """Set values where all conditions hold; return whether they were, and what is stored."""
        client = self._clients.dynamodb
        names, compared, expression = _condition_expression(conditions)
        sets: list[str] = []
        for place, (name, value) in enumerate(values.items()):
            names[f"#s{place}"] = name
            compared[f":s{place}"] = value
            sets.append(f"#s{place} = :s{place}")
        try:
            reply = _patiently(
                lambda: client.update_item(
                    TableName=self._name,
                    Key=key,
                    UpdateExpression="SET " + ", ".join(sets),
                    ConditionExpression=expression,
                    ExpressionAttributeNames=names,
                    ExpressionAttributeValues=compared,
                    ReturnValues="ALL_NEW",
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            )
        except client.exceptions.ConditionalCheckFailedException as refusal:
            return False, _stored(refusal)
        return True, reply["Attributes"]

    def query(self, partition: str, prefix: str = "") -> Iterator[Item]:
        """Yield a partition's items whose sort keys begin with the prefix, sorted by them."""
        condition = "#p = :p"
        names = {"#p": keys.PARTITION}
        values: dict[str, Any] = {":p": {"S": partition}}
        if prefix:
            condition += " AND begins_with(#s, :s)"
            names["#s"] = keys.SORT
            values[":s"] = {"S": prefix}
        page: dict[str, Any] = {}
        while True:
            reply = self._clients.dynamodb.query(
                TableName=self._name,
                KeyConditionExpression=condition,
                ExpressionAttributeNames=names,
                ExpressionAttributeValues=values,
                ConsistentRead=True,
                **page,
            )
            yield from reply["Items"]
            if "LastEvaluatedKey" not in reply:
                return
            page = {"ExclusiveStartKey": reply["LastEvaluatedKey"]}

    def put_all(self, items: Sequence[Item]) -> None:
        """Put every item, whatever is stored; in no order.

        Raises UnfinishedBatchError where DynamoDB keeps putting some off.
        """
        self._write_all([{"PutRequest": {"Item": item}} for item in items])

    def delete(self, key: keys.Key) -> None:
        """Delete the item, if stored."""
        client = self._clients.dynamodb
        _patiently(lambda: client.delete_item(TableName=self._name, Key=key))

    def delete_all(self, stored: Sequence[Item]) -> None:
        """Delete every item, given whole or by its key; in no order.

        Raises UnfinishedBatchError where DynamoDB keeps putting some off.
        """
        by_key = [{name: item[name] for name in (keys.PARTITION, keys.SORT)} for item in stored]
        self._write_all([{"DeleteRequest": {"Key": key}} for key in by_key])

    def _write_all(self, requests: Sequence[Mapping[str, Any]]) -> None:
        for start in range(0, len(requests), BATCH_SIZE):
            self._write_batch(requests[start : start + BATCH_SIZE])

    def _write_batch(self, requests: Sequence[Mapping[str, Any]]) -> None:
        waiting: Any = {self._name: list(requests)}
        for attempt in range(BATCH_TRIES):
            waiting = self._clients.dynamodb.batch_write_item(RequestItems=waiting).get(
                "UnprocessedItems"
            )
            if not waiting:
                return
            time.sleep(FIRST_PAUSE_SECONDS * 2**attempt)
        raise UnfinishedBatchError(self._name)


def _patiently(call: Callable[[], T]) -> T:
    """Return what the call returns, made again where DynamoDB was too busy for it."""
    from botocore.exceptions import ClientError

    for number in range(BUSY_ROUNDS - 1):
        try:
            return call()
        except ClientError as error:
            if error.response["Error"]["Code"] not in _BUSY:
                raise
            time.sleep(FIRST_PAUSE_SECONDS * 2**number)
    return call()


def _condition_expression(
    conditions: Sequence[Condition],
) -> tuple[dict[str, str], dict[str, Any], str]:
    names: dict[str, str] = {}
    values: dict[str, Any] = {}
    terms: list[str] = []
    for place, condition in enumerate(conditions):
        names[f"#c{place}"] = condition.name
        if condition.value is None:
            terms.append(f"attribute_not_exists(#c{place})")
        else:
            values[f":c{place}"] = condition.value
            terms.append(f"#c{place} {condition.operator} :c{place}")
    return names, values, " AND ".join(terms)


def _stored(refusal: "ClientError") -> Item | None:
    # Only this refusal brings an item, so the stubs of all refusals do not know of it.
    response = cast("dict[str, Any]", refusal.response)
    return response.get("Item") or None
