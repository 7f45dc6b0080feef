"""DynamoDB stubbed at the HTTP level: the least that answers the entry function rightly.

The AWS library serialises, signs and parses as ever; only the network and the database are gone.
Conditions are not evaluated: the measurement sends what must be accepted, and looks afterwards.
"""

import io
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec
from botocore.awsrequest import AWSResponse, HeadersDict

from chalicelib.store.keys import PARTITION, SORT

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest

_HEADERS = {"content-type": "application/x-amz-json-1.0"}

StoredKey = tuple[str, str, str]


class _Raw(io.BytesIO):
    def stream(self, **_: object) -> Iterable[bytes]:
        """Yield the body at once."""
        yield self.read()


class StubbedTables:
    """Items by table and key; an instance is a transport for ``chalicelib.store.clients``."""

    def __init__(self) -> None:
        """Start empty."""
        self.items: dict[StoredKey, dict[str, Any]] = {}
        self.calls = 0
        self.spent_ns = 0
        """CPU time that the stub itself took."""

    def __call__(self, request: "AWSPreparedRequest") -> AWSResponse:
        """Answer one request."""
        began = time.process_time_ns()
        operation = request.headers["X-Amz-Target"]
        if isinstance(operation, bytes):
            operation = operation.decode()
        sent: Any = request.body
        asked = msgspec.json.decode(sent)
        body = msgspec.json.encode(self._answer(operation.rpartition(".")[2], asked))
        headers: Any = HeadersDict(_HEADERS)
        raw: Any = _Raw(body)
        reply = AWSResponse(str(request.url), 200, headers, raw)
        self.calls += 1
        self.spent_ns += time.process_time_ns() - began
        return reply

    def _answer(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        table = asked["TableName"]
        match operation:
            case "GetItem":
                item = self.items.get(_key(asked, asked["Key"]))
                return {} if item is None else {"Item": item}
            case "Query":
                partition = asked["ExpressionAttributeValues"][":p"]["S"]
                found = [item for key, item in self.items.items() if key[:2] == (table, partition)]
                return {"Items": found}
            case "PutItem":
                key = _key(asked, asked["Item"])
                assert key not in self.items, key
                self.items[key] = asked["Item"]
                return {}
            case "UpdateItem":
                return {"Attributes": self._update(asked)}
            case _:
                raise AssertionError(f"no stub of {operation}")

    def _update(self, asked: dict[str, Any]) -> dict[str, Any]:
        item = self.items[_key(asked, asked["Key"])]
        names, values = asked["ExpressionAttributeNames"], asked["ExpressionAttributeValues"]
        for pair in asked["UpdateExpression"].removeprefix("SET ").split(", "):
            name, _, value = pair.partition(" = ")
            item[names[name]] = values[value]
        return item


def _key(asked: dict[str, Any], attributes: dict[str, Any]) -> StoredKey:
    return (asked["TableName"], attributes[PARTITION]["S"], attributes[SORT]["S"])
